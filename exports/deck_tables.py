"""Real tables on slides: one row a place or an indicator, cells coloured by class, nothing merged."""

from __future__ import annotations

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from charts.tokens import EDGE, GRID, INK_1, INK_3, SURFACE
from exports.deck_content import Table, TextCell
from exports.deck_master import Box
from exports.deck_text import colour, fits, fitting, put, px, wide

HEAD_HEIGHT, MOST_HEIGHT, PADDING = 84, 84, 10
# PowerPoint's "No Style, No Grid": fills and rules are said cell by cell
PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
VALUE_SIZE, HEAD_SIZE, LEAST_SIZE, WRAPPED_SIZE, AIR = 36, 30, 20, 28, 16


def add_table(holder: Any, table: Table, box: Box) -> Any:
    """Put the table into the placeholder; its rows share the height, its texts shrink before they would break."""
    frame = holder.insert_table(rows=len(table.rows) + 1, cols=len(table.heads))
    made = frame.table
    made.first_row, made.horz_banding = True, False
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    most_height = MOST_HEIGHT * 2 if table.wrapped else MOST_HEIGHT
    height = min(most_height, (box[3] - HEAD_HEIGHT) / max(len(table.rows), 1))
    size = WRAPPED_SIZE if table.wrapped else min(VALUE_SIZE, height * 0.6)
    while not table.wrapped and size > LEAST_SIZE and sum(_needs(table, size, height)) > box[2]:
        size -= 1
    widths = _widths(table, box[2], size, height)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = px(width)
    for number, row in enumerate(made.rows):
        row.height = px(HEAD_HEIGHT if number == 0 else height)
    for column, (head, width) in enumerate(zip(table.heads, widths, strict=True)):
        size = fitting(head, HEAD_SIZE, width - 2 * PADDING, LEAST_SIZE, lines=2)
        _cell(made.cell(0, column), TextCell(head, INK_3), size, column == 0, EDGE)
    # One size across the table: figures are compared, and no column is to look more important than the others
    rooms = [width - 2 * PADDING - (0 if table.wrapped else AIR) for width in widths]
    size = min(_size([row[n] for row in table.rows], height, room, size, table.wrapped) for n, room in enumerate(rooms))
    for column in range(len(widths)):
        for number, row_cells in enumerate(table.rows, start=1):
            _cell(made.cell(number, column), row_cells[column], size, column == 0 or table.wrapped, GRID)
    frame.left, frame.top, frame.width = px(box[0]), px(box[1]), px(box[2])
    frame.height = px(HEAD_HEIGHT + height * len(table.rows))
    return frame


def _widths(table: Table, room: float, size: float, height: float) -> list[float]:
    """The table's own shares of the room, unless a column needs more at that size: then what each needs, and some of the rest."""
    total = sum(table.widths)
    widths = [share / total * room for share in table.widths]
    if table.wrapped:
        return widths
    needs = _needs(table, size, height)
    if all(need <= width for need, width in zip(needs, widths, strict=True)):
        return widths
    if sum(needs) > room:
        return [need / sum(needs) * room for need in needs]
    return [need + (room - sum(needs)) / len(needs) for need in needs]


def _needs(table: Table, size: float, height: float) -> list[float]:
    """What each column takes at that size: its longest cell on one line, on two where rows are high enough; its head on two."""
    lines = _lines(height, size)
    needs = []
    for head, cells in zip(table.heads, zip(*table.rows, strict=True), strict=True):
        longest = max((_cell_width(cell, size, lines) for cell in cells), default=0.0)
        # A head has two lines, but no word of it is cut; and some air, as another program's font may be wider than ours
        words = max(wide(word, HEAD_SIZE) for word in (head.split() or [""]))
        needs.append(max(longest, words, wide(head, HEAD_SIZE) * 0.6) * 1.08 + 2 * PADDING + AIR)
    return needs


def _lines(height: float, size: float) -> int:
    """How many lines of a cell a row of that height holds: two at most, as figures are read down a column."""
    return 2 if height >= 2.5 * size else 1


def _cell_width(cell: TextCell, size: float, lines: int) -> float:
    """What a cell takes; words of a Latin text may stand on two lines."""
    whole = wide(cell.text, size, bold=cell.bold)
    words = cell.text.split()
    if lines < 2 or len(words) < 2 or not cell.text.isascii():
        return whole
    return max(whole * 0.62, *(wide(word, size, bold=cell.bold) for word in words))


def _size(cells: list[TextCell], height: float, room: float, most: float, wrapped: bool) -> float:
    """The largest type up to `most` in which every cell of a column fits: on one line, or on as many as the rows are high."""
    size = most
    while size > LEAST_SIZE:
        lines = max(1, int(height / (size * 1.3))) if wrapped else _lines(height, size)
        if all(fits(cell.text, size, room, bold=cell.bold, lines=lines if wrapped or " " in cell.text else 1) for cell in cells):
            break
        size -= 1
    return size


def _cell(cell: Any, content: TextCell, size: float, first: bool, rule: str) -> None:
    cell.margin_left = cell.margin_right = px(PADDING)
    cell.margin_top = cell.margin_bottom = 0
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(content.fill or SURFACE)
    align = PP_ALIGN.LEFT if first else PP_ALIGN.CENTER
    put(cell.text_frame, [(content.text, size, content.colour or INK_1, content.bold)], align)
    # White between coloured cells, grey under the others
    ink = SURFACE if content.fill else rule
    line = parse_xml(f'<a:lnB {nsdecls("a")} w="{Pt(1)}"><a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill></a:lnB>')
    cell._tc.get_or_add_tcPr().insert(0, line)
