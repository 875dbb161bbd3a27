"""A workbook without what stands about persons outside its cells; every part that says nothing of them stays byte for byte.

Names in its properties, texts in boxes, headers and comments, pictures, embedded documents (decision 0042). What cannot be
cleared in place (persons in the memory of a pivot table, a log of changes, pictures of an .xls) is said: the caller writes the
workbook anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import IO

from exports.authors import is_program, names_people, unnamed_markup, unnamed_old, unnamed_part
from exports.part_pictures import is_picture, is_preview, nothing_of, old_pictures
from exports.part_texts import kind_of, masked_part, masked_wide
from loaders.persons import is_person_heading

# Of a part: how many bytes stay, and what stands behind them
Change = tuple[int, bytes]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"schemas-microsoft-com:office", b"office:spreadsheet")
_HEAD = 4096
_BLOCK = 1 << 20
# More than that is not looked through in this process: the workbook is written anew from its cells
_LARGEST_PART = 64 << 20
_EDGES = re.compile(rb"<(?:\w+:)?headerFooter\b")
_LONGEST_TAG = 64
_PIVOT = re.compile(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml|pivotCache/[^/]+\.xml")
_FIELD = re.compile(rb'<(?:\w+:)?cacheField\s(?:[^<>]*\s)?name="([^"<>]+)"')
_LOGGED = re.compile(r"xl/revisions/revisionLog[^/]*\.xml|xl/model/item\.data")
_PEOPLE = re.compile(r"xl/(?:persons/[^/]*|comments[^/]*|comments/[^/]*)\.xml")
_PERSON = re.compile(rb'<(?:\w+:)?author(?:\s[^<>]*)?>([^<]+)</|<(?:\w+:)?person\s(?:[^<>]*\s)?displayName="([^"<>]+)"')


@dataclass(frozen=True)
class Cleared:
    """The workbook and what it lost: names in its properties, texts about persons, pictures together with embedded documents.

    `anew`: it still holds something that only writing it anew takes out.
    """

    content: bytes
    authors: int = 0
    texts: int = 0
    pictures: int = 0
    anew: bool = False


def cleared(data: bytes) -> Cleared:
    """The workbook without persons outside its cells; a file of another kind, or a broken one, as it is."""
    if data.startswith(_OLE):
        content, authors = unnamed_old(data)
        content, texts = masked_wide(content)
        pictures = old_pictures(data)
        return Cleared(content, authors, texts, pictures, anew=bool(pictures))
    if any(word in data[:_HEAD] for word in _MARKUP):
        content, names = unnamed_markup(data)
        return Cleared(content, len(names))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            return _zipped(data, old)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return Cleared(data)


def _zipped(data: bytes, old: zipfile.ZipFile) -> Cleared:
    names = _people(old)
    changed: dict[str, Change] = {}
    authors = texts = pictures = 0
    anew = False
    for item in old.infolist():
        part = item.filename
        if is_picture(part) or is_preview(part):
            if item.file_size and old.read(item) != nothing_of(part):
                changed[part] = (0, nothing_of(part))
                pictures += is_picture(part)
            continue
        kind = kind_of(part)
        anew = anew or _LOGGED.fullmatch(part) is not None or (_PIVOT.fullmatch(part) is not None and _counts_persons(old, item))
        start = _edges_at(old, item) if kind == "edges" else 0
        if start is None or not (kind or names_people(part)):
            continue
        if item.file_size - start > _LARGEST_PART:
            anew = True
            continue
        content = _from(old, item, start)
        made, said = masked_part(kind, content, names) if kind else (content, 0)
        made, taken = unnamed_part(part, made)
        if made != content:
            changed[part] = (start, made)
            texts += said
            authors += len(taken)
    return Cleared(_written(old, changed) if changed else data, authors, texts, pictures, anew)


def _people(old: zipfile.ZipFile) -> list[str]:
    """By whose names programs signed comments, longest first."""
    found: set[str] = set()
    for item in old.infolist():
        if _PEOPLE.fullmatch(item.filename) and item.file_size <= _LARGEST_PART:
            said = (one or other for one, other in _PERSON.findall(old.read(item)))
            found |= {unescape(name.decode("utf-8", "replace")).strip() for name in said}
    return sorted((name for name in found if not is_program(name)), key=lambda name: (-len(name), name))


def _counts_persons(old: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    """Whether the rows that a pivot table remembers have a column about persons."""
    if item.file_size > _LARGEST_PART:
        return True
    return any(is_person_heading(unescape(name.decode("utf-8", "replace"))) for name in _FIELD.findall(old.read(item)))


def _edges_at(old: zipfile.ZipFile, item: zipfile.ZipInfo) -> int | None:
    """Where in a sheet its headers and footers begin, found without holding the sheet; None where it has none."""
    passed, before = 0, b""
    with old.open(item) as part:
        while block := part.read(_BLOCK):
            window = before + block
            if found := _EDGES.search(window):
                return passed - len(before) + found.start()
            passed += len(block)
            before = window[-_LONGEST_TAG:]
    return None


def _from(old: zipfile.ZipFile, item: zipfile.ZipInfo, start: int) -> bytes:
    with old.open(item) as part:
        for _block in _blocks(part, start):
            pass
        return part.read()


def _blocks(part: IO[bytes], length: int) -> Iterator[bytes]:
    """The next `length` bytes of a part, a block at a time."""
    while length > 0 and (block := part.read(min(_BLOCK, length))):
        length -= len(block)
        yield block


def _written(old: zipfile.ZipFile, changed: Mapping[str, Change]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            same, rest = changed.get(item.filename, (item.file_size, b""))
            copy = zipfile.ZipInfo(item.filename, item.date_time)
            copy.compress_type, copy.external_attr = item.compress_type, item.external_attr
            with old.open(item) as source, new.open(copy, "w", force_zip64=item.file_size >= 1 << 31) as target:
                for block in _blocks(source, same):
                    target.write(block)
                target.write(rest)
    return out.getvalue()
