"""Which observations are stored, and why each of the others is not."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from indicators.catalogue import load_catalogue
from intake.records import LEAVE_OUT, KeptOut
from intake.sorting import Sorted, sort_out
from tests.intake.sheets import TAIZHOU, TAIZHOU_CODES, observation, observations

CITY = geo.city("321200")


def sort(*rows: dict[str, object], answers: dict[str, str] | None = None) -> Sorted:
    return sort_out(observations(*rows), CITY, load_catalogue(), answers or {})


def reasons(found: Sorted) -> list[str]:
    return found.kept_out["reason"].tolist()


def test_a_plain_value_is_stored_with_the_gazetteers_name_and_the_indicators_unit() -> None:
    found = sort(observation(place="海陵", unit=""))
    row = found.prepared.iloc[0]
    assert (row["place_name"], row["place_text"], row["unit"], row["value"]) == ("海陵区", "海陵", "个", 412.0)
    assert found.kept_out.empty
    assert found.issues == []


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"indicator": ""}, KeptOut.UNKNOWN_INDICATOR),
        ({"indicator": "no_such_indicator"}, KeptOut.UNKNOWN_INDICATOR),
        ({"place": "小计", "place_code": "", "place_kind": "aggregate", "aggregate": True}, KeptOut.AGGREGATE),
        ({"place": "新城片区", "place_code": "", "place_kind": "unknown"}, KeptOut.UNKNOWN_PLACE),
        ({"place": "", "place_code": "", "place_kind": "unknown"}, KeptOut.NO_PLACE),
        ({"place": "Derby", "place_code": "", "place_kind": "foreign"}, KeptOut.FOREIGN),
        ({"place": "京口区", "place_code": "321102"}, KeptOut.OTHER_CITY),
        ({"place": "南京市", "place_code": "320100", "place_kind": "city"}, KeptOut.OTHER_CITY),
        ({"period": "", "period_key": ""}, KeptOut.NO_PERIOD),
        ({"unit": "所", "indicator": "pupils"}, KeptOut.UNIT),
        ({"text": "[无记录]", "value": float("nan"), "status": "not_reported"}, KeptOut.NO_RECORD),
    ],
)
def test_each_reason(other: dict[str, object], reason: KeptOut) -> None:
    found = sort(observation(**other))
    assert reasons(found) == [reason]
    assert found.prepared.empty


def test_another_citys_district_is_told() -> None:
    found = sort(observation(), observation("321102", place="京口区", cell="B4"))
    assert [issue.message() for issue in found.issues] == [
        "工作表“Sheet1”，单元格 B4：有 1 个数属于其他城市的地区（如“京口区”）。这些数没有入库。"
    ]


def test_a_unit_that_no_rule_converts_is_told_with_its_number() -> None:
    found = sort(*(observation(code, unit="所", indicator="pupils", cell=f"B{n}") for n, code in enumerate(TAIZHOU_CODES)))
    (issue,) = found.issues
    assert (issue.kind, issue.values["unit"], issue.values["expected"], issue.values["count"]) == (
        "unit-not-convertible",
        "所",
        "人",
        6,
    )


def test_myriads_become_people() -> None:
    found = sort(observation(indicator="pupils", unit="万人", value=1.8403))
    row = found.prepared.iloc[0]
    assert (row["value"], row["unit"], row["stated_unit"]) == (18_403.0, "人", "万人")


def test_zones_and_the_citys_own_schools_are_stored() -> None:
    found = sort(
        observation("321200-经开区", place="经济开发区", place_kind="zone"),
        observation("", place="市直属", place_kind="city_direct", cell="B4"),
    )
    assert found.prepared["place_code"].tolist() == ["321200-经开区", "321200-市直"]
    assert found.prepared["place_name"].tolist()[1] == "市直"


def total(text: str = "合计", value: float = 2104.0, **other: object) -> dict[str, object]:
    shown = {"place": text, "place_code": "", "place_kind": "aggregate", "aggregate": True, "cell": "B9", "value": value}
    return observation(**(shown | other))


def every_district() -> list[dict[str, object]]:
    pairs = enumerate(zip(TAIZHOU_CODES, TAIZHOU, strict=True))
    return [observation(code, place=name, cell=f"B{n + 3}", row=n + 3) for n, (code, name) in pairs]


def test_the_total_of_a_table_of_all_districts_is_the_citys_value() -> None:
    found = sort(*every_district(), total())
    city = found.prepared[found.prepared["place_kind"] == "city"]
    assert city[["place_code", "place_name", "value"]].values.tolist() == [["321200", "泰州市", 2104.0]]
    assert len(found.prepared) == 7


def test_the_total_of_a_few_districts_is_not() -> None:
    found = sort(*every_district()[:5], total())
    assert reasons(found) == [KeptOut.AGGREGATE]
    assert len(found.prepared) == 5


def test_the_whole_city_by_name_is_its_value_without_its_districts() -> None:
    found = sort(total("全市", place_code="321200"))
    assert found.prepared["place_kind"].tolist() == ["city"]


@pytest.mark.parametrize("text", ["小计", "城区小计", "三区合计", "全市平均", "市区"])
def test_subtotals_and_means_are_never_the_citys_value(text: str) -> None:
    code = "321200" if text == "全市平均" else ""
    assert reasons(sort(*every_district(), total(text, place_code=code))) == [KeptOut.AGGREGATE]


def test_city_totals_that_differ_are_not_taken() -> None:
    found = sort(*every_district(), total(), total("总计", 1980.0, cell="B18"))
    assert reasons(found) == [KeptOut.TOTALS_DIFFER, KeptOut.TOTALS_DIFFER]
    (issue,) = found.issues
    assert issue.kind == "totals-differ"
    assert issue.values["found"] == "2104、1980"
    assert issue.values["cells"] == "B9、B18"


def test_the_same_twice_counts_once() -> None:
    found = sort(observation(), observation(cell="D3"))
    assert found.prepared["cell"].tolist() == ["B3"]
    assert reasons(found) == [KeptOut.REPEATED]


def test_a_number_stands_before_a_blank_of_the_same_key() -> None:
    found = sort(observation(value=float("nan"), status="not_reported", text=""), observation(cell="D3", value=7.0))
    assert found.prepared["value"].tolist() == [7.0]
    assert reasons(found) == [KeptOut.BLANK_KEPT]


def test_two_different_numbers_are_both_kept_out_until_somebody_picks() -> None:
    rows = [observation(value=311.0), observation(cell="B9", value=300.0)]
    found = sort(*rows)
    assert found.prepared.empty
    assert reasons(found) == [KeptOut.CONTRADICTORY, KeptOut.CONTRADICTORY]
    assert [(i.kind, i.severity, i.values["found"], i.values["cells"]) for i in found.issues] == [
        ("duplicate-value", "blocking", "311、300", "B3、B9")
    ]
    picked = sort(*rows, answers={"pick:classes|primary||321202|2023S": "Sheet1!B9"})
    assert picked.prepared["value"].tolist() == [300.0]
    assert reasons(picked) == [KeptOut.LEFT_OUT]
    assert picked.issues == []


def test_answers_give_places_periods_and_indicators() -> None:
    unknown = observation(
        place="兴华市", place_code="", place_kind="unknown", period="", period_key="", indicator="", heading=("班数",)
    )
    answers = {"place:兴华市": "321281", "period:Sheet1": "2022S", "heading:班数": "classes|junior|"}
    row = sort(unknown, answers=answers).prepared.iloc[0]
    assert (row["place_code"], row["place_name"], row["period_key"]) == ("321281", "兴化市", "2022S")
    assert (row["indicator"], row["education_level"], row["breakdown"]) == ("classes", "junior", "")


@pytest.mark.parametrize("question", ["place:兴华市", "sheet:Sheet1", "cell:Sheet1!B3"])
def test_a_person_may_leave_cells_out(question: str) -> None:
    unknown = observation(place="兴华市", place_code="", place_kind="unknown")
    assert reasons(sort(unknown, answers={question: LEAVE_OUT})) == [KeptOut.LEFT_OUT]


def test_zero_is_stored_and_a_state_without_a_number_too() -> None:
    found = sort(observation(value=0.0), observation("321203", value=float("nan"), status="suppressed", text="*", cell="B4"))
    assert found.prepared["value"].fillna(-1).tolist() == [0.0, -1.0]
    assert found.prepared["status"].tolist() == ["reported", "suppressed"]


rows = st.lists(
    st.builds(
        observation,
        place_code=st.sampled_from(["", "321202", "321203", "321102", "321200", "321200-经开区"]),
        value=st.sampled_from([float("nan"), 0.0, 1.0, 2.0]),
        place=st.sampled_from(["", "海陵区", "合计", "全市", "新城片区"]),
        place_kind=st.sampled_from(["district", "zone", "city", "city_direct", "aggregate", "unknown", "foreign"]),
        aggregate=st.booleans(),
        period_key=st.sampled_from(["", "2022S", "2023C"]),
        indicator=st.sampled_from(["", "classes", "pupils", "nobody"]),
        unit=st.sampled_from(["", "人", "万人", "所", "%"]),
        status=st.sampled_from(["reported", "not_reported", "unreadable"]),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_every_observation_ends_as_exactly_one_of_stored_and_kept_out(made: list[dict[str, object]]) -> None:
    cells = [f"B{number}" for number in range(len(made))]
    found = sort(*(row | {"cell": cell} for row, cell in zip(made, cells, strict=True)))
    ended = Counter([*found.prepared["cell"], *found.kept_out["cell"]])
    assert ended == Counter(cells)
    assert set(found.kept_out["reason"]) <= {str(reason) for reason in KeptOut}
    keys = ["indicator", "education_level", "breakdown", "place_code", "period_key"]
    assert not found.prepared.duplicated(keys).any()
