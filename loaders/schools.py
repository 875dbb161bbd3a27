"""Figures of single schools: what a workbook with one row a school says, each school once, in the district where it stands.

Exports of 教育事业统计 carry 学校标识码, 办学类型 and 城乡分类; hand-made lists often only the school's name. The figures are no
observations of a district: they stand in a table of their own (SCHOOL_COLUMNS), the base of 校际差异系数 and of sums.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from indicators.catalogue import load_catalogue
from indicators.schools import SCHOOL_COLUMNS, SchoolKind
from indicators.vocabulary import EducationLevel
from loaders.campuses import Schools, is_campus, once
from loaders.cells import BLANK
from loaders.figures import STATUSES
from loaders.levels import level_in
from loaders.meanings import Meaning, meaning
from loaders.numbering import distinct
from loaders.roles import Role
from loaders.rows import clean_name
from loaders.table_reading import TableReading
from loaders.words import bare, tidy
from loaders.workbook import a1

_ID = re.compile(r"(学校|机构|园所|单位)?(\(机构\))?(标识码|代码|编码|编号)$|schoolid|urn|uai")
_KIND = re.compile(r"(办学|学校|园所|机构)(类型|类别|性质类别)|学校类型|学段|办学层次|学校办学类型")
_AREA = re.compile(r"城乡(分类|类型|类别|划分|属性)|城乡|所在地(城乡)?类型")
_OWNER = re.compile(r"举办者|办学性质|办学体制|办园性质|公办?民办?|举办者类型|办学主体")
_GROUP = re.compile(r"^(?!是否)(所属|所在)?(教育)?集团(名称|校名称)?|牵头校|领衔校")
_KINDS: tuple[tuple[SchoolKind, re.Pattern[str]], ...] = (
    (SchoolKind.TWELVE_YEAR, re.compile(r"十二年(一贯)?")),
    (SchoolKind.NINE_YEAR, re.compile(r"九年(一贯)?|一贯制|^九")),
    (SchoolKind.COMPLETE_SECONDARY, re.compile(r"完全中学|完中|初高中")),
    (SchoolKind.SPECIAL, re.compile(r"特殊教育|特教|培智|盲校|聋校|启智|启聪")),
    (SchoolKind.KINDERGARTEN, re.compile(r"幼儿园|学前|幼儿班")),
    (SchoolKind.SENIOR, re.compile(r"高级中学|高中|普高")),
    (SchoolKind.JUNIOR, re.compile(r"初级中学|初中|中学")),
    (SchoolKind.PRIMARY, re.compile(r"小学|教学点|完小|^中心校$")),
)
# the codes of the statistical register: 111 main city … 122 town, 2xx village
_AREAS = (
    ("rural", re.compile(r"^2\d\d?$|乡村|农村|村庄|乡中心")),
    ("town", re.compile(r"^12\d$|镇")),
    ("urban", re.compile(r"^11\d$|城")),
)


def read_schools(readings: list[TableReading]) -> Schools:
    """The figures of all tables of a workbook that have one row a school."""
    parts = [part for reading in readings if reading.school_rows for part in _figures(reading)]
    if not parts:
        return Schools(pd.DataFrame({name: pd.Series(dtype="object") for name in SCHOOL_COLUMNS}))
    return once(pd.concat(parts, ignore_index=True)[list(SCHOOL_COLUMNS)])


def known_columns(reading: TableReading) -> int:
    """How many columns of a list of schools have an indicator."""
    row = int(reading.rows[0])
    return sum(bool(_meaning(reading, row, column, position).indicator) for position, column in enumerate(reading.table.values))


def count_schools(reading: TableReading) -> int:
    """How many schools a list names."""
    rows, names = reading.rows.tolist(), reading.table.labels.school
    codes, places = distinct(reading.row_place)
    code_of = [place.code for place in places]
    return len({(names[row], code_of[code]) for row, code in zip(rows, codes[reading.rows].tolist(), strict=True) if names[row]})


def may_stand_twice(readings: list[TableReading]) -> bool:
    """Whether a school's name or number comes again in the same period, or a name looks like a campus."""
    sheets_of = Counter(key for reading in readings for key in set(_periods_of_rows(reading)))
    asked: set[str] = set()
    seen: set[tuple[str, str, str]] = set()
    for reading in readings:
        fresh = set(reading.table.labels.school).difference(asked)  # the same schools stand on the sheet of every year
        if any(map(is_campus, fresh)):
            return True
        asked |= fresh
        keys = _keys_of_rows(reading)
        different = set(keys)
        again = {key for key in different if sheets_of[key[2]] > 1}
        if len(different) < len(keys) or not seen.isdisjoint(again):
            return True
        seen |= again
    return False


def _keys_of_rows(reading: TableReading) -> list[tuple[str, str, str]]:
    """For each row of a school what it is known by, number or name and place, and its period."""
    labels, places, periods = reading.table.labels, reading.row_place, _periods_of_rows(reading)
    index = _column_of(reading, _ID)
    numbers = [""] * len(places)
    if index is not None:
        numbers = reading.table.sheet.grid.cells.texts(index, reading.table.block.body)
    rows = [row for row in reading.rows.tolist() if labels.school[row] and not places[row].aggregate]
    return [(numbers[row] or labels.school[row], "" if numbers[row] else places[row].code, periods[row]) for row in rows]


