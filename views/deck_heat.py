"""总览's heat table on slides: in parts with every figure, or whole with value and sign only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts.classes import target_classes
from charts.tokens import MISSING_GROUND, NOT_APPLICABLE, PAGE, ink_on
from exports.deck_content import MOST_ROWS, MOST_WHOLE, Slide, Table, TextCell
from language import _
from views.deck_indicator import MOST_UNRANKED
from views.overview import OverviewView

# Columns of figures that can be read on one slide
MOST_COLUMNS = 6


def heat_slides(view: OverviewView, *, unranked: bool = False) -> list[Slide]:
    """总览's table in parts of at most six columns, as even as can be; at most ten rows, the city among them.

    With `unranked` all rows as far as they can be read: which are left out would tell who is first and last.
    """
    cells = view.cells
    columns = list(dict.fromkeys(cells["indicator"]))
    parts = -(-len(columns) // MOST_COLUMNS)
    bounds = [round(len(columns) * number / parts) for number in range(parts + 1)]
    codes, left_out = _rows_of_heat(cells, MOST_UNRANKED if unranked else MOST_ROWS, unranked)
    slides = []
    for number in range(parts):
        shown_columns = columns[bounds[number] : bounds[number + 1]]
        table = _heat_table(cells, shown_columns, codes)
        title = view.finding if parts == 1 else _("{title}（{n} / {all}）").format(title=view.finding, n=number + 1, all=parts)
        alt = _("表格：{title}。{columns}").format(title=title, columns=_("、").join(table.heads[1:]))
        remark = _("▼ 未达到目标，✓ 达到；符号后为距目标的差（百分数为百分点）；表头为目标")
        if left_out:
            remark += (_("；另有 {n} 个区县未列出") if unranked else _("；未达标项数居中的 {n} 个区县未列出")).format(n=left_out)
        slides.append(Slide(title, view.subtitle, table, view.footer[1:], _heat_notes(cells, shown_columns), alt, remark=remark))
    return slides


def heat_slide(view: OverviewView, *, unranked: bool = False) -> Slide:
    """总览's whole table on one slide for a screen: cells hold value and sign only, so that every column can be read."""
    cells = view.cells
    columns = list(dict.fromkeys(cells["indicator"]))
    codes, left_out = _rows_of_heat(cells, MOST_ROWS, unranked)
    table = _heat_table(cells, columns, codes, brief=True)
    remark = _("▼ 未达到目标，✓ 达到；颜色为距目标的远近；表头为目标")
    if left_out:
        remark += _("；未达标项数居中的 {n} 个区县未列出").format(n=left_out)
    heads = _("、").join(head.replace("\n", " ") for head in table.heads[1:])
    alt = _("表格：{title}。{columns}").format(title=view.finding, columns=heads)
    return Slide(view.finding, view.subtitle, table, view.footer[1:], _heat_notes(cells, columns), alt, remark=remark)


def _rows_of_heat(cells: pd.DataFrame, most: int, unranked: bool) -> tuple[list[str], int]:
    """Codes in the order of the page; where they are too many, those with most and with fewest indicators below target."""
    places = list(dict.fromkeys(cells.loc[~cells["is_city"], "code"]))
    city = list(dict.fromkeys(cells.loc[cells["is_city"], "code"]))
    room = most - len(city)
    if len(places) + len(city) <= MOST_WHOLE and not unranked:
        return [*places, *city], 0
    if len(places) <= room or unranked:
        return [*places[:room], *city], max(len(places) - room, 0)
    below = cells[cells["judged"] & ~cells["met"].astype(bool)].groupby("code").size()
    order = sorted(places, key=lambda code: (-int(below.get(code, 0)), code))
    kept = [*order[: -(-room // 2)], *order[len(order) - room // 2 :]]
    return [*kept, *city], len(places) - room


def _heat_table(cells: pd.DataFrame, columns: Sequence[str], codes: Sequence[str], *, brief: bool = False) -> Table:
    heads, rows = [_("区县")], []
    at = {(row["code"], row["indicator"]): row for row in cells.to_dict("records")}
    for column in columns:
        first = next(row for (_code, name), row in at.items() if name == column)
        heads.append(("\n" if brief else " ").join(filter(None, (str(first["heading"]), str(first["target_text"])))))
    names = {row["code"]: str(row["name"]) for row in at.values()}
    own = {row["code"] for row in at.values() if row["is_city"]}
    for code in codes:
        city = code in own
        name = TextCell(names[code], fill=PAGE if city else "", bold=city)
        # A zone has no cell where nothing was asked of it
        found = [at.get((code, column)) for column in columns]
        rows.append((name, *(_heat_cell(cell, city, brief=brief) if cell else TextCell("—") for cell in found)))
    return Table(tuple(heads), tuple(rows), (1.0, *(1.3 for _column in columns)))


def _heat_cell(cell: dict[Any, Any], city: bool, *, brief: bool) -> TextCell:
    if cell["value"] != cell["value"]:
        return TextCell(str(cell["status_text"]), fill=MISSING_GROUND if cell["applicable"] else NOT_APPLICABLE)
    if not cell["judged"]:
        return TextCell(str(cell["value_text"]), fill=PAGE, bold=city)
    classes = target_classes(cell["target"], cell["step"], at_most=bool(cell["at_most"]), decimals=int(cell["decimals"]))
    fill = classes.fill(cell["value"]) or ""
    sign = classes.sign(cell["value"])
    text = f"{cell['value_text']} {sign}" + ("" if brief else str(cell["distance_text"]))
    return TextCell(text, colour=ink_on(fill), fill=fill, bold=city)


def _heat_notes(cells: pd.DataFrame, columns: Sequence[str]) -> tuple[str, ...]:
    lines = []
    for column in columns:
        own = cells[cells["indicator"] == column].to_dict("records")
        figures = _("；").join(f"{row['name']} {row['value_text'] or row['status_text']}" for row in own)
        target = _("（目标 {bound}）").format(bound=own[0]["target_text"]) if own[0]["target_text"] else ""
        lines.append(f"{own[0]['heading']}{target}：{figures}")
    return tuple(lines)
