"""校际差异系数 of a list of schools against its limit, against the published example and hand calculations."""

from __future__ import annotations

import pandas as pd
import pytest

import intake
from access import NOBODY, NotAllowedError, Role, Visitor
from indicators.catalogue import load_catalogue
from indicators.equity import PUBLISHED_BOOKS, PUBLISHED_PUPILS
from indicators.schools import SCHOOL_COLUMNS, SchoolKind
from language import using
from store import Workspace
from views.school_balance import SchoolBalance, school_balance

NAMES = {"321202": "海陵区"}
School = tuple[str, SchoolKind, dict[tuple[str, str], float]]


def listed(*schools: School) -> pd.DataFrame:
    """(name, kind, {(indicator, level): value}), all of 海陵区 in 2023."""
    rows = [
        dict.fromkeys(SCHOOL_COLUMNS, "")
        | {"school": name, "kind": kind, "indicator": indicator, "education_level": level, "value": value}
        | {"place_code": "321202", "period_key": "2023S"}
        for name, kind, figures in schools
        for (indicator, level), value in figures.items()
    ]
    return pd.DataFrame(rows)


def judged(figures: pd.DataFrame) -> SchoolBalance:
    found = school_balance(figures, load_catalogue(), NAMES)
    assert found is not None
    return found


def primary(number: int, pupils: float, area: float) -> School:
    return f"第{number}小学", SchoolKind.PRIMARY, {("pupils", "primary"): pupils, ("teaching_area", "primary"): area}


def test_the_published_example_fails_the_limit_of_primary_schools() -> None:
    """0.515 > 0.50; unweighted it would be 0.489 and pass."""
    both = zip(PUBLISHED_PUPILS, PUBLISHED_BOOKS, strict=True)
    found = judged(listed(*(primary(number, pupils, books) for number, (pupils, books) in enumerate(both))))
    row = found.table.iloc[0]
    assert row[["区县", "学段", "学校数"]].tolist() == ["海陵区", "小学", 5]
    assert row[["校际差异系数", "要求", "结论"]].tolist() == ["0.515", "≤ 0.5", "未达标"]
    assert found.finding == "1 项校际差异系数中 1 项超过上限"
    assert "X̄ = 1,913 ÷ 302 = 6.334" in found.lines[0] and "S = 3.264，差异系数 = S ÷ X̄ = 0.515" in found.lines[0]


def test_a_nine_year_school_counts_in_both_levels() -> None:
    """900 m² of a nine-year school with 100 and 100 pupils: 900 × 1.1 ÷ 2.1 = 471.43 for 初中, 428.57 for 小学."""
    nine = ("九年制", SchoolKind.NINE_YEAR, {
        ("pupils", "primary"): 100.0, ("pupils", "junior"): 100.0, ("teaching_area", "compulsory"): 900.0,
    })  # fmt: skip
    second = ("二中", SchoolKind.JUNIOR, {("pupils", "junior"): 100.0, ("teaching_area", "junior"): 471.43})
    found = judged(listed(nine, second, primary(1, 100, 428.57)))
    by_level = found.table.set_index("学段")
    assert by_level.loc["小学", ["生均", "校际差异系数", "结论"]].tolist() == ["4.29", "0.000", "达标"]
    assert by_level.loc["初中", ["生均", "校际差异系数", "结论"]].tolist() == ["4.71", "0.000", "达标"]
    assert found.finding == "2 项校际差异系数全部在上限以内"


def test_a_school_without_its_pupils_leaves_the_district_without_a_verdict() -> None:
    figures = listed(primary(1, 100, 500), primary(2, float("nan"), 500))
    found = judged(figures)
    assert found.table.iloc[0]["校际差异系数"] == "1 所学校缺数，不计算"
    assert found.finding == "逐校数据不全，还判断不了校际差异系数" and found.lines == ()


def test_a_school_needs_six_of_seven_and_85_percent_of_the_other() -> None:
    """Standards of 小学: 4.2, 1, 0.9 and 2.3 per 100 pupils, 4.5 and 7.5 m², 2000 元; 6.4 of 7.5 m² are 85.3 %, 6.3 are 84 %."""
    enough = {"qualified_teachers": 4.2, "backbone_teachers": 1, "pe_art_teachers": 0.9, "teaching_area": 450}
    enough |= {"equipment_value": 200_000, "multimedia_classrooms": 2.3}

    def school(name: str, sports: float) -> School:
        figures = {(key, "primary"): float(value) for key, value in (enough | {"sports_area": sports}).items()}
        return name, SchoolKind.PRIMARY, figures | {("pupils", "primary"): 100.0}

    found = judged(listed(school("甲小", 640), school("乙小", 630), school("丙小", 750)))
    schools = found.schools.set_index("学校")
    assert schools.loc["甲小", ["有数的资源", "达到标准", "结论"]].tolist() == ["7/7", 6, "达标"]
    assert schools.loc["乙小", ["达到标准", "结论"]].tolist() == [6, "未达标"]
    assert schools.loc["丙小", ["达到标准", "结论"]].tolist() == [7, "达标"]


def test_nothing_to_judge_and_english() -> None:
    assert school_balance(pd.DataFrame(columns=list(SCHOOL_COLUMNS)), load_catalogue(), NAMES) is None
    with using("en"):
        found = judged(listed(primary(1, 100, 500), primary(2, 100, 500)))
    assert found.finding == "All 1 variations between schools keep within their limits"


def test_a_list_is_read_for_those_who_may_upload_only() -> None:
    room = Workspace("321200", "321200", "泰州市")
    head = "学校名称,所在区县,办学类型,在校生数,教学及辅助用房面积（平方米）\n"
    data = (head + "一小,海陵区,小学,100,500\n二小,海陵区,小学,300,600\n").encode()
    with pytest.raises(NotAllowedError):
        intake.read_school_list(data, "2023学年学校.csv", room, NOBODY)
    found = intake.read_school_list(data, "2023学年学校.csv", room, Visitor("王老师", Role.STAFF))
    assert set(found.figures["school"]) == {"一小", "二小"}
