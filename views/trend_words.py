"""What 趋势 says in words: the finding, and the notes on breaks and on years without a figure."""

from __future__ import annotations

from charts.trend_marks import TrendNote
from geo.changes import Break
from geo.territory import territory_breaks
from indicators import periods
from indicators.gaps import difference_unit
from indicators.pace import Assessment
from indicators.rounding import round_half_up, shown
from indicators.vocabulary import Period, Polarity, ValueStatus
from language import _
from views.facts import Facts
from views.target_choice import goal, lower_is_better
from views.words import status_label, with_unit

# Notes beyond these are left out of the picture; the table has every gap
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"


def trend_notes(found: Facts, over: list[Period]) -> tuple[tuple[TrendNote, ...], list[str]]:
    """Breaks by changes of territory, and years without a figure; each with a sign that the footer explains."""
    notes: list[TrendNote] = []
    words: list[str] = []
    ended: set[str] = set()
    years = [period.start_year for period in over]
    if len(years) < 2:
        return (), []
    have = {code: set(found.series.by_year(code, over[-1])) for code in found.series.places["place_code"].unique()}
    for change in territory_breaks(found.workspace.city_code):
        spans = have.get(change.code, set())
        before, after = any(y < change.first_year for y in spans), any(y >= change.first_year for y in spans)
        within = years[0] < change.first_year <= years[-1]
        if len(words) < len(SIGNS) and before and within:
            known = next((sign for sign, text in zip(SIGNS, words, strict=False) if text.startswith(change.text)), "")
            if not known:
                known = SIGNS[len(words)]
                words.append(_break_words(found, change, over[-1]))
            # A line that goes on is broken here; one that ended with the change only says why
            notes.append(TrendNote(change.code, change.first_year, known, after))
            ended |= set() if after else {change.code}
    for code, own in have.items():
        missing = [year for year in years if year not in own and own and min(own) < year]
        missing = [year for year in missing if year < max(own) or code not in ended]
        if missing and len(words) < len(SIGNS):
            rows = found.series.places[found.series.places["place_code"] == code]
            labels = _("、").join(str(year) for year in missing)
            notes += [TrendNote(code, missing[0], SIGNS[len(words)])]
            words.append(_("{name} {years} 年没有数值，不作插补").format(name=rows["place_name"].iloc[-1], years=labels))
    return tuple(notes), [f"{sign} {text}" for sign, text in zip(SIGNS, words, strict=False)]


def _break_words(found: Facts, change: Break, period: Period) -> str:
    """What a break means: the old parts are added up where they make the unit of now, else nothing is compared."""
    units = [other.code for other in territory_breaks(found.workspace.city_code) if other.text == change.text]
    whole = next((made for code in units if (made := found.series.comparable(code, period)).joined), None)
    if whole is None:
        return _("{what}，前后不可比").format(what=change.text)
    return _("{what}，此前的线、变化和速度都按 {parts} 合计").format(what=change.text, parts=whole.part_names)


def trend_finding(found: Facts, code: str, over: list[Period], state: Assessment | None) -> str:
    """兴化市六年升 8.1 个百分点，居末位；2027 年达标须每年升 2.27 个百分点."""
    indicator = found.indicator
    if len(over) < 2:
        count = int(found.series.at(found.period)["value"].notna().sum())
        return _("{n} 个区县只有 {period}一期数据，看不出趋势").format(n=count, period=periods.label(found.period))
    values = comparable_years(found, code)
    name = dict(found.options.places).get(code, "")
    if len(values) < 2:
        only = next(iter(values.values()), None)
        text = with_unit(only, indicator) if only is not None else status_label(ValueStatus.NOT_REPORTED)
        return _("{name}只有一期数据：{value}").format(name=name, value=text)
    first, last = min(values), max(values)
    change = round_half_up(values[last], indicator.decimals) - round_half_up(values[first], indicator.decimals)
    size = shown(abs(change), indicator.decimals) + difference_unit(indicator)
    moved = _("升 {size}") if change > 0 else _("降 {size}") if change < 0 else _("持平")
    start = _("{name} {n} 年{moved}").format(name=name, n=last - first, moved=moved.format(size=size)) + _standing(
        found, code, last
    )
    if state is None:
        return start
    if state.met:
        return start + _("，已达到 {goal} 目标").format(goal=goal(state.target, indicator))
    if state.needed is not None:
        pattern = (
            _("，{year} 年达标须每年降 {pace}{unit}")
            if lower_is_better(indicator, state.target)
            else _("，{year} 年达标须每年升 {pace}{unit}")
        )
        return start + pattern.format(year=state.target.year, pace=shown(state.needed, 2), unit=difference_unit(indicator))
    if state.gap is not None:
        return start + _("，离 {goal} 目标还差 {gap}{unit}").format(
            goal=goal(state.target, indicator), gap=shown(state.gap.gap, indicator.decimals), unit=difference_unit(indicator)
        )
    return start


def comparable_years(found: Facts, code: str) -> dict[int, float]:
    """A place's values by start year in the territory it has now: no change is reckoned across a break."""
    return dict(found.series.comparable(code, found.period).values)


def _standing(found: Facts, code: str, year: int) -> str:
    """，居首位 or ，居末位 of those that reported, where that is so."""
    if year != found.period.start_year or (found.options.target is None and found.indicator.polarity is Polarity.NEITHER):
        return ""
    rows = found.series.at(found.period)
    known = rows[rows["value"].notna()]
    order = known.assign(v=[round_half_up(v, found.indicator.decimals) for v in known["value"]]).set_index("place_code")["v"]
    low_good = lower_is_better(found.indicator, found.options.target)
    best, worst = (order.min(), order.max()) if low_good else (order.max(), order.min())
    if len(order) < 3 or best == worst:
        return ""
    alone = int((order == order[code]).sum()) == 1
    if order[code] == best:
        return _("，居首位") if alone else _("，并列首位")
    if order[code] == worst:
        return _("，居末位") if alone else _("，并列末位")
    return ""
