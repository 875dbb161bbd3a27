"""What lies under the figures of a map: the districts' shapes in a year, and what has to be said about them.

A bureau's own boundaries are used for the school years they hold for, the newest loaded first; the packaged ones elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from shapely.geometry.base import BaseGeometry

import geo
from charts.map_layout import LARGE
from geo.boundaries import boundary_notes, packaged, shapes
from geo.own_shapes import OwnBoundaries
from geo.regions import NATION
from geo.sources import BoundarySource
from language import _
from store import Store, Workspace, newest_versions

# Kinds of record in the store, as `intake.boundaries` writes them
BOUNDARIES, APPROVAL = "boundaries", "map_approval"


@dataclass(frozen=True)
class Ground:
    """`shapes` by code; `note`: source and year of the boundaries, 审图号 or that there is none, areas as of another year."""

    shapes: Mapping[str, BaseGeometry]
    note: str


@dataclass(frozen=True)
class Loaded:
    """Boundaries that a bureau loaded and uses: the school years they hold for (None = open), their 审图号 ("" = none)."""

    name: str
    source: OwnBoundaries
    approval: str
    first_year: int | None
    last_year: int | None
    filename: str
    author: str
    count: int

    def holds(self, year: int) -> bool:
        """Whether they are for the school year that starts in `year`."""
        return (self.first_year is None or self.first_year <= year) and (self.last_year is None or year <= self.last_year)


def is_large(workspace: Workspace) -> bool:
    """Whether the city is a region of so many counties that its map is drawn from the file of all counties."""
    return geo.is_region(workspace.city_code) and len(geo.districts(workspace.city_code)) > LARGE


def with_shapes(places: pd.DataFrame, year: int) -> pd.DataFrame:
    """MAP_COLUMNS of a large region with its shapes after all: a picture loads nothing by itself."""
    owners = {place.code: place.city_code for place in geo.districts(NATION)}
    own = {str(code) for code in places["code"]}
    cities = sorted({owner for code, owner in owners.items() if code in own})
    known = {code: shape for city in cities for code, shape in _city_shapes(city, year).items()}
    # 东莞 is one unit of its province here, and has towns where it is a city itself
    known |= packaged().geometries(own - set(known))
    return places.assign(geometry=pd.Series([known.get(code) for code in places["code"]], dtype=object, index=places.index))


@lru_cache(maxsize=400)
def _city_shapes(city_code: str, year: int) -> Mapping[str, BaseGeometry]:
    drawn = shapes(city_code, year)
    return dict(zip(drawn["code"], drawn.geometry, strict=True))


@lru_cache(maxsize=16)
def loaded(store: Store, workspace: Workspace) -> tuple[Loaded, ...]:
    """The boundaries in use at the workspace's revision, newest first."""
    found = []
    for version in newest_versions(store, workspace.id, BOUNDARIES):
        said = version.content
        if version.retired or "shapes" not in said:
            continue
        source = OwnBoundaries(said["shapes"], str(said["origin"]), int(said["year"]))
        years = (said["first_year"], said["last_year"])
        found.append(
            Loaded(version.name, source, str(said["approval"]), *years, str(said["filename"]), version.author, int(said["count"]))
        )
    return tuple(reversed(found))


@lru_cache(maxsize=16)
def approval(store: Store, workspace: Workspace) -> str:
    """The 审图号 of maps on the packaged boundaries, "" for none."""
    newest = next(iter(newest_versions(store, workspace.id, APPROVAL)), None)
    return "" if newest is None or newest.retired else str(newest.content["number"])


def approval_in(store: Store, workspace: Workspace, year: int) -> str:
    """The 审图号 of the map of that year: of the bureau's own boundaries where they are used, else of the packaged ones."""
    own = next((each for each in loaded(store, workspace) if each.holds(year)), None)
    return own.approval if own is not None else approval(store, workspace)


def ground(store: Store, workspace: Workspace, year: int) -> Ground:
    """The ground of a city's map in that year; without shapes for a region, whose counties the browser loads by itself."""
    if is_large(workspace):
        return Ground({}, "　•　".join([packaged().note(), _("底图为示意，未经审图，限内部使用")]))
    own = next((each for each in loaded(store, workspace) if each.holds(year)), None)
    source: BoundarySource = own.source if own is not None else packaged()
    number = approval_in(store, workspace, year)
    drawn = shapes(workspace.city_code, year, source)
    first, *others = boundary_notes(workspace.city_code, year, source)
    said = _("审图号：{number}").format(number=number) if number else _("底图为示意，未经审图，限内部使用")
    return Ground(dict(zip(drawn["code"], drawn.geometry, strict=True)), "　•　".join([first, said, *others]))
