"""The simulated figures of 泰州市（模拟）, school years 2018 to 2024: counts first, every rate computed from its counts.

The story, so that each page has something to say: 靖江市 and 海陵区 have passed the targets; 泰兴市 was on its way and falls
back from 2022; 兴化市 is far behind; 高港区 has not yet reported some of 2024; 医药高新区 reported by itself until 2020 and
together with 高港区 since. Nothing here comes from a real statistic.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from cast import (
    CITY,
    CITY_DIRECT,
    GAOGANG,
    HAILING,
    JIANGYAN,
    JINGJIANG,
    PLACES,
    TAIXING,
    TOGETHER_SINCE,
    XINGHUA,
    YEARS,
    ZONE,
    places_in,
)

# The bins of the statistical form, with the size a class in it has on average
BINS = (
    "size_le25",
    "size_26_30",
    "size_31_35",
    "size_36_40",
    "size_41_45",
    "size_46_50",
    "size_51_55",
    "size_56_60",
    "size_61_65",
    "size_ge66",
)
_MIDDLE = (22, 28, 33, 38, 43, 48, 53, 58, 63, 67)
# Shares of the first seven bins, in 2018 and in 2024
_SHAPE = {
    "primary": ((3, 5, 12, 25, 33, 14, 8), (5, 9, 17, 28, 32, 7, 2)),
    "junior": ((1, 3, 8, 20, 28, 26, 14), (2, 5, 12, 24, 30, 22, 5)),
}

# One value for each year from 2018; 高港区 takes in the zone from 2021
_SCHOOLS = {"primary": (34, 12, 5, 33, 33, 47, 62), "junior": (18, 6, 3, 19, 16, 26, 34), "senior": (7, 3, 1, 6, 6, 9, 9)}
_MEMBERS = {
    (HAILING, "primary"): (15, 18, 20, 23, 26, 28, 30),
    (HAILING, "junior"): (10, 11, 12, 13, 14, 15, 16),
    (GAOGANG, "primary"): (4, 5, 6, 9, 10, 11, 12),
    (GAOGANG, "junior"): (3, 3, 3, 4, 5, 5, 6),
    (ZONE, "primary"): (1, 1, 1),
    (ZONE, "junior"): (1, 1, 1),
    (JIANGYAN, "primary"): (9, 11, 14, 17, 19, 22, 24),
    (JIANGYAN, "junior"): (8, 9, 10, 11, 12, 13, 14),
    (JINGJIANG, "primary"): (13, 16, 19, 21, 23, 26, 28),
    (JINGJIANG, "junior"): (7, 8, 9, 10, 11, 12, 13),
    (TAIXING, "primary"): (21, 25, 29, 33, 36, 35, 33),
    (TAIXING, "junior"): (11, 13, 15, 17, 19, 18, 17),
    (XINGHUA, "primary"): (8, 11, 15, 19, 23, 27, 31),
    (XINGHUA, "junior"): (4, 6, 8, 10, 12, 14, 17),
}
_CLASSES = {"primary": (751, 262, 125, 908, 870, 1105, 1385), "junior": (379, 139, 64, 377, 399, 520, 548)}
_LARGE = {
    HAILING: (6.8, 5.6, 4.3, 3.1, 2.1, 1.3, 0.8),
    GAOGANG: (4.4, 3.6, 2.9, 2.3, 1.8, 1.4, 1.2),
    ZONE: (5.0, 4.1, 3.3),
    JIANGYAN: (6.0, 5.1, 4.2, 3.3, 2.6, 2.0, 1.5),
    JINGJIANG: (5.2, 4.1, 3.0, 2.2, 1.5, 1.0, 0.7),
    TAIXING: (7.1, 5.8, 4.4, 3.2, 2.4, 2.9, 3.3),
    XINGHUA: (9.9, 8.9, 8.0, 7.2, 6.3, 5.6, 4.9),
}
_INCLUSIVE = {
    HAILING: (72.4, 75.1, 77.9, 80.3, 82.6, 84.9, 86.9),
    GAOGANG: (74.0, 76.2, 78.8, 80.1, 81.7, 83.3, 84.5),
    ZONE: (68.5, 71.4, 74.2),
    JIANGYAN: (70.3, 72.8, 75.0, 77.2, 79.4, 81.3, 83.2),
    JINGJIANG: (79.5, 82.0, 84.4, 86.6, 88.3, 90.1, 91.6),
    TAIXING: (75.8, 78.6, 81.5, 83.9, 84.6, 83.7, 82.4),
    XINGHUA: (66.2, 68.0, 70.1, 72.3, 74.4, 76.4, 78.2),
}
_PUBLIC = {
    HAILING: (41, 52.6),
    GAOGANG: (45, 51.4),
    ZONE: (39, 43),
    JIANGYAN: (43, 50.8),
    JINGJIANG: (44, 56.1),
    TAIXING: (42, 48.9),
    XINGHUA: (38, 45.2),
}
_GROSS = {HAILING: 98.6, GAOGANG: 97.4, ZONE: 96.8, JIANGYAN: 98.1, JINGJIANG: 100.4, TAIXING: 97.9, XINGHUA: 95.7}
_CHILDREN = {HAILING: 16800, GAOGANG: 6300, ZONE: 2600, JIANGYAN: 17300, JINGJIANG: 15600, TAIXING: 23600, XINGHUA: 22600}
_BIRTHS = (1.22, 1.20, 1.17, 1.13, 1.09, 1.05, 1.0)
# Children of school age, and the share of them in school in the first and the last year. In the last year at least five are not
# in school wherever anybody is not, so that small numbers (hidden on the pages) stand in the earlier years only.
_SEN = {
    HAILING: (236, 95.4, 97.5),
    GAOGANG: (92, 94.5, 96.6),
    ZONE: (31, 93.5, 97.1),
    JIANGYAN: (246, 96.0, 97.6),
    JINGJIANG: (207, 96.6, 98.0),
    TAIXING: (279, 96.6, 97.6),
    XINGHUA: (356, 93.8, 96.4),
    CITY_DIRECT: (84, 100, 100),
}

Key = tuple[str, int, str, str, str]  # place code, start year, indicator, education level, breakdown


@dataclass(frozen=True)
class Story:
    """`counts` by key; `absent`: (place, year, family) that were not reported."""

    counts: dict[Key, int]
    absent: frozenset[tuple[str, int, str]]

    def count(self, place: str, year: int, indicator: str, level: str, breakdown: str = "") -> int:
        """One count; `compulsory` is primary + junior, the city is the sum of its places."""
        if place == CITY:
            return sum(self.count(part, year, indicator, level, breakdown) for part in (*PLACES, CITY_DIRECT))
        if level == "compulsory":
            return sum(self.count(place, year, indicator, part, breakdown) for part in ("primary", "junior"))
        return self.counts.get((place, year, indicator, level, breakdown), 0)


def tell(seed: int = 321200) -> Story:
    """All counts. The same seed tells the same story."""
    random = Random(seed)
    counts: dict[Key, int] = {}
    for at, year in enumerate(YEARS):
        for place in places_in(year):
            column = PLACES.index(place)
            for level in ("primary", "junior", "senior"):
                schools = _SCHOOLS[level][column] + (_SCHOOLS[level][PLACES.index(ZONE)] if _holds_zone(place, year) else 0)
                counts[place, year, "schools", level, ""] = schools
                if level != "senior":
                    _schooling(counts, random, place, year, at, level)
            _senior(counts, random, place, year)
            _preschool(counts, random, place, year, at)
        for place in (*places_in(year), CITY_DIRECT):
            _special(counts, random, place, year, at)
    return Story(counts, frozenset({(GAOGANG, 2024, "group"), (GAOGANG, 2024, "preschool")}))


def _holds_zone(place: str, year: int) -> bool:
    return place == GAOGANG and year >= TOGETHER_SINCE


def _between(first: float, last: float, at: int) -> float:
    return first + (last - first) * at / (len(YEARS) - 1)


def _schooling(counts: dict[Key, int], random: Random, place: str, year: int, at: int, level: str) -> None:
    members = _MEMBERS[place, level][at]
    counts[place, year, "group_member_schools", level, ""] = members
    counts[place, year, "education_groups", level, ""] = -(-members // 4)
    classes = _CLASSES[level][PLACES.index(place)] + (_CLASSES[level][PLACES.index(ZONE)] if _holds_zone(place, year) else 0)
    classes = round(classes * (1 + (3 - at) * 0.006) + random.randint(-3, 3))
    share = _LARGE[place][at] * (0.9 if level == "primary" else 1.2) / 100
    bins = _bins(random, classes, round(classes * share), level, year)
    pupils = sum(number * (middle + random.uniform(-0.6, 0.6)) for number, middle in zip(bins, _MIDDLE, strict=True))
    counts[place, year, "classes", level, ""] = classes
    counts[place, year, "large_classes", level, ""] = sum(bins[7:])
    counts[place, year, "very_large_classes", level, ""] = bins[9]
    for name, number in zip(BINS, bins, strict=True):
        counts[place, year, "classes", level, name] = number
    grades = 6 if level == "primary" else 3
    counts[place, year, "pupils", level, ""] = round(pupils)
    counts[place, year, "entrants", level, ""] = round(pupils / grades * random.uniform(0.93, 0.99))
    counts[place, year, "graduates", level, ""] = round(pupils / grades * random.uniform(0.97, 1.05))
    counts[place, year, "teachers", level, ""] = round(
        pupils / (random.uniform(16.4, 17.6) if level == "primary" else random.uniform(11.3, 12.2))
    )


def _bins(random: Random, classes: int, large: int, level: str, year: int) -> list[int]:
    """Classes by size: the large ones as told, the others by a shape that moves with the years.

    The fifth bin takes what rounding leaves.
    """
    very_large = large // 25 if year < 2022 else 0
    above_60 = large // 4
    rest = classes - large
    weights = [
        _between(first, last, YEARS.index(year)) * random.uniform(0.9, 1.1) for first, last in zip(*_SHAPE[level], strict=True)
    ]
    bins = [int(rest * weight / sum(weights)) for weight in weights]
    bins[4] += rest - sum(bins)
    return [*bins, large - above_60 - very_large, above_60, very_large]


def _senior(counts: dict[Key, int], random: Random, place: str, year: int) -> None:
    pupils = round(counts[place, year, "pupils", "junior", ""] * random.uniform(0.78, 0.82))
    counts[place, year, "pupils", "senior", ""] = pupils
    counts[place, year, "entrants", "senior", ""] = round(pupils / 3 * random.uniform(0.99, 1.04))
    counts[place, year, "graduates", "senior", ""] = round(pupils / 3 * random.uniform(0.95, 1.0))
    counts[place, year, "teachers", "senior", ""] = round(pupils / random.uniform(11.0, 11.8))


def _preschool(counts: dict[Key, int], random: Random, place: str, year: int, at: int) -> None:
    base = _CHILDREN[place] + (_CHILDREN[ZONE] if _holds_zone(place, year) else 0)
    children = round(base * _BIRTHS[at] * random.uniform(0.995, 1.005))
    inclusive = round(children * _INCLUSIVE[place][at] / 100)
    public = round(children * _between(*_PUBLIC[place], at) / 100)
    kindergartens = round(children / random.uniform(236, 248))
    public_kindergartens = round(kindergartens * public / children * 0.94)
    figures = {
        "kindergarten_pupils": children,
        "inclusive_pupils": inclusive,
        "public_pupils": public,
        "inclusive_private_pupils": inclusive - public,
        "population_3_5": round(children / (_GROSS[place] + (at - 6) * 0.25) * 100),
        "kindergarten_teachers": round(children / _between(17.2, 14.3, at)),
        "kindergartens": kindergartens,
        "public_kindergartens": public_kindergartens,
        "inclusive_kindergartens": max(public_kindergartens, round(kindergartens * inclusive / children)),
        "provincial_quality_kindergartens": round(kindergartens * _between(0.42, 0.58, at)),
    }
    for indicator, number in figures.items():
        counts[place, year, indicator, "preschool", ""] = number


def _special(counts: dict[Key, int], random: Random, place: str, year: int, at: int) -> None:
    first, rate_first, rate_last = _SEN[place]
    base = first + (_SEN[ZONE][0] if _holds_zone(place, year) else 0)
    children = round(base * (1 + 0.033 * at))
    enrolled = round(children * _between(rate_first, rate_last, at) / 100)
    in_school = round(enrolled * (0.85 if place == CITY_DIRECT else random.uniform(0.35, 0.39)))
    home = 0 if place == CITY_DIRECT else round(enrolled * random.uniform(0.07, 0.09))
    class_share = random.uniform(0.04, 0.06)
    in_class = 0 if place == CITY_DIRECT else round(enrolled * class_share)
    placements = {
        "special_school": in_school,
        "mainstream": enrolled - in_school - home - in_class,
        "special_class": in_class,
        "home": home,
    }
    counts[place, year, "sen_children", "special", ""] = children
    counts[place, year, "sen_enrolled", "special", ""] = enrolled
    for breakdown, number in placements.items():
        counts[place, year, "sen_enrolled", "special", breakdown] = number
    if place != CITY_DIRECT:
        counts[place, year, "resource_rooms", "special", ""] = round(first / 12 + at * 1.5)
