"""What may be an account's name, and when two spellings are the same account."""

from __future__ import annotations

import unicodedata

from language import _

NAME_LENGTH = 60


class AccountError(Exception):
    """The account was not made or changed; the text is one sentence in the current language."""


def fold(name: str) -> str:
    """The name as it is compared: without spaces around it, full and half width alike, capitals and small letters alike."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def clean(name: str) -> str:
    """The name as it is kept. Raises AccountError for an empty or too long one, or one with signs nobody sees."""
    shown = name.strip()
    if not fold(shown):
        raise AccountError(_("请填写账号名称。"))
    if len(shown) > NAME_LENGTH:
        raise AccountError(_("账号名称不超过 {n} 个字。").format(n=NAME_LENGTH))
    if any(unicodedata.category(sign).startswith("C") for sign in shown):
        raise AccountError(_("账号名称里有看不见的字符，请重新输入。"))
    return shown
