"""Several pictures as one PDF, a page each, or as a zip of PNG files; nothing is kept longer than it takes to write it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable

from exports.picture import Picture
from exports.render import to_pdf, to_png, to_svg

Advance = Callable[[int], None]


def pdf_of(pictures: Iterable[Picture], title: str, advance: Advance | None = None) -> bytes:
    """One PDF with a page for each picture; text can be searched, fonts are embedded. `advance(done)` after each."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for number, picture in enumerate(pictures, start=1):
        writer.append(PdfReader(io.BytesIO(to_pdf(picture))), import_outline=False)
        writer.add_outline_item(title=picture.title, page_number=number - 1)
        if advance is not None:
            advance(number)
    writer.add_metadata({"/Title": title, "/Producer": "Duibiao"})
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zip_of(pictures: Iterable[tuple[str, Picture]], advance: Advance | None = None, form: str = "png") -> bytes:
    """A zip with a PNG, or with `form` "svg" an SVG, for each (name without ending, picture)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # PNG is compressed already
        for number, (name, picture) in enumerate(pictures, start=1):
            archive.writestr(f"{name}.{form}", to_svg(picture) if form == "svg" else to_png(picture))
            if advance is not None:
                advance(number)
    return out.getvalue()
