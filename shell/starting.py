"""What the terminal says when the server starts: how the first admin gets in, or why the store cannot be used."""

from __future__ import annotations

import sys

import accounts
from language import _
from shell.opened import open_store
from store import StoreError


def announce() -> None:
    """Open the store and write to the terminal what whoever started the server must know; nothing when all is set up."""
    try:
        said = first_words(accounts.new_first_code(open_store()))
    except StoreError as error:
        said = str(error)
    if said:
        sys.stdout.write(f"\n  {said}\n\n")
        sys.stdout.flush()


def first_words(code: str | None) -> str:
    """The one-time code with what to do with it; "" once there is an account."""
    if code is None:
        return ""
    return _("还没有账号。建立管理员：在网页左下角点“登录”，填一次性口令 {code}（{n} 小时内有效，只能用一次）").format(
        code=code, n=int(accounts.CODE_HOLDS.total_seconds() // 3600)
    )
