"""What sums tell of hidden cells, held against plain elimination over fractions, which knows nothing of places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.suppression_algebra import Unknowns
from indicators.suppression_solver import Cell, Relation, hide

Sum = dict[Cell, int]


def cell(place: str, name: str) -> Cell:
    return (place, name, "special", "", "2023S")


def reduced(rows: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    """Reduced echelon form, without the rows of zeros."""
    left, done = [[Fraction(number) for number in row] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((number for number in range(done, len(left)) if left[number][column]), None)
        if pivot is None:
            continue
        left[done], left[pivot] = left[pivot], left[done]
        left[done] = [number / left[done][column] for number in left[done]]
        for other in range(len(left)):
            if other != done and left[other][column]:
                times = left[other][column]
                left[other] = [one - times * two for one, two in zip(left[other], left[done], strict=True)]
        done += 1
    return left[:done]


def told(sums: Collection[Mapping[Cell, int]], hidden: Collection[Cell]) -> set[Cell]:
    """The hidden cells that all sums together fix: those that are alone in a row of the reduced form."""
    cells = sorted(hidden)
    rows = reduced([[terms.get(one, 0) for one in cells] for terms in sums])
    alone = [[number for number, amount in enumerate(row) if amount] for row in rows]
    return {cells[numbers[0]] for numbers in alone if len(numbers) == 1}


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Sum], list[list[Cell]]]:
    """Sums within places, over places and across everything, and cells in the order in which they are hidden."""
    places, names = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = [cell(f"{place}", f"{name}") for place in range(places) for name in range(names)]
    pools = [[one for one in cells if one[0] == f"{place}"] for place in range(places)]
    pools += [[one for one in cells if one[1] == f"{name}"] for name in range(names)] + [cells]
    sums = []
    for _ in range(draw(st.integers(1, 7))):
        chosen = draw(st.lists(st.sampled_from(draw(st.sampled_from(pools))), min_size=1, unique=True))
        sums.append({one: draw(st.sampled_from([1, -1, 2])) for one in chosen})
    order = draw(st.permutations(cells))
    first = draw(st.integers(1, len(order)))
    return sums, [list(order[:first]), *([one] for one in order[first:])]


@given(systems())
@settings(max_examples=150, deadline=None)
def test_the_same_cells_are_told_as_by_plain_elimination(system: tuple[list[Sum], list[list[Cell]]]) -> None:
    """After every further hidden cell; and the shown cells named as telling one tell it, even if all others were hidden."""
    sums, steps = system
    unknowns, hidden, before = Unknowns(sums), set(), set()
    everything = {one for terms in sums for one in terms}
    for step in steps:
        new = unknowns.add(step)
        hidden.update(step)
        expected = told(sums, hidden)
        assert unknowns.determined == expected
        assert new == expected - before
        for one in expected:
            assert unknowns.tell(one) <= everything - hidden
            assert one in told(sums, everything - unknowns.tell(one))
        before = expected


tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=6)


@given(tables, st.lists(st.booleans(), min_size=3, max_size=3), st.booleans())
@settings(max_examples=120, deadline=None)
def test_nothing_small_is_told_and_no_sum_leaves_no_choice(rows: list[list[int]], totals: list[bool], wholes: bool) -> None:
    """Parts with their wholes, and totals over places of some of them: by elimination, and by the least that cells can be."""
    values = {cell(f"{place}", f"part{name}"): float(count) for place, row in enumerate(rows) for name, count in enumerate(row)}
    sums = [
        Relation(cell("Σ", f"part{name}"), tuple(cell(f"{place}", f"part{name}") for place in range(len(rows))))
        for name, shown in enumerate(totals)
        if shown
    ]
    if wholes:
        parts = [tuple(cell(f"{place}", f"part{name}") for name in range(3)) for place in range(len(rows))]
        sums += [Relation(cell(f"{place}", "whole"), within) for place, within in enumerate(parts)]
        values |= {one.whole: sum(values[part] for part in one.parts) for one in sums if one.whole[1] == "whole"}
        sums.append(Relation(cell("Σ", "whole"), tuple(cell(f"{place}", "whole") for place in range(len(rows)))))
    values |= {one.whole: one.value_of(one.whole, values) for one in sums if one.whole not in values}
    small = {one for one, value in values.items() if 1 <= value <= 4}
    hidden = hide(values, sums, small)
    assert small <= hidden
    assert not small & told([{one.whole: -1} | dict.fromkeys(one.parts, 1) for one in sums], hidden)
    for one in sums:
        gone = [part for part in one.parts if part in hidden]
        assert one.whole in hidden or not gone or sum(values[part] for part in gone) > len(gone)


def test_of_thousands_of_places_two_of_a_kind_hide_each_other() -> None:
    """2,999 places with 9 and one with 3 beside a total: the 3 goes, then the one of the lowest code; nothing else does."""
    values = {cell(f"{place:04}", "home"): 3.0 if place == 1500 else 9.0 for place in range(3000)}
    total = Relation(cell("Σ", "home"), tuple(values))
    values[total.whole] = sum(values.values())
    assert hide(values, [total], {cell("1500", "home")}) == {cell("1500", "home"), cell("0000", "home")}


def test_a_cell_that_public_sums_tell_stops_nothing_else() -> None:
    """1 and 1 of two public pupils: nothing can be done there; in another place the 3 of 12 still takes the 4 with it."""
    stuck = Relation(cell("a", "pupils"), (cell("a", "left"), cell("a", "rest")), cell("a", "rest"))
    other = Relation(cell("b", "whole"), (cell("b", "x"), cell("b", "y"), cell("b", "z")))
    values = {cell("a", "pupils"): 2.0, cell("a", "left"): 1.0, cell("a", "rest"): 1.0}
    values |= {cell("b", "whole"): 12.0, cell("b", "x"): 3.0, cell("b", "y"): 5.0, cell("b", "z"): 4.0}
    small = {cell("a", "left"), cell("a", "rest"), cell("b", "x")}
    hidden = hide(values, [stuck, other], small, public={cell("a", "pupils")})
    assert hidden == {*small, cell("b", "z")}
