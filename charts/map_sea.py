"""The islands and dashes of the South China Sea in a frame of their own: a map of 海南 is not whole without them.

The province's own shapes end at the island; the islets of 西沙区 and 南沙区 come from the nation's file (`geo.large_shapes`), as
do the dashes. They are coloured like the districts that they are, whose figures stand in tiles beside the frame.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import shapely
from shapely.affinity import affine_transform
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from charts.map_drawing import MapDrawing
from charts.map_layout import Area
from charts.text_width import wrap
from charts.tokens import EDGE, INK_2, LINE, Sizes
from geo.large_shapes import HEIGHT, county_shapes
from language import _

# Districts that are islets by today's code and the code in the file; a map that has one of them beside others gets the frame
ISLETS = {"460302": "460321", "460303": "460322"}
# The part of the nation's grid that is shown: 海南岛 in the north, the southernmost dash at the foot
WEST, NORTH, EAST, SOUTH = 3200.0, 4060.0, 4640.0, float(HEIGHT)


def sea_frame(
    codes: Collection[str], shaped: Collection[str], corner: tuple[float, float], sizes: Sizes, high: float = 138
) -> Area | None:
    """Where the frame lies whose lower right corner is given, `high` px high on a page; None for a map that needs none."""
    if not shaped or not set(ISLETS) & set(codes):
        return None
    right, bottom = corner
    high *= sizes.factor
    wide = high * 108 / 138 * (EAST - WEST) / (SOUTH - NORTH)
    return right - wide - 1, bottom - high, right - 1, bottom - 1


def draw_sea(drawing: MapDrawing, frame: Area) -> None:
    """The frame with land, islets, dashes and its name."""
    canvas, sizes = drawing.canvas, drawing.sizes
    left, top, right, bottom = frame
    scale = (right - left) / (EAST - WEST)

    def placed(shape: BaseGeometry) -> BaseGeometry:
        return affine_transform(shape, (scale, 0, 0, scale, left - WEST * scale, top - NORTH * scale))

    land, dashes, islets = _parts()
    canvas.shape(box(*frame), "#FFFFFF", stroke=EDGE, width=0.7 * sizes.factor, z=3)
    canvas.shape(placed(land), LINE, z=3.1)
    canvas.shape(placed(dashes), stroke=EDGE, width=0.8 * sizes.factor, z=3.2)
    for code, shape in islets.items():
        fill = (drawing.fill(code) if code in drawing.places else "") or EDGE
        canvas.shape(placed(shape), fill, stroke=fill, width=1.2 * sizes.factor, z=3.3)
    size = min(sizes.head * 0.85, (right - left) * 0.24)
    lines = wrap(_("南海诸岛"), size, right - left - 4 * sizes.factor)
    for number, line in enumerate(reversed(lines)):
        canvas.text((left + right) / 2, bottom - size * (0.75 + 1.1 * number), line, size, INK_2, align="center", halo=2)


@cache
def _parts() -> tuple[BaseGeometry, BaseGeometry, dict[str, BaseGeometry]]:
    """Land, dashes and islets on the grid, cut to what is shown."""
    counties, lines = county_shapes()
    shown = box(WEST, NORTH, EAST, SOUTH)
    land = [shape for code, shape in counties.items() if code not in ISLETS.values() and shape.intersects(shown)]
    islets = {code: counties[in_file] for code, in_file in ISLETS.items()}
    return shapely.union_all(land).intersection(shown), lines.intersection(shown), islets
