"""A zipped workbook (Office Open XML, OpenDocument) looked into with care: parts, relations, limits against bombs."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_PARTS = 20_000
MAX_INFLATED_BYTES = 1_000_000_000  # all parts together; 200,000 rows × 12 columns take 110 MB
MAX_SMALL_PART_BYTES = 60_000_000  # parts that are parsed whole: styles, relations, comments, shared strings are streamed
PIECE_BYTES = 4_000_000


class DamagedError(Exception):
    """The package is broken, cut short or hostile; `str()` says how, in English, for the log."""


class TooLargeError(Exception):
    """A file unpacks to more than we read: `found` is how much there is, `limit` how much we take, with units ("812 MB")."""

    def __init__(self, found: str, limit: str) -> None:
        super().__init__(f"{found}, limit {limit}")
        self.found, self.limit = found, limit


class Relation(NamedTuple):
    """One relation of a part: what it is for (last word of its type URI) and the part that it leads to."""

    kind: str
    target: str


class Package:
    """The parts of a zip file, by name without a leading slash and without regard to case (some writers mix it)."""

    def __init__(self, data: bytes) -> None:
        """Raises DamagedError where the zip cannot be read and TooLargeError where it would unpack to too much."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, IndexError) as error:
            raise DamagedError(str(error)) from error
        inflated = sum(member.file_size for member in members)
        if len(members) > MAX_PARTS or inflated > MAX_INFLATED_BYTES:
            raise TooLargeError(f"{inflated / 1e6:.0f} MB / {len(members)}", f"{MAX_INFLATED_BYTES / 1e6:.0f} MB / {MAX_PARTS}")
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            first = self._parts.setdefault(_clean(member.filename).lower(), member)
            if (first.CRC, first.file_size) != (member.CRC, member.file_size):
                # one reader takes the first, another the last: nobody could say which figures are meant
                raise DamagedError("two parts of one name, with different content")
        self.names = [_clean(member.filename) for member in members]
        self.needs_password = any(member.flag_bits & 1 for member in members)

    def __contains__(self, name: str) -> bool:
        return _clean(name).lower() in self._parts

    def size(self, name: str) -> int:
        """Bytes of a part when unpacked, as the zip declares them."""
        return self._parts[_clean(name).lower()].file_size

    def read(self, name: str) -> bytes:
        """A whole part, as UTF-8. Raises DamagedError or TooLargeError."""
        pieces = []
        length = 0
        for piece in self.pieces(name):
            length += len(piece)
            if length > MAX_SMALL_PART_BYTES:
                raise TooLargeError(f"{name}: > {MAX_SMALL_PART_BYTES / 1e6:.0f} MB", f"{MAX_SMALL_PART_BYTES / 1e6:.0f} MB")
            pieces.append(piece)
        return b"".join(pieces)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part in pieces of a few megabytes. Raises DamagedError where it is cut short or missing."""
        try:
            member = self._parts[_clean(name).lower()]
            with self._zip.open(member) as part:
                piece = part.read(PIECE_BYTES)
                if piece.startswith((b"\xff\xfe", b"\xfe\xff")):
                    text = (piece + part.read(MAX_SMALL_PART_BYTES)).decode("utf-16")
                    yield re.sub(r'(<\?xml[^>]*?) encoding="[^"]*"', r"\1", text, count=1).encode()
                    return
                while piece:
                    yield piece
                    piece = part.read(PIECE_BYTES)
        except KeyError as error:
            raise DamagedError(f"part {name} is missing") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise DamagedError(f"part {name}: {error}") from error

    def xml(self, name: str) -> Element:
        """A part as a tree; no entities, no external files. Raises DamagedError."""
        return parsed(self.read(name), name)

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part ("" for the package) by id; {} where it has none."""
        folder, file = posixpath.split(_clean(name))
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self:
            return {}
        found = {}
        for item in self.xml(rels):
            if item.get("TargetMode") != "External":
                target = unquote(item.get("Target", ""))
                target = target if target.startswith("/") else posixpath.join("/", folder, target)
                kind = item.get("Type", "").rstrip("/").rsplit("/", 1)[-1]
                found[item.get("Id", "")] = Relation(kind, _clean(posixpath.normpath(target)))
        return found

    def main_part(self) -> str:
        """The workbook (or document) part that the package is about, "" where it names none."""
        for relation in self.relations("").values():
            if relation.kind.lower() == "officedocument" and relation.target in self:
                return relation.target
        return next((name for name in ("xl/workbook.xml", "xl/workbook.bin", "workbook.xml") if name in self), "")


def parsed(xml: bytes, name: str) -> Element:
    """XML as a tree, without entities or DTD tricks. Raises DamagedError."""
    try:
        return fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DamagedError(f"part {name}: {error}") from error


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace, which differs between strict and transitional files."""
    return tag.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((found for found in element if local(found.tag) == name), None)


def attribute(element: Element, name: str) -> str:
    """An attribute by local name, "" where it is absent."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _clean(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")
