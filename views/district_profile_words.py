"""What is worth saying about a district: the finding, what is good, what is weak, what moved, and what to ask about.

Sentences are computed and carry their figures; indicators of unlike units are set in order by 档, the step that each declares.
"""

from __future__ import annotations

from collections.abc import Sequence

from charts.tokens import STATES
from indicators.catalogue import Catalogue
from indicators.gaps import difference_unit, gap_text, rounding_text
from indicators.pace import PaceState
from indicators.pace_words import calculation, fragile_note, state_label
from indicators.rounding import shown
from indicators.targets import at_most
from indicators.vocabulary import ValueStatus
from language import _
from views.district_profile_rows import ProfileRow
from views.words import of_level, status_label, with_unit

MOST_ITEMS = 3
# A change of as much in one year is asked about (经验校验: more than 10 points)
JUMP_POINTS = 10.0


def row_name(row: ProfileRow, rows: Sequence[ProfileRow], catalogue: Catalogue) -> str:
    """The short name; with its 学段 where several are shown, or not the usual one."""
    indicator = row.indicator
    several = sum(other.indicator.id == indicator.id for other in rows) > 1
    if not several and row.level == indicator.default_level:
        return indicator.short_label
    level = catalogue.level_label(row.level)
    return of_level(level, indicator.short_label)


def rank_text(row: ProfileRow) -> str:
    """2/5, 并列 2/5, "" for none."""
    if row.rank is None:
        return ""
    text = f"{row.rank}/{row.ranking.ranked}"
    return _("并列 {rank}").format(rank=text) if row.tied else text


def state_text(row: ProfileRow) -> str:
    """→ 明显滞后; "" without a target or a value."""
    return "" if row.state is None else f"{STATES[row.state.state].sign} {state_label(row.state.state)}"


def finding(name: str, rows: Sequence[ProfileRow], names: dict[int, str], period: str) -> str:
    """兴化市 12 项指标中 8 项未达标，资源教室和集团化办学差距最大."""
    judged = [row for row in rows if row.gap is not None]
    if not rows:
        return _("{name}在 {period}不单独上报：还没有设立，或已并入他区").format(name=name, period=period)
    if not any(row.value is not None for row in rows):
        return _("{name}没有 {period}的数据").format(name=name, period=period)
    if not judged:
        ranked = [row for row in rows if row.rank is not None]
        count = sum(row.value is not None for row in rows)
        start = _("{name}有 {n} 项数据，都没有设定目标").format(name=name, n=count)
        if not ranked:
            return start
        best = min(ranked, key=lambda row: (row.rank or 0) / row.ranking.ranked)
        return start + _("；{indicator}位次 {rank}").format(indicator=names[id(best)], rank=rank_text(best))
    short = sorted((row for row in judged if row.gap and not row.gap.met), key=lambda row: row.steps or 0.0)
    if not short and len(judged) == 1:
        return _("{name}有目标的 1 项指标已达标：{indicator}").format(name=name, indicator=names[id(judged[0])])
    if not short:
        return _("{name} {n} 项有目标的指标全部达标").format(name=name, n=len(judged))
    if len(short) == 1:
        only = short[0]
        assert only.gap is not None and only.target is not None
        distance = gap_text(only.gap, only.target, only.indicator)
        pattern = (
            _("{name}有目标的 1 项指标未达标：{indicator}{gap}")
            if len(judged) == 1
            else _("{name} {n} 项指标中只有 1 项未达标：{indicator}{gap}")
        )
        return pattern.format(name=name, n=len(judged), indicator=names[id(only)], gap=distance)
    start = (
        _("{name} {n} 项指标均未达标").format(name=name, n=len(judged))
        if len(short) == len(judged)
        else _("{name} {n} 项指标中 {below} 项未达标").format(name=name, n=len(judged), below=len(short))
    )
    return start + _("，{first}和{second}差距最大").format(first=names[id(short[0])], second=names[id(short[1])])


