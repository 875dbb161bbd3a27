"""趋势: which way does it go, and what pace would reach the target? Lines by district, one of them highlighted.

All periods of one kind stand on one axis; a missing year is a gap with a note, a change of territory a break mark. A place
with one period is a dot: no line is drawn through what is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from charts.axis import from_zero
from charts.tokens import Sizes, screen_sizes
from charts.trend import PresentPace, TargetLine, TrendNote, trend_chart
from indicators import periods
from indicators.gaps import difference_unit, gap
from indicators.pace import Assessment, assess
from indicators.pace_words import pace_text
from indicators.rounding import round_half_up, shown
from indicators.vocabulary import Period, ValueStatus
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.facts import Facts, definition_line, facts, heading_words, source_line
from views.file_names import page_name
from views.hidden import hidden_finding
from views.page import PageView
from views.standings import judged
from views.target_choice import admin_label, goal, lower_is_better
from views.trend_words import trend_finding, trend_notes
from views.words import status_label

CHART_HEIGHT = 455


@dataclass(frozen=True)
class TrendsView(PageView):
    """`points`: TREND_COLUMNS. `chosen`: the highlighted place, chosen or the one farthest from the target."""

    options: Options
    points: pd.DataFrame
    targets: tuple[TargetLine, ...]
    present: PresentPace | None
    notes: tuple[TrendNote, ...]
    chosen: str

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The lines."""
        return trend_chart(
            self.points,
            width=width,
            height=height or round(CHART_HEIGHT * width / 1122),
            targets=self.targets,
            present=self.present,
            notes=self.notes,
            highlight=self.chosen,
            least=self.options.indicator.valid_min,
            most=self.options.indicator.valid_max,
            sizes=sizes or screen_sizes(width),
            select=select,
        )


def trends_view(store: Store, workspace: Workspace, choices: Choices) -> TrendsView | None:
    """The view for the choices, always up to the newest period; None for a city without a number."""
    found = facts(store, workspace, replace(choices, period=""))
    if found is None:
        return None
    over = found.series.alike(found.period)
    chosen = _highlighted(found)
    notes, words = trend_notes(found, over)
    state = _state(found, chosen)
    points, targets, present = _points(found, over), _targets(found, chosen), _present(found, state)
    drawn = [*points["value"].dropna(), *(line.value for line in targets), *([present.value] if present else [])]
    zero = from_zero(drawn, least=found.indicator.valid_min, most=found.indicator.valid_max) if drawn else True
    return TrendsView(
        finding=hidden_finding(found) or trend_finding(found, chosen, over, state),
        subtitle=_subtitle(found, over, state),
        footer=_footer(found, over, words, state, zero),
        simulated=workspace.simulated,
        table=_table(found, over),
        name=page_name(found, _("趋势"), over_time=True),
        options=found.options,
        points=points,
        targets=targets,
        present=present,
        notes=notes,
        chosen=chosen,
    )


def _points(found: Facts, over: list[Period]) -> pd.DataFrame:
    """TREND_COLUMNS of all places and the city."""
    decimals = found.indicator.decimals
    records = []
    for period in over:
        rows = [
            (r["place_code"], r["place_name"], False, r["value"], str(r["status"]))
            for r in found.series.at(period).to_dict("records")
        ]
        # the sum of a count would press the districts' lines flat
        city = None if found.indicator.additive else found.series.city_at(period)
        if city is not None:
            rows.append((found.workspace.city_code, _("全市"), True, city["value"], str(ValueStatus.REPORTED)))
        for code, name, is_city, value, status in rows:
            number = round_half_up(value, decimals) if value == value else value
            records.append(
                {
                    "code": code,
                    "name": name,
                    "is_city": is_city,
                    "year": period.start_year,
                    "value": number,
                    "value_text": shown(number, decimals) if number == number else "",
                    "status_text": "" if number == number else status_label(status),
                }
            )
    frame = pd.DataFrame(records)
    last_names = frame.groupby("code")["name"].last()
    return frame.assign(name=frame["code"].map(last_names))


def _highlighted(found: Facts) -> str:
    """The chosen district; else the one farthest from the target (or the lowest in the good direction) in the newest period."""
    rows = found.series.at(found.period)
    codes = set(found.series.places.loc[found.series.places["value"].notna(), "place_code"])
    if found.options.chosen.district in codes:
        return found.options.chosen.district
    known = rows[rows["value"].notna()]
    if known.empty or found.unranked:
        return ""
    highest_first = lower_is_better(found.indicator, found.options.target)
    return str(known.sort_values(["value", "place_code"], ascending=[not highest_first, True])["place_code"].iloc[0])


