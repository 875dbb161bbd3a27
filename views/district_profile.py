"""区县画像: one district on one screen: where it stands on every indicator, what is good, what is weak, what to ask about.

The chart has the indicators with a target (rates without one where those are few); the table has everything the district has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

import geo
from charts.spine import MOST_STEPS, SpineHeads, profile_height, spine_chart
from charts.tokens import BELOW, NONE, PAPER, REACHED, Sizes, screen_sizes
from exports.names import speaking
from exports.picture import Picture
from indicators import periods
from indicators.rounding import shown, shown_short, shown_signed
from indicators.targets import bound_text
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views import district_profile_words as words
from views.choices import Choices, Options
from views.district_figures import figures
from views.district_profile_choice import base_year, rows_shown
from views.district_profile_paper import Fact, facts_of, paper
from views.district_profile_peers import ProfilePeers, profile_peers
from views.district_profile_rows import ProfileRow, all_rows
from views.facts import Facts, definitions_line, facts, source_line
from views.page import PageView
from views.peer_groups import peer_groups
from views.words import distance, in_brackets, status_label


@dataclass(frozen=True)
class DistrictProfileView(PageView):
    """`rows`: SPINE_COLUMNS. `lists`: headings with their sentences: strengths, weak spots, what moved, what to ask about."""

    options: Options
    periods: tuple[str, ...]
    period: str
    place: str
    rows: pd.DataFrame
    heads: SpineHeads
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    facts: tuple[Fact, ...]
    calculation: tuple[str, ...]
    peers: ProfilePeers | None

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The spine, on a phone in two lines for each indicator."""
        sizes = sizes or screen_sizes(width)
        height = height or profile_height(self.rows, self.place, width, sizes)
        return spine_chart(self.rows, name=self.place, width=width, height=height, heads=self.heads, sizes=sizes, select=select)

    @property
    def has_picture(self) -> bool:
        """Nothing to draw where the district has nothing."""
        return not self.rows.empty

    def paper(self) -> Picture:
        """The same on one upright A4 page."""
        return paper(self, self.facts, self.lists, lambda width, height: self.chart(width, height, PAPER, select=False))


def district_profile_view(store: Store, workspace: Workspace, choices: Choices) -> DistrictProfileView | None:
    """The profile of the chosen district in the chosen period (all indicators); None for a city without a number."""
    found = facts(store, workspace, replace(choices, indicator="", level="", target=""))
    if found is None or not found.options.places:
        return None
    known = sorted(set(found.offered["period_key"]), key=lambda key: (key[4] == "S", key[:4]), reverse=True)
    period = Period.from_key(choices.period if choices.period in known else known[0])
    place = found.options.chosen.district or found.options.first_place
    name = dict(found.options.places)[place]
    known_figures = figures(store, workspace, choices.released)
    group = peer_groups(store, workspace, dict(found.options.places)).of(place)
    everything = all_rows(known_figures, found.catalogue, period, place, choices.unranked)
    rows = rows_shown(found.catalogue, everything)
    # Sentences rest on every indicator with a target, also on those which the chart has no room for
    judged = [row for row in everything if row.target is not None or row in rows]
    names = {id(row): words.row_name(row, judged, found.catalogue) for row in everything}
    year = base_year(rows)
    label = periods.label(period)
    return DistrictProfileView(
        finding=words.finding(name, judged, names, label),
        subtitle=(
            _("{name}与目标、全市及其他区县比较，{period}")
            if any(row.target is not None for row in judged)
            else _("{name}与全市及其他区县比较，{period}")
        ).format(name=geo.in_both_of(place, name), period=label)
        + ("" if choices.unranked else _("；位次 1 为最好"))
        + words.missing_words(judged),
        footer=_footer(found, rows, names, period, len(judged) - len(rows)),
        simulated=workspace.simulated,
        table=_table(found, everything, year),
        name=speaking(name, workspace.label, label, _("区县画像")),
        options=found.options,
        periods=tuple(known),
        period=period.key,
        place=name,
        rows=pd.DataFrame([_record(found, row, names, year) for row in rows]),
        heads=_heads(rows, year),
        lists=tuple(
            (head, tuple(texts))
            for head, texts in (
                (_("相对较好"), words.strengths(judged, names)),
                (_("需要关注"), words.weak_spots(judged, names)),
                (_("变化最大"), words.moved(judged, names, year)),
                (_("可以追问"), words.questions(judged, names)),
            )
        ),
        facts=facts_of(judged, names),
        calculation=words.calculations(name, judged, names),
        peers=profile_peers(known_figures, found.catalogue, period, place, everything, group),
    )


def _heads(rows: list[ProfileRow], year: int | None) -> SpineHeads:
    years = sorted({year for row in rows for year in row.values})
    change = _("比 {year} 年").format(year=year) if year is not None else ""
    if len(years) < 2:
        return SpineHeads("", change)
    return SpineHeads(f"{years[0]}–{years[-1]}", change, (years[0], years[-1]))


