"""A workbook's sheet as it stands, each cell coloured by what it was taken for; the reason shows under the pointer.

Blue figures would be stored, grey ones are read and kept out with their reason; headings, places, periods and notes have
their own grounds; an issue has a warm edge. The first rows only: the rest is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

import geo
from indicators import periods
from indicators.vocabulary import Severity, column_letters
from intake.records import KeptOut, Preview, kept_out_text
from intake.words import number_text
from language import _
from loaders.persons import MASK, masked
from loaders.persons import PERSON as ABOUT_PERSONS
from loaders.roles import Role
from loaders.workbook_reading import SheetReading

ROWS, COLUMNS = 60, 40
# The class of cells about persons: what stands in them is not drawn
PERSON = "t-person"
_EDGE = {Severity.BLOCKING: "i-blocking", Severity.WARNING: "i-warning"}


@dataclass(frozen=True)
class Taken:
    """What one cell was taken for: a class of style.css and a sentence."""

    kind: str
    why: str


def role_words(role: str) -> str:
    """A column's role in a word."""
    return {
        Role.VALUE: _("数值列"),
        Role.PLACE: _("区县"),
        Role.PARENT: _("上级地区"),
        Role.PERIOD: _("时期"),
        Role.INDICATOR: _("指标名称"),
        Role.LABEL: _("行的分组"),
        Role.SCHOOL: _("学校"),
        Role.UNIT: _("单位"),
        Role.SERIAL: _("序号，不是数据"),
        Role.CODE: _("代码，不是数据"),
        Role.REMARK: _("备注，不是数据"),
        Role.DATE: _("日期，不是数据"),
        Role.TRANSLATION: _("译名，不是数据"),
        Role.BLANK: _("空列"),
    }[Role(role)]


def sheets(preview: Preview, key: str) -> None:
    """The chosen sheet of the workbook with a legend."""
    readings = [sheet for sheet in preview.reading.sheets if sheet.sheet.grid.height]
    if not readings:
        st.caption(_("文件里没有可预览的工作表。"))
        return
    chosen = readings[0]
    if len(readings) > 1:
        names = [sheet.name for sheet in readings]
        name = st.selectbox(_("工作表"), names, key=f"sheet_{key}", filter_mode=None, width=420)
        chosen = readings[names.index(name)]
    st.html(legend() + sheet_html(preview, chosen))


def legend() -> str:
    """What the grounds mean."""
    kinds = {
        "t-stored": _("将入库"),
        "t-kept": _("读了，不入库"),
        "t-head": _("表头"),
        "t-place": _("区县"),
        "t-period": _("时期"),
        "t-title": _("标题、注"),
        "i-blocking": _("必须处理"),
        "i-warning": _("请核对"),
    }
    return (
        '<div class="sheet-legend">'
        + "".join(f'<span class="{kind}">{escape(text)}</span>' for kind, text in kinds.items())
        + "</div>"
    )


def taken(preview: Preview, sheet: SheetReading) -> dict[tuple[int, int], Taken]:
    """What the cells of a sheet were taken for, by row and column from 0."""
    found: dict[tuple[int, int], Taken] = {}
    for reading in sheet.tables:
        table = reading.table
        span = range(table.block.first_column, table.block.last_column + 1)
        for row, column in table.block.titles:
            found[row, column] = Taken("t-title", _("表格上方的标题或说明"))
        for row in [*table.block.headings, *table.block.numbering]:
            found |= {(row, column): Taken("t-head", _("表头")) for column in span}
        for row in table.block.notes:
            found |= {(row, column): Taken("t-title", _("表下注释")) for column in span}
        for column, role in table.roles.items():
            kind = {
                Role.PLACE: "t-place",
                Role.PARENT: "t-place",
                Role.PERIOD: "t-period",
                Role.INDICATOR: "t-head",
                Role.LABEL: "t-head",
            }.get(role, "")
            if table.reasons.get(column) == ABOUT_PERSONS:
                found |= {(int(row), column): Taken(PERSON, _("个人信息，没有读取，也不显示")) for row in table.block.body}
            elif role is not Role.VALUE:
                found |= {(int(row), column): Taken(kind, role_words(role)) for row in table.block.body}
    return found | _figures(preview, sheet.name)


