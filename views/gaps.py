"""对标差距: how far is each district from the target, in the unit and in people, and will it make it?

Sorted by gap, largest first, districts without a value after them, the city last. The states and paces are those of
`indicators.pace`, judged on displayed values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from charts.gap import GapHeads, gap_chart, gap_height
from charts.tokens import NONE, Sizes, screen_sizes
from indicators import periods
from indicators.finding_targets import people, standing
from indicators.gaps import rounding_text
from indicators.pace_words import calculation, fragile_note, pace_text, projected_text, state_label
from indicators.rounding import shown
from indicators.target_definitions import Target
from indicators.targets import at_most
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.facts import (
    Facts,
    definition_line,
    facts,
    heading_words,
    nobody_reported,
    question,
    source_line,
    values_table,
)
from views.file_names import page_name
from views.hidden import hidden_finding
from views.page import PageView
from views.standings import Standing, by_code, by_gap, people_head, standings_of
from views.target_choice import goal, goal_number, not_comparable, target_label
from views.words import distance, in_brackets, status_in, status_label, unit_of_difference


@dataclass(frozen=True)
class GapsView(PageView):
    """The page's answer. `standings` is empty where no target is set; `calculation`: the chosen district's, line by line."""

    options: Options
    rows: pd.DataFrame
    standings: tuple[Standing, ...]
    calculation: tuple[str, ...]

    @property
    def has_picture(self) -> bool:
        """A gap needs a target."""
        return self.options.target is not None

    def chart(
        self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True
    ) -> alt.LayerChart | None:
        """The dumbbell table; None where no target is set."""
        target = self.options.target
        if target is None or target.value is None:
            return None
        sizes = sizes or screen_sizes(width)
        indicator = self.options.indicator
        unit, counted = in_brackets(unit_of_difference(indicator)), indicator.people_unit is not None
        heads = GapHeads(
            gap=_("差距") + unit,
            people=_("还差{unit}").format(unit=people_head(indicator.people_unit)) if counted else "",
            pace=_("现速 / 需要（每年）"),
            year=_("预计达标"),
            state=_("状态"),
        )
        return gap_chart(
            self.rows,
            width=width,
            height=height or gap_height(self.rows, sizes),
            target=target.value,
            target_text=_("目标 {goal}").format(goal=goal_number(target, indicator)),
            heads=heads,
            at_most=at_most(target),
            least=indicator.valid_min,
            most=indicator.valid_max,
            sizes=sizes,
            highlight=self.options.chosen.district,
            select=select,
        )


def gaps_view(store: Store, workspace: Workspace, choices: Choices) -> GapsView | None:
    """The view for the choices; None for a city without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    target = found.options.target
    order = by_code if found.unranked else by_gap
    standings = tuple(sorted(standings_of(found, target), key=order)) if target is not None else ()
    rows = pd.DataFrame([_row(found, target, standing) for standing in standings]) if target is not None else pd.DataFrame()
    chosen = next((s for s in standings if s.code == found.options.chosen.district and s.found), None) or next(
        (s for s in standings if s.found and s.found.gap), None
    )
    return GapsView(
        finding=_finding(found),
        subtitle=_subtitle(found, target),
        footer=_footer(found, standings),
        simulated=workspace.simulated,
        table=_table(found, target, standings),
        name=page_name(found, _("对标差距")),
        options=found.options,
        rows=rows,
        standings=standings,
        calculation=tuple(_calculation(found, chosen)) if chosen else (),
    )


def _row(found: Facts, target: Target, standing: Standing) -> dict[str, Any]:
    """One row of GAP_COLUMNS."""
    state = standing.found
    assert state is not None
    gap = state.gap
    return {
        "code": standing.code,
        "name": standing.name,
        "is_city": standing.is_city,
        "value": gap.value if gap else float("nan"),
        "value_text": shown(gap.value, found.indicator.decimals) if gap else NONE,
        "status_text": "" if gap else status_in(standing.status, found.period),
        "state": str(state.state),
        "state_text": state_label(state.state),
        "short": bool(gap and not gap.met),
        "gap_text": distance(gap, target, found.indicator.decimals) if gap else NONE,
        "people_text": f"{standing.needed.count:,}" if standing.needed and gap else NONE,
        "pace_text": pace_text(state.actual),
        "needed_text": pace_text(state.needed),
        "year_text": projected_text(state) if gap else NONE,
    }


