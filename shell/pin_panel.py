"""自选材料: the pinned views in their order, what changed since they were looked through, and the way out of the house."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from exports.picture import PICTURE_SIZES
from exports.render import to_png
from language import _, using
from shell import pins, queries, show, slide_mode
from shell.deck_kinds import chooser
from shell.pin_exports import exports
from shell.pin_shared import shared
from shell.room import Room
from views.choices import Choices
from views.facts import facts
from views.page import PageView
from views.pin_slides import pictures
from views.pinned_parts import has_parts
from views.pins import (
    EXPLAINED,
    MAP_FORMS,
    MOST_TEXT,
    Pin,
    changes,
    choices,
    looked_through,
    moved,
    stale_title,
    to_newest,
    view_of,
)

MOST_CHANGES = 6
THUMBNAIL = replace(PICTURE_SIZES["slide"], scale=0.2)


def panel(room: Room) -> None:
    """The whole part."""
    pins.remember(room)
    kept = pins.of(room)
    views = [_view(room, pin) for pin in kept]
    changed = sum(bool(view is not None and changes(pin, view)) for pin, view in zip(kept, views, strict=True))
    show.heading(_title(len(kept), changed), _("每页记住的是筛选条件，不是图片；数字始终取库里最新的"), room.workspace.simulated)
    chooser(len(kept))
    if not kept:
        show.note(_("还没有加入任何一页。在看数据的各页、目标管理、口径与来源、数据报送的图或表下点“加入会议材料”，这里就有。"))
    else:
        _whole(room, kept, views)
        for number, (pin, view) in enumerate(zip(kept, views, strict=True)):
            _row(room, kept, number, pin, view)
        exports(room, kept)
    shared(room, kept)


def _title(count: int, changed: int) -> str:
    if not count:
        return _("自选材料：还是空的")
    if changed:
        return _("自选材料：{n} 页，其中 {changed} 页的数字有变化").format(n=count, changed=changed)
    return _("自选材料：{n} 页，数字没有变化").format(n=count)


def _view(room: Room, pin: Pin) -> PageView | None:
    if has_parts(pin.page, pin.query):  # its parts are no views of their own
        return view_of(room.store, room.workspace, pin)
    found: PageView | None = queries.view(room, pin.page, choices(pin))
    return found


def _whole(room: Room, kept: tuple[Pin, ...], views: list[PageView | None]) -> None:
    """What is done to all of them at once."""
    with st.container(horizontal=True):
        slide_mode.show_pins(room)
        st.button(_("更新到最新一期"), key="pins_newest", on_click=_newest, args=(room, kept))
        st.button(_("变化都已看过"), key="pins_seen", on_click=_seen, args=(room, kept, views))
        st.button(_("清空"), key="pins_clear", on_click=pins.keep, args=(room, ()))


def _newest(room: Room, kept: tuple[Pin, ...]) -> None:
    first = facts(room.store, room.workspace, Choices(released=True))
    newest = max(first.offered["period_key"], key=lambda key: (key[4] == "S", key[:4])) if first is not None else ""
    pins.keep(room, [to_newest(pin, newest) for pin in kept])


def _seen(room: Room, kept: tuple[Pin, ...], views: list[PageView | None]) -> None:
    read = [looked_through(pin, view) if view is not None else pin for pin, view in zip(kept, views, strict=True)]
    pins.keep(room, read)


def _row(room: Room, kept: tuple[Pin, ...], number: int, pin: Pin, view: PageView | None) -> None:
    """One pinned page: its place, title, note, what changed."""
    key = f"{room.workspace.id}_{abs(hash((pin.page, tuple(sorted(pin.query.items())))))}"
    with st.container(border=True):
        left, middle, right = st.columns([1.5, 5.2, 1.9], vertical_alignment="top")
        with left:
            _thumbnail(room, pin, view, number)
        with middle:
            finding = view.finding if view is not None else _("没有数据可画")
            subtitle = view.subtitle if view is not None else pin.address
            st.html(f'<b>{number + 1}　{escape(pin.title or finding)}</b><p class="subtitle">{escape(subtitle)}</p>')
            if view is not None:
                _changed(pin, view)
            with st.expander(_("改标题和附注")):
                _words(room, number, pin, finding, key)
        with right:
            _moves(room, kept, number, key)
            there = dict(pin.query) | _carried(room)
            st.page_link(f"pages/{pin.page}.py", label=_("打开原页面"), query_params=there)
            if pin.page in EXPLAINED and not has_parts(pin.page, pin.query):
                st.page_link(f"pages/{pin.page}.py", label=_("算式与出处"), query_params=there | {"why": "1"})


def _thumbnail(room: Room, pin: Pin, view: PageView | None, number: int) -> None:
    """The page in small, so that the order can be seen; its number where there is nothing to draw."""
    small = b""
    if view is not None:
        # What an upload changes is in the workspace's revision; who has reported follows from deadlines, too
        table = tuple(view.table.itertuples(index=False, name=None)) if pin.page == "upload" else ()
        key = (room.workspace, room.language, pin.page, tuple(sorted(pin.query.items())), table)
        small = _small(key, replace(pin, title="", note=""), room)
    if small:
        st.image(small, width="stretch", output_format="PNG", caption=None)
    else:
        st.markdown(f"**{number + 1}**")


@st.cache_data(show_spinner=False, max_entries=200)
def _small(key: tuple[object, ...], _pin: Pin, _room: Room) -> bytes:
    with using(_room.language):
        found, _left_out = pictures(_room.store, _room.workspace, [_pin], size=THUMBNAIL)
        return to_png(found[0][1]) if found else b""


def _carried(room: Room) -> dict[str, str]:
    return {"city": room.workspace.id} | ({"lang": room.language} if room.language != "zh" else {})


def _changed(pin: Pin, view: PageView) -> None:
    found = changes(pin, view)
    if stale_title(pin, view):
        show.note(_("标题是自拟的，数据结论已变为：{text}。请核对标题里的数字。").format(text=view.finding), warn=True)
    if found:
        more = _("等 {n} 处").format(n=len(found)) if len(found) > MOST_CHANGES else ""
        show.note(_("有变化：{changes}").format(changes=_("；").join(found[:MOST_CHANGES]) + more))


def _words(room: Room, number: int, pin: Pin, finding: str, key: str) -> None:
    """Title, note, and for a map how it goes on a slide."""
    labels = {"shapes": _("可编辑的形状"), "picture": _("图片"), "both": _("两种都要")}

    def changed() -> None:
        kept = list(pins.of(room))
        state = st.session_state
        form = state.get(f"form_{key}") or pin.form
        kept[number] = replace(pin, title=state[f"title_{key}"].strip(), note=state[f"note_{key}"].strip(), form=form)
        pins.keep(room, kept)

    st.text_input(_("标题"), pin.title, MOST_TEXT, f"title_{key}", placeholder=finding, on_change=changed)
    st.text_input(_("附注（印在页上）"), pin.note, MOST_TEXT, f"note_{key}", on_change=changed)
    if pin.page == "district_map":
        st.segmented_control(
            _("地图在幻灯片里"), MAP_FORMS, default=pin.form, format_func=labels.__getitem__, key=f"form_{key}", on_change=changed
        )


def _moves(room: Room, kept: tuple[Pin, ...], number: int, key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, words, by in (("up", _("上移"), -1), ("down", _("下移"), 1)):
            end = number + by not in range(len(kept))
            st.button(words, key=f"{name}_{key}", on_click=lambda by=by: pins.keep(room, moved(kept, number, by)), disabled=end)
        st.button(_("移除"), key=f"drop_{key}", on_click=lambda: pins.keep(room, (*kept[:number], *kept[number + 1 :])))
