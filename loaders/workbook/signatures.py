"""What a file is, by its bytes: the name a sender gave it says little."""

from __future__ import annotations

import re
from pathlib import PurePath

from loaders.workbook.package import DamagedError, Package, local
from loaders.workbook.text import looks_like_text

# First bytes of things that people send by mistake, with the name to tell them
FOREIGN = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"BM", "BMP"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7Z"), (b"\x1f\x8b", "GZ"), (b"MZ", "EXE"),
    (b"SQLite format 3", "SQLite"), (b"\x00\x01\x00\x00Standard", "Access"),
)  # fmt: skip
EXTENSIONS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".xlt", ".et", ".ett"),
    "ods": (".ods", ".ots", ".fods"),
    "csv": (".csv", ".tsv", ".txt", ".tab", ".dat", ".prn"),
    "html": (".html", ".htm", ".mht", ".mhtml"),
    "xml": (".xml",),
}


def sniff(data: bytes) -> str:
    """ "zip", "ole", "html", "mhtml", "xml" (of 2003), "fods", "text", a foreign name ("PNG"), or "" for none of these."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    # BIFF2–5 streams without a container: BOF records of old programs
    if re.match(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", data):
        return "ole"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    lower = start.replace(b"\x00", b"").lower() if data.startswith((b"\xff\xfe", b"\xfe\xff")) else start.lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lower and b"<workbook" in lower:
        return "xml"
    if b"<office:document" in lower and b"opendocument" in lower:
        return "fods"
    if lower.startswith(b"mime-version:") or b"\ncontent-type: multipart/related" in lower[:1000]:
        return "mhtml"
    if re.match(rb"(?:\xff\xfe|\xfe\xff)?<(?:!doctype\s+html|html|head|body|meta|style|div)\b", lower) or b"<table" in lower:
        return "html"
    for first, name in FOREIGN:
        if data.startswith(first):
            return name
    return "text" if looks_like_text(data) else ""


def package_kind(package: Package) -> str:
    """ "xlsx", "xlsb", "ods", "encrypted", or the name of what else a zip is ("Word", "PowerPoint", "Numbers", "ZIP")."""
    if package.needs_password:
        return "encrypted"
    if "mimetype" in package:
        said = package.read("mimetype").decode("ascii", "replace").strip()
        if said.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            return "encrypted" if _is_encrypted(package) else "ods"
        if said.startswith("application/vnd.oasis.opendocument."):
            return "OpenDocument"
    if "content.xml" in package and "META-INF/manifest.xml" in package:
        return "encrypted" if _is_encrypted(package) else "ods"
    main = package.main_part()
    if main.endswith(".bin"):
        return "xlsb"
    if main:
        root = local(package.xml(main).tag)
        return {"workbook": "xlsx", "document": "Word", "presentation": "PowerPoint"}.get(root, "ZIP")
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in package.names):
        return "Numbers"
    if "xl/workbook.xml" in package or "[Content_Types].xml" in package:
        raise DamagedError("the package has no workbook part")
    return "ZIP"


def odd_extension(filename: str, kind: str) -> str:
    """The file's extension where it promises another format than `kind`, else ""."""
    extension = PurePath(filename.replace("\\", "/")).suffix.lower()
    return "" if extension in EXTENSIONS.get(kind, ()) else extension


def _is_encrypted(package: Package) -> bool:
    return "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml")