def _periods_of_rows(reading: TableReading) -> list[str]:
    """As `TableReading.period` has it, but for periods in headings, which are the same for every school."""
    codes, saids = distinct(reading.table.row_period)
    keys = [said.period.key if said else "" for said in (one or reading.table.context.said for one in saids)]
    return [keys[code] for code in codes.tolist()]


def _column_of(reading: TableReading, pattern: re.Pattern[str]) -> int | None:
    """The column of attributes whose head fits."""
    table = reading.table
    return next(
        (
            index
            for index, role in table.roles.items()
            if role not in (Role.VALUE, Role.PLACE, Role.SERIAL, Role.SCHOOL)
            and any(pattern.search(bare(step)) for step in table.paths[index].steps[-1:])
        ),
        None,
    )


def _figures(reading: TableReading) -> Iterator[pd.DataFrame]:
    table, rows = reading.table, reading.rows
    names = table.labels.school or [""] * len(table.labels.steps)
    kept = np.array([row for row in rows.tolist() if names[row] and not reading.row_place[row].aggregate], dtype=int)
    if not len(kept):
        return
    body = table.block.body[kept]
    about = _about(reading, kept, body)
    kinds: list[str] = about["kind"].to_numpy().tolist()
    for position, column in enumerate(table.values):
        if column in reading.unheaded or not (table.sheet.kinds[body, column] != BLANK).any():
            continue
        frame = about.copy()
        known = _meaning(reading, int(kept[0]), column, position)
        answers = {kind: _of_kind(known, SchoolKind(kind), _says_level(reading, column)) for kind in set(kinds)}
        for number, name in enumerate(("indicator", "education_level", "breakdown")):
            frame[name] = [answers[kind][number] for kind in kinds]
        frame["unit"] = reading.unit(int(kept[0]), column, position)
        frame["value"] = reading.figures.values[kept, position]
        frame["status"] = [STATUSES[code] for code in reading.figures.status[kept, position].tolist()]
        frame["heading"] = [tuple(table.column_steps.get(column, ()))] * len(kept)
        frame["cell"] = [a1(row, column) for row in body.tolist()]
        periods = [reading.period(row, column) for row in kept.tolist()]
        frame["period_key"] = [said_.period.key if said_ else "" for said_ in periods]
        yield frame


def _about(reading: TableReading, kept: np.ndarray, body: np.ndarray) -> pd.DataFrame:
    """What a row says of its school, whatever is counted."""
    table = reading.table
    columns: dict[str, list[str]] = {}
    for name, pattern in (("school_id", _ID), ("kind", _KIND), ("area", _AREA), ("ownership", _OWNER), ("group", _GROUP)):
        index = _column_of(reading, pattern)
        columns[name] = [tidy(table.sheet.text(row, index)) if index is not None else "" for row in body.tolist()]
    names = [table.labels.school[row] for row in kept.tolist()]
    places = [reading.row_place[row] if reading.row_place[row].text else reading.context_place for row in kept.tolist()]
    kinds = [_kind(kind, name, reading) for kind, name in zip(columns["kind"], names, strict=True)]
    return pd.DataFrame(
        {
            "sheet": table.name,
            "row": body + 1,
            "school_id": columns["school_id"],
            "school": [clean_name(name) for name in names],
            "place": [read.text for read in places],
            "place_code": [read.code for read in places],
            "kind": kinds,
            "area": [_first_match(_AREAS, text) for text in columns["area"]],
            "ownership": [_owner(text) for text in columns["ownership"]],
            "group": columns["group"],
        }
    )


def _meaning(reading: TableReading, row: int, column: int, position: int) -> Meaning:
    table = reading.table
    steps = table.column_steps.get(column, ())
    answered = reading.layout.meaning(steps) if reading.layout.headings else None
    if answered is not None:
        return answered
    return meaning(steps, reading.kind_unit(row, column, position), table.family, table.level) if steps else Meaning()


def _says_level(reading: TableReading, column: int) -> bool:
    """Whether a heading names the level itself (小学班数)."""
    return any(level_in(step)[0] for step in reading.table.column_steps.get(column, ()))


def _of_kind(known: Meaning, kind: SchoolKind, says_level: bool) -> tuple[str, str, str]:
    """Indicator, level and breakdown of a figure of a school of this kind: 学生数 of a kindergarten is 在园幼儿数."""
    level = EducationLevel(known.education_level) if says_level else kind.level
    if not known.indicator:
        return "", str(level), ""
    catalogue = load_catalogue()
    if level not in catalogue.indicators[known.indicator].education_levels:
        return known.indicator, str(level), known.breakdown
    indicator, own, breakdown = catalogue.canonical(known.indicator, level, known.breakdown)
    return indicator, str(own), breakdown


def _kind(text: str, name: str, reading: TableReading) -> SchoolKind:
    """What kind of school a row is about: its own column, then its name, then the table's level."""
    for words in (text, name):
        found = next((kind for kind, pattern in _KINDS if pattern.search(bare(words))), None)
        if found is not None:
            return found
    return {
        "primary": SchoolKind.PRIMARY,
        "junior": SchoolKind.JUNIOR,
        "senior": SchoolKind.SENIOR,
        "preschool": SchoolKind.KINDERGARTEN,
        "special": SchoolKind.SPECIAL,
    }.get(reading.table.level, SchoolKind.OTHER)


def _first_match(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((name for name, pattern in patterns if text and pattern.search(bare(text))), "")


def _owner(text: str) -> str:
    if not text:
        return ""
    return "private" if re.search(r"民办|私立|社会|企业|个人", text) and "公办" not in text else "public"
