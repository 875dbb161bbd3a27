"""How did you get this spread? Range, variation, Theil's index, the quarters' gap with every number used, and each one's cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import log, sqrt

from exports.names import speaking
from indicators import periods
from indicators.equity import Measure, refusal_text
from indicators.gaps import difference_unit
from indicators.rounding import shown, shown_short
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.calculation import CalculationView, cell_table
from views.choices import Choices
from views.equity_panel import Panel, panel_of
from views.equity_words import THEIL_DECIMALS, variation_text
from views.facts import Facts, facts, heading_words
from views.lineage import CellKey, Lineage, Row
from views.peer_groups import own_groups

# More districts than these are not listed one by one: their cells stand in the table, all of them in its download
MOST_LISTED = 40


def equity_calculation_view(store: Store, workspace: Workspace, choices: Choices) -> CalculationView | None:
    """The spread of the chosen indicator's districts in the period, and the cells of it and of the year it is compared with."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    panel = panel_of(found, own_groups(store, workspace))
    label = periods.label(found.period)
    return CalculationView(
        options=replace(found.options, chosen=replace(found.options.chosen, district="")),
        place="",
        places=(),
        title=_("{indicator}的区县间差距，{period}").format(indicator=found.indicator.label, period=label),
        lines=spread_lines(found, panel),
        cells=cell_table(found, _rows(found, panel)),
        name=speaking(workspace.label, found.indicator.label, label, _("区县间差距算式与出处")),
    )


def _rows(found: Facts, panel: Panel) -> list[Row]:
    """The stored rows behind the districts' values: of the chosen year, then of the one it is compared with."""
    years = [panel.year, *([panel.base[0]] if panel.base is not None else [])]
    kind = found.period.kind
    lineage = Lineage(found.cells(Period(year, kind) for year in years), found.catalogue)
    keys: list[CellKey] = []
    for year in years:
        for code in panel.counted(year):
            for part in found.series.comparable(code, found.period).joined.get(year, (code,)):
                key = CellKey(part, found.indicator.id, str(found.options.level), "", Period(year, kind).key)
                keys += [key, *(lineage.counts(key) if panel.has_weights else [])]
    return lineage.cells(keys)


def spread_lines(found: Facts, panel: Panel) -> tuple[str, ...]:
    """All measures of the chosen period, number by number; nothing where there are fewer than two districts."""
    values = {code: panel.values[panel.year][code] for code in panel.codes}
    if len(values) < 2:
        return ()
    head = _("{what}，{period}").format(what=heading_words(found), period=periods.label(found.period))
    weights = {code: panel.weights[panel.year][code] for code in panel.codes} if panel.has_weights else {}
    lines = [head, *_values_line(panel, values), *_range_lines(found, panel, values), *_variation_lines(panel, values)]
    if weights:
        lines += _weighted_lines(found, panel, values, weights)
    return (*lines, *_theil_lines(panel, values, weights), *_quarter_lines(found, panel, values))


def _listed(panel: Panel, of: Mapping[str, float], text: Callable[[float], str]) -> str:
    return _("、").join(f"{panel.names[code]} {text(value)}" for code, value in of.items())


def _values_line(panel: Panel, values: Mapping[str, float]) -> list[str]:
    # What is added up and squared below is exact: with two places more a reader can follow it
    if len(values) > MOST_LISTED:
        return [_("{n} 个区县，各区县的数见下表").format(n=f"{len(values):,}")]
    listed = _listed(panel, values, lambda value: shown_short(value, panel.decimals + 2))
    return [_("{n} 个区县：{values}").format(n=len(values), values=listed)]


def _range_lines(found: Facts, panel: Panel, values: Mapping[str, float]) -> list[str]:
    shown_values, decimals = panel.displayed(panel.year), panel.decimals
    displayed = [shown_values[code] for code in values]
    low, high = min(displayed), max(displayed)
    spread = f"{shown(high, decimals)} − {shown(low, decimals)} = {shown(high - low, decimals)}"
    lines = [_("极差：{formula}").format(formula=spread + difference_unit(found.indicator))]
    ratio = panel.measures(panel.year).ratio
    if ratio.value is not None:
        ends = [shown_short(end, decimals + 2) for end in (max(values.values()), min(values.values()))]
        lines.append(_("最高 ÷ 最低：{formula}").format(formula=f"{ends[0]} ÷ {ends[1]} = {shown(ratio.value, 2)}"))
    return lines


def _variation_lines(panel: Panel, values: Mapping[str, float]) -> list[str]:
    fine, count = panel.decimals + 2, len(values)
    total = sum(values.values())
    mean = total / count
    deviation = sqrt(sum((value - mean) ** 2 for value in values.values()) / count)
    return [
        _("平均值：{total} ÷ {n} = {mean}").format(total=shown_short(total, fine), n=count, mean=shown(mean, fine)),
        _("标准差：√(Σ(数值 − 平均值)² ÷ {n}) = {deviation}").format(n=count, deviation=shown(deviation, fine)),
        _result(_("区县间差异系数"), panel.measures(panel.year).variation, f"{shown(deviation, fine)} ÷ {shown(mean, fine)}"),
    ]


