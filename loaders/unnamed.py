"""A last or first row without a name whose figures are the sums of all districts: the total that nobody labelled."""

from __future__ import annotations

import numpy as np

from indicators.vocabulary import PlaceKind
from loaders.places import PlaceRead
from loaders.rows import RowRole
from loaders.table import Table
from loaders.units import is_rate

_NAME = "合计"


def with_unnamed_total(table: Table, values: np.ndarray, reads: list[PlaceRead]) -> list[PlaceRead]:
    """The places of the rows, the unnamed row that sums three districts or more in every count read as their total."""
    data = [row for row, role in enumerate(table.labels.role) if role is RowRole.DATA]
    parts = [row for row in data if reads[row].text and not reads[row].aggregate]
    if len(parts) < 3 or table.column_place or len({table.labels.steps[row] for row in parts}) > 1 or any(table.row_period):
        return reads
    counts = [
        at for at, index in enumerate(table.values) if not any(is_rate(step) for step in table.column_steps.get(index, ())[-1:])
    ]
    found = list(reads)
    for row in {data[0], data[-1]}:
        whole, sums = values[row, counts], np.nansum(values[np.ix_(parts, counts)], axis=0)
        known = ~np.isnan(whole)
        if reads[row].text or not known.any() or not (whole[known] > 0).any():
            continue
        if (np.abs(whole[known] - sums[known]) <= np.maximum(0.5, np.abs(sums[known]) * 1e-6)).all():
            found[row] = PlaceRead(_NAME, PlaceKind.AGGREGATE, aggregate=True)
    return found


def cities_over_counties(reads: list[PlaceRead]) -> list[PlaceRead]:
    """A city with its own counties in the rows below sums them up: it takes no part beside them in ranks and sums."""
    found = list(reads)
    for row, read in enumerate(reads[:-1]):
        below = reads[row + 1]
        if read.kind is PlaceKind.CITY and below.kind is PlaceKind.DISTRICT and below.code[:4] == read.code[:4]:
            found[row] = PlaceRead(read.text, PlaceKind.AGGREGATE, read.code, True, read.match)
    return found
