"""The slides that are tables: one district's indicators, all indicators' standing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from charts.tokens import BELOW_INK, MISSING_GROUND, REACHED_INK, STATES
from exports.deck_content import MOST_ROWS, Slide, Table, TextCell
from indicators import periods
from indicators.pace_words import calculation, state_label
from indicators.people import amount_text
from indicators.rounding import shown
from indicators.targets import bound_text
from indicators.vocabulary import ValueStatus
from language import _
from views import district_profile_words as words
from views.deck_notes import indicator_notes, source_of_all
from views.district_profile import DistrictProfileView
from views.district_profile_rows import ProfileRow
from views.facts import Facts, definitions_line
from views.standings import Standing, by_gap, standings_of
from views.words import distance, in_brackets, status_label

Row = TypeVar("Row")
# What is known of a district stands on one slide, however small its type gets (15 pt)
MOST_OF_DISTRICT = 12


def district_slide(view: DistrictProfileView, rows: Sequence[ProfileRow], found: Facts) -> Slide:
    """One district: each indicator's value, target, distance and state, the farthest from its target first."""
    names = {id(row): words.row_name(row, rows, found.catalogue) for row in rows}
    order = sorted(rows, key=lambda row: (row.steps is None, row.steps or 0.0))
    left_out = 0
    if len(order) > MOST_OF_DISTRICT:
        judged = [row for row in order if row.steps is not None]
        pool = judged if len(judged) >= MOST_OF_DISTRICT else order
        left_out = len(order) - MOST_OF_DISTRICT
        kept = MOST_OF_DISTRICT - 3
        order = [*pool[:kept], *pool[len(pool) - 3 :]]
    heads = [_("指标"), _("数值"), _("全市"), _("目标"), _("距目标"), _("位次"), _("状态")]
    widths = [3.0, 1.3, 1.2, 1.2, 1.5, 1.1, 2.2]
    lines = [_district_row(row, names) for row in order]
    if found.unranked:
        del heads[5], widths[5]
        lines = [line[:5] + line[6:] for line in lines]
    remark = _("按距目标的档数排序，差得最远的在前")
    if left_out:
        remark += _("；另有 {n} 项未列出，见备注").format(n=left_out)
    return Slide(
        title=view.finding,
        subtitle=view.subtitle,
        body=Table(tuple(heads), tuple(lines), tuple(widths)),
        footer=view.footer[-2:],  # source and definitions; the others explain the page's chart
        notes=(*(line for head, texts in view.lists if texts for line in (head, *texts)), *_district_notes(rows, names)),
        alt=_("表格：{title}。{columns}").format(title=view.finding, columns=_("、").join(heads)),
        remark=remark,
    )


def _district_row(row: ProfileRow, names: dict[int, str]) -> tuple[TextCell, ...]:
    name = names[id(row)]
    unit = "" if name.endswith("%") else in_brackets("%" if row.indicator.is_percentage else row.indicator.unit_label)
    value = shown(row.value, row.decimals) if row.value is not None else status_label(row.status)
    fill = "" if row.value is not None else MISSING_GROUND
    far = TextCell("—")
    if row.gap is not None and row.target is not None:
        far = TextCell(distance(row.gap, row.target, row.decimals), REACHED_INK if row.gap.met else BELOW_INK, bold=True)
    state = TextCell("—")
    if row.state is not None:
        state = TextCell(words.state_text(row), STATES[row.state.state].colour, bold=True)
    return (
        TextCell(name + unit),
        TextCell(value, fill=fill, bold=row.value is not None),
        TextCell(shown(row.city, row.decimals) if row.city is not None else "—"),
        TextCell(bound_text(row.target) if row.target is not None else "—"),
        far,
        TextCell(words.rank_text(row) or "—"),
        state,
    )


def _district_notes(rows: Sequence[ProfileRow], names: dict[int, str]) -> list[str]:
    lines = []
    for row in rows:
        if row.state is not None:
            lines += [f"{names[id(row)]}：", *(f"　{line}" for line in calculation(row.state, row.indicator))]
            if row.people is not None and row.people.count:
                lines.append(f"　{row.people.arithmetic}（{row.people.assumption}）")
        else:
            value = shown(row.value, row.decimals) if row.value is not None else status_label(row.status)
            lines.append(f"{names[id(row)]}：{value}")
    return lines


