"""How did you get this number? For one place's figure and status: every number used, in order, to be copied, and its cells.

The same answer stands behind every page; `place` is a district, a zone, or the city's own code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from exports.names import speaking
from indicators import periods
from indicators.city_values import CityMethod
from indicators.gaps import gap_of
from indicators.pace import slopes
from indicators.rounding import shown
from indicators.target_definitions import Target
from indicators.vocabulary import EducationLevel, Period, ValueStatus
from language import _
from store import Store, Workspace
from views.calculation_lines import figures_of, rank_lines, value_lines
from views.calculation_targets import target_lines
from views.choices import Choices, Options
from views.facts import Facts, facts, heading_words
from views.lineage import CellKey, Lineage, Row
from views.standings import Standing, standing_at
from views.words import in_brackets, status_label, when, with_unit


@dataclass(frozen=True)
class CalculationView:
    """`lines`: the calculation; `cells`: where each number stands. `places`: what may be asked about, the city last.

    `name`: of a file with these cells.
    """

    options: Options
    place: str
    places: tuple[tuple[str, str], ...]
    title: str
    lines: tuple[str, ...]
    cells: pd.DataFrame
    name: str


def calculation_view(store: Store, workspace: Workspace, choices: Choices) -> CalculationView | None:
    """The calculation of the chosen place; without one, of the place that is farthest from the target. None without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    target = found.options.target
    names = {row["place_code"]: row["place_name"] for row in found.series.records(found.period)}
    names[workspace.city_code] = _("全市")
    place = choices.district if choices.district in names else _farthest(found, target, list(names))
    standing = _standing(found, target, place, names[place])
    years = _years_used(found, standing)
    lineage = Lineage(found.cells(Period(year, found.period.kind) for year in years), found.catalogue)
    lines = [
        _("{name}：{what}，{period}").format(name=standing.name, what=heading_words(found), period=periods.label(found.period)),
        *value_lines(found, standing, lineage),
        *target_lines(found, standing, target),
        *rank_lines(found, standing),
    ]
    return CalculationView(
        options=found.options,
        place=place,
        places=tuple(names.items()),
        title=_title(found, standing),
        lines=tuple(lines),
        cells=_cells(found, standing, lineage, years),
        name=speaking(names[place], found.indicator.label, periods.label(found.period), _("算式与出处")),
    )


def _farthest(found: Facts, target: Target | None, codes: Sequence[str]) -> str:
    """Who has most to do; the first place where there is no target or nobody has a figure."""
    values = {row["place_code"]: row["value"] for row in found.series.records(found.period) if row["value"] == row["value"]}
    if target is None or not values:
        return next(iter(codes))
    gaps = {code: gap for code, value in values.items() if (gap := gap_of(value, target, found.indicator.decimals)) is not None}
    return min(gaps, key=lambda code: (-gaps[code].gap, code), default=next(iter(codes)))


def _standing(found: Facts, target: Target | None, code: str, name: str) -> Standing:
    own = standing_at(found, target, code) if target is not None else None
    if own is not None:
        return own
    row = next((row for row in found.series.records(found.period) if row["place_code"] == code), None)
    status = str(row["status"]) if row is not None else str(ValueStatus.REPORTED)
    return Standing(code, name, row is None, status, None, None)


def _title(found: Facts, standing: Standing) -> str:
    """兴化市 普惠率 78.2%."""
    value = figures_of(found, standing)[0]
    words = with_unit(value, found.indicator) if value == value else status_label(standing.status)
    return _("{name} {indicator} {value}").format(name=standing.name, indicator=found.indicator.label, value=words)


def _cells(found: Facts, standing: Standing, lineage: Lineage, years: Sequence[int]) -> pd.DataFrame:
    """One row for each number used, of the period first, with file, sheet and cell."""
    indicator, level = found.indicator, str(found.options.level)
    rows: list[Row] = []
    for year in years:
        period = Period(year, found.period.kind)
        if standing.is_city:
            city = found.series.city_at(period)
            method = str(city["method"]) if city is not None else str(CityMethod.NONE)
            rows += lineage.city_cells(indicator.id, level, period.key, standing.code, method)
            continue
        joined = found.series.comparable(standing.code, found.period).joined
        for code in joined.get(year, (standing.code,)):
            key = CellKey(code, indicator.id, level, "", period.key)
            rows += lineage.cells([key, *(lineage.counts(key) if year == found.period.start_year or len(joined) else [])])
    return cell_table(found, rows)


def cell_table(found: Facts, rows: Iterable[Row]) -> pd.DataFrame:
    """Stored rows as people read them, each once: period, place, indicator, number, text, file, sheet, cell, who and when."""
    unique = {row["observation_id"]: row for row in rows}
    return pd.DataFrame([_cell(found, row) for row in unique.values()], columns=_heads())


def _years_used(found: Facts, standing: Standing) -> list[int]:
    """The period, the year before, the first of the window, and the points of the note; newest first."""
    state = standing.found
    years = {found.period.start_year, found.period.start_year - 1}
    if state is not None:
        years |= {state.first_year} if state.first_year is not None else set()
        years |= {year for year, _slope in slopes(state)}
    return sorted(years, reverse=True)


def _heads() -> list[str]:
    place = [_("时期"), _("区县"), _("指标"), _("数值"), _("原文")]
    return [*place, _("文件"), _("工作表"), _("单元格"), _("报送人"), _("入库时间")]


def _cell(found: Facts, row: Row) -> dict[str, str]:
    known = found.catalogue.indicators[row["indicator"]]
    part = found.catalogue.breakdowns[row["breakdown"]].label if row["breakdown"] else ""
    level = found.catalogue.level_label(EducationLevel(row["education_level"]))
    value = row["value"]
    cells = (
        periods.label(Period.from_key(row["period_key"])),
        row["place_name"],
        f"{known.label}{'·' + part if part else ''}" + (in_brackets(level) if len(known.education_levels) > 1 else ""),
        shown(value, known.decimals) if value == value else status_label(str(row["status"])),
        row["text"],
        row["filename"],
        row["sheet"],
        row["cell"],
        row["uploader"] or "—",
        when(row["uploaded_at"]),
    )
    return dict(zip(_heads(), cells, strict=True))
