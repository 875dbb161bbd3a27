"""Managing accounts: each function takes the visitor who acts and requires the right before anything else."""

from __future__ import annotations

from typing import Any

import geo
from access import Action, NotAllowedError, Role, Visitor, require
from accounts.names import AccountError, clean, fold
from accounts.passwords import hash_password, matches
from accounts.signing_in import IDLE_AFTER, check_pace
from language import _
from store import (
    Session,
    Store,
    UnknownUserError,
    User,
    add_user,
    change_user,
    end_session,
    end_sessions,
    find_user,
    forgive_attempt,
    sessions_of,
)
from store.writes import now


def add_account(store: Store, visitor: Visitor, name: str, role: Role, password: str, district: str = "") -> User:
    """A new account. Raises NotAllowedError, AccountError, store.UserExistsError."""
    require(visitor, Action.MANAGE_USERS)
    shown = clean(name)
    _fits(role, district)
    hashed = hash_password(password, shown)
    user = User(fold(shown), shown, str(role), district, hashed, False, now(), visitor.name)
    add_user(store, user)
    return user


def change_role(store: Store, visitor: Visitor, name: str, role: Role, district: str = "") -> User:
    """Another role, or another district to be limited to; signs the account out. Raises as `add_account`, and LastAdminError."""
    require(visitor, Action.MANAGE_USERS)
    _fits(role, district)
    return _changed(store, visitor, name, role=str(role), district=district)


def change_password(store: Store, visitor: Visitor, name: str, password: str) -> User:
    """A new password from an admin, for whoever forgot theirs; signs the account out everywhere."""
    require(visitor, Action.MANAGE_USERS)
    return _changed(store, visitor, name, password_hash=hash_password(password, name))


def disable(store: Store, visitor: Visitor, name: str) -> User:
    """Nobody signs in with this account any more, and whoever is signed in is out; what they did keeps their name."""
    require(visitor, Action.MANAGE_USERS)
    return _changed(store, visitor, name, disabled=True)


def enable(store: Store, visitor: Visitor, name: str) -> User:
    """The account may be used again, with the password it had."""
    require(visitor, Action.MANAGE_USERS)
    return _changed(store, visitor, name, disabled=False)


def change_own_password(store: Store, visitor: Visitor, old: str, new: str, *, address: str) -> None:
    """One's own password; every other session of the account is over. Raises AccountError, SignInError while a wait is on."""
    user = _own(store, visitor)
    subject, origin = check_pace(store, user.account, address)
    if not matches(user.password_hash, old):
        raise AccountError(_("原密码不对，没有修改。"))
    forgive_attempt(store, subject, origin)
    change_user(store, user.account, visitor.name, keep=int(visitor.session), password_hash=hash_password(new, user.name))


def sign_out(store: Store, visitor: Visitor) -> None:
    """End the visitor's own session."""
    if visitor.session:
        end_session(store, int(visitor.session), visitor.name)


def sign_out_everywhere(store: Store, visitor: Visitor, name: str = "") -> int:
    """End every session of one's own account, or, as an admin, of another; answers how many there were."""
    account = fold(name) if name else _own(store, visitor).account
    if account != fold(visitor.name):
        require(visitor, Action.MANAGE_USERS)
    if find_user(store, account) is None:
        raise UnknownUserError(name)
    return end_sessions(store, account, visitor.name)


def own_sessions(store: Store, visitor: Visitor) -> list[Session]:
    """Where the visitor's own account is signed in, the one seen last first."""
    return sessions_of(store, fold(visitor.name), now(), IDLE_AFTER) if visitor.session else []


def _changed(store: Store, visitor: Visitor, name: str, **changes: Any) -> User:
    account = fold(name)
    if find_user(store, account) is None:
        raise UnknownUserError(name)
    return change_user(store, account, visitor.name, **changes)


def _own(store: Store, visitor: Visitor) -> User:
    user = find_user(store, fold(visitor.name)) if visitor.session else None
    if user is None:
        raise NotAllowedError(visitor, Action.MANAGE_USERS)
    return user


def _fits(role: Role, district: str) -> None:
    if role is Role.NOBODY:
        raise AccountError(_("请选择账号的角色。"))
    if not district:
        return
    if role is not Role.VIEWER:
        raise AccountError(_("只有查看人员可以限定在一个区县。"))
    try:
        geo.place(district)
    except KeyError:
        raise AccountError(_("没有代码为 {code} 的区县。").format(code=district)) from None
