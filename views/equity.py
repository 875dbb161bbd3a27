"""均衡: are the districts drawing together? Their spread in each period, over the same districts, and what may be said of it.

The range is that of displayed values, everything else is computed from exact ones. District totals never give the
校际差异系数: the page says so, and shows that the formula it would use gives the published example.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from charts.axis import from_zero
from charts.spread import SpreadHeads, spread_chart
from charts.tokens import NARROW, NONE, Sizes, page_height, screen_sizes
from indicators import periods
from indicators.rounding import shown
from language import _
from store import Store, Workspace
from views import equity_words as words
from views.choices import Choices, Options
from views.equity_calculation import spread_lines
from views.equity_cards import MeasureCard, cards, table
from views.equity_panel import Panel, panel_of
from views.equity_schools import SchoolCheck, school_check
from views.facts import Facts, facts
from views.file_names import page_name
from views.hidden import hidden_finding
from views.page import PageView
from views.peer_groups import own_groups
from views.words import in_brackets, unit_of_difference

# At 1122 pixels; on a phone the rows' names stand above their figures
CHART_HEIGHT, NARROW_HEIGHT = 390, 470


@dataclass(frozen=True)
class EquityView(PageView):
    """`points`: SPREAD_COLUMNS, `spans`: PERIOD_COLUMNS. `caution`: why this indicator's spread says little, else ""."""

    options: Options
    points: pd.DataFrame
    spans: pd.DataFrame
    cards: tuple[MeasureCard, ...]
    caution: str
    calculation: tuple[str, ...]
    schools: SchoolCheck

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """Dots and bars by period over the range and the variation."""
        indicator = self.options.indicator
        heads = SpreadHeads(
            range=_("极差") + in_brackets(unit_of_difference(indicator)),
            variation=_("区县间差异系数"),
            count=_("区县数"),
        )
        return spread_chart(
            self.points,
            self.spans,
            width=width,
            height=height or (page_height(CHART_HEIGHT, width) if width >= NARROW else NARROW_HEIGHT),
            heads=heads,
            highlight=self.options.chosen.district,
            least=indicator.valid_min,
            most=indicator.valid_max,
            sizes=sizes or screen_sizes(width),
            select=select,
        )


def equity_view(store: Store, workspace: Workspace, choices: Choices) -> EquityView | None:
    """The view up to the chosen period; None for a city without a number."""
    found = _facts(store, workspace, choices)
    if found is None:
        return None
    panel = panel_of(found, own_groups(store, workspace))
    points = _points(found, panel)
    drawn = points["value"].dropna()
    zero = drawn.empty or from_zero(drawn, least=found.indicator.valid_min, most=found.indicator.valid_max)
    return EquityView(
        finding=hidden_finding(found) or words.finding(found, panel),
        subtitle=words.subtitle(found, panel),
        footer=words.footer(found, panel, zero),
        simulated=workspace.simulated,
        table=table(panel, found.indicator),
        name=page_name(found, _("均衡")),
        options=found.options,
        points=points,
        spans=_spans(panel),
        cards=tuple(cards(panel, found.indicator, found.catalogue)),
        caution=words.caution(found),
        calculation=spread_lines(found, panel),
        schools=school_check(found),
    )


def _facts(store: Store, workspace: Workspace, choices: Choices) -> Facts | None:
    """The facts; where nobody chose an indicator, a rate comes before a total, whose spread says little."""
    found = facts(store, workspace, choices)
    if found is None or choices.indicator or not found.indicator.additive:
        return found
    rate = next((key for key in found.options.indicators if not found.catalogue.indicators[key].additive), None)
    other = facts(store, workspace, replace(choices, indicator=rate, level="", target="")) if rate else None
    if other is None:
        return found
    chosen, before = other.options.chosen, other.options.defaults
    defaults = replace(before, indicator=chosen.indicator, level=chosen.level)
    return replace(other, options=replace(other.options, defaults=defaults))


def _points(found: Facts, panel: Panel) -> pd.DataFrame:
    """SPREAD_COLUMNS of all places with a value, and of the city's value where there is one that districts compare with."""
    decimals = found.indicator.decimals
    city = {} if found.indicator.additive else found.series.city_by_year(found.period)
    rows: list[tuple[str, str, bool, int, float, bool]] = []
    for year in panel.values:
        values, counted = panel.displayed(year), set(panel.counted(year))
        rows += [(code, panel.names[code], False, year, value, code in counted) for code, value in values.items()]
        if year in city:
            rows.append((found.workspace.city_code, _("全市"), True, year, city[year], True))
    frame = pd.DataFrame(rows, columns=["code", "name", "is_city", "year", "value", "counted"])
    since = [panel.changed.get(code, 0) for code in frame["code"]]
    return frame.assign(value_text=[shown(value, decimals) for value in frame["value"]], since=since)


def _spans(panel: Panel) -> pd.DataFrame:
    """PERIOD_COLUMNS."""
    rows = []
    for period in panel.over:
        year = period.start_year
        displayed = panel.displayed(year)
        values = [displayed[code] for code in panel.counted(year)]
        measures = panel.measures(year)
        several = measures.range.value is not None
        rows.append(
            {
                "year": year,
                "label": periods.label(period),
                "low": min(values) if several else float("nan"),
                "high": max(values) if several else float("nan"),
                "range_text": shown(measures.range.value, panel.decimals) if measures.range.value is not None else NONE,
                "variation": measures.variation.value if measures.variation.value is not None else float("nan"),
                "variation_text": words.variation_text(measures.variation),
                "count_text": str(len(values)),
                "comparable": panel.comparable(year),
            }
        )
    return pd.DataFrame(rows)
