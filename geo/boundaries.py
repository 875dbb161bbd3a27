"""What shape a place has, in degrees: for a city and a year, cleaned for drawing.

A unit's shape is looked for under its own code, then under the codes it had before; a unit of an earlier year from which
others were carved later is drawn together with them (宝安区 of 2015 with 龙华区). A unit that went into another one has no shape
of its own (闸北区): it shows as a tile (`geo.tiles`), and `boundary_notes` says what the map shows instead.
"""

from __future__ import annotations

from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.changes import Change, changes, last_code
from geo.gazetteer import city, districts
from geo.places import Place
from geo.sources import BoundarySource, PackagedBoundaries
from language import _

# Detail that is kept: corners that stand out by less than about a 3000th of the city's width are dropped. Charts drop more for
# the size they draw at; an inset enlarges a few districts eight times
_DETAIL = 3000
_PACKAGED = PackagedBoundaries()


def packaged() -> BoundarySource:
    """The source that is used unless another is given."""
    return _PACKAGED


def shapes(city_code: str, year: int | None = None, source: BoundarySource | None = None) -> gpd.GeoDataFrame:
    """The places of a city that have a shape: code, name, geometry (degrees, CRS of the source), in order of code.

    Shared borders stay shared when simplified, and rings run as Vega draws them: exterior clockwise. Places without a shape
    are missing; a city without any gives an empty frame. Raises KeyError for an unknown city.
    """
    return _shapes(city(city_code).code, year, source or _PACKAGED).copy()


@lru_cache(maxsize=64)
def _shapes(city_code: str, year: int | None, source: BoundarySource) -> gpd.GeoDataFrame:
    pairs = [(place, _geometry(place, year, source)) for place in districts(city_code, year)]
    found = [(place, geometry) for place, geometry in pairs if geometry is not None]
    drawn = for_drawing([geometry for _place, geometry in found])
    columns = {"code": [place.code for place, _shape in found], "name": [place.name for place, _shape in found]}
    return gpd.GeoDataFrame(columns, geometry=list(drawn), crs=source.crs)


def for_drawing(geometries: list[BaseGeometry], detail: float = _DETAIL) -> np.ndarray:
    """Neighbouring shapes with fewer corners, shared borders kept, no gaps between them; exterior rings clockwise.

    `detail`: corners that stand out by less than the width of the whole divided by this are dropped.
    """
    if not geometries:
        return np.array([], dtype=object)
    shapes_before = np.array(geometries, dtype=object)
    west, south, east, north = shapely.total_bounds(shapes_before)
    simplified = shapely.coverage_simplify(shapes_before, max(east - west, north - south) / detail)
    return shapely.orient_polygons(simplified, exterior_cw=True)


def _geometry(place: Place, year: int | None, source: BoundarySource) -> BaseGeometry | None:
    """The shape of a place as it was in `year`, from today's pieces; None where they do not tell."""
    parts = {place.code, *_carved_out(place.code, year)}
    found = [geometry for code in sorted(parts) if (geometry := _of_unit(code, source)) is not None]
    if not found:
        return None
    return found[0] if len(found) == 1 else shapely.union_all(found)


def _of_unit(code: str, source: BoundarySource) -> BaseGeometry | None:
    """The shape under the code itself; else under an earlier code of the same unit; else of the whole units it was made of."""
    if (own := source.geometries([code]).get(code)) is not None:
        return own
    for change in changes():
        if change.kind not in ("renamed", "merged") or code not in {last_code(new) for new, _name in change.new}:
            continue
        parts = source.geometries(old for old, _name in change.old)
        if parts and len(parts) == len(change.old) and len(change.new) == 1:
            return shapely.union_all(list(parts.values()))
    return None


def _carved_out(code: str, year: int | None) -> set[str]:
    """The units made after `year` out of this one alone."""
    if year is None:
        return set()
    return {new for change in changes() if _later_split(change, code, year) for new, _name in change.created}


def _later_split(change: Change, code: str, year: int) -> bool:
    return change.kind == "split" and len(change.old) == 1 and last_code(change.old[0][0]) == code and year < change.first_year


def missing(city_code: str, year: int | None = None, source: BoundarySource | None = None) -> list[Place]:
    """The places of a city without a shape of their own in that year: they show as tiles."""
    drawn = set(_shapes(city(city_code).code, year, source or _PACKAGED)["code"])
    return [place for place in districts(city_code, year) if place.code not in drawn]


def boundary_notes(city_code: str, year: int | None = None, source: BoundarySource | None = None) -> list[str]:
    """What a map of that year has to say beneath it: the source's note, and which areas it shows as of another year."""
    used = source or _PACKAGED
    notes = [used.note()]
    for change in _of_area(city(city_code).code):
        if year is not None and year < change.first_year <= used.year and not (change.kind == "split" and len(change.old) == 1):
            notes.append(_("{change}；图上为调整后的边界").format(change=change.text()))
        if change.first_year > used.year and (year is None or year >= change.first_year):
            notes.append(_("{change}；图上为调整前的边界").format(change=change.text()))
    return notes


def _of_area(city_code: str) -> list[Change]:
    """The changes of a city that moved a border; a division of one unit is among them, though it is drawn as it was."""
    borders = ("absorbed", "merged", "split", "moved")
    return [change for change in changes() if change.city_code == city_code and change.kind in borders]