def strengths(rows: Sequence[ProfileRow], names: dict[int, str]) -> list[str]:
    """Best first: beyond the target; without targets, the best quarter; then nearest to the target in the better half.

    What is beyond the target and yet behind all others is named only where there is nothing better to say.
    """
    aimed = sorted((row for row in rows if row.gap is not None), key=lambda row: -(row.steps or 0.0))
    met = [row for row in aimed if row.gap and row.gap.met]
    top = [row for row in rows if row.gap is None and row.rank is not None and row.ranking.ranked >= 4]
    top = [row for row in top if (row.rank or 0) <= row.ranking.ranked // 4]
    near = [row for row in aimed if row not in met and not row.last and row.rank and 2 * row.rank <= row.ranking.ranked]
    ahead = [*(row for row in met if not row.last), *top, *near]
    return [standing(row, names) for row in (ahead or met)[:MOST_ITEMS]]


def weak_spots(rows: Sequence[ProfileRow], names: dict[int, str]) -> list[str]:
    """Farthest below the target first; then those without a target in the last place."""
    short = sorted((row for row in rows if row.gap is not None and not row.gap.met), key=lambda row: row.steps or 0.0)
    last = [row for row in rows if row.gap is None and row.last]
    return [standing(row, names) for row in [*short, *last][:MOST_ITEMS]]


def standing(row: ProfileRow, names: dict[int, str]) -> str:
    """普惠率 78.2%，差 6.8 个百分点（1,537 个学位），末位."""
    assert row.value is not None
    parts = [f"{names[id(row)]} {with_unit(row.value, row.indicator)}"]
    if row.gap is not None and row.target is not None:
        people = _("（{people}）").format(people=row.people.text) if row.people and row.people.count and not row.gap.met else ""
        parts.append(gap_text(row.gap, row.target, row.indicator) + people)
    if row.last:
        parts.append(_("末位"))
    elif row.rank is not None:
        parts.append(rank_text(row) if row.tied else _("位次 {rank}").format(rank=rank_text(row)))
    return _("，").join(parts)


def moved(rows: Sequence[ProfileRow], names: dict[int, str], year: int | None) -> list[str]:
    """The largest changes since `year` in 档, either way, with the change of rank where the same districts were ranked."""
    if year is None:
        return []
    changes = [(row, change) for row in rows if not row.indicator.additive and (change := row.change_since(year))]
    changes.sort(key=lambda pair: -abs(pair[1]) / pair[0].indicator.step)
    return [_moved_text(row, change, year, names) for row, change in changes[:MOST_ITEMS]]


def _moved_text(row: ProfileRow, change: float, year: int, names: dict[int, str]) -> str:
    size = shown(abs(change), row.decimals) + difference_unit(row.indicator)
    pattern = _("{indicator}比 {year} 年升 {size}") if change > 0 else _("{indicator}比 {year} 年降 {size}")
    text = pattern.format(indicator=names[id(row)], year=year, size=size)
    if row.has_better_side and (change < 0) != row.lower_is_better:
        text += _("，在转差")
    before = row.rank_in(year)
    if before is None or row.rank is None:
        return text
    now = _("并列 {rank}").format(rank=row.rank) if row.tied else str(row.rank)
    if before == row.rank:
        return text + _("，位次仍为{rank}").format(rank=f" {now}" if now.isdigit() else now)
    return text + _("，位次 {before} → {now}").format(before=before, now=now)


def questions(rows: Sequence[ProfileRow], names: dict[int, str]) -> list[str]:
    """What to ask about, the most pressing first: data that is missing, falling back, a pace that will not do, odd jumps."""
    found: list[tuple[int, float, str]] = []
    # A rate is missing because its counts are: one question is enough
    rates = any(row.value is None and row.values and not row.indicator.additive for row in rows)
    for row in rows:
        name = names[id(row)]
        if row.value is None and row.indicator.additive and rates:
            continue
        if row.value is None:
            if row.values and row.status == ValueStatus.NOT_REPORTED:
                year = max(row.values)
                value = with_unit(row.shown(row.values[year]), row.indicator)
                text = _("{indicator}为何没有报？{year} 年为 {value}").format(indicator=name, year=year, value=value)
                found.append((0, -float(year), text))
            continue
        found += _asked_of_pace(row, name)
        jump = _jump(row)
        if jump is not None:
            change, year = jump
            pattern = _("{indicator}一年升 {size}，口径变了吗？") if change > 0 else _("{indicator}一年降 {size}，口径变了吗？")
            size = shown(abs(change), row.decimals) + difference_unit(row.indicator)
            found.append((3, -abs(change), pattern.format(indicator=name, size=size)))
    return [text for _kind, _size, text in sorted(found)[:MOST_ITEMS]]


def _asked_of_pace(row: ProfileRow, name: str) -> list[tuple[int, float, str]]:
    state, steps = row.state, row.steps or 0.0
    if state is None or state.gap is None or row.target is None:
        return []
    if state.state in (PaceState.GOING_BACK, PaceState.MET_FALLING):
        first = shown(state.first_value, row.decimals) if state.first_value is not None else ""
        text = _("{indicator}为何从 {year} 年的 {first} 转差到 {now}？").format(
            indicator=name, year=state.first_year, first=first, now=shown(state.gap.value, row.decimals)
        )
        return [(1, steps, text)]
    if state.state is PaceState.OVERDUE:
        text = _("{indicator}过了 {year} 年仍{gap}，何时补上？").format(
            indicator=name, year=row.target.year, gap=gap_text(state.gap, row.target, row.indicator)
        )
        return [(1, steps, text)]
    if state.state in (PaceState.FAR_BEHIND, PaceState.SLIGHTLY_SLOW):
        assert state.actual is not None and state.needed is not None
        pattern = (
            _("{indicator}每年降 {pace}，按期要降 {needed}{unit}，靠什么加快？")
            if at_most(row.target)
            else _("{indicator}每年升 {pace}，按期要升 {needed}{unit}，靠什么加快？")
        )
        unit = difference_unit(row.indicator)
        text = pattern.format(indicator=name, pace=shown(state.actual, 2), needed=shown(state.needed, 2), unit=unit)
        return [(2, steps, text)]
    if state.fragile:
        return [(4, steps, _("{indicator}：{note}，数据可靠吗？").format(indicator=name, note=fragile_note(state)))]
    return []


def _jump(row: ProfileRow) -> tuple[float, int] | None:
    """A change of more than 10 points since the year before."""
    before = row.period.start_year - 1
    change = row.change_since(before)
    return (change, before) if change is not None and row.indicator.is_percentage and abs(change) > JUMP_POINTS else None


def remarks(row: ProfileRow) -> str:
    """What has to be said beside a row of the table: rounding decides, one point decides, nearer than one person."""
    notes = []
    if row.gap is not None and row.target is not None:
        notes.append(rounding_text(row.gap, row.target, row.indicator))
    if row.state is not None:
        notes.append(fragile_note(row.state))
    notes.append(row.territory)
    if row.close:
        notes.append(_("与相邻区县差距不足一人（班、校）"))
    if row.value is not None and row.status in (ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL):
        notes.append(status_label(row.status))
    return _("；").join(note for note in notes if note)


def missing_words(rows: Sequence[ProfileRow]) -> str:
    """，缺 2 项; "" where everything is there."""
    absent = sum(row.value is None and row.status != ValueStatus.NOT_APPLICABLE for row in rows)
    return _("；缺 {n} 项").format(n=absent) if absent else ""


def calculations(name: str, rows: Sequence[ProfileRow], names: dict[int, str]) -> tuple[str, ...]:
    """How each state was reached, indicator by indicator, to be copied; nothing where no target is set."""
    lines: list[str] = []
    for row in rows:
        if row.state is not None:
            lines += ["", names[id(row)], *calculation(row.state, row.indicator)]
            if row.people is not None:
                lines.append(f"{row.people.arithmetic}{_('（{people}）').format(people=row.people.assumption)}")
    return (name, *lines) if lines else ()