def _record(found: Facts, row: ProfileRow, names: dict[int, str], year: int | None) -> dict[str, object]:
    """One row of SPINE_COLUMNS."""
    indicator, value = row.indicator, row.value
    unit = "" if indicator.is_percentage else in_brackets(indicator.unit_label)
    change = row.change_since(year) if year is not None else None
    scale = _scale(row)
    return {
        "key": f"{indicator.id}/{row.level}",
        "family": found.catalogue.families[indicator.family].label,
        "name": names[id(row)] + unit,
        "value_text": shown(value, row.decimals) if value is not None else "",
        "status_text": "" if value is not None else status_label(row.status),
        "target_text": bound_text(row.target) if row.target is not None else "",
        "sign": "" if row.gap is None else REACHED if row.gap.met else BELOW,
        "distance_text": _distance(row),
        "at": scale(value) if value is not None else float("nan"),
        "city": _city(row, scale),
        "others": tuple((code, name, shown(other, row.decimals), scale(other)) for code, name, other in row.others),
        "ends": None if row.target is not None else tuple(shown(end, row.decimals) for end in _ends(row)),
        "rank_text": words.rank_text(row),
        "state_text": words.state_text(row),
        "points": tuple((when, row.shown(number)) for when, number in row.values.items()),
        "since": row.since,
        "goal": row.target.value if row.target is not None and row.target.value is not None else float("nan"),
        "change_text": shown_signed(change, row.decimals) if change is not None else "",
    }


def _distance(row: ProfileRow) -> str:
    """The distance without a sign; for a total its share of the city."""
    if row.gap is not None:
        return shown(abs(row.gap.gap), row.decimals)
    if row.indicator.additive and row.value is not None and row.city:
        return _("占全市 {share}%").format(share=shown(100 * row.value / row.city, 1))
    return ""


def _ends(row: ProfileRow) -> tuple[float, float]:
    values = [value for _code, _name, value in row.others] + ([row.value] if row.value is not None else [])
    return (min(values), max(values)) if values else (0.0, 0.0)


def _scale(row: ProfileRow) -> Callable[[float], float]:
    """Values to places on the spine: steps from the target, or between the lowest and the highest district."""
    if row.target is not None:
        return row.steps_of
    low, high = _ends(row)
    return lambda value: 0.0 if high == low else MOST_STEPS * (2 * (value - low) / (high - low) - 1)


def _city(row: ProfileRow, scale: Callable[[float], float]) -> float:
    """The city's place; NaN for totals (the city is their sum) and where it has no value or lies beyond an own scale."""
    low, high = _ends(row)
    if row.city is None or row.indicator.additive or (row.target is None and not low <= row.city <= high):
        return float("nan")
    return scale(row.city)


def _footer(found: Facts, rows: list[ProfileRow], names: dict[int, str], period: Period, left_out: int) -> tuple[str, ...]:
    steps: dict[tuple[float, str], list[str]] = {}
    for row in rows:
        if row.target is not None:
            indicator = row.indicator
            unit = "" if indicator.is_percentage else indicator.unit_label
            steps.setdefault((indicator.step, unit), []).append(names[id(row)])
    parts = [
        _("{step}{unit}（{names}）").format(step=shown_short(step), unit=f" {unit}" if unit else "", names=_("、").join(which))
        for (step, unit), which in steps.items()
    ]
    lines = [_("每档：{steps}；超出 ±3 档的点画在边缘").format(steps=_("，").join(parts))] if parts else []
    if lines:
        lines.append(_("有几个目标的，对照期限最近的一个；小图纵轴各自缩放，虚线为目标"))
    lines += list(dict.fromkeys(row.territory for row in rows if row.territory))[:1]
    if left_out:
        lines.append(_("另有 {n} 项有目标的指标图中放不下，见下表").format(n=left_out))
    if not rows:
        return ()
    shown_pairs = [(row.indicator.id, row.level) for row in rows]
    return (*lines, source_line(found, shown_pairs, [period]), definitions_line(row.indicator for row in rows))


def _table(found: Facts, rows: list[ProfileRow], year: int | None) -> pd.DataFrame:
    """Everything the district has in the period, its totals too; one row for each indicator and 学段."""
    records = []
    for row in rows:
        indicator, ends = row.indicator, _ends(row)
        change = row.change_since(year) if year is not None else None
        record = {
            _("指标"): indicator.label + in_brackets(indicator.unit_label),
            _("学段"): found.catalogue.level_label(row.level),
            _("数值"): shown(row.value, row.decimals) if row.value is not None else status_label(row.status),
            _("目标"): bound_text(row.target) if row.target is not None else NONE,
            _("距目标"): distance(row.gap, row.target, row.decimals) if row.gap and row.target else _distance(row) or NONE,
            _("全市"): shown(row.city, row.decimals) if row.city is not None else NONE,
            _("区县范围"): f"{shown(ends[0], row.decimals)}–{shown(ends[1], row.decimals)}" if row.others else NONE,
            _("位次"): words.rank_text(row) or NONE,
            _("状态"): words.state_text(row) or NONE,
        }
        if year is not None:
            record[_("比 {year} 年").format(year=year)] = shown_signed(change, row.decimals) if change is not None else NONE
        records.append(record | {_("说明"): words.remarks(row)})
    return pd.DataFrame(records)
