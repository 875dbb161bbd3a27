"""Who may look: everybody who reaches the server (the default, on 127.0.0.1), or only whoever signed in."""

from __future__ import annotations

from access import Action, Visitor, require
from store import Store

_SETTING = "viewing_needs_sign_in"


def viewing_needs_sign_in(store: Store) -> bool:
    """Whether reading pages, too, are for people with an account only. A setting of the installation, in the store."""
    return store.setting(_SETTING, default=False) is True


def set_viewing(store: Store, visitor: Visitor, needs_sign_in: bool) -> None:
    """Change it. Raises NotAllowedError."""
    require(visitor, Action.CHANGE_SETTINGS)
    store.set_setting(_SETTING, bool(needs_sign_in), author=visitor.name)
