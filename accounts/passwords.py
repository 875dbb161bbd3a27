"""Passwords: kept as argon2id only, and looked at in the same time whether the account exists or not.

Parameters: argon2-cffi's own, RFC 9106's second recommendation (64 MiB, 3 passes, 4 lanes; some 50 ms).
"""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from accounts.names import AccountError, fold
from language import _

LEAST_LENGTH = 10
MOST_LENGTH = 200
LEAST_DIFFERENT = 5

_HASHER = PasswordHasher()
# Each look takes 64 MiB: a crowd at the door must not fill the memory
_AT_ONCE = threading.BoundedSemaphore(2)


def hash_password(password: str, name: str) -> str:
    """The password as it is kept. Raises AccountError, in one sentence, for one that is guessed too easily."""
    if len(password) < LEAST_LENGTH:
        raise AccountError(_("密码至少 {n} 个字符。").format(n=LEAST_LENGTH))
    if len(password) > MOST_LENGTH:
        raise AccountError(_("密码不超过 {n} 个字符。").format(n=MOST_LENGTH))
    if fold(name) in fold(password) and len(fold(name)) * 2 > len(fold(password)):
        raise AccountError(_("密码和账号名称太像，请换一个。"))
    if len(set(password)) < LEAST_DIFFERENT or fold(password) in _simple():
        raise AccountError(_("密码太容易猜，请换一个。"))
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether the password is the one kept; "" (no account, or one without a password) takes as long and never is."""
    stand_in = _nobodys()
    with _AT_ONCE:
        try:
            right = _HASHER.verify(kept or stand_in, password[: MOST_LENGTH + 1])
        except (Argon2Error, InvalidHashError):
            return False
    return right and bool(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash("no account has this password")


@cache
def _simple() -> frozenset[str]:
    """Runs along the keyboard or the alphabet, which every guesser tries first."""
    rows = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")
    runs = {row[start:end] for row in rows for start in range(len(row)) for end in range(start + LEAST_LENGTH, len(row) + 1)}
    known = {"password123", "passw0rd123", "admin12345", "a123456789", "administrator"}
    return frozenset(known | runs | {run[::-1] for run in runs})
