"""The store of this server, opened once for all sessions."""

from __future__ import annotations

import streamlit as st

import intake
from intake import logbook
from store import Store, log_folder

# Where Streamlit tells of a page that broke
_UNCAUGHT = "streamlit.error_util"


@st.cache_resource(show_spinner=False)
def open_store() -> Store:
    """The store; the first access to an empty one puts the sample city in."""
    logbook.open_log(log_folder(), also=[_UNCAUGHT])
    return intake.ready_store()