def _state(found: Facts, code: str) -> Assessment | None:
    target = found.options.target
    if target is None or not code:
        return None
    return judged(found.series, found.period, code, target)[0]


def _targets(found: Facts, code: str) -> tuple[TargetLine, ...]:
    """Every target the districts can be held against, with the pace the highlighted place would need."""
    lines = []
    values = found.series.comparable(code, found.period).values if code else {}
    for target in found.options.targets:
        assert target.value is not None
        state = assess(values, found.period.start_year, target, found.indicator.decimals)
        need = _("需每年 {pace}").format(pace=pace_text(state.needed)) if state and state.needed is not None else ""
        label = _("{level}目标 {goal}").format(level=admin_label(target.admin_level), goal=goal(target, found.indicator))
        lines.append(TargetLine(target.value, label, target.year, need))
    return tuple(lines)


def _present(found: Facts, state: Assessment | None) -> PresentPace | None:
    """Where the highlighted place ends at its pace, for a target with a year ahead that it has not reached."""
    if state is None or state.actual is None or state.needed is None or state.gap is None or state.target.year is None:
        return None
    sign = -1 if lower_is_better(found.indicator, state.target) else 1
    end = state.gap.value + sign * state.actual * (state.target.year - state.year)
    end = max(end, found.indicator.valid_min) if found.indicator.valid_min is not None else end
    end = min(end, found.indicator.valid_max) if found.indicator.valid_max is not None else end
    left = gap(end, state.target, found.indicator)
    lines = [_("按现速 {value}").format(value=shown(end, found.indicator.decimals))]
    if left is not None and left.gap > 0:
        size = shown(left.gap, found.indicator.decimals) + difference_unit(found.indicator)
        lines.append((_("高出 {size}") if sign < 0 else _("差 {size}")).format(size=size))
    return PresentPace(state.target.year, end, tuple(lines))


def _subtitle(found: Facts, over: list[Period], state: Assessment | None) -> str:
    fan = (
        _("；虚线为所需速度，点线为现有速度")
        if state is not None and state.needed is not None and state.actual is not None
        else ""
    )
    places = found.series.places.loc[found.series.places["value"].notna(), "place_code"].nunique()
    words = _("{what}，{periods}，{city} {n} 个区县与全市")
    if found.indicator.additive:
        words = _("{what}，{periods}，{city} {n} 个区县")
    range_label = periods.range_label(over[0], over[-1])
    return words.format(what=heading_words(found), periods=range_label, city=found.workspace.name, n=places) + fan


def _footer(found: Facts, over: list[Period], notes: list[str], state: Assessment | None, zero: bool) -> tuple[str, ...]:
    extra = []
    if state is not None and state.actual is not None and state.first_year is not None:
        extra.append(
            _("现速 = {first}–{last} 年均变化 {pace}").format(
                first=state.first_year, last=state.year, pace=pace_text(state.actual)
            )
        )
    other = [period for period in found.series.periods if period.kind is not found.period.kind]
    if other:
        extra.append(_("另有 {n} 期其他口径年份的数据，不与本图连线").format(n=len(other)))
    if not zero:
        extra.append(_("纵轴不从 0 开始"))
    lines = [
        source_line(found, [(found.indicator.id, found.options.level)], over),
        "　•　".join([definition_line(found.indicator), *extra]),
    ]
    return (*lines, "　".join(notes)) if notes else tuple(lines)


def _table(found: Facts, over: list[Period]) -> pd.DataFrame:
    """Places down, periods across; the city last; a state in words where there is no number."""
    decimals = found.indicator.decimals
    names = {code: name for code, name in found.options.places if code in set(found.series.places["place_code"])}
    rows = []
    for code, name in names.items():
        cells: dict[str, object] = {_("区县"): name}
        for period in over:
            row = found.series.of(code, period)
            number = row is not None and row["value"] == row["value"]
            cells[periods.label(period)] = (
                round_half_up(row["value"], decimals)
                if row is not None and number
                else status_label(str(row["status"]) if row is not None else ValueStatus.NOT_REPORTED)
            )
        rows.append(cells)
    city: dict[str, object] = {_("区县"): _("全市")}
    for period in over:
        whole = found.series.city_at(period)
        city[periods.label(period)] = round_half_up(whole["value"], decimals) if whole is not None else "—"
    return pd.DataFrame([*rows, city])
