"""What 对标差距 says in words: the finding, the footer's arithmetic, the chosen district's calculation, the table."""

from __future__ import annotations

import pandas as pd

from charts.tokens import NONE
from indicators import pace_words, periods
from indicators.finding_targets import people, standing
from indicators.gaps import rounding_text
from indicators.pace_words import fragile_note, pace_text, projected_text, state_label
from indicators.target_definitions import Target
from indicators.targets import at_most
from language import _
from views.facts import (
    Facts,
    definition_line,
    heading_words,
    nobody_reported,
    question,
    source_line,
    values_table,
)
from views.hidden import hidden_finding
from views.noise import noise_line, place_noise
from views.peer_scope import Scope
from views.rankings import standing_of
from views.standings import Standing, coverage_note
from views.target_choice import goal, not_comparable, target_label
from views.words import distance, status_label


def finding(found: Facts, scope: Scope | None = None) -> str:
    """3 个区县还差 2,563 个学位；兴化市按现有速度要到 2034 年才达标; without counts: who meets the target and who is farthest."""
    if found.options.target is None:
        return _("{indicator}没有设定目标，无法对标").format(indicator=found.indicator.label)
    asked = question(found, scope.codes if scope else None)
    said = [*people(asked), *standing(asked)]
    text = hidden_finding(found) or (said[0].text if said else nobody_reported(found))
    return _("{group}：{finding}").format(group=scope.name, finding=text) if scope else text


def subtitle(found: Facts, target: Target | None) -> str:
    """What is held against what."""
    if target is None:
        return _("{what}，{period}，{city}").format(
            what=heading_words(found), period=periods.label(found.period), city=found.workspace.label
        )
    return _("{what}，{period}对{target}，按差距从大到小").format(
        what=heading_words(found), period=periods.label(found.period), target=target_label(target, found.indicator)
    )


def footer(found: Facts, standings: tuple[Standing, ...], scope: Scope | None = None) -> tuple[str, ...]:
    """The arithmetic of the worst, what is as good as equal, whom the group holds, changes of area, source and definition."""
    lines = []
    worst = next((s.needed for s in standings if not s.is_city and s.needed and s.needed.count), None)
    if worst is not None:
        name = next(s.name for s in standings if s.needed is worst)
        lines.append(
            _("算式：{name} {arithmetic}（{assumption}）").format(
                name=name, arithmetic=worst.arithmetic, assumption=worst.assumption
            )
        )
    city = next((s.needed for s in standings if s.is_city and s.code and s.needed), None)
    short = [s for s in standings if not s.is_city and s.needed and s.found and s.found.gap and not s.found.gap.met]
    total = sum(s.needed.count for s in short if s.needed)
    if scope is None and city is not None and total and city.count != total:
        lines.append(
            _("全市 {city} 已抵扣达标区县的余量，各区县相加为 {total}").format(city=f"{city.count:,}", total=f"{total:,}")
        )
    lines += _not_counted(standings)
    whole = next((s.found for s in standings if s.is_city and s.code), None)
    lines += [note] if (note := coverage_note(found, whole)) else []
    lines += [noise] if (noise := noise_line(found, standings)) else []
    lines += [scope.note] if scope and scope.note else []
    lines += list(dict.fromkeys(standing.territory for standing in standings if standing.territory))
    for target in not_comparable(found.catalogue, found.workspace, found.indicator, found.options.level):
        lines.append(_("另有目标不按区县对标：{label}").format(label=target_label(target, found.indicator)))
    lines.append(source_line(found, [(found.indicator.id, found.options.level)], found.series.alike(found.period)))
    axis = ["　•　" + _("横轴不从 0 开始")] if standings else [""]
    lines.append(definition_line(found.indicator) + axis[0])
    return tuple(lines)


def _not_counted(standings: tuple[Standing, ...]) -> list[str]:
    """Whom rounding lets pass while the exact figure falls short: in the column of people, and in no total."""
    forgiven = [s for s in standings if not s.is_city and s.needed and s.needed.count and s.found and s.found.met]
    named = _("、").join(f"{s.name} {s.needed.text}" for s in forgiven if s.needed)
    return [_("按四舍五入已达标、按精确值还差的，不计入合计：{named}").format(named=named)] if named else []


def calculation(found: Facts, standing: Standing) -> list[str]:
    """One place's, line by line, to be copied."""
    assert standing.found is not None
    lines = [standing.name, *pace_words.calculation(standing.found, found.indicator)]
    if standing.territory:
        lines.append(standing.territory)
    if standing.needed is not None:
        lines.append(f"{standing.needed.arithmetic}（{standing.needed.assumption}）")
    return lines


def table(found: Facts, target: Target | None, standings: tuple[Standing, ...], scope: Scope | None = None) -> pd.DataFrame:
    """All figures of the page with rank and band; notes where rounding, one single point or one child decides."""
    if target is None:
        return values_table(found)
    places, lower = standing_of(found, scope.codes if scope else None), at_most(target)
    rows = []
    for place in standings:
        state = place.found
        assert state is not None
        own = places.get(place.code) if not place.is_city else None
        rounding = rounding_text(state.gap, target, found.indicator) if state.gap else ""
        notes = (rounding, fragile_note(state), *place_noise(found, place), own.close_note if own else "", place.territory)
        ranked = {} if found.unranked else {
            _("位次"): own.text if own else NONE,
            _("位次变化"): own.change_text if own else NONE,
        }  # fmt: skip
        rows.append(
            {
                _("区县"): place.name,
                _("数值"): state.gap.value if state.gap else status_label(place.status),
                _("目标"): goal(target, found.indicator),
                _("差距"): distance(state.gap, target, found.indicator.decimals) if state.gap else NONE,
                _("还差"): place.needed.text if place.needed and state.gap else NONE,
                _("现速（每年降）") if lower else _("现速（每年）"): pace_text(state.actual),
                _("需要（每年降）") if lower else _("需要（每年）"): pace_text(state.needed),
                _("预计达标"): projected_text(state) if state.gap else NONE,
                _("状态"): state_label(state.state),
                **ranked,
                _("说明"): _("；").join(note for note in notes if note),
            }
        )
    return pd.DataFrame(rows)
