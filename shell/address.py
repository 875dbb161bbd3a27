"""The page's state is the URL: what is chosen stands there, what is default does not, and nothing is kept elsewhere.

A widget is told its value from the URL before it is drawn, and writes the URL when a person changes it. So links,
reloads, the browser's back button and a change of page all see the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from language import LANGUAGES, _, use

# Carried from page to page; anything else in the URL belongs to one page.
CARRIED = (
    "city", "lang", "indicator", "level", "period", "target", "district", "classes", "cuts", "layout", "second", "form", "order",
    "columns", "marked", "peers", "within",
)  # fmt: skip
# What another city would not understand
OF_CITY = ("indicator", "level", "period", "target", "district", "cuts", "second", "order", "marked", "peers", "within")
# What stands outside of a page's body, or replaces it: the rest is drawn by the body alone
WHOLE = ("city", "lang", "mode", "pin", "why")
_CHANGED = "address_changed"
_NOTHING: Mapping[str, Callable[[], None]] = MappingProxyType({})


def get(name: str) -> str:
    """The URL's value of `name`, "" when it is not there."""
    return str(st.query_params.get(name, ""))


def all_of() -> dict[str, str]:
    """The whole URL query as it stands."""
    return {str(name): str(value) for name, value in st.query_params.items()}


def link() -> str:
    """The page's whole address, to be sent to somebody; "" outside of a browser."""
    start = str(st.context.url or "")
    return f"{start}?{urlencode(all_of())}" if start and all_of() else start


def with_changes(**changes: str) -> str:
    """The page's own address with some words changed ("" = left out), for a link inside of the page: "?indicator=…&why=1"."""
    return "?" + urlencode({name: value for name, value in (all_of() | changes).items() if value})


def put(name: str, value: str, default: str = "") -> None:
    """Write `value` into the URL; a default (or nothing) is left out."""
    if value and value != default:
        if get(name) != value:
            st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
    else:
        return
    if name in WHOLE:
        mark_changed()


def mark_changed() -> None:
    """The body of a page, where it runs next, gives way to the whole page."""
    st.session_state[_CHANGED] = True


def take_change() -> bool:
    """Whether the whole page must be drawn, since this was last asked."""
    return bool(st.session_state.pop(_CHANGED, False))


def carried() -> dict[str, str]:
    """What a link to another page takes along."""
    return {name: get(name) for name in CARRIED if get(name)}


def use_language() -> str:
    """Set the language that the URL asks for (Chinese unless it says otherwise) and answer it."""
    language = get("lang") if get("lang") in LANGUAGES else "zh"
    use(language)
    return language


def choose(
    name: str,
    label: str,
    options: Sequence[str],
    default: str,
    words: Callable[[str], str],
    *,
    form: Literal["list", "search", "buttons"] = "list",
    hide_label: bool = False,
    drop: Sequence[str] = (),
    instead: Mapping[str, Callable[[], None]] = _NOTHING,
) -> str:
    """Draw a chooser bound to the URL's `name` and answer what is chosen.

    `form` is "list" (drop-down), "search" (drop-down that can be typed into) or "buttons". `drop` names URL values
    which a change makes meaningless (a new indicator has other targets). `instead`: options that do something rather than
    being chosen ("others …").
    """
    key = f"choose_{name}"
    value = get(name) if get(name) in options else default
    # Said anew each time: a run that is interrupted before the browser saw the widget would leave it at its first option
    st.session_state[key] = value
    visibility: Literal["collapsed", "visible"] = "collapsed" if hide_label else "visible"
    if form == "buttons":
        st.segmented_control(
            label,
            options,
            key=key,
            format_func=words,
            required=True,
            on_change=_changed,
            args=(name, key, default, tuple(drop), instead),
            label_visibility=visibility,
        )
    else:
        st.selectbox(
            label,
            options,
            key=key,
            format_func=words,
            on_change=_changed,
            args=(name, key, default, tuple(drop), instead),
            label_visibility=visibility,
            filter_mode="contains" if form == "search" else None,
            placeholder=_("请选择"),
        )
    return value


def write(name: str, label: str, value: str, *, hint: str = "") -> None:
    """Draw a field for a text bound to the URL's `name`, holding `value`; emptied, the default stands again."""
    key = f"write_{name}"
    st.session_state[key] = value
    st.text_input(label, key=key, placeholder=hint, on_change=_changed, args=(name, key, "", ()))


def _changed(
    name: str, key: str, default: str, drop: tuple[str, ...], instead: Mapping[str, Callable[[], None]] = _NOTHING
) -> None:
    if st.session_state[key] in instead:
        instead[st.session_state[key]]()
        return
    put(name, st.session_state[key] or "", default)
    for other in drop:
        put(other, "")
