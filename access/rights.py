"""The question itself: may this visitor do that? And the sentence for whoever may not."""

from __future__ import annotations

from access.actions import LEAST, Action, action_label
from access.visitors import Visitor, role_label
from language import _


class NotAllowedError(Exception):
    """The visitor may not do it, and nothing was done. The text is one sentence in the current language, fit to be shown."""

    def __init__(self, visitor: Visitor, action: Action) -> None:
        super().__init__(refusal(visitor, action))
        self.visitor = visitor
        self.action = action


def may(visitor: Visitor, action: Action) -> bool:
    """Whether the visitor's role suffices. Whoever is limited to one district changes nothing and sees nothing else."""
    return not visitor.district and visitor.role.rank >= LEAST[action].rank


def require(visitor: Visitor, action: Action) -> None:
    """Do nothing for whoever may; raise NotAllowedError for whoever may not."""
    if not may(visitor, action):
        raise NotAllowedError(visitor, action)


def refusal(visitor: Visitor, action: Action) -> str:
    """Why not, and what to do about it, in one sentence."""
    needed = role_label(LEAST[action])
    if not visitor.signed_in:
        return _("请先用{role}账号登录，再{act}。").format(role=needed, act=action_label(action))
    return _("账号“{name}”不能{act}，这需要{role}的权限。").format(name=visitor.name, act=action_label(action), role=needed)
