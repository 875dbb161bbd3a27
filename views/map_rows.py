"""The figures of a map: each district's in a period as displayed, its gap and rank; as places, bars and table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from shapely.geometry.base import BaseGeometry

from indicators.gaps import Gap, gap
from indicators.ranks import rank
from indicators.rounding import round_half_up
from indicators.vocabulary import Period
from language import _
from views.facts import Facts
from views.series import Series
from views.target_choice import lower_is_better
from views.words import distance, number, status_label

NONE = "—"


def displayed_rows(series: Series, period: Period) -> pd.DataFrame:
    """The series' rows of a period with `shown`, the value as displayed (NaN = none)."""
    decimals = series.indicator.decimals
    rows = series.at(period)
    return rows.assign(shown=[round_half_up(v, decimals) if v == v else float("nan") for v in rows["value"].tolist()])


def ranked_rows(found: Facts) -> pd.DataFrame:
    """The rows of the chosen period with `gap` (Gap or None), `rank` (0 = none) and `close`; best first."""
    indicator, target = found.indicator, found.options.target
    rows = displayed_rows(found.series, found.period)
    rows["gap"] = pd.Series([gap(v, target, indicator) if target and v == v else None for v in rows["value"]], dtype=object)
    higher = not lower_is_better(indicator, target)
    ranking = rank(indicator, list(rows["value"]), list(rows["numerator"]), list(rows["denominator"]), higher_is_better=higher)
    rows["rank"] = [0 if found.unranked else number or 0 for number in ranking.ranks]
    rows["close"] = ranking.close
    if found.unranked:
        return rows.assign(rank=0, close=False).sort_values("place_code").reset_index(drop=True)
    rows["order"] = [(r == 0, r, code) for r, code in zip(rows["rank"], rows["place_code"].tolist(), strict=True)]
    return rows.sort_values("order").reset_index(drop=True)


def every_value(series: Series, period: Period) -> list[float]:
    """The displayed values of all districts in all periods of that kind: what one scale for all periods is made of."""
    alike = [other.key for other in series.periods if other.kind is period.kind]
    rows = series.places[series.places["period_key"].isin(alike)]
    decimals = series.indicator.decimals
    return [round_half_up(value, decimals) for value in rows["value"].tolist() if value == value]


def places_of(series: Series, rows: pd.DataFrame, shapes: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """MAP_COLUMNS of displayed rows; the number beside a name that finds no room is the rank where there is one."""
    ranks = rows["rank"] if "rank" in rows else [0] * len(rows)
    return pd.DataFrame(
        {
            "code": rows["place_code"],
            "name": rows["place_name"],
            "geometry": [shapes.get(code) for code in rows["place_code"]],
            "value": rows["shown"],
            "value_text": [number(v, series.indicator) or NONE for v in rows["shown"]],
            "status_text": ["" if v == v else status_label(str(s)) for v, s in zip(rows["shown"], rows["status"], strict=True)],
            "number": [str(r) if r else "" for r in ranks],
        }
    )


def bars_of(found: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """BAR_COLUMNS of ranked rows, the city as the last one."""
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
    judged = its_gap is not None and target is not None
    return {
        "code": code,
        "name": name,
        "is_city": is_city,
        "rank_text": rank_text,
        "value": value,
        "value_text": number(value, found.indicator) or NONE,
        "distance": nan if its_gap is None else -its_gap.gap,
        "distance_text": distance(its_gap, target, found.indicator.decimals) if judged else "",  # type: ignore[arg-type]
        "status_text": "" if value == value else _("{status}，不排名").format(status=status_label(status)),
    }


def table_of(found: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """Rank, value, counts, distance and remark of every place, headed in the current language."""
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


def periods_table(series: Series, periods: list[Period], labels: list[str]) -> pd.DataFrame:
    """Places down, periods across: the numbers behind the small maps; a state in words where there is none."""
    cells: dict[str, dict[str, object]] = {}
    for period, label in zip(periods, labels, strict=True):
        for r in displayed_rows(series, period).to_dict("records"):
            own = cells.setdefault(r["place_code"], {_("区县"): r["place_name"]})
            own[_("区县")] = r["place_name"]
            own[label] = r["shown"] if r["shown"] == r["shown"] else status_label(str(r["status"]))
    frame = pd.DataFrame([cells[code] for code in sorted(cells)], columns=[_("区县"), *labels])
    return frame.astype(object).where(frame.notna(), NONE)
