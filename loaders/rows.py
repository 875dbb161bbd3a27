"""What each row of a body says about its figures: which place, which period, which words (指标, 学段), which unit, and its own role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from geo import match_place
from indicators.vocabulary import PlaceKind
from loaders.blocks import Block
from loaders.columns import Role
from loaders.lines import Sheet, is_label
from loaders.meanings import level_in
from loaders.units import as_unit, bracket_unit, without_unit
from loaders.words import REMARK_HEADINGS, bare, has_han, heading_key, is_total_abroad, tidy

_NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|^第[一二三四五六七八九十]+")
_FIGURE_OF_NAME = re.compile(r"(?<=[A-Za-z])\d{1,2}$")


class RowRole(StrEnum):
    """DATA counts something (or should); SECTION only heads the rows below; REMARK holds words about the columns."""

    DATA = "data"
    SECTION = "section"
    REMARK = "remark"
    NUMBERING = "numbering"


@dataclass
class RowLabels:
    """One entry for each body row. `steps` are words that belong to the heading; `place` is "" where no cell of the row names one."""

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
    place, place_at = _places(sheet, block, roles, texts, place_column)
    first = [next((texts[i][row] for i in sorted(texts) if texts[i][row].strip()), "") for row in range(len(body))]
    role = [
        _row_role(
            sheet, int(body[row]), bool(filled[row]), place[row], first[row], place_column >= 0, _unit_at(texts, roles, row)
        )
        for row in range(len(body))
    ]
    aggregate = [False] * len(body)
    for row in range(len(body)):
        if place_column >= 0 and not place[row]:
            level = next((texts[i][row] for i in word_columns if is_total_abroad(texts[i][row])), "")
            if level:
                place[row], place_at[row], aggregate[row] = level, -1, True
    parts = [bare(text).startswith(("其中", "#")) and place_column >= 0 for text in place]
    aggregate = [word or (place_at[row] >= 0 and is_total_abroad(place[row])) for row, word in enumerate(aggregate)]
    cleaned = {text: clean_name(text) for text in set(place)}
    named = [cleaned[text] for text in place]
    steps, indent = _steps(block, role, texts, word_columns, place_column, place, first)
    units = [as_unit(text) for text in _column(texts, roles, Role.UNIT, len(body), fill=False)]
    for row, words in enumerate(steps):  # 学校数（所） names its unit itself
        if words and "(" in words[-1].replace("（", "("):
            units[row] = units[row] or bracket_unit(words[-1])
            steps[row] = (*words[:-1], without_unit(words[-1]) or words[-1])
    return RowLabels(
        role,
        named,
        place_at,
        aggregate,
        steps,
        _column(texts, roles, Role.PERIOD, len(body), fill=True),
        units,
        _column(texts, roles, Role.PARENT, len(body), fill=True),
        indent,
        parts,
    )


def clean_name(text: str) -> str:
    """A place's name without padding, inner blanks between characters, 其中：, and marks or figures that point at a footnote."""
    name = tidy(text)
    if has_han(name):  # the same name in English after it
        name = re.sub(r"(?<=[\u3400-\u9fff)）])\s+[A-Za-z][A-Za-z .,'&()-]*$", "", name)
    name = re.sub(r"^(其中[:：]?|[#＃])\s*", "", name)
    name = re.sub(r"[#＃*＊※①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵]+$", "", name).strip()
    if is_total_abroad(name):  # PROVINCE LEVEL in a column of levels names the province
        name = re.sub(r"(?i)[\s_-]+level$", "", name)
    return _FIGURE_OF_NAME.sub("", name)


def _texts(sheet: Sheet, block: Block, index: int) -> list[str]:
    """The column's cells as texts; a cell merged downwards says the same in every row that it covers."""
    texts = []
    for row in block.body.tolist():
        value = sheet.grid.rows[row][index]
        if value is None:
            texts.append("")
        elif isinstance(value, str):
            texts.append(value)
        else:
            texts.append(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))
    position = {row: number for number, row in enumerate(block.body.tolist())} if sheet.grid.merges else {}
    for first_row, first_column, last_row, last_column in sheet.grid.merges:
        if first_column == index == last_column and last_row > first_row:
            text = sheet.text(first_row, first_column)
            for row in range(first_row, last_row + 1):
                if row in position:
                    texts[position[row]] = text
    return texts


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


def _unit_at(texts: dict[int, list[str]], roles: dict[int, Role], row: int) -> str:
    return next((texts[i][row] for i, role in roles.items() if role is Role.UNIT), "").strip()


