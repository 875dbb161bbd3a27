"""What sums tell of the cells that are not shown: which of them have only one possible value, exactly, in whole numbers.

Cells of one place stand in few sums with each other (parts and wholes), and all places together in a few long ones (the
city's totals). So each place is solved by itself, and what is left open in it meets the others only in those long sums. Kept up
to date cell by cell: for a nation, thousands are hidden one after the other.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from math import gcd
from operator import mul

Cell = tuple[str, str, str, str, str]
Vector = tuple[int, ...]


class Unknowns:
    """The cells not shown, and `determined`: those that the sums fix. `sums`: of each the cells with their signs (whole −1)."""

    def __init__(self, sums: Iterable[Mapping[Cell, int]]) -> None:
        self.determined: set[Cell] = set()
        self._unknown: dict[str, list[Cell]] = defaultdict(list)
        self._within: dict[str, list[Mapping[Cell, int]]] = defaultdict(list)
        self._across: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
        self._long: list[Mapping[Cell, int]] = []
        for terms in sums:
            places = {cell[0] for cell in terms}
            if len(places) == 1:
                self._within[places.pop()].append(terms)
                continue
            for cell, sign in terms.items():
                self._across[cell].append((len(self._long), sign))
            self._long.append(terms)
        # Of each place: the ways its cells may change while its own sums hold, what each does to the long sums, what is fixed
        self._moves: dict[str, tuple[Vector, ...]] = {}
        self._effects: dict[str, tuple[Vector, ...]] = {}
        self._fixed_in: dict[str, frozenset[Cell]] = {}
        # Places with the same effects stand for each other: where there are two of a kind, the long sums tell neither
        self._alike: dict[tuple[Vector, ...], set[str]] = defaultdict(set)
        self._kind: dict[str, tuple[Vector, ...]] = {}
        self._all = Span()
        self._without: dict[str, Span] = {}

    def tell(self, cell: Cell) -> set[Cell]:
        """Cells shown from which a determined one can be worked out: as long as none of them is hidden it is told by them."""
        said: dict[str, dict[Cell, int]] = defaultdict(dict, {cell[0]: {}})
        for weight, terms in zip(self._weights(cell), self._long, strict=True):
            for one, sign in terms.items() if weight else ():
                said[one[0]][one] = said[one[0]].get(one, 0) + weight * sign
        found: set[Cell] = set()
        for place, amounts in said.items():
            unknown, within = self._unknown.get(place, []), self._within.get(place, [])
            # What the long sums say of cells that are not shown its own sums take back, but for the one that is told
            rows = [[*(terms.get(one, 0) for terms in within), amounts.get(one, 0), int(one == cell)] for one in unknown]
            sums = [*within, amounts]
            width = len(sums) + (place == cell[0])
            ways = kernel(tuple(tuple(row[:width]) for row in rows), width)
            way = next(way for way in ways if way[-1])
            shown = {one for terms in sums for one in terms}.difference(unknown)
            found |= {one for one in shown if _product(way, [terms.get(one, 0) for terms in sums])}
        return found

    def _weights(self, cell: Cell) -> Sequence[int]:
        """How often each of the long sums is taken to tell a determined cell; never, where the sums of its place do alone."""
        place = cell[0]
        position = self._unknown[place].index(cell)
        amounts = tuple(move[position] for move in self._moves[place])
        if not any(amounts):
            return [0] * len(self._long)
        # Ways to take them in which no other place counts, and of those the ones that leave this cell alone
        weights = kernel(tuple(self._without[place].rows.values()), len(self._long))
        left = [tuple(_product(weight, effect) for effect in self._effects[place]) for weight in weights]
        way = next(way for way in kernel(tuple(zip(*left, amounts, strict=True)), len(left) + 1) if way[-1])
        return [_product(way, [weight[number] for weight in weights]) for number in range(len(self._long))]

    def add(self, cells: Iterable[Cell]) -> set[Cell]:
        """Further cells are not shown, either. Returns which cells are determined now and were not before."""
        changed = set()
        for cell in cells:
            insort(self._unknown[cell[0]], cell)
            changed.add(cell[0])
        anew = [place for place in sorted(changed) if self._solve(place)]
        if anew:
            critical = set(self._without)
            self._relate()
            changed |= critical | set(self._without)
        found: set[Cell] = set()
        for place in changed:
            before, now = self._fixed_in.get(place, frozenset()), self._fixed(place)
            self._fixed_in[place] = now
            self.determined -= before - now
            self.determined |= now
            found |= now - before
        return found

    def _solve(self, place: str) -> bool:
        """Solve a place by itself. Returns whether the long sums must be looked at again."""
        unknown = self._unknown[place]
        position = {cell: number for number, cell in enumerate(unknown)}
        rows = set()
        for terms in self._within[place]:
            row = [0] * len(unknown)
            for cell, sign in terms.items():
                if cell in position:
                    row[position[cell]] = sign
            rows.add(tuple(row))
        moves = kernel(tuple(sorted(rows)), len(unknown))
        effects = []
        for move in moves:
            effect = [0] * len(self._long)
            for cell, amount in zip(unknown, move, strict=True):
                for number, sign in self._across[cell] if amount else ():
                    effect[number] += sign * amount
            effects.append(tuple(effect))
        self._moves[place], self._effects[place] = moves, tuple(effects)
        kind, before = spanned(tuple(effects)), self._kind.get(place, ())
        if kind == before:
            return False
        self._alike[before].discard(place)
        self._alike[kind].add(place)
        self._kind[place] = kind
        # Whatever every one of the critical places could already leave to others is no news
        spans = list(self._without.values()) or [self._all]
        known = not self._without and len(self._alike[kind]) > 1
        return not known and not all(span.holds(effect) for span in spans for effect in kind)

    def _relate(self) -> None:
        """Find the places whose effects on the long sums no other places can make up for: at most as many as there are sums."""
        kinds = [(kind, places) for kind, places in self._alike.items() if kind and places]
        shared = Span(effect for kind, places in kinds if len(places) > 1 for effect in kind)
        alone = [(next(iter(places)), kind) for kind, places in kinds if len(places) == 1]
        self._all = Span(shared.rows.values())
        needed = [place for place, kind in sorted(alone) if sum(self._all.add(effect) for effect in kind)]
        self._without = {}
        for place in needed:
            others = Span(shared.rows.values())
            for other, kind in alone:
                if other != place and len(others.rows) < len(self._all.rows):
                    for effect in kind:
                        others.add(effect)
            if len(others.rows) < len(self._all.rows):
                self._without[place] = others

    def _fixed(self, place: str) -> frozenset[Cell]:
        """The cells of a place that cannot change."""
        moves = self._moves[place]
        if place in self._without and moves:
            # Together its moves may only do to the long sums what others can undo
            together = (*self._effects[place], *self._without[place].rows.values())
            ways = kernel(tuple(zip(*together, strict=True)), len(together))
            columns = list(zip(*moves, strict=True))
            moves = tuple(tuple(map(partial(_product, way), columns)) for way in ways)
        return frozenset(cell for number, cell in enumerate(self._unknown[place]) if not any(move[number] for move in moves))


class Span:
    """All that can be put together of some vectors, as rows in echelon form by the position of their first number."""

    def __init__(self, vectors: Iterable[Vector] = ()) -> None:
        self.rows: dict[int, Vector] = {}
        for vector in vectors:
            self.add(vector)

    def rest(self, vector: Vector) -> Vector:
        """What is left of a multiple of the vector when all that the span has is taken off; nothing but 0 where it is in it."""
        for position in sorted(self.rows):
            if vector[position]:
                row = self.rows[position]
                times, off = row[position], vector[position]
                vector = tuple([times * one - off * other for one, other in zip(vector, row, strict=True)])
        return vector

    def holds(self, vector: Vector) -> bool:
        """Whether the vector can be put together."""
        return not any(self.rest(vector))

    def add(self, vector: Vector) -> bool:
        """Take one more in. Returns whether it is new."""
        left = self.rest(vector)
        if not any(left):
            return False
        left = _shortened(left)
        self.rows[next(number for number, one in enumerate(left) if one)] = left
        return True


@lru_cache(maxsize=4096)
def spanned(vectors: tuple[Vector, ...]) -> tuple[Vector, ...]:
    """The one reduced form of all sets of vectors with the same span."""
    rows = _reduced(vectors)
    return tuple(rows[position] for position in sorted(rows))


@lru_cache(maxsize=4096)
def kernel(rows: tuple[Vector, ...], width: int) -> tuple[Vector, ...]:
    """Whole-number vectors that every row takes to 0, and of which all such are made. The same few forms come in every place."""
    reduced = _reduced(rows)
    found = []
    for free in (number for number in range(width) if number not in reduced):
        least = 1
        for position, row in reduced.items():
            least = least * row[position] // gcd(least, row[position]) if row[free] else least
        vector = [0] * width
        vector[free] = least
        for position, row in reduced.items():
            vector[position] = -row[free] * least // row[position]
        found.append(tuple(vector))
    return tuple(found)


def _reduced(vectors: Sequence[Vector]) -> dict[int, Vector]:
    """Reduced echelon form: the first number of each row is alone in its column, and positive."""
    rows = Span(vectors).rows
    for position in sorted(rows, reverse=True):
        below = rows[position]
        for other, row in rows.items():
            if other < position and row[position]:
                times, off = below[position], row[position]
                rows[other] = _shortened(tuple([times * one - off * two for one, two in zip(row, below, strict=True)]))
    return rows


def _product(way: Sequence[int], column: Sequence[int]) -> int:
    """Σ of the products, as far as the shorter one goes."""
    return sum(map(mul, way, column))


def _shortened(vector: Vector) -> Vector:
    """The vector in its smallest whole numbers, the first of them positive."""
    common = gcd(*vector)
    common = -common if next(one for one in vector if one) < 0 else common
    return tuple([one // common for one in vector])
