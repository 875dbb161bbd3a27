"""CSV, TSV and plain text: finds the encoding and the separator, keeps every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from loaders.workbook.cells import Cells, CellValue
from loaders.workbook.grid import Grid
from loaders.workbook.package import DamagedError, TooLargeError

# In the order they are tried. GB18030 holds GBK and GB2312 whole; gbk would fail on rare names (䶮, 㙍) and must not be used.
ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = (",", "\t", ";", "|", "，", "、")
MAX_COLUMNS = 16_384  # as many as a spreadsheet has
MAX_TEXT = 32_767  # characters of a cell, in every spreadsheet program
MAX_DAMAGE = 0.02  # a text with more unreadable characters than this share is no text
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
# The first line of exports for a spreadsheet program, which takes it in and does not show it as a row
_SAYS_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?[^\S\n]*[,;\t]*\r?\n", re.IGNORECASE)
# ="0512": how exports keep a program from taking digits for a number; the cell shows what stands between the marks
_KEPT_AS_TEXT = re.compile(r'="?([^"]*)"?')


class Decoded(NamedTuple):
    """A text, its encoding ("utf-8", "utf-8-sig", "gb18030", "utf-16"), and how many places could not be decoded."""

    text: str
    encoding: str
    damage: int


def decode(data: bytes) -> Decoded | None:
    """The text of these bytes, or None where they are no text."""
    wide = _wide_encoding(data)
    if wide:
        return _measured(data.decode(wide, "replace"), "utf-16")
    for encoding in ENCODINGS:
        try:
            return _measured(data.decode(encoding), _named(encoding, data))
        except UnicodeDecodeError:
            continue
    guesses = [(data.decode(encoding, "replace"), encoding) for encoding in ENCODINGS]
    text, encoding = min(guesses, key=lambda guess: guess[0].count("�"))
    return _measured(text, _named(encoding, data))


def looks_like_text(data: bytes) -> bool:
    """Whether the first part of a file decodes to text without control characters."""
    piece = data[:65536]
    return decode(piece[:-8] if len(data) > len(piece) else piece) is not None


def text_grid(text: str, name: str) -> Grid:
    """The cells of a separated text as texts; "" becomes None. Lines of different length are padded.

    Raises TooLargeError, and DamagedError where a cell is longer than cells can be: a quotation mark that never ends swallows
    all that follows, which must not pass for one long note.
    """
    said = _SAYS_SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    mark = said.group(1) if said else separator(text)
    if mark:
        csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
        read = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=mark))
    else:
        read = [_GAP.split(line.strip(" \u3000")) for line in text.splitlines()]
    width = max((len(row) for row in read), default=0)
    if width > MAX_COLUMNS:
        raise TooLargeError(f"{width:,}", f"{MAX_COLUMNS:,}")
    longest = max((len(cell) for row in read for cell in row), default=0)
    if longest > MAX_TEXT:
        raise DamagedError(f"a cell of {longest:,} characters")
    rows: list[list[CellValue]] = [[cell if cell.strip() else None for cell in row] for row in read]
    if '="' in text:
        rows = [[_plain(cell) for cell in row] for row in rows]
    return Grid(name=name, index=0, rows=Cells.of(rows).cut())


def _plain(cell: CellValue) -> CellValue:
    kept = _KEPT_AS_TEXT.fullmatch(cell) if isinstance(cell, str) and cell.startswith('="') else None
    return cell if kept is None else kept.group(1) or None


def separator(text: str) -> str:
    """The mark that cuts the first lines into cells of the steadiest number; "" = runs of blanks; a comma when nothing does."""
    lines = [line for line in text[:50_000].splitlines()[:100] if line.strip()]
    best, best_score = ",", 0.0
    for mark in (*SEPARATORS, ""):
        rows = list(csv.reader(lines, delimiter=mark)) if mark else [_GAP.split(line.strip(" \u3000")) for line in lines]
        wide = [len(row) for row in rows if len(row) > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        score = wide.count(usual) / len(rows) + min(usual, 20) / 1000
        if mark in ("、", ""):  # these also stand inside sentences: only where nothing else cuts
            score *= 0.5
        if score > best_score:
            best, best_score = mark, score
    return best


def _wide_encoding(data: bytes) -> str:
    """ "utf-16" by its mark, or by zero bytes on every other place; "" for other texts."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    piece = data[:4000]
    if len(piece) >= 8 and piece.count(0) * 8 > len(piece):
        return "utf-16-le" if piece[1::2].count(0) > piece[::2].count(0) else "utf-16-be"
    return ""


def _named(encoding: str, data: bytes) -> str:
    return "utf-8" if encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else encoding


def _measured(text: str, encoding: str) -> Decoded | None:
    damage = text.count("�")
    strange = damage + len(_CONTROL.findall(text))
    return None if strange > 2 + MAX_DAMAGE * len(text) else Decoded(text.removeprefix("\ufeff"), encoding, damage)
