"""The store of this server, opened once for all sessions."""

from __future__ import annotations

import streamlit as st

import intake
from store import Store


@st.cache_resource(show_spinner=False)
def open_store() -> Store:
    """The store; the first access to an empty one puts the sample city in."""
    return intake.ready_store()
