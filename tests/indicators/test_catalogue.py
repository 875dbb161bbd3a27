"""The catalogue's files: complete, consistent, quick to load, and clear about what is wrong with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import indicators.catalogue_files as files
from indicators.catalogue import CatalogueError, read_catalogue
from indicators.target_definitions import TargetDirection, TargetScope
from indicators.vocabulary import EducationLevel, Polarity
from language import using


def test_every_family_has_its_indicators(catalogue) -> None:
    assert list(catalogue.families) == ["group", "preschool", "special", "class_size", "general", "balance"]
    assert len(catalogue.indicators) >= 90
    for family in catalogue.families:
        assert catalogue.indicators_of(family)


def test_rates_name_their_counts_and_coverage_cannot_exceed_100(catalogue) -> None:
    coverage = catalogue.indicators["inclusive_coverage"]
    assert (coverage.numerator, coverage.denominator, coverage.factor) == ("inclusive_pupils", "kindergarten_pupils", 100)
    assert (coverage.valid_min, coverage.valid_max, coverage.decimals, coverage.step) == (0, 100, 1, 5)
    assert coverage.people_unit == "学位"
    gross = catalogue.indicators["preschool_gross_enrolment"]
    assert (gross.valid_min, gross.valid_max) == (0, None)
    assert catalogue.indicators["large_class_share"].polarity is Polarity.LOWER


def test_special_education_is_sensitive_and_preschool_is_not(catalogue) -> None:
    assert all(
        catalogue.indicators[name].sensitive for name in ("sen_children", "sen_enrolled", "sen_enrolment_rate", "sen_home")
    )
    assert not catalogue.indicators["kindergarten_pupils"].sensitive


def test_names_and_definitions_stand_in_both_languages(catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert indicator.name_en.isascii() or "–" in indicator.name_en, indicator.id
        assert indicator.definition and indicator.definition_en
    with using("en"):
        assert catalogue.indicators["schools"].label == "Schools"
        assert catalogue.level_label(EducationLevel.JUNIOR) == "Junior secondary"


def test_the_national_targets_are_those_of_the_documents(catalogue) -> None:
    found = {
        (
            catalogue.documents[target.document].number,
            target.indicator,
            target.education_level.value,
            target.direction.value,
        ): target.value
        for target in catalogue.targets
    }
    assert found[("教督〔2020〕1号", "preschool_gross_enrolment", "preschool", "at_least")] == 85
    assert found[("教督〔2020〕1号", "inclusive_coverage", "preschool", "at_least")] == 80
    assert found[("教督〔2020〕1号", "kindergarten_pupil_teacher_ratio", "preschool", "at_most")] == 15
    assert found[("国办发〔2021〕60号", "sen_enrolment_rate", "special", "at_least")] == 97
    assert found[("教督〔2017〕6号", "sen_enrolment_rate", "special", "at_least")] == 95
    assert found[("教督〔2017〕6号", "class_size_compliance", "junior", "equal")] == 100
    assert found[("教督〔2017〕6号", "sports_area_per_pupil", "junior", "at_least")] == 10.2
    assert found[("教督〔2017〕6号", "cv_sports_area_per_pupil", "junior", "at_most")] == 0.45


def test_what_is_not_checked_says_so(catalogue) -> None:
    unverified = {target.id for target in catalogue.targets if not target.verified}
    assert unverified == {
        "preschool_plan_14th.inclusive_coverage.preschool.2025",
        "preschool_plan_14th.public_share.preschool.2025",
    }


def test_ranges_directions_and_plans_of_no_named_district(catalogue) -> None:
    by_id = {target.id: target for target in catalogue.targets}
    quality = by_id["taizhou_work_points.new_provincial_quality_kindergartens.preschool"]
    assert (quality.value, quality.value_full, quality.scope, quality.city_code) == (10, 12, TargetScope.WHOLE_CITY, "321200")
    rise = by_id["haidong_quality_plan.inclusive_coverage.preschool"]
    assert (rise.direction, rise.value) == (TargetDirection.RISE, None)
    assert not by_id["district_work_points_2023.preschool_gross_enrolment.preschool.2023"].in_force


OWN = {
    "id": "reading_corners",
    "name": "图书角数",
    "name_en": "Reading corners",
    "short_name": "图书角",
    "short_name_en": "Corners",
    "kind": "count",
    "unit": "个",
    "polarity": "higher",
    "definition": "班级图书角个数。",
    "definition_en": "Reading corners in classrooms.",
    "aliases": ["班级图书角"],
    "family": "general",
    "education_levels": ["primary"],
}


def test_a_bureau_adds_its_own_indicator_and_document(catalogue) -> None:
    document = {
        "document": {
            "id": "own_plan",
            "name": "本局计划",
            "name_en": "Our plan",
            "short_name": "本局计划",
            "short_name_en": "Our plan",
            "number": "",
            "admin_level": "city",
            "city_code": "321200",
            "source": "本局",
        },
        "targets": [
            {
                "indicator": "reading_corners",
                "education_level": "primary",
                "direction": "at_least",
                "value": 3,
                "scope": "each_district",
                "verified": True,
            }
        ],
    }
    own = catalogue.with_own([OWN], [document])
    assert own.indicators["reading_corners"].own and own.by_alias("班级图书角")[0].indicator == "reading_corners"
    assert [target.value for target in own.targets if target.document == "own_plan"] == [3]
    assert "reading_corners" not in catalogue.indicators
    with pytest.raises(CatalogueError, match="polarity"):
        catalogue.with_own([{**OWN, "polarity": "best"}])
    with pytest.raises(CatalogueError, match="numerator"):
        catalogue.with_own([{**OWN, "kind": "share", "unit": "%", "numerator": "nothing", "denominator": "pupils"}])


@pytest.fixture
def copied(tmp_path: Path, monkeypatch) -> Path:
    """A copy of the catalogue's files that a test may break."""
    folder = tmp_path / "catalogue"
    shutil.copytree(files.FOLDER, folder)
    monkeypatch.setattr("indicators.catalogue.FOLDER", folder)
    return folder


