"""The slide master and its five layouts: cover, chart with facts, wide, table, picture; every text has its placeholder.

Built from python-pptx's default presentation: theme fonts and colours become ours, its layouts give way to ours.
"""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as PresentationType
from pptx.slide import SlideLayout

from charts.tokens import ACCENT, INK_1, INK_2, INK_3, LINE, PAGE, STATES, SURFACE
from exports.deck_text import FACE, px
from language import _

WIDTH, HEIGHT, MARGIN = 1920, 1080, 80
Box = tuple[int, int, int, int]

# Boxes in pixels: x, y, width, height
TITLE: Box = (MARGIN, 36, 1760, 116)
SUBTITLE: Box = (MARGIN, 158, 1520, 54)
MARK: Box = (1620, 158, 220, 54)
CHART: Box = (MARGIN, 232, 1160, 644)
WIDE: Box = (MARGIN, 232, 1760, 644)
FACTS: tuple[Box, ...] = tuple((1312, 236 + 216 * number, 528, 208) for number in range(3))
REMARK: Box = (MARGIN, 884, 1760, 48)
FOOTER: Box = (MARGIN, 958, 1580, 100)
NUMBER: Box = (1680, 958, 160, 36)
RULE, DIVIDER = 946, 1272

# Numbers of placeholders on a layout
I_SUBTITLE, I_BODY, I_REMARK, I_MARK, I_FACTS = 13, 14, 15, 16, (21, 22, 23)
I_FOOTER, I_NUMBER = 11, 12

RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def empty_presentation() -> PresentationType:
    """A 16:9 presentation with our master and no slide; layouts in the order of `LAYOUTS`."""
    made: PresentationType = Presentation()
    made.slide_width, made.slide_height = px(WIDTH), px(HEIGHT)
    master = made.slide_master
    for surplus in list(made.slide_layouts)[5:]:
        made.slide_layouts.remove(surplus)
    for name, relation in list(made.part.package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # of python-pptx's own sample
            made.part.package._rels.pop(name)
    _theme(master)
    _replace_shapes(master, _master_shapes())
    _text_styles(master)
    for layout, (name, shapes) in zip(made.slide_layouts, _layouts(), strict=True):
        _replace_shapes(layout, shapes)
        layout._element.cSld.set("name", name)
        layout._element.attrib.pop("type", None)
        layout._element.set("preserve", "1")
    return made


def cover(made: PresentationType) -> SlideLayout:
    """Title, subtitle, footer."""
    return made.slide_layouts[0]


def with_facts(made: PresentationType) -> SlideLayout:
    """A chart at the left, three facts at the right."""
    return made.slide_layouts[1]


def wide(made: PresentationType) -> SlideLayout:
    """A chart or a picture across the slide."""
    return made.slide_layouts[2]


def with_table(made: PresentationType) -> SlideLayout:
    """A table across the slide."""
    return made.slide_layouts[3]


def with_picture(made: PresentationType) -> SlideLayout:
    """A picture across the slide."""
    return made.slide_layouts[4]


def _theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for name, value in (("dk1", INK_1), ("lt1", SURFACE), ("dk2", INK_2), ("lt2", PAGE), ("accent1", ACCENT)):
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>', text, flags=re.S)
    for number, state in enumerate(("met_falling", "slightly_slow", "far_behind", "going_back", "met"), start=2):
        filled = f'<a:accent{number}><a:srgbClr val="{STATES[state].colour[1:]}"/></a:accent{number}>'
        text = re.sub(rf"<a:accent{number}>.*?</a:accent{number}>", filled, text, flags=re.S)
    fonts = f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/><a:cs typeface=""/>'
    for name in ("majorFont", "minorFont"):
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", f"<a:{name}>{fonts}</a:{name}>", text, flags=re.S)
    part._blob = text.encode("utf-8")


def _replace_shapes(owner: Any, shapes: list[str]) -> None:
    tree = owner.shapes._spTree
    for element in list(tree)[2:]:
        tree.remove(element)
    for number, shape in enumerate(shapes, start=2):
        tree.append(parse_xml(shape.replace("@id@", str(number))))


def _text_styles(master: Any) -> None:
    """Left-aligned, without bullets, in the theme's font."""
    styles = master._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="l" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        '<a:buNone/><a:defRPr sz="1800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl' + f"{n}pPr>"
        for n in range(1, 6)
    )
    title = (
        '<a:lvl1pPr algn="l" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>'
        '<a:defRPr sz="3300" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )
    new = (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{levels}</p:otherStyle></p:txStyles>"
    )
    styles.getparent().replace(styles, parse_xml(new))


def _master_shapes() -> list[str]:
    return [
        _band((0, 0, 14, HEIGHT), ACCENT, _("左侧色条")),
        _band((MARGIN, RULE, 1760, 2), LINE, _("页脚线")),
        _holder("title", 0, _("标题"), TITLE, 33, INK_1, bold=True, anchor="b"),
        _holder("body", 1, _("正文"), WIDE, 18, INK_1),
        _holder("ftr", 3, _("页脚"), FOOTER, 12.5, INK_3),
        _holder("sldNum", 4, _("页码"), NUMBER, 12.5, INK_3, align="r"),
    ]


def _layouts() -> list[tuple[str, list[str]]]:
    def frame() -> list[str]:
        return [
            _holder("title", 0, _("标题"), TITLE, 33, INK_1, bold=True, anchor="b"),
            _holder("body", I_SUBTITLE, _("副标题"), SUBTITLE, 18, INK_3, anchor="ctr"),
            _holder("body", I_MARK, _("标记"), MARK, 16, STATES["far_behind"].colour, bold=True, align="r", anchor="ctr"),
            _holder("body", I_REMARK, _("附注"), REMARK, 14, INK_3, anchor="ctr"),
            _holder("ftr", I_FOOTER, _("页脚"), FOOTER, 12.5, INK_3),
            _holder("sldNum", I_NUMBER, _("页码"), NUMBER, 12.5, INK_3, align="r"),
        ]

    first = [
        _holder("ctrTitle", 0, _("标题"), (MARGIN + 40, 330, 1680, 200), 44, INK_1, bold=True, anchor="b"),
        _holder("body", I_SUBTITLE, _("副标题"), (MARGIN + 40, 560, 1680, 120), 22, INK_3),
        _holder("body", I_MARK, _("标记"), (MARGIN + 40, 700, 600, 70), 20, STATES["far_behind"].colour, bold=True),
        _holder("ftr", I_FOOTER, _("页脚"), FOOTER, 12.5, INK_3),
        _holder("sldNum", I_NUMBER, _("页码"), NUMBER, 12.5, INK_3, align="r"),
    ]
    facts = [_holder("body", index, _("要点"), box, 18, INK_1) for index, box in zip(I_FACTS, FACTS, strict=True)]
    divider = _band((DIVIDER, 244, 2, 624), LINE, _("分隔线"))
    return [
        (_("封面"), first),
        (_("图表与三点"), [*frame(), divider, _holder("chart", I_BODY, _("图表"), CHART, 18, INK_1), *facts]),
        (_("通栏图"), [*frame(), _holder("chart", I_BODY, _("图表"), WIDE, 18, INK_1)]),
        (_("表格"), [*frame(), _holder("tbl", I_BODY, _("表格"), WIDE, 18, INK_1)]),
        (_("图片"), [*frame(), _holder("pic", I_BODY, _("图片"), WIDE, 18, INK_1)]),
    ]


def _transform(box: Box) -> str:
    x, y, width, height = (int(px(part)) for part in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{RECTANGLE}'


def _band(box: Box, fill: str, name: str) -> str:
    """A filled rectangle without an outline: ornament."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="@id@" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{_transform(box)}<a:solidFill><a:srgbClr val="{fill[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _holder(
    kind: str, index: int, name: str, box: Box, size: float, ink: str, *, bold: bool = False, align: str = "l", anchor: str = "t"
) -> str:
    """A placeholder; `size` in points."""
    field = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    text = field if kind == "sldNum" else f"<a:r><a:rPr/><a:t>{name}</a:t></a:r>"
    number = f' idx="{index}"' if index else ""
    weight = ' b="1"' if bold else ""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="@id@" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{number}/></p:nvPr></p:nvSpPr><p:spPr>{_transform(box)}</p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{round(size * 100)}"{weight}>'
        f'<a:solidFill><a:srgbClr val="{ink[1:]}"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        f"</a:defRPr></a:lvl1pPr></a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"
    )
