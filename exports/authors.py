"""Who wrote a file, taken out of its properties.

An .xlsx, .xlsm or .ods is a zip with a few small parts that name people: who made it, who saved it last, who wrote comments, who
has it open. An .xls says so in its summary and at the start of its workbook; there blanks of the same length take their place.
Names that programs put there by themselves (openpyxl, Administrator) name nobody.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from html import unescape

# What stands there where nobody gave their name
PROGRAMS = frozenset(
    {"administrator", "admin", "users", "owner", "guest", "pc", "lenovo", "hp", "dell", "asus", "acer", "root", "test", "default"}
    | {"unknown", "author", "wps", "openpyxl", "xlsxwriter", "pandas", "sheetjs", "libreoffice", "openoffice", "excel", "python"}
    | {"calc", "et", "none", "用户", "微软用户", "微软中国", "管理员", "未定义", "对标"}
)
_VERSION = re.compile(r"[\d.\s_/\-]+|windows|microsoft|office|user|apache|poi|npoi|aspose|spreadsheet|generator", re.IGNORECASE)
_TEXTS = rb"(<(?:\w+:)?%s(?:\s[^<>]*)?>)([^<]+)(?=</)"
_ATTRIBUTE = rb'(<(?:\w+:)?%s\s(?:[^<>]*\s)?%s=")([^"<>]+)(?=")'


def _texts(*names: bytes) -> list[re.Pattern[bytes]]:
    return [re.compile(_TEXTS % name) for name in names]


# Parts by their name, and where in them people are named
_PLACES: tuple[tuple[re.Pattern[str], list[re.Pattern[bytes]]], ...] = (
    (re.compile(r"docProps/core\.xml"), _texts(b"creator", b"lastModifiedBy")),
    (re.compile(r"docProps/app\.xml"), _texts(b"Manager")),
    (re.compile(r"meta\.xml"), _texts(b"creator", b"initial-creator", b"printed-by")),
    (re.compile(r"content\.xml"), _texts(b"creator")),
    (re.compile(r"xl/comments[^/]*\.xml|xl/comments/[^/]*\.xml"), _texts(b"author")),
    (
        re.compile(r"xl/persons/[^/]*\.xml"),
        [re.compile(_ATTRIBUTE % (b"person", name)) for name in (b"displayName", b"userId")],
    ),
    (
        re.compile(r"xl/workbook\.xml"),
        [re.compile(_ATTRIBUTE % (b"fileSharing", b"userName")), re.compile(_ATTRIBUTE % (b"absPath", b"url"))],
    ),
    # C:\Users\zhangsan\…: where a linked workbook lay on somebody's machine
    (
        re.compile(r"xl/(?:externalLinks|worksheets|drawings)/_rels/[^/]+\.rels"),
        [re.compile(rb'(Users(?:[\\/]|%5[Cc]))([^\\/"<>%]+)')],
    ),
)
_MARKUP = [*_texts(b"Author", b"LastAuthor", b"Manager"), re.compile(_ATTRIBUTE % (b"Comment", rb"(?:\w+:)?Author"))]

# The summary's properties: its format's id, author and last author (MS-OLEPS 3.1); who last wrote an .xls (MS-XLS 2.4.349)
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_NAMED, _TEXT, _MOST_PROPERTIES, _LONGEST_NAME = (4, 8), 0x1E, 64, 256
_WRITER = re.compile(rb"\xe2\x00\x00\x00\x5c\x00\x70\x00(.{112})", re.DOTALL)


def unnamed_part(part: str, data: bytes) -> tuple[bytes, list[str]]:
    """A part of a zipped workbook without names of people in its properties, and the names; as it came where there are none."""
    patterns = [pattern for name, wanted in _PLACES if name.fullmatch(part) for pattern in wanted]
    return _without(data, patterns)


def names_people(part: str) -> bool:
    """Whether a part of this name may name people in its properties."""
    return any(name.fullmatch(part) for name, _patterns in _PLACES)


def unnamed_markup(data: bytes) -> tuple[bytes, list[str]]:
    """The same for a workbook that is one text: a spreadsheet of Excel 2003 in XML, a page of HTML with its properties."""
    return _without(data, _MARKUP)


def _without(data: bytes, patterns: list[re.Pattern[bytes]]) -> tuple[bytes, list[str]]:
    taken, put = _counting()
    for pattern in patterns:
        data = pattern.sub(put, data)
    return data, taken


def _counting() -> tuple[list[str], Callable[[re.Match[bytes]], bytes]]:
    """The names taken out so far, and what stands in the place of one."""
    taken: list[str] = []

    def put(found: re.Match[bytes]) -> bytes:
        said = unescape(found[2].decode("utf-8", "replace")).strip()
        if not said or is_program(said):
            return found[0]
        taken.append(said)
        return found[1]

    return taken, put


def is_program(name: str) -> bool:
    """Whether a name in a file's properties is one that a program or a new computer puts there."""
    return _VERSION.sub("", name).strip().casefold() in PROGRAMS | {""}


def unnamed_old(data: bytes) -> tuple[bytes, int]:
    """An .xls with blanks for the names in its properties, in place, and how many there were."""
    made, count = bytearray(data), 0
    for found in re.finditer(re.escape(_SUMMARY), data):
        for start, length in _summary_names(data, found.start()):
            said = data[start : start + length].split(b"\0")[0].decode("gb18030", "replace")
            if said.strip() and not is_program(said):
                made[start : start + length] = bytes(length)
                count += 1
    for found in _WRITER.finditer(data):
        characters, wide = struct.unpack_from("<HB", found[1])
        said = found[1][3 : 3 + characters * (1 + (wide & 1))].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        if said.strip() and not is_program(said):
            made[found.start(1) : found.end(1)] = struct.pack("<HB", 0, 0) + b" " * 109
            count += 1
    return bytes(made), count


def _summary_names(data: bytes, at: int) -> list[tuple[int, int]]:
    """Where the names of a summary stand: start and length; none where it does not read as one."""
    try:
        section = at - 28 + struct.unpack_from("<I", data, at + 16)[0]
        number = min(struct.unpack_from("<I", data, section + 4)[0], _MOST_PROPERTIES)
        found = []
        for place in range(number):
            identity, offset = struct.unpack_from("<II", data, section + 8 + 8 * place)
            kind, length = struct.unpack_from("<II", data, section + offset)
            if identity in _NAMED and kind == _TEXT and 0 < length <= _LONGEST_NAME:
                found.append((section + offset + 8, length))
    except struct.error:
        return []
    return found