def parts_of(rows: Sequence[Row], most: int) -> list[Sequence[Row]]:
    """The rows in as few parts of at most `most` as there can be, as even as they can be."""
    parts = max(1, -(-len(rows) // most))
    bounds = [round(len(rows) * number / parts) for number in range(parts + 1)]
    return [rows[start:end] for start, end in pairwise(bounds)]


def summary_slides(all_found: Sequence[Facts]) -> list[Slide]:
    """对标进度一览: each indicator with a target: the city, how many districts meet it, who is farthest, what is still to do."""
    heads = (_("指标"), _("目标"), _("全市"), _("达标区县"), _("最远的区县"), _("各区县还差"), _("全市状态"))
    lines = [(found, _summary_row(found)) for found in all_found]
    parts = parts_of(lines, MOST_ROWS)
    slides = []
    for number, part in enumerate(parts):
        title = _("{n} 项有目标的指标，对标进度一览").format(n=len(lines))
        if len(parts) > 1:
            title = _("{title}（{n} / {all}）").format(title=title, n=number + 1, all=len(parts))
        first = part[0][0]
        subtitle = _("{city}，{period}；达标区县只数报了数的").format(
            city=first.workspace.label, period=periods.label(first.period)
        )
        notes = tuple(line for found, _row in part for line in (found.indicator.label, *indicator_notes(found)))
        alt = _("表格：{title}。{columns}").format(title=title, columns=_("、").join(heads))
        footer = (source_of_all([found for found, _row in part]), definitions_line(found.indicator for found, _row in part))
        table = Table(heads, tuple(row for _found, row in part), (3.6, 2.6, 1.1, 1.8, 2.5, 1.8, 2.7))
        slides.append(Slide(title, subtitle, table, footer, notes, alt))
    return slides


def _summary_row(found: Facts) -> tuple[TextCell, ...]:
    target = found.options.target
    assert target is not None
    standings = sorted(standings_of(found, target), key=by_gap)
    judged = [place for place in standings if not place.is_city and place.found is not None and place.found.gap is not None]
    below = [place for place in judged if place.found and place.found.gap and not place.found.gap.met]
    city = next((place.found for place in standings if place.is_city), None)
    needed = [place.needed for place in below if place.needed is not None]
    total = sum(one.count for one in needed)
    far = TextCell("—")
    if below and below[0].found and below[0].found.gap:
        text = f"{below[0].name} {distance(below[0].found.gap, target, found.indicator.decimals)}"
        far = TextCell(text, BELOW_INK)
    level = _("（{unit}）").format(unit=found.catalogue.level_label(found.options.level))
    name = found.indicator.short_label + (level if len(found.indicator.education_levels) > 1 else "")
    statuses = found.series.at(found.period).loc[lambda rows: rows["value"].isna(), "status"]
    missing = int((statuses != str(ValueStatus.SUPPRESSED)).sum())
    hidden = len(statuses) - missing
    whole = len(needed) == len(below) and needed
    state = (
        TextCell(f"{STATES[city.state].sign} {state_label(city.state)}", STATES[city.state].colour, bold=True)
        if city
        else TextCell("—")
    )
    return (
        TextCell(name),
        TextCell(bound_text(target) + ("%" if found.indicator.is_percentage else "") + _year(found)),
        TextCell(shown(city.gap.value, found.indicator.decimals) if city and city.gap else "—", bold=True),
        *_districts_cells(judged, below, missing, hidden, far, amount_text(total, needed[0].unit) if whole else "—"),
        state,
    )


def _districts_cells(
    judged: Sequence[Standing], below: Sequence[Standing], missing: int, hidden: int, far: TextCell, needed: str
) -> tuple[TextCell, ...]:
    """How many meet it, who is farthest, what is still to do; nothing of it where a district's figure is hidden."""
    if hidden:
        return TextCell(_("不公开")), TextCell("—"), TextCell("—")
    met = f"{len(judged) - len(below)} / {len(judged)}"
    return TextCell(met + (_("（缺 {n}）").format(n=missing) if missing else "")), far, TextCell(needed)


def _year(found: Facts) -> str:
    target = found.options.target
    return _("（{year} 年）").format(year=target.year) if target is not None and target.year else ""
