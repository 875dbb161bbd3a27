"""Totals against what they sum, and wholes against their parts (逻辑校验): 合计 ≠ Σ, 公办 + 民办 ≠ 普惠, parts over the whole.

What a total sums is found out, not assumed: 合计 sums its table (or its 学段), 小计 the rows next to it. Parts that do not say
其中 are taken for parts only where they add up to their whole in most rows; then the rows in which they do not are told.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indicators.issues import Issue
from indicators.vocabulary import Severity, ValueStatus
from language import _
from loaders.checks.figure_lines import Lines, lines_of
from loaders.figures import CODE
from loaders.table_reading import TableReading
from loaders.words import bare

_SUPPRESSED, _UNREADABLE = CODE[ValueStatus.SUPPRESSED], CODE[ValueStatus.UNREADABLE]
MOST = 0.6
# 全市（不含市直） leaves out some of the rows around it
_NO_SUM = ("平均", "均值", "不含", "不包", "未含", "（除", "(除", "扣除", "剔除")


def total_issues(reading: TableReading) -> Iterator[Issue]:
    """A total that is not the sum of what it sums."""
    lines = lines_of(reading)
    if lines is None or lines.total.sum() > 200:
        return
    sums = Sums(lines)
    for entity in np.flatnonzero(lines.total & lines.named).tolist():
        if any(word in lines.names[entity] for word in _NO_SUM):
            continue
        parts = _components(sums, entity)
        if len(parts) < 2:
            continue
        for measure in np.flatnonzero(lines.added[entity]).tolist():
            issue = _total_issue(reading, lines, entity, parts, measure)
            if issue is not None:
                yield issue


class Sums:
    """Which entities a total may sum, and what they sum to, worked out once for those that several totals may sum."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._usual: dict[int, np.ndarray] = {}
        self._sums: dict[tuple[bytes, int], tuple[float, float] | None] = {}

    def usual(self, entity: int) -> np.ndarray:
        """Entities with a name that are no totals, as flags; of this one's period, should the rows tell periods apart."""
        period = int(self.lines.period[entity])  # 2021年合计 below the districts of 2022 sums none of them
        if period not in self._usual:
            self._usual[period] = ~self.lines.total & self.lines.named & (self.lines.period == period)
        return self._usual[period]

    def fit(self, entity: int, parts: np.ndarray) -> float:
        """In which share of its measures a total is the sum of these entities."""
        if len(parts) < 2:
            return 0.0
        key, tested, fitting = parts.tobytes(), 0, 0
        for measure in np.flatnonzero(self.lines.added[entity]).tolist():
            whole = self.lines.values[entity, measure]
            if (key, measure) not in self._sums:
                found = self.lines.values[parts, measure]
                self._sums[key, measure] = None if np.isnan(found).all() else (float(np.nansum(found)), tolerance(found))
            known = self._sums[key, measure]
            if known is not None and not np.isnan(whole):
                tested += 1
                fitting += abs(known[0] - whole) <= known[1]
        return fitting / tested if tested else 0.0


def _components(sums: Sums, entity: int) -> np.ndarray:
    """The entities that a total sums: those of its own group; the neighbours where that fits better."""
    lines, usual = sums.lines, sums.usual(entity)
    own = np.flatnonzero(usual & (lines.group == lines.group[entity]))
    if (usual & lines.sums_words).any():  # 海州区 | 小计 of its stages stands for them in the total of all
        usual = usual & lines.sums_words
    everything = np.flatnonzero(usual)
    whole_table = everything if not lines.worded[entity] else everything[:0]
    totals = np.flatnonzero(lines.total)
    before, after = totals[totals < entity], totals[totals > entity]
    above = everything[(everything > (before[-1] if len(before) else -1)) & (everything < entity)]
    below = everything[(everything > entity) & (everything < (after[0] if len(after) else len(usual)))]
    candidates = [own, whole_table, above, below]
    scores = [sums.fit(entity, parts) for parts in candidates]
    best = max(range(len(candidates)), key=lambda number: (scores[number], -number))
    if scores[best] >= 0.5:
        return candidates[best]
    whole = bare(lines.names[entity]).startswith(
        ("合计", "总计", "全市", "全州", "全盟", "全地区", "总", "共计", "全省", "全区", "全县", "total", "all", "汇总")
    )
    return (own if len(own) else whole_table) if whole else own[:0]


def tolerance(parts: np.ndarray) -> float:
    """How far a sum of rounded figures may be off: half a unit of the last decimal for each part and the total."""
    known = parts[~np.isnan(parts)]
    for decimals in range(5):
        if (np.abs(known - np.round(known, decimals)) < 1e-9).all():
            return 1e-6 if decimals == 0 else 0.5 * 10.0**-decimals * (len(known) + 1)
    return 1e-4 * (len(known) + 1)


def _total_issue(reading: TableReading, lines: Lines, entity: int, parts: np.ndarray, measure: int) -> Issue | None:
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
    texts = parts[lines.text[parts, measure]].tolist()
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
