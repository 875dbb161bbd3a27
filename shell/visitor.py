"""Who is looking at this page: asked anew in every run, since a session may have been ended since the last one.

The browser's cookie holds a token, set by a route of our own (`shell.routes`). A token in Streamlit's session counts, too: it
is the server's own memory, which no browser can write to, and what tests of pages sign in with.
"""

from __future__ import annotations

import streamlit as st

import accounts
from access import NOBODY, Visitor
from shell import identity
from shell.opened import open_store
from shell.served import cookie_name

TOKEN = "sign_in_token"
# Of the browser, not of the person: the window's width, and that it came through app.py
_NOT_PERSONAL = frozenset({"browser", "entered_through_app"})


def current() -> Visitor:
    """The visitor of this browser session; NOBODY before a sign-in and after its end."""
    for token in (st.session_state.get(TOKEN, ""), st.context.cookies.get(cookie_name(), "")):
        found = accounts.visitor_of(open_store(), str(token)) if token else NOBODY
        if found.signed_in:
            return found
    return identity.current()


def leave() -> None:
    """Sign out: the session is over on the server, whatever the browser still holds; nothing of it stays on the page."""
    accounts.sign_out(open_store(), current())
    identity.leave()
    for key in [key for key in st.session_state if key not in _NOT_PERSONAL]:
        del st.session_state[key]
