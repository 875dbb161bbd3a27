"""A reading as lines: JSON objects for programs, a table and the issues for people, and the sheet with its roles (--explain)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from language import _
from loaders.workbook_reading import Reading

_KEYS = (
    "sheet", "cell", "place", "place_code", "place_kind", "aggregate", "period", "period_key", "heading", "indicator",
    "education_level", "breakdown", "unit",
)  # fmt: skip


def observation_records(reading: Reading) -> Iterator[dict[str, Any]]:
    """One mapping for each observation; `value` None where the cell holds no number."""
    table = reading.observations
    columns = [table[key].tolist() for key in _KEYS]
    for *about, value, status, text in zip(
        *columns, table["value"].tolist(), table["status"].tolist(), table["text"].tolist(), strict=True
    ):
        record = dict(zip(_KEYS, about, strict=True))
        record["heading"] = list(record["heading"])
        record["value"] = None if value != value else value
        record["status"] = str(status)
        record["text"] = text
        yield record


def issue_records(reading: Reading) -> Iterator[dict[str, Any]]:
    """One mapping for each issue, in the words of the current language."""
    for issue in reading.issues:
        yield {
            "kind": issue.kind,
            "severity": str(issue.severity),
            "sheet": issue.sheet or None,
            "cell": issue.cell or None,
            "until": issue.until or None,
            "message": issue.text(),
        }


def readable(reading: Reading, *, issues_only: bool) -> Iterator[str]:
    """The values as an aligned table, then the issues."""
    from indicators.issues import severity_name

    if not issues_only:
        table = reading.observations
        for sheet, cell, place, period, heading, value, unit, status in zip(
            *(table[key].tolist() for key in ("sheet", "cell", "place", "period", "heading", "value", "unit", "status")),
            strict=True,
        ):
            shown = f"{value:.12g}{unit}" if value == value else f"[{status}]"
            yield f"{sheet}!{cell}\t{place or '—'}\t{period or '—'}\t{' › '.join(heading)}\t{shown}"
        yield _("共 {n} 个数据格，其中 {m} 个有数").format(n=len(table), m=int(table["value"].notna().sum()))
    for issue in reading.issues:
        yield f"[{severity_name(issue.severity)}] {issue.text()}"


def explain(reading: Reading) -> Iterator[str]:
    """Every table with its rows and columns and what each was taken for."""
    from loaders.explain import explain_table

    for sheet in reading.sheets:
        yield f"=== {sheet.name}"
        for table in sheet.tables:
            yield from explain_table(table)


def school_lines(reading: Reading) -> Iterator[str]:
    """The figures of single schools as JSON, one a line; columns as in `indicators.schools.SCHOOL_COLUMNS`."""
    for line in reading.schools.figures.to_json(orient="records", lines=True, force_ascii=False).splitlines():
        if line:
            yield line
