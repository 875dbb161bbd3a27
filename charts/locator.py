"""A small map which only says where a district lies in its city: one shape filled, the others in outline."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from charts.tokens import ACCENT, EDGE, PAGE, SURFACE
from geo.projection import fit

# Nobody sees more on a map of a few centimetres
_DETAIL = 0.002


def locator_svg(
    shapes: Mapping[str, BaseGeometry], code: str, *, width: int = 300, height: int = 260, description: str = ""
) -> str:
    """The map as SVG; "" where the place itself has no shape (a zone), since a map without it locates nothing."""
    if code not in shapes:
        return ""
    bounds = shapely.total_bounds(list(shapes.values())).tolist()
    onto = fit((bounds[0], bounds[1], bounds[2], bounds[3]), width, height, 4)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(description)}"><rect width="{width}" height="{height}" fill="{SURFACE}"/>'
    ]
    for other, shape in sorted(shapes.items(), key=lambda pair: pair[0] == code):
        simple = shapely.simplify(shape, _DETAIL, preserve_topology=True)
        rings = [ring for part in shapely.get_parts(simple) for ring in (part.exterior, *part.interiors)]
        lines = []
        for ring in rings:
            points = [onto.point(x, y) for x, y in ring.coords]
            lines.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "Z")
        fill, stroke = (ACCENT, ACCENT) if other == code else (PAGE, EDGE)
        parts.append(f'<path d="{"".join(lines)}" fill="{fill}" stroke="{stroke}" stroke-width="1.2" fill-rule="evenodd"/>')
    return "".join(parts) + "</svg>"
