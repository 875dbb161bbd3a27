"""会议材料: choose a ready deck, see its slides' titles, take it along as an editable .pptx."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from language import _, using
from shell import circulating, deck_kinds, frame, handing_over, pin_panel, pins, show
from shell.room import Room
from store import Store, Workspace
from views.circulation import Circulation
from views.decks import DeckKind, DeckView, deck_view, kind_label, kind_words, maker

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def page(room: Room) -> None:
    """The whole page."""
    if not room.has_data:
        frame.nothing_yet(room)
        return
    asked = deck_kinds.asked()
    if asked == deck_kinds.OWN:
        pin_panel.panel(room)
        return
    pins.remember(room)
    if asked in (deck_kinds.BRIEFS, deck_kinds.DATA):
        handing_over.panel(room, asked, len(pins.of(room)))
        return
    kind = DeckKind(asked)
    with st.spinner(_("正在整理这份材料…")):
        view = _deck(room.workspace, room.language, kind, Circulation(), room.store)
    count = len(view.titles) if view is not None else 0
    show.heading(
        _("{kind}：{n} 页可编辑的幻灯片").format(kind=kind_label(kind), n=count),
        _("{city}，最新一期数据；图表、表格和文字在 PowerPoint、WPS 里都能改，备注里有算式和出处").format(
            city=room.workspace.label
        ),
        room.workspace.simulated,
    )
    deck_kinds.chooser(len(pins.of(room)))
    if view is None or not count:
        show.note(_("这份材料没有内容：没有可以对标的指标，或最新一期还没有数据。"))
        return
    protected = _("{words}。小数保护：残疾儿童等敏感指标中人数为 1–4 的数及可推算的数，不出现在材料里。")
    show.note(protected.format(words=kind_words(view.kind)))
    how, template = circulating.chosen(room, asked), circulating.template(room, asked)
    if how != Circulation():
        view = _deck(room.workspace, room.language, kind, how, room.store) or view
    st.download_button(
        _("下载幻灯片（PPTX）"),
        _writer(view, room.language, template),
        file_name=f"{view.deck.name}.pptx",
        mime=PPTX,
        on_click="ignore",
        key=f"pptx_{asked}",
        type="primary",
    )
    show.part(_("里面有什么"))
    # A finding alone does not say which indicator it is about
    items = "".join(f"<li>{escape(one.title)}<br><small>{escape(one.subtitle)}</small></li>" for one in view.deck.slides)
    st.html(f'<ol class="slides">{items}</ol>')
    if view.left_out:
        show.note(view.left_out)


def _writer(view: DeckView, language: str, template: bytes | None) -> Callable[[], bytes]:
    """Writes the deck when the button is pressed, in this session's language."""

    def make() -> bytes:
        with using(language):
            return maker(view, template)(None)

    return make


@st.cache_resource(show_spinner=False, max_entries=24)
def _deck(workspace: Workspace, language: str, kind: DeckKind, how: Circulation, _store: Store) -> DeckView | None:
    return deck_view(_store, workspace, kind, how)
