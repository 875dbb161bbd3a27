"""Whether the server has addresses of our own, and their names: by `app.py` and `server.py` it has, by a page alone not."""

from __future__ import annotations

import streamlit as st

SIGN_IN = "sign-in"
SIGN_OUT = "sign-out"

_state = {"served": False}


def cookie_name(port: int | None = None) -> str:
    """The cookie that holds a sign-in. Browsers keep cookies by host, whatever the port: two dashboards on a host need two names.

    `port`: of another server than this one.
    """
    return f"duibiao_session_{port or st.get_option('server.port')}"


def mark_served() -> None:
    """Called once, when the routes are made."""
    _state["served"] = True


def served() -> bool:
    """Whether the sign-in page has an address."""
    return _state["served"]
