"""口径与来源: what is this number? Its definition, and for every value the file, sheet, cell, uploader, time and formula.

A computed value shows the stored ones it is made of, each with its own cell. What changed in the city's districts stands
below: a name in an old table is the unit of that year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from indicators import periods
from indicators.catalogue import Catalogue
from indicators.city_values import city_note
from indicators.definitions import Indicator
from indicators.rounding import shown, shown_short
from indicators.targets import targets_for
from indicators.vocabulary import EducationLevel, Polarity
from language import _
from store import CORRECTION, KEY_COLUMNS, Store, Workspace
from views.boundary_changes import boundary_changes
from views.choices import Choices, Options
from views.facts import Facts, facts, heading_words, ingredients, source_line
from views.file_names import page_name
from views.limited import limited_words
from views.page import PageView
from views.story import story
from views.target_choice import target_label
from views.words import status_label, when


@dataclass(frozen=True)
class SourcesView(PageView):
    """`card`: heading and text of the definition. `story`: every value the chosen place's figure ever had, newest first.

    `stored_keys`: the stored figures behind the chosen place's value, in the order of KEY_COLUMNS; without one, the value's own.
    """

    options: Options
    card: tuple[tuple[str, str], ...]
    parts: pd.DataFrame
    story: pd.DataFrame
    story_of: str
    boundary: tuple[str, ...]
    stored_keys: tuple[tuple[str, ...], ...]

    @property
    def has_picture(self) -> bool:
        """The page is a table."""
        return False


def sources_view(store: Store, workspace: Workspace, choices: Choices) -> SourcesView | None:
    """The view for the choices; None for a city without a number."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    place = found.options.chosen.district or workspace.only or found.options.first_place
    own = _stored_at(found, found.indicator.id, found.options.level)
    table = _values(found, own)
    files = own["filename"].nunique()
    computed = int((found.series.at(found.period)["origin"] == "computed").sum())
    return SourcesView(
        finding=_finding(found, int(found.series.at(found.period)["value"].notna().sum()), files, computed),
        subtitle=_("{what}，{period}，{city}").format(
            what=heading_words(found), period=periods.label(found.period), city=workspace.label
        ),
        footer=(*_city_line(found), source_line(found, [(found.indicator.id, found.options.level)], [found.period])),
        simulated=workspace.simulated,
        table=table,
        name=page_name(found, _("口径与来源")),
        options=found.options,
        card=tuple(definition_card(found.catalogue, workspace, found.indicator, found.options.level)),
        parts=_parts(found, place),
        story=story(store, found, place, choices.released),
        story_of=dict(
            zip(found.series.at(found.period)["place_code"], found.series.at(found.period)["place_name"], strict=True)
        ).get(place, ""),
        boundary=tuple(boundary_changes(found)),
        stored_keys=_stored_keys(found, own, place),
    )


def _stored_keys(found: Facts, own: pd.DataFrame, place: str) -> tuple[tuple[str, ...], ...]:
    here = own.loc[own["place_code"] == place, list(KEY_COLUMNS)]
    keys = tuple(tuple(str(part) for part in row) for row in here.itertuples(index=False, name=None))
    mine = (found.indicator.id, str(found.options.level), "", place, found.period.key)
    return keys if mine in keys or keys else (mine,)


def _finding(found: Facts, count: int, files: int, computed: int) -> str:
    if found.workspace.only:
        return limited_words(found.workspace, dict(found.options.places))
    start = _("{period} {n} 个区县有数").format(period=periods.label(found.period), n=count)
    if computed == count and count:
        return start + _("，全部由分子、分母算出")
    if computed:
        return start + _("，{reported} 个报送、{computed} 个由分子分母算出").format(reported=count - computed, computed=computed)
    return start + _("，都可追到 {files} 份文件的单元格").format(files=files)


def definition_card(
    catalogue: Catalogue, workspace: Workspace, indicator: Indicator, level: EducationLevel
) -> list[tuple[str, str]]:
    """What the indicator is: heading and text, one line each."""
    polarity = {Polarity.HIGHER: _("越高越好"), Polarity.LOWER: _("越低越好"), Polarity.NEITHER: _("不分好坏")}[
        indicator.polarity
    ]
    lines = [
        (_("定义"), indicator.definition_text),
        (_("单位与方向"), _("{unit}，{polarity}").format(unit=indicator.unit_label or _("无单位"), polarity=polarity)),
    ]
    if indicator.numerator and indicator.denominator:
        above, below = catalogue.indicators[indicator.numerator].label, catalogue.indicators[indicator.denominator].label
        factor = "" if indicator.factor == 1 else f" × {shown_short(indicator.factor)}"
        lines.append((_("算法"), f"{above} ÷ {below}{factor}"))
        lines.append((_("全市值"), _("各区县分子之和 ÷ 分母之和，不是比率的平均")))
    lines.append((_("目录来源"), indicator.source + ("" if indicator.verified else _("（未核对原文）"))))
    for target in targets_for(catalogue, indicator, level, workspace.id):
        document = catalogue.documents[target.document]
        number = _("（{unit}）").format(unit=document.number) if document.number else ""
        mark = "" if target.verified else _("，未核对原文")
        lines.append((_("目标"), f"{target_label(target, indicator)}　{document.label}{number}{mark}"))
    return lines


