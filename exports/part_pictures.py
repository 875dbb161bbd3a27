"""Pictures and embedded documents of a workbook: what they show cannot be read, so nothing of them is kept (decision 0042).

A stamp, a scanned signature, a photograph, the preview of a first page: none of them holds a figure. Each gives way to an empty
picture of its own kind, so that the file opens as before.
"""

from __future__ import annotations

import io
import re
import struct
from pathlib import PurePosixPath

_PICTURES = re.compile(r"xl/media/[^/]+|Pictures/[^/]+|Object[^/]*/Pictures/[^/]+")
# Previews which programs make of what they save: nobody put them there, nobody misses them
_PREVIEWS = re.compile(r"docProps/thumbnail\.\w+|Thumbnails/[^/]+|ObjectReplacements/[^/]+")
_EMBEDDED = re.compile(r"xl/embeddings/[^/]+|Object \d+")
# Of an .xls: heads of its pictures (MS-ODRAW 2.2.23: kind with one or two fingerprints, record type) and of embedded documents
_OLD_PICTURES = re.compile(
    b"|".join(
        rb"[" + first + rb"]" + rest
        for first, rest in (
            (rb"\x40\x50", rb"\x3d\x1a\xf0"),  # EMF
            (rb"\x60\x70", rb"\x21\x1b\xf0"),  # WMF
            (rb"\x20\x30", rb"\x54\x1c\xf0"),  # PICT
            (rb"\xa0\xb0\x20\x30", rb"[\x46\x6e]\x1d\xf0"),  # JPEG
            (rb"\x00\x10", rb"\x6e\x1e\xf0"),  # PNG
            (rb"\x80\x90", rb"\x7a\x1f\xf0"),  # DIB
            (rb"\x40\x50", rb"\x6e\x29\xf0"),  # TIFF
        )
    )
)
_OLD_EMBEDDED = "MBD0".encode("utf-16-le")
_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "bmp": "BMP", "dib": "BMP", "tif": "TIFF", "tiff": "TIFF"}


def is_preview(part: str) -> bool:
    """Whether a part is a preview that a program made by itself."""
    return _PREVIEWS.fullmatch(part) is not None


def is_picture(part: str) -> bool:
    """Whether a part is a picture or an embedded document that somebody put into the workbook."""
    return _PICTURES.fullmatch(part) is not None or _EMBEDDED.fullmatch(part) is not None


def old_pictures(data: bytes) -> int:
    """How many pictures and embedded documents an .xls holds, by the heads of their records."""
    return sum(1 for _head in _OLD_PICTURES.finditer(data)) + data.count(_OLD_EMBEDDED)


def nothing_of(part: str) -> bytes:
    """An empty picture of the kind that the part's name says; b"" in the place of an embedded document."""
    ending = PurePosixPath(part).suffix[1:].lower()
    if _EMBEDDED.fullmatch(part):
        return b""
    if ending == "svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    if ending == "emf":
        head = struct.pack("<II8i", 1, 88, 0, 0, 1, 1, 0, 0, 1, 1)
        head += struct.pack("<IIIIHHIIIiiii", 0x464D4520, 0x10000, 108, 2, 1, 0, 0, 0, 0, 1, 1, 1, 1)
        return head + struct.pack("<IIIII", 14, 20, 0, 0, 20)
    if ending == "wmf":
        return struct.pack("<HHHIHIH", 1, 9, 0x300, 12, 0, 3, 0) + struct.pack("<IH", 3, 0)
    return _blank(_FORMATS.get(ending, "PNG"))


def _blank(kind: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    clear = kind in ("PNG", "TIFF")
    Image.new("RGBA" if clear else "RGB", (1, 1), (255, 255, 255, 0) if clear else (255, 255, 255)).save(out, kind)
    return out.getvalue()
