"""Putting a view on the page: its finding, its chart with click and downloads, its footer, and the numbers behind it.

Text from workbooks is data: everything passes through `html.escape`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.canvas import SELECTION
from indicators.rounding import shown, shown_short
from language import _
from shell import address, downloads, navigation, queries, travel
from shell.room import Room
from views.page import PageView

_DOT = "&emsp;•&emsp;"
# 数值（%）, Value (%): one unit for all of a column
_UNIT_IN_HEAD = re.compile(r"[（(][^（）()]+[）)]$")
# Seconds between the charts and the rest of a page: a browser that shares its processor takes that long from rows to pixels
_DRAWING = 0.06


def heading(finding: str, subtitle: str, simulated: bool) -> None:
    """The finding as the page's title; the subtitle under it, with 模拟数据 beside it where that is so."""
    mark = f'{_DOT}<span class="simulated">{_("模拟数据")}</span>' if simulated else ""
    st.html(f'<h1 class="finding">{escape(finding)}</h1><p class="subtitle">{escape(subtitle)}{mark}</p>')


def part(title: str, subtitle: str = "") -> None:
    """A heading inside a page."""
    below = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    st.html(f'<h2 class="part">{escape(title)}</h2>{below}')


def note(text: str, *, warn: bool = False) -> None:
    """A sentence in a strip: what a person should know or do; `warn` for what went wrong."""
    st.html(f'<div class="{"warn" if warn else "note"}">{escape(text)}</div>')


def top(view: PageView, choosers: Callable[[], None], share: float = 0.24) -> None:
    """The heading with a few choosers at its right, which take that share of the width."""
    left, right = st.columns([1 - share, share], gap="small", vertical_alignment="bottom")
    with left:
        heading(view.finding, view.subtitle, view.simulated)
    with right:
        choosers()


def later(room: Room, key: str, height: int) -> DeltaGenerator:
    """A place above the charts for choosers that are drawn after them; on a wide page it keeps its `height` from the start."""
    if not room.narrow:
        st.html(f"<style>.st-key-{key} {{ min-height: {height}px; }}</style>")
    return st.container(key=key)


def chart(drawn: queries.Drawn, key: str, *, selects: bool = False) -> None:
    """A chart as it is. With `selects` a click on a place writes the URL's `district`, and the arrow keys go on from there."""
    # Charts come late: the page keeps their height free from the start, so that nothing below them jumps
    st.html(f"<style>.st-key-{key} {{ min-height: {round(drawn.spec['height'])}px; }}</style>")
    travel.remember(key, drawn.said, drawn.places if selects else ())
    if not selects:
        st.vega_lite_chart(drawn.rows, drawn.spec, theme=None, width="content", key=key)
        return
    st.vega_lite_chart(
        drawn.rows, drawn.spec, theme=None, width="content", key=key, on_select=lambda: _clicked(key), selection_mode=SELECTION
    )


def let_draw() -> None:
    """After the charts: the browser draws together what comes within 10 ms of one another, so what follows comes later.

    Without it new figures would be seen only when every chooser and button of the page is renewed as well.
    """
    time.sleep(_DRAWING)


def at_least(room: Room, least: int) -> int:
    """The width of a chart which is unreadable below `least` pixels: in a narrower room it scrolls sideways in its own box."""
    return max(room.width, least)


def _clicked(key: str) -> None:
    points = st.session_state[key].selection.get(SELECTION, [])
    code, about = (str(points[0].get(name) or "") if points else "" for name in ("code", "about"))
    indicator, _slash, level = about.partition("/")
    if indicator and (indicator, level) != (address.get("indicator"), address.get("level")):
        # In a chart of several indicators a click chooses the one as well; pages on one indicator then open on it
        address.put("indicator", indicator)
        address.put("level", level)
        address.put("target", "")
        address.put("district", code or address.get("district"))
    elif code or not indicator:
        address.put("district", "" if code == address.get("district") else code)


