"""催报清单: who still owes what, one row each, and the whole matrix; to be sent round, or pasted into a notice."""

from __future__ import annotations

from collections.abc import Sequence

from exports.workbook import write
from exports.workbook_content import Book, Column, Sheet
from language import _


def chase_workbook(
    title: str,
    about: Sequence[tuple[str, str]],
    owing: Sequence[Sequence[str]],
    matrix: Sequence[Sequence[str]],
    places: Sequence[str],
) -> bytes:
    """`owing`: district, indicator, what is missing; `matrix`: indicator, then a state in words for each of `places`."""
    sheets = []
    if owing:
        columns = (Column(_("区县"), 16), Column(_("指标"), 44), Column(_("情况"), 24))
        sheets.append(
            Sheet(_("催报清单"), _("催报清单"), _("还没有报齐的，一行一项"), (), columns, [tuple(row) for row in owing])
        )
    heads = (Column(_("指标"), 44), *(Column(place, 14) for place in places))
    sheets.append(
        Sheet(
            _("报送情况"),
            _("报送情况"),
            _("每个区县每项指标报了没有"),
            (),
            heads,
            [tuple(row) for row in matrix],
            keys=1,
        )
    )
    return write(Book(title, title, tuple(about), tuple(sheets)))
