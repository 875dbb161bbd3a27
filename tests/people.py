"""Visitors for tests: staff members and admins by name, and a browser session of one in a store."""

from __future__ import annotations

from functools import cache

from access import Role, Visitor
from accounts.passwords import hash_password
from accounts.signing_in import SignedIn, open_for
from store import Store, User, add_user, find_user
from store.writes import now

PASSWORD = "correct horse 电池"


def staff(name: str) -> Visitor:
    """A member of staff as intake sees them."""
    return Visitor(name, Role.STAFF)


@cache
def _hashed() -> str:
    return hash_password(PASSWORD, "somebody")


def signed_in(store: Store, name: str = "王老师", role: Role = Role.STAFF, district: str = "") -> SignedIn:
    """A session of an account with `PASSWORD`, made where it is missing, as after a sign-in."""
    if find_user(store, name) is None:
        add_user(store, User(name, name, str(role), district, _hashed(), False, now(), "test"))
    user = find_user(store, name)
    assert user is not None
    return open_for(store, user, address="127.0.0.1", browser="test")
