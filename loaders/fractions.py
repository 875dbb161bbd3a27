"""Rates written as 0.853 whose own table proves what they are: two counts beside them have just that quotient in every row.

Without such a proof a column of fractions is asked about (`loaders.checks.notations`); with it nothing is left to ask. The
counts may also prove that 0.87 is 0.87 % (11 of 1271 classes).
"""

from __future__ import annotations

import numpy as np

from loaders.cells import NUMBER
from loaders.figures import Figures
from loaders.table import Table
from loaders.units import is_rate
from loaders.workbook import a1

_ENOUGH = 3
_MOST_LINES = 1000
_LOOKED_AT = 8
_DECIMALS = 6
Proof = tuple[int, int, int, int]


def prove_fractions(table: Table, figures: Figures) -> list[tuple[int, int, dict[str, object]]]:
    """Turns proven fractions into per cent; returns the first cell of each line of them, and what proves it."""
    if not len(figures.data) or not table.values:
        return []
    body = table.block.body
    found: list[tuple[int, int, dict[str, object]]] = []
    plain = table.sheet.kinds[body][:, table.values] == NUMBER
    for position, column in enumerate(table.values):
        plain[:, position] &= ~table.sheet.grid.percent_column(column)[body]
    rates = [i for i, index in enumerate(table.values) if any(map(is_rate, table.column_steps.get(index, ())[-1:]))]
    for line, num, den, factor in _proofs(figures.values, plain, rates, figures.data) if len(table.values) <= _MOST_LINES else ():
        rows = np.flatnonzero(plain[:, line] & figures.data & ~np.isnan(figures.values[:, line]))
        figures.values[rows, line] = np.round(figures.values[rows, line] * factor, 10)
        figures.signs |= {(table.values[line], words): "%" for words in {table.labels.kinds[row] for row in rows.tolist()}}
        cells = [a1(int(body[rows[0]]), table.values[position]) for position in (num, den)]
        if factor != 1:
            found.append((int(body[rows[0]]), table.values[line], {"numerator": cells[0], "denominator": cells[1]}))
    if not table.column_place or len(body) > _MOST_LINES:
        return found
    across = np.array([index in table.column_place for index in table.values])
    rates = [row for row, words in enumerate(table.labels.kinds) if figures.data[row] and any(map(is_rate, words[-1:]))]
    for line, num, den, factor in _proofs(figures.values.T, plain.T, rates, across):
        columns = np.flatnonzero(plain[line] & across & ~np.isnan(figures.values[line]))
        figures.values[line, columns] = np.round(figures.values[line, columns] * factor, 10)
        figures.signs |= {(table.values[position], table.labels.kinds[line]): "%" for position in columns.tolist()}
        first = table.values[columns[0]]
        if factor != 1:
            cells = [a1(int(body[row]), first) for row in (num, den)]
            found.append((int(body[line]), first, {"numerator": cells[0], "denominator": cells[1]}))
    return found


def _proofs(values: np.ndarray, plain: np.ndarray, rates: list[int], used: np.ndarray) -> list[Proof]:
    """(line, numerator, denominator, factor) for each rate below 1 that two other lines give in every row: as a fraction
    (factor 100) or in per cent (factor 1)."""
    found: list[Proof] = []
    known = ~np.isnan(values) & used[:, None]
    counts = [
        line
        for line in range(values.shape[1])
        if line not in rates and known[:, line].sum() >= _ENOUGH and (values[known[:, line], line] % 1 == 0).all()
    ]
    for line in rates:
        at, rate = known[:, line] & plain[:, line], values[:, line]
        if at.sum() < _ENOUGH or (rate[at] < 0).any() or (rate[at] > 1).any() or len(np.unique(rate[at])) < _ENOUGH:
            continue
        decimals = _decimals(rate[at])
        for num, den in _likely(values, at, line, counts, decimals) if decimals > 1 else ():
            factor = _factor(values, at, line, num, den, decimals)
            if factor:
                found.append((line, num, den, factor))
                break
    return found


def _likely(values: np.ndarray, at: np.ndarray, line: int, counts: list[int], decimals: int) -> list[tuple[int, int]]:
    """The pairs of counts whose quotient could be the rate in the first rows that hold one, all pairs looked at at once."""
    allowed, fits = 0.51 * 10.0**-decimals + 1e-9, np.ones((len(counts), len(counts)), dtype=bool)
    np.fill_diagonal(fits, False)
    for row in np.flatnonzero(at)[:_LOOKED_AT].tolist():
        own, rate = values[row, counts], values[row, line]
        with np.errstate(divide="ignore", invalid="ignore"):
            quotient = own[:, None] / own[None, :]
        unknown = np.isnan(own)[:, None] | ~(np.nan_to_num(own) > 0)[None, :]
        near = (np.abs(quotient - rate) <= allowed) | (np.abs(quotient * 100 - rate) <= allowed)
        fits &= unknown | near
    return [(counts[num], counts[den]) for num, den in np.argwhere(fits).tolist()]


def _decimals(values: np.ndarray) -> int:
    return next((d for d in range(_DECIMALS) if (np.abs(values - np.round(values, d)) < 1e-9).all()), _DECIMALS)


def _factor(values: np.ndarray, at: np.ndarray, line: int, num: int, den: int, decimals: int) -> int:
    """By what the rate is to be multiplied to be in per cent, if `num` / `den` proves it; 0 if not."""
    both = at & ~np.isnan(values[:, num]) & (np.nan_to_num(values[:, den]) > 0)
    if both.sum() < _ENOUGH or both.sum() * 2 < at.sum() or len(np.unique(values[both, line])) < _ENOUGH:
        return 0
    quotient, allowed = values[both, num] / values[both, den], 0.51 * 10.0**-decimals + 1e-9
    if (np.abs(quotient - values[both, line]) <= allowed).all():
        return 100
    return 1 if (np.abs(quotient * 100 - values[both, line]) <= allowed).all() else 0
