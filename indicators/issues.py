"""What is said to the person who brings a workbook: an issue points at cells and says where · what · what it means · what to do.

The catalogue `KINDS` holds the words; an `Issue` only its kind and the values for the words, and is put into words when somebody
reads it. `python -m indicators.issue_document` writes docs/issues.md from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from indicators.issue_kind import IssueKind
from indicators.issue_kinds_file import FILE_KINDS
from indicators.issue_kinds_intake import INTAKE_KINDS
from indicators.issue_kinds_reading import READING_KINDS
from indicators.issue_kinds_structure import STRUCTURE_KINDS
from indicators.issue_kinds_values import CHECK_KINDS, VALUE_KINDS
from indicators.vocabulary import Severity
from language import _


@dataclass(frozen=True)
class Issue:
    """One thing to tell. `cell` and `until` are A1 addresses on `sheet`; "" where it concerns a whole sheet or the file.

    `severity` None = as the catalogue has it for this kind. Raises KeyError on a kind that is not in the catalogue.
    """

    kind: str
    sheet: str = ""
    cell: str = ""
    until: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.NOTE

    @classmethod
    def of(
        cls,
        kind: str,
        sheet: str = "",
        cell: str = "",
        until: str = "",
        severity: Severity | None = None,
        **values: object,
    ) -> Issue:
        """An issue with the severity of its kind, unless another one is given."""
        return cls(kind, sheet, cell, until, values, severity or kinds()[kind].severity)

    @classmethod
    def about(cls, kind: str, values: Mapping[str, object], sheet: str = "", cell: str = "", until: str = "") -> Issue:
        """The same with the words' values as a mapping."""
        return cls(kind, sheet, cell, until, dict(values), kinds()[kind].severity)

    def where(self) -> str:
        """工作表“学前”，单元格 B4 — in the current language; "" for the whole file."""
        if not self.sheet:
            return _("单元格 {cell}").format(cell=self._range()) if self.cell else ""
        if not self.cell:
            return _("工作表“{sheet}”").format(sheet=self.sheet)
        return _("工作表“{sheet}”，单元格 {cell}").format(sheet=self.sheet, cell=self._range())

    def _range(self) -> str:
        return f"{self.cell}–{self.until}" if self.until and self.until != self.cell else self.cell

    def headline(self) -> str:
        """The kind in a few words."""
        return _(kinds()[self.kind].headline)

    def message(self) -> str:
        """Where, what was found and what it means, as one or two sentences."""
        said = self.found() + self.means()
        place = self.where()
        return _("{where}：{said}").format(where=place, said=said) if place else said

    def found(self) -> str:
        """What stands there, without the place."""
        return _(kinds()[self.kind].found).format_map(_Fields(self.values))

    def means(self) -> str:
        """What follows from it; "" where nothing does."""
        text = kinds()[self.kind].means
        return _(text).format_map(_Fields(self.values)) if text else ""

    def advice(self) -> str:
        """What to do next."""
        return _(kinds()[self.kind].advice).format_map(_Fields(self.values))

    def text(self) -> str:
        """`message` and `advice` in one line."""
        return " ".join(part for part in (self.message(), self.advice()) if part)


class _Fields(dict[str, object]):
    """A value that nobody gave shows as “…” rather than stopping a report on its way to the user."""

    def __missing__(self, key: str) -> str:
        return "…"


@cache
def kinds() -> dict[str, IssueKind]:
    """The catalogue by id, in the order in which it is printed. Raises ValueError when an id stands twice."""
    found: dict[str, IssueKind] = {}
    for kind in (*FILE_KINDS, *READING_KINDS, *STRUCTURE_KINDS, *VALUE_KINDS, *CHECK_KINDS, *INTAKE_KINDS):
        if kind.id in found:
            raise ValueError(f"issue kind {kind.id!r} stands twice in the catalogue")
        found[kind.id] = kind
    return found


def __getattr__(name: str) -> dict[str, IssueKind]:
    """`issues.KINDS` is built at first use: nothing works at import time."""
    if name == "KINDS":
        return kinds()
    raise AttributeError(name)


SEVERITY_ORDER = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def severity_name(severity: Severity) -> str:
    """必须处理, 请核实, 提示 in the current language."""
    return {
        Severity.BLOCKING: _("必须处理"),
        Severity.WARNING: _("请核实"),
        Severity.NOTE: _("提示"),
    }[severity]
