"""The slides of one indicator: ranked bars against the target, and gaps with pace."""

from __future__ import annotations

from collections.abc import Sequence

from charts.tokens import SEQUENTIAL, STATES
from exports.deck_content import MOST_ROWS, MOST_WHOLE, BarRow, Bars, Fact, Slide, TextCell
from exports.deck_text import wide
from indicators import periods
from indicators.city_values import city_note
from indicators.finding_targets import people, standing
from indicators.pace_words import pace_text, projected_text, state_label
from indicators.rounding import round_half_up, shown
from indicators.targets import at_most
from indicators.vocabulary import ValueStatus
from language import _
from views.deck_facts import city_fact, gap_facts, spread_facts
from views.deck_notes import indicator_notes, pace_notes
from views.facts import Facts, definition_line, heading_words, nobody_reported, question, source_line
from views.hidden import hidden_finding, hidden_note
from views.standings import Standing, by_code, by_gap, coverage_note, standings_of
from views.target_choice import goal_number, lower_is_better, target_label
from views.words import distance, in_brackets, status_label, unit_of_difference

PLAIN = SEQUENTIAL[3]
# A deck without ranks is read, not shown: its rows may be smaller
MOST_UNRANKED = 18


def standing_slide(found: Facts) -> Slide:
    """Every place's value against the target, with three facts."""
    standings = sorted_standings(found)
    bars, remark = bars_of_places(found)
    facts = spread_facts(found) if found.options.target is None else (*gap_facts(found, standings), *city_fact(found))
    asked = question(found)
    said = [*people(asked), *standing(asked)]
    return _slide(found, said[0].text if said else "", bars, facts[:3], remark, indicator_notes(found, standings))


def bars_of_places(found: Facts) -> tuple[Bars, str]:
    """The bars of the places of the period with what has to be said of those left out."""
    target = found.options.target
    if target is None:
        rows, remark = _plain_rows(found)
    else:
        rows, remark = _ends(found, [_row(found, place) for place in sorted_standings(found)])
    unit = in_brackets(unit_of_difference(found.indicator))
    bars = Bars(
        name=f"{heading_words(found)} {periods.label(found.period)}",
        rows=tuple(rows),
        decimals=found.indicator.decimals,
        heads=(_("距目标") + "\n" + unit, _("状态")) if target is not None else (),
        widths=(190, _state_width(rows)) if target is not None else (),
        target=target.value if target is not None else None,
        target_text=_("目标 {goal}").format(goal=goal_number(target, found.indicator)) if target is not None else "",
    )
    return bars, remark


def pace_slide(found: Facts) -> Slide:
    """Gap, present and needed pace, and when it would arrive. Raises ValueError without a target."""
    target = found.options.target
    if target is None or target.value is None:
        raise ValueError(f"{found.indicator.id} has no target")
    standings = sorted_standings(found)
    rows, remark = _ends(found, [_row(found, place, pace=True) for place in standings])
    bars = Bars(
        name=f"{heading_words(found)} {periods.label(found.period)}",
        rows=tuple(rows),
        decimals=found.indicator.decimals,
        heads=(
            _("差距") + "\n" + in_brackets(unit_of_difference(found.indicator)),
            _("现速 / 需要") + "\n" + (_("（每年降）") if at_most(target) else _("（每年）")),
            _("预计达标"),
            _("状态"),
        ),
        widths=(220, 310, 180, 270),
        target=target.value,
        target_text=_("目标 {goal}").format(goal=goal_number(target, found.indicator)),
    )
    asked = question(found)
    said = [*people(asked), *standing(asked)]
    notes = (*indicator_notes(found, standings), *pace_notes(found, standings))
    whole = next((one.found for one in standings if one.is_city and one.code), None)
    return _slide(found, said[0].text if said else "", bars, (), remark, notes, coverage_note(found, whole))


def _state_width(rows: Sequence[BarRow]) -> int:
    """Room for the longest state: 未达标·无期限 needs more than the others."""
    return round(min(max((wide(row.cells[-1].text, 34, bold=True) for row in rows if row.cells), default=0.0) + 20, 310))


def sorted_standings(found: Facts) -> list[Standing]:
    """Largest gap first, or in their usual order where ranks are hidden; none without a target."""
    target = found.options.target
    return sorted(standings_of(found, target), key=by_code if found.unranked else by_gap) if target is not None else []


