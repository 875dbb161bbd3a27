"""Who is looking at this page: asked anew in every run, since a session may have been ended since the last one."""

from __future__ import annotations

import streamlit as st

from access import NOBODY, Visitor

_SIGNED_IN = "visitor"


def current() -> Visitor:
    """The visitor of this browser session; NOBODY before a sign-in."""
    found = st.session_state.get(_SIGNED_IN)
    return found if isinstance(found, Visitor) else NOBODY
