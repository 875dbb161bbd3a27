"""From degrees to pixels of one panel: longitude × cos(latitude), y down, as charts draw maps.

For an area the size of a city this is as true to shape as any projection, and labels, leaders and insets then share one flat
coordinate system with the outlines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Fit:
    """Where a place on earth lies in the panel.

    x = left + (longitude − west) × squeeze × scale, y = top + (north − latitude) × scale.
    """

    west: float
    north: float
    squeeze: float
    scale: float
    left: float
    top: float

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Pixels of one point, y down."""
        return (
            self.left + (longitude - self.west) * self.squeeze * self.scale,
            self.top + (self.north - latitude) * self.scale,
        )


def fit(bounds: tuple[float, float, float, float], width: float, height: float, margin: float = 0) -> Fit:
    """The fit that centres `bounds` (west, south, east, north, in degrees) in a panel, as large as its margins allow.

    Raises ValueError when the bounds have no extent or the margins leave no room.
    """
    west, south, east, north = bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    across, down = (east - west) * squeeze, north - south
    room_x, room_y = width - 2 * margin, height - 2 * margin
    if across <= 0 or down <= 0 or room_x <= 0 or room_y <= 0:
        raise ValueError(f"nothing to fit: {bounds} into {width} × {height} with a margin of {margin}")
    scale = min(room_x / across, room_y / down)
    return Fit(west, north, squeeze, scale, (width - across * scale) / 2, (height - down * scale) / 2)
