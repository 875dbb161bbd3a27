"""Correcting the value that 口径与来源 explains: which of its figures, what it should be, and why."""

from __future__ import annotations

import streamlit as st

from access import Action, may
from intake import corrections
from intake.corrections import ValueKey
from intake.words import number_text, quantity_text
from language import _
from shell.attempts import attempt
from shell.room import Room
from store import city_catalogue
from views.sources import SourcesView
from views.words import status_label


def draw(room: Room, view: SourcesView) -> None:
    """The form for the chosen place, for whoever may correct."""
    if not view.story_of or not may(room.visitor, Action.CORRECT) or not view.stored_keys:
        return
    catalogue = city_catalogue(room.store, room.workspace)
    now = room.store.current_values(room.workspace.id, [key[0] for key in view.stored_keys])
    values = {tuple(row[name] for name in _KEY): row for row in now.to_dict("records")}
    with st.expander(_("更正 {name} 的数").format(name=view.story_of)):
        st.caption(_("更正只改系统里的数，原来的文件和原数都留着；写明理由，署您的名字，随时可以取消。"))

        def label(key: tuple[str, ...]) -> str:
            row = values.get(key)
            shown = "—" if row is None else number_text(row["value"]) or status_label(row["status"])
            return f"{quantity_text(key[0], key[1], key[2], catalogue)}：{shown}"

        columns = st.columns([2.2, 1.2, 3, 1], gap="small", vertical_alignment="bottom")
        with columns[0]:
            key = st.selectbox(_("哪个数"), view.stored_keys, format_func=label, key="corrected_key", filter_mode=None)
        stamp = f"{'_'.join(key)}_{room.workspace.revision}"
        with columns[1]:
            text = st.text_input(_("更正为"), key=f"corrected_{stamp}", max_chars=30)
        with columns[2]:
            reason = st.text_input(_("理由（会保存在历史里）"), key=f"corrected_why_{stamp}", max_chars=corrections.REASON_LENGTH)
        with columns[3]:
            pressed = st.button(_("更正"), key=f"correct_{stamp}", type="primary")
        if pressed:
            indicator, level, breakdown, place, period = key
            attempt(
                lambda: corrections.correct(
                    room.store,
                    room.workspace,
                    ValueKey(indicator, level, breakdown, place, period),
                    text or "",
                    reason or "",
                    room.visitor,
                ),
                _("已更正，各页现在用更正后的数；在“数据报送”的“记录与更正”里可以取消。"),
            )


_KEY = ("indicator", "education_level", "breakdown", "place_code", "period_key")
