"""A city's figures for other systems: one tidy row a value, the definitions beside it, and shapes with the newest figures joined.

Everything is as it may leave the house. Names of fields are English and stable; what they mean stands in `FIELDS`.
"""

from __future__ import annotations

import pandas as pd

from exports.data_package import Package, csv_text, package_bytes
from exports.map_file import geojson_bytes, geopackage_bytes
from geo.boundaries import shapes
from indicators import periods
from indicators.city_values import CityMethod
from indicators.vocabulary import EducationLevel, Period, PeriodKind, PlaceKind, ValueStatus
from language import _
from store import Store, Workspace
from views.city_catalogue import city_catalogue
from views.facts import stored
from views.map_ground import ground
from views.words import day, status_label

# What the file's ending names: data package, tidy table, shapes with figures
ENDINGS = ("zip", "csv", "geojson", "gpkg")
_KEYS = ["place_code", "indicator", "education_level", "breakdown", "period_key"]


def field_words() -> dict[str, tuple[str, str]]:
    """The fields of the tidy table in order: their type (Table Schema) and meaning in the current language."""
    return {
        "place_code": ("string", _("行政区划代码；开发区和市直为“城市代码-名称”，全市为城市代码")),
        "place_name": ("string", _("地区名称")),
        "place_kind": ("string", _("地区种类：district 区县，zone 开发区，city_direct 市直，city 全市")),
        "indicator": ("string", _("指标代号，定义见 indicators.csv")),
        "education_level": ("string", _("学段代号")),
        "breakdown": ("string", _("分项代号，空为总数")),
        "period": ("string", _("时期：年份加 S（学年，按起始年）或 C（公历年）")),
        "start_year": ("integer", _("起始年")),
        "value": ("number", _("数值，按指标的单位；比率用百分数（85.3 即 85.3%）；没有数时为空，原因见 status")),
        "status": ("string", _("状态：为什么有数或没有数")),
        "origin": ("string", _("reported 为上报，computed 为由上报数算出")),
        "file": ("string", _("来源文件；算出的数为空")),
        "sheet": ("string", _("来源工作表")),
        "cell": ("string", _("来源单元格")),
        "stored": ("date", _("入库日期")),
    }


def tidy(store: Store, workspace: Workspace, released: bool = True) -> pd.DataFrame:
    """One row for each value (fields of `field_words`): what was reported, what follows for districts, the city's values.

    The city's value by our rule (Σ numerator / Σ denominator of its districts) has origin "computed" and stands beside the one
    that the city itself reported, where it did.
    """
    values, derived, city, _offered = stored(store, workspace, released)
    computed = derived["value"].notna() & (derived["place_kind"] != PlaceKind.CITY)  # the city's is made of its districts
    kept = derived[(derived["origin"] == "reported") | computed]
    source = values.drop_duplicates(_KEYS).set_index(_KEYS)[["filename", "sheet", "cell", "uploaded_at"]]
    own = kept.drop(columns=["filename", "sheet", "cell", "uploaded_at"], errors="ignore").join(source, on=_KEYS)
    own.loc[own["origin"] != "reported", ["filename", "sheet", "cell"]] = ""
    whole = city[city["value"].notna() & (city["method"] != CityMethod.REPORTED)].assign(
        place_code=workspace.city_code, place_name=workspace.label, place_kind=str(PlaceKind.CITY), origin="computed"
    )
    whole = whole.assign(status=str(ValueStatus.REPORTED), filename="", sheet="", cell="")
    whole["uploaded_at"] = pd.Series(pd.NaT, index=whole.index, dtype="datetime64[us]")
    columns = [*_KEYS, "place_name", "place_kind", "value", "status", "origin", "filename", "sheet", "cell", "uploaded_at"]
    table = pd.concat([own[columns], whole[columns]], ignore_index=True).sort_values(_KEYS, kind="stable", ignore_index=True)
    times = zip(table["uploaded_at"], table["origin"] == "reported", strict=True)
    found = pd.DataFrame(
        {
            **{name: table[name] for name in ("place_code", "place_name")},
            "place_kind": table["place_kind"].astype(str),
            "indicator": table["indicator"],
            "education_level": table["education_level"].astype(str),
            "breakdown": table["breakdown"],
            "period": table["period_key"],
            "start_year": [Period.from_key(key).start_year for key in table["period_key"]],
            "value": table["value"],
            "status": table["status"].astype(str),
            "origin": table["origin"],
            "file": table["filename"].fillna(""),
            "sheet": table["sheet"].fillna(""),
            "cell": table["cell"].fillna(""),
            "stored": [day(when) if reported and when == when else "" for when, reported in times],
        }
    )
    return found[list(field_words())]


