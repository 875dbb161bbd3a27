"""What a trend shows beside its lines, and the axes on which all of it stands."""

from __future__ import annotations

from dataclasses import dataclass

from charts.axis import Axis


@dataclass(frozen=True)
class TargetLine:
    """A target: its value, its label ("省定目标 85%"), its year if it has one, the pace it needs ("需每年 +2.27")."""

    value: float
    label: str
    year: int | None = None
    need_text: str = ""


@dataclass(frozen=True)
class PresentPace:
    """Where the highlighted place ends at its present pace, and what to write there ("按现速 80.3", "差 4.7 个百分点")."""

    year: int
    value: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrendNote:
    """A sign ("①") which the footer explains: a break before `year`, or a missing `year`."""

    code: str
    year: int
    sign: str
    breaks: bool = False


@dataclass(frozen=True)
class Plot:
    """The axes in pixels, the years on them, and the last year with figures."""

    x: Axis
    y: Axis
    years: list[int]
    last: int
    ticks: list[float]
