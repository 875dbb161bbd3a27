"""Who may do what: roles, the acts that need one, and the question. Pure: no Streamlit, no SQL, no clock.

    from access import Action, Visitor, require
    def withdraw(store, upload_id, reason, visitor: Visitor): require(visitor, Action.WITHDRAW) …

Every function of `intake` that changes something takes the `Visitor` who acts and calls `require` before anything else;
`visitor.name` is what the store keeps as the author. Pages ask `shell.visitor.current()`, commands `command_line()`.
"""

from access.actions import Action, action_label
from access.rights import NotAllowedError, may, refusal, require
from access.visitors import COMMAND_LINE, NOBODY, Role, Visitor, command_line, role_label

__all__ = [
    "COMMAND_LINE",
    "NOBODY",
    "Action",
    "NotAllowedError",
    "Role",
    "Visitor",
    "action_label",
    "command_line",
    "may",
    "refusal",
    "require",
    "role_label",
]
