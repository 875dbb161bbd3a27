"""Writing something from a page: done, it is said on the page drawn anew; refused, the sentence stands where one pressed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import intake
from access import NotAllowedError
from shell import show
from store import StoreError

_SAID = "attempt_said"


def attempt(write: Callable[[], object], done: str | Callable[[object], str]) -> None:
    """Write, and say `done` on the next run; a refusal is one sentence, and what was filled in stays."""
    try:
        made = write()
    except (intake.IntakeError, NotAllowedError, StoreError) as error:
        show.note(str(error), warn=True)
        return
    st.session_state[_SAID] = done if isinstance(done, str) else done(made)
    st.rerun()


def said() -> None:
    """What was done in the run before. Its place is always drawn: what stands below must not move, or the browser folds it up."""
    text, place = st.session_state.pop(_SAID, ""), st.empty()
    if text:
        with place:
            show.note(text)