def pair(room: Room, view: PageView, page: str, parts: tuple[str, str]) -> None:
    """Two charts side by side which answer the same click."""
    gap = 28
    left = round(room.width * 0.44)
    sizes = (left, room.width - left - gap)
    with st.container(horizontal=True, gap="medium"):
        for part, width in zip(parts, sizes, strict=True):
            chart(queries.drawn(room, page, part, width), f"{page}_{part}", selects=True)


def onward(view: PageView) -> None:
    """Where the clicked cell leads: pages on its indicator and district. Nothing where no district is chosen."""
    options = getattr(view, "options", None)
    name = dict(options.places).get(address.get("district"), "") if options is not None else ""
    if not name:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(_("{name}，接着看").format(name=name), width="content")
        for stem in ("gaps", "trends", "district_map", "district_profile", "sources"):
            st.page_link(f"pages/{stem}.py", label=navigation.title(stem), query_params=address.carried(), width="content")


def no_target(view: PageView) -> None:
    """Where nothing is set to be held against: the figures stand below all the same."""
    note(_("这项指标没有可以按区县对标的目标。有目标的指标可在上方选择；各区县的数值见下表，地图和趋势照常可看。"))
    table(view.table)


def steps(lines: Sequence[str]) -> None:
    """A calculation line by line, to be copied."""
    if lines:
        with st.expander(_("算式：{name}").format(name=lines[0])):
            st.code("\n".join(lines), language=None)


def foot(room: Room, view: PageView, page: str, more: Callable[[], None] | None = None) -> None:
    """Footer, downloads (`more` draws further buttons beside them), numbers."""
    travel.watch()
    footer(view.footer)
    downloads.of_view(room, view, page, more)
    numbers(view.table)


def footer(lines: Sequence[str]) -> None:
    """Source, date, definition and credits in the order of the look; one line each."""
    st.html(f'<div class="foot">{"<br>".join(escape(line) for line in lines if line)}</div>')


def table(frame: pd.DataFrame, limit: int = 500) -> None:
    """A frame as a table of text; figures stand right. Longer ones are cut, and say so."""
    figures = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame.columns]
    head = "".join(f"<th{_figure(f)}>{escape(str(name))}</th>" for name, f in zip(frame.columns, figures, strict=True))
    columns = [_texts(frame[name].head(limit), one_unit=bool(_UNIT_IN_HEAD.search(str(name)))) for name in frame.columns]
    body = "".join(
        "<tr>"
        + "".join(f'<td{_figure(f)} title="{escape(text)}">{escape(text)}</td>' for text, f in zip(row, figures, strict=True))
        + "</tr>"
        for row in zip(*columns, strict=True)
    )
    st.html(f'<div class="wide"><table class="numbers"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')
    if len(frame) > limit:
        st.caption(_("共 {n} 行，此处显示前 {limit} 行；完整数据请下载 CSV。").format(n=len(frame), limit=limit))


def _figure(is_figure: bool) -> str:
    return ' class="figure"' if is_figure else ""


def _texts(column: pd.Series, *, one_unit: bool) -> list[str]:
    """The cells in words; figures of one unit with the same decimals, so that 22.0 stands below 25.1."""
    texts = [_shown(cell) for cell in column]
    decimals = [len(text.partition(".")[2]) for cell, text in zip(column, texts, strict=True) if isinstance(cell, float)]
    if not one_unit or not any(decimals):
        return texts
    known = [isinstance(cell, float) and cell == cell for cell in column]
    return [shown(cell, max(decimals)) if is_known else text for cell, text, is_known in zip(column, texts, known, strict=True)]


def _shown(cell: object) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return "—"
    return shown_short(cell, 4) if isinstance(cell, float) else str(cell)


def numbers(frame: pd.DataFrame) -> None:
    """The table of numbers behind a chart, folded away."""
    with st.expander(_("图中数字（{n} 行）").format(n=len(frame))):
        # The table is sent with every change, folded away or not
        table(frame, 500 if len(frame) <= 500 else 60)
