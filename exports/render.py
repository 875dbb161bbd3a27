"""A picture as SVG, PNG or PDF: each chart is turned into SVG at its exact size, composed in one frame, then turned once.

Only vl-convert works here: no browser, no network. Ids of the panels are prefixed, or their clips would collide.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

import altair as alt
import vl_convert

from charts.tokens import FONT, INK_1, INK_3, LINE, STATES, SURFACE
from exports.fonts import register_fonts
from exports.picture import MARGIN, Panel, Picture, frame_lines, rule_y

# For SVG opened where our font is not installed
FAMILIES = f"'{FONT}', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"
COLOURS = {"title": INK_1, "subtitle": INK_3, "mark": STATES["far_behind"].colour, "footer": INK_3}
BOLD_ROLES = ("title", "mark")


def to_svg(picture: Picture) -> str:
    """The picture as one SVG; text stays text."""
    return composed(picture).replace(f'font-family="{FONT}"', f'font-family="{FAMILIES}"')


def to_png(picture: Picture) -> bytes:
    """The picture as PNG of exactly its size times its scale."""
    return bytes(vl_convert.svg_to_png(composed(picture), scale=picture.size.scale, ppi=72))


def to_pdf(picture: Picture) -> bytes:
    """The picture as a PDF of one page; text can be searched, the font is embedded."""
    return bytes(vl_convert.svg_to_pdf(composed(picture)))


def chart_svg(chart: alt.TopLevelMixin) -> str:
    """One chart as SVG at its own size, without a frame."""
    register_fonts()
    specification: dict[str, Any] = chart.to_dict(validate=False)  # the charts' own tests validate
    return str(vl_convert.vegalite_to_svg(specification, vl_version=vegalite_version()))


def vegalite_version() -> str:
    """Altair's version of Vega-Lite, as vl-convert names it; the newest that vl-convert has where that one is missing."""
    wanted = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    known = list(vl_convert.get_vegalite_versions())
    return wanted if wanted in known else str(known[-1])


def composed(picture: Picture) -> str:
    """Frame and panels in one SVG."""
    size = picture.size
    register_fonts()
    lines = frame_lines(picture)
    rule = rule_y(sum(line.role == "footer" for line in lines), size)
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{size.width}" height="{size.height}"'
        f' viewBox="0 0 {size.width} {size.height}" role="img">',
        f"<title>{escape(picture.title)}</title><desc>{escape(picture.subtitle)}</desc>",
        f'<rect width="{size.width}" height="{size.height}" fill="{SURFACE}"/>',
    ]
    parts += [placed(panel, number) for number, panel in enumerate(picture.panels)]
    parts.append(f'<path d="M{MARGIN},{rule}H{size.width - MARGIN}" stroke="{LINE}" stroke-width="2"/>')
    for line in lines:
        weight = "bold" if line.role in BOLD_ROLES else "normal"
        parts.append(
            f'<text x="{line.x:.1f}" y="{line.y:.1f}" font-family="{FONT}" font-size="{line.size:.1f}" font-weight="{weight}"'
            f' fill="{COLOURS[line.role]}" xml:space="preserve">{escape(line.text)}</text>'
        )
    return "".join(parts) + "</svg>"


def placed(panel: Panel, number: int) -> str:
    """A panel's SVG nested at its place, its ids made its own."""
    svg = chart_svg(panel.chart)
    svg = re.sub(r'\bid="', f'id="panel{number}-', svg)
    svg = re.sub(r"url\(#", f"url(#panel{number}-", svg)
    svg = re.sub(r'href="#', f'href="#panel{number}-', svg)
    # our charts draw nothing outside of themselves, and each clip costs the renderer a layer of the picture's size
    svg = re.sub(r' clip-path="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg x="{panel.x:g}" y="{panel.y:g}" overflow="visible" ', 1)