def _figures(preview: Preview, sheet: str) -> dict[tuple[int, int], Taken]:
    """Figures that would be stored, with their meaning; those kept out, with their reason."""
    catalogue = preview.catalogue
    rows = preview.reading.observations
    at = {cell: (row - 1, column - 1) for cell, row, column in zip(rows["cell"], rows["row"], rows["column"], strict=True)}
    found: dict[tuple[int, int], Taken] = {}
    for row in preview.kept_out[preview.kept_out["sheet"] == sheet].to_dict("records"):
        if row["cell"] in at:
            found[at[row["cell"]]] = Taken("t-kept", kept_out_text(KeptOut(row["reason"])))
    for row in preview.prepared[preview.prepared["sheet"] == sheet].to_dict("records"):
        if row["cell"] in at:
            parts = [
                geo.shown(row["place_code"], row["place_name"]),
                catalogue.indicators[row["indicator"]].label,
                catalogue.level_label(row["education_level"]),
            ]
            parts += [catalogue.breakdowns[row["breakdown"]].label] if row["breakdown"] else []
            found[at[row["cell"]]] = Taken("t-stored", " · ".join([*parts, periods.label_of_key(row["period_key"])]))
    return found


def _cell_text(value: object) -> str:
    """What a cell holds, as the sheet shows it: readers give whole numbers as 412.0."""
    if value is None:
        return ""
    return number_text(value) if isinstance(value, float) else str(value)


def sheet_html(preview: Preview, sheet: SheetReading) -> str:
    """The first rows and columns as a table; every text is escaped. Of a list of children nothing is drawn, of columns about
    persons the heading only."""
    if sheet.children:
        return f'<p class="subtitle">{escape(_("这张表有学生个人信息，不显示内容。"))}</p>'
    grid, cells = sheet.sheet.grid, taken(preview, sheet)
    worst = {
        issue.cell: _EDGE[issue.severity]
        for issue in sorted(preview.issues, key=lambda issue: issue.severity is Severity.BLOCKING)
        if issue.sheet == sheet.name and issue.cell and issue.severity in _EDGE
    }
    told: dict[str, list[str]] = {}
    for issue in preview.issues:
        if issue.sheet == sheet.name and issue.cell:
            told.setdefault(issue.cell, []).append(issue.message())
    wide = min(grid.width, COLUMNS)
    head = "".join(f"<th>{column_letters(column + 1)}</th>" for column in range(wide))
    body = []
    for number, row in enumerate(grid.rows[:ROWS]):
        texts = []
        for column in range(wide):
            meaning = cells.get((number, column), Taken("", ""))
            cell = f"{column_letters(column + 1)}{number + 1}"
            edge, why = worst.get(cell, ""), masked("\n".join(filter(None, [meaning.why, *told.get(cell, ())])))
            value = row[column] if column < len(row) else None
            shown = "" if value is None else MASK if meaning.kind == PERSON else escape(masked(_cell_text(value)))
            texts.append(f'<td class="{meaning.kind} {edge}" title="{escape(why)}">{shown}</td>')
        body.append(f"<tr><th>{number + 1}</th>{''.join(texts)}</tr>")
    cut = ""
    if grid.height > ROWS or grid.width > COLUMNS:
        said = _("共 {rows} 行，此处显示前 {n} 行；其余同样已读。").format(rows=grid.height, n=min(ROWS, grid.height))
        cut = f'<p class="subtitle">{escape(said)}</p>'
    rows = "".join(body)
    return (
        f'<div class="wide sheet-box"><table class="sheet"><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{cut}"
    )
