"""Whether `server.py` runs with its own addresses, and their names; under a plain `streamlit run app.py` there are none."""

from __future__ import annotations

COOKIE = "duibiao_session"
SIGN_IN = "sign-in"
SIGN_OUT = "sign-out"

_state = {"served": False}


def mark_served() -> None:
    """Called once, when the routes are made."""
    _state["served"] = True


def served() -> bool:
    """Whether the sign-in page has an address."""
    return _state["served"]
