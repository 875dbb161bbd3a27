"""Named groups of districts that a bureau compares with each other (主城, 远郊, 县 …): what may be set, what stands without.

A place is in one group at most, so that groups split a city: Theil's within and between parts add up. Without groups of the
bureau's own, places are grouped by what they are by law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.folding import normal
from language import _

NAME_LENGTH = 20
# The kind under which versions of the grouping are stored
RECORD = "peer_groups"


class BadPeerGroupsError(Exception):
    """What a person wrote is no grouping; the text is one sentence for that person, and nothing was changed."""


@dataclass(frozen=True)
class PeerGroup:
    """`members` are place codes, in their order."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class PeerGroups:
    """The groups of a city, in the order of their first member; `own`: set by the bureau, else by what a place is by law."""

    groups: tuple[PeerGroup, ...]
    own: bool

    def of(self, code: str) -> PeerGroup | None:
        """The group a place is in, None for none."""
        return next((group for group in self.groups if code in group.members), None)

    def named(self, name: str) -> PeerGroup | None:
        """The group of that name."""
        return next((group for group in self.groups if group.name == name), None)


def group_places(names: Mapping[str, str], *, own: bool) -> PeerGroups:
    """Groups from the name of each place's group by code; places without one are in none."""
    found: dict[str, list[str]] = {}
    for code, name in names.items():
        if name:
            found.setdefault(name, []).append(code)
    return PeerGroups(tuple(PeerGroup(name, tuple(members)) for name, members in found.items()), own)


def checked(names: Mapping[str, str], places: Mapping[str, str]) -> dict[str, str]:
    """What a person filled in, cleaned: group by place code. `places`: the city's by code. Raises BadPeerGroupsError."""
    found = {code: normal(name).strip() for code, name in names.items() if normal(name).strip()}
    unknown = [code for code in found if code not in places]
    if unknown:
        raise BadPeerGroupsError(_("“{code}”不是这座城市的区县").format(code=unknown[0]))
    long = next((name for name in found.values() if len(name) > NAME_LENGTH), None)
    if long is not None:
        raise BadPeerGroupsError(_("分组名“{name}”太长，请不超过 {n} 个字").format(name=long, n=NAME_LENGTH))
    taken = next((name for name in found.values() if name in places.values() or name == "near"), None)
    if taken is not None:
        raise BadPeerGroupsError(_("分组名“{name}”与区县同名，请换一个").format(name=taken))
    if found and len(set(found.values())) < 2:
        raise BadPeerGroupsError(_("只有一个分组就没有可比的；请至少分成两组，或全部留空恢复按区划类型"))
    return found


def content(names: Mapping[str, str]) -> dict[str, Any]:
    """As it is stored."""
    return {"groups": dict(sorted(names.items()))}


def stored_names(stored: Mapping[str, Any]) -> dict[str, str]:
    """What is stored, back as group by place code. Raises KeyError or TypeError for anything else."""
    return {str(code): str(name) for code, name in dict(stored["groups"]).items()}


