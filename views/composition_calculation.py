"""How did you get these shares? One place's parts, number by number, or the city's, and the cell of each."""

from __future__ import annotations

from dataclasses import replace

from exports.names import speaking
from indicators import periods
from indicators.rounding import round_half_up
from language import _
from store import Store, Workspace
from views.calculation import CalculationView, cell_table
from views.choices import Choices
from views.composition_kinds import kinds
from views.compositions import CompositionView, compositions_view
from views.facts import facts
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
    made = [row["code"] for row in view.rows.to_dict("records") if row["shares"] and not row["is_city"]]
    codes = made if place == workspace.city_code else [place]
    wide = found.reaching(name for name, _level, _part in kind.all_keys())
    lineage = Lineage(wide.cells([found.period]), found.catalogue)
    keys = [CellKey(code, *key, found.period.key) for code in codes for key in (*(key for key, _label in kind.parts), kind.whole)]
    label = periods.label(found.period)
    return CalculationView(
        options=replace(found.options, chosen=replace(found.options.chosen, district="")),
        place=place,
        places=tuple(names.items()),
        title=_("{name} {what}，{period}").format(name=names[place], what=kind.label(found.catalogue), period=label),
        lines=tuple(_lines(view, place, names[place], place == workspace.city_code)),
        cells=cell_table(found, lineage.cells(keys)),
        name=speaking(names[place], kind.label(found.catalogue), label, _("算式与出处")),
    )


def _lines(view: CompositionView, place: str, name: str, is_city: bool) -> list[str]:
    """63 + 11 + 94 + 15 = 183, each part ÷ 183, and where the whole that was reported is another."""
    row = next(row for row in view.rows.to_dict("records") if row["code"] == place)
    if not row["shares"]:
        return [_("{name}：{text}").format(name=name, text=row["status_text"])]
    total = row["total_text"]
    lines = [f"{' + '.join(row['texts'])} = {total}"]
    for part, count, share in zip(view.parts, row["texts"], row["shares"], strict=True):
        lines.append(f"{part}：{count} ÷ {total} = {round_half_up(100 * share, 1):.1f}%")
    if is_city:
        made = [one for one in view.rows.to_dict("records") if one["shares"] and not one["is_city"]]
        for number, part in enumerate(view.parts):
            added = " + ".join(one["texts"][number] for one in made)
            lines.append(_("其中{name}：{sum}").format(name=part, sum=f"{added} = {row['texts'][number]}"))
    return lines + [line for line in view.footer if line.startswith(_("{name}：{note}").format(name=name, note=""))]
