"""Totals against what they sum, and wholes against their parts (逻辑校验): 合计 ≠ Σ, 公办 + 民办 ≠ 普惠, parts over the whole.

What a total sums is found out, not assumed: 合计 sums its table (or its 学段), 小计 the rows next to it. Parts that do not say
其中 are taken for parts only where they add up to their whole in most rows; then the rows in which they do not are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.issues import Issue
from indicators.vocabulary import Severity, ValueStatus
from language import _
from loaders.table_reading import TableReading
from loaders.units import is_rate
from loaders.values import CODE
from loaders.words import bare, is_total_abroad
from loaders.workbook import a1

_SUPPRESSED, _UNREADABLE = CODE[ValueStatus.SUPPRESSED], CODE[ValueStatus.UNREADABLE]
_NONE = CODE[ValueStatus.NOT_APPLICABLE]
_NOT_ADDED = (
    "平均",
    "生均",
    "人均",
    "班均",
    "均值",
    "每百",
    "每千",
    "每万",
    "指数",
    "系数",
    "比例",
    "之比",
    "师比",
    "生比",
    "averag",
    "mean",
    "median",
    "perhead",
    "ratio",
    "percapita",
)
MOST = 0.6


@dataclass
class Lines:
    """Figures as entities × measures, whichever way the table lies; `cell` gives the address of one figure."""

    values: np.ndarray
    status: np.ndarray
    names: list[str]
    total: list[bool]
    group: list[object]
    measures: list[str]
    added: np.ndarray
    rows: list[int]
    columns: list[int]
    across: bool
    text: set[tuple[int, int]]

    def cell(self, entity: int, measure: int) -> str:
        """A1 address."""
        return a1(self.rows[measure], self.columns[entity]) if self.across else a1(self.rows[entity], self.columns[measure])


def adds_up(reading: TableReading, row: int, column: int, position: int) -> bool:
    """Whether districts' figures of this heading may be added: counts and sums, no rates and averages."""
    known = reading.meaning(row, column, position)
    if known.indicator:
        return load_catalogue().indicators[known.indicator].additive
    heading = reading.subject(row, column)
    unit = reading.kind_unit(row, column, position)
    if unit in ("%", "‰") or "/" in unit or any(is_rate(step) for step in heading[-2:]):
        return False
    return not any(word in bare(step) for step in heading for word in _NOT_ADDED)


def lines_of(reading: TableReading) -> Lines | None:
    """Places as entities: down the rows, or across the columns of a transposed table."""
    table, figures, rows = reading.table, reading.figures, reading.rows.tolist()
    if not rows or not table.values or not table.has_places:
        return None
    body = table.block.body
    text = {(row, position) for position, found in figures.text_numbers.items() for row in found}
    if table.column_place:
        columns = [(position, index) for position, index in enumerate(table.values) if index in table.column_place]
        positions = [position for position, _index in columns]
        return Lines(
            figures.values[np.ix_(rows, positions)].T,
            figures.status[np.ix_(rows, positions)].T,
            [reading.column_place[index].text for _, index in columns],
            [reading.column_place[index].aggregate for _, index in columns],
            [(table.column_period.get(index), table.column_steps.get(index)) for _, index in columns],
            [" ".join(table.labels.steps[row]) for row in rows],
            np.tile([adds_up(reading, row, columns[0][1], columns[0][0]) for row in rows], (len(columns), 1)),
            [int(body[row]) for row in rows],
            [index for _, index in columns],
            True,
            {(positions.index(p), rows.index(r)) for r, p in text if p in positions and r in rows},
        )
    return Lines(
        figures.values[rows],
        figures.status[rows],
        [reading.row_place[row].text for row in rows],
        [reading.row_place[row].aggregate for row in rows],
        [(table.labels.steps[row], table.row_period[row], table.labels.unit[row]) for row in rows],
        [" ".join(table.column_steps.get(column, ())) for column in table.values],
        _added(reading, rows),
        [int(body[row]) for row in rows],
        list(table.values),
        False,
        {(rows.index(r), p) for r, p in text if r in rows} if len(rows) < 5000 else set(),
    )


def _added(reading: TableReading, rows: list[int]) -> np.ndarray:
    """For each row and value column whether places add up there; decided once for each wording."""
    wordings, first = reading.wordings
    known = [[adds_up(reading, row, column, at) for at, column in enumerate(reading.table.values)] for row in first]
    return np.array(known, dtype=bool)[wordings[rows]]


def total_issues(reading: TableReading) -> Iterator[Issue]:
    """A total that is not the sum of what it sums."""
    lines = lines_of(reading)
    if lines is None or sum(lines.total) > 200:
        return
    for entity in [number for number, total in enumerate(lines.total) if total and lines.names[number]]:
        if "平均" in lines.names[entity] or "均值" in lines.names[entity]:
            continue
        parts = _components(lines, entity)
        if len(parts) < 2:
            continue
        for measure in np.flatnonzero(lines.added[entity]):
            issue = _total_issue(reading, lines, entity, parts, int(measure))
            if issue is not None:
                yield issue


