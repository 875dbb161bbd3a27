"""A page's table on slides: in parts that can be read, rows by rows and columns by columns. Nothing is squeezed in, and what is
not listed is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from charts.text_width import text_width
from exports.deck_content import Slide, Table, TextCell
from indicators.rounding import shown_short
from language import _
from views.deck_tables import parts_of
from views.page import PageView, TableView

# Rows of a table that can be read on one slide; how many slides one table may take
MOST_ROWS, MOST_SLIDES = 8, 12
# In pixels of a slide: its width for a table, the type in which columns are counted, the widest column, what stands beside each
ROOM, TYPE, MOST_WIDE, AIR = 1760.0, 28.0, 420.0, 36.0
# A column is no wider than so many characters, and no narrower
WIDEST, NARROWEST = 18, 6


def table_slides(view: PageView, notes: Sequence[str] = (), footer: Sequence[str] | None = None) -> list[Slide]:
    """The view's table as real ones. The columns that name its rows stand on every slide; its other columns go on from slide to
    slide, and so do its rows. `footer` instead of the view's own.
    """
    view = _upright(replace(view, table=_without_empty(view.table)))
    columns = _columns(view)
    most = MOST_ROWS * max(1, MOST_SLIDES // len(columns))
    whole = view.table.head(most)
    parts = [part for part in parts_of(range(len(whole)), MOST_ROWS) if len(part)]
    said = (*view.footer,) if footer is None else tuple(footer)
    slides = [
        _slide(view, whole.iloc[part[0] : part[-1] + 1, list(group)], notes, said) for part in parts for group in columns
    ]
    more = len(view.table) - len(whole)
    if slides and more > 0:
        slides[-1] = replace(slides[-1], remark=_("另有 {n} 行未列出").format(n=more))
    if len(slides) < 2:
        return slides
    title = _("{title}（{n} / {all}）")
    return [
        replace(slide, title=title.format(title=slide.title, n=number, all=len(slides)))
        for number, slide in enumerate(slides, start=1)
    ]


def _without_empty(frame: pd.DataFrame) -> pd.DataFrame:
    """The table without columns in which nothing stands."""
    return frame[[name for name in frame.columns if any(_cell_text(cell) for cell in frame[name])]]


def _upright(view: PageView) -> PageView:
    """The view as it is, or with districts down and what is said of them across, where that takes fewer slides."""
    keys, frame = view.key_columns, view.table
    if not 0 < keys < len(frame.columns) or frame.empty:
        return view
    heads = [" ".join(filter(None, (_cell_text(cell) for cell in row))) for row in frame.iloc[:, :keys].itertuples(index=False)]
    if len(set(heads)) < len(heads):
        return view
    turned = frame.iloc[:, keys:].T.reset_index()
    turned.columns = pd.Index([_("区县"), *heads])
    other = TableView(view.finding, view.subtitle, view.footer, view.simulated, turned, view.name)
    return other if view.by_district and _slides_needed(other) < _slides_needed(view) else view


def _slides_needed(view: PageView) -> int:
    return len(_columns(view)) * -(-len(view.table) // MOST_ROWS)


def _columns(view: PageView) -> list[tuple[int, ...]]:
    """Places of the columns that stand together: those that name the row, and as many others as there is room for."""
    frame = view.table
    needs = [_needs(str(name), frame.iloc[:, number]) for number, name in enumerate(frame.columns)]
    keys = min(view.key_columns, len(needs))
    room = ROOM - sum(needs[:keys])
    if not needs[keys:]:
        return [tuple(range(keys))]
    parts = 1
    while parts < len(needs) - keys and any(
        sum(needs[number] for number in group) > room for group in parts_of(range(keys, len(needs)), _each(needs, keys, parts))
    ):
        parts += 1
    return [(*range(keys), *group) for group in parts_of(range(keys, len(needs)), _each(needs, keys, parts))]


def _each(needs: Sequence[float], keys: int, parts: int) -> int:
    """How many columns stand on each of so many parts at most."""
    return -(-(len(needs) - keys) // parts)


def _needs(head: str, column: pd.Series) -> float:
    """The room that a column takes: its longest text on one line, but no sentence's; its head on two."""
    longest = max((text_width(_cell_text(cell), TYPE) for cell in column), default=0.0)
    return min(max(longest, text_width(head, TYPE) / 1.8), MOST_WIDE) + AIR


def _slide(view: PageView, frame: pd.DataFrame, notes: Sequence[str], footer: tuple[str, ...]) -> Slide:
    rows = [tuple(TextCell(_cell_text(cell)) for cell in row) for row in frame.itertuples(index=False)]
    heads = tuple(str(name) for name in frame.columns)
    longest = [max([len(head), *(len(row[number].text) for row in rows)]) for number, head in enumerate(heads)]
    return Slide(
        view.finding,
        view.subtitle,
        Table(heads, tuple(rows), tuple(float(min(max(wide, NARROWEST), WIDEST)) for wide in longest)),
        footer,
        tuple(notes),
        _("表格：{title}。{columns}").format(title=view.finding, columns=_("、").join(heads)),
    )


def _cell_text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return "—"
    return shown_short(cell, 4) if isinstance(cell, float) else str(cell)


def table_notes(view: PageView) -> tuple[str, ...]:
    """Speaker notes of a table of several indicators: what it finds, every row in words, and where it comes from."""
    heads = [str(name) for name in view.table.columns]
    lines = []
    for row in view.table.head(MOST_ROWS * MOST_SLIDES).itertuples(index=False):
        texts = [_cell_text(cell) for cell in row]
        named, told = texts[: view.key_columns], zip(heads[view.key_columns :], texts[view.key_columns :], strict=True)
        lines.append(_("{name}：{value}").format(name=" ".join(named), value=_("；").join(f"{h} {t}" for h, t in told)))
    return (view.finding, view.subtitle, *lines, *view.footer)