def written(store: Store, workspace: Workspace, ending: str, released: bool = True) -> bytes | None:
    """The city's open data as the file with that ending; None for a city without a value. Raises ValueError outside ENDINGS."""
    if ending not in ENDINGS:
        raise ValueError(f"open data ends with one of {', '.join(ENDINGS)}, not {ending!r}")
    if stored(store, workspace, released)[0].empty:
        return None
    table = tidy(store, workspace, released)
    if ending == "csv":
        return csv_text(table).encode("utf-8-sig")
    if ending == "zip":
        return package_bytes(_package(store, workspace, table, released))
    period = newest_period(table)
    drawn = shapes(workspace.city_code, period.start_year).to_crs(4326)
    joined = newest_by_place(table, period)
    said = _about(store, workspace, table, period, released)
    return (geojson_bytes if ending == "geojson" else geopackage_bytes)(drawn, joined, table, said)


def newest_period(table: pd.DataFrame) -> Period:
    """The newest period in which a district has a number; school years before calendar years."""
    own = table[table["value"].notna() & table["place_kind"].isin([str(PlaceKind.DISTRICT), str(PlaceKind.ZONE)])]
    keys = (own if not own.empty else table)["period"]
    return max((Period.from_key(key) for key in set(keys)), key=lambda one: (one.kind is PeriodKind.SCHOOL_YEAR, one.start_year))


def newest_by_place(table: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One row for each district and zone: code, name, kind, and a column for each indicator and 学段 (`id` or `id__level`).

    A value that is not there is empty, with its reason in the column `<name>__status`.
    """
    own = table[(table["period"] == period.key) & (table["breakdown"] == "")]
    own = own[own["place_kind"].isin([str(PlaceKind.DISTRICT), str(PlaceKind.ZONE)])]
    several = own.groupby("indicator")["education_level"].nunique()
    name = [
        indicator if several[indicator] == 1 else f"{indicator}__{level}"
        for indicator, level in zip(own["indicator"], own["education_level"], strict=True)
    ]
    own = own.assign(name=name)
    index = ["place_code", "place_name", "place_kind"]
    values = own.pivot_table(index=index, columns="name", values="value", aggfunc="first", dropna=False, observed=True)
    states = own[own["value"].isna()].pivot_table(index=index, columns="name", values="status", aggfunc="first")
    found = values.dropna(axis=0, how="all").join(states.add_suffix("__status")) if not values.empty else values
    return found.reindex(sorted(found.columns), axis=1).reset_index()


def _about(store: Store, workspace: Workspace, table: pd.DataFrame, period: Period, released: bool) -> dict[str, str]:
    """What stands in the metadata of a map's file."""
    found = {
        "title": _("{city}教育对标数据，{period}").format(city=workspace.label, period=periods.label(period)),
        "period": period.key,
        "boundaries": ground(store, workspace, period.start_year).note,
        "crs": "EPSG:4326",
        "crs_note": _("原边界为 CGCS2000（EPSG:4490），换算为 WGS84 经纬度"),
        "simulated": "true" if workspace.simulated else "false",
        "note": _("全部是模拟数据，不是真实统计") if workspace.simulated else "",
        "suppression": _("人数为 1–4 的数及可由此推算的数不公开，不是 0") if released else "",
        "stored": max(table["stored"]),
    }
    return {key: text for key, text in found.items() if text}


def _package(store: Store, workspace: Workspace, table: pd.DataFrame, released: bool) -> Package:
    catalogue = city_catalogue(store, workspace)
    used = list(dict.fromkeys(table["indicator"]))
    cards = [catalogue.indicators[name] for name in catalogue.indicators if name in used]
    definitions = pd.DataFrame(
        {
            "indicator": [card.id for card in cards],
            "name": [card.name for card in cards],
            "name_en": [card.name_en for card in cards],
            "family": [card.family for card in cards],
            "unit": [card.unit for card in cards],
            "decimals": [card.decimals for card in cards],
            "polarity": [str(card.polarity) for card in cards],
            "numerator": [card.numerator or "" for card in cards],
            "denominator": [card.denominator or "" for card in cards],
            "factor": [float(card.factor) for card in cards],
            "sensitive": [card.sensitive for card in cards],
            "definition": [card.definition for card in cards],
            "source": [card.source for card in cards],
        }
    )
    places = table.drop_duplicates("place_code")[["place_code", "place_name", "place_kind"]].sort_values("place_code")
    codes = [
        *(("education_level", str(level), catalogue.level_label(level)) for level in EducationLevel),
        *(("breakdown", part.id, part.label) for one in catalogue.dimensions.values() for part in one.breakdowns),
        *(("status", str(status), status_label(status)) for status in ValueStatus),
    ]
    newest = _about(store, workspace, table, newest_period(table), released)
    return Package(
        name=f"duibiao-{workspace.id}",
        title=_("{city}教育对标数据").format(city=workspace.label),
        description="\n".join(text for key in ("note", "suppression") if (text := newest.get(key, ""))),
        fields=field_words(),
        figures=table,
        definitions=definitions,
        places=places,
        codes=pd.DataFrame(codes, columns=["field", "code", "name"]).drop_duplicates(["field", "code"]),
        stored=newest["stored"],
        simulated=workspace.simulated,
    )

