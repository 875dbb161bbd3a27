"""What each row of a body says about its figures: place, period, words (指标, 学段), unit, and its own role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from loaders.blocks import Block
from loaders.levels import level_in
from loaders.lines import Sheet, is_label
from loaders.parts_below import parts_below, periods_in_words, periods_of_words, with_parts
from loaders.place_sums import is_example, is_standard
from loaders.roles import Role
from loaders.row_words import NUMBERED, clean_name, is_total, row_places, row_steps
from loaders.sections import periods_of_names, periods_of_sections, place_sections
from loaders.times import compares_periods, heading_period
from loaders.units import as_unit, bracket_unit, without_unit
from loaders.words import HEADS_PLACES, REMARK_HEADINGS, bare, has_han, has_latin, heading_key, is_total_abroad, tidy

_COMPARES = re.compile(
    r"^(比|较|与|同)?(上一?(年|学年|期|年度)|去年|同期)(?!.*级)|^(增减|增长|增幅|同比|环比|升降|变化)|^(目标值?|差距|排名|名次)$"
)


class RowRole(StrEnum):
    """DATA counts something (or should); SECTION only heads the rows below; REMARK holds words about the columns."""

    DATA = "data"
    SECTION = "section"
    REMARK = "remark"
    NUMBERING = "numbering"


@dataclass
class RowLabels:
    """One entry for each body row. `steps` are words that belong to the heading; `place` is "" where no cell names one.

    `school` is the name among `steps` where a row stands for one school, and `kinds` are the steps without it: a school's name
    does not say what is counted, so that many thousand schools share the few kinds of figures that their table has.
    """

    role: list[RowRole]
    place: list[str]
    place_column: list[int]
    aggregate_word: list[bool]
    steps: list[tuple[str, ...]]
    period: list[str]
    unit: list[str]
    parent: list[str]
    indent: list[int]
    part: list[bool] = field(default_factory=list)
    school: list[str] = field(default_factory=list)
    kinds: list[tuple[str, ...]] = field(default_factory=list)


def row_labels(sheet: Sheet, block: Block, roles: dict[int, Role]) -> RowLabels:
    """Read the label columns of a block row by row."""
    body = block.body
    values = [index for index, role in roles.items() if role is Role.VALUE]
    filled = (sheet.kinds[body][:, values] > 0).any(axis=1) if values and len(body) else np.zeros(len(body), dtype=bool)
    texts = {
        index: _texts(sheet, block, index) for index, role in roles.items() if role not in (Role.VALUE, Role.BLANK, Role.REMARK)
    }
    place_column = next((index for index, role in roles.items() if role is Role.PLACE), -1)
    word_columns = [i for i, role in roles.items() if role in (Role.LABEL, Role.INDICATOR, Role.SCHOOL)]
    places_of_parts, parts_of_rows = parts_below(texts[place_column], filled) if place_column >= 0 else ([], [])
    if parts_of_rows:
        texts[place_column] = places_of_parts
    column, over = place_sections(sheet, block, texts, filled, place_column)
    if over and column == place_column:  # its other cells say what is counted
        place_column, word_columns = -1, [place_column, *word_columns]
    place, place_at = row_places(block, roles, texts, place_column)
    first = _first_texts(texts, len(body))
    unit_texts = _column(texts, roles, Role.UNIT, len(body), fill=False)
    roles_of_rows = _row_roles(sheet, body, filled, place, first, place_column >= 0, unit_texts)
    said = _column(texts, roles, Role.PERIOD, len(body), fill=False)
    compared = {text for text in set(said) if compares_periods(text)}
    for row in [row for row, text in enumerate(said) if text in compared] if compared else ():
        roles_of_rows[row] = RowRole.REMARK  # 增幅 below 2022年 and 2023年: no year's figures
    aggregate = [False] * len(body)
    for row in [row for row, text in enumerate(place) if not text] if place_column >= 0 else ():
        level = next((texts[i][row] for i in word_columns if is_total_abroad(texts[i][row])), "")
        if level:
            place[row], place_at[row], aggregate[row] = level, -1, True
    for row in np.flatnonzero(~filled).tolist():  # Yunlong District below 云龙区, without a figure: the name said again
        repeats = row and has_latin(place[row]) and not has_han(place[row]) and has_han(place[row - 1])
        if repeats and roles_of_rows[row] is RowRole.DATA:
            roles_of_rows[row] = RowRole.REMARK
    names = set(place)
    marked = {text for text in names if bare(text).startswith(("其中", "#"))} if place_column >= 0 else set()
    totals = {text for text in names if is_total_abroad(text)}
    parts = [text in marked for text in place]
    aggregate = [word or (at >= 0 and text in totals) for word, at, text in zip(aggregate, place_at, place, strict=True)]
    cleaned = {text: clean_name(text) for text in names}
    named = [cleaned[text] for text in place]
    sections = [role is RowRole.SECTION for role in roles_of_rows]
    steps, indent = row_steps(sections, texts, word_columns, place_column, place, first)
    period = _column(texts, roles, Role.PERIOD, len(body), fill=True)
    if any(sections):
        periods_of_sections(sections, steps, period, first)
    periods_of_names(named, period)
    with_parts(steps, period, parts_of_rows)
    if over:
        named, place_at = [clean_name(text) for text in over], [column if text else -1 for text in over]
        steps = [words[1:] if words and words[0] == tidy(text) else words for words, text in zip(steps, over, strict=True)]
        periods_of_words(steps, period)
    elif Role.PERIOD not in roles.values() and place_column < 0:
        periods_in_words(steps, period)
    known_units = {text: as_unit(text) for text in set(unit_texts)}
    units = [known_units[text] for text in unit_texts]
    bracketed = {word for word in {words[-1] for words in steps if words} if "(" in word or "（" in word}
    for row, words in enumerate(steps) if bracketed else ():  # 学校数（所） names its unit itself
        if words and words[-1] in bracketed:
            units[row] = units[row] or bracket_unit(words[-1])
            steps[row] = (*words[:-1], without_unit(words[-1]) or words[-1])
    school = _schools(steps, texts, roles)
    return RowLabels(
        roles_of_rows,
        named,
        place_at,
        aggregate,
        steps,
        period,
        units,
        _column(texts, roles, Role.PARENT, len(body), fill=True),
        indent,
        parts,
        school,
        _kinds(steps, school) if school else steps,
    )


def _schools(steps: list[tuple[str, ...]], texts: dict[int, list[str]], roles: dict[int, Role]) -> list[str]:
    """The school's name among the words of each row, "" where there is none; [] for a table that is not about schools."""
    index = next((i for i, role in roles.items() if role is Role.SCHOOL and i in texts), None)
    if index is None:
        return []
    names = {text: tidy(text) for text in set(texts[index])}
    short = {text: without_unit(name) for text, name in names.items() if "(" in name or "（" in name}
    found = [names[text] for text in texts[index]]
    for row, (words, name) in enumerate(zip(steps, found, strict=True)):
        if words.count(name) != 1:
            name = "" if name in words else short.get(texts[index][row], "")
            found[row] = name if words.count(name) == 1 else ""
    return found


