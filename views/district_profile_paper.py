"""A district's profile on one upright A4 page: three facts, the spine, and four short lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt

from charts.notes import Fact, facts_chart, facts_height, lists_chart, lists_height
from charts.tokens import PAPER
from exports.picture import Panel, Picture, PictureSize, content_area
from indicators.gaps import difference_unit
from indicators.pace_words import a_year, pace_text, projected_text
from language import _
from views.district_profile_rows import ProfileRow
from views.page import PageView

__all__ = ["A4", "Fact", "facts_of", "paper"]

# 150 dots to the inch; printed twice as fine
A4 = PictureSize(1240, 1754, 2.0, PAPER)


def facts_of(rows: Sequence[ProfileRow], names: dict[int, str]) -> tuple[Fact, ...]:
    """How many targets are met, the largest gap in people, and the pace of the indicator farthest from its target."""
    judged = [row for row in rows if row.gap is not None]
    if not judged:
        return ()
    met = sum(bool(row.gap and row.gap.met) for row in judged)
    city = [row for row in judged if row.city is not None]
    city_met = sum(row.steps_of(row.city) >= 0 for row in city if row.city is not None)
    found = [Fact(f"{met} / {len(judged)}", _("项指标达标"), _("全市 {met} / {n}").format(met=city_met, n=len(city)))]
    short = [row for row in judged if row.gap and not row.gap.met]
    counted = [row for row in short if row.people is not None and row.people.count]
    if counted:
        most = max(counted, key=lambda row: (row.people.count if row.people else 0, row.indicator.id))
        assert most.people is not None
        figure, _blank, unit = most.people.text.partition(" ")
        what = _("{unit}：{indicator}缺口").format(unit=unit, indicator=names[id(most)])
        found.append(Fact(figure, what, most.people.arithmetic))
    paced = [row for row in short if row.state is not None and row.state.actual is not None]
    if paced:
        worst = min(paced, key=lambda row: row.steps or 0.0)
        assert worst.state is not None
        unit = difference_unit(worst.indicator).strip()
        pattern = _("{unit} / 年：{indicator}现速（降为正）") if worst.lower_is_better else _("{unit} / 年：{indicator}现速")
        what = pattern.format(unit=unit, indicator=names[id(worst)])
        below = (
            _("按期达标需{pace}").format(pace=a_year(worst.state.needed, worst.state.target))
            if worst.state.needed is not None
            else _("按现速：{year}").format(year=projected_text(worst.state))
        )
        found.append(Fact(pace_text(worst.state.actual), what, below))
    return tuple(found)


def paper(
    view: PageView,
    facts: Sequence[Fact],
    lists: Sequence[tuple[str, Sequence[str]]],
    spine: Callable[[int, int], alt.LayerChart],
) -> Picture:
    """The page under the words of `view`: facts above, the spine in the middle, the lists at the foot; `spine` draws into the
    width and height that are left."""
    lists = [(heading, texts) for heading, texts in lists if texts]
    area = content_area(view.finding, view.footer, view.simulated, A4, view.subtitle)
    panels, top, gap = [], float(area.y), 24
    if facts:
        panels.append(Panel(facts_chart(facts, width=area.width, sizes=PAPER), area.x, top))
        top += facts_height(PAPER) + gap
    bottom = area.y + area.height
    if lists:
        height = lists_height(lists, area.width, PAPER)
        bottom -= height
        panels.append(Panel(lists_chart(lists, width=area.width, sizes=PAPER), area.x, bottom))
    room = int(bottom - gap - top)
    panels.append(Panel(spine(area.width, room), area.x, top))
    return Picture(view.finding, view.subtitle, panels, view.footer, view.simulated, A4)
