"""What a trend draws on top of its lines: the fan of needed and present pace, and the marks of breaks and gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from shapely.geometry import Polygon

from charts.canvas import Canvas
from charts.rows import tint
from charts.tokens import ACCENT, INK_1, INK_2, Sizes
from charts.trend_marks import Plot, PresentPace, TargetLine, TrendNote


def draw_fan(
    canvas: Canvas, points: pd.DataFrame, plot: Plot, targets: Sequence[TargetLine], present: PresentPace | None,
    highlight: str, sizes: Sizes,
) -> None:  # fmt: skip
    """Needed pace (dashes) to each target, present pace (dots), and between them a tint."""
    line = points[(points["code"] == highlight) & points["value"].notna()]
    if line.empty:
        return
    start = (plot.x.pixel(int(line["year"].iloc[-1])), plot.y.pixel(float(line["value"].iloc[-1])))
    goals = [
        (plot.x.pixel(target.year), plot.y.pixel(target.value))
        for target in targets
        if target.year and target.need_text and target.year > line["year"].iloc[-1]
    ]
    for goal in goals:
        canvas.polyline([start, goal], ACCENT, 1.5 * sizes.factor, z=2.6, dash=(6 * sizes.factor, 4 * sizes.factor))
    if present and present.year > line["year"].iloc[-1]:
        end = (plot.x.pixel(present.year), plot.y.pixel(present.value))
        canvas.polyline([start, end], ACCENT, 2 * sizes.factor, z=2.7, dash=(0.5, 4 * sizes.factor))
        same = [goal for goal in goals if abs(goal[0] - end[0]) < 1]
        if same:
            nearest = min(same, key=lambda goal: abs(goal[1] - end[1]))
            canvas.shape(Polygon([start, nearest, end]), tint(ACCENT, 0.1), z=-0.5)


@dataclass(frozen=True)
class Fan:
    """The pixels of a fan: where it starts, and the ends of its rays."""

    start: tuple[float, float]
    ends: tuple[tuple[float, float], ...]

    def clear(self, wide: float, size: float) -> float:
        """How far below its dot (negative: above) the chosen place's name of that width keeps clear of the rays."""
        falls = [(y - self.start[1]) / (x - self.start[0]) * wide for x, y in self.ends]
        below, above = max(0.0, *falls), max(0.0, *(-fall for fall in falls))
        return size * 0.9 + below if below <= above else -(size * 0.9 + above)

    def hidden_by(self, middle: float, wide: float, size: float) -> bool:
        """Whether a name of that width beside the start would cover most of the fan's length."""
        length = max(x for x, _y in self.ends) - self.start[0]
        heights = [self.start[1], *(y for _x, y in self.ends)]
        return wide > length * 0.5 and min(heights) - size / 2 < middle < max(heights) + size / 2


def fan_of(
    points: pd.DataFrame, plot: Plot, targets: Sequence[TargetLine], present: PresentPace | None, highlight: str
) -> Fan | None:
    """The rays from the chosen place's last value to the targets and along its present pace; None without any."""
    line = points[(points["code"] == highlight) & points["value"].notna()]
    if line.empty:
        return None
    year, value = int(line["year"].iloc[-1]), float(line["value"].iloc[-1])
    ends = [(target.year, target.value) for target in targets if target.year and target.need_text and target.year > year]
    ends += [(present.year, present.value)] if present and present.year > year else []
    if not ends:
        return None
    at = tuple((plot.x.pixel(when), plot.y.pixel(there)) for when, there in ends)
    return Fan((plot.x.pixel(year), plot.y.pixel(value)), at)


def note_place(points: pd.DataFrame, plot: Plot, note: TrendNote) -> tuple[float, float] | None:
    """The middle between the two ends that a note stands between; None where its line has but one."""
    line = points[(points["code"] == note.code) & points["value"].notna()]
    before, after = line[line["year"] < note.year], line[line["year"] >= note.year]
    if before.empty or after.empty:
        return None
    ends = [(int(row["year"].iloc[place]), float(row["value"].iloc[place])) for row, place in ((before, -1), (after, 0))]
    return sum(plot.x.pixel(year) for year, _value in ends) / 2, sum(plot.y.pixel(value) for _year, value in ends) / 2


def draw_note(canvas: Canvas, points: pd.DataFrame, plot: Plot, note: TrendNote, sizes: Sizes) -> None:
    """ "//" and its sign where a line breaks, the sign alone in a gap between two stretches."""
    place = note_place(points, plot, note)
    if place is None:
        return
    x, y = place
    if note.breaks:
        canvas.text(x, y, "//", sizes.head, INK_1, align="center", halo=4 * sizes.factor)
        canvas.text(x, y + sizes.head, note.sign, sizes.head * 0.92, INK_2, align="center", halo=4 * sizes.factor)
    else:
        canvas.text(x, y, note.sign, sizes.head, INK_2, align="center", halo=4 * sizes.factor)