def _kinds(steps: list[tuple[str, ...]], school: list[str]) -> list[tuple[str, ...]]:
    """The steps without the school's name, one tuple for all rows of a kind."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    found = []
    for words, name in zip(steps, school, strict=True):
        if name and words[0] == name:
            words = words[1:]
        elif name:
            at = words.index(name)
            words = words[:at] + words[at + 1 :]
        found.append(known.setdefault(words, words))
    return found


def _texts(sheet: Sheet, block: Block, index: int) -> list[str]:
    """The column's cells as texts; a cell merged downwards says the same in every row that it covers."""
    texts = sheet.grid.cells.texts(index, block.body)
    merges = [merge for merge in sheet.merges if merge[1] == index == merge[3] and merge[2] > merge[0]]
    position = {row: number for number, row in enumerate(block.body.tolist())} if merges else {}
    for first_row, first_column, last_row, _last_column in merges:
        text = sheet.text(first_row, first_column)
        for row in range(first_row, last_row + 1):
            if row in position:
                texts[position[row]] = text
    return texts


def _first_texts(texts: dict[int, list[str]], length: int) -> list[str]:
    """For each row the text of its first label column that is not blank."""
    first = [""] * length
    for index in sorted(texts, reverse=True):
        blank = {text for text in set(texts[index]) if not text.strip()}
        first = [further if text in blank else text for text, further in zip(texts[index], first, strict=True)]
    return first


def _column(texts: dict[int, list[str]], roles: dict[int, Role], wanted: Role, length: int, *, fill: bool) -> list[str]:
    index = next((i for i, role in roles.items() if role is wanted), None)
    if index is None:
        return [""] * length
    found = list(texts[index])
    if fill:
        for row in range(1, length):
            if not found[row].strip():
                found[row] = found[row - 1]
    return found


def _row_roles(
    sheet: Sheet, body: np.ndarray, filled: np.ndarray, place: list[str], first: list[str], has_places: bool, units: list[str]
) -> list[RowRole]:
    """The role of each row. Most rows name a place (or its indicator) and have figures: those are told by their texts alone."""
    asked = {text for text in set(first) if not text.isdecimal() and heading_key(text) in REMARK_HEADINGS}
    if has_places:
        asked |= {text for text in set(place) if not text or _says_of_columns(text)}
    down = any(merge[2] > merge[0] for merge in sheet.merges)
    found = []
    for row, (at, has_figure, name, text) in enumerate(zip(body.tolist(), filled.tolist(), place, first, strict=True)):
        usual = name not in asked if has_places else not down and not sheet.looks_numbering(text)
        if has_figure and usual and text not in asked:
            found.append(RowRole.DATA)
        else:
            found.append(_row_role(sheet, at, has_figure, name, text, has_places, units[row].strip()))
    return found


def _row_role(sheet: Sheet, row: int, filled: bool, place: str, first: str, has_places: bool, unit: str) -> RowRole:
    if heading_key(first) in REMARK_HEADINGS:
        return RowRole.REMARK
    if not place and sheet.is_numbering(row):
        return RowRole.NUMBERING
    if has_places and _says_of_columns(place or first) and (is_standard(place) or not is_label(place)):
        return RowRole.REMARK  # 比上年增长%, 上年合计, 国家标准 below the districts: nobody's figures of this period
    if filled or unit:
        return RowRole.DATA
    if has_places and sheet.is_single(row) and heading_period(tidy(place)) is not None:
        return RowRole.SECTION  # 2021学年 alone in the column of places heads the districts below
    if has_places and HEADS_PLACES.search(place):
        return RowRole.SECTION  # 省直管县（市） alone heads the places below
    if has_places:
        if sheet.is_single(row) and level_in(place)[0] and not is_label(place):
            return RowRole.SECTION  # 小学 alone in the column of places heads the districts below
        return (
            RowRole.DATA
            if place.strip() and (is_label(place) or not NUMBERED.match(place.strip())) and not _alone(sheet, row)
            else (RowRole.DATA if is_label(place) and not is_total(place) else RowRole.SECTION)
        )
    return RowRole.SECTION


def _says_of_columns(text: str) -> bool:
    return _COMPARES.match(bare(text)) is not None or is_standard(text) or is_example(text)


def _alone(sheet: Sheet, row: int) -> bool:
    columns = sheet.columns(row)
    return len(columns) == 1 and sheet.span(row, columns[0]) > 1
