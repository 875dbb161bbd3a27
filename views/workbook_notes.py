"""The sheets of a workbook that explain the others: what words in brackets mean, what each indicator is, what was worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from exports.workbook_content import Cell, Column, Figure, Sheet
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.city_values import CityMethod, city_note
from indicators.definitions import IndicatorKind
from indicators.shorthand import DOUBT, SHORTHAND, doubt, no_record, shorthand
from indicators.vocabulary import EducationLevel, PlaceKind, Polarity, ValueStatus
from language import _
from store import Workspace
from views.words import in_brackets, status_label


def shorthand_sheet() -> Sheet:
    """What stands in place of a number, or behind one."""
    rows: list[tuple[Cell, ...]] = [(shorthand(status), status_label(status), _meaning(status)) for status in SHORTHAND]
    rows.append((no_record(), _("没有记录"), _("库里没有这一项：没有人报过，也没有人说明过；再次导入时跳过")))
    rows += [(doubt(status).strip(), status_label(status), _meaning(status)) for status in DOUBT]
    return Sheet(
        name=_("符号说明"),
        title=_("符号说明"),
        about=_("表里方括号和数字后面的词是什么意思"),
        lines=(_("0 是数，不是没有数；没有数的单元格都写明原因。"),),
        columns=(Column(_("写法"), 16), Column(_("名称"), 14), Column(_("意思"), 70)),
        rows=rows,
    )


def _meaning(status: ValueStatus) -> str:
    return {
        ValueStatus.SUPPRESSED: _("人数为 1–4 的数及可由此推算的数不公开，不是 0"),
        ValueStatus.NOT_APPLICABLE: _("这个地区没有这一项，例如没有这类学校"),
        ValueStatus.NOT_COLLECTED: _("这一项没有统计"),
        ValueStatus.NOT_REPORTED: _("应报而未报"),
        ValueStatus.UNREADABLE: _("原表里写的不是能确定的数，没有采用"),
        ValueStatus.ESTIMATED: _("数字是预计的；单元格里仍是数，“预计”写在数字格式里"),
        ValueStatus.PROVISIONAL: _("数字是快报的，尚未终审；单元格里仍是数，“快报”写在数字格式里"),
    }[status]


def definitions_sheet(catalogue: Catalogue, shown: Collection[str]) -> Sheet:
    """口径: what each of these indicators counts, in which unit, and which way is better."""
    direction = {Polarity.HIGHER: _("越高越好"), Polarity.LOWER: _("越低越好"), Polarity.NEITHER: _("不分好坏")}
    rows: list[tuple[Cell, ...]] = []
    for indicator in catalogue.indicators.values():
        if indicator.id not in shown:
            continue
        formula = "—"
        if indicator.numerator and indicator.denominator and indicator.kind is not IndicatorKind.SPREAD:
            above, below = (catalogue.indicators[name].label for name in (indicator.numerator, indicator.denominator))
            formula = f"{above} ÷ {below}" + (f" × {indicator.factor:g}" if indicator.factor != 1 else "")
        rows.append(
            (
                indicator.label + in_brackets(indicator.unit_label),
                catalogue.families[indicator.family].label,
                direction[indicator.polarity],
                formula,
                indicator.definition_text or "—",
                indicator.source or "—",
                indicator.id,
            )
        )
    columns = (
        Column(_("指标"), 34),
        Column(_("类别"), 14),
        Column(_("方向"), 11),
        Column(_("算法"), 44),
        Column(_("口径"), 70),
        Column(_("依据"), 44),
        Column(_("代号"), 28),
    )
    return Sheet(
        name=_("指标口径"),
        title=_("指标口径"),
        about=_("{n} 个指标的定义、单位和算法").format(n=len(rows)),
        lines=(_("代号与开放数据包里的代号相同。"),),
        columns=columns,
        rows=rows,
    )


def computed_sheet(derived: pd.DataFrame, city: pd.DataFrame, catalogue: Catalogue, workspace: Workspace) -> Sheet | None:
    """What follows from the figures: rates of districts that nobody reported, and the city's values; None where nothing does.

    `derived` and `city` as `views.facts.stored` answers them.
    """
    rows: list[tuple[Cell, ...]] = []
    places = derived[derived["place_kind"] != PlaceKind.CITY]  # the city's own value is in `city`, made of its districts
    own = places[(places["origin"] == "computed") & places["value"].notna() & (places["breakdown"] == "")]
    for row in own.sort_values(["indicator", "education_level", "place_code", "period_key"]).to_dict("records"):
        parts = (row["numerator"], row["denominator"])
        how = f"{parts[0]:,.10g} ÷ {parts[1]:,.10g}" if all(part == part for part in parts) else _("由已报的分项算出")
        rows.append(_computed(str(row["place_name"]), row, catalogue, how))
    whole = city[city["value"].notna() & (city["breakdown"] == "") & (city["method"] != CityMethod.REPORTED)]
    for _number, total in whole.sort_values(["indicator", "education_level", "period_key"]).iterrows():
        note = city_note(total, catalogue.indicators[total["indicator"]])
        rows.append(_computed(_("全市"), total.to_dict(), catalogue, note))
    if not rows:
        return None
    columns = (
        Column(_("地区"), 14),
        Column(_("时期"), 12),
        Column(_("学段"), 11),
        Column(_("指标"), 34),
        Column(_("单位"), 8),
        Column(_("数值"), 13, figures=True),
        Column(_("算法"), 60),
    )
    return Sheet(
        name=_("推算值"),
        title=_("{city}推算值").format(city=workspace.label),
        about=_("没有人报、由已报的数算出的比率和全市值"),
        lines=(_("全市值由区县的分子、分母合计算出；少了区县时写明几个区县。再次导入时不读这张表，系统会重新算出。"),),
        columns=columns,
        rows=rows,
        keys=4,
    )


def _computed(place: str, row: Mapping[Any, Any], catalogue: Catalogue, how: str) -> tuple[Cell, ...]:
    indicator = catalogue.indicators[str(row["indicator"])]
    return (
        place,
        periods.label_of_key(str(row["period_key"])),
        catalogue.level_label(EducationLevel(str(row["education_level"]))),
        indicator.label,
        indicator.unit_label or "—",
        Figure(float(row["value"]), indicator.decimals),
        how,
    )
