"""A workbook to take along: of a whole city, or of what one page shows. `exports.workbook.write` makes the file.

Everything is as it may leave the house when `released` (small numbers hidden, and what would give them away).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import pandas as pd

from exports.workbook_content import Book, Cell, Column, Figure, Sheet
from indicators import periods
from language import _, current, using
from store import Store, Workspace
from views.choices import Choices
from views.city_catalogue import city_catalogue
from views.district_profile import DistrictProfileView
from views.editions import edition_words
from views.facts import facts, ingredients, stored
from views.page import PageView
from views.words import day
from views.workbook_figures import figure_sheets
from views.workbook_notes import computed_sheet, definitions_sheet, shorthand_sheet

_NUMBER = re.compile(r"[+−-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")


def city_book(store: Store, workspace: Workspace, *, released: bool = True, provenance: bool = False) -> Book | None:
    """Everything that is in force in a city; None for a city without a value. `provenance`: one row a value, with its source."""
    values, derived, city, _offered = stored(store, workspace, released)
    if values.empty:
        return None
    catalogue = city_catalogue(store, workspace)
    computed = computed_sheet(derived, city, catalogue, workspace)
    sheets = figure_sheets(values, catalogue, workspace, provenance)
    shown = {*values["indicator"], *(derived["indicator"] if computed is not None else ())}
    title = _("{city}教育对标数据").format(city=workspace.label)
    newest = periods.label_of_key(max(values["period_key"], key=lambda key: key[:4]))
    name = (_("对标数据_{city}_{period}_含出处") if provenance else _("对标数据_{city}_{period}")).format(
        city=workspace.label, period=newest
    )
    more = (computed,) if computed is not None else ()
    notes = (definitions_sheet(catalogue, shown), shorthand_sheet())
    return Book(title, name, _about(workspace, values, released), (*sheets, *more, *notes))


def page_book(store: Store, workspace: Workspace, choices: Choices, view: PageView, page: str) -> Book | None:
    """What a page shows: its table, then the figures behind it (of the indicator; of the district; else of the city)."""
    values, derived, city, _offered = stored(store, workspace, choices.released)
    if values.empty or view.table.empty:
        return None
    catalogue = city_catalogue(store, workspace)
    mine, more, whole = values, derived, city
    if isinstance(view, DistrictProfileView):
        place = view.options.chosen.district or view.options.first_place
        mine, more, whole = values[values["place_code"] == place], derived[derived["place_code"] == place], city.iloc[:0]
    elif page not in ("overview", "targets"):
        found = facts(store, workspace, choices)
        if found is not None:
            pairs = ingredients(catalogue, found.indicator.id, found.options.level)
            mine, more, whole = (_only(table, pairs) for table in (values, derived, city))
    computed = computed_sheet(more, whole, catalogue, workspace)
    shown = {*mine["indicator"], *more["indicator"]}
    sheets = (table_sheet(view), *figure_sheets(mine, catalogue, workspace), *((computed,) if computed is not None else ()))
    notes = (definitions_sheet(catalogue, shown), shorthand_sheet()) if shown else (shorthand_sheet(),)
    return Book(view.finding, view.name, _about(workspace, mine, choices.released, view), (*sheets, *notes))


def _only(table: pd.DataFrame, pairs: Collection[tuple[str, str]]) -> pd.DataFrame:
    keys = zip(table["indicator"], table["education_level"], strict=True)
    return table[[(name, str(level)) in {(one, str(other)) for one, other in pairs} for name, level in keys]]


def table_sheet(view: PageView) -> Sheet:
    """The table behind a page's chart, its figures as numbers; read by people, as the rows say more than figures."""
    figures = [2 * sum(isinstance(_cell(value), Figure) for value in view.table[name]) > len(view.table) for name in view.table]
    widths = [min(60, max(9, *(2 * len(str(text)) for text in (name, *view.table[name].head(50))))) for name in view.table]
    columns = tuple(
        Column(str(name), width, figures=flag) for name, width, flag in zip(view.table.columns, widths, figures, strict=True)
    )
    rows = [[_cell(value) for value in row] for row in view.table.itertuples(index=False, name=None)]
    return Sheet(
        name=_("图中数字"),
        title=view.finding,
        about=_("页面上图表后面的数字"),
        lines=tuple(line for line in (view.subtitle, *view.footer) if line),
        columns=columns,
        rows=rows,
    )


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, float) and value != value) or value == "":
        return "—"
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = f"{value:.10g}"
        return Figure(float(value), len(text.partition(".")[2]) if "e" not in text else 0)
    found = _NUMBER.fullmatch(str(value))
    if found:
        return Figure(float(str(value).replace(",", "").replace("−", "-")), len(found.group(1) or ""))
    return str(value)


def _about(
    workspace: Workspace, values: pd.DataFrame, released: bool, view: PageView | None = None
) -> tuple[tuple[str, str], ...]:
    """The cover's lines."""
    found = [(_("城市"), workspace.label)]
    if workspace.simulated:
        found.append((_("注意"), _("全部是模拟数据，不是真实统计")))
    if edition := edition_words(workspace):
        found.append((_("数据版本"), edition))
    if view is not None:
        found.append((_("页面"), view.subtitle))
    if not values.empty:
        keys = sorted(set(values["period_key"]), key=lambda key: (key[:4], key[4]))
        span = periods.label_of_key(keys[0])
        span += f"–{periods.label_of_key(keys[-1])}" if len(keys) > 1 else ""
        found.append((_("时期"), span))
        newest = values["uploaded_at"].max()
        files = values["filename"].nunique()
        found.append((_("来源"), _("{n} 份报送文件，最近一份 {day} 入库").format(n=files, day=day(newest))))
        counted = int(values["value"].notna().sum())
        found.append((_("数量"), _("{n} 个数，{m} 项没有数（写明原因）").format(n=counted, m=len(values) - counted)))
    if released:
        found.append((_("小数保护"), _("敏感指标中人数为 1–4 的数及可由此推算的数写作不公开，不是 0")))
    found.append((_("再次导入"), _("带数据的工作表可以原样拖进“数据报送”；写明供人阅读的工作表会跳过")))
    return tuple(found)


def maker(book: Book) -> Callable[[], bytes]:
    """Writes the workbook when it is called, in the language of now."""
    language = current()

    def make() -> bytes:
        from exports.workbook import write

        with using(language):
            return write(book)

    return make