def _finding(found: Facts) -> str:
    """3 个区县还差 2,563 个学位；兴化市按现有速度要到 2034 年才达标; without counts: who meets the target and who is farthest."""
    if found.options.target is None:
        return _("{indicator}没有设定目标，无法对标").format(indicator=found.indicator.label)
    asked = question(found)
    said = [*people(asked), *standing(asked)]
    return hidden_finding(found) or (said[0].text if said else nobody_reported(found))


def _subtitle(found: Facts, target: Target | None) -> str:
    if target is None:
        return _("{what}，{period}，{city}").format(
            what=heading_words(found), period=periods.label(found.period), city=found.workspace.name
        )
    return _("{what}，{period}对{target}，按差距从大到小").format(
        what=heading_words(found), period=periods.label(found.period), target=target_label(target, found.indicator)
    )


def _footer(found: Facts, standings: tuple[Standing, ...]) -> tuple[str, ...]:
    lines = []
    worst = next((s.needed for s in standings if not s.is_city and s.needed and s.needed.count), None)
    if worst is not None:
        name = next(s.name for s in standings if s.needed is worst)
        lines.append(
            _("算式：{name} {arithmetic}（{assumption}）").format(
                name=name, arithmetic=worst.arithmetic, assumption=worst.assumption
            )
        )
    city = next((s.needed for s in standings if s.is_city and s.needed), None)
    total = sum(s.needed.count for s in standings if not s.is_city and s.needed)
    if city is not None and total and city.count != total:
        lines.append(
            _("全市 {city} 已抵扣达标区县的余量，各区县相加为 {total}").format(city=f"{city.count:,}", total=f"{total:,}")
        )
    lines += [line for line in [coverage_note(found, standings)] if line]
    lines += list(dict.fromkeys(standing.territory for standing in standings if standing.territory))
    for target in not_comparable(found.catalogue, found.workspace, found.indicator, found.options.level):
        lines.append(_("另有目标不按区县对标：{label}").format(label=target_label(target, found.indicator)))
    lines.append(source_line(found, [(found.indicator.id, found.options.level)], found.series.alike(found.period)))
    axis = ["　•　" + _("横轴不从 0 开始")] if standings else [""]
    lines.append(definition_line(found.indicator) + axis[0])
    return tuple(lines)


def coverage_note(found: Facts, standings: tuple[Standing, ...]) -> str:
    """What has to be said where the city's two values of its pace rest on different numbers of districts; "" elsewhere."""
    state = next((s.found for s in standings if s.is_city), None)
    if state is None or state.first_year is None:
        return ""
    now, then = (found.series.city_at(Period(year, found.period.kind)) for year in (state.year, state.first_year))
    if now is None or then is None or now["covered"] == then["covered"]:
        return ""
    return _("全市现速含覆盖变化：{first} 年 {then} 个区县有数，{last} 年 {now} 个").format(
        first=state.first_year, then=int(then["covered"]), last=state.year, now=int(now["covered"])
    )


def _calculation(found: Facts, standing: Standing) -> list[str]:
    assert standing.found is not None
    lines = [standing.name, *calculation(standing.found, found.indicator)]
    if standing.territory:
        lines.append(standing.territory)
    if standing.needed is not None:
        lines.append(f"{standing.needed.arithmetic}（{standing.needed.assumption}）")
    return lines


def _table(found: Facts, target: Target | None, standings: tuple[Standing, ...]) -> pd.DataFrame:
    """All figures of the page; notes where rounding or one single point decides."""
    names = [
        _("区县"),
        _("数值"),
        _("目标"),
        _("差距"),
        _("还差"),
        _("现速（每年）"),
        _("需要（每年）"),
        _("预计达标"),
        _("状态"),
        _("说明"),
    ]
    if target is None:
        return values_table(found)
    rows = []
    for place in standings:
        state = place.found
        assert state is not None
        rounding = rounding_text(state.gap, target, found.indicator) if state.gap else ""
        note = _("；").join(filter(None, (rounding, fragile_note(state), place.territory)))
        rows.append(
            (
                place.name,
                state.gap.value if state.gap else status_label(place.status),
                goal(target, found.indicator),
                distance(state.gap, target, found.indicator.decimals) if state.gap else NONE,
                place.needed.text if place.needed and state.gap else NONE,
                pace_text(state.actual),
                pace_text(state.needed),
                projected_text(state) if state.gap else NONE,
                state_label(state.state),
                note,
            )
        )
    return pd.DataFrame(rows, columns=names)
