"""How did you get these shares? One place's parts, number by number, or the city's, and the cell of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from exports.names import speaking
from indicators import periods
from indicators.rounding import round_half_up, shown_short
from language import _
from store import Store, Workspace
from views.calculation import CalculationView, cell_table
from views.calculation_lines import MOST_ADDED
from views.choices import Choices
from views.composition_kinds import Kind, kinds
from views.compositions import ADDING, CompositionView, composition_of, compositions_view, values_of
from views.facts import Facts, facts
from views.lineage import CellKey, Lineage


def composition_calculation_view(store: Store, workspace: Workspace, choices: Choices) -> CalculationView | None:
    """The shares of the chosen district, else of the city; None where nothing has parts in the period."""
    found, view = facts(store, workspace, choices), compositions_view(store, workspace, choices)
    if found is None or view is None:
        return None
    here = found.everything_in(found.period)
    kind = next(one for one in kinds(here, found.catalogue) if one.key == view.chosen)
    names = dict(zip(view.rows["code"].tolist(), view.rows["name"].tolist(), strict=True))
    place = choices.district if choices.district in names else workspace.city_code
    added = _added(found, kind, here, view) if place == workspace.city_code else {}
    codes = list(added) if place == workspace.city_code else [place]
    wide = found.reaching(name for name, _level, _part in kind.all_keys())
    lineage = Lineage(wide.cells([found.period]), found.catalogue)
    keys = [CellKey(code, *key, found.period.key) for code in codes for key in (*(key for key, _label in kind.parts), kind.whole)]
    label = periods.label(found.period)
    return CalculationView(
        options=replace(found.options, chosen=replace(found.options.chosen, district="")),
        place=place,
        places=tuple(names.items()),
        title=_("{name} {what}，{period}").format(name=names[place], what=kind.label(found.catalogue), period=label),
        lines=tuple(_lines(view, place, names[place], added)),
        cells=cell_table(found, lineage.cells(keys)),
        name=speaking(names[place], kind.label(found.catalogue), label, _("算式与出处")),
    )


def _added(found: Facts, kind: Kind, here: pd.DataFrame, view: CompositionView) -> dict[str, tuple[str, ...]]:
    """The counts of everybody who adds to the city's bar, 市直 too, by code: those with every part."""
    table, adding = values_of(here), here[here["place_kind"].isin(list(ADDING))]
    made = {code: composition_of(found.catalogue, kind, table, code) for code in sorted(adding["place_code"].unique())}
    full = {code: one.parts for code, one in made.items() if one.complete and tuple(p.label for p in one.parts) == view.parts}
    return {code: tuple(shown_short(p.count) for p in parts if p.count is not None) for code, parts in full.items()}


def _lines(view: CompositionView, place: str, name: str, added: Mapping[str, Sequence[str]]) -> list[str]:
    """63 + 11 + 94 + 15 = 183, each part ÷ 183; `added`: what a city's parts were added up from; what the footer says of it."""
    row = next(row for row in view.rows.to_dict("records") if row["code"] == place)
    if not row["shares"]:
        return [_("{name}：{text}").format(name=name, text=row["status_text"])]
    total = row["total_text"]
    lines = [f"{' + '.join(row['texts'])} = {total}"]
    for part, count, share in zip(view.parts, row["texts"], row["shares"], strict=True):
        lines.append(f"{part}：{count} ÷ {total} = {round_half_up(100 * share, 1):.1f}%")
    for number, part in enumerate(view.parts if 1 < len(added) <= MOST_ADDED else ()):
        sums = " + ".join(counts[number] for counts in added.values())
        lines.append(_("其中{name}：{sum}").format(name=part, sum=f"{sums} = {row['texts'][number]}"))
    return lines + [line for line in view.footer if line.startswith(name)]
