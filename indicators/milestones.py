"""Interim milestones on the way to a target: 2025 年 82，2026 年 84 before 85 in 2027. Each is a target of the same document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.folding import normal
from indicators.rounding import shown_short
from language import _

# What the stage of a milestone is called in the catalogue; a document's own stages are as printed
STAGE = "milestone"
MOST = 10
_ONE = re.compile(r"(\d{4})年?[:：=]?(\d+(?:\.\d+)?)%?")
Milestones = tuple[tuple[int, float], ...]


class BadMilestonesError(Exception):
    """What a person wrote are no milestones; the text is one sentence for that person."""


def parse_milestones(text: str) -> Milestones:
    """Years and values of what a person wrote: "2025：82；2026：84", in the order of years. Raises BadMilestonesError."""
    found = []
    for part in re.split(r"[;；,，、\n]+", normal(text)):
        written = re.sub(r"\s+", "", part) if re.search(r"[:：=年]", part) else ":".join(part.split())
        if not written:
            continue
        one = _ONE.fullmatch(written)
        if one is None:
            raise BadMilestonesError(_("阶段目标“{text}”看不懂，请写成 2025：82；2026：84").format(text=part.strip()))
        found.append((int(one[1]), float(one[2])))
    if len(found) > MOST:
        raise BadMilestonesError(_("阶段目标不超过 {n} 个").format(n=MOST))
    return tuple(sorted(found))


def check_milestones(milestones: Milestones, value: float | None, year: int | None, at_most: bool) -> None:
    """Whether they lead to the target: each in a year of its own before the target's, none harder than the next.

    Raises BadMilestonesError with one sentence.
    """
    if not milestones:
        return
    if value is None or year is None:
        raise BadMilestonesError(_("有阶段目标的，目标值和期限都要填"))
    years = [when for when, _value in milestones]
    if len(set(years)) < len(years) or years[-1] >= year:
        raise BadMilestonesError(_("阶段目标一年一个，都要早于期限 {year} 年").format(year=year))
    steps = [number for _when, number in milestones] + [value]
    ordered = sorted(steps, reverse=at_most)
    if steps != ordered:
        raise BadMilestonesError(_("阶段目标要一年比一年接近目标值"))


def milestones_text(milestones: Sequence[tuple[int, float]]) -> str:
    """As a person would write them into the field."""
    return _("；").join(_("{year}：{value}").format(year=year, value=shown_short(value, 10)) for year, value in milestones)
