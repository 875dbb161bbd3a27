"""Secondary suppression: hide cells until no hidden cell follows from the visible ones, by exact linear algebra over the sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

Cell = tuple[str, str, str, str, str]
_ZERO = 1e-9


@dataclass(frozen=True)
class Relation:
    """`whole` = the sum of `parts`; every visible one of them is known to a reader."""

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    def value_of(self, cell: Cell, values: Mapping[Cell, float]) -> float:
        """The value of the one cell of the relation that no table shows (a city sum, a complement)."""
        if cell == self.whole:
            return sum(values[part] for part in self.parts)
        return values[self.whole] - sum(values[part] for part in self.parts if part != cell)


def hide(values: Mapping[Cell, float], relations: Collection[Relation], primary: Collection[Cell]) -> set[Cell]:
    """All cells to hide: `primary` and as few more as are found greedily so that no hidden cell can be worked out.

    A cell can be worked out when the sums of the visible cells determine it, or leave no choice because all hidden cells of
    one sum are at their least (three hidden cells of 1–4 that add up to 3 are three ones). The smallest visible count above
    0 beside it is hidden next, a whole only where no part is left.
    """
    hidden = set(primary)
    while True:
        touching = [relation for relation in relations if any(cell in hidden for cell in relation.cells)]
        direct = [relation for relation in touching if _gives_away(relation, values, hidden)]
        for relation in direct:
            if _gives_away(relation, values, hidden):
                _hide_one_more(relation, values, hidden)
        if direct:
            continue
        determined = _determined(touching, hidden)
        exposed = [
            relation
            for relation in touching
            if any(cell in determined for cell in relation.cells) and any(cell not in hidden for cell in relation.cells)
        ]
        if not exposed:
            return hidden
        _hide_one_more(exposed[0], values, hidden)


def _hide_one_more(relation: Relation, values: Mapping[Cell, float], hidden: set[Cell]) -> None:
    candidates = [cell for cell in relation.parts if cell not in hidden and values[cell] > 0]
    if candidates:
        hidden.add(min(candidates, key=lambda cell: (values[cell], cell)))
    elif relation.whole not in hidden:
        hidden.add(relation.whole)
    else:
        hidden.update(relation.cells)


def _gives_away(relation: Relation, values: Mapping[Cell, float], hidden: set[Cell]) -> bool:
    unknown = [cell for cell in relation.cells if cell in hidden]
    if len(unknown) == 1:
        return any(cell not in hidden for cell in relation.cells)
    if relation.whole in hidden:
        return False
    return sum(values[cell] for cell in unknown) <= len(unknown)


def _determined(relations: Collection[Relation], hidden: set[Cell]) -> set[Cell]:
    """Hidden cells that the system of all sums fixes: those at 0 in every vector of its null space."""
    cells = sorted({cell for relation in relations for cell in relation.cells if cell in hidden})
    if not cells:
        return set()
    place = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(relations), len(cells)))
    for row, relation in enumerate(relations):
        if relation.whole in place:
            matrix[row, place[relation.whole]] -= 1
        for part in relation.parts:
            if part in place:
                matrix[row, place[part]] += 1
    _left, sizes, right = np.linalg.svd(matrix)
    rank = int((sizes > _ZERO * max(matrix.shape)).sum())
    free = np.abs(right[rank:]).max(axis=0, initial=0.0) if rank < len(cells) else np.zeros(len(cells))
    return {cell for cell, number in place.items() if free[number] < _ZERO**0.5}
