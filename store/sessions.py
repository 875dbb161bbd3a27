"""Sessions, and attempts that failed: who is signed in until when, and how long the next try has to wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from store.account_tables import attempts, sessions, users
from store.engine import reading, writing
from store.store import Store
from store.users import User
from store.writes import log

# The time of the last sign of life is written this often at most: a page's rerun should not be a write
SEEN_EVERY = timedelta(minutes=1)
_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Session:
    """One browser signed in. Times are UTC without a zone."""

    id: int
    account: str
    opened_at: datetime
    seen_at: datetime
    ends_at: datetime
    address: str
    browser: str


_COLUMNS = [sessions.c[name] for name in Session.__dataclass_fields__]


def open_session(
    store: Store, account: str, token_sha256: str, at: datetime, ends_at: datetime, address: str, browser: str
) -> int:
    """Note that an account signed in; answers the session's number. Sessions that ended are cleared away."""
    row = {"token_sha256": token_sha256, "account": account, "opened_at": at, "seen_at": at, "ends_at": ends_at}
    row |= {"address": address, "browser": browser}
    with writing(store.engine) as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.ends_at <= at))
        number = int(connection.execute(sa.insert(sessions).returning(sessions.c.id), row).scalar_one())
        connection.execute(sa.update(users).where(users.c.account == account).values(signed_in_at=at))
        name = connection.execute(sa.select(users.c.name).where(users.c.account == account)).scalar_one()
        log(connection, "", name, "signed-in", {"account": account})
    return number


def session_of(store: Store, token_sha256: str, at: datetime, idle: timedelta) -> tuple[Session, User] | None:
    """The session of a token with its account; None when it is unknown, over, idle for too long, or the account disabled."""
    own = [users.c[name].label(f"user_{name}") for name in User.__dataclass_fields__]
    query = (
        sa.select(*_COLUMNS, *own)
        .join(users, users.c.account == sessions.c.account)
        .where(sessions.c.token_sha256 == token_sha256, sessions.c.ends_at > at, users.c.disabled == sa.false())
    )
    with reading(store.engine) as connection:
        row = connection.execute(query).mappings().one_or_none()
    if row is None or at - row["seen_at"] > idle:
        return None
    found = Session(**{name: row[name] for name in Session.__dataclass_fields__})
    if at - found.seen_at >= SEEN_EVERY:
        with writing(store.engine) as connection:
            connection.execute(sa.update(sessions).where(sessions.c.id == found.id).values(seen_at=at))
    return found, User(**{name: row[f"user_{name}"] for name in User.__dataclass_fields__})


def sessions_of(store: Store, account: str, at: datetime, idle: timedelta) -> list[Session]:
    """The sessions of an account that are not over, the one seen last first."""
    query = sa.select(*_COLUMNS).where(sessions.c.account == account, sessions.c.ends_at > at).order_by(sessions.c.seen_at.desc())
    with reading(store.engine) as connection:
        found = [Session(**row) for row in connection.execute(query).mappings()]
    return [session for session in found if at - session.seen_at <= idle]


def end_session(store: Store, number: int, by: str) -> None:
    """End one session; nothing happens when it is over already."""
    with writing(store.engine) as connection:
        if connection.execute(sa.delete(sessions).where(sessions.c.id == number)).rowcount:
            log(connection, "", by, "signed-out", {})


def end_sessions(store: Store, account: str, by: str) -> int:
    """End every session of an account; answers how many there were."""
    with writing(store.engine) as connection:
        ended = connection.execute(sa.delete(sessions).where(sessions.c.account == account)).rowcount
        log(connection, "", by, "signed-out", {"account": account, "sessions": ended})
    return ended


def begin_attempt(store: Store, delays: Mapping[str, Callable[[int], timedelta]], at: datetime) -> timedelta:
    """Count one more try against each subject; answers how long to wait instead (zero: go on), and counts nothing then.

    `delays`: by subject, the wait after so many failures. A try is counted before the password is looked at, so that
    a thousand at once are no way around it; `forgive_attempt` takes it back after a success.
    """
    with writing(store.engine) as connection:
        connection.execute(sa.delete(attempts).where(attempts.c.last_at < at - _FORGOTTEN_AFTER))
        for subject in sorted(delays):  # always in the same order, so that two writers never wait for each other
            if connection.dialect.name == "postgresql":
                # Made first where it is missing, then locked: the second of two tries waits for the first
                from sqlalchemy.dialects.postgresql import insert

                row = {"subject": subject, "failures": 0, "last_at": at, "free_at": at}
                connection.execute(insert(attempts).values(row).on_conflict_do_nothing())
        query = sa.select(attempts).where(attempts.c.subject.in_(list(delays))).order_by(attempts.c.subject).with_for_update()
        known = {row.subject: row for row in connection.execute(query)}
        wait = max((row.free_at - at for row in known.values()), default=timedelta(0))
        if wait > timedelta(0):
            return wait
        for subject, delay in delays.items():
            failures = 1 + (known[subject].failures if subject in known else 0)
            counted = {"failures": failures, "last_at": at, "free_at": at + delay(failures)}
            if subject in known:
                connection.execute(sa.update(attempts).where(attempts.c.subject == subject).values(counted))
            else:
                connection.execute(sa.insert(attempts).values(subject=subject, **counted))
    return timedelta(0)


def forgive_attempt(store: Store, whole: str, once: str) -> None:
    """After a success: forget every failure of the subject `whole`, and this one try of the subject `once`."""
    with writing(store.engine) as connection:
        connection.execute(sa.delete(attempts).where(attempts.c.subject == whole))
        less = {"failures": attempts.c.failures - 1, "free_at": attempts.c.last_at}
        connection.execute(sa.update(attempts).where(attempts.c.subject == once, attempts.c.failures > 0).values(less))
