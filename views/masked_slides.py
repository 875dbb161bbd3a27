"""Slides without names of districts: texts masked, and rows in an order that does not tell who is who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from exports.deck_content import BarRow, Bars, Drawing, Lines, MapAndBars, Slide, Table
from language import _
from views.circulation import Mask
from views.page import PageView, TableView

NUMBERED = re.compile("[①-⑳]")


def masked_slide(slide: Slide, mask: Mask) -> Slide | None:
    """The slide with 区县A, 区县B …; None for one that shows districts by their shape."""
    if isinstance(slide.body, MapAndBars | Drawing):
        return None
    # Notes of a line (① …) tell of changes of territory, by which a district is known
    slide = replace(slide, footer=tuple(line for line in slide.footer if not NUMBERED.match(line)))
    found: Slide = mask.apply(slide)
    body = found.body
    if isinstance(body, Bars) and mask.unranked:
        body = replace(body, rows=_sorted_bars(body.rows))
    elif isinstance(body, Table):
        body = _sorted_table(body, mask)
    elif isinstance(body, Lines):
        order = sorted(body.lines, key=lambda line: (line.role != "chosen", line.role == "peer", line.name))
        body = replace(body, lines=tuple(replace(line, sign="") for line in (order if mask.unranked else body.lines)))
    # What an alt text tells place by place stands in the order of the rows before
    alt = _("{title}。{subtitle}").format(title=found.title, subtitle=found.subtitle)
    return replace(found, body=body, notes=_sorted_notes(found.notes, mask), alt=alt)


def masked_table(view: PageView, mask: Mask) -> PageView:
    """The view's table with letters for districts: rows and columns that are districts in the order of the letters."""
    said = (view.finding, view.subtitle, view.footer, view.simulated)
    shown = mask.apply(TableView(*said, view.table, view.name, view.key_columns, view.by_district))
    words, frame = set(mask.codes.values()), shown.table
    heads = iter(sorted(name for name in frame.columns if name in words))
    frame = frame[[next(heads) if name in words else name for name in frame.columns]]
    first = frame.columns[0]
    if frame[first].isin(words).any():
        order = iter(frame.index[frame[first].isin(words)][frame.loc[frame[first].isin(words), first].argsort()])
        frame = frame.loc[[next(order) if name in words else number for number, name in frame[first].items()]]
    return replace(shown, table=frame.reset_index(drop=True))


def _sorted_bars(rows: Sequence[BarRow]) -> tuple[BarRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.is_city, row.name)))


def _sorted_table(table: Table, mask: Mask) -> Table:
    """Rows that begin with a district in the order of letters, at the places where such rows were."""
    words = set(mask.codes.values())
    places = iter(sorted((row for row in table.rows if row[0].text in words), key=lambda row: row[0].text))
    return replace(table, rows=tuple(next(places) if row[0].text in words else row for row in table.rows))


def _sorted_notes(notes: Sequence[str], mask: Mask) -> tuple[str, ...]:
    """Blocks (a line and the indented ones below it) that begin with a district, in the order of letters."""
    blocks: list[list[str]] = []
    for line in notes:
        if line.startswith("　") and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    words = sorted(mask.codes.values(), key=len, reverse=True)

    def owner(block: list[str]) -> str:
        return next((word for word in words if block[0].startswith(word)), "")

    made: list[str] = []
    for of_place, run in groupby(blocks, key=lambda block: bool(owner(block))):
        for block in sorted(run, key=owner) if of_place else run:
            made += block
    return tuple(made)