def _result(name: str, measure: Measure, formula: str) -> str:
    """区县间差异系数：4.099 ÷ 84.827 = 0.048, or why it is not computed."""
    text = refusal_text(measure.refusal) if measure.refusal is not None else f"{formula} = {variation_text(measure)}"
    return _("{name}：{text}").format(name=name, text=text)


def _weighted_lines(found: Facts, panel: Panel, values: Mapping[str, float], weights: Mapping[str, float]) -> list[str]:
    fine, whole = panel.decimals + 2, sum(weights.values())
    counted = found.catalogue.indicators[found.indicator.denominator or ""].short_label
    mean = sum(values[code] * weight for code, weight in weights.items()) / whole
    deviation = sqrt(sum(weight * (values[code] - mean) ** 2 for code, weight in weights.items()) / whole)
    lines = []
    if len(values) <= MOST_LISTED:
        lines.append(_("权重（{what}）：{weights}").format(what=counted, weights=_listed(panel, weights, shown_short)))
    return [
        *lines,
        _("加权平均值：Σ(数值 × 权重) ÷ {whole} = {mean}").format(whole=shown_short(whole), mean=shown(mean, fine)),
        _("加权标准差：√(Σ 权重 × (数值 − 加权平均值)² ÷ {whole}) = {deviation}").format(
            whole=shown_short(whole), deviation=shown(deviation, fine)
        ),
        _result(_("差异系数（加权）"), panel.measures(panel.year).weighted, f"{shown(deviation, fine)} ÷ {shown(mean, fine)}"),
    ]


def _theil_lines(panel: Panel, values: Mapping[str, float], weights: Mapping[str, float]) -> list[str]:
    """Each district's term, their sum, and what of it lies between and within groups."""
    measured = panel.measures(panel.year).theil
    if measured.total.value is None:
        return [_("泰尔指数：{why}").format(why=refusal_text(measured.total.refusal))] if measured.total.refusal else []
    heads = weights or dict.fromkeys(values, 1.0)
    whole = sum(heads.values())
    mean = sum(values[code] * head for code, head in heads.items()) / whole
    terms = {code: head / whole * _x_log_x(values[code] / mean) for code, head in heads.items()}
    share = _("权重占比") if weights else f"1/{len(values)}"
    places = THEIL_DECIMALS
    lines = [
        _("泰尔指数：Σ {share} × (数值 ÷ {mean}) × ln(数值 ÷ {mean}) = {total}").format(
            share=share, mean=shown(mean, panel.decimals + 2), total=shown(measured.total.value, places)
        )
    ]
    if len(values) <= MOST_LISTED:
        lines.append(_("各项：{terms}").format(terms=_listed(panel, terms, lambda term: shown(term, places + 1))))
    if measured.between is not None and measured.within is not None and panel.several_kinds():
        parts = f"{shown(measured.between, places)} + {shown(measured.within, places)} = {shown(measured.total.value, places)}"
        lines.append(_("组间 + 组内：{parts}").format(parts=parts))
        names: dict[str, list[str]] = {}
        for code in values:
            names.setdefault(panel.kinds[code], []).append(panel.names[code])
        if len(values) <= MOST_LISTED:
            listed = _("；").join(_("{name}：{text}").format(name=kind, text=_("、").join(own)) for kind, own in names.items())
            lines.append(_("分组：{groups}").format(groups=listed))
    return lines


def _x_log_x(value: float) -> float:
    return value * log(value) if value > 0 else 0.0


def _quarter_lines(found: Facts, panel: Panel, values: Mapping[str, float]) -> list[str]:
    quarter = len(values) // 4
    gap = panel.measures(panel.year).quarters.value
    if not quarter or gap is None:
        return []
    fine, order = panel.decimals + 2, sorted(values, key=lambda code: (-values[code], code))
    top, low = order[:quarter], order[-quarter:]

    def mean(codes: Sequence[str]) -> str:
        return shown(sum(values[code] for code in codes) / quarter, fine)

    formula = f"{mean(top)} − {mean(low)} = {shown(gap, panel.decimals)}{difference_unit(found.indicator)}"
    if len(values) > MOST_LISTED:
        return [_("首尾四分之一之差：{formula}").format(formula=formula)]
    first, last = (_("、").join(panel.names[code] for code in codes) for codes in (top, low))
    return [_("首尾四分之一之差：{formula}（首：{first}；尾：{last}）").format(formula=formula, first=first, last=last)]
