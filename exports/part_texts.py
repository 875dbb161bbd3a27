"""Texts of a workbook outside its cells that say something of persons: drawn boxes, headers and footers, comments.

They stand in parts of the file that a reading of cells never opens. Only what a label announces (填表人：张三), numbers of
identity cards and mobile telephones, and the names by which a program signs comments are masked (decision 0042); each sign by a
dot, so that a text in several runs keeps its runs.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from xml.sax.saxutils import escape

from loaders.persons import dotted

Span = tuple[int, int]
# A group is one text: where its pieces stand in the part, and signs that part them
Group = list[Span | str]
_DOT = "·"
_LINE, _STOP = "\n", "\x00"

_RUN = r"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]+)</(?:\w+:)?t>"
# Drawings, charts, diagrams: runs of a paragraph belong together, shapes do not
_DRAWN = re.compile(rf"{_RUN}|(</(?:\w+:)?p>|<(?:\w+:)?br\b)|(</(?:\w+:)?(?:txBody|rich|sp)>)")
_NOTED = re.compile(rf"{_RUN}|((?!))|(</(?:\w+:)?comment>)")
_THREADED = re.compile(r"<(?:\w+:)?text(?:\s[^<>]*)?>([^<]+)</(?:\w+:)?text>|((?!))|(</(?:\w+:)?threadedComment>)")
_BETWEEN_TAGS = re.compile(r">([^<]+)(?=<)|(</(?:text:p|text:h|div|p)>|<(?:text:line-break|br)\b)|((?!))")
_EDGE = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^<>]*)?>([^<]+)</")
# Codes inside a header: where it stands, font, size, colour, page number, date …
_CODE = re.compile(r'&amp;(?:&quot;.*?&quot;|"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
_BLOCKS = {
    "ods": re.compile(
        r"<(?P<tag>draw:(?:frame|custom-shape|rect|ellipse|caption|line|polygon|path)|office:annotation|style:(?:header|footer)[\w-]*)"
        r"[\s>].*?</(?P=tag)>",
        re.DOTALL,
    ),
    "vml": re.compile(r"<v:textbox[\s>].*?</v:textbox>", re.DOTALL),
}
# What a sign of 填表人： looks like in UTF-16: a Chinese sign or ）, blanks, a colon of either width
_COLON = re.compile(rb"(?:[\x00-\xff][\x4e-\x9f]|\x09\xff)(?:\x20\x00|\x00\x30){0,9}(?:\x1a\xff|\x3a\x00)")
_BEFORE, _BEHIND = 60, 220


def kind_of(part: str) -> str:
    """How a part of this name holds texts outside cells; "" where it does not."""
    for pattern, kind in _PARTS:
        if pattern.fullmatch(part):
            return kind
    return ""


_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"xl/(?:drawings|charts|diagrams)/[^/]+\.xml"), "drawn"),
    (re.compile(r"xl/drawings/[^/]+\.vml"), "vml"),
    (re.compile(r"xl/comments[^/]*\.xml|xl/comments/[^/]*\.xml"), "noted"),
    (re.compile(r"xl/threadedComments/[^/]+\.xml"), "threaded"),
    (re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets|macrosheets)/[^/]+\.xml"), "edges"),
    (re.compile(r"xl/.*\.bin"), "wide"),
    (re.compile(r"content\.xml|styles\.xml|Object[^/]*/content\.xml"), "ods"),
)


def masked_part(kind: str, data: bytes, names: Collection[str] = ()) -> tuple[bytes, int]:
    """The part with dots for what is said of persons, and how many texts that changed; as it came where there is nothing.

    `names`: people by whose name the program signs comments (张三: at the start of one, @张三).
    """
    if kind == "wide":
        return masked_wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data, 0
    changes: list[tuple[int, int, str]] = []
    count = 0
    for group in _groups(kind, text):
        found = _changed(text, group, names if kind in ("noted", "threaded", "ods") else ())
        changes += found
        count += bool(found)
    if not changes:
        return data, 0
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode("utf-8"), count


def masked_wide(data: bytes) -> tuple[bytes, int]:
    """The same for texts in UTF-16 anywhere in a binary part (.xls, .xlsb), in place: no byte moves."""
    made, count = bytearray(data), 0
    for found in _COLON.finditer(data):
        start = max(found.start() - _BEFORE, found.start() % 2)
        length = (min(len(data), found.end() + _BEHIND) - start) // 2
        units = struct.unpack_from(f"<{length}H", made, start)
        said = "".join(map(chr, units))
        hidden = dotted(said)
        if hidden != said:
            struct.pack_into(f"<{length}H", made, start, *map(ord, hidden))
            count += 1
    return (bytes(made), count) if count else (data, 0)


def _groups(kind: str, text: str) -> Iterator[Group]:
    if kind == "edges":
        for found in _EDGE.finditer(text):
            yield list(_between_codes(text, *found.span(1)))
        return
    if kind in _BLOCKS:
        for block in _BLOCKS[kind].finditer(text):
            yield from _runs(_BETWEEN_TAGS, text, *block.span())
        return
    yield from _runs({"drawn": _DRAWN, "noted": _NOTED, "threaded": _THREADED}[kind], text, 0, len(text))


def _runs(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Group]:
    group: Group = []
    for found in pattern.finditer(text, start, end):
        if found[1] is not None:
            group.append(found.span(1))
        elif found[2] is not None:
            group.append(_LINE)
        else:
            yield group
            group = []
    yield group


def _between_codes(text: str, start: int, end: int) -> Iterator[Span | str]:
    for found in _CODE.finditer(text, start, end):
        yield (start, found.start())
        yield _STOP if found[0][-1] in "LCR" else ""
        start = found.end()
    yield (start, end)


def _changed(text: str, group: Sequence[Span | str], names: Collection[str]) -> list[tuple[int, int, str]]:
    """What changes of a text in pieces: start, end and new content of each piece that does."""
    said = [piece if isinstance(piece, str) else unescape(text[piece[0] : piece[1]]) for piece in group]
    whole = "".join(said)
    hidden = dotted(unsigned(whole, names))
    if hidden == whole:
        return []
    found, at = [], 0
    for piece, old in zip(group, said, strict=True):
        new = hidden[at : at + len(old)]
        at += len(old)
        if new != old and not isinstance(piece, str):
            found.append((*piece, escape(new)))
    return found


def unsigned(text: str, names: Collection[str]) -> str:
    """A comment without the name of its author before the colon at its start, and without people who are called by @."""
    for name in names:
        wanted = rf"(?:^|(?<=\n)){re.escape(name)}(?=\s*[:：])|(?<=@){re.escape(name)}"
        text = re.sub(wanted, _DOT * len(name), text)
    return text
