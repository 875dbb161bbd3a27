"""总览: how are we doing? Score cards, one for each family, over the heat table of every district and indicator.

Columns: indicators with a target first, in the order of families, then rates without one while there is room; a card stands
for the first column of its family. Counting is done on what districts reported in the period; nothing is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from charts.heat import heat_chart, heat_height
from charts.tokens import Sizes, screen_sizes
from exports.names import speaking
from exports.picture import PICTURE_SIZES, Area, Panel, PictureSize, content_area
from indicators import periods
from indicators.gaps import gap
from indicators.rounding import round_half_up, shown
from indicators.targets import bound_text
from indicators.vocabulary import Period, ValueStatus
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.facts import Facts, definitions_line, facts, source_line
from views.limited import limited_words
from views.overview_columns import ALL, MOST_COLUMNS, columns_of, extents, heading_of, partly, picked_of
from views.overview_order import ordered, orders
from views.overview_pictures import heat_panels, heat_pictures
from views.page import PageView, numbered
from views.score_cards import Card, Column, card_of, first_of_families
from views.target_choice import lower_is_better
from views.words import status_label


@dataclass(frozen=True)
class OverviewView(PageView):
    """`cells`: HEAT_COLUMNS. `left_out`: indicators with figures which the table has no room for."""

    options: Options
    periods: tuple[str, ...]
    period: str
    cards: tuple[Card, ...]
    cells: pd.DataFrame
    left_out: int
    orders: tuple[tuple[str, str], ...]
    extents: tuple[tuple[str, str], ...] = ()

    @property
    def least_width(self) -> int:
        """Pixels below which the heat table's figures could not be read: names, then a column for each indicator."""
        columns = int(self.cells["indicator"].nunique())
        return 96 + (54 if columns <= MOST_COLUMNS else 50) * columns

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The heat table."""
        sizes = sizes or screen_sizes(width)
        return heat_chart(
            self.cells,
            width=width,
            height=height or heat_height(self.cells, sizes, width),
            sizes=sizes,
            highlight=self.options.chosen.district,
            select=select,
        )

    def panels(self, area: Area, sizes: Sizes) -> list[Panel]:
        """The heat table in a picture, in parts under each other where its columns are too many for one."""
        return heat_panels(self.cells, self.options.chosen.district, area, sizes)

    def split(self, size: PictureSize = PICTURE_SIZES["slide"]) -> tuple[OverviewView, ...]:
        """As many as it takes to read every column."""
        area = content_area(self.finding, self.footer, self.simulated, size, self.subtitle)
        found = heat_pictures(self.cells, area, size.sizes)
        if len(found) == 1:
            return (self,)
        return tuple(
            replace(self, finding=numbered(self.finding, number, len(found)), cells=cells)
            for number, cells in enumerate(found, start=1)
        )


def overview_view(store: Store, workspace: Workspace, choices: Choices) -> OverviewView | None:
    """The view for the period; None for a city without a number."""
    found = facts(store, workspace, replace(choices, indicator="", level="", target=""))
    if found is None:
        return None
    known = sorted(set(found.offered["period_key"]), key=lambda key: (key[4] == "S", key[:4]), reverse=True)
    period = Period.from_key(choices.period if choices.period in known else known[0])
    main, left_out = picked_of(found, period)
    everything, beyond = picked_of(found, period, every=True)
    whole = choices.columns == ALL and len(everything) > len(main)
    picked, left_out = (everything, beyond) if whole else (main, left_out)
    found = found.reaching(name for name, _level, _target in (*main, *picked))
    columns = columns_of(found, picked)
    cells = pd.DataFrame([cell for column in columns for cell in _cells(found, column, columns, period)])
    orders_known = orders(cells, found.unranked)
    order = choices.order if choices.order in dict(orders_known) else ""
    cards = tuple(card_of(found, column, period) for column in first_of_families(columns_of(found, main)))
    return OverviewView(
        finding=_finding(cells, period, found.unranked),
        subtitle=_subtitle(found, cells, columns, period),
        footer=_footer(found, columns, period, left_out),
        simulated=workspace.simulated,
        table=_table(ordered(cells, order)),
        name=speaking(workspace.label, periods.label(period), _("总览")),
        options=found.options,
        periods=tuple(known),
        period=period.key,
        cards=cards,
        cells=ordered(cells, order),
        orders=orders_known,
        left_out=left_out,
        extents=extents(len(main), len(everything)),
    )


def _cells(found: Facts, column: Column, columns: list[Column], period: Period) -> list[dict[str, object]]:
    """HEAT_COLUMNS of one column."""
    series, target = column.series, column.target
    indicator = series.indicator
    rows = [(r["place_code"], r["place_name"], False, r["value"], str(r["status"])) for r in series.records(period)]
    city = series.city_at(period)
    whole = city["value"] if city is not None else float("nan")
    rows = [*sorted(rows), (found.workspace.city_code, _("全市"), True, whole, str(ValueStatus.NOT_REPORTED))]
    cells = []
    for code, name, is_city, value, status in rows:
        number = value == value
        its_gap = gap(value, target, indicator) if target is not None and number else None
        cells.append(
            {
                "code": code,
                "name": name,
                "is_city": is_city,
                "indicator": column.key,
                "heading": heading_of(found, column, columns),
                "family": found.catalogue.families[indicator.family].label,
                "target_text": bound_text(target) if target is not None else "",
                "value": round_half_up(value, indicator.decimals) if number else value,
                "value_text": shown(value, indicator.decimals) if number else "",
                "distance_text": shown(abs(its_gap.gap), indicator.decimals) if its_gap else "",
                "target": target.value if target is not None else float("nan"),
                "step": indicator.step,
                "at_most": lower_is_better(indicator, target),
                "decimals": indicator.decimals,
                "status_text": "" if number else (_("无") if is_city else status_label(status)),
                "applicable": status != ValueStatus.NOT_APPLICABLE,
                "met": bool(its_gap and its_gap.met),
                "judged": its_gap is not None,
            }
        )
    return cells


def _finding(cells: pd.DataFrame, period: Period, unranked: bool) -> str:
    """70 项中 29 项未达标，20 项在兴化市和泰兴市."""
    districts = cells[~cells["is_city"]]
    judged = districts[districts["judged"]]
    if judged.empty:
        count = int(districts["value"].notna().sum())
        places = districts.loc[districts["value"].notna(), "code"].nunique()
        return _("{period} {places} 个区县报送 {n} 个数，都没有设定目标").format(
            period=periods.label(period), places=places, n=count
        )
    below = judged[~judged["met"].astype(bool)]
    if below.empty:
        return _("{n} 项全部达标").format(n=len(judged))
    by_place = below.groupby("name", sort=False).size().sort_values(ascending=False, kind="stable")
    start = _("{n} 项中 {below} 项未达标").format(n=len(judged), below=len(below))
    if unranked:
        return start
    # Nobody is named where the next one has as many
    counts = [*(int(n) for n in by_place), 0, 0, 0]
    if counts[2] and counts[1] > counts[2] and (counts[0] + counts[1]) * 2 >= len(below):
        return start + _("，{n} 项在{first}和{second}").format(
            n=counts[0] + counts[1], first=by_place.index[0], second=by_place.index[1]
        )
    if counts[0] > counts[1] and judged["code"].nunique() > 1:
        return start + _("，{name}最多（{n} 项）").format(name=by_place.index[0], n=counts[0])
    return start


def _subtitle(found: Facts, cells: pd.DataFrame, columns: list[Column], period: Period) -> str:
    districts = cells[~cells["is_city"] & cells["applicable"]]
    # what is hidden was reported all the same
    owed = districts["value"].isna() & (districts["status_text"] != status_label(ValueStatus.SUPPRESSED))
    missing = districts[owed].groupby("name", sort=False).size()
    places = districts["code"].nunique()
    start = _("{city} {places} 个区县，{n} 项指标，{period}").format(
        city=found.workspace.label, places=places, n=len(columns), period=periods.label(period)
    )
    if found.workspace.only:
        return start + "　•　" + limited_words(found.workspace, dict(found.options.places))
    if missing.empty:
        return start + _("　•　全部报送")
    named = _("、").join(_("{name}缺 {n} 项").format(name=name, n=n) for name, n in missing.head(3).items())
    return start + _("　•　{full} 个区县已全部报送，{named}").format(full=places - len(missing), named=named)


def _footer(found: Facts, columns: list[Column], period: Period, left_out: int) -> tuple[str, ...]:
    lines = [_("格内左为数值，右为距目标（单位同指标，百分数为百分点）；✓ 达到，▼ 未达到；每档按指标口径规定")]
    if left_out:
        lines[0] += _("　•　另有 {n} 项有数据的指标见地图、趋势").format(n=left_out)
    lines.append(source_line(found, [(c.series.indicator.id, c.series.level) for c in columns], [period]))
    lines.append(definitions_line(column.series.indicator for column in columns))
    lines += partly(found, columns, period)
    return tuple(lines)


def _table(cells: pd.DataFrame) -> pd.DataFrame:
    """Districts down, columns across, values or the reason for none, then the targets."""
    shown_cells = cells.assign(
        cell=[v if v == v else s for v, s in zip(cells["value"].astype(object), cells["status_text"], strict=True)]
    )
    order, names = list(dict.fromkeys(cells["heading"])), list(dict.fromkeys(cells["name"]))
    wide = shown_cells.pivot_table(index="name", columns="heading", values="cell", aggfunc="first", sort=False).reindex(names)[
        order
    ]
    targets = cells.drop_duplicates("heading").set_index("heading")["target_text"].reindex(order)
    table = pd.concat([wide, targets.to_frame(_("目标")).T])
    return table.rename_axis(None, axis=1).reset_index(names=_("区县"))
