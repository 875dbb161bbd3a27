"""The head of the heat table: families with their rules, headings, targets."""

from __future__ import annotations

import pandas as pd

from charts.canvas import Canvas
from charts.heat_layout import GAP, UPRIGHT_ROOM, Grid
from charts.text_width import fit_size, text_width, wrap
from charts.tokens import EDGE, INK_1, INK_2, INK_3, Sizes
from language import _


def draw_heads(canvas: Canvas, columns: pd.DataFrame, grid: Grid, height: float, sizes: Sizes) -> None:
    """Families with their rules, headings, targets."""
    rule = sizes.head * 1.15 + 5 * sizes.factor
    for _number, family in columns.groupby((columns["family"] != columns["family"].shift()).cumsum()):
        x, x2 = grid.left[family["indicator"].iloc[0]], grid.left[family["indicator"].iloc[-1]] + grid.column_width - GAP
        title = family["family"].iloc[0]
        draw_family(canvas, title, x, x2 - x, sizes)
        canvas.segment(x, rule, x2, rule, EDGE if sizes.factor < 1.5 else INK_2, 1.2 * sizes.factor**0.5)
    targets = bool(columns["target"].notna().any())
    target_y = height - 6 * sizes.factor - sizes.head * (0.6 if targets else -0.75)
    for column in columns.to_dict("records"):
        centre = grid.left[column["indicator"]] + (grid.column_width - GAP) / 2
        size = grid.head[column["indicator"]]
        if grid.form == "upright":
            draw_upright(canvas, column["heading"], centre, target_y - sizes.head * 0.8, grid.column_width - 4, size)
        most, edge = {"lines": (3, 4), "narrow": (4, 3), "upright": (0, 4)}[grid.form]
        lying = wrap(column["heading"], size, grid.column_width - edge, lines=most)[::-1] if most else []
        for number, line in enumerate(lying):
            above = target_y - sizes.head * 0.69 - size * (0.59 + number * 1.18)
            canvas.text(centre, above, line, size, INK_2, align="center")
        if targets:
            none = _("无目标") if grid.form == "lines" else "—"
            ink, words = INK_1 if column["target_text"] else INK_3, column["target_text"] or none
            size = fit_size(words, sizes.head, grid.column_width - 4, least=6)
            canvas.text(centre, target_y, words, size, ink, align="center")
    if targets:
        canvas.text(0, target_y, _("目标"), sizes.head, INK_2)


def draw_family(canvas: Canvas, title: str, x: float, room: float, sizes: Sizes) -> None:
    """A family's name on one line, or small on two over a single narrow column."""
    size = sizes.head * 1.08
    if text_width(title, size, bold=True) * 0.75 <= room:
        canvas.text(x, sizes.head * 0.6, title, fit_size(title, size, room, least=8, bold=True), INK_1, bold=True)
        return
    lines = wrap(title, size * 0.55, room, bold=True, lines=2)
    small = min(fit_size(line, size * 0.55, room, least=6, bold=True) for line in lines)
    for number, line in enumerate(lines):
        canvas.text(x, sizes.head * 0.6 + (number - (len(lines) - 1) / 2) * small * 1.1, line, small, INK_1, bold=True)


def draw_upright(canvas: Canvas, heading: str, centre: float, foot: float, room: float, size: float) -> None:
    """A heading read from below upwards, in as many lines as the column is wide."""
    lines = wrap(heading, size, UPRIGHT_ROOM, lines=max(1, int(room / (size * 1.15))))
    size *= min(1.0, UPRIGHT_ROOM / max(text_width(line, size) for line in lines))
    for number, line in enumerate(lines):
        canvas.text(centre + (number - (len(lines) - 1) / 2) * size * 1.15, foot, line, size, INK_2, upright=True)
