"""The parts of 口径与来源: the definition card beside the values, and the whole story of one value."""

from __future__ import annotations

from html import escape

import streamlit as st

from language import _
from shell import show
from views.sources import SourcesView


def card_and_values(view: SourcesView) -> None:
    """What the indicator is, at the left; every place's value with its cell and the story of the chosen one's, at the right."""
    left, right = st.columns([1, 3.1], gap="small")
    with left:
        lines = "".join(f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>" for head, text in view.card)
        st.html(f'<dl class="definition">{lines}</dl>')
    with right:
        with st.container(key="cells"):
            show.table(view.table)
        if view.boundary:
            show.note(" ".join(view.boundary))
        _story(view)


def _story(view: SourcesView) -> None:
    """The chosen place's figure: what it is made of, and every value it ever had."""
    if not view.story_of:
        return
    show.part(_("{name}的这个数从哪里来").format(name=view.story_of), _("换一个区县：在上面“区县”里选"))
    with st.container(key="story"):
        show.table(view.parts)
    if (view.story[_("状态")] != _("在用")).any() or _("说明") in view.story:
        show.part(_("{name}以前的数").format(name=view.story_of))
        show.table(view.story)
