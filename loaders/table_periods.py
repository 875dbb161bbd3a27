"""The periods of a table's rows and columns, once its headings are known."""

from __future__ import annotations

from geo import match_place
from indicators.vocabulary import Period, PeriodKind, PlaceKind
from loaders.roles import Role
from loaders.table import Table
from loaders.times import Said, find_period
from loaders.words import bare, is_total_abroad


def year_before(said: Said) -> Said:
    """The year before the one said: 上年."""
    before = Period(said.period.start_year - 1, said.period.kind)
    return Said(before, period_label(before), said.text, said.kind_open)


def period_label(period: Period) -> str:
    """A period as a sheet would write it."""
    year = period.start_year
    return f"{year}-{year + 1}学年" if period.kind is PeriodKind.SCHOOL_YEAR else f"{year}年"


def settle_periods(table: Table) -> None:
    """Periods of rows; years whose kind the text leaves open (2021) take the kind of the title's period."""
    head = ""
    for index, role in table.roles.items():
        if role is Role.PERIOD:
            head = "".join(table.paths[index].steps)
    known = {text: find_period(text, column_of_periods=True) for text in set(table.labels.period) if text.strip()}
    table.row_period = [known.get(text) for text in table.labels.period]
    school = "学年" in bare(head)
    title = table.context.said
    several = [said for _, group in [table.context.several] for said in group] if table.context.several else []
    kinds = {said.period.kind for said in several if not said.kind_open} | (
        {title.period.kind} if title and not title.kind_open else set()
    )
    if school or kinds == {PeriodKind.SCHOOL_YEAR} or any("学年" in text for text in table.title_texts):
        kind = PeriodKind.SCHOOL_YEAR
        table.column_period = {index: said.of_kind(kind) for index, said in table.column_period.items()}
        known = {text: said.of_kind(kind) if said else None for text, said in known.items()}
        table.row_period = [known.get(text) for text in table.labels.period]
    if not any(table.row_period) and not table.column_period:
        return
    table.reasons.update({index: "periods" for index, role in table.roles.items() if role is Role.PERIOD})


def leave_sums_of_periods(table: Table) -> None:
    """2021学年 | 2022学年 | 总计, as pivot tables have it: what sums up several years is the figure of none."""
    years: dict[tuple[str, ...], set[Period]] = {}
    for index, said in table.column_period.items():
        years.setdefault(table.column_steps.get(index, ()), set()).add(said.period)
    for index in list(table.values):
        steps = table.column_steps.get(index, ())
        summed = bool(steps) and (is_total_abroad(steps[-1]) or match_place(steps[-1]).kind is PlaceKind.AGGREGATE)
        if summed and index not in table.column_period and len(years.get(steps[:-1], ())) >= 2:
            table.roles[index], table.reasons[index] = Role.REMARK, "sum-of-periods"
            table.values.remove(index)
