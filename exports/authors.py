"""Who wrote a file, taken out of its properties: everything else of it stays byte for byte.

An .xlsx, .xlsm or .ods is a zip with a few small parts that name people: who made it, who saved it last, who wrote comments, who
has it open. An .xls says so in its summary and at the start of its workbook; there blanks of the same length take their place.
Names that programs put there by themselves (openpyxl, Administrator) name nobody.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from html import unescape

# What stands there where nobody gave their name
PROGRAMS = frozenset(
    {"administrator", "admin", "users", "owner", "guest", "pc", "lenovo", "hp", "dell", "asus", "acer", "root", "test", "default"}
    | {"unknown", "author", "wps", "openpyxl", "xlsxwriter", "pandas", "sheetjs", "libreoffice", "openoffice", "excel", "python"}
    | {"calc", "et", "none", "用户", "微软用户", "微软中国", "管理员", "未定义", "对标"}
)
_VERSION = re.compile(r"[\d.\s_/\-]+|windows|microsoft|office|user|apache|poi|npoi|aspose|spreadsheet|generator", re.IGNORECASE)
_LARGEST_PART = 4 * 1024 * 1024
_TEXTS = rb"(<(?:\w+:)?%s(?:\s[^<>]*)?>)([^<]+)(?=</)"
_ATTRIBUTE = rb'(<(?:\w+:)?%s\s(?:[^<>]*\s)?%s=")([^"<>]+)(?=")'


def _texts(*names: bytes) -> list[re.Pattern[bytes]]:
    return [re.compile(_TEXTS % name) for name in names]


# Parts by their name, and where in them people are named
_PLACES: tuple[tuple[re.Pattern[str], list[re.Pattern[bytes]]], ...] = (
    (re.compile(r"docProps/core\.xml"), _texts(b"creator", b"lastModifiedBy")),
    (re.compile(r"docProps/app\.xml"), _texts(b"Manager")),
    (re.compile(r"meta\.xml"), _texts(b"creator", b"initial-creator", b"printed-by")),
    (re.compile(r"xl/comments[^/]*\.xml|xl/comments/[^/]*\.xml"), _texts(b"author")),
    (
        re.compile(r"xl/persons/[^/]*\.xml"),
        [re.compile(_ATTRIBUTE % (b"person", name)) for name in (b"displayName", b"userId")],
    ),
    (
        re.compile(r"xl/workbook\.xml"),
        [re.compile(_ATTRIBUTE % (b"fileSharing", b"userName")), re.compile(_ATTRIBUTE % (b"absPath", b"url"))],
    ),
)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The summary's properties: its format's id, author and last author (MS-OLEPS 3.1); who last wrote an .xls (MS-XLS 2.4.349)
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_NAMED, _TEXT, _MOST_PROPERTIES, _LONGEST_NAME = (4, 8), 0x1E, 64, 256
_WRITER = re.compile(rb"\xe2\x00\x00\x00\x5c\x00\x70\x00(.{112})", re.DOTALL)


def without_authors(data: bytes) -> tuple[bytes, int]:
    """The file without names of people in its properties, and how many there were; as it came where there were none.

    A file of another kind, or a broken one, comes back as it is.
    """
    if data.startswith(_OLE):
        return _compound(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            changed = _changed(old)
            return (_written(old, changed[0]), changed[1]) if changed[1] else (data, 0)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return data, 0


def _changed(old: zipfile.ZipFile) -> tuple[dict[str, bytes], int]:
    found: dict[str, bytes] = {}
    total = 0
    for part in old.infolist():
        patterns = [pattern for name, wanted in _PLACES if name.fullmatch(part.filename) for pattern in wanted]
        if not patterns or part.file_size > _LARGEST_PART:
            continue
        text = old.read(part)
        count, put = _counting()
        for pattern in patterns:
            text = pattern.sub(put, text)
        if count:
            found[part.filename] = text
            total += len(count)
    return found, total


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


def _written(old: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, changed.get(part.filename) or old.read(part), compress_type=part.compress_type)
    return out.getvalue()


def _compound(data: bytes) -> tuple[bytes, int]:
    """An .xls with blanks for names, in place."""
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
