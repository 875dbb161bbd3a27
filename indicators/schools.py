"""Figures of single schools, and what may be worked out from them: 校际差异系数 of a district, and sums over a whole list.

A list of schools is the only base of 校际差异系数 (decision: district totals never give it). A sum over a list is a district's
figure only where every school of the list has a number and none of them spans several levels; how many schools it sums is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import pandas as pd

from indicators.catalogue import Catalogue
from indicators.equity import STAGE_WEIGHTS, Measure, Refusal, school_variation, split_resource
from indicators.vocabulary import EducationLevel

SCHOOL_COLUMNS = {
    "sheet": "name of the sheet",
    "row": "row on the sheet, from 1 (int)",
    "cell": "A1 address of the value",
    "school_id": "学校标识码 as written, '' where the list has none",
    "school": "the school's name",
    "place": "the district as read",
    "place_code": "its code, '' when not known",
    "kind": "SchoolKind",
    "area": "urban, town, rural, or '' where not said",
    "ownership": "public, private, or '' where not said",
    "group": "the education group as written, '' where not said",
    "period_key": "Period.key, '' when not known",
    "heading": "tuple of heading texts without the school's name",
    "indicator": "id in the catalogue, '' when no indicator is known by this heading",
    "education_level": "EducationLevel of the figure: the heading's, else that of the kind of school",
    "breakdown": "breakdown id of that indicator, '' for the whole",
    "unit": "unit as stated",
    "value": "number in `unit` (float64, NaN = none)",
    "status": "ValueStatus",
}
# the indicators that the evaluation of 2017 takes its differences from: resource ÷ pupils
RESOURCES = (
    "qualified_teachers", "backbone_teachers", "pe_art_teachers", "teaching_area", "sports_area", "equipment_value",
    "multimedia_classrooms",
)  # fmt: skip


def variation_of(catalogue: Catalogue) -> dict[str, str]:
    """The indicator of 校际差异系数 (cv_…) that belongs to each of RESOURCES, by way of its rate per pupil."""
    known = catalogue.indicators
    rates = {rate.numerator: rate.id for rate in known.values() if rate.numerator in RESOURCES}
    return {resource: f"cv_{rates[resource]}" for resource in RESOURCES if f"cv_{rates.get(resource)}" in known}


class SchoolKind(StrEnum):
    """办学类型, as far as the level of its figures depends on it."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    NINE_YEAR = "nine_year"
    COMPLETE_SECONDARY = "complete_secondary"
    TWELVE_YEAR = "twelve_year"
    SPECIAL = "special"
    OTHER = "other"

    @property
    def level(self) -> EducationLevel:
        """The level of a figure of the whole school."""
        return {
            SchoolKind.KINDERGARTEN: EducationLevel.PRESCHOOL,
            SchoolKind.PRIMARY: EducationLevel.PRIMARY,
            SchoolKind.JUNIOR: EducationLevel.JUNIOR,
            SchoolKind.SENIOR: EducationLevel.SENIOR,
            SchoolKind.NINE_YEAR: EducationLevel.COMPULSORY,
            SchoolKind.COMPLETE_SECONDARY: EducationLevel.SECONDARY,
            SchoolKind.SPECIAL: EducationLevel.SPECIAL,
        }.get(self, EducationLevel.ALL)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the school teaches."""
        return tuple(STAGE_WEIGHTS.get(str(self), {})) or (str(self.level),)


def district_sums(figures: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Sums of counts over the schools of each district: place_code, period_key, indicator, education_level, breakdown, value,
    schools (how many), complete (every school has a number).

    A level is summed only where no school of the district spans it and others without saying its part (九年一贯制 beside 小学);
    义务教育 then sums 小学, 初中 and 九年一贯制 where the list holds them. A sum that misses a school's number has no value.
    """
    additive = {name for name, known in catalogue.indicators.items() if known.additive}
    rows = figures[figures["indicator"].isin(additive) & (figures["place_code"] != "") & (figures["period_key"] != "")]
    found = []
    keys = ["place_code", "period_key", "indicator", "breakdown"]
    for about, group in rows.groupby(keys, sort=False):
        levels = set(group["education_level"])
        allowed = {str(level) for level in catalogue.indicators[str(about[2])].education_levels}
        for level, members in _level_groups(levels, group):
            if level not in allowed:
                continue
            complete = bool(members["value"].notna().all())
            value = float(members["value"].sum()) if complete else float("nan")
            schools = int(members[["school_id", "school"]].drop_duplicates().shape[0])
            found.append((*about, level, value, schools, complete))
    return pd.DataFrame(found, columns=[*keys, "education_level", "value", "schools", "complete"])


