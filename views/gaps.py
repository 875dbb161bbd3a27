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
from charts.tokens import NARROW, NONE, Sizes, screen_sizes
from indicators.finding_records import Finding
from indicators.pace_words import pace_text, projected_text, state_label
from indicators.rounding import shown
from indicators.target_definitions import Target
from indicators.targets import at_most
from language import _
from store import Store, Workspace
from views import gaps_words as words
from views.choices import Choices, Options
from views.facts import Facts, facts
from views.file_names import page_name
from views.findings import findings_of
from views.noise import below_one_text, close_places
from views.page import PageView
from views.peer_scope import peer_scope, scope_choices
from views.standings import Standing, by_code, by_gap, group_standing, people_head, people_todo, standings_of
from views.target_choice import goal_number
from views.words import distance, in_brackets, status_in, status_label, unit_of_difference


@dataclass(frozen=True)
class GapsView(PageView):
    """The page's answer. `standings` is empty where no target is set; `calculation`: the chosen district's, line by line.

    `findings`: all sentences on the indicator, most important first.
    `scopes`: among whom districts may be compared, as (choice, words).
    """

    options: Options
    rows: pd.DataFrame
    standings: tuple[Standing, ...]
    calculation: tuple[str, ...]
    scopes: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

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
        indicator, narrow = self.options.indicator, width < NARROW
        unit, counted = in_brackets(unit_of_difference(indicator)), indicator.people_unit is not None
        people = people_head(indicator.people_unit)
        heads = GapHeads(
            gap=_("差距") + ("" if narrow else unit),
            people=(people if narrow else people_todo(indicator, target).format(unit=people)) if counted else "",
            pace="" if narrow else _("现速 / 需要（每年降）") if at_most(target) else _("现速 / 需要（每年）"),
            year="" if narrow else _("预计达标"),
            # a phone has room for its sign, which the line under the chart explains
            state="" if narrow else _("状态"),
        )
        return gap_chart(
            self._in_short() if narrow else self.rows,
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

    def _in_short(self) -> pd.DataFrame:
        """The rows for a phone: why a value is missing in a word; the period stands in the subtitle."""
        words = {one.code: status_label(one.status) for one in self.standings}
        texts = zip(self.rows["code"], self.rows["status_text"], strict=True)
        return self.rows.assign(status_text=[words.get(code, text) if text else "" for code, text in texts])


def gaps_view(store: Store, workspace: Workspace, choices: Choices) -> GapsView | None:
    """The view for the choices; None for a city without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    target = found.options.target
    order = by_code if found.unranked else by_gap
    scope = peer_scope(store, found)
    everybody = standings_of(found, target) if target is not None else []
    within = everybody if scope is None else [*(s for s in everybody if s.is_city or s.code in scope.codes)]
    if scope is not None and target is not None:
        within.append(group_standing(found, target, scope.name, scope.codes))
    standings = tuple(sorted(within, key=order))
    close = close_places(found, standings)
    records = [_row(found, target, one, one.code in close) for one in standings] if target is not None else []
    chosen = next((s for s in standings if s.code == found.options.chosen.district and s.found), None) or next(
        (s for s in standings if s.found and s.found.gap), None
    )
    return GapsView(
        finding=words.finding(found, scope),
        subtitle=words.subtitle(found, target),
        footer=words.footer(found, standings, scope),
        simulated=workspace.simulated,
        table=words.table(found, target, standings, scope),
        name=page_name(found, _("对标差距")),
        options=found.options,
        rows=pd.DataFrame(records),
        standings=standings,
        calculation=tuple(words.calculation(found, chosen)) if chosen else (),
        scopes=tuple(scope_choices(store, found)),
        findings=tuple(findings_of(found, scope.codes if scope else None)),
    )


def _row(found: Facts, target: Target, standing: Standing, close: bool) -> dict[str, Any]:
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
        "close": close and not standing.is_city,
        "near_text": below_one_text(standing) if gap else "",
    }
