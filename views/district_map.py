"""地图: where do the districts stand? A choropleth and ranked bars over the same figures and classes."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from charts.classes import Classes, equal_classes, natural_classes, quantile_classes, target_classes
from charts.map import map_chart, needs_inset
from charts.ranked_bars import bars_height, ranked_bars_chart
from charts.tokens import NONE, Sizes, screen_sizes
from exports.picture import Area, Panel
from geo.boundaries import boundary_notes, shapes
from indicators import periods
from indicators.city_values import city_note
from indicators.finding_targets import standing
from indicators.gaps import Gap, gap
from indicators.ranks import rank
from indicators.rounding import round_half_up
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.facts import Facts, definition_line, facts, heading_words, nobody_reported, question, source_line
from views.file_names import page_name
from views.hidden import hidden_finding
from views.page import PageView
from views.target_choice import goal, goal_number, lower_is_better, target_label
from views.words import distance, in_brackets, number, status_label, unit_of_difference

# Height of the map beside its bars, on a page 1122 pixels wide
CHART_HEIGHT = 440
# The map's share of a picture's width; with an inset for a crowded centre it needs more
MAP_SHARE, INSET_SHARE = 0.42, 0.67


@dataclass(frozen=True)
class DistrictMapView(PageView):
    """`places`: MAP_COLUMNS; `bars`: BAR_COLUMNS, best first, the city last."""

    options: Options
    places: pd.DataFrame
    bars: pd.DataFrame
    classes: Classes
    city_note: str

    def map(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The choropleth."""
        indicator, target = self.options.indicator, self.options.target
        coloured = target is not None and self.options.chosen.classes == "target"
        return map_chart(
            self.places,
            width=width,
            height=height or CHART_HEIGHT * width // 494,
            classes=self.classes,
            target_text=_("目标 {goal}").format(goal=goal_number(target, indicator)) if target and coloured else "",
            least=indicator.valid_min,
            most=indicator.valid_max,
            sizes=sizes or screen_sizes(round(width / 0.44)),
            highlight=self.options.chosen.district,
            select=select,
        )

    def ranking(
        self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True
    ) -> alt.LayerChart:
        """The ranked bars."""
        indicator, target = self.options.indicator, self.options.target
        sizes = sizes or screen_sizes(round(width / 0.54))
        heading = ""
        if target is not None:
            heading = _("距目标 {goal}{unit}").format(
                goal=goal(target, indicator), unit=in_brackets(unit_of_difference(indicator))
            )
        return ranked_bars_chart(
            self.bars,
            width=width,
            height=height or self.ranking_height(width, sizes),
            classes=self.classes,
            value_heading=_("数值") + in_brackets(indicator.unit_label),
            distance_heading=heading,
            sizes=sizes,
            highlight=self.options.chosen.district,
            note=self.city_note,
            select=select,
        )

    def ranking_height(self, width: int, sizes: Sizes) -> int:
        """As high as the map where the rows allow it; rows of many districts stay readable and make it higher."""
        base = CHART_HEIGHT * width / 600
        return round(min(max(bars_height(self.bars, sizes), base * 0.86), max(base * 1.04, len(self.bars) * sizes.value * 1.35)))

    def panels(self, area: Area, sizes: Sizes) -> list[Panel]:
        """Map at the left, bars at the right."""
        gap = 48
        wide = round(area.width * INSET_SHARE)
        crowded = needs_inset(self.places, width=wide, height=area.height, classes=self.classes, sizes=sizes)
        left = wide if crowded else round(area.width * MAP_SHARE)
        right = area.width - left - gap
        return [
            Panel(self.map(left, area.height, sizes, select=False), area.x, area.y),
            Panel(self.ranking(right, area.height, sizes, select=False), area.x + left + gap, area.y),
        ]


