"""What `manage.py table` and `manage.py brief` ask for in words, settled against what there is; as `views.requests` does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from exports.numbers import About, xlsx_bytes
from exports.workbook import write
from language import _
from store import Store, Workspace
from views import open_data
from views.briefs import FORMS, Brief, brief, briefs
from views.reported import ALL, reported_view
from views.requests import PICTURE_PAGES, RequestError, choices_asked, not_there
from views.workbooks import city_book, page_book

# Pages whose figures a workbook can hold; their views have the page's name
TABLE_PAGES = (*PICTURE_PAGES, "targets", "sources", "upload")


def table_asked(
    store: Store,
    workspace: Workspace,
    page: str,
    out: str,
    *,
    indicator: str = "",
    period: str = "",
    district: str = "",
    provenance: bool = False,
) -> bytes:
    """A page's figures, or with page "" the whole city's, in the form that the file's ending names; without small numbers."""
    ending = PurePath(out).suffix.lower().lstrip(".")
    makers = _city_makers(store, workspace, provenance)
    known = {name: f".{name}" for name in (["xlsx"] if page else makers)}
    if ending not in known:
        raise RequestError(not_there(_("表格的文件类型"), f".{ending}", {text: text for text in known.values()}))
    if not page:
        if indicator or period or district:
            raise RequestError(_("全市的表格不分指标、时期和区县；请写明页面，例如 table gaps --indicator …"))
        data = makers[ending]()
        if data is None:
            raise RequestError(_("{city}还没有数据").format(city=workspace.label))
        return data
    if page not in TABLE_PAGES:
        raise RequestError(not_there(_("有表格的页面"), page, {name: name for name in TABLE_PAGES}))
    if provenance:
        raise RequestError(_("带出处的是全市的表格；请去掉页面名称"))
    choices = choices_asked(store, workspace, indicator, period, district)
    if page == "upload":
        return _who_has_reported(store, workspace, choices.period)
    view = getattr(import_module(f"views.{page}"), f"{page}_view")(store, workspace, choices)
    book = page_book(store, workspace, choices, view, page) if view is not None else None
    if book is None:
        raise RequestError(_("这一页在{city}没有表格").format(city=workspace.label))
    return write(book)


def _who_has_reported(store: Store, workspace: Workspace, period: str) -> bytes:
    """The matrix of all that was asked in the period, with what stands around it."""
    view = reported_view(store, workspace, period, ALL)
    if view is None or view.table.empty:
        raise RequestError(_("这一页在{city}没有表格").format(city=workspace.label))
    return xlsx_bytes(view.table, About(view.finding, view.subtitle, view.footer, view.simulated))


def _city_makers(store: Store, workspace: Workspace, provenance: bool) -> dict[str, Callable[[], bytes | None]]:
    """By ending: what makes the whole city's figures in that form."""

    def book() -> bytes | None:
        found = city_book(store, workspace, provenance=provenance)
        return None if found is None else write(found)

    others = {ending: _open(store, workspace, ending) for ending in open_data.ENDINGS}
    return {"xlsx": book} | others


def _open(store: Store, workspace: Workspace, ending: str) -> Callable[[], bytes | None]:
    return lambda: open_data.written(store, workspace, ending)


def briefs_asked(
    store: Store, workspace: Workspace, out: str, *, district: str = "", period: str = "", form: str = ""
) -> tuple[tuple[Brief, ...], str, bool]:
    """The briefs, their form, and whether they go into one zip: as `out` ends (.pdf, .docx, .zip with `form` inside)."""
    ending = PurePath(out).suffix.lower().lstrip(".")
    endings = {name: f".{name}" for name in (*FORMS, "zip")}
    if ending not in endings:
        raise RequestError(not_there(_("简报的文件类型"), f".{ending}", {text: text for text in endings.values()}))
    form = form or (ending if ending in FORMS else FORMS[0])
    if form not in FORMS:
        raise RequestError(not_there(_("简报的形式"), form, {name: name for name in FORMS}))
    packed = ending == "zip"
    if not packed and not district:
        raise RequestError(_("一份简报要写明区县（--district）；全部区县请写 .zip 文件"))
    choices = choices_asked(store, workspace, "", period, district)
    if district:
        one = brief(store, workspace, choices)
        made: tuple[Brief, ...] = () if one is None else (one,)
    else:
        made = briefs(store, workspace, replace(choices, district=""))
    if not made:
        raise RequestError(_("{city}在这一时期没有可以写进简报的数据").format(city=workspace.label))
    return made, form, packed

