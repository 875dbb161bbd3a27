"""Who is there: nobody signed in, a viewer, a member of staff, an admin, or the command line of the machine itself."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from enum import StrEnum

from language import _


class Role(StrEnum):
    """What a person is trusted with; each role may do what the one before it may. NOBODY = not signed in."""

    NOBODY = "nobody"
    VIEWER = "viewer"
    STAFF = "staff"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """0 for nobody up to 3 for an admin."""
        return list(Role).index(self)


@dataclass(frozen=True)
class Visitor:
    """Whoever looks or acts. `name` is the name they sign in with, and what the store keeps as author; "" for nobody.

    `district` is the code of the only district whose figures a limited viewer may see ("" = all). `session` names the
    session they signed in with, so that it can be ended ("" without one); it is no secret.
    """

    name: str
    role: Role
    district: str = ""
    session: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether somebody vouched for who this is."""
        return self.role is not Role.NOBODY


NOBODY = Visitor("", Role.NOBODY)
# Whoever may run commands on the machine can read and write the database file itself
COMMAND_LINE = Visitor("命令行", Role.ADMIN)


def command_line() -> Visitor:
    """The person at the command line, by the name they are logged in with on this machine."""
    try:
        return Visitor(getpass.getuser(), Role.ADMIN)
    except (OSError, KeyError):  # no such entry on this machine, as in a container
        return COMMAND_LINE


def role_label(role: Role) -> str:
    """The role in the current language."""
    return {
        Role.NOBODY: _("未登录"),
        Role.VIEWER: _("查看人员"),
        Role.STAFF: _("工作人员"),
        Role.ADMIN: _("管理员"),
    }[role]
