"""区县画像 on the hand-made city: steps, ranks with ties, states, changes, sentences, and a district with nothing."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from exports.picture import frame_lines
from exports.render import to_pdf
from language import using
from store import Store, Workspace
from views import district_profile_words as words
from views.choices import Choices
from views.district_figures import figures
from views.district_profile import DistrictProfileView, district_profile_view

_spec = importlib.util.spec_from_file_location("views_city", Path(__file__).with_name("conftest.py"))
assert _spec is not None and _spec.loader is not None
_city = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_city)
row = _city.row


def profile(store: Store, room: Workspace, place: str, **more: str) -> DistrictProfileView:
    view = district_profile_view(store, room, Choices(district=place, **more))
    assert view is not None
    return view


def line(view: DistrictProfileView, name: str) -> dict:
    (found,) = view.rows[view.rows["name"] == name].to_dict("records")
    return found


def texts(view: DistrictProfileView, heading: str) -> tuple[str, ...]:
    return dict(view.lists)[heading]


def test_a_district_stands_at_its_steps_from_the_target(opened: Store, city: Workspace) -> None:
    """78.2 against 85 at 5 points a step: −1.36; city 83.1: −0.38; 海陵区 92.4: +1.48; last of five; 76.1 → 78.2 since 2021."""
    view = profile(opened, city, "321281")
    found = line(view, "普惠率")
    assert (found["value_text"], found["target_text"], found["sign"], found["distance_text"]) == ("78.2", "≥ 85", "▼", "6.8")
    assert (found["at"], found["city"]) == (pytest.approx(-1.36), pytest.approx(-0.38))
    others = {name: place for _code, name, _text, place in found["others"]}
    assert others == pytest.approx({"海陵区": 1.48, "姜堰区": -0.38, "靖江市": 0.26, "泰兴市": -0.68})
    assert (found["rank_text"], found["state_text"], found["change_text"]) == ("5/5", "→ 明显滞后", "+2.1")
    assert found["points"] == ((2021, 76.1), (2024, 78.2))
    assert view.heads.change == "比 2021 年" and view.heads.years == "2021–2024"
    assert view.finding == "兴化市有目标的 1 项指标未达标：普惠率差 6.8 个百分点"


def test_sentences_carry_their_figures(opened: Store, city: Workspace) -> None:
    """85% × 22,600 − 17,673 = 1,537 places; (78.2 − 76.1) ÷ 3 = 0.70, 6.8 ÷ 1 = 6.80 a year."""
    view = profile(opened, city, "321281")
    assert texts(view, "需要关注") == ("普惠率 78.2%，差 6.8 个百分点（1,537 个学位），末位",)
    assert texts(view, "变化最大") == ("普惠率比 2021 年升 2.1 个百分点",)  # 高港区 was ranked in 2021 only: no change of rank
    assert texts(view, "可以追问") == ("普惠率每年升 0.70，按期要升 6.80 个百分点，靠什么加快？",)
    figures_of = [(fact.figure, fact.what, fact.below) for fact in view.facts]
    assert figures_of == [
        ("0 / 1", "项指标达标", "全市 0 / 1"),
        ("1,537", "个学位：普惠率缺口", "85% × 22,600 − 17,673 = 1,537 个学位"),
        ("+0.70", "个百分点 / 年：普惠率现速", "按期达标需每年 +6.80"),
    ]


def test_a_district_that_met_and_falls_is_asked_why(opened: Store, city: Workspace) -> None:
    view = profile(opened, city, "321282")
    assert view.finding == "靖江市有目标的 1 项指标已达标：普惠率"
    assert texts(view, "相对较好") == ("普惠率 86.3%，超 1.3 个百分点，位次 2/5",)
    assert texts(view, "需要关注") == ()
    assert texts(view, "变化最大") == ("普惠率比 2021 年降 2.2 个百分点，在转差",)
    assert texts(view, "可以追问") == ("普惠率为何从 2021 年的 88.5 转差到 86.3？",)


def test_what_was_not_reported_is_hatched_and_asked_about(opened: Store, city: Workspace) -> None:
    view = profile(opened, city, "321203")
    found = line(view, "普惠率")
    assert math.isnan(found["at"]) and found["status_text"] == "未报送" and found["rank_text"] == ""
    assert view.finding == "高港区没有 2024 学年的数据"
    assert view.subtitle.endswith("；缺 3 项")
    assert texts(view, "可以追问") == ("普惠率为何没有报？2021 年为 80.0%",)
    # The period before is never used in its place
    assert profile(opened, city, "321203", period="2021S").finding.startswith("高港区有目标的 1 项指标未达标：普惠率差 5.0")


def test_equal_districts_share_a_rank(opened: Store, put: Callable[..., Workspace]) -> None:
    """92.4, 90.0, 90.0, 80.0: ranks 1, 2, 2, 4."""
    values = {"321202": 92.4, "321204": 90.0, "321281": 80.0, "321282": 90.0}
    room = put([row(code, "inclusive_coverage", 2024, value) for code, value in values.items()])
    ranks = {code: line(profile(opened, room, code), "普惠率")["rank_text"] for code in values}
    assert ranks == {"321202": "1/4", "321204": "并列 2/4", "321282": "并列 2/4", "321281": "4/4"}


def test_a_change_of_rank_needs_the_same_districts(opened: Store, put: Callable[..., Workspace]) -> None:
    values = {"321202": (80.0, 84.0), "321282": (82.0, 83.0), "321281": (70.0, 72.0)}
    rows = [
        row(code, "inclusive_coverage", year, value)
        for code, pair in values.items()
        for year, value in zip((2022, 2024), pair, strict=True)
    ]
    view = profile(opened, put(rows), "321202")
    assert texts(view, "变化最大") == ("普惠率比 2022 年升 4.0 个百分点，位次 2 → 1",)


def test_a_limit_turns_the_good_side_round(opened: Store, put: Callable[..., Workspace]) -> None:
    """Primary large classes, national limit of the catalogue: a lower share lies to the right."""
    room = put([row(code, "large_class_share", 2024, value, "primary") for code, value in {"321202": 0.4, "321281": 9.0}.items()])
    view = profile(opened, room, "321281")
    (found,) = view.rows.to_dict("records")
    if found["target_text"]:
        assert found["at"] < 0 < found["others"][0][3]
    assert found["rank_text"] == "2/2"


def test_without_a_target_a_row_has_its_own_scale_and_totals_have_no_rank(opened: Store, put: Callable[..., Workspace]) -> None:
    """Pupils 1,000, 2,000, 5,000: 2,000 lies a quarter of the way, −1.5 of −3 … 3; 2,000 ÷ 8,000 = 25.0 % of the city."""
    pupils = {"321202": 1000.0, "321281": 2000.0, "321282": 5000.0}
    rows = [row(code, "pupils", 2024, value, "primary") for code, value in pupils.items()]
    rows += [row(code, "teachers", 2024, 100.0, "primary") for code in pupils]
    view = profile(opened, put(rows), "321281")
    found = line(view, "小学在校生（人）") if "小学在校生（人）" in set(view.rows["name"]) else line(view, "在校生（人）")
    assert (found["at"], found["ends"], found["rank_text"]) == (pytest.approx(-1.5), ("1,000", "5,000"), "")
    assert found["distance_text"] == "占全市 25.0%" and math.isnan(found["city"])
    assert "都没有设定目标" in view.finding and "生师比位次 2/3" in view.finding
    assert view.paper().panels


def test_the_table_has_everything_and_the_chart_what_is_judged(opened: Store, city: Workspace) -> None:
    view = profile(opened, city, "321281")
    assert set(view.table["指标"]) == {"在园幼儿数（人）", "普惠性幼儿园在园幼儿数（人）", "普惠性幼儿园覆盖率（%）"}
    coverage = view.table[view.table["指标"] == "普惠性幼儿园覆盖率（%）"].iloc[0]
    assert coverage[["数值", "目标", "距目标", "全市", "区县范围", "位次", "比 2021 年"]].tolist() == [
        "78.2", "≥ 85", "差 6.8", "83.1", "78.2–92.4", "5/5", "+2.1",
    ]  # fmt: skip


def test_nothing_is_compared_across_a_change_of_territory(opened: Store, put: Callable[..., Workspace]) -> None:
    """高港区 has another territory since 2021: a change from 2020 to 2022 is none of its doing."""
    rows = [row("321203", "inclusive_coverage", 2020, 70.0), row("321203", "inclusive_coverage", 2022, 90.0)]
    view = profile(opened, put([*rows, row("321281", "inclusive_coverage", 2022, 80.0)]), "321203")
    found = line(view, "普惠率")
    assert (found["change_text"], found["since"]) == ("", 2021)
    assert texts(view, "变化最大") == ()
    assert view.heads.change == ""
    said = "高港区自 2021 年起与医药高新区合并上报：2020 年的数不比"
    assert said in view.footer and said in view.table["说明"].iloc[0]
    assert "窗口期（2019–2021）内没有更早的数值，现有速度算不出" in view.calculation


def test_small_numbers_stay_hidden_where_the_answer_leaves_the_house(opened: Store, put: Callable[..., Workspace]) -> None:
    """3 of 4 disabled children in school: count and rate are hidden, and no sentence gives them away."""
    counts = {"321202": (3.0, 4.0), "321281": (90.0, 100.0), "321282": (45.0, 50.0)}
    rows = [
        row(code, name, 2024, value, "special")
        for code, pair in counts.items()
        for name, value in zip(("sen_enrolled", "sen_children"), pair, strict=True)
    ]
    room = put(rows)
    inside = district_profile_view(opened, room, Choices(district="321202"))
    outside = district_profile_view(opened, room, Choices(district="321202", released=True))
    assert inside is not None and outside is not None
    assert "75.0" in inside.table["数值"].tolist()
    assert "75.0" not in " ".join(map(str, outside.table.to_numpy().ravel())) + outside.finding + str(outside.lists)
    known = figures(opened, room, True).here(("sen_enrolled", "special"), "2024S")
    assert not known["321202"].known


def test_default_district_nonsense_and_an_empty_city(opened: Store, city: Workspace) -> None:
    assert profile(opened, city, "").place == "海陵区"
    assert profile(opened, city, "nowhere", period="nonsense").place == "海陵区"
    assert district_profile_view(opened, Workspace("310000", "310000", "上海市"), Choices()) is None


def test_screen_picture_and_paper_say_the_same(opened: Store, city: Workspace) -> None:
    view = profile(opened, city, "321281")
    for picture in (view.picture(), view.paper()):
        lines = [part.text for part in frame_lines(picture)]
        assert "".join(lines).startswith(view.finding)
    assert to_pdf(view.paper())[:5] == b"%PDF-"
    with using("en"):
        english = profile(opened, city, "321281")
    assert english.finding == "Xinghua misses its one target: Inclusive coverage, short by 6.8 pts"
    assert dict(english.lists)["Needs attention"] == ("Inclusive coverage 78.2%, short by 6.8 pts (1,537 places), last",)


def test_every_state_has_its_calculation(opened: Store, city: Workspace) -> None:
    lines = profile(opened, city, "321281").calculation
    assert lines[0] == "兴化市" and lines[2] == "普惠率"
    assert "差距：85 − 78.2 = 6.8 个百分点" in lines or any("= 6.8 个百分点" in found for found in lines)
    assert any(found.startswith("85% × 22,600 − 17,673 = 1,537 个学位") for found in lines)


def test_a_district_that_is_no_more_says_so(opened: Store, put: Callable[..., Workspace]) -> None:
    """医药高新区 reports together with 高港区 since 2021; its link still opens."""
    zone = row("321200-医药高新区", "inclusive_coverage", 2020, 88.0) | {"place_kind": "zone", "place_name": "医药高新区"}
    room = put([zone, row("321203", "inclusive_coverage", 2024, 90.0)])
    view = profile(opened, room, "321200-医药高新区")
    assert view.finding == "医药高新区在 2024 学年不单独上报：还没有设立，或已并入他区"
    assert view.rows.empty and view.table.empty and not view.has_picture and view.footer == ()
    assert profile(opened, room, "321200-医药高新区", period="2020S").finding == "医药高新区有目标的 1 项指标已达标：普惠率"


def test_what_is_behind_all_others_is_no_strength_while_there_is_another() -> None:
    """Both are beyond their targets; the last of all is named only where nothing else is."""
    ranking, gap = SimpleNamespace(ranked=5), SimpleNamespace(met=True)
    second = SimpleNamespace(gap=gap, steps=0.3, last=False, rank=2, ranking=ranking, name="二")
    behind = SimpleNamespace(**{**vars(second), "last": True, "rank": 5, "steps": 1.8, "name": "末"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "standing", lambda row, _names: row.name)
        assert words.strengths([behind, second], {}) == ["二"]  # type: ignore[list-item]
        assert words.strengths([behind], {}) == ["末"]  # type: ignore[list-item]
