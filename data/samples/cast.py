"""Who reports in the sample city, and how the bureau writes their names."""

from __future__ import annotations

YEARS = tuple(range(2018, 2025))
HAILING, GAOGANG, JIANGYAN, JINGJIANG, TAIXING, XINGHUA = "321202", "321203", "321204", "321282", "321283", "321281"
ZONE, CITY_DIRECT, CITY = "321200-医药高新区", "321200-市直", "321200"
# In the order in which the bureau lists them
PLACES = (HAILING, GAOGANG, ZONE, JIANGYAN, JINGJIANG, TAIXING, XINGHUA)
NAMES = {
    HAILING: "海陵区",
    GAOGANG: "高港区",
    ZONE: "医药高新区",
    JIANGYAN: "姜堰区",
    JINGJIANG: "靖江市",
    TAIXING: "泰兴市",
    XINGHUA: "兴化市",
    CITY_DIRECT: "市直",
}
TOGETHER_SINCE = 2021


def places_in(year: int) -> tuple[str, ...]:
    """The units that reported in a year: the zone by itself until 2020."""
    return tuple(place for place in PLACES if place != ZONE or year < TOGETHER_SINCE)


def shown_name(place: str, year: int) -> str:
    """What the bureau writes: 医药高新区(高港区) since both report together."""
    return "医药高新区(高港区)" if place == GAOGANG and year >= TOGETHER_SINCE else NAMES[place]
