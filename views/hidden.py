"""What is said where figures are hidden because too few people stand behind them.

Nobody is counted or compared then: the figures left would tell a wrong story ("1 of 1 districts that reported").
"""

from __future__ import annotations

from indicators.gaps import gap
from indicators.rounding import shown
from indicators.vocabulary import ValueStatus
from language import _
from views.facts import Facts
from views.limited import limited_words
from views.words import with_unit


def hidden_places(found: Facts) -> int:
    """How many districts' figures of the period must not leave the house; 0 in an answer for the house itself."""
    if not found.released and not found.workspace.only:
        return 0
    return int((found.series.at(found.period)["status"] == str(ValueStatus.SUPPRESSED)).sum())


def hidden_finding(found: Facts) -> str:
    """The finding where figures are hidden: the city's value and how many are not shown; where ranks are: nobody named.

    "" where nothing is hidden.
    """
    hidden = hidden_places(found)
    if not hidden:
        return unranked_finding(found) if found.unranked else ""
    city = found.series.city_at(found.period)
    if found.workspace.only:
        return _limited_finding(found)
    if city is None:
        return _("{indicator}：{n} 个区县人数少，数值不公开").format(indicator=found.indicator.label, n=hidden)
    value = shown(city["value"], found.indicator.decimals) + ("%" if found.indicator.is_percentage else "")
    return _("{indicator}全市 {value}；{n} 个区县人数少，数值不公开").format(
        indicator=found.indicator.label, value=value, n=hidden
    )


def _limited_finding(found: Facts) -> str:
    """兴化市 78.2%，全市 83.9%: what a viewer limited to one district may read."""
    rows = found.series.at(found.period)
    own = rows[rows["place_code"] == found.workspace.only]["value"].dropna()
    city, names = found.series.city_at(found.period), dict(found.options.places)
    said = [f"{names[found.workspace.only]} {with_unit(own.iloc[0], found.indicator)}"] if len(own) else []
    if city is not None:
        said.append(f"{_('全市')} {with_unit(city['value'], found.indicator)}")
    return _("{indicator}：{said}").format(
        indicator=found.indicator.label, said=_("；").join([*said, limited_words(found.workspace, names)])
    )


def unranked_finding(found: Facts) -> str:
    """普惠性幼儿园覆盖率全市 84.2%，5 个报数区县中 2 个达到目标: the city and a count, no district by name."""
    values = found.series.at(found.period)["value"].dropna()
    city, target = found.series.city_at(found.period), found.options.target
    start = found.indicator.label
    if city is not None:
        start = _("{indicator}全市 {value}").format(indicator=start, value=with_unit(city["value"], found.indicator))
    if target is None:
        return start + _("，{n} 个区县报数").format(n=len(values))
    gaps = [gap(value, target, found.indicator) for value in values]
    met = sum(one is not None and one.met for one in gaps)
    return start + _("，{n} 个报数区县中 {met} 个达到目标").format(n=len(values), met=met)


def hidden_note(found: Facts) -> str:
    """The rule behind it, for a remark; "" where nothing is hidden."""
    if found.workspace.only:
        return limited_words(found.workspace, dict(found.options.places))
    return _("人数为 1–4 的数及可由此推算的数不公开，不是 0") if hidden_places(found) else ""
