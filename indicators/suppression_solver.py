"""Secondary suppression: hide few more cells, until no small number follows from the visible ones by linear algebra."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Cell = tuple[str, str, str, str, str]
_ZERO = 1e-7


@dataclass(frozen=True)
class Relation:
    """`whole` = the sum of `parts`. `unpublished`: a cell that no table shows (a complement), known only through this sum."""

    whole: Cell
    parts: tuple[Cell, ...]
    unpublished: Cell | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    def value_of(self, cell: Cell, values: Mapping[Cell, float]) -> float:
        """The value of the one cell of the relation that no table shows (a city sum, a complement)."""
        if cell == self.whole:
            return sum(values[part] for part in self.parts)
        return values[self.whole] - sum(values[part] for part in self.parts if part != cell)


def hide(
    values: Mapping[Cell, float],
    relations: Collection[Relation],
    primary: Collection[Cell],
    public: Collection[Cell] = (),
    unpublished: Collection[Cell] = (),
    stars: Collection[Cell] = (),
) -> set[Cell]:
    """All cells to hide: the small ones, `primary`, and as few more as are found greedily so that none can be worked out.

    Cells of `public` are never hidden; those of `unpublished` are from the start, whether or not they can be worked out. A small
    number can be worked out when the visible sums determine it, or leave no choice: three hidden cells that add up to three are
    three ones (a hidden cell is never 0). Hidden next is the cell that stands in the fewest sums, the smallest of those; a whole
    only where no part above 0 is left. A sum that holds a cell hidden by its sender (`stars`) is no such sum.
    """
    small, hidden = set(primary), {*primary, *unpublished}
    # A complement that is not small gives nothing away: its sum only says what it is
    useful = [relation for relation in relations if relation.unpublished is None or relation.unpublished in small]
    whole = [relation for relation in useful if not any(cell in stars for cell in relation.cells)]
    ties = Counter(cell for relation in whole for cell in relation.cells)
    while True:
        touching = [relation for relation in useful if any(cell in hidden for cell in relation.cells)]
        determined = _determined(touching, hidden)
        exposed = [relation for relation in touching if any(cell in determined for cell in relation.cells)]
        if not determined & small:
            exposed = [relation for relation in touching if _all_at_their_least(relation, values, hidden)]
        if not exposed:
            return hidden
        # Where every sum at hand is hidden already, one connected with it must give way; a 0 only when nothing else is left
        for sums, also_zero in ((exposed, False), (touching, False), (touching, True)):
            if _hide_one_more(sums, values, hidden, small, ties, also_zero, public):
                break
        else:
            return hidden


def _hide_one_more(
    exposed: Sequence[Relation],
    values: Mapping[Cell, float],
    hidden: set[Cell],
    small: set[Cell],
    ties: Mapping[Cell, int],
    also_zero: bool,
    public: Collection[Cell],
) -> bool:
    """Hide one more cell of these sums, first of one with few hidden cells, a small one among them; False if none can be."""

    def order(relation: Relation) -> tuple[int, bool, Cell]:
        count = sum(cell in hidden for cell in relation.cells)
        return count, not any(cell in small for cell in relation.cells), relation.whole

    for relation in sorted(exposed, key=order):
        free = [cell for cell in relation.cells if cell not in hidden and cell != relation.unpublished]
        free = [cell for cell in free if cell not in public and (also_zero or values[cell] > 0)]
        complement = relation.unpublished is not None
        parts = [cell for cell in free if complement or cell != relation.whole]
        candidates = parts or free
        if candidates:
            hidden.add(min(candidates, key=lambda cell: (ties[cell], values[cell], cell)))
            return True
    return False


def _all_at_their_least(relation: Relation, values: Mapping[Cell, float], hidden: set[Cell]) -> bool:
    unknown = [cell for cell in relation.parts if cell in hidden]
    if relation.whole in hidden or not unknown:
        return False
    return sum(values[cell] for cell in unknown) <= len(unknown)


def _determined(relations: Sequence[Relation], hidden: set[Cell]) -> set[Cell]:
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
    rank = int((sizes > _ZERO).sum())
    if rank == len(cells):
        return set(cells)
    free = np.abs(right[rank:]).max(axis=0)
    return {cell for cell, number in place.items() if free[number] < _ZERO}
