"""Rates against their counts, and places that filled in nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indicators.catalogue import load_catalogue
from indicators.definitions import Indicator
from indicators.issues import Issue
from indicators.vocabulary import ValueStatus
from loaders.checks.figures import Figure, Figures
from loaders.checks.series import quantity_of
from loaders.figures import CODE
from loaders.numbering import distinct, numbered
from loaders.table_reading import TableReading
from loaders.workbook import a1

_NOT_REPORTED = CODE[ValueStatus.NOT_REPORTED]


def rate_issues(found: Figures) -> Iterator[Issue]:
    """A numerator above its denominator, and a rate that is not their quotient; of a place, a school and a period each.

    A figure that stands twice is left out: that is told as a duplicate.
    """
    rates = [item for item in load_catalogue().indicators.values() if item.numerator and item.denominator]
    single = _Singles(found, {name for rate in rates for name in (rate.id, rate.numerator, rate.denominator)})
    for rate in rates:
        doubtful: list[tuple[int, int, int]] = []
        for indicator, level in list(single.kinds):
            if indicator == rate.numerator:
                doubtful += _doubtful(found, single, rate, level)
        for num_at, den_at, value_at in sorted(doubtful):
            num, den = found.figure(num_at), found.figure(den_at)
            if not _same_scale(found, num, den):
                continue
            if rate.valid_max == 100 and num.value > den.value + 1e-9:
                yield _over(found, num, den)
            if value_at >= 0:
                yield from _quotient(found, rate, found.figure(value_at), num, den)


class _Singles:
    """Figures of some indicators, each with one number for its place, school and period, those apart that stand once."""

    def __init__(self, found: Figures, wanted: set[str | None]) -> None:
        self.kinds: dict[tuple[str, object], int] = {}
        kind_of = [
            self.kinds.setdefault((thing[0], thing[1]), len(self.kinds)) if thing[0] in wanted and not thing[-1] else -1
            for thing in found.quantities
        ]
        kind = np.array(kind_of, dtype=np.int32)[found.quantity] if kind_of else np.empty(0, dtype=np.int32)
        self._index = np.flatnonzero(kind >= 0)
        self._index = self._index[np.argsort(kind[self._index], kind="stable")]
        self._starts = np.searchsorted(kind[self._index], np.arange(len(self.kinds) + 1))
        schools, periods = (int(column.max(initial=0)) + 1 for column in (found.school, found.period))
        place, school, period = (column[self._index].astype(np.int64) for column in (found.place, found.school, found.period))
        self._where = (place * schools + school) * periods + period

    def of(self, indicator: str | None, level: object) -> tuple[np.ndarray, np.ndarray]:
        """Where (rising, each once) and which figure, for an indicator and level; both empty where there is none."""
        kind = self.kinds.get((str(indicator), level))
        if kind is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        here = slice(self._starts[kind], self._starts[kind + 1])
        where, first, count = np.unique(self._where[here], return_index=True, return_counts=True)
        return where[count == 1], self._index[here][first[count == 1]]


def _doubtful(found: Figures, single: _Singles, rate: Indicator, level: object) -> list[tuple[int, int, int]]:
    """Numerator, denominator and rate (-1 = not filled in) wherever they do not fit, all places at once."""
    num_where, num = single.of(rate.numerator, level)
    den_where, den = single.of(rate.denominator, rate.denominator_level or level)
    where, of_num, of_den = np.intersect1d(num_where, den_where, assume_unique=True, return_indices=True)
    num, den = num[of_num], den[of_den]
    num, den, where = (column[found.value[den] != 0] for column in (num, den, where))
    value_where, value = single.of(rate.id, level)
    at = np.full(len(where), -1, dtype=np.int64)
    _both, of_pair, of_value = np.intersect1d(where, value_where, assume_unique=True, return_indices=True)
    at[of_pair] = value[of_value]
    expected = rate.factor * found.value[num] / found.value[den]
    off = (at >= 0) & (np.abs(found.value[at] - expected) > _allowed(rate, expected)) if len(at) else at >= 0
    over = (rate.valid_max == 100) & (found.value[num] > found.value[den] + 1e-9)
    told = off | over
    return list(zip(num[told].tolist(), den[told].tolist(), at[told].tolist(), strict=True))


def _over(found: Figures, num: Figure, den: Figure) -> Issue:
    return Issue.of(
        "parts-over-whole",
        found.sheet(num),
        found.cell(num),
        part=quantity_of(found, num),
        part_value=f"{num.value:.10g}",
        whole=quantity_of(found, den),
        whole_value=f"{den.value:.10g}",
    )


def _quotient(found: Figures, rate: Indicator, value: Figure, num: Figure, den: Figure) -> Iterator[Issue]:
    expected = rate.factor * num.value / den.value
    if abs(value.value - expected) > float(_allowed(rate, np.array(expected))):
        yield Issue.of(
            "rate-not-quotient",
            found.sheet(value),
            found.cell(value),
            heading=quantity_of(found, value),
            value=f"{value.value:.10g}",
            numerator=quantity_of(found, num),
            denominator=quantity_of(found, den),
            expected=f"{expected:.{max(rate.decimals, 1)}f}",
        )


def _allowed(rate: Indicator, expected: np.ndarray) -> np.ndarray:
    """Half a unit of the printed decimal, and a little for counts that were rounded themselves."""
    printed = 0.6 * 10.0**-rate.decimals
    return np.full(expected.shape, printed) if rate.unit == "%" else np.maximum(printed, np.abs(expected) * 0.002)


def _same_scale(found: Figures, one: Figure, two: Figure) -> bool:
    """Both in 人, or both in 万人: 万 against 1 would be a false alarm."""
    scales = []
    for figure in (one, two):
        reading = found.readings[figure.reading]
        unit = reading.unit(figure.row, reading.table.values[figure.position], figure.position)
        scales.append(unit[:1] if unit[:1] in ("万", "千", "百", "亿") else "")
    return scales[0] == scales[1]


def missing_issues(reading: TableReading) -> Iterator[Issue]:
    """A place that filled in nothing for a period, while the table has figures for others."""
    table, figures, rows = reading.table, reading.figures, reading.rows
    if reading.template or not len(rows):
        return
    groups: dict[tuple[object, object], list[int]] = {}
    for position, column in enumerate(table.values):
        if column not in reading.unheaded:
            groups.setdefault((table.column_place.get(column), table.column_period.get(column)), []).append(position)
    codes, _places = reading.named
    period_of, periods = distinct(table.row_period)
    row_period = numbered(periods)[period_of][rows]
    key = codes[rows].astype(np.int64) * (int(row_period.max()) + 1) + row_period
    _unique, group = np.unique(key, return_inverse=True)
    if len(groups) * (int(group.max()) + 1) < 2:
        return
    by_group, starts = rows[np.argsort(group, kind="stable")], np.append(0, np.cumsum(np.bincount(group)))
    for positions in groups.values():
        values = figures.values[rows][:, positions]
        blank = figures.status[rows][:, positions] == _NOT_REPORTED
        numbers = np.bincount(group, weights=(~np.isnan(values)).sum(axis=1))
        unreported = np.bincount(group, weights=blank.sum(axis=1))
        cells = np.bincount(group) * len(positions)
        for number in np.flatnonzero((numbers == 0) & (unreported * 2 >= cells)).tolist():
            members = by_group[starts[number] : starts[number + 1]]
            place = reading.place(int(members[0]), table.values[positions[0]])
            if place.aggregate or not place.text:
                continue
            said = reading.period(int(members[0]), table.values[positions[0]])
            yield Issue.of(
                "place-not-reported",
                table.name,
                a1(int(table.block.body[members[0]]), table.values[positions[0]]),
                a1(int(table.block.body[members[-1]]), table.values[positions[-1]]),
                place=place.text,
                period=said.label if said else "",
            )
