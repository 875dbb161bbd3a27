"""Accounts: who may sign in, as what. Passwords are hashed by whoever calls (`accounts.passwords`); no plain one comes here."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from language import _
from store.account_tables import sessions, users
from store.engine import reading, writing
from store.errors import StoreError
from store.schema import settings
from store.store import Store
from store.writes import log, now

FIRST_CODE = "first_admin_code"
_ADMIN = "admin"


@dataclass(frozen=True)
class User:
    """One account. `account` is the folded name that identifies it; `district` is "" or the only place they may see."""

    account: str
    name: str
    role: str
    district: str
    password_hash: str
    disabled: bool
    created_at: datetime
    created_by: str
    signed_in_at: datetime | None = None


class UnknownUserError(StoreError):
    """No account has this name."""

    def __str__(self) -> str:
        return _("没有名为“{name}”的账号。").format(name=self.args[0])


class UserExistsError(StoreError):
    """An account of this name is there already; nothing was stored."""

    def __str__(self) -> str:
        return _("已有名为“{name}”的账号，没有新建。").format(name=self.args[0])


class WrongCodeError(StoreError):
    """The one-time code is not the one that was printed, is over, or was used."""

    def __str__(self) -> str:
        return _("一次性口令不对或已过期，没有新建账号。重新启动程序会打印新的口令。")


class LastAdminError(StoreError):
    """Without this admin nobody could manage the accounts; nothing was changed."""

    def __str__(self) -> str:
        return _("“{name}”是唯一的管理员，没有改动。请先给另一个账号管理员权限。").format(name=self.args[0])


def all_users(store: Store) -> list[User]:
    """Every account, in the order in which they were made."""
    query = sa.select(users).order_by(users.c.created_at, users.c.account)
    with reading(store.engine) as connection:
        return [User(**row) for row in connection.execute(query).mappings()]


def find_user(store: Store, account: str) -> User | None:
    """The account of a folded name, None when there is none."""
    with reading(store.engine) as connection:
        return _find(connection, account)


def add_user(store: Store, user: User, *, first_code: str = "") -> None:
    """Make an account. Raises UserExistsError.

    With `first_code` (the sha256 of the one-time code) only while there is no account at all and that code stands in the
    settings; the code is used up in the same transaction. Raises WrongCodeError when it does not stand there (any more).
    """
    with writing(store.engine) as connection:
        if first_code and not _use_first_code(connection, first_code, user.created_at):
            raise WrongCodeError
        if _find(connection, user.account) is not None:
            raise UserExistsError(user.name)
        connection.execute(sa.insert(users).values({field.name: getattr(user, field.name) for field in fields(User)}))
        log(connection, "", user.created_by, "user-added", {"account": user.account, "role": user.role})


def change_user(store: Store, account: str, by: str, *, keep: int | None = None, **changes: Any) -> User:
    """Change role, district, password_hash or disabled of an account; a change of any of them ends its sessions, all but `keep`.

    Raises UnknownUserError, LastAdminError when no admin who can sign in would be left.
    """
    with writing(store.engine) as connection:
        connection.execute(sa.update(users).where(users.c.account == account).values(account=account))  # lock: changes queue
        before = _find(connection, account)
        if before is None:
            raise UnknownUserError(account)
        after = User(**{field.name: changes.get(field.name, getattr(before, field.name)) for field in fields(User)})
        if _is_admin(before) and not _is_admin(after) and _admins(connection) <= 1:
            raise LastAdminError(before.name)
        connection.execute(sa.update(users).where(users.c.account == account).values(**changes))
        ended = sa.delete(sessions).where(sessions.c.account == account)
        connection.execute(ended if keep is None else ended.where(sessions.c.id != keep))
        told = {name: value for name, value in changes.items() if name != "password_hash"}
        log(connection, "", by, "user-changed", {"account": account, "changed": sorted(changes), **told})
        return after


def _use_first_code(connection: Connection, sha256: str, at: datetime) -> bool:
    here = (settings.c.workspace == "", settings.c.name == FIRST_CODE)
    stored = connection.execute(sa.select(settings.c.value).where(*here)).scalar()
    if stored is None or stored["sha256"] != sha256 or datetime.fromisoformat(stored["ends_at"]) <= at:
        return False
    if connection.execute(sa.select(users.c.account).limit(1)).first() is not None:
        return False
    return connection.execute(sa.delete(settings).where(*here)).rowcount == 1


def _find(connection: Connection, account: str) -> User | None:
    row = connection.execute(sa.select(users).where(users.c.account == account)).mappings().one_or_none()
    return None if row is None else User(**row)


def _is_admin(user: User) -> bool:
    return user.role == _ADMIN and not user.disabled


def _admins(connection: Connection) -> int:
    query = sa.select(users.c.account).where(users.c.role == _ADMIN, users.c.disabled == sa.false()).with_for_update()
    return len(connection.execute(query).all())


def set_first_code(store: Store, sha256: str, ends_at: datetime) -> bool:
    """Keep the one-time code for the first admin in place of the one before; False, and none kept, once there is an account."""
    key = {"workspace": "", "name": FIRST_CODE}
    with writing(store.engine) as connection:
        connection.execute(sa.delete(settings).where(*(settings.c[name] == value for name, value in key.items())))
        if connection.execute(sa.select(users.c.account).limit(1)).first() is not None:
            return False
        connection.execute(sa.insert(settings).values(**key, value={"sha256": sha256, "ends_at": ends_at.isoformat()}))
        return True


def first_code_ends(store: Store) -> datetime | None:
    """Until when the one-time code is good; None when there is none (any more)."""
    stored = store.setting(FIRST_CODE)
    ends = None if stored is None else datetime.fromisoformat(stored["ends_at"])
    return ends if ends is not None and ends > now() else None
