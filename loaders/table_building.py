"""Reads a block as a table: what each row and column of its body is about, but for its places and its numbers."""

from __future__ import annotations

import re

from geo import match_place
from indicators.vocabulary import Period, PlaceKind
from loaders.asides import Aside, aside
from loaders.blocks import Block
from loaders.cells import NUMBER
from loaders.columns import column_roles
from loaders.headings import Column, column_paths
from loaders.lines import Sheet
from loaders.place_headings import place_rows, stands_beside
from loaders.roles import Role
from loaders.row_words import clean_name
from loaders.rows import row_labels
from loaders.subjects import says_when_only, settle_subjects
from loaders.table import Table, title_lines
from loaders.table_periods import leave_sums_of_periods, period_label, settle_periods, year_before
from loaders.times import ContextPeriod, Said, context_period, heading_period
from loaders.units import as_unit, choose_unit, listed_units
from loaders.words import (
    VALUE_HEADINGS,
    bare,
    corner_unit,
    heading_key,
    is_fill_in,
    is_note,
    is_place_heading,
    is_total_abroad,
    is_unit_line,
    tidy,
)

# names that say nothing; a sheet named 2021 says a year
_GENERIC_SHEET = re.compile(
    r"^(sheet|工作表|表|feuil|feuille|tabelle|hoja)\s*\d*(\s*[(（]\d+[)）])?$|^(?!(?:19|20)\d\d$)\d+$", re.IGNORECASE
)
_TITLE_UNIT = re.compile(r"[(（]\s*([^()（）]{1,8})\s*[)）]\s*$")
_STRANGE_UNIT = re.compile(r"^[(（]?(?:计量|数据)?[单單]\s*位\s*[:：]\s*([^\s、，,;；和及:：()（）]{1,8})[)）]?$")
_THIS_YEAR = re.compile(r"^(本|当|今)(年度?|学年度?|期|年同期)(实际|实有|完成)?(数|值)?$")
_LAST_YEAR_ALONE = re.compile(r"^(上一?|去)(年度?|学年度?|期|年同期)(实际|实有|完成)?(数|值)?$")
_LAST_YEAR = re.compile(r"^(上年度?|上一年度?|上学年|去年|上年同期)[:：]?(?=\S{2})")


def read_table(sheet: Sheet, block: Block, stem: str, above: Table | None = None, answered: Period | None = None) -> Table:
    """Understand one block. `stem` = the file's name without extension; `above` = the sheet's first table, whose titles
    may hold for this one; `answered` = the period that a person gave for the sheet."""
    inherited = above.title_texts if above is not None else []
    paths = column_paths(sheet, block)
    roles, reasons = column_roles(sheet, block, paths)
    labels = row_labels(sheet, block, roles)
    values = [index for index, role in roles.items() if role is Role.VALUE]
    lines = title_lines(sheet, block)
    titles = [tidy(line) for line in lines if not is_unit_line(line) and not is_note(line)]
    sheet_name = "" if _GENERIC_SHEET.match(sheet.grid.name.strip()) else sheet.grid.name
    named = "" if sheet_name == stem else sheet_name
    periods = context_period((("title", titles), ("sheet", [named]), ("above", inherited), ("file", [stem])))
    if answered is not None:
        periods = ContextPeriod(Said(answered, period_label(answered), ""), "answer")
    table = Table(sheet, block, paths, roles, reasons, labels, values, periods, title_texts=titles, stem=stem)
    corners = [corner_unit(sheet.text(row, column))[1] for row in block.headings for column in sheet.columns(row)[:1]]
    _units(table, [*lines, *filter(None, corners)])
    own = [line for line in titles if not is_fill_in(line)]
    if above is not None and not table.units and says_when_only(own):
        table.units, table.unit_text = above.units, above.unit_text
    settle_subjects(table, own, [line for line in inherited if not is_fill_in(line)], sheet_name, stem)
    _split_columns(table, titles)
    leave_sums_of_periods(table)
    settle_periods(table)
    return table


