"""How wide a text is in our font, and where it can be broken or must shrink: label boxes without opening a font."""

from __future__ import annotations

import re

from charts.glyph_widths import BOLD, REGULAR

# Noto Sans SC: a line of text reaches this far above and below its baseline (parts of the size), Chinese and Latin alike
ASCENT, DESCENT = 0.88, 0.20
# From the middle of a line of Chinese and digits down to the baseline
MIDDLE = 0.37
LINE_HEIGHT = 1.22
# Words of the field that a line break should not cut in two
WHOLE_WORDS = (
    "集团化|集团校|集团|办学|覆盖率|入学率|入园率|配备率|持证率|占比|比例|比率|差异系数|"
    "幼儿园|普惠性|普惠园|公办园|普惠|公办|在园|幼儿|学前三年|学前|"
    "残疾|儿童|少年|教师|教室|资源|交流|轮岗|农村校|农村|学校|学位|大班额|超大班额|平均|班额|小学|初中|高中|义务|教育|随班就读|送教上门|特教|特殊|融合|"
    "骨干|专任|学历|合格率|达标率|千人|每百|人数|目标|全市|区县|自治县|自治州|开发区|高新区"
)
PIECES = re.compile(
    rf"[ ]?[（(《“]?[A-Za-z0-9.,%≥≤+−/’'-]+[）)》”，、。；：;:]*"
    rf"|[ ]?[（(《“]?(?:{WHOLE_WORDS}|.)[）)》”，、。；：]*"
)

# Where a sentence may be broken so that each line says something whole; and how much of it one line may hold then
CLAUSE_ENDS = re.compile(r"[，；：。]|[,;:] ")
CLAUSE_SHARE = 0.72


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of `text` in pixels at `size` pixels."""
    widths = BOLD if bold else REGULAR
    return sum(widths.get(character, 1.0) for character in text) * size


def fit_size(text: str, size: float, room: float, *, least: float, bold: bool = False) -> float:
    """The size, at most `size` and at least `least`, at which `text` is no wider than `room`."""
    width = text_width(text, size, bold=bold)
    return size if width <= room else max(least, size * room / width)


def wrap(text: str, size: float, room: float, *, bold: bool = False, lines: int = 9, even: bool = True) -> list[str]:
    """`text` in as few lines as fit into `room`, as even as they can be made; with `even=False` each line is filled first.

    Breaks between Chinese characters, at spaces of Latin text and at line breaks already there; never before closing
    punctuation. What does not fit into `lines` lines stays on the last one (a caller then shrinks it; nothing is cut).
    """
    if "\n" in text:
        return [line for part in text.split("\n") for line in wrap(part, size, room, bold=bold)]
    if text_width(text, size, bold=bold) <= room:
        return [text]
    pieces = PIECES.findall(text)
    total = text_width(text, size, bold=bold)
    if not even:
        return fill_lines(pieces, size, room, bold, lines)
    for count in range(2, lines + 1):
        for share in (1.02, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0):
            limit = min(room, total / count * share)
            found = fill_lines(pieces, size, limit, bold, len(pieces))
            if len(found) <= count and all(text_width(line, size, bold=bold) <= room for line in found):
                return found
    return fill_lines(pieces, size, room, bold, lines)


def wrap_title(text: str, size: float, room: float, *, bold: bool = True) -> list[str]:
    """A sentence on two lines, broken between its clauses where neither line gets much longer than half of it."""
    best: tuple[float, list[str]] | None = None
    whole = text_width(text, size, bold=bold)
    for found in CLAUSE_ENDS.finditer(text):
        both = [text[: found.end()], text[found.end() :].lstrip()]
        longest = max(text_width(line, size, bold=bold) for line in both)
        if both[1] and longest <= min(room, CLAUSE_SHARE * whole) and (best is None or longest < best[0]):
            best = (longest, both)
    return best[1] if best is not None else wrap(text, size, room, bold=bold, lines=2)


def fill_lines(pieces: list[str], size: float, room: float, bold: bool, lines: int) -> list[str]:
    """Pieces put on lines one after another; the last line takes what is left."""
    found = [""]
    for piece in pieces:
        if found[-1] and len(found) < lines and text_width(found[-1] + piece, size, bold=bold) > room:
            found.append("")
        found[-1] += piece.lstrip() if not found[-1] else piece
    return found
