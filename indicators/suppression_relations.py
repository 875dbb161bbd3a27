"""Which cells of a table a reader can add up: the sums that may give a hidden number away.

District values to the city's, parts to their whole, 小学 and 初中 to 义务教育, children in school and the others to all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from indicators.catalogue import Catalogue, Indicator
from indicators.definitions import IndicatorKind
from indicators.derived import LEVEL_SUMS
from indicators.suppression_solver import Cell, Relation
from indicators.vocabulary import EducationLevel, PlaceKind

# Counts of children: in a special school each of them is a child with a disability
CHILDREN = frozenset({"pupils", "entrants", "graduates"})
CITY = "Σ"
# Pupils to a teacher, square metres to a pupil: what is above is no part of what is below, and their difference is nobody
_OF_OTHER_THINGS = frozenset({IndicatorKind.RATIO, IndicatorKind.PER_HEAD, IndicatorKind.AMOUNT})
_ADDING = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)


def protected(indicator: Indicator, level: str) -> bool:
    """Whether its small numbers are hidden: sensitive by the catalogue, or about the children of special schools."""
    about_children = bool({indicator.id, indicator.numerator, indicator.denominator} & CHILDREN)
    return indicator.sensitive or (about_children and level == EducationLevel.SPECIAL.value)


def protected_rates(catalogue: Catalogue) -> list[tuple[Indicator, tuple[str, str]]]:
    """Rates that are hidden somewhere, with the counts they are made of."""
    return [
        (item, (item.numerator, item.denominator))
        for item in catalogue.indicators.values()
        if item.numerator is not None and item.denominator is not None and protected(item, EducationLevel.SPECIAL.value)
    ]


def over_places(
    counts: Mapping[Cell, float],
    values: Mapping[Cell, float],
    stars: Container[Cell],
    kinds: Mapping[str, str],
    catalogue: Catalogue,
) -> Iterable[Relation]:
    """District values add up to the city's, added up by any reader, and to what the city reported itself.

    The city's sum is one of what is stored (`values`); its own total holds also what only follows from a rate. Where a sender
    hid one (`stars`), the city shows its own total if it reported one, and never a sum of the others (`unpublished`).
    """
    groups: dict[tuple[str, str, str, str], list[Cell]] = defaultdict(list)
    totals: dict[tuple[str, str, str, str], Cell] = {}
    for cell in counts:
        kind = kinds.get(cell[0])
        if kind in _ADDING:
            groups[cell[1:]].append(cell)
        elif kind == PlaceKind.CITY:
            totals[cell[1:]] = cell
    stored = {key: [cell for cell in cells if cell in values] for key, cells in groups.items()}
    for key, cells in groups.items():
        starred = any(cell in stars for cell in cells)
        if not (starred and key in totals):
            yield Relation((CITY, *key), tuple(cells if starred else stored[key] or cells))
        if key in totals:
            yield Relation(totals[key], tuple(cells))
    for rate, counted in protected_rates(catalogue):
        keys = {key: cells for key, cells in stored.items() if protected(rate, key[1])}
        yield from _below_the_rate(rate.id, counted, keys)


def _below_the_rate(
    rate: str, names: tuple[str, str], groups: Mapping[tuple[str, str, str, str], list[Cell]]
) -> Iterable[Relation]:
    """The city's rate shows sums over the districts that have both counts; beside a sum over more they tell the rest."""
    for key in [key for key in groups if key[0] == names[0]]:
        above, below = groups[key], groups.get((names[1], *key[1:]), [])
        both = {cell[0] for cell in above} & {cell[0] for cell in below}
        for name, cells in zip(names, (above, below), strict=True):
            if both and len(both) < len(cells):
                yield Relation((CITY, f"{rate}/{name}", *key[1:]), tuple(cell for cell in cells if cell[0] in both))


def parts(counts: Mapping[Cell, float], catalogue: Catalogue) -> Iterable[Relation]:
    """Parts add up to their whole: four placements to 已入学数, girls and boys to all, 小学 and 初中 to 义务教育."""
    for whole in [cell for cell in counts if cell[1] in catalogue.indicators]:
        indicator = catalogue.indicators[whole[1]]
        levels = [(*whole[:2], str(part), *whole[3:]) for part in LEVEL_SUMS.get(EducationLevel(whole[2]), ())]
        if levels and all(cell in counts for cell in levels) and abs(sum(counts[c] for c in levels) - counts[whole]) < 0.5:
            yield Relation(whole, tuple(levels))
        if whole[3]:
            continue
        if indicator.sum_of:
            summed = [(whole[0], part, *whole[2:]) for part in indicator.sum_of]
            if all(part in counts for part in summed):
                yield Relation(whole, tuple(summed))
        for dimension in indicator.breakdowns:
            split = [item.id for item in catalogue.dimensions[dimension].breakdowns if item.part]
            cells = [(*whole[:3], part, whole[4]) for part in split if (*whole[:3], part, whole[4]) in counts]
            if len(cells) >= 2 and abs(sum(counts[cell] for cell in cells) - counts[whole]) < 0.5:
                yield Relation(whole, tuple(cells))


def complements(counts: Mapping[Cell, float], catalogue: Catalogue) -> Iterable[Relation]:
    """denominator = numerator + complement: the children who are not in school are a cell, too, though no row shows them."""
    by_name = cells_by_name(counts)
    for rate, (numerator, denominator) in protected_rates(catalogue):
        if rate.kind in _OF_OTHER_THINGS:
            continue
        for cell in by_name.get(numerator, ()):
            below = (cell[0], denominator, *cell[2:])
            if below in counts and counts[below] >= counts[cell] and protected(rate, cell[2]):
                complement = (cell[0], f"{rate.id}−", *cell[2:])
                yield Relation(below, (cell, complement), complement)


def cells_by_name(cells: Iterable[Cell]) -> Mapping[str, list[Cell]]:
    """The cells of each indicator, in their order."""
    found: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell[1]].append(cell)
    return found


def hidden_by_senders(
    cells: Iterable[Cell], values: Mapping[Cell, float], totals: Mapping[Cell, Cell], catalogue: Catalogue
) -> dict[Cell, float]:
    """Counts that came hidden already (＊), each with the number that the visible sums give it, else with 2, as good as any.

    Its sender's 已入学数 less the other three placements, or the city's total less the other districts (`totals`: the city's cell
    by that of a place).
    """
    found = {}
    beside: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for other in totals:
        beside[other[1:]].append(other)
    for cell in cells:
        said = [whole for whole in _wholes(cell, values, catalogue) if whole is not None]
        if cell in totals and totals[cell] in values:
            others = [other for other in beside[cell[1:]] if other != cell]
            if all(other in values for other in others):
                said.append(values[totals[cell]] - sum(values[other] for other in others))
        found[cell] = float(said[0]) if said and said[0] > 0 else 2.0
    return found


def _wholes(cell: Cell, values: Mapping[Cell, float], catalogue: Catalogue) -> Iterable[float | None]:
    for indicator in catalogue.indicators.values():
        if cell[1] in indicator.sum_of and not cell[3]:
            whole = (cell[0], indicator.id, *cell[2:])
            others = [(cell[0], part, *cell[2:]) for part in indicator.sum_of if part != cell[1]]
            if whole in values and all(other in values for other in others):
                yield values[whole] - sum(values[other] for other in others)
