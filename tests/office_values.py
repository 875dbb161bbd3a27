"""Values and counts in Office parts that the schemas' types forbid, or at which PowerPoint offers a repair: lengths below 0,
tables whose rows differ, texts without a paragraph, ids out of their range, a chart's points beyond their count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# ST_PositiveCoordinate and ST_Coordinate of DrawingML; ST_TextFontSize in hundredths of a point; ST_SlideId; ST_SlideLayoutId
MOST_LENGTH = 27_273_042_316_900
FONT_SIZES = range(100, 400_001)
LEAST_SLIDE_ID, MOST_SLIDE_ID, LEAST_LAYOUT_ID = 256, 2**31, 2**31
TYPES = {
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "ppt/slides/slide": "application/vnd.openxmlformats-officedocument.presentationml.slide+xml",
    "ppt/slideLayouts/slideLayout": "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml",
    "ppt/slideMasters/slideMaster": "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml",
    "ppt/notesSlides/notesSlide": "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml",
    "ppt/charts/chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "ppt/embeddings/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def value_complaints(tree: etree._Element) -> Iterator[str]:
    """What is wrong with a part's values, one line each."""
    yield from _lengths(tree)
    yield from _texts(tree)
    yield from _tables(tree)
    yield from _charts(tree)
    yield from _ids(tree)


def type_complaints(parts: dict[str, bytes], types: etree._Element) -> Iterator[str]:
    """Parts whose content type is not the one of their kind."""
    own = {str(one.get("PartName")).lstrip("/"): str(one.get("ContentType")) for one in types if one.get("PartName")}
    usual = {str(one.get("Extension")).lower(): str(one.get("ContentType")) for one in types if one.get("Extension")}
    for name in parts:
        wanted = next((kind for start, kind in TYPES.items() if name.startswith(start) and "/_rels/" not in name), None)
        said = own.get(name, usual.get(name.rpartition(".")[2].lower(), ""))
        if wanted is not None and said != wanted:
            yield f"{name} is said to be {said}"


def _lengths(tree: etree._Element) -> Iterator[str]:
    for name in ("ext", "chExt"):
        for one in tree.iter(f"{A}{name}"):
            if one.get("cx") is not None and not all(0 <= int(str(one.get(side))) <= MOST_LENGTH for side in ("cx", "cy")):
                yield f"a length of {one.get('cx')} × {one.get('cy')}"
    for one in tree.iter(f"{A}gridCol", f"{A}tr"):
        if int(str(one.get("w") or one.get("h"))) <= 0:
            yield f"a {etree.QName(one).localname} of no size"
    for one in tree.iter(f"{A}ln", f"{A}lnB"):
        if one.get("w") is not None and not 0 <= int(str(one.get("w"))) <= 20_116_800:
            yield f"a line {one.get('w')} wide"
    for path in tree.iter(f"{A}path"):
        if path.get("w") is None:  # a gradient's, in the theme
            continue
        room = int(str(path.get("w"))), int(str(path.get("h")))
        for point in path.iter(f"{A}pt"):
            if not all(0 <= int(str(point.get(side))) <= most for side, most in zip("xy", room, strict=True)):
                yield f"a point at {point.get('x')}, {point.get('y')} of a path of {room}"


def _texts(tree: etree._Element) -> Iterator[str]:
    for name in (f"{P}txBody", f"{A}txBody", f"{C}rich", f"{C}txPr"):
        for body in tree.iter(name):
            if body.find(f"{A}p") is None:
                yield "a text without a paragraph"
    for one in tree.iter(f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr"):
        if one.get("sz") is not None and int(str(one.get("sz"))) not in FONT_SIZES:
            yield f"type of {one.get('sz')}"
    for one in tree.iter(f"{A}srgbClr"):
        if not re.fullmatch("[0-9A-Fa-f]{6}", str(one.get("val"))):
            yield f"a colour {one.get('val')}"
    for one in tree.iter(f"{A}latin", f"{A}ea", f"{A}cs"):
        if one.get("typeface") is None:
            yield "a font without a name"


def _tables(tree: etree._Element) -> Iterator[str]:
    for table in tree.iter(f"{A}tbl"):
        columns = len(list(table.iter(f"{A}gridCol")))
        for row in table.iter(f"{A}tr"):
            cells = row.findall(f"{A}tc")
            if len(cells) != columns:
                yield f"a row of {len(cells)} cells in a table of {columns} columns"
            if any(cell.find(f"{A}txBody") is None for cell in cells):
                yield "a cell without a text"


def _charts(tree: etree._Element) -> Iterator[str]:
    for cache in tree.iter(f"{C}numCache", f"{C}strCache"):
        count = cache.find(f"{C}ptCount")
        places = [int(str(one.get("idx"))) for one in cache.iter(f"{C}pt")]
        if count is None or len(set(places)) < len(places) or any(place >= int(str(count.get("val"))) for place in places):
            yield f"points {places} of a cache"
    for plot in tree.iter(f"{C}barChart", f"{C}lineChart"):
        for what in ("idx", "order"):
            said = [str(one.get("val")) for series in plot.findall(f"{C}ser") for one in series.findall(f"{C}{what}")]
            if len(set(said)) < len(said):
                yield f"{what} of series twice: {said}"
        axes = {str(one.get("val")) for one in plot.findall(f"{C}axId")}
        known = {str(one.get("val")) for axis in tree.iter(f"{C}catAx", f"{C}valAx") for one in axis.findall(f"{C}axId")}
        if len(axes) != 2 or not axes <= known:
            yield f"axes {sorted(axes)} of {sorted(known)}"
    for scaling in tree.iter(f"{C}scaling"):
        least, most = scaling.find(f"{C}min"), scaling.find(f"{C}max")
        if least is not None and most is not None and float(str(least.get("val"))) >= float(str(most.get("val"))):
            yield f"an axis from {least.get('val')} to {most.get('val')}"
    for layout in tree.iter(f"{C}manualLayout"):
        for one in layout:
            if etree.QName(one).localname in "xywh" and not 0 <= float(str(one.get("val"))) <= 1:
                yield f"a plot at {etree.QName(one).localname} {one.get('val')}"


def _ids(tree: etree._Element) -> Iterator[str]:
    slides = [int(str(one.get("id"))) for one in tree.iter(f"{P}sldId")]
    if any(count > 1 for count in Counter(slides).values()) or any(not LEAST_SLIDE_ID <= one < MOST_SLIDE_ID for one in slides):
        yield f"ids of slides {slides}"
    layouts = [int(str(one.get("id"))) for one in tree.iter(f"{P}sldLayoutId", f"{P}sldMasterId") if one.get("id")]
    if len(set(layouts)) < len(layouts) or any(one < LEAST_LAYOUT_ID for one in layouts):
        yield f"ids of layouts {layouts}"
