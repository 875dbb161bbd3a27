"""Sets of pinned views shared by name: the one way in which they are kept and taken away. Who shares needs `SHARE_PINS`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access import Action, Visitor, require
from language import _
from store import PinSet, Store, Workspace, remove_pin_set, write_pin_set

MOST_NAME = 40


class PinSetRefusedError(ValueError):
    """The set cannot be kept under that name; the text is one sentence, and nothing was stored."""


def share_pins(
    store: Store, workspace: Workspace, name: str, content: Mapping[str, Any], visitor: Visitor, after: int = 0
) -> PinSet:
    """Keep the pins (`views.pins.to_content`) under `name` for the city's staff, as what follows version `after`.

    Raises NotAllowedError, PinSetRefusedError, StalePinSetError.
    """
    require(visitor, Action.SHARE_PINS)
    said = " ".join(name.split())
    if not said:
        raise PinSetRefusedError(_("请给这份材料起个名称，例如“三季度调度会”"))
    if len(said) > MOST_NAME:
        raise PinSetRefusedError(_("名称不超过 {n} 个字").format(n=MOST_NAME))
    if not content.get("pins"):
        raise PinSetRefusedError(_("还没有加入任何一页，没有保存"))
    return write_pin_set(store, workspace, said, content, visitor.name, after)


def withdraw_pins(store: Store, workspace: Workspace, name: str, visitor: Visitor) -> None:
    """Take the set of that name away. Raises NotAllowedError, UnknownPinSetError."""
    require(visitor, Action.SHARE_PINS)
    remove_pin_set(store, workspace.id, name, visitor.name)