def _level_groups(levels: set[str], group: pd.DataFrame) -> Iterable[tuple[str, pd.DataFrame]]:
    """The levels that the rows of a district sum up to, with their rows."""
    spanning = {"compulsory": {"primary", "junior"}, "secondary": {"junior", "senior"}, "all": {"primary", "junior", "senior"}}
    blocked = {inner for outer in levels for inner in spanning.get(outer, ())}
    for level in sorted(levels - set(spanning)):
        if level not in blocked:
            yield level, group[group["education_level"] == level]
    basic = {"primary", "junior", "compulsory"}
    if ({"primary", "junior"} <= levels or "compulsory" in levels) and not levels & {"secondary", "all"}:
        yield "compulsory", group[group["education_level"].isin(basic)]


def school_variations(figures: pd.DataFrame, resource: str, level: str) -> dict[tuple[str, str], Measure]:
    """校际差异系数 of a resource (an id of RESOURCES) by (place_code, period_key), for `level` primary or junior.

    Schools of several levels share their resource out by pupils (STAGE_WEIGHTS). A district of which a school lacks the resource
    or its pupils has no figure: Refusal.TOO_FEW.
    """
    found: dict[tuple[str, str], Measure] = {}
    for about, schools in school_shares(figures, resource, level).items():
        shares = list(schools.values())
        whole = [share for share in shares if share is not None]
        found[about] = (
            school_variation([share[0] for share in whole], [share[1] for share in whole])
            if len(whole) == len(shares)
            else Measure(None, Refusal.TOO_FEW)
        )
    return found


Shares = dict[str, tuple[float, float] | None]


def school_shares(figures: pd.DataFrame, resource: str, level: str) -> dict[tuple[str, str], Shares]:
    """Resource and pupils of each school that teaches `level`, by (place_code, period_key) and the school's name.

    None = the list lacks the resource or the pupils; schools of several levels share theirs out (STAGE_WEIGHTS).
    """
    wanted = figures[figures["indicator"].isin((resource, "pupils")) & (figures["breakdown"] == "")]
    found: dict[tuple[str, str], Shares] = {}
    for (place, period), district in wanted.groupby(["place_code", "period_key"], sort=False):
        schools = found.setdefault((str(place), str(period)), {})
        for (_id, school), rows in district.groupby(["school_id", "school"], sort=False):
            kind = SchoolKind(rows["kind"].iloc[0])
            if level in kind.levels:
                schools[str(school)] = _share(rows, resource, level, kind)
    return found


def _share(rows: pd.DataFrame, resource: str, level: str, kind: SchoolKind) -> tuple[float, float] | None:
    """A school's resource and pupils at a level; None where a number is missing."""
    heads = rows[rows["indicator"] == "pupils"].set_index("education_level")["value"].to_dict()
    own = rows[rows["indicator"] == resource].set_index("education_level")["value"].to_dict()
    of_level = heads.get(level, heads.get(str(kind.level)) if len(kind.levels) == 1 else None)
    if of_level is None or of_level != of_level:
        return None
    if level in own or len(kind.levels) == 1:
        amount = own.get(level, own.get(str(kind.level)))
        return None if amount is None or amount != amount else (float(amount), float(of_level))
    total = own.get(str(kind.level))
    parts = {name: heads.get(name) for name in kind.levels}
    if total is None or total != total or any(part is None or part != part for part in parts.values()):
        return None
    known = {name: float(part) for name, part in parts.items() if part is not None}
    if sum(known.values()) <= 0:
        return None
    return split_resource(float(total), known, str(kind))[level], float(of_level)
