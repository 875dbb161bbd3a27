"""What each column of a block is for, decided from its heading and what stands below, before any number is read."""

from __future__ import annotations

import re

from geo import match_place
from indicators.catalogue import load_catalogue
from indicators.vocabulary import PlaceKind
from loaders.blocks import Block
from loaders.cells import DATE
from loaders.headings import Column
from loaders.lines import Sheet
from loaders.numbers import understand
from loaders.persons import is_person_heading
from loaders.place_columns import choose_place
from loaders.profiles import Profile, codes, looks_counted, periods, periods_compared, profile, serials, share, years
from loaders.roles import Role
from loaders.times import heading_period
from loaders.units import as_unit, without_unit
from loaders.words import (
    CODE_HEADING,
    DEFINES,
    INDICATOR_HEADINGS,
    PERIOD_HEADINGS,
    REMARK_HEADINGS,
    REPORTED_HEADING,
    SCHOOL_HEADINGS,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
    VALUE_HEADINGS,
    bare,
    heading_key,
    is_attribute_heading,
    is_corner,
    is_total_abroad,
)

_ORDINAL = re.compile(
    r"第?[(（]?([一二三四五六七八九十百]{1,4}|\d{1,3}([.．-]\d{1,3})*|[①-⑳]|[甲乙丙丁]|[ivxIVX]{1,4})[)）]?[、.．]?|合计|总计|小计"
)


_ANSWER = re.compile(r"是|否|有|无|已?达标|未达标|不达标|已?通过|未通过|合格|不合格|√|✓|×|✗|yes|no")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}([. \u202f\xa0]\d{3})+),\d+\s*%?|\d{1,3}(\.\d{3}){2,}")


def column_roles(sheet: Sheet, block: Block, paths: dict[int, Column]) -> tuple[dict[int, Role], dict[int, str]]:
    """The role of every column of the block, and the reason in a few words (a key of `loaders.explain`)."""
    profiles = {index: profile(sheet, block, index) for index in range(block.first_column, block.last_column + 1)}
    roles: dict[int, Role] = {}
    reasons: dict[int, str] = {}
    for index, found in profiles.items():
        roles[index], reasons[index] = _role(index, paths[index], found, block)
    choose_place(roles, reasons, profiles, paths)
    _left_and_right(roles, reasons, profiles, paths)
    _definitions(roles, reasons, paths)
    return roles, reasons


