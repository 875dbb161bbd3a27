"""Gap, people, pace and state of six districts, each against a calculation by hand."""

from __future__ import annotations

from collections.abc import Callable

from indicators.finding_records import FindingKind
from language import using
from store import Store, Workspace
from tests.charts.drawing import Drawn
from tests.views.conftest import row
from views.choices import Choices
from views.gaps import gaps_view

CHOICES = Choices(indicator="inclusive_coverage")


def test_the_whole_page_against_a_calculation_by_hand(opened: Store, city: Workspace) -> None:
    """2024 against 85% by 2025; 兴化市: 85% × 22,600 − 17,673 = 1,537; (78.2 − 76.1) ÷ 3 = 0.70; 6.8 ÷ 0.70 → 10 years."""
    view = gaps_view(opened, city, CHOICES)
    assert view is not None
    assert view.options.target is not None and (view.options.target.value, view.options.target.year) == (85, 2025)
    assert view.finding == "3 个区县还差 2,067 个学位；兴化市按现有速度要到 2034 年才达标"
    shown = view.rows[["name", "value_text", "gap_text", "people_text", "pace_text", "needed_text", "year_text", "state"]]
    assert [tuple(line) for line in shown.itertuples(index=False)] == [
        ("兴化市", "78.2", "差 6.8", "1,537", "+0.70", "+6.80", "2034 年", "far_behind"),
        ("泰兴市", "81.6", "差 3.4", "340", "−0.60", "+3.40", "达不到", "going_back"),
        ("姜堰区", "83.1", "差 1.9", "190", "+0.47", "+1.90", "2029 年", "far_behind"),
        ("靖江市", "86.3", "超 1.3", "0", "−0.73", "—", "已达标", "met_falling"),
        ("海陵区", "92.4", "超 7.4", "0", "+1.47", "—", "已达标", "met"),
        ("高港区", "—", "—", "—", "—", "—", "—", "not_enough_data"),
        ("全市", "83.1", "差 1.9", "1,197", "+0.40", "+1.90", "2029 年", "far_behind"),
    ]
    assert view.rows["status_text"].tolist()[5] == "2024 学年未报送"
    # A phone's track has room for a word; the period stands in the subtitle
    assert "未报送" in Drawn(view.chart(362)).words and "2024 学年未报送" in Drawn(view.chart(1122)).words
    assert (
        "算式：兴化市 85% × 22,600 − 17,673 = 1,537 个学位（按在园幼儿总数不变计：是转为达标的学位，不是另外新增）" in view.footer
    )
    assert "全市现速含覆盖变化：2021 年 6 个区县有数，2024 年 5 个" in view.footer
    assert "全市 1,197 已抵扣达标区县的余量，各区县相加为 2,067" in view.footer


def test_whom_rounding_lets_pass_is_in_no_total(opened: Store, put: Callable[..., Workspace]) -> None:
    """8,000 of 10,000 is 500 places short; 8,496 shows as 85.0, is met, and lacks 4 by the exact figure: 500, and 4 beside it."""
    rows = []
    for place, above in (("321202", 8_000.0), ("321204", 8_496.0), ("321281", 9_500.0)):
        rows += [row(place, "inclusive_pupils", 2024, above), row(place, "kindergarten_pupils", 2024, 10_000.0)]
    view = gaps_view(opened, put(rows), Choices(indicator="inclusive_coverage"))
    assert view is not None and view.finding == "海陵区还差 500 个学位"
    assert "全市 0 已抵扣达标区县的余量，各区县相加为 500" in view.footer
    assert "按四舍五入已达标、按精确值还差的，不计入合计：姜堰区 4 个学位" in view.footer


def test_a_district_without_a_class_lacks_nothing(opened: Store, put: Callable[..., Workspace]) -> None:
    """0 large of 0 classes: the share does not apply there, and nobody says that its figures are missing."""
    rows = []
    for place, (large, every) in {"321202": (9.0, 100.0), "321204": (1.0, 100.0), "321282": (0.0, 0.0)}.items():
        rows += [row(place, "large_classes", 2024, large, "primary"), row(place, "classes", 2024, every, "primary")]
    rows += [row(place, "classes", 2024, None, "primary") for place in ("321203", "321281", "321283")]
    view = gaps_view(opened, put(rows), Choices(indicator="large_class_share", level="primary"))
    assert view is not None
    missing = [one.text for one in view.findings if one.kind is FindingKind.MISSING]
    assert missing == ["高港区、兴化市、泰兴市没有 2024 学年的数据，未计入"]


def test_another_target_is_chosen_by_its_id(opened: Store, city: Workspace) -> None:
    chosen = Choices(indicator="inclusive_coverage", target="preschool_evaluation.inclusive_coverage.preschool")
    view = gaps_view(opened, city, chosen)
    assert view is not None and view.options.target is not None
    assert (view.options.target.value, view.options.target.year) == (80, None)
    # ⌈80% × 22,600 − 17,673⌉ = 18,080 − 17,673 = 407
    assert view.rows.loc[0, ["name", "people_text", "state"]].tolist() == ["兴化市", "407", "no_year"]
    assert view.finding == "兴化市还差 407 个学位；按现有速度 2027 年达标"


def test_without_a_target_the_page_says_so_and_shows_the_figures(opened: Store, city: Workspace) -> None:
    view = gaps_view(opened, city, Choices(indicator="kindergarten_pupils"))
    assert view is not None
    assert view.finding == "在园幼儿数没有设定目标，无法对标"
    assert view.chart(1122) is None and not view.has_picture
    assert dict(zip(view.table["区县"], view.table["数值（人）"], strict=True)) == {
        "海陵区": 10_000,
        "高港区": "未报送",
        "姜堰区": 10_000,
        "兴化市": 22_600,
        "靖江市": 10_000,
        "泰兴市": 10_000,
        "全市": 62_600,
    }


def test_the_calculation_of_the_chosen_district_can_be_copied(opened: Store, city: Workspace) -> None:
    view = gaps_view(opened, city, Choices(indicator="inclusive_coverage", district="321283"))
    assert view is not None
    assert view.calculation[0] == "泰兴市"
    assert "差距：85 − 81.6 = 3.4 个百分点" in view.calculation or "差距：85.0 − 81.6 = 3.4 个百分点" in view.calculation
    assert any("(81.6 − 83.4) ÷（2024 − 2021）= 每年 −0.60" in line for line in view.calculation)


def test_an_empty_city_has_no_view(opened: Store) -> None:
    assert gaps_view(opened, Workspace("310000", "310000", "上海市"), Choices()) is None


def test_english_says_the_same(opened: Store, city: Workspace) -> None:
    with using("en"):
        view = gaps_view(opened, city, CHOICES)
    assert view is not None
    assert view.finding == "3 districts are short of 2,067 places; at its present pace Xinghua gets there in 2034"
    assert view.rows["gap_text"].tolist()[:2] == ["6.8 short", "3.4 short"]
