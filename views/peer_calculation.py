"""How far apart are these districts? The distance to each statistical neighbour, number by number, and the cells of both."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from exports.names import speaking
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.peers import CONTEXT, Neighbour, neighbours, scales_of
from indicators.rounding import shown, shown_short
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.calculation import CalculationView, cell_table
from views.choices import Choices
from views.district_figures import figures
from views.facts import facts
from views.lineage import CellKey, Lineage
from views.peer_groups import NEIGHBOURS, context_level, contexts_of

Contexts = Mapping[str, Mapping[str, float]]


def peer_calculation_view(store: Store, workspace: Workspace, choices: Choices) -> CalculationView | None:
    """The distances of the chosen district (else the first) in the period; None where it has no neighbours."""
    found = facts(store, workspace, Choices(period=choices.period, district=choices.district, released=choices.released))
    if found is None:
        return None
    # As 区县画像 settles it: all indicators of one period
    offered = sorted(set(found.offered["period_key"]), key=lambda key: (key[4] == "S", key[:4]), reverse=True)
    period = Period.from_key(choices.period if choices.period in offered else offered[0])
    known = figures(store, workspace, choices.released)
    contexts, names = contexts_of(known, found.catalogue, period)
    place = found.options.chosen.district or found.options.first_place
    near = neighbours(contexts, place, NEIGHBOURS) if place in contexts else []
    if not near:
        return None
    levels = {name: context_level(known, found.catalogue, period, name) for name in CONTEXT}
    keys = [
        CellKey(code, name, str(level), "", period.key)
        for code in (place, *(one.code for one in near))
        for name, level in levels.items()
        if level is not None
    ]
    lineage = Lineage(found.reaching(CONTEXT).cells([period]), found.catalogue)
    label = periods.label(period)
    return CalculationView(
        options=found.options,
        place=place,
        places=(),
        title=_("{name}的统计近邻，{period}").format(name=names[place], period=label),
        lines=tuple(_lines(contexts, names, place, near, found.catalogue)),
        cells=cell_table(found, lineage.cells(keys)),
        name=speaking(names[place], label, _("统计近邻")),
    )


def _lines(contexts: Contexts, names: Mapping[str, str], place: str, near: list[Neighbour], catalogue: Catalogue) -> list[str]:
    """Each context's spread over all districts, then each neighbour's differences in it, squared, averaged, and their root."""
    scales, own = scales_of(contexts), contexts[place]
    lines = [_("距离 = √(各项 ((ln 甲 − ln 乙) ÷ 标准差)² 的平均)，标准差是全部区县各项对数的标准差")]
    for name, scale in scales.items():
        label, have = catalogue.indicators[name].short_label, [c for c in contexts.values() if c.get(name, 0) > 0]
        lines.append(_("{name}：{n} 个区县，标准差 {scale}").format(name=label, n=len(have), scale=shown(scale, 3)))
    for one in near:
        lines.append(_("{name}：距离 {distance}").format(name=names[one.code], distance=shown(one.distance, 2)))
        for name in one.used:
            mine, other = own[name], contexts[one.code][name]
            apart = (log(mine) - log(other)) / scales[name]
            formula = f"(ln {shown_short(mine)} − ln {shown_short(other)}) ÷ {shown(scales[name], 3)} = {shown(apart, 3)}"
            lines.append(f"　{catalogue.indicators[name].short_label}：{formula}")
        squares = " + ".join(
            f"{shown(abs((log(own[name]) - log(contexts[one.code][name])) / scales[name]), 3)}²" for name in one.used
        )
        lines.append(f"　√(({squares}) ÷ {len(one.used)}) = {shown(one.distance, 2)}")
    return lines