def break_file(path: Path, old: str, new: str) -> int:
    """Replace the first `old` and say in which line it stood."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("group.yaml", "polarity: higher", "polarity: up", "up"),
        ("group.yaml", "numerator: group_member_schools", "numerator: group_member_school", "group_member_school"),
        ("class_size.yaml", "unit: 个", "unti: 个", "unti"),
        ("targets/national_class_size.yaml", "direction: at_most", "direction: at_least", "方向"),
        ("targets/national_special_plan.yaml", "education_level: special", "education_level: primary", "primary"),
        ("targets/local_taizhou.yaml", "value: 10, value_full: 12", "value: 12, value_full: 10", "区间"),
        ("targets/local_haidong.yaml", "direction: equal, value: 100", "direction: equal, value: 90", "等于"),
        ("ambiguous.yaml", "[large_classes, large_class_share]", "[large_classes, large_share]", "large_share"),
    ],
)
def test_a_broken_file_is_named_with_its_line(copied: Path, name: str, old: str, new: str, fault: str) -> None:
    line = break_file(copied / name, old, new)
    with pytest.raises(CatalogueError) as raised:
        read_catalogue()
    said = str(raised.value)
    where, _colon, rest = said.partition(f"{Path(name).name}:")
    assert fault in said and where
    assert int(rest.split("（")[0].split("：")[0]) == line


def test_a_file_that_is_no_yaml_or_is_missing(copied: Path) -> None:
    (copied / "special.yaml").write_text("family: [unclosed", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"special\.yaml:[12]：.*YAML"):
        read_catalogue()
    (copied / "special.yaml").unlink()
    with pytest.raises(CatalogueError, match=r"special\.yaml"):
        read_catalogue()
