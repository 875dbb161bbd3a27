"""The golden cases: workbooks drawn in text, each showing one habit, with what must be read and said beside them as CSV.

`NAME.txt` holds the sheets, `NAME.values.csv` and `NAME.issues.csv` what the loader answers. `make golden` rewrites the CSVs;
their diff is the review.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from loaders.reading import read_workbook
from loaders.workbook import Workbook
from loaders.workbook_reading import Reading
from tests.loaders.drawn import drawn

FOLDER = Path(__file__).parent
VALUE_COLUMNS = (
    "sheet", "cell", "place", "place_code", "place_kind", "aggregate", "period_key", "heading", "indicator", "education_level",
    "breakdown", "unit", "value", "status",
)  # fmt: skip
ISSUE_COLUMNS = ("severity", "kind", "sheet", "cell", "until", "message")


def case_names() -> list[str]:
    """All cases, in the order of their names."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def read_case(name: str) -> Reading:
    """Draw and read one case."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found = re.search(r"^file: (.+)$", text, re.MULTILINE)
    assert found is not None, f"{name}.txt names no file"
    parts = re.split(r"^=== (.+)$", text, flags=re.MULTILINE)[1:]
    grids = []
    for index, (title, drawing) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        hidden = title.endswith(" (hidden)")
        grids.append(drawn(drawing, title.removesuffix(" (hidden)"), index, hidden))
    return read_workbook(Workbook(tuple(grids), "xlsx"), found.group(1).strip())


def values_csv(reading: Reading) -> str:
    """The observations, one a line."""
    table = reading.observations
    rows = []
    for record in table[list(VALUE_COLUMNS)].to_dict("records"):
        record["heading"] = " › ".join(record["heading"])
        record["value"] = "" if record["value"] != record["value"] else f"{record['value']:.10g}"
        rows.append([str(record[column]) for column in VALUE_COLUMNS])
    return _csv(VALUE_COLUMNS, rows)


def issues_csv(reading: Reading) -> str:
    """The issues, one a line, in Chinese."""
    rows = [[issue.severity, issue.kind, issue.sheet, issue.cell, issue.until, issue.text()] for issue in reading.issues]
    return _csv(ISSUE_COLUMNS, [[str(value) for value in row] for row in rows])


def _csv(header: tuple[str, ...], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def expected(name: str, kind: str) -> Path:
    """The CSV that goes with a case: kind "values" or "issues"."""
    return FOLDER / f"{name}.{kind}.csv"


def rewrite() -> list[str]:
    """Write every CSV anew; returns the names of those that changed."""
    changed = []
    for name in case_names():
        reading = read_case(name)
        for kind, text in (("values", values_csv(reading)), ("issues", issues_csv(reading))):
            path = expected(name, kind)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                changed.append(path.name)
    return changed
