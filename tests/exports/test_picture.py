"""The frame of a picture: title never cut, 模拟数据 always said, footer in order, charts above the rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.text_width import text_width
from exports.picture import (
    MARGIN,
    PICTURE_SIZES,
    Panel,
    Picture,
    PictureSize,
    content_area,
    footer_lines,
    frame_lines,
    rule_y,
    title_lines,
)
from language import using

SLIDE = PICTURE_SIZES["slide"]
FINDING = "5 个报数区县中 2 个达到 85% 目标，兴化市差 6.8 个百分点"
FOOTER = ["来源：各区县教育局 2024 学年初报表", "数据截至 2024-09-30", "口径：普惠性幼儿园在园幼儿 ÷ 在园幼儿总数"]


def right_ends(picture: Picture) -> list[float]:
    bold = {"title", "mark"}
    return [line.x + text_width(line.text, line.size, bold=line.role in bold) for line in frame_lines(picture)]


def test_a_short_title_stands_on_one_line_at_full_size() -> None:
    assert title_lines(FINDING, SLIDE) == ([FINDING], 54)


def test_a_longer_title_shrinks_to_48_and_then_breaks() -> None:
    longer = FINDING + "，占全市缺口一半"
    lines, size = title_lines(longer, SLIDE)
    assert lines == [longer]
    assert 48 <= size < 54
    longest = FINDING + "，3 个区县还差 2,563 个学位，海陵区与靖江市已经达标"
    lines, size = title_lines(longest, SLIDE)
    assert (len(lines), size) == (2, 48)
    assert "".join(lines) == longest
    assert content_area(longest, FOOTER, True).y > content_area(FINDING, FOOTER, True).y


@given(
    st.text(alphabet="积石山保安族东乡族撒拉族自治县，8.5%（）差", min_size=1, max_size=160),
    st.sampled_from(sorted(PICTURE_SIZES)),
)
def test_no_title_leaves_the_picture(title: str, name: str) -> None:
    size = PICTURE_SIZES[name]
    lines, type_size = title_lines(title, size)
    assert "".join(lines) == title
    assert all(text_width(line, type_size, bold=True) <= size.width - 2 * MARGIN + 1 for line in lines) or type_size == 12


def test_simulated_is_said_beside_the_title_and_in_the_footer() -> None:
    picture = Picture(FINDING, "普惠性幼儿园覆盖率（%），2024 学年", [], FOOTER, True)
    lines = frame_lines(picture)
    assert [line.text for line in lines if line.role == "mark"] == ["模拟数据"]
    assert lines[-2].text.startswith("模拟数据") or lines[-1].text.startswith("模拟数据")
    assert not any("模拟" in line.text for line in frame_lines(Picture(FINDING, "", [], FOOTER, False)))
    with using("en"):
        assert [line.text for line in frame_lines(picture) if line.role == "mark"] == ["Simulated data"]


def test_a_footer_that_says_it_is_not_told_twice() -> None:
    texts = footer_lines(["来源：报表（模拟数据）", "数据截至 2024-09-30"], True, SLIDE)
    assert texts == ["来源：报表（模拟数据）　数据截至 2024-09-30"]


def test_the_footer_keeps_its_order_and_its_width() -> None:
    texts = footer_lines(
        [*FOOTER, "底图：开源边界，未注明原始来源", "审图号：待填写，公开使用前须送审", "横轴不从 0 开始" * 9], False, SLIDE
    )
    assert len(texts) >= 3
    assert all(text_width(text, 23) <= SLIDE.width - 2 * MARGIN for text in texts)
    joined = "".join(texts)
    order = [joined.index(word) for word in ("来源", "数据截至", "口径", "底图", "审图号", "横轴")]
    assert order == sorted(order)


def test_anatomy_of_a_dense_picture() -> None:
    """LOOK: title near 105, rule at 970 with two lines below it, plot from about 190 to 965."""
    assert rule_y(2, SLIDE) == 970
    area = content_area(
        FINDING, [*FOOTER, "底图：开源边界，未注明原始来源，公开使用前须送审，颜色按显示值分级，85–86 为刚达标"], False
    )
    assert (area.x, area.y, area.width) == (72, 190, 1776)
    assert 760 <= area.height <= 780


@pytest.mark.parametrize("size", PICTURE_SIZES.values())
def test_every_line_of_the_frame_lies_inside(size: PictureSize) -> None:
    subtitle = "普惠性幼儿园覆盖率（%），2018–2024 学年，泰州市 6 个区县与全市；虚线为所需速度，点线为现有速度"
    picture = Picture(FINDING, subtitle, [], FOOTER * 2, True, size)
    assert max(right_ends(picture)) <= size.width - MARGIN + 1
    assert max(line.y for line in frame_lines(picture)) <= size.height - 36
    area = content_area(FINDING, FOOTER * 2, True, size)
    assert area.y + area.height <= rule_y(len(footer_lines(FOOTER * 2, True, size)), size)


def test_a_panel_holds_its_place() -> None:
    import altair as alt

    panel = Panel(alt.Chart().mark_point(), 72, 190)
    assert (panel.x, panel.y) == (72, 190)