def _row(found: Facts, place: Standing, *, pace: bool = False) -> BarRow:
    """One row of the bars; `pace` with the columns of pace."""
    state, target, decimals = place.found, found.options.target, found.indicator.decimals
    assert state is not None and target is not None
    mark = STATES[state.state]
    gap = state.gap
    gap_cell = TextCell(distance(gap, target, decimals) if gap else "—")
    state_cell = TextCell(f"{mark.sign} {state_label(state.state)}", mark.colour, bold=True)
    if place.status == ValueStatus.SUPPRESSED:
        state_cell = TextCell("—")
    paces = TextCell(f"{pace_text(state.actual)} / {pace_text(state.needed)}" if gap else "—")
    cells = (gap_cell, paces, TextCell(projected_text(state) if gap else "—"), state_cell) if pace else (gap_cell, state_cell)
    status = _("没有全市值") if place.is_city else status_label(place.status)
    return BarRow(place.name, gap.value if gap else None, mark.colour, cells, "" if gap else status, place.is_city)


def _plain_rows(found: Facts) -> tuple[list[BarRow], str]:
    """Rows without a target: by value, the better side first, the city last."""
    decimals, sign = found.indicator.decimals, 1 if lower_is_better(found.indicator, None) else -1
    records = found.series.records(found.period)
    if not found.unranked:
        records.sort(
            key=lambda r: (r["value"] != r["value"], sign * r["value"] if r["value"] == r["value"] else 0, r["place_code"])
        )
    rows = [
        BarRow(r["place_name"], round_half_up(r["value"], decimals), PLAIN)
        if r["value"] == r["value"]
        else BarRow(r["place_name"], None, PLAIN, status=status_label(str(r["status"])))
        for r in records
    ]
    city = found.series.city_at(found.period)
    if city is not None:
        rows.append(BarRow(_("全市"), round_half_up(city["value"], decimals), PLAIN, is_city=True))
    return _ends(found, rows)


def _ends(found: Facts, rows: Sequence[BarRow]) -> tuple[list[BarRow], str]:
    """All rows, or of more than twelve ten: both ends of those with a value, the city; and what has to be said of the others."""
    if len(rows) <= (MOST_UNRANKED if found.unranked else MOST_WHOLE):
        return list(rows), ""
    city = [row for row in rows if row.is_city]
    known = [row for row in rows if not row.is_city and row.value is not None]
    missing = [row for row in rows if not row.is_city and row.value is None]
    if found.unranked:
        # both ends would tell who is first and last
        kept = [row for row in rows if not row.is_city][: MOST_UNRANKED - len(city)]
        return [*kept, *city], _("另有 {n} 个区县未列出").format(n=len(rows) - len(city) - len(kept))
    room = MOST_ROWS - len(city)
    first, last = -(-room // 2), room // 2
    shown_rows = known if len(known) <= room else [*known[:first], *known[len(known) - last :]]
    words = []
    if len(known) > room:
        words.append(_("中间 {n} 个区县未列出").format(n=len(known) - room))
    if missing:
        names = _("、").join(row.name for row in missing[:6])
        more = _("等 {n} 个").format(n=len(missing)) if len(missing) > 6 else ""
        words.append(_("没有数值：{names}").format(names=names + more))
    return [*shown_rows, *city], _("；").join(words)


def _slide(
    found: Facts,
    finding: str,
    bars: Bars,
    facts: tuple[Fact, ...],
    remark: str,
    notes: tuple[str, ...],
    *more: str,
) -> Slide:
    target = found.options.target
    subtitle = _("{what}，{period}，{city}").format(
        what=heading_words(found), period=periods.label(found.period), city=found.workspace.label
    )
    if target is not None:
        subtitle += _("；目标：{target}").format(target=target_label(target, found.indicator))
    city = found.series.city_at(found.period)
    title = hidden_finding(found) or finding or nobody_reported(found)
    return Slide(
        title=title,
        subtitle=subtitle,
        body=bars,
        footer=tuple(
            line
            for line in (
                source_line(found, [(found.indicator.id, found.options.level)], [found.period]),
                definition_line(found.indicator),
                city_note(city, found.indicator) if city is not None else "",
                *more,
            )
            if line
        ),
        notes=notes,
        alt=_("条形图：{title}。{subtitle}。{rows}").format(title=title, subtitle=subtitle, rows=_rows_in_words(bars)),
        facts=facts,
        remark=_("；").join(filter(None, (remark, hidden_note(found)))),
    )


def _rows_in_words(bars: Bars) -> str:
    return _("；").join(f"{row.name} {row.status if row.value is None else shown(row.value, bars.decimals)}" for row in bars.rows)
