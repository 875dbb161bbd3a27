"""The heat table: every district against every indicator, coloured by the distance to its target.

A cell shows the value and, smaller, ✓ or ▼ with the distance; columns stand in families; the city comes last. Where
nothing was reported the cell is hatched and says why; what does not apply is flat.
"""

from __future__ import annotations

import altair as alt
import pandas as pd
from shapely.geometry import box

from charts.canvas import Canvas
from charts.classes import Classes, target_classes
from charts.heat_heads import draw_heads
from charts.heat_layout import GAP, Grid, head_height, heat_height, lay_out, legend_height
from charts.rows import Row, draw_left_out, draw_name, thinned
from charts.text_width import fit_size, text_width
from charts.tokens import (
    ACCENT,
    BELOW,
    DIVERGING,
    EDGE,
    GRID,
    INK_1,
    INK_2,
    INK_3,
    NOT_APPLICABLE,
    PAGE,
    REACHED,
    SCREEN,
    Sizes,
    ink_on,
)
from language import _

__all__ = ["HEAT_COLUMNS", "heat_chart", "heat_height"]

# A reason smaller than this is not read: a dash stands for it
NARROW_WORD = 8.5

HEAT_COLUMNS = {
    "code": "code of the place, '' never",
    "name": "its name; rows stand in the order of first appearance",
    "is_city": "True for the city's row, which is drawn last (bool)",
    "indicator": "key of the column; columns stand in the order of first appearance",
    "heading": "the column's short name",
    "family": "name of its family; neighbours of one family share a heading",
    "target_text": "'≥ 85', '' without a target",
    "value": "the value as displayed, rounded; NaN where there is none",
    "value_text": "'84.2'",
    "distance_text": "distance to the target without sign, '0.8'; '' without a target",
    "target": "the target, NaN for none",
    "step": "one 档 in the indicator's unit",
    "at_most": "True where lower is better (bool)",
    "decimals": "decimals on display (int)",
    "status_text": "why there is no value, '未报送'; '' where there is one",
    "applicable": "False where the indicator does not apply to the place (bool)",
}


def heat_chart(
    cells: pd.DataFrame,
    *,
    width: int,
    height: int,
    sizes: Sizes = SCREEN,
    highlight: str = "",
    legend: bool = True,
    explained: pd.DataFrame | None = None,
    select: bool = False,
) -> alt.LayerChart:
    """The table as a chart of `width` × `height` pixels; `cells` has HEAT_COLUMNS, one row for each place and indicator.

    `highlight` is the code of the chosen place; the legend explains the cells of `explained` where they are more. With `select` a
    click on a cell sets the parameter "place" to its code.
    """
    canvas = Canvas(width, height)
    if cells.empty:
        canvas.text(width / 2, height / 2, _("没有可显示的数据"), sizes.value, INK_3, align="center")
        return canvas.chart(_("没有可显示的数据"), select=select)
    columns = cells.drop_duplicates("indicator").reset_index(drop=True)
    rows = cells.drop_duplicates("code").sort_values("is_city", kind="stable").reset_index(drop=True)
    explained = cells if explained is None else explained
    bottom = height - (legend_height(explained, sizes) if legend else 0)
    head = head_height(cells, sizes, width)
    rows, gap_at, left_out = thinned(rows, bottom - head - 10 * sizes.factor, sizes)
    cells = cells[cells["code"].isin(rows["code"])]
    grid = lay_out(cells, columns, rows, width, bottom, sizes, gap_at)
    if gap_at >= 0:
        middle = head + (gap_at + 0.5) * grid.row_height
        draw_left_out(canvas, 0, middle, left_out, min(sizes.value, grid.row_height * 0.62))
    draw_heads(canvas, columns, grid, head, sizes)
    draw_names(canvas, rows, grid, sizes, highlight)
    for cell in cells.to_dict("records"):
        draw_cell(canvas, cell, grid, sizes)
    if legend and legend_height(explained, sizes):
        draw_legend(canvas, explained, grid, sizes)
    words = _("{rows} 个单位、{columns} 项指标与目标的距离")
    return canvas.chart(words.format(rows=len(rows), columns=len(columns)), select=select)


def draw_names(canvas: Canvas, rows: pd.DataFrame, grid: Grid, sizes: Sizes, highlight: str) -> None:
    """Names of the places; the city in bold; the chosen one in the accent."""
    room = min(grid.left.values()) - 8 * sizes.factor
    for row in rows.to_dict("records"):
        chosen = row["code"] == highlight
        bold = bool(row["is_city"]) or chosen
        top, colour = grid.top[row["code"]], ACCENT if chosen else INK_1
        size = min(sizes.value, grid.row_height * 0.62)
        draw_name(
            canvas, row["name"], 0, top + (grid.row_height - GAP) / 2, room, grid.row_height, size, bold=bold, colour=colour
        )
        if chosen:
            canvas.rect(
                min(grid.left.values()) - 4 * sizes.factor,
                top,
                min(grid.left.values()) - 1.5 * sizes.factor,
                top + grid.row_height - GAP,
                ACCENT,
            )


def cell_classes(cell: Row) -> Classes | None:
    """The seven classes of a cell's indicator; None without a target."""
    target, step = float(str(cell["target"])), float(str(cell["step"]))
    if target != target or not step > 0:
        return None
    return target_classes(target, step, at_most=bool(cell["at_most"]), decimals=int(str(cell["decimals"])))


