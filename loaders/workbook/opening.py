"""Which reader opens these bytes, and what must be told when none does."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from loaders.workbook.grid import Finding, Grid, Workbook
from loaders.workbook.html import read_archive, read_html
from loaders.workbook.ole import ole_kind
from loaders.workbook.package import DamagedError, Package, TooLargeError
from loaders.workbook.signatures import odd_extension, package_kind, sniff
from loaders.workbook.text import Decoded, decode, text_grid

MAX_FILE_BYTES = 100_000_000
PLAIN_ENCODINGS = ("utf-8", "utf-8-sig")


class Opened:
    """A file while it is read: what it is, and its sheets and findings one after the other."""

    def __init__(self, format: str = "", epoch: int = 1900, encoding: str = "", items: Iterable[Grid | Finding] = ()) -> None:
        self.format, self.epoch, self.encoding = format, epoch, encoding
        self.items = iter(items)


def read_here(data: bytes, filename: str) -> Workbook:
    """The whole file, in this process; never raises on content."""
    opened = Opened()
    grids: list[Grid] = []
    findings: list[Finding] = []
    try:
        opened = open_items(data, filename)
        for item in opened.items:
            (grids if isinstance(item, Grid) else findings).append(item)  # type: ignore[arg-type]
    except Exception as error:
        return Workbook(format=opened.format, findings=(failure(error),))
    return Workbook(tuple(grids), opened.format, opened.encoding, opened.epoch, tuple(findings))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file on this machine. Raises OSError, and TooLargeError before a file beyond all measure is read."""
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise TooLargeError(f"{size / 1e6:.0f} MB", f"{MAX_FILE_BYTES / 1e6:.0f} MB")
    return path.read_bytes()


def failure(error: Exception) -> Finding:
    """What to tell when reading stopped with this error."""
    from loaders.workbook.xls import EncryptedError

    if isinstance(error, EncryptedError):
        return Finding("encrypted-file")
    if isinstance(error, TooLargeError):
        return Finding("too-large", "", {"found": error.found, "limit": error.limit})
    if isinstance(error, MemoryError):
        return Finding("too-large", "", {"found": "> 1.5 GB", "limit": "1.5 GB"})
    if isinstance(error, DamagedError):
        return Finding("damaged-file", "", {"reason": str(error)})
    return Finding("unreadable-file", "", {"reason": f"{type(error).__name__}: {error}"})


def open_items(data: bytes, filename: str) -> Opened:
    """The file as the right reader opens it. Raises DamagedError, TooLargeError, EncryptedError or what a reader raises."""
    if not data.strip(b"\x00 \t\r\n"):
        return refused("empty-file")
    if len(data) > MAX_FILE_BYTES:
        size, limit = len(data) / 1e6, MAX_FILE_BYTES / 1e6
        return refused("too-large", found=f"{size:.0f} MB", limit=f"{limit:.0f} MB")
    name = PurePath(filename.replace("\\", "/")).stem or "Sheet1"
    kind = sniff(data)
    opened: Opened
    if kind == "zip":
        opened = _open_package(data)
    elif kind == "ole":
        opened = _open_ole(data)
    elif kind in ("text", "html", "xml", "fods", "mhtml"):
        opened = _open_text(data, kind, name)
    else:
        return refused("not-a-workbook", found=kind) if kind else refused("unreadable-file")
    extension = odd_extension(filename, opened.format) if opened.format else ""
    if extension:
        opened.items = _first(Finding("wrong-extension", "", {"extension": extension, "found": opened.format}), opened.items)
    return opened


def refused(kind: str, **values: str) -> Opened:
    """A file that is not read, with the reason."""
    return Opened(items=[Finding(kind, "", values)])


def _open_package(data: bytes) -> Opened:
    from loaders.workbook.ods import read_ods
    from loaders.workbook.xlsb import read_xlsb
    from loaders.workbook.xlsx import XlsxReader

    package = Package(data)
    kind = package_kind(package)
    if kind == "xlsx":
        reader = XlsxReader(data, package)
        return Opened("xlsx", reader.epoch, items=reader.read())
    if kind == "xlsb":
        epoch, items = read_xlsb(data, package)
        return Opened("xlsb", epoch, items=items)
    if kind == "ods":
        return Opened("ods", items=read_ods(package))
    return refused("encrypted-file") if kind == "encrypted" else refused("not-a-workbook", found=kind)


def _open_ole(data: bytes) -> Opened:
    from loaders.workbook.xls import read_xls

    kind = ole_kind(data)
    if kind == "xls":
        epoch, items = read_xls(data)
        return Opened("xls", epoch, items=items)
    if kind == "WPS":
        return refused("wps-file")
    return refused("encrypted-file") if kind == "encrypted" else refused("not-a-workbook", found=kind)


def _open_text(data: bytes, kind: str, name: str) -> Opened:
    from loaders.workbook.ods import read_content
    from loaders.workbook.xml2003 import read_xml2003

    if kind == "mhtml":
        return Opened("html", items=read_archive(data, name))
    if kind == "xml":
        return Opened("xml", items=read_xml2003(data))
    if kind == "fods":
        return Opened("ods", items=read_content(io.BytesIO(data)))
    decoded = decode(data)
    if decoded is None:
        return refused("unreadable-file")
    if kind == "html":
        return Opened("html", encoding=decoded.encoding, items=_told(decoded, read_html(decoded.text, name)))
    return Opened("csv", encoding=decoded.encoding, items=_told(decoded, iter((text_grid(decoded.text, name),))))


def _told(decoded: Decoded, items: Iterator[Grid | Finding]) -> Iterator[Grid | Finding]:
    """The items, and what must be told about the encoding."""
    yield from items
    shown = {"utf-16": "UTF-16", "gb18030": "GB18030"}.get(decoded.encoding, "UTF-8")
    if decoded.encoding not in PLAIN_ENCODINGS:
        yield Finding("encoding", "", {"encoding": shown})
    if decoded.damage:
        yield Finding("encoding-damage", "", {"count": decoded.damage, "encoding": shown})


def _first(finding: Finding, items: Iterator[Grid | Finding]) -> Iterator[Grid | Finding]:
    yield finding
    yield from items
