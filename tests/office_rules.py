"""What makes an office offer to "repair" a file, looked for without an office: the rules of ECMA-376 for packages and parts.

Part 2 (packages): every part has a content type and is reached, every relation has its target. Part 1 (schemas): elements in
their order, for those that our own code puts together; ids and names once a slide; a chart's caches say what its workbook says.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from openpyxl import load_workbook

from tests.office_values import type_complaints, value_complaints

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FILLS = "noFill solidFill gradFill blipFill pattFill grpFill"
_LABELS = "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr"
    " crossAx crosses crossesAt"
)
_RUN = f"ln {_FILLS} effectLst effectDag highlight uLnTx uLn uFillTx uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst"
_SHAPE = f"xfrm custGeom prstGeom {_FILLS} ln effectLst effectDag scene3d sp3d extLst"
# Children in the order of the schemas' sequences (DrawingML, PresentationML, charts, WordprocessingML)
ORDER = {
    "a:rPr": _RUN,
    "a:defRPr": _RUN,
    "a:endParaRPr": _RUN,
    "a:pPr": "lnSpc spcBef spcAft buClrTx buClr buSzTx buSzPct buSzPts buFontTx buFont buNone buAutoNum buChar buBlip tabLst"
    " defRPr extLst",
    "a:ln": f"{_FILLS} prstDash custDash round bevel miter headEnd tailEnd extLst",
    "a:tcPr": f"lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D {_FILLS} headers extLst",
    "a:tbl": "tblPr tblGrid tr",
    "p:sp": "nvSpPr spPr style txBody extLst",
    "p:cxnSp": "nvCxnSpPr spPr style extLst",
    "p:pic": "nvPicPr blipFill spPr style extLst",
    "p:graphicFrame": "nvGraphicFramePr xfrm graphic extLst",
    "p:spPr": _SHAPE,
    "p:grpSpPr": f"xfrm {_FILLS} effectLst effectDag scene3d extLst",
    "p:cSld": "bg spTree custDataLst controls extLst",
    "p:sld": "cSld clrMapOvr transition timing extLst",
    "c:spPr": _SHAPE,
    "c:chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr"
    " externalData printSettings userShapes extLst",
    "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs"
    " showDLblsOverMax extLst",
    "c:plotArea": "layout barChart lineChart catAx valAx dTable spPr extLst",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "c:lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "c:ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth shape extLst",
    "c:dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
    "c:dLbls": f"dLbl delete {_LABELS} showLeaderLines leaderLines extLst",
    "c:dLbl": f"idx delete layout tx {_LABELS} extLst",
    "c:catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "c:valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
    "c:scaling": "logBase orientation max min extLst",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid"
    " spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl"
    " divId cnfStyle rPr sectPr",
}
_PREFIXES = {
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
}


def complaints(data: bytes) -> list[str]:
    """What is wrong with a .pptx, .docx or .xlsx, one line each; [] = nothing was found."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        found = [f"twice: {name}" for name, count in Counter(names).items() if count > 1]
        parts = {name: archive.read(name) for name in names if not name.endswith("/")}
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    relations = {name: _relations(name, trees) for name in parts if not name.endswith(".rels")}
    relations[""] = _relations("", trees)
    found += _types(parts, trees)
    found += [*_targets(parts, relations), *type_complaints(parts, trees["[Content_Types].xml"])]
    for name, tree in trees.items():
        if name.endswith(".rels") or name == "[Content_Types].xml":
            continue
        found += [f"{name}: {line}" for line in (*_order(tree), *value_complaints(tree))]
        found += [f"{name}: no relation {used}" for used in _used(tree) if used not in relations[name]]
        if name.startswith("ppt/slides/"):
            found += [f"{name}: {line}" for line in _once(tree)]
        if name.startswith("ppt/charts/chart"):
            found += [f"{name}: {line}" for line in _caches(tree, parts, relations[name])]
    return found