def _stored_at(found: Facts, indicator: str, level: EducationLevel) -> pd.DataFrame:
    """Stored rows that the values of the period rest on."""
    wanted = {(name, str(part)) for name, part in ingredients(found.catalogue, indicator, level)}
    rows = found.cells([found.period])
    pairs = pd.Series(list(zip(rows["indicator"], rows["education_level"], strict=True)), index=rows.index)
    return rows[pairs.isin(list(wanted))]


def _values(found: Facts, own: pd.DataFrame) -> pd.DataFrame:
    """Every place's value of the period with where it came from."""
    direct = own[
        (own["indicator"] == found.indicator.id) & (own["education_level"] == found.options.level) & (own["breakdown"] == "")
    ]
    by_place = {row["place_code"]: row for row in direct.to_dict("records")}
    records = []
    for row in found.series.records(found.period):
        source = by_place.get(row["place_code"]) if row["origin"] == "reported" else None
        records.append(
            {
                _("区县"): row["place_name"],
                _("数值"): shown(row["value"], found.indicator.decimals) if row["value"] == row["value"] else "—",
                _("状态"): _status(row, source),
                _("算式"): _formula(row, found.indicator),
                _("单元格"): f"{source['sheet']}!{source['cell']}" if source and source["cell"] else "",
                _("原文"): source["text"] if source else "",
                _("文件"): source["filename"] if source else "",
                _("报送人"): (source["uploader"] or "—") if source else "",
                _("入库时间"): when(source["uploaded_at"]) if source else "",
            }
        )
    city = found.series.city_at(found.period)
    if city is not None:
        whole = {_("区县"): _("全市"), _("数值"): shown(city["value"], found.indicator.decimals), _("状态"): _("算出")}
        records.append(whole | {_("算式"): _formula(dict(city), found.indicator)})
    return pd.DataFrame(records).fillna("")


def _status(row: Mapping[Any, Any], source: Mapping[Any, Any] | None) -> str:
    if row["origin"] == "computed":
        return _("算出")
    label = status_label(str(row["status"]))
    return _("{status}，手工更正").format(status=label) if source and source["upload_kind"] == CORRECTION else label


def _city_line(found: Facts) -> list[str]:
    city = found.series.city_at(found.period)
    return [] if city is None else [city_note(city, found.indicator)]


def _formula(row: Mapping[Any, Any], indicator: Indicator) -> str:
    above, below = float(str(row["numerator"])), float(str(row["denominator"]))
    if above != above or below != below or not below:
        return ""
    factor = "" if indicator.factor in (1, 100) else f" × {shown_short(indicator.factor)}"
    result = shown(indicator.factor * above / below, indicator.decimals) + ("%" if indicator.is_percentage else "")
    return f"{shown_short(above)} ÷ {shown_short(below)}{factor} = {result}"


def _parts(found: Facts, place: str) -> pd.DataFrame:
    """The stored figures behind one place's value, each with its cell."""
    own = _stored_at(found, found.indicator.id, found.options.level)
    records = []
    for row in own[own["place_code"] == place].to_dict("records"):
        known = found.catalogue.indicators[row["indicator"]]
        part = found.catalogue.breakdowns[row["breakdown"]].label if row["breakdown"] else ""
        records.append(
            {
                _("指标"): known.label + (f"·{part}" if part else ""),
                _("学段"): found.catalogue.level_label(EducationLevel(row["education_level"])),
                _("数值"): shown(row["value"], known.decimals) if row["value"] == row["value"] else status_label(row["status"]),
                _("原文"): row["text"],
                _("文件"): row["filename"],
                _("单元格"): f"{row['sheet']}!{row['cell']}" if row["cell"] else "",
                _("入库时间"): when(row["uploaded_at"]),
            }
        )
    names = [_("指标"), _("学段"), _("数值"), _("原文"), _("文件"), _("单元格"), _("入库时间")]
    return pd.DataFrame(records, columns=names)

