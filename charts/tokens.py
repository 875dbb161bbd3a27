"""Colours, signs, strokes and type sizes of every chart and picture, in one place.

The values were chosen by measurement: tests/charts/test_tokens.py holds contrast (WCAG 2), distances under the three
kinds of colour blindness (Machado 2009, CIEDE2000) and the order in grey print. Warm = below target, cool = reached;
✓ and ▼ say the position, arrows the motion; never colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

FONT = "Noto Sans SC"

INK_1 = "#17222E"
INK_2 = "#3F4D5A"
INK_3 = "#5F6C79"
EDGE = "#7B8794"
LINE = "#C3CBD3"
GRID = "#E6EAEE"
SURFACE = "#FFFFFF"
PAGE = "#F4F6F8"
ACCENT = "#08559C"
# Further places that somebody marks beside the chosen one; their names stand at their lines
MARKED = ("#7A3E9D", "#0F6E73", "#8A5A00", "#A3243B")
NOT_APPLICABLE = "#EEF0F2"
MISSING_GROUND = "#EEF0F2"

SEQUENTIAL = ("#E6EFF7", "#BDD4EA", "#8CB4DA", "#568FC4", "#2467A6", "#0B3F78")
# From "more than two steps below the target" to "two steps and more above"
DIVERGING = ("#8A3F04", "#CC7C36", "#EDBC85", "#F0EDE2", "#A3CDD6", "#4E9CB2", "#0C5468")
BELOW_INK = "#8A3F04"
REACHED_INK = "#0C5468"

BELOW, REACHED = "▼", "✓"
NONE = "—"
MINUS = "−"


@dataclass(frozen=True)
class StateMark:
    """How one of the nine states of pace looks: its sign and its colour."""

    sign: str
    colour: str


# Keys are the values of indicators' PaceState
STATES: dict[str, StateMark] = {
    "met": StateMark("✓", "#053F4E"),
    "met_falling": StateMark("↘", "#127D83"),
    "on_track": StateMark("↑", "#08559C"),
    "slightly_slow": StateMark("↗", "#9C6505"),
    "far_behind": StateMark("→", "#903922"),
    "going_back": StateMark("↓", "#57141D"),
    "not_enough_data": StateMark("○", "#5E5E5E"),
    "overdue": StateMark("※", "#57141D"),
    "no_year": StateMark("▽", "#5E5E5E"),
}


@dataclass(frozen=True)
class Sizes:
    """Type sizes and strokes in pixels of one medium; `factor` scales strokes, dots and paddings drawn for a 768 px screen."""

    title: float
    subtitle: float
    value: float
    head: float
    small: float
    footer: float
    big: float
    row: float
    factor: float
    hatch_pitch: float
    hatch_stroke: float

    def scaled(self, by: float) -> Sizes:
        """The same proportions, `by` times as large."""
        return replace(self, **{name: getattr(self, name) * by for name in self.__dataclass_fields__})


SCREEN = Sizes(
    title=24, subtitle=14, value=15, head=13, small=12, footer=12, big=30, row=46, factor=1, hatch_pitch=6.5, hatch_stroke=1.2
)
DENSE = Sizes(
    title=54, subtitle=32, value=33, head=27, small=25, footer=23, big=76, row=96, factor=2, hatch_pitch=9.5, hatch_stroke=1.8
)
SLIDE = Sizes(
    title=66, subtitle=36, value=39, head=36, small=36, footer=25, big=76, row=102, factor=2.2, hatch_pitch=10, hatch_stroke=2
)
PAPER = Sizes(
    title=44, subtitle=26, value=21, head=18, small=17, footer=17, big=42, row=60, factor=1.3, hatch_pitch=7, hatch_stroke=1.3
)

# Usable widths of a page at 1366, 1600 and 1920 pixels, with the factor by which type grows
SCREEN_WIDTHS = {1122: 1.0, 1356: 1.1, 1676: 1.25}


# Below this width a page has one column: charts lie under each other and leave out what their tables say
NARROW = 700


def page_height(base: int, width: int) -> int:
    """Height in pixels of a chart that is `base` high on a page 1122 wide: in proportion, but never less than 85 % of it."""
    return round(base * max(width / 1122, 0.85))


def screen_sizes(width: int) -> Sizes:
    """Type for a chart `width` pixels wide on a page: × 1, 1.1 or 1.25 at the widths of SCREEN_WIDTHS, less in one column."""
    if width < NARROW:
        return SCREEN.scaled(0.88)
    fitting = [factor for least, factor in SCREEN_WIDTHS.items() if width >= least]
    return SCREEN.scaled(max(fitting, default=1.0))


def ink_on(fill: str) -> str:
    """INK_1 or white, whichever has the higher contrast on `fill` ("#RRGGBB")."""
    return INK_1 if contrast(INK_1, fill) >= contrast("#FFFFFF", fill) else "#FFFFFF"


def between(colours: Sequence[str], share: float) -> str:
    """The colour `share` (0 to 1) of the way along a scale of colours, mixed between the two nearest."""
    place = min(max(share, 0.0), 1.0) * (len(colours) - 1)
    first = min(int(place), len(colours) - 2)
    one, other = ([int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (colours[first], colours[first + 1]))
    mixed = (round(low + (high - low) * (place - first)) for low, high in zip(one, other, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, 0 (black) to 1 (white)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """Linear-light sRGB components, 0 to 1. Raises ValueError for anything but "#RRGGBB"."""
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"not a colour: {colour!r}")
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return red, green, blue