def district_map_view(store: Store, workspace: Workspace, choices: Choices) -> DistrictMapView | None:
    """The view for the choices; None for a city without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    indicator, target, period = found.indicator, found.options.target, found.period
    rows = found.series.at(period).copy()
    rows["shown"] = [round_half_up(v, indicator.decimals) if v == v else v for v in rows["value"]]
    rows["gap"] = pd.Series([gap(v, target, indicator) if target and v == v else None for v in rows["value"]], dtype=object)
    higher = not lower_is_better(indicator, target)
    ranking = rank(indicator, list(rows["value"]), list(rows["numerator"]), list(rows["denominator"]), higher_is_better=higher)
    rows["rank"] = [found_rank if found_rank is not None else 0 for found_rank in ranking.ranks]
    rows["close"] = ranking.close
    rows["sort"] = [(r == 0, r, code) for r, code in zip(rows["rank"], rows["place_code"], strict=True)]
    rows = rows.sort_values("sort").reset_index(drop=True)
    city = found.series.city_at(period)
    return DistrictMapView(
        finding=_finding(found),
        subtitle=_subtitle(found),
        footer=_footer(found),
        simulated=workspace.simulated,
        table=_table(found, rows),
        name=page_name(found, _("地图")),
        options=found.options,
        places=_places(found, rows),
        bars=_bars(found, rows),
        classes=_classes(found, rows),
        city_note=city_note(city, indicator) if city is not None else _("没有全市值"),
    )


def _classes(found: Facts, rows: pd.DataFrame) -> Classes:
    indicator, target, method = found.indicator, found.options.target, found.options.chosen.classes
    if method == "target" and target is not None and target.value is not None:
        at_most = lower_is_better(indicator, target)
        return target_classes(target.value, indicator.step, at_most=at_most, decimals=indicator.decimals)
    make = {"quantile": quantile_classes, "equal": equal_classes, "natural": natural_classes}.get(method, quantile_classes)
    return make(rows["shown"].dropna(), decimals=indicator.decimals)


def _places(found: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """MAP_COLUMNS: every district of that year and every zone, with the shape it had then where the source tells."""
    drawn = shapes(found.workspace.city_code, found.period.start_year)
    geometry = dict(zip(drawn["code"], drawn.geometry, strict=True))
    return pd.DataFrame(
        {
            "code": rows["place_code"],
            "name": rows["place_name"],
            "geometry": [geometry.get(code) for code in rows["place_code"]],
            "value": rows["shown"],
            "value_text": [number(v, found.indicator) or NONE for v in rows["shown"]],
            "status_text": ["" if v == v else status_label(str(s)) for v, s in zip(rows["shown"], rows["status"], strict=True)],
        }
    )


def _bars(found: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """BAR_COLUMNS, the city as the last row."""
    records = [
        _bar(
            found,
            r["place_code"],
            r["place_name"],
            False,
            str(r["rank"]) if r["rank"] else NONE,
            r["shown"],
            r["gap"],
            str(r["status"]),
        )
        for r in rows.to_dict("records")
    ]
    city = found.series.city_at(found.period)
    if city is not None:
        target = found.options.target
        value = round_half_up(city["value"], found.indicator.decimals)
        its_gap = gap(city["value"], target, found.indicator) if target is not None else None
        records.append(_bar(found, found.workspace.city_code, _("全市"), True, NONE, value, its_gap, ""))
    return pd.DataFrame(records)


def _bar(
    found: Facts, code: str, name: str, is_city: bool, rank_text: str, value: float, its_gap: Gap | None, status: str
) -> dict[str, object]:
    target, nan = found.options.target, float("nan")
    return {
        "code": code,
        "name": name,
        "is_city": is_city,
        "rank_text": rank_text,
        "value": value,
        "value_text": number(value, found.indicator) or NONE,
        "distance": nan if its_gap is None else -its_gap.gap,
        "distance_text": distance(its_gap, target, found.indicator.decimals)
        if its_gap is not None and target is not None
        else "",
        "status_text": "" if value == value else _("{status}，不排名").format(status=status_label(status)),
    }


def _finding(found: Facts) -> str:
    """5 个报数区县中 2 个达到 ≥ 85% 目标，兴化市差 6.8 个百分点; without a target: who is highest and lowest."""
    said = standing(question(found))
    return hidden_finding(found) or (said[0].text if said else nobody_reported(found))


def _subtitle(found: Facts) -> str:
    target = found.options.target
    count = len(found.series.at(found.period))
    what = _("{what}，{period}，{city} {n} 个区县").format(
        what=heading_words(found), period=periods.label(found.period), city=found.workspace.name, n=count
    )
    return what + (
        _("；目标：{target}").format(target=target_label(target, found.indicator)) if target is not None else _("；没有设定目标")
    )


def _footer(found: Facts) -> tuple[str, ...]:
    notes = boundary_notes(found.workspace.city_code, found.period.start_year)
    return (
        source_line(found, [(found.indicator.id, found.options.level)], [found.period]),
        definition_line(found.indicator),
        "　•　".join([*notes, _("审图号：待填写")]),
    )


def _table(found: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """Rank, value, counts, distance and state of every place."""
    target, indicator = found.options.target, found.indicator
    records = []
    for r in rows.to_dict("records"):
        records.append(
            {
                _("名次"): r["rank"] or NONE,
                _("区县"): r["place_name"],
                _("数值"): r["shown"] if r["shown"] == r["shown"] else status_label(str(r["status"])),
                _("分子"): r["numerator"],
                _("分母"): r["denominator"],
                _("距目标"): distance(r["gap"], target, indicator.decimals) if r["gap"] and target else NONE,
                _("说明"): _("差距不足一人") if r["close"] else _("由分子分母算出") if r["origin"] == "computed" else "",
            }
        )
    return pd.DataFrame(records)
