"""The first admin: a one-time code that only whoever started the program can read makes the first account, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from access import Role
from accounts.names import clean, fold
from accounts.passwords import hash_password
from accounts.signing_in import SignedIn, check_pace, open_for
from store import Store, User, add_user, forgive_attempt, set_first_code
from store.writes import now

CODE_HOLDS = timedelta(hours=24)
# Without 0 O 1 I L, which are taken for each other; 12 signs of 31 are 59 bits
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_first_code(store: Store) -> str | None:
    """A new one-time code, good for `CODE_HOLDS`, in place of the one before; None once there is an account."""
    code = "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(3))
    return code if set_first_code(store, _digest(code), now() + CODE_HOLDS) else None


def make_first_admin(store: Store, code: str, name: str, password: str, *, address: str, browser: str) -> SignedIn:
    """Make the first account, an admin, and sign it in.

    Raises AccountError for a name or password that will not do (the code stays good), store.WrongCodeError, SignInError while
    a wait is on.
    """
    shown = clean(name)
    hashed = hash_password(password, shown)
    subject, origin = check_pace(store, "", address)
    user = User(fold(shown), shown, str(Role.ADMIN), "", hashed, False, now(), shown)
    add_user(store, user, first_code=_digest(code))
    forgive_attempt(store, subject, origin)
    return open_for(store, user, address=address, browser=browser)


def _digest(code: str) -> str:
    return hashlib.sha256("".join(sign for sign in code.upper() if sign.isalnum()).encode()).hexdigest()
