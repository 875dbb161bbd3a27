"""地图: where do the districts stand? A choropleth with ranked bars, the same map for every period, or two indicators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from charts.classes import Classes
from charts.map import map_chart, needs_inset
from charts.map_large import large_map_chart
from charts.map_large_still import WHOLE_COUNTRY, large_map_still
from charts.map_multiples import Frame, multiples_chart
from charts.ranked_bars import bars_height, ranked_bars_chart
from charts.tokens import Sizes, page_height, screen_sizes
from exports.picture import Area, Panel
from indicators import periods
from indicators.city_values import city_note
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.district_map_words import map_finding, map_footer, map_subtitle
from views.facts import facts
from views.file_names import page_name
from views.map_colours import caution, colours, first_cuts
from views.map_frames import frames_of
from views.map_ground import ground, is_large, with_shapes
from views.map_rows import bars_of, every_value, periods_table, places_of, ranked_rows, table_of
from views.map_second import MapSide, second_choices, second_side, two_table
from views.page import PageView
from views.target_choice import goal, goal_number
from views.words import in_brackets, unit_of_difference

# Height of the map beside its bars, on a page 1122 pixels wide
CHART_HEIGHT = 440
# The map's share of the width: on a page and in a picture, each plain and with an inset for a crowded centre
PAGE_SHARES, PICTURE_SHARES = (0.44, 0.56), (0.42, 0.67)
GAP = 28


@dataclass(frozen=True)
class DistrictMapView(PageView):
    """`places`: MAP_COLUMNS; `bars`: BAR_COLUMNS, best first, the city last; `frames`: one for each period, oldest first.

    `first`, `second`: the two maps of two indicators. `periods`: keys, oldest first. `cuts`: class edges to begin from.
    `seconds`: what can stand beside the indicator. `caution`: a sentence where something chosen cannot be used.
    """

    options: Options
    places: pd.DataFrame
    bars: pd.DataFrame
    classes: Classes
    city_note: str
    frames: tuple[Frame, ...]
    first: MapSide | None
    second: MapSide | None
    seconds: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    cuts: str
    caution: str
    crowded: bool
    large: bool

    @property
    def layout(self) -> str:
        """ "one", "periods" or "two": the one chosen, as far as there is something for it."""
        return self.options.chosen.layout

    @property
    def share(self) -> float:
        """The map's share of the page's width."""
        return PAGE_SHARES[self.crowded]

    @property
    def target_text(self) -> str:
        """目标 85, where the classes know the target."""
        target = self.options.target
        return _("目标 {goal}").format(goal=goal_number(target, self.options.indicator)) if target and self.classes.target else ""

    @property
    def colouring(self) -> dict[str, Any]:
        """What all maps of the indicator share."""
        indicator = self.options.indicator
        return {
            "classes": self.classes,
            "target_text": self.target_text,
            "least": indicator.valid_min,
            "most": indicator.valid_max,
            "highlight": self.options.chosen.district,
        }

    def map(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The choropleth."""
        high = height or round(CHART_HEIGHT * width / self.share / 1122)
        sizes = sizes or screen_sizes(round(width / self.share))
        if self.large and select:
            return large_map_chart(self.places, width=width, height=high, **self.colouring, sizes=sizes, select=True)
        if self.large and len(self.places) > WHOLE_COUNTRY:
            return large_map_still(self.places, width=width, height=high, **self.colouring, sizes=sizes)
        places = with_shapes(self.places, self.options.period.start_year) if self.large else self.places
        return map_chart(places, width=width, height=high, **self.colouring, sizes=sizes, select=select)

    def ranking(
        self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True
    ) -> alt.LayerChart:
        """The ranked bars."""
        indicator, target = self.options.indicator, self.options.target
        full = round((width + GAP) / (1 - self.share))
        sizes = sizes or screen_sizes(full)
        heading = ""
        if target is not None:
            heading = _("距目标 {goal}{unit}").format(
                goal=goal(target, indicator), unit=in_brackets(unit_of_difference(indicator))
            )
        return ranked_bars_chart(
            self.bars,
            width=width,
            height=height or self.ranking_height(full, sizes),
            classes=self.classes,
            value_heading=_("数值") + in_brackets(indicator.unit_label),
            distance_heading=heading,
            sizes=sizes,
            highlight=self.options.chosen.district,
            note=self.city_note,
            select=select,
        )

    def ranking_height(self, full: int, sizes: Sizes) -> int:
        """As high as the map where the rows allow it; rows of many districts stay readable and make it higher."""
        base = CHART_HEIGHT * full / 1122
        if self.large:
            return round(base)
        return round(min(max(bars_height(self.bars, sizes), base * 0.86), max(base * 1.04, len(self.bars) * sizes.value * 1.35)))

    def multiples(
        self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True
    ) -> alt.LayerChart:
        """The same map for every period."""
        return multiples_chart(
            self.frames,
            width=width,
            height=height or page_height(CHART_HEIGHT, width),
            **self.colouring,
            sizes=sizes or screen_sizes(width),
            select=select,
        )

    def side(
        self, which: MapSide, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True
    ) -> alt.LayerChart:
        """One of two maps under its own heading."""
        return map_chart(
            which.places,
            width=width,
            height=height or round(CHART_HEIGHT * (2 * width + GAP) / 1122),
            classes=which.classes,
            target_text=which.target_text,
            least=which.least,
            most=which.most,
            sizes=sizes or screen_sizes(2 * width + GAP),
            highlight=self.options.chosen.district,
            heading=which.heading,
            select=select,
        )

    def left(self, width: int) -> alt.LayerChart:
        """The first of two indicators."""
        assert self.first is not None
        return self.side(self.first, width)

    def right(self, width: int) -> alt.LayerChart:
        """The second one."""
        assert self.second is not None
        return self.side(self.second, width)

    def panels(self, area: Area, sizes: Sizes) -> list[Panel]:
        """Map at the left, bars at the right; or all periods; or two maps."""
        gap = 48
        if self.layout == "periods":
            return [Panel(self.multiples(area.width, area.height, sizes, select=False), area.x, area.y)]
        if self.first is not None and self.second is not None:
            half = (area.width - gap) // 2
            return [
                Panel(self.side(self.first, half, area.height, sizes, select=False), area.x, area.y),
                Panel(self.side(self.second, half, area.height, sizes, select=False), area.x + half + gap, area.y),
            ]
        wide = round(area.width * PICTURE_SHARES[1])
        crowded = needs_inset(self.places, width=wide, height=area.height, classes=self.classes, sizes=sizes)
        left = wide if crowded else round(area.width * PICTURE_SHARES[0])
        right = area.width - left - gap
        return [
            Panel(self.map(left, area.height, sizes, select=False), area.x, area.y),
            Panel(self.ranking(right, area.height, sizes, select=False), area.x + left + gap, area.y),
        ]


