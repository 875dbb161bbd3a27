"""A bureau's own .pptx templates: the one way in which they are kept and taken away. Who keeps one needs `SHARE_PINS`."""

from __future__ import annotations

from access import Action, Visitor, require
from exports.deck_template import TemplateError, opened
from language import _
from store import DeckTemplate, Store, Workspace, remove_deck_template, write_deck_template

MOST_NAME = 40


def keep_deck_template(store: Store, workspace: Workspace, name: str, data: bytes, visitor: Visitor) -> DeckTemplate:
    """Keep a template that can be filled under a name, for every deck of the city; one of that name gives way.

    Raises NotAllowedError, TemplateError (one sentence; nothing was stored).
    """
    require(visitor, Action.SHARE_PINS)
    said = " ".join(name.split())
    if not said or len(said) > MOST_NAME:
        raise TemplateError(_("请给模板起个名称，不超过 {n} 个字").format(n=MOST_NAME))
    opened(data)
    return write_deck_template(store, workspace, said, data, visitor.name)


def withdraw_deck_template(store: Store, workspace: Workspace, name: str, visitor: Visitor) -> None:
    """Take the template of that name away. Raises NotAllowedError, UnknownTemplateError."""
    require(visitor, Action.SHARE_PINS)
    remove_deck_template(store, workspace.id, name, visitor.name)