def _components(lines: Lines, entity: int) -> list[int]:
    """The entities that a total sums: those of its own group; the neighbours where that fits better."""
    usual = [number for number, total in enumerate(lines.total) if not total and lines.names[number]]
    if not lines.across:  # 2021年合计 below the districts of 2022 sums none of them
        period = _period(lines, entity)
        usual = [number for number in usual if _period(lines, number) == period]
    own_group = lines.group[entity]
    own = [number for number in usual if lines.group[number] == own_group]
    if not lines.across:  # 海州区 | 小计 of its stages stands for them in the total of all
        usual = [number for number in usual if _is_sum_of_steps(lines, number)] or usual
    group = lines.group[entity]
    whole_table = not (group[0] if isinstance(group, tuple) and not lines.across else ())
    candidates = [own, usual if whole_table else []]
    before = [number for number in range(entity) if lines.total[number]]
    after = [number for number in range(entity + 1, len(lines.total)) if lines.total[number]]
    candidates.append([n for n in usual if (before[-1] if before else -1) < n < entity])
    candidates.append([n for n in usual if entity < n < (after[0] if after else len(lines.total))])
    scores = [_fit(lines, entity, parts) for parts in candidates]
    best = max(range(len(candidates)), key=lambda number: (scores[number], -number))
    if scores[best] >= 0.5:
        return candidates[best]
    whole = bare(lines.names[entity]).startswith(
        ("合计", "总计", "全市", "总", "共计", "全省", "全区", "全县", "total", "all", "汇总")
    )
    return (own or (usual if whole_table else [])) if whole else []


def _period(lines: Lines, entity: int) -> object:
    group = lines.group[entity]
    return group[1] if isinstance(group, tuple) and len(group) > 1 else None


def _is_sum_of_steps(lines: Lines, entity: int) -> bool:
    group = lines.group[entity]
    steps: tuple[str, ...] = tuple(group[0]) if isinstance(group, tuple) and group else ()
    return bool(steps) and is_total_abroad(steps[-1])


def _fit(lines: Lines, entity: int, parts: list[int]) -> float:
    if len(parts) < 2:
        return 0.0
    tested = fitting = 0
    for measure in np.flatnonzero(lines.added[entity]):
        whole, found = lines.values[entity, measure], lines.values[parts, measure]
        if np.isnan(whole) or np.isnan(found).all():
            continue
        tested += 1
        fitting += abs(float(np.nansum(found)) - whole) <= tolerance(found)
    return fitting / tested if tested else 0.0


def tolerance(parts: np.ndarray) -> float:
    """How far a sum of rounded figures may be off: half a unit of the last decimal for each part and the total."""
    known = parts[~np.isnan(parts)]
    for decimals in range(5):
        if (np.abs(known - np.round(known, decimals)) < 1e-9).all():
            return 1e-6 if decimals == 0 else 0.5 * 10.0**-decimals * (len(known) + 1)
    return 1e-4 * (len(known) + 1)


def _total_issue(reading: TableReading, lines: Lines, entity: int, parts: list[int], measure: int) -> Issue | None:
    whole = lines.values[entity, measure]
    found, status = lines.values[parts, measure], lines.status[parts, measure]
    missing = np.isnan(found)
    if np.isnan(whole) or missing.all():
        return None
    total = float(np.nansum(found))
    allowed = tolerance(np.append(found, whole))
    difference = whole - total
    if abs(difference) <= allowed:
        return None
    hidden = int((status[missing] == _SUPPRESSED).sum())
    unknown = int((status[missing] == _UNREADABLE).sum())
    if hidden and not unknown and 0 < difference <= 4 * hidden + allowed:
        return None
    if unknown and difference > 0:
        return None
    because, severity = "", None
    texts = [number for number in parts if (number, measure) in lines.text]
    if texts and abs(whole - (total - float(sum(lines.values[number, measure] for number in texts)))) <= allowed:
        cells = _("、").join(lines.cell(number, measure) for number in texts)
        because = _("文本格式的数字没有算进合计：{cells}。").format(cells=cells)
    elif missing.any() and difference > 0:
        because, severity = _("有 {n} 个地区没有数。").format(n=int(missing.sum())), Severity.NOTE
    return Issue.of(
        "total-not-sum",
        reading.table.name,
        lines.cell(entity, measure),
        severity=severity,
        heading=_heading(reading, lines, entity, measure),
        place=lines.names[entity],
        total=f"{whole:.10g}",
        sum=f"{total:.10g}",
        difference=f"{abs(difference):.10g}",
        because=because,
    )


def _heading(reading: TableReading, lines: Lines, entity: int, measure: int) -> str:
    if lines.across:
        return lines.measures[measure]
    steps = reading.table.labels.steps[int(reading.rows[entity])]
    return " ".join(part for part in (lines.measures[measure], *steps) if part)
