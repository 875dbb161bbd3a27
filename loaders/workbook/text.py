"""CSV, TSV and plain text: finds the encoding and the separator, keeps every cell as the text that stands there."""

from __future__ import annotations

import csv
import io

from loaders.workbook.grid import CellValue, Grid

# In the order they are tried. GB18030 holds GBK and GB2312 whole; gbk would fail on rare names (䶮, 㙍) and must not be used.
ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = (",", "\t", ";", "|", "，")


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding ("utf-8", "utf-8-sig", "gb18030", "utf-16"), or None where it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            return None
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            return None
        named = "utf-8" if encoding == "utf-8-sig" and not data.startswith(b"\xef\xbb\xbf") else encoding
        return text, named
    return None


def separator(text: str) -> str:
    """The separator that cuts the first lines into the most cells of steady number; a comma when nothing does."""
    lines = [line for line in text[:20000].splitlines()[:50] if line.strip()]
    best, best_score = ",", 0.0
    for mark in SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        score = wide.count(usual) / len(widths) + min(usual, 20) / 1000
        if score > best_score:
            best, best_score = mark, score
    return best


def text_grid(text: str, name: str) -> Grid:
    """The cells of a separated text as texts; "" becomes None. Lines of different length are padded."""
    limit = csv.field_size_limit()
    csv.field_size_limit(max(limit, len(text) + 1))
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    finally:
        csv.field_size_limit(limit)
    rows: list[list[CellValue]] = [[cell if cell.strip() else None for cell in row] for row in read]
    return Grid(name=name, index=0, rows=rectangle(rows))


def rectangle(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """The same rows, cut to the last row and column that hold something and padded to equal length."""
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    width = 0
    for row in rows:
        for column in range(len(row), width, -1):
            if row[column - 1] is not None:
                width = column
                break
    return [row[:width] + [None] * (width - len(row)) if len(row) != width else row for row in rows]
