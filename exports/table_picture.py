"""A table as a picture which stands on its own: as large as can be read, smaller where it has more to hold, whole in any case."""

from __future__ import annotations

from charts.canvas import Canvas
from charts.text_width import LINE_HEIGHT, fit_size, text_width, wrap
from charts.tokens import EDGE, GRID, INK_1, INK_3
from exports.deck_content import Slide, Table, TextCell
from exports.picture import PICTURE_SIZES, Area, Panel, Picture, PictureSize, content_area

# Type in pixels of 1920, from what a hall can read to what a sheet of paper shows
SIZES = (36, 32, 28, 25, 22, 20, 18, 16, 14, 12)
PAD, HEAD_LINES, CELL_LINES = 20, 3, 4
# A head's type beside the cells'; what stands between two parts of a cell
HEAD, GAP = 0.86, "　"
# Where a picture has room to spare, rows stand no further apart than so many lines
FURTHEST = 3.0


def table_picture(slide: Slide, simulated: bool, mark: str = "", size: PictureSize = PICTURE_SIZES["slide"]) -> Picture:
    """The slide's table as a picture of that size; its remark stands above the footer. Raises TypeError for another body."""
    if not isinstance(slide.body, Table):
        raise TypeError(type(slide.body).__name__)
    footer = (*filter(None, (slide.remark,)), *slide.footer)
    area = content_area(slide.title, footer, simulated, size, slide.subtitle, mark)
    canvas = Canvas(area.width, area.height)
    draw_whole(canvas, slide.body, Area(0, 0, area.width, area.height))
    return Picture(slide.title, slide.subtitle, [Panel(canvas.chart(slide.alt), area.x, area.y)], footer, simulated, size, mark)


def draw_whole(canvas: Canvas, table: Table, area: Area) -> None:
    """Every row and column of the table, in the largest type of SIZES in which they have room."""
    for size in SIZES:
        widths = _widths(table, area.width, size)
        heads = [wrap(head, size * HEAD, wide - PAD, lines=HEAD_LINES) for head, wide in zip(table.heads, widths, strict=True)]
        cells = [[_broken(cell, size, wide - PAD) for cell, wide in zip(row, widths, strict=True)] for row in table.rows]
        head = max(len(lines) for lines in heads) * size * HEAD * LINE_HEIGHT + size * 0.5
        tall = [max(len(lines) for lines in row) * size * LINE_HEIGHT + size * 0.4 for row in cells]
        wide_enough = all(
            text_width(line, size) <= wide - PAD + 1
            for row in (heads, *cells)
            for lines, wide in zip(row, widths, strict=True)
            for line in lines
        )
        if head + sum(tall) <= area.height and wide_enough:
            break
    spare = max(0.0, area.height - head - sum(tall)) / max(len(tall), 1)
    tall = [min(height + spare, max(height, size * FURTHEST)) for height in tall]
    x = float(area.x)
    for number, (lines, wide) in enumerate(zip(heads, widths, strict=True)):
        _cell(canvas, lines, (x, area.y, wide, head), size * HEAD, number, INK_3, False)
        x += wide
    y = area.y + head
    canvas.segment(area.x, y, area.x + sum(widths), y, EDGE, 2)
    for row, texts, height in zip(table.rows, cells, tall, strict=True):
        x = float(area.x)
        for number, (cell, lines, wide) in enumerate(zip(row, texts, widths, strict=True)):
            if cell.fill:
                canvas.rect(x + (2 if number else 0), y + 2, x + wide - 2, y + height - 2, cell.fill, z=-1)
            _cell(canvas, lines, (x, y, wide, height), size, number, cell.colour or INK_1, cell.bold)
            x += wide
        y += height
        canvas.segment(area.x, y, area.x + sum(widths), y, GRID, 1)


def _cell(
    canvas: Canvas, lines: list[str], box: tuple[float, float, float, float], size: float, number: int, ink: str, bold: bool
) -> None:
    """Texts of the first column stand left, the others in the middle of their column."""
    x, y, wide, height = box
    for place, line in enumerate(lines):
        middle = y + height / 2 + (place - (len(lines) - 1) / 2) * size * LINE_HEIGHT
        fitted = fit_size(line, size, wide - PAD, least=8, bold=bold)
        if number == 0:
            canvas.text(x + 4, middle, line, fitted, ink, bold=bold)
        else:
            canvas.text(x + wide / 2, middle, line, fitted, ink, align="center", bold=bold)


def _broken(cell: TextCell, size: float, room: float) -> list[str]:
    """A cell's lines: broken between its parts (▼ 78.2　差 1.8) before a part is broken."""
    if text_width(cell.text, size, bold=cell.bold) <= room:
        return [cell.text]
    return [line for part in cell.text.split(GAP) for line in wrap(part, size, room, bold=cell.bold, lines=CELL_LINES)]


def _widths(table: Table, room: float, size: float) -> list[float]:
    """Each column what its longest cell needs; where that is too much, the wide ones share what the narrow ones leave."""
    needs = []
    for number, head in enumerate(table.heads):
        cells = max((text_width(row[number].text, size, bold=row[number].bold) for row in table.rows), default=0.0)
        needs.append(max(cells, text_width(head, size * HEAD) / 2) + PAD + 6)
    if sum(needs) <= room:
        return [need * room / sum(needs) for need in needs]
    widths, left, waiting = dict[int, float](), room, sorted(range(len(needs)), key=needs.__getitem__)
    while waiting:
        widths[waiting[0]] = min(needs[waiting[0]], left / len(waiting))
        left -= widths[waiting.pop(0)]
    return [widths[number] for number in range(len(needs))]