def _units(table: Table, lines: list[str]) -> None:
    """单位：人、% stands above the table at either end of a line, and may share the line with 填报单位."""
    for line in lines:
        for part in re.split(r"\s{2,}|\u3000{2,}|\n", line):
            plain = part.strip()
            units = listed_units(plain) if is_unit_line(plain) or re.fullmatch(r"[(（][^()（）]+[)）]", plain) else ()
            if units:
                table.units, table.unit_text = units, plain
                return
            strange = _STRANGE_UNIT.match(plain) if is_unit_line(plain) else None
            if strange:  # 单位：人·次: a unit that nobody knows is a unit all the same
                table.units, table.unit_text = (strange.group(1),), plain
                return
        inside = re.search(r"[(（][^()（）]*?单\s*位\s*[:：]\s*([^()（）]+?)[)）]", line)
        if inside and listed_units(inside.group(1)):
            table.units, table.unit_text = listed_units(inside.group(1)), inside.group(0)
            return
    for line in lines:  # 大班额占比（%）: a title that ends in a unit says it for all figures below
        ending = _TITLE_UNIT.search(line)
        if ending and listed_units(ending.group(1)):
            table.units, table.unit_text = listed_units(ending.group(1)), ending.group(0)
            return


def _split_columns(table: Table, titles: list[str]) -> None:
    """Take periods and places out of the heading paths; what is left says what is counted."""
    named = Role.PLACE in table.roles.values()
    places = set() if named else place_rows(table.block, table.paths, table.roles, table.values, titles)
    counted = table.block.body
    for index in table.values:
        path = table.paths[index]
        steps: list[str] = []
        for number, step in enumerate(path.steps):
            row = path.rows[number] if number < len(path.rows) else -1
            if row in places and not stands_beside(step):
                table.column_place[index] = clean_name(step)
                table.column_place_cell[index] = next((a for a in path.anchors if a[0] == row), (row, index))
                continue
            # 较2021学年提高 names the year it is compared with, not its own
            period = None if bare(step).startswith(("比", "较", "與", "与")) else heading_period(step)
            if period is not None:
                table.column_period[index] = period[0]
                if period[1]:
                    steps.append(period[1])
                continue
            if table.context.said is not None and index not in table.column_period:
                if _THIS_YEAR.match(bare(step)):
                    table.column_period[index] = table.context.said
                    continue
                if _LAST_YEAR_ALONE.match(bare(step)):
                    table.column_period[index] = year_before(table.context.said)
                    continue
            relative = _LAST_YEAR.match(step)
            if relative and table.context.said is not None and index not in table.column_period:
                table.column_period[index] = year_before(table.context.said)
                steps.append(step[relative.end() :])
                continue
            if heading_key(step) not in VALUE_HEADINGS or not any(table.labels.steps):
                steps.append(step)  # 指标值 over a long list says nothing that its rows do not
        if places:
            steps = _beside_places(table, index, path, steps)
        table.column_steps[index] = tuple(steps)
        if steps and aside(steps[-1]) in (Aside.RANK, Aside.SCORE):
            continue  # the third place is no 3 %
        shown = as_unit(table.sheet.grid.quoted_alike(index, counted[table.sheet.kinds[counted, index] == NUMBER]))  # 0"所"
        table.column_unit[index] = path.unit or shown or (choose_unit(tuple(steps), table.units) if steps else "")


def _beside_places(table: Table, index: int, path: Column, steps: list[str]) -> list[str]:
    """县（市、区） over the row of places says no more than that; 全市 beside it, a row higher, is a place of that row."""
    total = next((step for step in steps if match_place(step).kind is PlaceKind.AGGREGATE or is_total_abroad(step)), None)
    if index not in table.column_place and total is not None:
        table.column_place[index] = clean_name(total)
        table.column_place_cell[index] = path.anchors[path.steps.index(total)] if total in path.steps else (path.rows[0], index)
        return [step for step in steps if step != total]
    if index in table.column_place:
        return [step for step in steps if not is_place_heading(step)]
    return steps