def _places(
    sheet: Sheet, block: Block, roles: dict[int, Role], texts: dict[int, list[str]], place_column: int
) -> tuple[list[str], list[int]]:
    length = len(block.body)
    if place_column < 0:
        return [""] * length, [-1] * length
    named = list(texts[place_column])
    at = [place_column] * length
    stubs = [
        i
        for i, role in roles.items()
        if i in texts and i != place_column and role not in (Role.TRANSLATION, Role.UNIT, Role.DATE)
    ]
    seen: set[tuple[str, ...]] = set()
    labels = [i for i, role in roles.items() if role in (Role.LABEL, Role.INDICATOR, Role.PERIOD)]
    for row in range(length):
        words = tuple(texts[i][row] for i in labels)
        if named[row].strip():
            seen = {words}
            continue
        for index in stubs:
            text = texts[index][row]
            other = (
                roles[index] is Role.CODE and any(sign.isalpha() for sign in text) and not any(sign.isdigit() for sign in text)
            )
            if text.strip() and (other or (_is_total(text) and roles[index] not in (Role.PERIOD,))):
                named[row], at[row] = text, index
                if roles[index] in (Role.LABEL, Role.INDICATOR, Role.SERIAL, Role.PARENT):
                    texts[index][row] = ""
                break
        else:
            above = row - 1
            if above >= 0 and named[above].strip() and labels and words not in seen and any(words) and at[above] == place_column:
                if not any(is_total_abroad(word) for word in words if word and len(word) > 3):
                    named[row] = named[above]
                    seen.add(words)
    return named, at


def _is_total(text: str) -> bool:
    return match_place(text).kind is PlaceKind.AGGREGATE or is_total_abroad(text)


def _row_role(sheet: Sheet, row: int, filled: bool, place: str, first: str, has_places: bool, unit: str) -> RowRole:
    if heading_key(first) in REMARK_HEADINGS:
        return RowRole.REMARK
    if sheet.is_numbering(row) and not place:
        return RowRole.NUMBERING
    if filled or unit:
        return RowRole.DATA
    if has_places:
        if sheet.is_single(row) and level_in(place)[0] and not is_label(place):
            return RowRole.SECTION  # 小学 alone in the column of places heads the districts below
        return (
            RowRole.DATA
            if place.strip() and (is_label(place) or not _NUMBERED.match(place.strip())) and not _alone(sheet, row)
            else (RowRole.DATA if is_label(place) and not _is_total(place) else RowRole.SECTION)
        )
    return RowRole.SECTION


def _alone(sheet: Sheet, row: int) -> bool:
    columns = sheet.columns(row)
    return len(columns) == 1 and sheet.span(row, columns[0]) > 1


def _indent(text: str) -> int:
    plain = text.replace("\u3000", "  ")
    return len(plain) - len(plain.lstrip())


def _steps(
    block: Block,
    role: list[RowRole],
    texts: dict[int, list[str]],
    word_columns: list[int],
    place_column: int,
    place: list[str],
    first: list[str],
) -> tuple[list[tuple[str, ...]], list[int]]:
    """The words of each row, outermost first; a section heads the rows below, an indented label belongs to the one above it."""
    length = len(role)
    filled = {index: _fill_down(texts[index], place, index == min(word_columns)) for index in word_columns}
    tidied = {text: tidy(text) for index in word_columns for text in set(filled[index])}
    indents = [_indent(texts[word_columns[-1]][row]) if word_columns else 0 for row in range(length)]
    deeper = any(indents[row] > indents[row - 1] for row in range(1, length) if role[row - 1] is RowRole.SECTION)
    section: tuple[str, int] | None = None
    parents: list[tuple[int, str]] = []
    found: list[tuple[str, ...]] = []
    whole = ""
    for row in range(length):
        own = [tidied[filled[index][row]] for index in word_columns if tidied[filled[index][row]]]
        if role[row] is RowRole.SECTION:
            text = tidy(first[row])
            section = None if place_column >= 0 and is_label(text) else (re.sub(_NUMBERED, "", text).strip(), indents[row])
            parents = []
            found.append(tuple(own))
            continue
        if section is not None and deeper and indents[row] <= section[1]:
            section = None
        if place_column < 0 and own:
            while parents and parents[-1][0] >= indents[row]:
                parents.pop()
            marked = bare(own[-1]).startswith(("其中", "#"))
            own[-1] = re.sub(r"^(其中[:：]?|[#＃])\s*", "", own[-1]) or own[-1]
            above = [text for _, text in parents]
            if marked and not above and whole:
                above = [whole]
            if not marked:
                whole = own[-1]
            parents.append((indents[row], own[-1]))
            own = [*own[:-1], *above, own[-1]]
        if section is not None and section[0]:
            own = [section[0], *own]
        found.append(tuple(own))
    return found, indents


def _fill_down(texts: list[str], place: list[str], outermost: bool) -> list[str]:
    """A label stands once at the head of its rows (小学, then blanks); totals of everything do not inherit it."""
    filled = list(texts)
    blank = sum(1 for text in texts if not text.strip())
    if not outermost or not blank or blank < len(texts) * 0.3:
        return filled
    for row in range(1, len(filled)):
        if not filled[row].strip() and not (_is_total(place[row]) and "小计" not in bare(place[row])):
            filled[row] = filled[row - 1]
    return filled
