"""What a chart can be taken along as: a picture in four sizes, SVG, PDF, its numbers, its link; or copied."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from exports.names import speaking
from exports.numbers import About, csv_bytes, xlsx_bytes
from exports.pages import pdf_of, zip_of
from exports.picture import PICTURE_SIZES
from exports.render import to_pdf, to_png, to_svg
from language import _, current, using
from shell import address, books, pins, queries
from shell.room import Room
from views.page import PageView
from views.page_slides import SLIDE_PAGES

# All of a very wide table in one picture, for the clipboard, which takes no second one
WHOLE = "whole"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HTML = (
    '<div class="copying"><button type="button"></button><button type="button"></button>'
    '<span class="said" role="status"></span><div class="picture"></div></div>'
)
_CSS = """
.copying { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; font-size: 13px; color: #3F4D5A; }
.copying button { font: inherit; font-size: 14px; padding: 6px 12px; border: 1px solid #C3CBD3; border-radius: 4px;
  background: #FFFFFF; color: #17222E; cursor: pointer; }
.copying button:hover, .copying button:focus-visible { border-color: #08559C; color: #08559C; outline: none; }
.copying .picture { flex-basis: 100%; }
.copying .picture img { width: 100%; border: 1px solid #C3CBD3; }
"""


def of_view(room: Room, view: PageView, page: str, more: Callable[[], None] | None = None) -> None:
    """All of it for the view of `page`; `more` draws further buttons beside them."""
    leaving: PageView = queries.leaving(room, page)
    if not leaving.table.equals(view.table):
        show_to_staff_only()
    view = leaving
    draw = maker(room, page) if view.has_picture else None

    def also() -> None:
        pins.button(room, lambda: view, page)
        if more is not None:
            more()
        if page in SLIDE_PAGES:
            # a link to the page it stands on would leave the browser's address as it is
            st.button(_("放映"), key="as_slide", on_click=address.put, args=("mode", "slide"))

    parts = {size: len(view.split(form)) for size, form in PICTURE_SIZES.items()}
    row(view.name, view.table, about(view), draw, also, books.page_maker(room, view, page), parts)


def show_to_staff_only() -> None:
    """What a member of staff must know before showing the page to others."""
    st.caption(_("页面上有人数很少、只给工作人员看的数；下载、放映的图和表里按规则不显示。"))


def about(view: PageView) -> About:
    """What stands around the view's numbers, the page's link among it."""
    return About(view.finding, view.subtitle, view.footer, view.simulated, address.link())


def row(
    name: str,
    frame: pd.DataFrame,
    said: About | None = None,
    draw: Callable[[str, str], bytes] | None = None,
    more: Callable[[], None] | None = None,
    workbook: Callable[[], bytes] | None = None,
    parts: Mapping[str, int] | None = None,
) -> None:
    """Buttons for the picture and the numbers, the other forms behind a third; each is made when it is asked for.

    `draw(form, size)` makes the picture: form "png", "svg" or "pdf"; None where there is nothing to draw. `workbook` makes the
    numbers with the figures behind them; without it the .xlsx has the numbers alone. `parts`: how many pictures a size takes
    where that is more than one; they come as a zip, in a PDF as its pages.
    """
    safe, several = speaking(name), parts or {}
    with st.container(horizontal=True):
        if draw is not None:
            _picture_button(_("下载图片（PNG）"), draw, ("png", "slide"), safe, several)
        _button(_("下载数据（CSV）"), _in_language(lambda: csv_bytes(frame, said)), f"{safe}.csv", "text/csv")
        with st.popover(_("复制和其他格式")):
            _copying(safe, draw, said.title if said else "", "slide" if several.get("slide", 1) == 1 else WHOLE)
            if draw is not None:
                for size in ("4k", "square", "document"):
                    label = _("图片 {size}").format(size=size_label(size))
                    _picture_button(label, draw, ("png", size), speaking(safe, size), several)
            with st.container(horizontal=True, gap="small"):
                if draw is not None:
                    _picture_button(_("矢量图（SVG）"), draw, ("svg", "slide"), safe, several)
                    _button(_("矢量图（PDF）"), lambda: draw("pdf", "slide"), f"{safe}.pdf", "application/pdf")
                _button(_("数据（XLSX）"), workbook or _in_language(lambda: xlsx_bytes(frame, said)), f"{safe}.xlsx", XLSX)
        if more is not None:
            more()


def size_label(size: str) -> str:
    """A picture's form in words, with its pixels. Raises KeyError for one that does not exist."""
    words = {"slide": _("幻灯片"), "4k": _("高清"), "square": _("方形"), "document": _("文档宽")}[size]
    form = PICTURE_SIZES[size]
    return f"{words} {round(form.width * form.scale)}×{round(form.height * form.scale)}"


def _picture_button(
    label: str, draw: Callable[[str, str], bytes], made: tuple[str, str], name: str, parts: Mapping[str, int]
) -> None:
    form, size = made
    if (count := parts.get(size, 1)) > 1:
        said = _("{label}，{n} 张").format(label=label, n=count)
        _button(said, lambda: draw(form, size), f"{speaking(name, form)}.zip", "application/zip")
        return
    mime = {"png": "image/png", "svg": "image/svg+xml"}[form]
    _button(label, lambda: draw(form, size), f"{name}.{form}", mime)


def _button(label: str, make: Callable[[], bytes], file_name: str, mime: str) -> None:
    st.download_button(label, make, file_name=file_name, mime=mime, on_click="ignore", key=f"take_{file_name}")


def maker(room: Room, page: str) -> Callable[[str, str], bytes]:
    """Draws the page's picture when it is called, in this session's language but outside its script."""
    shown, language = queries.leaving(room, page), room.language

    def make(form: str, size: str) -> bytes:
        with using(language):
            if size == WHOLE:
                return to_png(shown.picture(PICTURE_SIZES["4k"]))
            pictures = [part.picture(PICTURE_SIZES[size]) for part in shown.split(PICTURE_SIZES[size])]
            if len(pictures) > 1:
                numbered = [(speaking(shown.name, str(n)), picture) for n, picture in enumerate(pictures, start=1)]
                return pdf_of(pictures, shown.finding) if form == "pdf" else zip_of(numbered, form=form)
            if form == "svg":
                return to_svg(pictures[0]).encode("utf-8")
            return to_pdf(pictures[0]) if form == "pdf" else to_png(pictures[0])

    return make


def _in_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    language = current()

    def made() -> bytes:
        with using(language):
            return make()

    return made


@cache
def _script() -> ComponentRenderer:
    script = (Path(__file__).parent / "copying.js").read_text(encoding="utf-8")
    return component("duibiao_copying", html=_HTML, css=_CSS, js=script)


def _copying(name: str, draw: Callable[[str, str], bytes] | None, title: str, size: str) -> None:
    """Two buttons: copy the picture in that size, copy the link."""
    key = f"copying_{name}"
    wanted = getattr(st.session_state.get(key), "picture", None)
    png = base64.b64encode(draw("png", size)).decode() if wanted and draw is not None else ""
    words = {
        "picture": _("复制图片"),
        "link": _("复制链接"),
        "drawing": _("正在画图…"),
        "copied": _("图片已复制，可直接粘贴"),
        "linked": _("链接已复制"),
        "byhand": _("浏览器不允许自动复制：请在下图上点右键，选“复制图片”"),
        "title": title,
    }
    data = {"words": words, "png": png, "stamp": str(wanted or ""), "has_picture": draw is not None}
    _script()(key=key, data=data, on_picture_change=lambda: None)
