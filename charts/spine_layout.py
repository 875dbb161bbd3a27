"""Where the columns and rows of a profile lie: families down the left, figures, the spine, rank, state, spark, change."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from charts.axis import Axis
from charts.rows import widest
from charts.text_width import text_width, wrap
from charts.tokens import BELOW, Sizes
from language import _

# Distances beyond this many steps are drawn at the edge
MOST_STEPS = 3.0


@dataclass(frozen=True)
class SpineHeads:
    """Names of the columns that depend on the page, "" leaves one out: the sparks' years (and which they are), the change."""

    years: str
    change: str
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Track:
    """Where the dots of a row lie: the axis of steps, the height a row has for them, the sizes of its texts."""

    axis: Axis
    pitch: float
    size: float
    head: float


@dataclass(frozen=True)
class Spine(Track):
    """Pixels: left edges of families, names, states and sparks; right edges of figures; the spine; rows' tops."""

    name: float
    value: float
    target: float
    distance: float
    rank: float
    state: float
    spark: float
    spark_end: float
    change: float
    tops: dict[str, float]
    bottom: float
    years: tuple[int, int]


def spine_height(rows: pd.DataFrame, sizes: Sizes) -> int:
    """Height in pixels at which rows have the pitch of a page, 32 px on a 768 px screen."""
    groups = _groups(rows)
    return round(sizes.head * 2.3 + len(rows) * sizes.row * 0.68 + groups * 7 * sizes.factor + legend_room(sizes))


def legend_room(sizes: Sizes) -> float:
    """The strip under the rows which names the signs."""
    return sizes.small * 2.2


def _groups(rows: pd.DataFrame) -> int:
    return int((rows["family"] != rows["family"].shift()).sum())


def lay_out(rows: pd.DataFrame, width: float, height: float, heads: SpineHeads, sizes: Sizes) -> Spine:
    """Columns as wide as their texts; the spine takes what is left, at least a quarter; rows share the height."""
    top, groups = sizes.head * 2.3, _groups(rows)
    gap = 7 * sizes.factor
    pitch = min((height - top - legend_room(sizes) - gap * groups) / max(len(rows), 1), sizes.row * 0.95)
    size = min(sizes.value, pitch * 0.58)
    while True:
        spine = _columns(rows, width, size, min(sizes.head, size), heads, sizes)
        if spine["right"] - spine["left"] >= width * 0.22 or size < 8:
            break
        size *= 0.96
    tops, y, before = {}, top, None
    for key, family in zip(rows["key"], rows["family"], strict=True):
        if before is not None and family != before:
            y += gap
        tops[key], before = y, family
        y += pitch
    return Spine(
        name=spine["name"], value=spine["value"], target=spine["target"], distance=spine["distance"],
        axis=Axis(-MOST_STEPS * 1.08, MOST_STEPS * 1.08, spine["left"], spine["right"]), rank=spine["rank"],
        state=spine["state"], spark=spine["spark"], spark_end=spine["spark_end"], change=width, tops=tops, pitch=pitch,
        size=size, head=min(sizes.head, size), bottom=y, years=heads.span,
    )  # fmt: skip


def _columns(rows: pd.DataFrame, width: float, size: float, head: float, heads: SpineHeads, sizes: Sizes) -> dict[str, float]:
    gap = size * 0.95
    family = max(text_width(line, head, bold=True) for name in set(rows["family"]) for line in family_lines(name, head, width))
    name = family + gap
    names = min(widest(rows["name"], size), width * 0.24)
    value = name + names + gap + max(widest(rows["value_text"], size, bold=True), text_width(_("数值"), head))
    aimed = bool((rows["target_text"] != "").any())
    target = value + (gap * 0.9 + max(widest(rows["target_text"], size), text_width(_("目标"), head)) if aimed else 0)
    distances = [f"{BELOW} {text}" if aimed else text for text in rows["distance_text"]]
    distance = target + gap * 0.9 + max(widest(distances, size), text_width(_("距目标"), head) if aimed else 0)
    change = width - max(widest(rows["change_text"], size), text_width(heads.change, head))
    spark_end = change - gap
    spark = spark_end - (max(size * 6, text_width(heads.years, head)) if heads.years else 0)
    states = widest(rows["state_text"], size)
    state = spark - (gap + states if states else gap * 0.2)
    rank = state - gap
    ranks = max(widest(rows["rank_text"], size), text_width(_("位次"), head))
    return {
        "name": name, "value": value, "target": target, "distance": distance, "left": distance + gap * 1.3,
        "right": rank - ranks - gap, "rank": rank, "state": state, "spark": spark, "spark_end": spark_end,
    }  # fmt: skip


def family_lines(name: str, size: float, width: float) -> list[str]:
    """A family's name on at most two lines of an eighth of the width."""
    return wrap(name, size, max(width * 0.09, size * 4.2), bold=True, lines=2)
