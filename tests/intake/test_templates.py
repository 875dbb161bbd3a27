"""Templates: whatever is chosen, the filled-in form loads back without one question, each value where it belongs."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import geo
from indicators.catalogue import load_catalogue
from indicators.derived import with_derived
from indicators.vocabulary import EducationLevel, Period, PeriodKind
from intake.accepting import accept
from intake.previewing import preview
from intake.templates import (
    TemplateChoice,
    TemplateColumn,
    TemplateRefusedError,
    columns_for,
    dimensions_for,
    heading,
    template,
    template_name,
)
from store import Store, open_store
from tests.people import staff

CITIES = ("321200", "310000", "441900", "522600")
STATES = {"—": "not_applicable", "…": "not_collected", "*": "suppressed", "未报": "not_reported", None: "not_reported"}
# What a person is asked about a number that cannot be right is no fault of the form
ABOUT_VALUES = ("cell:",)


def all_columns() -> list[TemplateColumn]:
    """Every quantity that a form can ask for, whole and in parts."""
    catalogue = load_catalogue()
    return [
        column
        for known in catalogue.indicators.values()
        for level in known.education_levels
        for column in columns_for(catalogue, [known.id], [level], dimensions_for(catalogue, [known.id]))
    ]


def choice_for(**other: object) -> TemplateChoice:
    catalogue = load_catalogue()
    given_: dict[str, object] = {
        "city_code": "321200",
        "columns": columns_for(catalogue, ["inclusive_coverage", "kindergarten_pupils"]),
        "places": tuple(place.name for place in geo.districts("321200")),
        "periods": (Period(2024),),
    }
    return TemplateChoice(**(given_ | other))  # type: ignore[arg-type]


def test_every_quantity_of_the_catalogue_has_a_heading_of_its_own() -> None:
    catalogue = load_catalogue()
    texts = {heading(catalogue, column) for column in all_columns()}
    keys = {catalogue.canonical(column.indicator, column.education_level, column.breakdown) for column in all_columns()}
    assert len(texts) == len(keys) > 500


def test_the_form_says_what_to_fill_in_and_hides_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(load_catalogue(), choice_for())))
    assert book.sheetnames == ["2024学年", "填报说明"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible"]
    form, notes = book["2024学年"], book["填报说明"]
    assert form["A1"].value == "泰州市2024学年教育指标填报表"
    assert [cell.value for cell in form[3]] == ["区县", "普惠性幼儿园覆盖率（%）", "在园幼儿数（人）", "备注"]
    assert [form.cell(row, 1).value for row in range(4, 10)] == [place.name for place in geo.districts("321200")]
    assert form.protection.sheet
    assert form["A4"].protection.locked
    assert not form["B4"].protection.locked
    assert notes["A1"].value == "填报说明（供人阅读，系统不读这张表）"
    assert "公办园" in str(notes["E4"].value) or "普惠" in str(notes["E4"].value)
    assert not form.column_dimensions["B"].hidden


def test_cells_check_the_kind_of_number() -> None:
    form = openpyxl.load_workbook(io.BytesIO(template(load_catalogue(), choice_for())))["2024学年"]
    rules = {str(rule.sqref): rule for rule in form.data_validations.dataValidation}
    assert set(rules) == {"B4:B9", "C4:C9"}
    signs = 'OR(TRIM({0})="—",TRIM({0})="…",TRIM({0})="*",TRIM({0})="未报")'
    assert rules["B4:B9"].formula1 == "IF(ISNUMBER(B4),AND(B4>=0,B4<=100)," + signs.format("B4") + ")"
    assert rules["C4:C9"].formula1 == "IF(ISNUMBER(C4),AND(C4>=0,C4=INT(C4))," + signs.format("C4") + ")"
    assert all(len(rule.formula1) <= 255 and rule.showErrorMessage for rule in rules.values())
    assert "0 和 100 之间" in rules["B4:B9"].error


def test_one_row_with_a_list_of_districts_to_choose_from(sqlite_store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(load_catalogue(), choice_for(choose_place=True))))
    form, notes = book["2024学年"], book["填报说明"]
    rule = next(rule for rule in form.data_validations.dataValidation if str(rule.sqref) == "A4")
    assert (rule.type, rule.formula1) == ("list", "'填报说明'!$A$9:$A$14")
    assert [notes.cell(row, 1).value for row in range(9, 15)] == [place.name for place in geo.districts("321200")]
    form["A4"], form["B4"], form["C4"] = "兴化市", 81.5, 1200
    out = io.BytesIO()
    book.save(out)
    found = preview(sqlite_store, out.getvalue(), "兴化市填报.xlsx")
    assert found.questions == ()
    assert found.prepared[["place_code", "indicator", "value"]].values.tolist() == [
        ["321281", "inclusive_coverage", 81.5],
        ["321281", "kindergarten_pupils", 1200.0],
    ]


def test_zones_may_stand_in_a_form(sqlite_store: Store) -> None:
    choice = choice_for(city_code="321100", places=("京口区", "镇江新区", "镇江高新区"))
    book = openpyxl.load_workbook(io.BytesIO(template(load_catalogue(), choice)))
    form = book["2024学年"]
    for number, coverage in enumerate((90.5, 91.5, 92.5), start=4):
        form.cell(number, 2).value = coverage
    out = io.BytesIO()
    book.save(out)
    found = preview(sqlite_store, out.getvalue(), "镇江.xlsx")
    assert found.questions == ()
    read = found.prepared.dropna(subset="value")[["place_code", "place_kind", "value"]].values.tolist()
    codes = [geo.match_place(name, "321100").code for name in ("镇江新区", "镇江高新区")]
    assert read == [["321102", "district", 90.5], [codes[0], "zone", 91.5], [codes[1], "zone", 92.5]]


def test_an_empty_form_says_that_it_is_empty(sqlite_store: Store) -> None:
    found = preview(sqlite_store, template(load_catalogue(), choice_for()), "空表.xlsx")
    assert found.prepared.empty or not found.prepared["value"].notna().any()
    assert not found.can_accept


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"columns": ()}, "请至少选一个指标。"),
        ({"periods": ()}, "请至少选一个时期。"),
        ({"places": ()}, "请至少选一个区县。"),
        ({"periods": tuple(Period(year) for year in range(2000, 2013))}, "一份模板最多 12 个时期，现在选了 13 个，请分几份。"),
    ],
)
def test_a_choice_that_makes_no_form_is_refused_in_a_sentence(other: dict[str, object], why: str) -> None:
    with pytest.raises(TemplateRefusedError) as refused:
        template(load_catalogue(), choice_for(**other))
    assert str(refused.value) == why


def test_columns_follow_the_levels_asked_for() -> None:
    catalogue = load_catalogue()
    found = columns_for(catalogue, ["classes", "inclusive_coverage"], [EducationLevel.PRIMARY, EducationLevel.JUNIOR])
    assert [(column.indicator, str(column.education_level)) for column in found] == [
        ("classes", "primary"),
        ("classes", "junior"),
        ("inclusive_coverage", "preschool"),
    ]


def test_columns_follow_the_groups_asked_for() -> None:
    """城乡 splits what is counted by school; what has no such parts gets one column."""
    catalogue = load_catalogue()
    assert dimensions_for(catalogue, ["classes"]) == ("ownership", "area", "class_size")
    found = columns_for(catalogue, ["classes", "inclusive_coverage"], [EducationLevel.PRIMARY], ["area"])
    assert [(column.indicator, column.breakdown) for column in found] == [
        ("classes", ""),
        ("classes", "urban"),
        ("classes", "town"),
        ("classes", "rural"),
        ("inclusive_coverage", ""),
    ]
    assert [heading(catalogue, column) for column in found[:2]] == ["小学班级总数（个）", "城区小学班级总数（个）"]


BINS = ["45人及以下", "46—55人", "56—65人", "66人及以上"]


def test_a_rate_of_large_classes_asks_for_the_bins_it_is_made_of() -> None:
    """义务教育 is asked as its two stages; the rate itself is not asked, it would only repeat the bins."""
    catalogue = load_catalogue()
    assert dimensions_for(catalogue, ["large_class_share"]) == ("class_size",)
    found = columns_for(catalogue, ["large_class_share"], dimensions=["class_size"])
    assert [heading(catalogue, column) for column in found] == [
        f"{stage}{size}班数（个）" for stage in ("小学", "初中") for size in BINS
    ]
    assert columns_for(catalogue, ["large_class_share", "very_large_class_share"], dimensions=["class_size"]) == found
    both = columns_for(catalogue, ["classes", "large_classes"], [EducationLevel.PRIMARY], ["class_size"])
    assert [heading(catalogue, column) for column in both] == ["小学班级总数（个）", *(f"小学{size}班数（个）" for size in BINS)]


def test_the_limit_of_a_stage_is_the_end_of_a_bin_where_it_is_asked_for() -> None:
    """班额达标: 45 in primary schools, 50 in junior ones."""
    catalogue = load_catalogue()
    found = columns_for(catalogue, ["class_size_compliance"], [EducationLevel.JUNIOR], ["class_size"])
    assert [heading(catalogue, column) for column in found] == [
        f"初中{size}班数（个）" for size in ("50人及以下", "51—55人", "56—65人", "66人及以上")
    ]


def test_bins_load_back_without_a_question_and_yield_the_rates(sqlite_store: Store) -> None:
    """小学 40 + 30 + 6 + 4 = 80, 10 of them large; 初中 30 + 16 + 4 + 0 = 50, 4 large: together 14 of 130."""
    catalogue = load_catalogue()
    columns = columns_for(catalogue, ["large_class_share"], dimensions=["class_size"])
    book = openpyxl.load_workbook(io.BytesIO(template(catalogue, choice_for(columns=columns))))
    form = book["2024学年"]
    assert "每班学生 46—55 人的班级数" in str(book["填报说明"]["E5"].value)
    for row in range(4, 10):
        for column, number in enumerate((40, 30, 6, 4, 30, 16, 4, 0), start=2):
            form.cell(row, column).value = number
    out = io.BytesIO()
    book.save(out)
    found = preview(sqlite_store, out.getvalue(), "班额.xlsx")
    assert found.questions == () and found.issues == () and found.can_accept
    assert len(found.prepared) == 48 and set(found.prepared["indicator"]) == {"classes", "very_large_classes"}
    accept(sqlite_store, found, staff("王老师"), {})
    values = with_derived(sqlite_store.current_values("321200"), catalogue)
    mine = values[(values["place_code"] == "321281") & (values["breakdown"] == "")]
    rates = {(row.indicator, row.education_level): row.value for row in mine.itertuples(index=False)}
    assert rates["large_class_share", "primary"] == pytest.approx(100 * 10 / 80)
    assert rates["very_large_class_share", "primary"] == pytest.approx(100 * 4 / 80)
    assert rates["large_class_share", "junior"] == pytest.approx(100 * 4 / 50)
    assert rates["large_class_share", "compulsory"] == pytest.approx(100 * 14 / 130)
    assert rates["class_size_compliance", "primary"] == pytest.approx(100 * 40 / 80)


def test_the_file_is_named_after_city_and_periods() -> None:
    choice = choice_for(periods=(Period(2023), Period(2024), Period(2025)))
    assert template_name(choice) == "泰州市2023学年、2024学年等填报表.xlsx"


@st.composite
def filled(draw: st.DrawFn) -> tuple[TemplateChoice, list[list[list[float | str | None]]]]:
    """A choice, and what somebody types into each cell of each sheet."""
    catalogue = load_catalogue()
    city = draw(st.sampled_from(CITIES))
    names = [place.name for place in geo.districts(city)] or [place.name for place in geo.districts(city, None)]
    places = draw(st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True))
    columns = draw(st.lists(st.sampled_from(all_columns()), min_size=1, max_size=7, unique=True))
    seen: dict[object, TemplateColumn] = {}
    for column in columns:  # 在校生数 of preschool is 在园幼儿数: one key, one column
        seen.setdefault(catalogue.canonical(column.indicator, column.education_level, column.breakdown), column)
    kind = draw(st.sampled_from(list(PeriodKind)))
    years = sorted(draw(st.lists(st.integers(2015, 2025), min_size=1, max_size=3, unique=True)))
    choice = TemplateChoice(city, tuple(seen.values()), tuple(places), tuple(Period(year, kind) for year in years))

    def number(column: TemplateColumn) -> st.SearchStrategy[float | str | None]:
        known = catalogue.indicators[column.indicator]
        low, high = known.valid_min or 0, known.valid_max if known.valid_max is not None else 5000
        figures = (
            st.integers(int(low), int(high))
            if known.additive
            # 0.13 or 1 among 66.9 may be 13 % or 100 %: that doubt is about the number, and asked whatever the form
            else st.floats(max(low, 2), high, allow_nan=False).map(lambda value: round(value, 2))
        )
        return st.one_of(figures, figures, st.just(0 if low <= 0 else low), st.sampled_from(list(STATES)))

    cells = [[[draw(number(column)) for column in choice.columns] for _place in places] for _period in years]
    return choice, cells


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path: Path = tmp_path_factory.mktemp("templates") / "empty.db"
    return open_store(f"sqlite:///{path}")


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(what=filled())
def test_whatever_is_chosen_and_typed_loads_back_without_a_question(
    empty_store: Store, what: tuple[TemplateChoice, list[list[list[float | str | None]]]]
) -> None:
    choice, cells = what
    catalogue = load_catalogue()
    book = openpyxl.load_workbook(io.BytesIO(template(catalogue, choice)))
    for sheet, rows in zip(book.worksheets, cells, strict=False):
        for row, values in enumerate(rows, start=4):
            for column, value in enumerate(values, start=2):
                sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    found = preview(empty_store, out.getvalue(), template_name(choice), workspace=choice.city_code)
    typed = [value for sheet in cells for row in sheet for value in row]
    if not any(isinstance(value, int | float) for value in typed):
        assert not found.prepared["value"].notna().any()
        return
    assert [question.text for question in found.questions if not question.id.startswith(ABOUT_VALUES)] == []
    codes = {place.name: place.code for place in geo.districts(choice.city_code)}
    expected = {}
    for period, sheet in zip(choice.periods, cells, strict=True):
        for place, row in zip(choice.places, sheet, strict=True):
            for column, value in zip(choice.columns, row, strict=True):
                key = catalogue.canonical(column.indicator, column.education_level, column.breakdown)
                if isinstance(value, int | float):
                    expected[codes[place], key[0], str(key[1]), key[2], period.key] = float(value)
    numbers = found.prepared[found.prepared["value"].notna()]
    read = {
        (row.place_code, row.indicator, row.education_level, row.breakdown, row.period_key): row.value
        for row in numbers.itertuples(index=False)
    }
    assert read == pytest.approx(expected)
    reasons = {
        (row.place_code, row.text): row.status for row in found.prepared[found.prepared["value"].isna()].itertuples(index=False)
    }
    assert {status for (_code, text), status in reasons.items() if text in STATES} <= set(STATES.values())
