"""The pins leave the house: as slides, as one PDF, as a zip of pictures; made with progress, then offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from exports.deck import write
from exports.names import speaking
from exports.pages import pdf_of, zip_of
from language import _, using
from shell import circulating, show
from shell.room import Room
from views.circulation import Circulation, NotAnonymousError
from views.pin_slides import pictures, pinned_deck
from views.pins import Pin, to_content

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMS = {"pptx": PPTX, "pdf": "application/pdf", "zip": "application/zip"}
# The finished file, why something is not in it, and its name without ending
Made = tuple[bytes, tuple[str, ...], str]
Advance = Callable[[int, int], None]


def exports(room: Room, kept: Sequence[Pin]) -> None:
    """The choices and three buttons; what was made is offered until something it depends on changes."""
    show.part(_("导出"))
    key = f"pins_{room.workspace.id}"
    name = st.text_input(_("材料名称（封面标题）"), "", 60, f"name_{key}", placeholder=_("会议材料")).strip()
    how = circulating.chosen(room, key)
    template = circulating.template(room, key)
    state = repr((to_content(kept), name, how, template, room.workspace, room.language))
    labels = {"pptx": _("做幻灯片（PPTX）"), "pdf": _("做 PDF"), "zip": _("做图片包（ZIP）")}
    with st.container(horizontal=True):
        asked = [
            form
            for form, label in labels.items()
            if st.button(label, key=f"make_{form}_{key}", type="primary" if form == "pptx" else "secondary")
        ]
    if asked:
        _make(room, kept, (asked[0], name, how, template), key, state)
    _offer(key, state)


def _make(room: Room, kept: Sequence[Pin], asked: tuple[str, str, Circulation, bytes | None], key: str, state: str) -> None:
    form, name, how, template = asked
    bar = st.progress(0.0, _("正在制作…"))

    def advance(done: int, whole: int) -> None:
        bar.progress(min(done / max(whole, 1), 1.0), _("正在制作：{done} / {all}").format(done=done, all=whole))

    try:
        with using(room.language):
            made = _deck(room, kept, name, how, template, advance) if form == "pptx" else _pictures(room, kept, asked, advance)
    except NotAnonymousError as error:
        show.note(str(error), warn=True)
        return
    finally:
        bar.empty()
    st.session_state[f"made_{key}"] = (state, form, made)


def _deck(
    room: Room, kept: Sequence[Pin], name: str, how: Circulation, template: bytes | None, advance: Advance
) -> Made:
    found = pinned_deck(room.store, room.workspace, kept, name, how)
    data = write(found.deck, advance, template) if found.deck.slides else b""
    return found.mask.check(data) if found.mask and data else data, found.left_out, found.deck.name


def _pictures(
    room: Room, kept: Sequence[Pin], asked: tuple[str, str, Circulation, bytes | None], advance: Advance
) -> Made:
    form, name, how, _template = asked
    drawn, left_out = pictures(room.store, room.workspace, kept, how)
    title = speaking(name or _("会议材料"), room.workspace.label)

    def tell(done: int) -> None:
        advance(done, len(drawn))

    if not drawn:
        return b"", left_out, title
    data = zip_of(drawn, tell) if form == "zip" else pdf_of([picture for _name, picture in drawn], title, tell)
    return data, left_out, title


def _offer(key: str, state: str) -> None:
    before, form, made = st.session_state.get(f"made_{key}", ("", "", None))
    if made is None or before != state:
        return
    data, left_out, name = made
    for line in left_out:
        show.note(line)
    if data:
        label = _("下载 {name}").format(name=f"{name}.{form}")
        st.download_button(label, data, f"{name}.{form}", FORMS[form], key=f"take_{key}", on_click="ignore", type="primary")
