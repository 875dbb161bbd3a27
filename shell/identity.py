"""Signing in at the bureau's identity provider, where `.streamlit/secrets.toml` has a section `[auth]`; else nothing of it."""

from __future__ import annotations

import streamlit as st

from access import NOBODY, Visitor
from accounts.identity import visitor_of_claims


def configured() -> bool:
    """Whether there is a provider. Without a file of secrets nothing is imported and nothing asked."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def current() -> Visitor:
    """Whoever signed in there; NOBODY otherwise."""
    if not configured() or not st.user.is_logged_in:
        return NOBODY
    rules = st.secrets["access"].to_dict() if "access" in st.secrets else {}
    return visitor_of_claims(st.user.to_dict(), rules)


def leave() -> None:
    """Sign out there, too, where somebody signed in so."""
    if configured() and st.user.is_logged_in:
        st.logout()
