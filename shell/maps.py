"""The map page's own parts: its choosers, the slider through the periods with its play button, and its charts.

While it plays nothing is written into the URL, which would fill the browser's history.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import streamlit as st

from indicators import periods
from language import _
from shell import address, calculation, filters, frame, queries, show
from shell.room import Room
from views.district_map import GAP, DistrictMapView

# While it plays: the place of the period to come, and when the one that is shown came
_PLAYING, _SINCE = "map_playing", "map_playing_since"
# How long a period stands, and how long at least: a busy server is asked again before it has answered
_SECONDS, _LEAST = 1.4, 1.0


def page(room: Room) -> None:
    """The whole page below the frame."""
    if queries.view(room, "district_map") is None:
        frame.body(room, lambda: frame.nothing_yet(room))
        return
    frame.body(room, lambda: _body(room), _SECONDS if _PLAYING in st.session_state else None)
    calculation.panel(room)


def _body(room: Room) -> None:
    chosen = queries.on_screen(room)
    if _PLAYING in st.session_state:
        chosen = replace(chosen, period=_next(room))
    view: DistrictMapView = queries.view(room, "district_map", chosen)
    show.heading(view.finding, view.subtitle, view.simulated)
    above = show.later(room, "map_choosers", 102)
    _charts(room, view, chosen)
    show.let_draw()
    with above:
        names = ["indicator", "level", "target", "layout", "classes", "district", "why"]
        filters.row(view.options, names, own={"layout": lambda: _layout(view)})
        if view.caution:
            show.note(view.caution, warn=True)
        if _PLAYING not in st.session_state:
            filters.asked_period(view.options.chosen.period)
        if view.layout != "periods":
            _through_time(view)
    show.foot(room, view, "district_map")


def _layout(view: DistrictMapView) -> None:
    """How the page lays out its maps."""
    words = {"one": _("地图与排序"), "periods": _("各期小图"), "two": _("两项并排")}
    options = ["one", *(["periods"] if len(view.periods) > 1 else []), *(["two"] if view.seconds else [])]
    address.choose("layout", _("形式"), options, "one", words.__getitem__)


def _charts(room: Room, view: DistrictMapView, chosen: queries.Choices) -> None:
    if view.layout == "periods":
        show.chart(queries.drawn(room, "district_map", "multiples", room.width, chosen), "district_map_periods", selects=True)
        return
    if room.narrow:
        parts = tuple((part, room.width) for part in (("left", "right") if view.layout == "two" else ("map", "ranking")))
    elif view.layout == "two":
        half = (room.width - GAP) // 2
        parts = (("left", half), ("right", half))
    else:
        left = round(room.width * view.share)
        parts = (("map", left), ("ranking", room.width - left - GAP))
    with st.container(horizontal=True, gap="medium"):
        for part, width in parts:
            show.chart(queries.drawn(room, "district_map", part, width, chosen), f"district_map_{part}", selects=True)


def _through_time(view: DistrictMapView) -> None:
    """Play button and slider in a line, the second indicator and own class edges beside them where they are asked for."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="map_time"):
        if len(view.periods) > 1:
            _button(view)
            _slider(view)
        if view.layout == "two":
            labels = dict(view.seconds)
            with st.container(width=300):
                address.choose("second", _("第二项指标"), list(labels), view.seconds[0][0], labels.__getitem__, form="search")
        if view.options.chosen.classes == "own":
            with st.container(width=280):
                address.write("cuts", _("分级界线"), view.cuts, hint=_("由小到大，最多 7 个，如 75，80，85"))


def _button(view: DistrictMapView) -> None:
    playing = _PLAYING in st.session_state
    label = _("暂停") if playing else _("播放")
    icon = ":material/pause:" if playing else ":material/play_arrow:"
    said = (view.periods, view.options.chosen.period)
    st.button(label, icon=icon, key="map_play", on_click=_stop if playing else _start, args=said)


def _slider(view: DistrictMapView) -> None:
    """The slider; while it plays it only shows, or what the browser still holds of it would count as a person's choice."""
    playing = _PLAYING in st.session_state
    key = "shown_map_period" if playing else "choose_map_period"
    st.session_state[key] = view.options.chosen.period
    st.select_slider(
        _("时期"),
        list(view.periods),
        key=key,
        format_func=periods.label_of_key,
        on_change=None if playing else _slid,
        args=None if playing else (view.options.defaults.period,),
        label_visibility="collapsed",
        disabled=playing,
    )


def _slid(default: str) -> None:
    st.session_state.pop(_PLAYING, None)
    address.put("period", st.session_state["choose_map_period"], default)


def _start(keys: tuple[str, ...], now: str) -> None:
    """Play from the period after this one, from the first when it is the last."""
    at = keys.index(now)
    st.session_state[_PLAYING] = 0 if at == len(keys) - 1 else at
    st.session_state.pop(_SINCE, None)
    address.mark_changed()


def _stop(keys: tuple[str, ...], now: str) -> None:
    st.session_state.pop(_PLAYING, None)
    address.put("period", now, keys[-1])
    address.mark_changed()


def _next(room: Room) -> str:
    """The period that is shown now; after the last one it stops there. None is passed over, however late an answer comes."""
    keys = queries.view(room, "district_map").periods
    at = int(st.session_state[_PLAYING])
    if _SINCE in st.session_state and monotonic() - st.session_state[_SINCE] < _LEAST:
        return str(keys[at - 1])
    if at >= len(keys):
        _stop(keys, keys[-1])
        st.rerun()
    st.session_state[_PLAYING], st.session_state[_SINCE] = at + 1, monotonic()
    return str(keys[at])