def district_map_view(store: Store, workspace: Workspace, choices: Choices) -> DistrictMapView | None:
    """The view for the choices; None for a city without a number."""
    if not choices.target and choices.period:
        # The target of the newest period holds for all, or the colours would change their meaning on the way through them
        newest = facts(store, workspace, replace(choices, period=""))
        choices = replace(choices, target=newest.options.chosen.target) if newest else choices
    found = facts(store, workspace, choices)
    if found is None:
        return None
    indicator, chosen, series, period = found.indicator, found.options.chosen, found.series, found.period
    alike = [other for other in series.periods if other.kind is period.kind]
    seconds = second_choices(found)
    layout = "one" if is_large(workspace) else chosen.layout
    layout = layout if (len(alike) > 1 or layout != "periods") and (seconds or layout != "two") else "one"
    found = replace(found, options=replace(found.options, chosen=replace(chosen, layout=layout)))
    base, large = ground(store, workspace, period.start_year), is_large(workspace)
    rows = ranked_rows(found)
    values = every_value(series, period)
    classes = colours(indicator, found.options.target, chosen.classes, chosen.cuts, values)
    frames = frames_of(store, found, base) if layout == "periods" else ()
    places = places_of(series, rows, base.shapes)
    first = second = None
    if layout == "two":
        first, second = second_side(found, base, None), second_side(found, base, chosen.second or seconds[0][0])
    city = series.city_at(period)
    table = table_of(found, rows)
    if frames:
        table = periods_table(series, alike, [periods.label(other) for other in alike])
    elif first is not None and second is not None:
        table = two_table(first, second)
    return DistrictMapView(
        finding=map_finding(found, frames, first, second),
        subtitle=map_subtitle(found, frames, second),
        footer=map_footer(found, base, classes, frames, second),
        simulated=workspace.simulated,
        table=table,
        name=page_name(found, _("地图"), over_time=bool(frames)),
        options=found.options,
        places=places,
        bars=bars_of(found, rows),
        classes=classes,
        city_note=city_note(city, indicator) if city is not None else _("没有全市值"),
        frames=frames,
        first=first,
        second=second,
        seconds=seconds,
        periods=tuple(reversed(found.options.periods)),
        cuts=chosen.cuts or first_cuts(classes),
        caution=caution(chosen.classes, chosen.cuts, indicator.decimals),
        crowded=large or needs_inset(places, width=494, height=CHART_HEIGHT, classes=classes),
        large=large,
    )
