"""What every page on one indicator starts from: the city's values, the settled choices, the series, the footer's facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

import geo
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.definitions import Indicator
from indicators.derived import LEVEL_SUMS
from indicators.finding_records import PlaceFigures, Question
from indicators.pace import WINDOW_YEARS
from indicators.rounding import round_half_up
from indicators.suppression import names_protected
from indicators.vocabulary import EducationLevel, Period, ValueStatus
from language import _, speak_of
from store import CORRECTION, Store, Workspace
from views import vast
from views.choices import Choices, Options, offers, settle
from views.city_catalogue import city_catalogue
from views.city_tables import named as named
from views.city_tables import stored as stored
from views.editions import edition_words
from views.series import COMPARED, Series, read_series
from views.words import day, in_brackets, status_label

# Two files are named in a footer if their names together are no longer than this; the others are counted
NAMES_LENGTH = 44


@dataclass(frozen=True)
class Facts:
    """`values`: STORED_COLUMNS of the whole city; `derived`: those and all that follows; `series`: the chosen one.

    `reach`: the indicators that `derived` and `city` are about, in a region with so many values that only what is asked for is
    read (`views.vast`; `values` are what these are made of, without their cells); None = everything is there.
    """

    workspace: Workspace
    catalogue: Catalogue
    values: pd.DataFrame
    derived: pd.DataFrame
    city: pd.DataFrame
    offered: pd.DataFrame
    options: Options
    series: Series
    released: bool
    unranked: bool
    store: Store
    reach: frozenset[str] | None = None

    @property
    def indicator(self) -> Indicator:
        """The chosen indicator."""
        return self.options.indicator

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self.options.period

    def other(self, indicator: str, level: EducationLevel) -> Series:
        """The series of another indicator."""
        wide = self.reaching([indicator])
        return read_series(wide.derived, wide.city, self.workspace, self.catalogue.indicators[indicator], level)

    def reaching(self, indicators: Iterable[str]) -> Facts:
        """The same with the values of these indicators, too: for a page that goes on to ask for each of them."""
        wanted = frozenset(indicators)
        if self.reach is None or wanted <= self.reach:
            return self
        reach = self.reach | wanted
        values, derived, city = vast.part(self.store, self.workspace, self.released, reach)
        return replace(self, values=values, derived=derived, city=city, reach=reach)

    def everything_in(self, period: Period) -> pd.DataFrame:
        """All rows of one period, of every indicator: reported, and what follows."""
        if self.reach is None:
            return self.derived[self.derived["period_key"] == period.key]
        return vast.part(self.store, self.workspace, self.released, self.catalogue.indicators, period.key)[1]

    def cells(self, over: Iterable[Period]) -> pd.DataFrame:
        """STORED_COLUMNS of some periods: the values with the cells they came from."""
        keys = sorted({period.key for period in over})
        if self.reach is not None:
            return vast.cells(self.store, self.workspace, self.released, self.reach, keys)
        return self.values[self.values["period_key"].isin(keys)]


def facts(store: Store, workspace: Workspace, choices: Choices) -> Facts | None:
    """The facts of a page; None for a city without a single number."""
    catalogue = city_catalogue(store, workspace)
    speak_of(geo.whole_of(workspace.city_code))
    large = vast.is_vast(store, workspace)
    if large:
        offered, names = vast.offered(store, workspace)
    else:
        values, derived, city, offered = stored(store, workspace, choices.released)
        names = place_names(values)
    options = settle(offered, catalogue, workspace, choices, names)
    if options is None:
        return None
    reach = frozenset([options.indicator.id]) if large else None
    while reach is not None:
        values, derived, city = vast.part(store, workspace, choices.released, reach)
        if not choices.released or not vast.closure(catalogue, reach) & names_protected(catalogue):
            break
        # What is hidden in all places cannot be chosen after all, as in a city
        shown = offers(derived[derived["indicator"].isin(reach)], catalogue)
        offered = pd.concat([offered[~offered["indicator"].isin(reach)], shown], ignore_index=True)
        options = settle(offered, catalogue, workspace, choices, names)
        if options is None:
            return None
        if options.indicator.id in reach:
            break
        reach = frozenset([options.indicator.id])
    series = read_series(derived, city, workspace, options.indicator, options.level)
    tables = (workspace, catalogue, values, derived, city, offered)
    return Facts(*tables, options, series, choices.released, choices.unranked, store, reach)


def ingredients(catalogue: Catalogue, indicator: str, level: EducationLevel) -> set[tuple[str, EducationLevel]]:
    """What a value may be made of: itself, its counts, its parts; each at its own level and at the levels that add up to it."""
    known = catalogue.indicators[indicator]
    names = {indicator, *(count for count in (known.numerator, known.denominator) if count), *known.sum_of}
    if known.family == "class_size":
        names.add("classes")  # the bins of 班级总数 yield every class-size measure
    levels = {level, *LEVEL_SUMS.get(level, ()), *([known.denominator_level] if known.denominator_level else [])}
    return {(name, part) for name in names for part in levels}


def place_names(values: pd.DataFrame) -> dict[str, str]:
    """The districts and zones of a city by code, in the order of codes."""
    own = values[values["place_kind"].isin(list(COMPARED))].drop_duplicates("place_code").sort_values("place_code")
    return dict(zip(own["place_code"], own["place_name"], strict=True))


def source_line(found: Facts, shown: Iterable[tuple[str, EducationLevel]], over: Sequence[Period]) -> str:
    """来源 · 数据截至 · 入库: the files behind what is shown, the newest period, the day it came in."""
    wanted = {(name, str(part)) for key, level in shown for name, part in ingredients(found.catalogue, key, level)}
    keys = {period.key for period in over}
    named = found.values["indicator"].isin(sorted({name for name, _part in wanted}))
    near = found.values[named & found.values["period_key"].isin(list(keys))]
    pairs = zip(near["indicator"].tolist(), near["education_level"].tolist(), strict=True)
    used = near[[pair in wanted for pair in pairs]]
    if used.empty or not keys:
        return _("来源：没有入库的文件")
    newest = used.sort_values("uploaded_at", ascending=False)
    by_hand = newest["upload_kind"] == CORRECTION
    files = list(dict.fromkeys(newest["filename"][~by_hand])) or list(dict.fromkeys(newest["filename"]))
    count = 1 + (len(files) > 1 and len(files[0] + files[1]) <= NAMES_LENGTH)
    listed = _("、").join(f"《{name}》" for name in files[:count])
    if len(files) > count:
        listed += _("等 {n} 份").format(n=len(files))
    if by_hand.any():
        listed += _("（含手工更正 {n} 处）").format(n=int(by_hand.sum()))
    simulated = _("（模拟数据）") if found.workspace.simulated else ""
    line = _("来源：{files}{simulated}　•　数据截至 {period}　•　{day} 入库").format(
        files=listed, simulated=simulated, period=periods.label(max(over)), day=day(newest["uploaded_at"].iloc[0])
    )
    edition = edition_words(found.workspace)
    return f"{line}　•　{edition}" if edition else line


def definition_line(indicator: Indicator) -> str:
    """口径: what the indicator counts."""
    return _("口径：{text}").format(text=indicator.definition_text)


def definitions_line(indicators: Iterable[Indicator]) -> str:
    """口径 of a picture that shows several indicators: too many to be spelled out, so where they stand, and how is judged."""
    known = list({indicator.id: indicator for indicator in indicators}.values())
    if len(known) == 1:
        return definition_line(known[0])
    return _("口径：{n} 项指标的定义见“口径与来源”，按四舍五入后的显示值与目标比较").format(n=len(known))


def heading_words(found: Facts) -> str:
    """普惠性幼儿园覆盖率（%），小学: the indicator with its unit, and the 学段 where there are several."""
    unit = _("（{unit}）").format(unit=found.indicator.unit_label) if found.indicator.unit_label else ""
    level = (
        _("，{level}").format(level=found.catalogue.level_label(found.options.level))
        if len(found.indicator.education_levels) > 1
        else ""
    )
    return f"{found.indicator.label}{unit}{level}"


def values_table(found: Facts) -> pd.DataFrame:
    """Places and their values in the period, the city last; the reason where there is none."""
    rows = [(r["place_name"], r["value"], str(r["status"])) for r in found.series.records(found.period)]
    city = found.series.city_at(found.period)
    if city is not None:
        rows.append((_("全市"), city["value"], ""))
    cells = [(name, round_half_up(v, found.indicator.decimals) if v == v else status_label(status)) for name, v, status in rows]
    return pd.DataFrame(cells, columns=[_("区县"), _("数值") + in_brackets(found.indicator.unit_label)])


def question(found: Facts, codes: Collection[str] | None = None) -> Question:
    """The chosen indicator, period and target as the findings ask for them; `codes`: only of these places.

    Where the indicator does not apply (大班额比例 of a district without a class) nothing is missing, and nothing is said.
    """
    places = tuple(
        PlaceFigures(
            row["place_code"],
            row["place_name"],
            found.series.comparable(row["place_code"], found.period).values,
            row["numerator"],
            row["denominator"],
            _change(found, row["place_code"]),
            max(found.series.by_year(row["place_code"], found.period), default=None),
        )
        for row in found.series.records(found.period)
        if (codes is None or row["place_code"] in codes) and row["status"] != ValueStatus.NOT_APPLICABLE
    )
    moment = periods.label(found.period)
    return Question(found.indicator, found.options.target, found.period.start_year, moment, places, _newest(found))


def _change(found: Facts, code: str) -> str:
    """What a change of area within the window means for a place's figures."""
    whole, year = found.series.comparable(code, found.period), found.period.start_year
    return whole.note if any(whole.touched(when) for when in range(year - WINDOW_YEARS, year)) else ""


def _newest(found: Facts) -> str:
    """The city's newest period of the same kind in words, where this indicator's newest is older and is looked at."""
    alike = [Period.from_key(key) for key in found.offered["period_key"].unique()]
    newest = max((period for period in alike if period.kind is found.period.kind), default=found.period)
    own = found.series.periods
    latest = max((period for period in own if period.kind is found.period.kind), default=found.period)
    return periods.label(newest) if latest == found.period and newest.start_year > latest.start_year else ""


def nobody_reported(found: Facts) -> str:
    """The finding where there is no value to speak of."""
    return _("{period}没有区县报送{indicator}").format(period=periods.label(found.period), indicator=found.indicator.label)
