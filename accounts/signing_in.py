"""Signing in with a name and a password, and who a browser's token stands for.

The token is 256 random bits; the store has its sha256 only. A try is counted before the password is looked at, against
the account and against the address it comes from; the wait doubles with each failure.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from dataclasses import dataclass
from datetime import timedelta

from access import NOBODY, Role, Visitor
from accounts.names import fold
from accounts.passwords import matches
from language import _
from store import Store, User, begin_attempt, find_user, forgive_attempt, open_session, session_of
from store.writes import now

# A working day without a click, or a week after the sign-in: then a session is over
IDLE_AFTER = timedelta(hours=8)
ENDS_AFTER = timedelta(days=7)
# Free tries, and the longest wait. A whole bureau may come from one address, and nobody should lock a colleague out for long.
_ACCOUNT_FREE, _ACCOUNT_MOST = 3, timedelta(minutes=5)
_ADDRESS_FREE, _ADDRESS_MOST = 15, timedelta(minutes=15)
_TEXT_KEPT = 200


class SignInError(Exception):
    """Not signed in; the text is one sentence which does not tell whether the account exists."""


@dataclass(frozen=True)
class SignedIn:
    """`token` is for the browser's cookie and nowhere else."""

    token: str
    visitor: Visitor


def account_delay(failures: int) -> timedelta:
    """The wait after so many failures of one account: none for 3, then 1 s, 2 s, 4 s … up to 5 minutes."""
    return _delay(failures, _ACCOUNT_FREE, _ACCOUNT_MOST)


def address_delay(failures: int) -> timedelta:
    """The wait after so many failures from one address, whatever the accounts: none for 15, then doubling up to 15 minutes."""
    return _delay(failures, _ADDRESS_FREE, _ADDRESS_MOST)


def _delay(failures: int, free: int, most: timedelta) -> timedelta:
    if failures < free:
        return timedelta(0)
    return min(most, timedelta(seconds=2 ** min(failures - free, 20)))


def check_pace(store: Store, account: str, address: str) -> tuple[str, str]:
    """Count a try, and answer its two subjects for `forgive_attempt`. Raises SignInError while a wait is on."""
    # A name of any length may be typed: what is kept of it has one
    subject = f"account:{hashlib.sha256(account.encode()).hexdigest()}"
    origin = f"address:{address[:_TEXT_KEPT]}"
    wait = begin_attempt(store, {subject: account_delay, origin: address_delay}, now())
    if wait > timedelta(0):
        raise SignInError(_("失败次数太多，请 {n} 秒后再试。").format(n=math.ceil(wait.total_seconds())))
    return subject, origin


def sign_in(store: Store, name: str, password: str, *, address: str, browser: str) -> SignedIn:
    """Open a session. Raises SignInError for a wrong name or password (the same words for both), or while a wait is on."""
    subject, origin = check_pace(store, fold(name), address)
    user = find_user(store, fold(name))
    right = matches(user.password_hash if user is not None else "", password)
    if user is None or not right or user.disabled:
        raise SignInError(_("账号或密码不对，或账号已停用。"))
    forgive_attempt(store, subject, origin)
    return open_for(store, user, address=address, browser=browser)


def open_for(store: Store, user: User, *, address: str, browser: str) -> SignedIn:
    """A session for somebody who has proved who they are."""
    token = secrets.token_urlsafe(32)
    at = now()
    number = open_session(
        store, user.account, _digest(token), at, at + ENDS_AFTER, address[:_TEXT_KEPT], browser[:_TEXT_KEPT]
    )
    return SignedIn(token, _visitor(user, number))


def visitor_of(store: Store, token: str) -> Visitor:
    """Who the token stands for now; NOBODY for none, an unknown one, a session that is over, a disabled account."""
    found = session_of(store, _digest(token), now(), IDLE_AFTER) if token else None
    return _visitor(found[1], found[0].id) if found is not None else NOBODY


def _visitor(user: User, session: int) -> Visitor:
    return Visitor(user.name, Role(user.role), user.district, str(session))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
