"""Rendered pictures: exact sizes, nothing blank, no boxes in place of glyphs, the words in SVG and PDF."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
import vl_convert
from PIL import Image

from charts.canvas import Canvas
from charts.classes import target_classes
from charts.gap import GapHeads
from charts.heat import heat_chart
from charts.map import map_chart
from charts.ranked_bars import ranked_bars_chart
from charts.tokens import DENSE, FONT, STATES
from exports.fonts import register_fonts
from exports.picture import PICTURE_SIZES, Panel, Picture, PictureSize, content_area
from exports.render import chart_svg, composed, to_pdf, to_png, to_svg
from geo.boundaries import shapes
from tests.charts.drawing import CODES, NAN, PLACES, TAIZHOU, bar_rows, heat_cells

TITLE = "5 个报数区县中 2 个达到 85% 目标，兴化市差 6.8 个百分点"
SUBTITLE = "普惠性幼儿园覆盖率（%），2024 学年，泰州市 6 个区县；目标：2027 学年 85%"
FOOTER = ["来源：各区县教育局 2024 学年初报表", "数据截至 2024-09-30"]


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def map_picture(size: PictureSize = PICTURE_SIZES["slide"]) -> Picture:
    area = content_area(TITLE, FOOTER, True, size)
    classes = target_classes(85, 5)
    found = shapes("321200")
    rows = bar_rows(TAIZHOU, city=84.2)
    table = rows[~rows["is_city"]].assign(code=lambda frame: [CODES[PLACES.index(name)] for name in frame["name"]])
    known = dict(zip(found["code"], found.geometry, strict=True))
    table = table.assign(geometry=[known.get(code) for code in table["code"]])
    wide = round(area.width * 0.42)
    left = map_chart(table, width=wide, height=area.height, classes=classes, target_text="目标 85", sizes=DENSE)
    right = ranked_bars_chart(
        rows, width=area.width - wide - 40, height=area.height, classes=classes, value_heading="覆盖率", sizes=DENSE
    )
    return Picture(TITLE, SUBTITLE, [Panel(left, area.x, area.y), Panel(right, area.x + wide + 40, area.y)], FOOTER, True, size)


@pytest.mark.parametrize(
    ("name", "shape"), [("slide", (1080, 1920)), ("4k", (2160, 3840)), ("square", (1440, 1440)), ("document", (1000, 1600))]
)
def test_png_has_exactly_its_size_and_is_not_blank(name: str, shape: tuple[int, int]) -> None:
    found = pixels(to_png(map_picture(PICTURE_SIZES[name])))
    assert found.shape[:2] == shape
    scale = PICTURE_SIZES[name].scale
    area = content_area(TITLE, FOOTER, True, PICTURE_SIZES[name])
    rows = slice(int(area.y * scale), int((area.y + area.height) * scale))
    half = int((area.x + area.width * 0.42) * scale)
    for part in (found[rows, :half], found[rows, half:]):
        assert (part != 255).any(axis=2).mean() > 0.03
    # the map is there in its colours: 兴化市 in the second of the seven classes
    assert (np.abs(found[rows, :half].astype(int) - (0xCC, 0x7C, 0x36)).sum(axis=2) < 6).mean() > 0.01


def test_svg_says_everything_and_its_ids_do_not_collide() -> None:
    svg = to_svg(map_picture())
    assert svg.startswith("<svg ")
    for words in (TITLE, SUBTITLE, "模拟数据", "来源：各区县教育局 2024 学年初报表", "兴化市", "▼78.2", "差 6.8", "目标 85"):
        assert words in svg, words
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    for reference in re.findall(r"url\(#([^)]+)\)", svg):
        assert reference in ids
    assert "Microsoft YaHei" in svg
    assert "http://" not in svg.replace("http://www.w3.org/", "")


def test_texts_are_escaped() -> None:
    canvas = Canvas(400, 100)
    canvas.text(10, 50, "<script>&", 20, "#000000")
    svg = to_svg(Picture('甲<乙> & "丙"', "<b>", [Panel(canvas.chart("x"), 72, 190)], ["a<b"], False))
    assert "甲&lt;乙&gt; &amp;" in svg
    assert "<script>" not in svg
    assert len(to_png(Picture("甲<乙>", "", [], [], False))) > 1000


def test_pdf_is_one_page_with_its_font() -> None:
    pdf = to_pdf(map_picture())
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
    assert b"NotoSansSC" in pdf


def glyph(character: str, weight: str) -> np.ndarray:
    """One character on white, 60 px."""
    register_fonts()
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="#fff"/>'
        f'<text x="10" y="65" font-family="{FONT}" font-size="60" font-weight="{weight}">{character}</text></svg>'
    )
    return pixels(bytes(vl_convert.svg_to_png(svg, scale=1, ppi=72)))[:, :, 0]


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_no_glyph_is_a_box(weight: str) -> None:
    """A character the font lacks is drawn as nothing or a box: every sample must differ from one that no font has."""
    absent = glyph("\U0010fffd", weight)
    signs = "✓▼▽▲△↑↗→↘↓○●※①②≥≤×÷±−–—·（），。：%" + "".join(mark.sign for mark in STATES.values())
    names = "泰州市海陵区兴化市积石山保安族东乡族撒拉族自治县濂溪区鄠邑区漯河亳州儋州数值目标学年覆盖率"
    drawn = {character: glyph(character, weight) for character in dict.fromkeys(signs + names)}
    assert [character for character, found in drawn.items() if np.array_equal(found, absent)] == []
    assert [character for character, found in drawn.items() if (found < 128).sum() < 8] == []
    different = {found.tobytes() for found in drawn.values()}
    assert len(different) == len(drawn)


def test_a_rare_character_comes_from_the_whole_font() -> None:
    """镕 is not in GB2312, so not in the cut files."""
    assert (glyph("镕", "normal") < 128).sum() > 100
    assert not np.array_equal(glyph("镕", "normal"), glyph("\U0010fffd", "normal"))


def test_bold_is_bold() -> None:
    assert (glyph("泰", "bold") < 128).sum() > 1.25 * (glyph("泰", "normal") < 128).sum()


def test_measured_widths_are_the_drawn_ones() -> None:
    """What glyph_widths says is what the renderer draws, within a pixel."""
    from charts.text_width import text_width

    register_fonts()
    for weight in ("normal", "bold"):
        text = "泰兴市▼81.6%（−3.4）"
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><rect width="900" height="90" fill="#fff"/>'
            f'<text x="10" y="65" font-family="{FONT}" font-size="50" font-weight="{weight}">{text}|</text></svg>'
        )
        found = pixels(bytes(vl_convert.svg_to_png(svg, scale=1, ppi=72)))[:, :, 0]
        bar = np.nonzero((found < 128).sum(axis=0) > 40)[0].max()
        width = text_width(text, 50, bold=weight == "bold")
        half = text_width("|", 50, bold=weight == "bold") / 2
        assert bar == pytest.approx(10 + width + half, abs=4)


def test_a_chart_alone_keeps_its_size() -> None:
    cells = heat_cells(["海陵区"], {"海陵区": [92.4, NAN, 3.0]})
    svg = chart_svg(heat_chart(cells, width=700, height=240))
    assert 'width="700" height="240"' in svg
    assert "92.4" in svg


def test_composed_text_keeps_the_plain_family_for_the_renderer() -> None:
    assert f'font-family="{FONT}"' in composed(Picture("甲", "", [], [], False))
    assert GapHeads("差距").people == ""
