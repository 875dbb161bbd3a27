"""What each column of a block is for, decided from its heading and what stands below, before any number is read."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

from geo import match_place
from indicators.vocabulary import PlaceKind
from loaders.blocks import Block
from loaders.cells import DATE
from loaders.headings import Column
from loaders.lines import Sheet
from loaders.persons import is_person_heading
from loaders.profiles import Profile, codes, looks_counted, periods, profile, serials, share, years
from loaders.times import heading_period
from loaders.units import as_unit
from loaders.words import (
    CODE_HEADING,
    DEFINES,
    INDICATOR_HEADINGS,
    LIKE_A_NAME,
    PARENT_HEADINGS,
    PERIOD_HEADINGS,
    REGION_HEADING,
    REMARK_HEADINGS,
    REPORTED_HEADING,
    SCHOOL_HEADINGS,
    SERIAL_HEADINGS,
    UNIT_HEADINGS,
    VALUE_HEADINGS,
    bare,
    has_han,
    has_latin,
    heading_key,
    is_attribute_heading,
    is_corner,
    is_place_heading,
    is_total_abroad,
    tidy,
)

_ORDINAL = re.compile(
    r"第?[(（]?([一二三四五六七八九十百]{1,4}|\d{1,3}([.．-]\d{1,3})*|[①-⑳]|[甲乙丙丁]|[ivxIVX]{1,4})[)）]?[、.．]?|合计|总计|小计"
)
_PLACES = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)


class Role(StrEnum):
    """What a column is for. LABEL: words that belong to the heading of each row (指标, 学段, 年级 …)."""

    VALUE = "value"
    PLACE = "place"
    PARENT = "parent"
    PERIOD = "period"
    INDICATOR = "indicator"
    LABEL = "label"
    SCHOOL = "school"
    UNIT = "unit"
    SERIAL = "serial"
    CODE = "code"
    REMARK = "remark"
    DATE = "date"
    TRANSLATION = "translation"
    BLANK = "blank"


def column_roles(sheet: Sheet, block: Block, paths: dict[int, Column]) -> tuple[dict[int, Role], dict[int, str]]:
    """The role of every column of the block, and the reason in a few words (a key of `loaders.explain`)."""
    profiles = {index: profile(sheet, block, index) for index in range(block.first_column, block.last_column + 1)}
    roles: dict[int, Role] = {}
    reasons: dict[int, str] = {}
    for index, found in profiles.items():
        roles[index], reasons[index] = _role(index, paths[index], found, block)
    _choose_place(roles, reasons, profiles, paths)
    _left_and_right(roles, reasons, profiles, paths)
    _definitions(roles, reasons, paths)
    return roles, reasons


def _role(index: int, path: Column, found: Profile, block: Block) -> tuple[Role, str]:
    head = path.steps[-1] if path.steps else ""
    key, whole = heading_key(head), bare(" ".join(path.steps))
    if key in SERIAL_HEADINGS and (found.words <= max(2, found.filled // 4) or share(found, _counts_rows) >= 0.6):
        return Role.SERIAL, "heading"
    if key in REMARK_HEADINGS:
        return Role.REMARK, "heading"
    if is_person_heading(head):
        return Role.REMARK, "person"
    if is_attribute_heading(head):
        return Role.REMARK, "attribute"
    if key in UNIT_HEADINGS and found.filled and share(found, lambda text: bool(as_unit(text))) >= 0.6:
        return Role.UNIT, "heading"
    if key in PERIOD_HEADINGS and (periods(found, numbers=True) or years(found)):
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
        if share(found, looks_counted) > 0.5 and (path.unit or found.words <= 3):
            return Role.VALUE, "damaged"
        if periods(found, numbers=False):
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


def _counts_rows(text: str) -> bool:
    """一, （二）, 1.1, ③, 甲: numbers rows in words."""
    return _ORDINAL.fullmatch(text.strip()) is not None


def _choose_place(
    roles: dict[int, Role], reasons: dict[int, str], profiles: dict[int, Profile], paths: dict[int, Column]
) -> None:
    """Among columns of names the one of districts: the gazetteer decides, then the heading; the city above is PARENT."""
    scores: dict[int, float] = {}
    for index, role in roles.items():
        if role not in (Role.LABEL, Role.SCHOOL, Role.INDICATOR):
            continue
        head = paths[index].steps[-1] if paths[index].steps else ""
        kinds = _kinds(profiles[index])
        total = sum(kinds.values()) or 1
        known = sum(count for kind, count in kinds.items() if kind is not PlaceKind.UNKNOWN) / total
        districts = sum(kinds[kind] for kind in _PLACES) / total
        cities = kinds[PlaceKind.CITY] / total
        heading = is_place_heading(head) and not is_corner(head)
        if role is not Role.LABEL and districts < 0.5:  # 项目 over names of districts heads places for all that
            continue
        named = kinds[PlaceKind.DISTRICT] + kinds[PlaceKind.CITY] + kinds[PlaceKind.ZONE]
        if not heading and (known < 0.5 or not named):
            continue
        distinct = len(profiles[index].texts) / max(1, profiles[index].words)
        scores[index] = (
            4 * districts
            + 2.5 * cities
            + (1 if heading else 0)
            - (0.5 if heading_key(head) in PARENT_HEADINGS else 0)
            + 0.5 * distinct
        )
        if len(profiles[index].texts) == 1 and profiles[index].words > 3:
            scores[index] -= 2
    if not scores:
        alike = _column_of_names(roles, profiles, paths)
        if alike is not None:
            roles[alike], reasons[alike] = Role.PLACE, "places"
        return
    place = max(scores, key=lambda index: (scores[index], -index))
    chinese = any(has_han(text) for text in profiles[place].texts)
    for index in scores:
        if index == place:
            roles[index], reasons[index] = Role.PLACE, "places"
        elif chinese and not any(has_han(text) for text in profiles[index].texts):
            roles[index], reasons[index] = Role.TRANSLATION, "translation"
        elif index < place or heading_key(paths[index].steps[-1] if paths[index].steps else "") in PARENT_HEADINGS:
            roles[index], reasons[index] = Role.PARENT, "parents"
    for index, role in roles.items():  # 主城区 and 北部 beside the districts say where, not what
        head = paths[index].steps[-1] if paths[index].steps else ""
        if role is Role.LABEL and REGION_HEADING.fullmatch(bare(head)):
            roles[index], reasons[index] = Role.PARENT, "parents"
    if chinese:
        for index, role in roles.items():
            texts = profiles[index].texts
            if (
                role is Role.LABEL
                and texts
                and not any(has_han(text) for text in texts)
                and all(has_latin(text) for text in texts)
            ):
                roles[index], reasons[index] = Role.TRANSLATION, "translation"


def _column_of_names(roles: dict[int, Role], profiles: dict[int, Profile], paths: dict[int, Column]) -> int | None:
    """The one column of words that no gazetteer knows but that are written like places: towns (大泗镇), cities abroad (横浜市);
    or, abroad, names below a blank head with their total at the end."""
    labels = [index for index, role in roles.items() if role is Role.LABEL]
    if len(labels) != 1:
        return None
    texts = [tidy(text) for text in profiles[labels[0]].texts]
    names = [text for text in texts if not is_total_abroad(text) and match_place(text).kind is not PlaceKind.AGGREGATE]
    if len(names) < 3:
        return None
    if sum(LIKE_A_NAME.match(text) is not None for text in names) * 4 >= len(names) * 3:
        return labels[0]
    headless = not paths[labels[0]].steps and len(names) < len(texts) and is_total_abroad(texts[-1])
    proper = all(text[:1].isupper() and not any(map(str.isdigit, text)) for text in names)
    abroad = proper and not any(has_han(text) for text in texts)
    return labels[0] if headless and abroad else None


def _kinds(found: Profile) -> Counter[PlaceKind]:
    kinds: Counter[PlaceKind] = Counter()
    for text in list(found.texts)[:400]:
        kind = match_place(text).kind if len(text) <= 40 else PlaceKind.UNKNOWN
        kinds[PlaceKind.AGGREGATE if kind is PlaceKind.UNKNOWN and is_total_abroad(text) else kind] += 1
    return kinds


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
