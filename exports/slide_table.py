"""A table on a slide: cells in their colours, at 36 px; columns at the right and rows above the last that do not fit are said."""

from __future__ import annotations

from charts.canvas import Canvas
from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap
from charts.tokens import EDGE, GRID, INK_1, INK_3
from exports.deck_content import Table, TextCell
from exports.picture import Area
from language import _

LEAST = 36
PAD = 14


def draw_table(canvas: Canvas, table: Table, area: Area) -> str:
    """The table into the area; answers what had to be left out, in words, or ""."""
    count = _columns_that_fit(table, area.width)
    widths = _widths(table, area.width, count)
    heads = [wrap(head, LEAST, wide - PAD, lines=3) for head, wide in zip(table.heads[:count], widths, strict=True)]
    head = max(len(lines) for lines in heads) * LEAST * LINE_HEIGHT + 16
    pitch = min(88.0, (area.height - head) / max(len(table.rows), 1))
    rows = list(table.rows)
    if pitch < LEAST * LINE_HEIGHT:
        kept = max(2, int((area.height - head) / (LEAST * LINE_HEIGHT)))
        rows = [*rows[: kept - 1], rows[-1]]
        pitch = (area.height - head) / kept
    x = float(area.x)
    for number, (lines, wide) in enumerate(zip(heads, widths, strict=True)):
        for place, line in enumerate(lines):
            y = area.y + head - 12 - (len(lines) - place - 0.5) * LEAST * LINE_HEIGHT
            size = fit_size(line, LEAST, wide - 4, least=30)
            canvas.text(x if number == 0 else x + wide / 2, y, line, size, INK_3, align="left" if number == 0 else "center")
        x += wide
    for place, row in enumerate(rows):
        _row(canvas, row[:count], widths, (area.x, area.y + head + place * pitch, pitch))
    return _left_out(table, count, len(rows))


def _left_out(table: Table, count: int, rows: int) -> str:
    words = []
    if count < len(table.heads):
        words.append(_("未显示的列：{names}").format(names=_("、").join(head.replace("\n", " ") for head in table.heads[count:])))
    if rows < len(table.rows):
        words.append(_("另有 {n} 行未显示").format(n=len(table.rows) - rows))
    return _("；").join(words)


def _row(canvas: Canvas, row: tuple[TextCell, ...], widths: list[float], at: tuple[float, float, float]) -> None:
    x, top, pitch = at
    canvas.segment(x, top, x + sum(widths), top, GRID, 2, z=-1)
    for number, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        if cell.fill:
            edge = EDGE if number and cell.fill == "#F0EDE2" else ""
            left = x + (2 if number else -12)
            canvas.rect(left, top + 3, x + wide - 2, top + pitch - 3, cell.fill, stroke=edge, radius=4, z=-1)
        room = wide - (PAD if number else 8)
        lines = [cell.text]
        if text_width(cell.text, LEAST, bold=cell.bold) > room:
            lines = wrap(cell.text, LEAST, room, bold=cell.bold, lines=2)
        size = LEAST if len(lines) == 1 or pitch >= 2 * LEAST * LINE_HEIGHT else pitch / 2 / LINE_HEIGHT
        size = min(fit_size(line, size, room, least=24, bold=cell.bold) for line in lines)
        for place, line in enumerate(lines):
            y = top + pitch / 2 + (place - (len(lines) - 1) / 2) * size * LINE_HEIGHT
            align = "left" if number == 0 else "center"
            ink = cell.colour or INK_1
            canvas.text(x if number == 0 else x + wide / 2, y, line, size, ink, align=align, bold=cell.bold)
        x += wide


def _needs(table: Table, number: int) -> float:
    """The width a column needs: its longest cell on one line, its head on three."""
    cells = [row[number] for row in table.rows]
    longest = max((text_width(cell.text, LEAST, bold=cell.bold) for cell in cells), default=0.0)
    head = text_width(table.heads[number], LEAST) / 2.4
    most = 620.0 if number == 0 else 460.0
    return min(max(longest, head), most) + PAD + 10


def _columns_that_fit(table: Table, room: float) -> int:
    count = len(table.heads)
    while count > 2 and sum(_needs(table, number) for number in range(count)) > room:
        count -= 1
    return count


def _widths(table: Table, room: float, count: int) -> list[float]:
    """What each column needs, long names in the first on one line where there is room; what is left is shared out evenly."""
    needs = [_needs(table, number) for number in range(count)]
    name = max((text_width(row[0].text, LEAST, bold=row[0].bold) for row in table.rows), default=0.0) + PAD + 10
    needs[0] += min(max(name - needs[0], 0.0), max(room - sum(needs), 0.0))
    more = max(room - sum(needs), 0.0) / count
    shrink = min(1.0, room / sum(needs))
    return [(need + more) * shrink for need in needs]
