"""Slides on the screen: what stands on them, how large, and that nothing leaves its place."""

import re
from xml.etree import ElementTree

import pytest

from charts.text_width import text_width
from exports.deck_content import BarRow, Bars, Fact, Slide, Table, TextCell
from exports.slide_picture import slide_svg

FACTS = (
    Fact("1,537", "兴化市还差的学位数", "85% × 22,600 − 17,673"),
    Fact("2034 年", "兴化市按现速的达标年", "目标 2027 年，晚 7 年"),
    Fact("2.27", "兴化市每年需升的百分点", "现速每年 0.70"),
)
ROWS = (
    BarRow("兴化市", 78.2, "#903922", (TextCell("→ 明显滞后", "#903922", bold=True),)),
    BarRow("海陵区", 92.4, "#053F4E", (TextCell("✓ 已达标", "#053F4E", bold=True),)),
    BarRow("高港区", None, "#5E5E5E", (TextCell("○ 数据不足", "#5E5E5E", bold=True),), "未报送"),
    BarRow("全市", 84.2, "#053F4E", (TextCell("✓ 已达标", "#053F4E", bold=True),), is_city=True),
)
BARS = Bars("覆盖率", ROWS, 1, ("状态",), (300,), 85.0, "目标 85")


def slide(body: Bars | Table = BARS, **more: object) -> Slide:
    return Slide("3 个区县还差 2,563 个学位，六成在兴化市", "普惠性幼儿园覆盖率（%）", body, ("来源：报表",), (), "图", **more)  # type: ignore[arg-type]


def texts(svg: str) -> dict[str, float]:
    """Each text of the drawing with its size in pixels."""
    root = ElementTree.fromstring(svg)
    found = {}
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        size = element.get("font-size") or ""
        found["".join(element.itertext())] = float(size.removesuffix("px"))
    return found


def test_a_slide_says_title_values_state_facts_and_source() -> None:
    found = texts(slide_svg(slide(facts=FACTS), place=(3, 12), issuer="泰州市教育局"))
    assert {"3 个区县还差 2,563 个学位，六成在兴化市", "78.2", "92.4", "未报送", "→ 明显滞后", "目标 85"} <= found.keys()
    assert {"1,537", "2034 年", "2.27", "3 / 12", "泰州市教育局", "来源：报表"} <= found.keys()


def test_all_but_the_footer_is_36_px_or_more() -> None:
    found = texts(slide_svg(slide(facts=FACTS), simulated=True))
    footer = {"1 / 1", "模拟数据　来源：报表"}
    assert footer <= found.keys()
    assert min(size for text, size in found.items() if text not in footer) >= 36


def test_a_long_name_of_who_shows_it_stands_clear_of_the_source() -> None:
    issuer = "Taizhou Municipal Bureau of Education (simulated)"
    long = Slide("t", "s", BARS, ("source and date, " * 40,), (), "图")
    root = ElementTree.fromstring(slide_svg(long, issuer=issuer))
    edges, name_at = [], 0.0
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        words, size = "".join(element.itertext()), float((element.get("font-size") or "").removesuffix("px"))
        x = float((element.get("transform") or "translate(0").split("(")[1].split(",")[0])
        if words == issuer:
            name_at = x - text_width(words, size)
        elif "source and date" in words:
            edges.append(x + text_width(words, size))
    assert len(edges) > 1
    assert 0 < max(edges) <= name_at


def test_the_drawing_scales_with_the_window_and_keeps_its_shape() -> None:
    root = ElementTree.fromstring(slide_svg(slide()))
    assert root.get("viewBox") == "0 0 1920 1080"


def test_facts_that_do_not_fit_lose_their_arithmetic_before_a_fact_is_lost() -> None:
    long = "全市为 5 / 6 个区县合计：80,734 ÷ 95,900 = 84.2%，与上年相比少一个区县，所以不作比较"
    facts = tuple(Fact(fact.number, fact.words, long) for fact in FACTS)
    found = texts(slide_svg(slide(facts=facts)))
    assert {"1,537", "2034 年", "2.27"} <= found.keys()
    joined = "".join(found)
    assert 1 <= joined.count("全市为") < 3


def test_a_table_too_wide_says_which_columns_are_missing() -> None:
    heads = ("区县", *(f"指标名称很长很长的第{number}列" for number in range(12)))
    rows = tuple((TextCell("海陵区"), *(TextCell("12,345.6 超过目标") for _ in range(12))) for _ in range(3))
    found = texts(slide_svg(slide(Table(heads, rows, (1.0,) * 13))))
    footer = "".join(text for text, size in found.items() if size < 36)
    missing = [int(number) for number in re.findall(r"第(\d+)列", footer.split("未显示的列：")[1])]
    assert missing == list(range(missing[0], 12)) and missing[0] >= 2
    heads_shown = "".join(text for text, size in found.items() if size >= 30)
    assert "第0列" in heads_shown and "第11列" not in heads_shown


@pytest.mark.parametrize("value", [-3.5, 0.0, 104.2])
def test_values_below_0_and_over_100_are_shown(value: float) -> None:
    row = BarRow("积石山保安族东乡族撒拉族自治县", value, "#053F4E")
    svg = slide_svg(slide(Bars("x", (row,), 1, target=85.0, target_text="目标 85")))
    shown = {-3.5: "−3.5", 0.0: "0.0", 104.2: "104.2"}[value]
    assert shown in texts(svg)
