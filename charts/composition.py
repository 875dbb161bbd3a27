"""Parts of a whole: one bar of 100 % for each place, cut into its parts in one order, the city last.

A place whose parts are not all there is hatched across its whole bar with the reason; no share is drawn for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from charts.canvas import Canvas
from charts.rows import Row, city_last, draw_left_out, draw_name, draw_row_ground, name_width, slots, thinned, widest
from charts.text_width import fit_size, text_width
from charts.tokens import ACCENT, INK_1, INK_2, INK_3, NARROW, SCREEN, SEQUENTIAL, SURFACE, Sizes, ink_on
from language import _

COMPOSITION_COLUMNS = {
    "code": "code of the place, '' for a group",
    "name": "its name; rows stand in the order given",
    "is_city": "True for the city's row (bool)",
    "shares": "tuple of the parts' shares in the order of `parts`, 0–1; () where they are not all there",
    "texts": "tuple of the parts' counts as text, in the same order",
    "total_text": "the whole with its unit, '1,901 个班'",
    "status_text": "why there are no shares; '' where there are",
}
# Which of the sequential colours so many parts take: neighbours stay apart in grey print
_COLOURS = {1: (3,), 2: (1, 4), 3: (1, 3, 5), 4: (0, 2, 3, 5), 5: (0, 1, 2, 4, 5), 6: (0, 1, 2, 3, 4, 5)}
MOST_PARTS = max(_COLOURS)


def composition_height(rows: pd.DataFrame, sizes: Sizes = SCREEN) -> int:
    """Height in pixels at which rows have two thirds of a page's pitch."""
    return round(sizes.head * 2.2 + len(rows) * sizes.row * 0.72)


def composition_chart(
    rows: pd.DataFrame, parts: Sequence[str], *, width: int, height: int, total_head: str, sizes: Sizes = SCREEN,
    highlight: str = "", select: bool = False,
) -> alt.LayerChart:  # fmt: skip
    """Rows of COMPOSITION_COLUMNS; `parts` are the parts' names, six at most. Raises KeyError for more."""
    colours = [SEQUENTIAL[number] for number in _COLOURS[len(parts)]]
    canvas = Canvas(width, height)
    lines = legend_lines(list(zip(parts, colours, strict=True)), width, sizes) if width < NARROW else []
    head = sizes.head * (2.0 + 1.6 * len(lines))
    rows, gap_at, left_out = thinned(city_last(rows), height - head, sizes)
    listed = slots(rows, gap_at)
    pitch = min((height - head) / max(len(listed), 1), sizes.row * 1.2)
    size = min(sizes.value, pitch * 0.6)
    left = 10 * sizes.factor
    name_end = left + name_width(rows["name"], size, width * 0.16)
    total = max(widest(rows["total_text"], size), text_width(total_head, sizes.head))
    x, x2 = name_end + 18 * sizes.factor, width - total - 30 * sizes.factor
    for number, line in enumerate(lines):
        draw_legend(canvas, line, (left, width), sizes.head * (0.8 + 1.6 * number), sizes)
    if not lines:
        draw_legend(canvas, list(zip(parts, colours, strict=True)), (x, x2), head - sizes.head, sizes)
    canvas.text(left, head - sizes.head, _("区县"), sizes.head, INK_3)
    canvas.text(width - 8 * sizes.factor, head - sizes.head, total_head, sizes.head, INK_3, align="right")
    for number, row in enumerate(listed):
        top = head + number * pitch
        if row is None:
            draw_left_out(canvas, left, top + pitch / 2, left_out, size)
            continue
        chosen = bool(highlight) and row["code"] == highlight
        draw_row_ground(canvas, row, top, pitch, sizes, chosen)
        bold = bool(row["is_city"]) or chosen
        middle = top + pitch / 2
        colour = ACCENT if chosen else INK_1
        draw_name(canvas, row["name"], left, middle, name_end - left, pitch, size, bold=bold, colour=colour)
        draw_bar(canvas, row, parts, colours, (x, x2), (middle, pitch), sizes)
        canvas.text(width - 8 * sizes.factor, middle, row["total_text"], size, INK_2, align="right")
    return canvas.chart(_("{n} 个单位的构成").format(n=int((~rows["is_city"].astype(bool)).sum())), select=select)


def legend_width(part: str, sizes: Sizes) -> float:
    """The room of one part with its box, the gap after it included."""
    return text_width(part, sizes.head) + sizes.head * 2.36


def legend_lines(items: list[tuple[str, str]], width: float, sizes: Sizes) -> list[list[tuple[str, str]]]:
    """The parts on as many lines as a phone needs."""
    lines: list[list[tuple[str, str]]] = [[]]
    for item in items:
        if lines[-1] and sum(legend_width(part, sizes) for part, _colour in [*lines[-1], item]) > width:
            lines.append([])
        lines[-1].append(item)
    return lines


def draw_legend(canvas: Canvas, items: Sequence[tuple[str, str]], span: tuple[float, float], middle: float, sizes: Sizes) -> None:
    """Parts' names with their colour, in the order of the bars."""
    size, box, gap = sizes.head, sizes.head * 0.9, sizes.head * 1.1
    scale = min(1.0, (span[1] - span[0]) / sum(legend_width(part, sizes) for part, _colour in items))
    x = span[0]
    for part, colour in items:
        side = box * scale
        canvas.rect(x, middle - side / 2, x + side, middle + side / 2, colour, stroke=INK_3, z=1)
        canvas.text(x + side * 1.4, middle, part, size * scale, INK_2)
        x += (text_width(part, size) + box * 1.4 + gap) * scale


def draw_bar(
    canvas: Canvas, row: Row, parts: Sequence[str], colours: Sequence[str], span: tuple[float, float], at: tuple[float, float],
    sizes: Sizes,
) -> None:  # fmt: skip
    """One place's bar; a share is written where it has room."""
    (x, x2), (middle, pitch) = span, at
    half = pitch * 0.3
    if not row["shares"]:
        word = fit_size(row["status_text"], sizes.head, (x2 - x) * 0.8, least=6)
        canvas.hatched_track(x, middle - half, x2, middle + half, sizes, row["status_text"], word, INK_3)
        return
    start = x
    for name, share, text, colour in zip(parts, row["shares"], row["texts"], colours, strict=True):
        end = start + share * (x2 - x)
        if share > 0:
            canvas.rect(start, middle - half, end, middle + half, colour, z=1)
            canvas.segment(end, middle - half, end, middle + half, SURFACE, 1 * sizes.factor**0.5, z=1.5)
            label, size = f"{100 * share:.1f}%", min(sizes.head, pitch * 0.42)
            if text_width(label, size) + size * 0.6 <= end - start:
                canvas.text((start + end) / 2, middle, label, size, ink_on(colour), align="center")
        tip = {_("区县"): row["name"], _("部分"): name, _("数量"): text, _("占比"): f"{100 * share:.1f}%"}
        if end - start > 0.5:
            canvas.hit_box(start, middle - half, end, middle + half, row["code"], tip)
        start = end
