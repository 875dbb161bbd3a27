"""What lies under the figures of a map: the districts' shapes in a year, and what has to be said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.boundaries import boundary_notes, shapes
from language import _
from store import Store, Workspace

# The setting of a workspace that holds the number under which its map was examined (审图号)
APPROVAL = "map_approval"


@dataclass(frozen=True)
class Ground:
    """`shapes` by code; `note`: source and year of the boundaries, 审图号 or that there is none, areas as of another year."""

    shapes: Mapping[str, BaseGeometry]
    note: str


def ground(store: Store, workspace: Workspace, year: int) -> Ground:
    """The ground of a city's map in that year."""
    drawn = shapes(workspace.city_code, year)
    first, *others = boundary_notes(workspace.city_code, year)
    approval = str(store.setting(APPROVAL, workspace.id, "") or "")
    said = _("审图号：{number}").format(number=approval) if approval else _("底图为示意，未经审图，限内部使用")
    return Ground(dict(zip(drawn["code"], drawn.geometry, strict=True)), "　•　".join([first, said, *others]))
