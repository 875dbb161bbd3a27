"""The two check lists against the published thresholds, and exact figures in the words of a verdict."""

from __future__ import annotations

import pytest

from indicators.catalogue import Catalogue
from indicators.check_lists import CriterionState, Figure, check_list, needs_schools
from indicators.targets import bound_text
from indicators.vocabulary import EducationLevel

PRESCHOOL, PRIMARY, JUNIOR = EducationLevel.PRESCHOOL, EducationLevel.PRIMARY, EducationLevel.JUNIOR


def limits(catalogue: Catalogue, document: str) -> dict[tuple[str, str], str]:
    return {(t.indicator, str(t.education_level)): bound_text(t) for t in catalogue.targets if t.document == document}


def test_universal_preschool_has_the_published_thresholds(catalogue: Catalogue) -> None:
    """教督〔2020〕1号: 85 % enrolment, 80 % inclusive, 50 % public, one teacher for 15 children."""
    assert limits(catalogue, "preschool_evaluation") == {
        ("preschool_gross_enrolment", "preschool"): "≥ 85",
        ("inclusive_coverage", "preschool"): "≥ 80",
        ("public_share", "preschool"): "≥ 50",
        ("kindergarten_pupil_teacher_ratio", "preschool"): "≤ 15",
    }


def test_balanced_quality_has_the_published_thresholds(catalogue: Catalogue) -> None:
    """教督〔2017〕6号: seven resources for each school, their spread ≤ 0.50 / 0.45, and what districts answer for."""
    found = limits(catalogue, "balance_evaluation")
    resources = {
        "qualified_teachers_per_100": (4.2, 5.3),
        "backbone_teachers_per_100": (1, 1),
        "pe_art_teachers_per_100": (0.9, 0.9),
        "teaching_area_per_pupil": (4.5, 5.8),
        "sports_area_per_pupil": (7.5, 10.2),
        "equipment_value_per_pupil": (2000, 2500),
        "multimedia_classrooms_per_100": (2.3, 2.4),
    }
    for name, (primary, junior) in resources.items():
        assert (found[name, "primary"], found[name, "junior"]) == (f"≥ {primary:,}", f"≥ {junior:,}")
        assert (found[f"cv_{name}", "primary"], found[f"cv_{name}", "junior"]) == ("≤ 0.5", "≤ 0.45")
    assert found["class_size_compliance", "primary"] == found["class_size_compliance", "junior"] == "= 100"
    assert (found["sen_enrolment_rate", "special"], found["retention_rate", "junior"]) == ("≥ 95", "≥ 95")
    assert len(found) == 37


def test_twenty_eight_of_the_balance_criteria_need_school_rows(catalogue: Catalogue) -> None:
    """7 resources × 2 levels bind each school; their 7 × 2 spreads are computed from schools."""
    found = check_list(catalogue, "balance_evaluation", {})
    assert sum(needs_schools(item.target, item.indicator) for item in found.criteria) == 28
    assert found.summary == "37 项中 9 项没有数据、28 项须逐校核查"
    texts = {item.text for item in found.criteria if item.state is CriterionState.SCHOOLS}
    assert texts == {"须由学校数据算出，区县合计算不出", "须逐校核查，区县合计判断不了"}
    assert (found.with_data, found.passed) == (0, None)


def test_a_spread_that_a_district_reports_is_judged(catalogue: Catalogue) -> None:
    key = ("cv_teaching_area_per_pupil", PRIMARY)
    found = check_list(catalogue, "balance_evaluation", {key: Figure(0.51)})
    [line] = [item for item in found.criteria if (item.target.indicator, item.target.education_level) == key]
    assert (line.state, line.value_text, line.gap_text) == (CriterionState.NOT_MET, "0.51", "0.01")


@pytest.mark.parametrize(
    ("value", "state", "shown", "gap"),
    [
        (80.0, CriterionState.MET, "80", "0"),
        (79.96, CriterionState.NOT_MET, "79.96", "0.04"),
        (79.9999, CriterionState.NOT_MET, "79.9999", "0.0001"),
        (79.9999999, CriterionState.NOT_MET, "79.9999999", "0.0000001"),
        (78.19911504, CriterionState.NOT_MET, "78.199", "1.801"),
    ],
)
def test_a_verdict_never_stands_beside_a_figure_that_contradicts_it(
    catalogue: Catalogue, value: float, state: CriterionState, shown: str, gap: str
) -> None:
    found = check_list(catalogue, "preschool_evaluation", {("inclusive_coverage", PRESCHOOL): Figure(value)})
    [line] = [item for item in found.criteria if item.target.indicator == "inclusive_coverage"]
    assert (line.state, line.value_text, line.gap_text) == (state, shown, gap)