def _relations(name: str, trees: dict[str, etree._Element]) -> dict[str, str]:
    """Target by id of what a part refers to inside the package; "" for one outside."""
    folder, base = posixpath.split(name)
    tree = trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    found = {}
    for one in tree if tree is not None else ():
        outside = one.get("TargetMode") == "External"
        path = posixpath.normpath(posixpath.join("/" + folder, str(one.get("Target")))).lstrip("/")
        found[str(one.get("Id"))] = "" if outside else path
    return found


def _types(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> list[str]:
    types = trees["[Content_Types].xml"]
    endings = {str(one.get("Extension")).lower() for one in types if one.get("Extension")}
    own = [str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")]
    found = [f"type of no part: {name}" for name in own if name not in parts]
    found += [f"two types: {name}" for name, count in Counter(own).items() if count > 1]
    known = {*own, "[Content_Types].xml"}
    return found + [f"no type: {name}" for name in parts if name not in known and name.rpartition(".")[2].lower() not in endings]


def _targets(parts: dict[str, bytes], relations: dict[str, dict[str, str]]) -> list[str]:
    found = [
        f"{name or 'package'}: {key} leads to {target}, which is not there"
        for name, own in relations.items()
        for key, target in own.items()
        if target and target not in parts
    ]
    reached, waiting = {"[Content_Types].xml"}, [""]
    while waiting:
        for target in relations.get(waiting.pop(), {}).values():
            if target and target not in reached:
                reached.add(target)
                waiting.append(target)
    return found + [f"nothing leads to {name}" for name in parts if name not in reached and not name.endswith(".rels")]


def _order(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        name = etree.QName(element)
        wanted = ORDER.get(f"{_PREFIXES.get(name.namespace or '', '')}:{name.localname}", "").split()
        if not wanted:
            continue
        own = [etree.QName(child).localname for child in element.iterchildren(etree.Element)]
        unknown = [child for child in own if child not in wanted]
        places = [wanted.index(child) for child in own if child in wanted]
        if unknown or places != sorted(places):
            yield f"{name.localname} holds {' '.join(own)}"


def _used(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(_RELATION) and value:
                yield str(value)


def _once(tree: etree._Element) -> Iterator[str]:
    """Ids of shapes are numbers above 0, each of them and each name once on its slide."""
    shapes = [one for one in tree.iter(etree.Element) if etree.QName(one).localname == "cNvPr"]
    for what in ("id", "name"):
        counted = Counter(str(one.get(what)) for one in shapes if one.get(what))
        yield from (f"{what} {value!r} {count} times" for value, count in counted.items() if count > 1)
    if any(int(str(one.get("id"))) < 1 for one in shapes):
        yield "an id below 1"


def _caches(tree: etree._Element, parts: dict[str, bytes], relations: dict[str, str]) -> Iterator[str]:
    """What a chart shows before its workbook is opened must be what the workbook holds."""
    outside = tree.find(f"{_CHART}externalData")
    if outside is None:
        yield "no workbook"
        return
    book = load_workbook(io.BytesIO(parts[relations[str(outside.get(f"{_RELATION}id"))]]))
    for reference in (*tree.iter(f"{_CHART}numRef"), *tree.iter(f"{_CHART}strRef")):
        formula = str(reference.findtext(f"{_CHART}f"))
        sheet, _sign, area = formula.rpartition("!")
        cells = book[sheet.strip("'")][area.replace("$", "")]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        held = [cell.value for row in rows for cell in (row if isinstance(row, tuple) else (row,))]
        said = {int(str(one.get("idx"))): one.findtext(f"{_CHART}v") for one in reference.iter(f"{_CHART}pt")}
        for number, value in enumerate(held):
            cached = said.get(number)
            alike = cached is None if value is None else cached is not None and _same(value, cached)
            if not alike:
                yield f"{formula} holds {value!r} at {number}, the chart says {cached!r}"


def _same(value: object, cached: str) -> bool:
    return float(cached) == float(value) if isinstance(value, int | float) else cached == str(value)
