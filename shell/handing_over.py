"""会议材料 › 区县简报, 工作簿和开放数据: papers and figures to hand over, made when somebody takes them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from access import Action, may
from exports.brief_pdf import to_png
from exports.names import speaking
from language import _, using
from shell import address, books, deck_kinds, show
from shell.room import Room
from store import Store, Workspace
from views.briefs import Brief, brief, places_with_brief, write_brief
from views.choices import Choices

_MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


def panel(room: Room, asked: str, pinned: int) -> None:
    """One of the two."""
    (_briefs if asked == deck_kinds.BRIEFS else _data)(room, pinned)


def _briefs(room: Room, pinned: int) -> None:
    places = places_with_brief(room.store, room.workspace, Choices(released=True))
    show.heading(
        _("区县简报：{n} 份，一区一份").format(n=len(places)),
        _("{city}，最新一期数据；一页 A4，可直接交给区县：结论、指标一览、走势、可以追问").format(city=room.workspace.label),
        room.workspace.simulated,
    )
    deck_kinds.chooser(pinned)
    if not places:
        show.note(_("最新一期还没有区县报数，没有简报可写。"))
        return
    names = dict(places)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first, words = places[0][0], names.__getitem__
        chosen = address.choose("district", _("区县"), list(names), first, words, form="search", hide_label=True)
        made = brief_buttons(room, chosen)
        for form, label in (("pdf", _("全部区县（PDF，压缩包）")), ("docx", _("全部区县（Word，压缩包）"))):
            name = speaking(_("区县简报_{city}_{form}").format(city=room.workspace.label, form=form))
            _button(label, books.briefs_maker(room, form), f"{name}.zip")
    if made is None:
        return
    # What will be handed over, as it will look: the paper is the page
    for number, page in enumerate(_pages(room.workspace, room.language, chosen, room.store), start=1):
        data = base64.b64encode(page).decode()
        said = escape(_("{title}，第 {n} 页").format(title=made.title, n=number))
        st.html(f'<img class="sheet" src="data:image/png;base64,{data}" alt="{said}">')


def brief_buttons(room: Room, place: str, period: str = "") -> Brief | None:
    """The brief of a district (`period` a Period.key, "" = the newest) as PDF and as Word document; None where there is none."""
    made = _kept(room.workspace, room.language, place, period, room.store)
    if made is None:
        return None
    for form, label in (("pdf", _("下载简报（PDF）")), ("docx", _("下载简报（Word）"))):
        _button(label, books.in_language(room, partial(write_brief, made, form)), f"{made.name}.{form}")
    return made


def _data(room: Room, pinned: int) -> None:
    show.heading(
        _("工作簿和开放数据：{city}的全部数字").format(city=room.workspace.label),
        _("有什么数、为什么没有数、从哪里来都写明；小数保护对每一种文件都有效"),
        room.workspace.simulated,
    )
    deck_kinds.chooser(pinned)
    staff = may(room.visitor, Action.SEE_UPLOADS)
    rows = [
        (_("工作簿（XLSX）"), _("封面、目录、一类一表、口径和符号说明；可以原样再导入"), "xlsx", books.city_maker(room)),
        (_("开放数据包（ZIP）"), _("长表、口径、代号和字段说明，按 Frictionless Data Package 给别的系统用"), "zip", None),
        (_("长表（CSV）"), _("一行一个数，字段与开放数据包相同"), "csv", None),
        (_("地图数据（GeoJSON）"), _("区县边界和最新一期的数，WGS84 经纬度，注明边界年份和来源"), "geojson", None),
        (_("地图数据（GeoPackage）"), _("同上，另附全部时期的长表，可用 QGIS 打开"), "gpkg", None),
    ]
    if staff:
        said = _("每个数一行，写明文件、工作表、单元格、时间和填报人；只给工作人员")
        rows.insert(1, (_("工作簿，带出处（XLSX）"), said, "sources", books.city_maker(room, provenance=True)))
    for label, words, form, make in rows:
        left, right = st.columns([1, 4], vertical_alignment="center")
        with left:
            ending = "xlsx" if form == "sources" else form
            name = speaking(_("对标数据_{city}").format(city=room.workspace.label), _("含出处") if form == "sources" else "")
            _button(label, make or books.open_maker(room, ending), f"{name}.{ending}", wide=True)
        with right:
            st.caption(words)
    show.note(_("字段和代号的意思写在开放数据包里；命令行 manage.py table 得到同样的文件。"))


def _button(label: str, make: Callable[[], bytes], file_name: str, *, wide: bool = False) -> None:
    mime, key = _MIMES[file_name.rsplit(".", 1)[1]], f"hand_{file_name}"
    width: Literal["stretch", "content"] = "stretch" if wide else "content"
    st.download_button(label, make, file_name=file_name, mime=mime, on_click="ignore", key=key, width=width)


@st.cache_resource(show_spinner=False, max_entries=12)
def _pages(workspace: Workspace, language: str, place: str, _store: Store) -> tuple[bytes, ...]:
    made = _kept(workspace, language, place, "", _store)
    with using(language):
        return to_png(made) if made is not None else ()


@st.cache_resource(show_spinner=False, max_entries=48)
def _kept(workspace: Workspace, language: str, place: str, period: str, _store: Store) -> Brief | None:
    with using(language):
        return brief(_store, workspace, Choices(district=place, period=period, released=True))