def draw_cell(canvas: Canvas, cell: Row, grid: Grid, sizes: Sizes) -> None:
    """One cell: colour, value, sign and distance, or the reason for none."""
    x, y = grid.left[str(cell["indicator"])], grid.top[str(cell["code"])]
    x2, y2 = x + grid.column_width - GAP, y + grid.row_height - GAP
    value, classes = float(str(cell["value"])), cell_classes(cell)
    sign, shown = "", str(cell["value_text"])
    if value != value:
        shown = str(cell["status_text"])
        draw_missing(canvas, (x, y, x2, y2), shown, bool(cell["applicable"]), grid, sizes)
    else:
        fill = (classes.fill(value) if classes else None) or PAGE
        canvas.rect(x, y, x2, y2, fill, radius=2, stroke="" if classes else GRID)
        sign = classes.sign(value) if classes else ""
        draw_figures(canvas, (x, y, x2, y2), shown, sign, str(cell["distance_text"]), ink_on(fill), grid)
    distance = f"{sign} {cell['distance_text']}" if sign else ""
    tip = {
        _("区县"): str(cell["name"]),
        _("指标"): str(cell["heading"]),
        _("数值"): shown,
        _("目标"): str(cell["target_text"]),
        _("距目标"): distance,
    }
    canvas.hit_box(x, y, x2, y2, str(cell["code"]), tip, str(cell["indicator"]))


def draw_figures(
    canvas: Canvas, at: tuple[float, float, float, float], shown: str, sign: str, distance: str, ink: str, grid: Grid
) -> None:
    """Value large, sign and distance small: under it, or beside it where they fit on one line."""
    x, y, x2, y2 = at
    middle = (y + y2) / 2
    if not sign:
        canvas.text((x + x2) / 2, middle, shown, grid.value, ink, align="center")
    elif grid.stacked:
        lead = (grid.value + grid.small) * 0.56
        canvas.text((x + x2) / 2, middle - lead + grid.value * 0.56, shown, grid.value, ink, align="center")
        canvas.text((x + x2) / 2, middle + lead - grid.small * 0.56, f"{sign} {distance}", grid.small, ink, align="center")
    else:
        spare = x2 - x - text_width(shown, grid.value) - text_width(sign + distance, grid.small) - grid.value
        pad = grid.value * 0.35 + max(0.0, spare) * 0.3
        baseline = middle + 0.37 * grid.value
        canvas.text(x + pad, baseline, shown, grid.value, ink, middle=False)
        canvas.text(x2 - pad, baseline, sign + distance, grid.small, ink, align="right", middle=False)


def draw_missing(
    canvas: Canvas, at: tuple[float, float, float, float], word: str, applicable: bool, grid: Grid, sizes: Sizes
) -> None:
    """Flat grey for what does not apply, hatched for what is not there."""
    x, y, x2, y2 = at
    size = fit_size(word, min(sizes.head, grid.row_height * 0.5), x2 - x - 6, least=6)
    if size < NARROW_WORD * sizes.factor**0.5:
        word, size = "—", min(sizes.head, grid.row_height * 0.5)  # the reason is in the tip and the table of numbers
    if not applicable:
        canvas.rect(x, y, x2, y2, NOT_APPLICABLE, radius=2)
    else:
        canvas.hatch(box(x, y, x2, y2), sizes, outline=False)
        half = min(text_width(word, size) / 2 + 4, (x2 - x) / 2)
        canvas.rect(
            (x + x2) / 2 - half, (y + y2) / 2 - size * 0.68, (x + x2) / 2 + half, (y + y2) / 2 + size * 0.68, NOT_APPLICABLE, z=3
        )
    canvas.text((x + x2) / 2, (y + y2) / 2, word, size, INK_2, align="center")


def draw_legend(canvas: Canvas, cells: pd.DataFrame, grid: Grid, sizes: Sizes) -> None:
    """The seven classes in words, then the two kinds of none, as far as they occur."""
    words = (_("2 档以上"), _("1–2 档"), _("1 档内"), _("刚达标"), _("1 档内"), _("1–2 档"), _("2 档以上"))
    texts = [f"{BELOW if k < 3 else REACHED} {word}" for k, word in enumerate(words)]
    top = max(grid.top.values()) + grid.row_height + 9 * sizes.factor
    bottom, x, size = top + sizes.small * 1.45, min(grid.left.values()), sizes.small * 0.96
    missing = cells[cells["value"].isna()]
    extra = [_("无数据")] * bool(missing["applicable"].any()) + [_("不适用")] * bool((~missing["applicable"].astype(bool)).any())
    natural = sum(text_width(text, size) + 14 * sizes.factor for text in texts) + sum(
        text_width(text, size) + 46 * sizes.factor for text in extra
    )
    size *= min(1.0, (grid.end - x) / natural)
    unit = size / (sizes.small * 0.96) * sizes.factor
    if cells["target"].notna().any():
        for text, fill in zip(texts, DIVERGING, strict=True):
            wide = text_width(text, size) + 14 * unit
            canvas.rect(x, top, x + wide - 1, bottom, fill)
            canvas.text(x + wide / 2, (top + bottom) / 2, text, size, ink_on(fill), align="center")
            x += wide
        x += 12 * unit
    for text in extra:
        if text == _("不适用"):
            canvas.rect(x, top, x + 24 * unit, bottom, NOT_APPLICABLE, stroke=EDGE)
        else:
            canvas.hatch(box(x, top, x + 24 * unit, bottom), sizes)
        canvas.text(x + 30 * unit, (top + bottom) / 2, text, size, INK_2)
        x += text_width(text, size) + 46 * unit
