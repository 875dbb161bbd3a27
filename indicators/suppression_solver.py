"""Secondary suppression: hide few more cells, until no small number follows from the visible ones by linear algebra."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace

from indicators.suppression_algebra import Cell as Cell
from indicators.suppression_algebra import Unknowns

# By which sums are looked at, see `_Table._order`
Order = tuple[int, bool, Cell, int]


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
    table = _Table(values, relations, set(primary), public, stars)
    table.take({*primary, *unpublished})
    while (cell := table.next_cell()) is not None:
        table.take([cell])
    return table.hidden


class _Table:
    """A table with its sums, and what is hidden in it so far; kept up, since thousands of cells are hidden one by one."""

    def __init__(
        self,
        values: Mapping[Cell, float],
        relations: Collection[Relation],
        small: set[Cell],
        public: Collection[Cell],
        stars: Collection[Cell],
    ) -> None:
        self.hidden: set[Cell] = set()
        self._values, self._small, self._public = values, small, public
        # A complement that is not small gives nothing away: its sum only says what it is
        self._sums = [relation for relation in relations if relation.unpublished is None or relation.unpublished in small]
        self._has_small = [any(cell in small for cell in relation.cells) for relation in self._sums]
        self._sums_with: dict[Cell, list[int]] = defaultdict(list)
        self._ties: Counter[Cell] = Counter()
        for number, relation in enumerate(self._sums):
            whole = not any(cell in stars for cell in relation.cells)
            for cell in relation.cells:
                self._sums_with[cell].append(number)
                self._ties[cell] += whole
        self._unknowns = Unknowns({relation.whole: -1} | dict.fromkeys(relation.parts, 1) for relation in self._sums)
        # Of each sum: how many of its cells are hidden, how many of its parts, and what these add up to
        self._count = [0] * len(self._sums)
        self._parts = [0] * len(self._sums)
        self._total = [0.0] * len(self._sums)
        self._telling: list[Order] = []  # heaps of sums: those with a cell that can be worked out, and those that leave no choice
        self._tight: list[Order] = []
        self._exposed: list[Cell] = []  # small cells that can be worked out, and such as could before

    def take(self, cells: Collection[Cell]) -> None:
        """Hide these cells."""
        for cell in cells:
            self.hidden.add(cell)
            for number in self._sums_with[cell]:
                self._count[number] += 1
                if cell != self._sums[number].whole:
                    self._parts[number] += 1
                    self._total[number] += self._values[cell]
        touched = {number for cell in cells for number in self._sums_with[cell]}
        for number in touched:
            if self._leaves_no_choice(number):
                heappush(self._tight, self._order(number))
        for cell in self._unknowns.add(cells):
            for number in self._sums_with[cell]:
                heappush(self._telling, self._order(number))
            if cell in self._small:
                heappush(self._exposed, cell)

    def next_cell(self) -> Cell | None:
        """What to hide next: of the first sum that tells something, or leaves no choice; None where nothing has to be hidden."""
        while self._exposed:
            cell = self._exposed[0]
            if cell in self._unknowns.determined:
                found = self._first(self._telling, self._tells) or self._from_afar(cell)
                if found is not None:
                    return found
            heappop(self._exposed)  # cannot be worked out any more; or must be, whatever is hidden: public sums say it
        return self._first(self._tight, self._leaves_no_choice, self._zero_whole)

    def _first(
        self, waiting: list[Order], asks: Callable[[int], bool], at_last: Callable[[int], Cell | None] = lambda _number: None
    ) -> Cell | None:
        """The cell to hide in the first of these sums that still asks for one and has one."""
        while waiting:
            number = waiting[0][-1]
            order = self._order(number)
            if order > waiting[0]:  # more of it is hidden by now
                heapreplace(waiting, order)
                continue
            found = (self._least_of(number, also_zero=False) or at_last(number)) if asks(number) else None
            if found is not None:
                return found
            heappop(waiting)
        return None

    def _from_afar(self, cell: Cell) -> Cell | None:
        """Where every sum with the cell is hidden already: one of the cells shown that tell it; a 0 only if nothing else is left.

        None where all of them are public: then it can be worked out, whatever else is hidden.
        """
        telling = self._unknowns.tell(cell)
        sums = sorted({self._order(number) for one in telling for number in self._sums_with[one] if self._count[number]})
        for also_zero in (False, True):
            for order in sums:
                if (found := self._least_of(order[-1], also_zero, telling)) is not None:
                    return found
        return None

    def _least_of(self, number: int, also_zero: bool, among: Collection[Cell] | None = None) -> Cell | None:
        """The cell of a sum to hide: in the fewest sums, the smallest of those; the whole only if no part is left."""
        relation = self._sums[number]
        free = [cell for cell in relation.cells if cell not in self.hidden and cell != relation.unpublished]
        free = [cell for cell in free if cell not in self._public and (also_zero or self._values[cell] > 0)]
        free = free if among is None else [cell for cell in free if cell in among]
        complement = relation.unpublished is not None
        parts = [cell for cell in free if complement or cell != relation.whole]
        return min(parts or free, key=lambda cell: (self._ties[cell], self._values[cell], cell), default=None)

    def _zero_whole(self, number: int) -> Cell | None:
        """The whole of a sum that leaves no choice and has no other cell to hide: nothing but 0 below a 0."""
        whole = self._sums[number].whole
        return None if whole in self._public or whole == self._sums[number].unpublished else whole

    def _order(self, number: int) -> Order:
        """Sums with few hidden cells first, of those the ones with a small number in them."""
        return self._count[number], not self._has_small[number], self._sums[number].whole, number

    def _tells(self, number: int) -> bool:
        return any(cell in self._unknowns.determined for cell in self._sums[number].cells)

    def _leaves_no_choice(self, number: int) -> bool:
        """Whether the hidden parts of a visible whole add up to no more than 1 each."""
        if self._parts[number] == 0 or self._sums[number].whole in self.hidden:
            return False
        return self._total[number] <= self._parts[number]
