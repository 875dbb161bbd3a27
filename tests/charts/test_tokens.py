"""The palette holds what it promises: contrast by WCAG 2, distance under colour blindness, order in grey print."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from charts import tokens
from charts.tokens import DIVERGING, INK_1, SEQUENTIAL, STATES, contrast, ink_on, linear, luminance

# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear sRGB
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Lab = tuple[float, float, float]


def seen(colour: str, vision: str) -> Lab:
    """CIELAB (D65) of a colour as that eye sees it."""
    rgb = linear(colour)
    red, green, blue = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in VISION[vision]]
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = [value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116 for value in (x, y, z)]
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ciede2000(one: Lab, other: Lab) -> float:
    """Colour difference by CIEDE2000 (Sharma, Wu, Dalal 2005)."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    ml, mc = (l1 + l2) / 2, (c1 + c2) / 2
    mh = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1 - 0.17 * math.cos(math.radians(mh - 30)) + 0.24 * math.cos(math.radians(2 * mh))
        + 0.32 * math.cos(math.radians(3 * mh + 6)) - 0.20 * math.cos(math.radians(4 * mh - 63))
    )  # fmt: skip
    sl = 1 + 0.015 * (ml - 50) ** 2 / math.sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    rt = -2 * math.sqrt(mc**7 / (mc**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((mh - 275) / 25) ** 2))))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)


def distance(one: str, other: str, vision: str) -> float:
    return ciede2000(seen(one, vision), seen(other, vision))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_measure_agrees_with_published_pairs(one: Lab, other: Lab, expected: float) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("vision", VISION)
def test_colours_that_must_differ_do_for_every_eye(vision: str) -> None:
    # 逾期未达 and 未达标·无期限 share their colour with another state on purpose; sign and word tell them apart
    states = {mark.colour for mark in STATES.values()}
    assert len(states) == 7
    assert min(distance(a, b, vision) for a, b in combinations(states, 2)) >= 10
    assert min(distance(a, b, vision) for a, b in pairwise(DIVERGING)) >= 8
    assert min(distance(a, b, vision) for a, b in pairwise(SEQUENTIAL)) >= 8
    assert min(distance(DIVERGING[3 - k], DIVERGING[3 + k], vision) for k in (1, 2, 3)) >= 20
    assert distance(tokens.ACCENT, tokens.EDGE, vision) >= 19
    assert distance(tokens.ACCENT, INK_1, vision) >= 19


def test_states_that_share_a_colour_differ_in_sign() -> None:
    assert len({(mark.sign, mark.colour) for mark in STATES.values()}) == len(STATES) == 9
    assert STATES["overdue"].colour == STATES["going_back"].colour
    assert STATES["overdue"].sign != STATES["going_back"].sign


@pytest.mark.parametrize("ground", [tokens.SURFACE, tokens.PAGE])
def test_texts_can_be_read(ground: str) -> None:
    for ink in (tokens.INK_1, tokens.INK_2, tokens.INK_3, tokens.BELOW_INK, tokens.REACHED_INK, tokens.ACCENT):
        assert contrast(ink, ground) >= 4.5, ink
    for mark in STATES.values():
        assert contrast(mark.colour, ground) >= 4.5, mark
    assert contrast(tokens.EDGE, ground) >= 3


def test_measured_contrasts_are_those_of_the_look() -> None:
    assert contrast(INK_1, "#FFFFFF") == pytest.approx(16.1, abs=0.05)
    assert contrast(tokens.EDGE, "#FFFFFF") == pytest.approx(3.7, abs=0.05)
    assert contrast("#000000", "#FFFFFF") == 21


def test_a_text_on_every_class_can_be_read() -> None:
    for fill in (*DIVERGING, *SEQUENTIAL, tokens.NOT_APPLICABLE):
        assert contrast(ink_on(fill), fill) >= 4.5, fill
    assert ink_on("#8A3F04") == "#FFFFFF"
    assert ink_on("#F0EDE2") == INK_1


def test_grey_print_keeps_the_order() -> None:
    greys = [luminance(colour) for colour in SEQUENTIAL]
    assert greys == sorted(greys, reverse=True)
    greys = [luminance(colour) for colour in DIVERGING]
    assert greys[:4] == sorted(greys[:4])
    assert greys[3:] == sorted(greys[3:], reverse=True)


def test_a_colour_is_written_in_full() -> None:
    with pytest.raises(ValueError, match="not a colour"):
        luminance("red")


def test_type_grows_with_the_page() -> None:
    assert tokens.screen_sizes(1122).value == 15
    assert tokens.screen_sizes(1400).value == pytest.approx(16.5)
    assert tokens.screen_sizes(1676).head == pytest.approx(16.25)
    assert tokens.screen_sizes(780).small == 12
    assert tokens.screen_sizes(362).small == pytest.approx(10.56)


def test_a_chart_grows_with_the_page_and_keeps_its_height_on_a_phone() -> None:
    assert tokens.page_height(440, 1122) == 440
    assert tokens.page_height(440, 1676) == 657
    assert tokens.page_height(440, 362) == 374