def _role(index: int, path: Column, found: Profile, block: Block) -> tuple[Role, str]:
    head = path.steps[-1] if path.steps else ""
    key, whole = heading_key(head), bare(" ".join(path.steps))
    if key in SERIAL_HEADINGS and (found.words <= max(2, found.filled // 4) or share(found, _counts_rows) >= 0.6):
        return Role.SERIAL, "heading"
    if is_person_heading(head):
        return Role.REMARK, "person"
    if key in REMARK_HEADINGS:
        return Role.REMARK, "heading"
    if is_attribute_heading(head):
        return Role.REMARK, "attribute"
    if key in UNIT_HEADINGS and found.filled and share(found, lambda text: bool(as_unit(text))) >= 0.6:
        return Role.UNIT, "heading"
    if key in PERIOD_HEADINGS and (periods(found, numbers=True) or years(found) or periods_compared(found)):
        return Role.PERIOD, "heading"
    if found.filled == 0:
        return (Role.VALUE, "empty") if path.steps else (Role.BLANK, "empty")
    if CODE_HEADING.search(bare(head)) and codes(found):
        return Role.CODE, "heading"
    if found.words == 0 and found.counts[DATE] > found.counted:
        return Role.DATE, "content"
    if key in SCHOOL_HEADINGS and found.words:
        return Role.SCHOOL, "heading"
    if key in VALUE_HEADINGS:
        return Role.VALUE, "heading"
    if not path.steps and index == block.first_column and serials(found):
        return Role.SERIAL, "content"
    if found.words > found.counted + found.counts[DATE]:
        if path.steps and share(found, _answers) == 1:
            return Role.REMARK, "answers"
        if share(found, looks_counted) > 0.5 and (path.unit or found.words <= 3):
            return Role.VALUE, "damaged"
        if path.steps and share(found, _nearly_number) >= 0.6:
            return Role.VALUE, "damaged"  # 98所, 18,9: no number for certain, but figures all the same
        if "比" in head and share(found, _is_ratio) >= 0.5:
            return Role.VALUE, "numbers"  # 1:14.5 below 师生比
        if periods(found, numbers=False) and share(found, _dates_something) < 0.5:
            return Role.PERIOD, "content"
        if share(found, lambda text: bool(as_unit(text))) >= 0.9 and len(found.texts) <= 8 and index != block.first_column:
            return Role.UNIT, "content"
        if key in INDICATOR_HEADINGS or is_corner(head):
            return Role.INDICATOR, "heading"
        return Role.LABEL, "words"
    if (
        not path.steps
        and found.words == 0
        and periods(found, numbers=True)
        and len(found.texts) == 0
        and index == block.first_column
    ):
        return Role.PERIOD, "content"
    return Role.VALUE, "numbers" if whole else "no-heading"


def _answers(text: str) -> bool:
    """是, 否, 达标: the answer to a question, which says nothing of the figures beside it."""
    return _ANSWER.fullmatch(bare(text)) is not None


def _dates_something(text: str) -> bool:
    """2023年在园幼儿数: what was counted, and when."""
    said = heading_period(text)
    return said is not None and bool(load_catalogue().by_alias(without_unit(said[1])))


def _is_ratio(text: str) -> bool:
    return understand(text).how == "ratio"


def _nearly_number(text: str) -> bool:
    return understand(text).how == "unit" or _DECIMAL_COMMA.fullmatch(text.strip()) is not None


def _counts_rows(text: str) -> bool:
    """一, （二）, 1.1, ③, 甲: numbers rows in words."""
    return _ORDINAL.fullmatch(text.strip()) is not None


def _left_and_right(
    roles: dict[int, Role], reasons: dict[int, str], profiles: dict[int, Profile], paths: dict[int, Column]
) -> None:
    """Words right of the figures are remarks, or the row's labels over again; a column without heading and figures is nothing."""
    values = [index for index, role in roles.items() if role is Role.VALUE and profiles[index].filled]
    first = min(values, default=None)
    periods = [index for index, role in roles.items() if role is Role.PERIOD]
    for index in periods[1:]:
        if reasons[index] == "content" or reasons[periods[0]] == "heading":
            roles[index], reasons[index] = Role.TRANSLATION, "repeats"
    for index, role in roles.items():
        if role is Role.LABEL and first is not None and index > first:
            roles[index], reasons[index] = Role.REMARK, "right"
        if role is Role.VALUE and not profiles[index].filled and not paths[index].steps:
            roles[index], reasons[index] = Role.BLANK, "empty"


def _definitions(roles: dict[int, Role], reasons: dict[int, str], paths: dict[int, Column]) -> None:
    """指标名称 | 计算方法 | 小数位数 | 目标值: what explains indicators holds settings, unless a column says whose or when."""
    if Role.INDICATOR in roles.values():
        for index, role in roles.items():
            if role is Role.LABEL and paths[index].steps and DEFINES.fullmatch(bare(paths[index].steps[-1])):
                roles[index], reasons[index] = Role.REMARK, "definition"
    heads = [step for path in paths.values() for step in path.steps]
    if Role.PLACE in roles.values() or not any(DEFINES.fullmatch(bare(step)) for step in heads):
        return
    if Role.INDICATOR not in roles.values() and not any(heading_key(step) in INDICATOR_HEADINGS for step in heads):
        return
    for index, role in roles.items():
        if role is Role.VALUE and not any(_reports(step) for step in paths[index].steps):
            roles[index], reasons[index] = Role.REMARK, "definition"


def _reports(step: str) -> bool:
    """数值, 2023年, 本年, 自评值, 海陵区, 合计: the head of a column of figures, whoever explains them beside."""
    key = heading_key(step)
    return (
        key in VALUE_HEADINGS
        or heading_period(step) is not None
        or REPORTED_HEADING.match(key) is not None
        or is_total_abroad(step)
        or match_place(step).kind is not PlaceKind.UNKNOWN
    )
