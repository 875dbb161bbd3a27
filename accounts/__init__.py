"""Accounts: signing in and out, passwords, who may sign in as what, and who may look. No Streamlit, no SQL.

signed = sign_in(store, "王老师", "…", address="127.0.0.1", browser="…")   # .token goes into the browser's cookie
visitor = visitor_of(store, signed.token)                                   # NOBODY once the session is over
"""

from accounts.first_admin import CODE_HOLDS, make_first_admin, new_first_code
from accounts.names import AccountError, fold
from accounts.people import (
    add_account,
    change_own_password,
    change_password,
    change_role,
    disable,
    enable,
    own_sessions,
    sign_out,
    sign_out_everywhere,
)
from accounts.signing_in import ENDS_AFTER, IDLE_AFTER, SignedIn, SignInError, sign_in, visitor_of
from accounts.viewing import set_viewing, viewing_needs_sign_in

__all__ = [
    "CODE_HOLDS",
    "ENDS_AFTER",
    "IDLE_AFTER",
    "AccountError",
    "SignInError",
    "SignedIn",
    "add_account",
    "change_own_password",
    "change_password",
    "change_role",
    "disable",
    "enable",
    "fold",
    "make_first_admin",
    "new_first_code",
    "own_sessions",
    "set_viewing",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "viewing_needs_sign_in",
    "visitor_of",
]
