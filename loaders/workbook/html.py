"""HTML tables, which many systems save under the name .xls, and web archives (.mht) that hold such pages."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from loaders.workbook.collector import Collector
from loaders.workbook.grid import Finding, Grid
from loaders.workbook.text import decode

BLOCKS = frozenset(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "li", "br", "center"))
UNSEEN = frozenset(("script", "style", "title", "xml", "noscript"))  # what Excel does not show when it opens the page
MAX_SPAN = 1000


def read_html(text: str, name: str) -> Iterator[Grid | Finding]:
    """One sheet: all tables of the page one below the other, and the lines of text between them (titles, notes).

    Raises TooLargeError.
    """
    page = _Page(Collector(name, 0))
    page.feed(text)
    page.close()
    page.line()
    yield page.sheet.finish()
    if not page.tables:
        yield Finding("no-sheets")


def read_archive(data: bytes, name: str) -> Iterator[Grid | Finding]:
    """The pages of a web archive that hold tables, a sheet each. Raises TooLargeError."""
    found: list[Grid] = []
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            decoded = decode(bytes(part.get_payload(decode=True) or b""))
            if decoded and "<table" in decoded.text.lower():
                grids = [grid for grid in read_html(decoded.text, name) if isinstance(grid, Grid)]
                found.extend(grids)
    for index, grid in enumerate(found):
        grid.index = index
        if len(found) > 1:
            grid.name = f"{name} {index + 1}"
        yield grid
    if not found:
        yield Finding("no-sheets")


class _Page(HTMLParser):
    """Walks through the tags; `row` is the next row of the sheet, `taken` the cells that a rowspan above has taken."""

    def __init__(self, sheet: Collector) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = sheet
        self.tables = self.depth = self.row = self.column = self.unseen = 0
        self.taken: dict[int, int] = {}
        self.text: list[str] = []
        self.spans = (1, 1)
        self.hidden = False
        self.in_row = self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key.lower(): value or "" for key, value in attrs}
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.end_row()
            self.line()
            self.tables, self.depth, self.taken = self.tables + 1, self.depth + 1, {}
        elif tag == "tr":
            self.end_row()
            self.line()
            self.in_row, self.column = True, 0
            if re.search(r"display\s*:\s*none", said.get("style", "")):
                self.sheet.hide_rows(self.row, 1)
        elif tag in ("td", "th"):
            self.end_cell()
            self.in_row = self.in_cell = True
            self.spans = _span(said.get("rowspan", "")), _span(said.get("colspan", ""))
        elif tag == "br" and self.in_cell:
            self.text.append("\n")
        elif tag in BLOCKS and not self.in_cell:
            self.line()

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in ("td", "th"):
            self.end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag == "table":
            self.end_row()
            self.depth = max(0, self.depth - 1)
            self.row += 1
        elif tag in BLOCKS and not self.in_cell:
            self.line()

    def handle_data(self, data: str) -> None:
        if not self.unseen and (self.in_cell or not self.in_row):
            self.text.append(data)

    def line(self) -> None:
        """Text outside tables becomes a row of its own: titles and notes stand there."""
        text = self.taken_text()
        if text and not self.in_cell:
            self.sheet.put(self.row, 0, text)
            self.row += 1

    def end_cell(self) -> None:
        if not self.in_cell:
            return
        self.in_cell = False
        while self.taken.get(self.column, 0) > self.row:
            self.column += 1
        self.sheet.put(self.row, self.column, self.taken_text())
        down, right = self.spans
        self.sheet.merge(self.row, self.column, down - 1, right - 1)
        for column in range(self.column, self.column + right):
            self.taken[column] = self.row + down
        self.column += right

    def end_row(self) -> None:
        self.end_cell()
        if self.in_row:
            self.in_row, self.row = False, self.row + 1

    def taken_text(self) -> str:
        """The text gathered since the last call: lines stripped, blanks and no-break spaces folded as a browser does."""
        lines = "".join(self.text).replace("\xa0", " ").split("\n")
        self.text = []
        return "\n".join(line for line in (re.sub(r"[ \t\r]+", " ", line).strip() for line in lines) if line)


def _span(text: str) -> int:
    return min(max(1, int(text)), MAX_SPAN) if text.strip().isdigit() else 1
