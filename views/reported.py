"""谁已报: indicator × place for one period in words and signs, what is still owed, and how far the rounds have come."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from exports.names import speaking
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.vocabulary import Period
from language import _
from store import Round, RoundState, Store, Workspace, all_rounds, city_catalogue, period_deadline
from views.facts import named
from views.page import PageView
from views.reported_states import ReportState, reported, to_chase
from views.words import day

# Which indicators the matrix shows: those that somebody still owes, or all that are asked
OWING, ALL = "owing", "all"
# A row of REPORTED_COLUMNS
Cell = Mapping[Hashable, Any]


@dataclass(frozen=True)
class ReportedView(PageView):
    """`rows`: `views.reported_states.REPORTED_COLUMNS` of the whole period; `owing`: those of them that are owed; `until`: the
    deadline. `table`: the matrix in words, of what `shown` says.
    """

    period: str
    until: date | None
    rows: pd.DataFrame
    owing: pd.DataFrame
    shown: pd.DataFrame
    catalogue: Catalogue

    @property
    def has_picture(self) -> bool:
        """The page is a table."""
        return False

    @property
    def by_district(self) -> bool:
        """Each district has a column."""
        return True

    @property
    def places(self) -> dict[str, str]:
        """Who was asked: names by code, in the city's order."""
        return dict(zip(self.rows["place_code"], self.rows["place_name"], strict=True))

    def label(self, indicator: str) -> str:
        """An indicator's name."""
        return self.catalogue.indicators[indicator].label

    def matrix(self, rows: pd.DataFrame) -> list[tuple[str, list[Cell | None]]]:
        """Each indicator of the rows in the catalogue's order, with what every place answered; None where it was not asked."""
        cells: dict[tuple[str, str], Cell] = {(row["place_code"], row["indicator"]): row for row in rows.to_dict("records")}
        order = {name: number for number, name in enumerate(self.catalogue.indicators)}
        names = sorted(rows["indicator"].unique(), key=order.__getitem__)
        return [(name, [cells.get((code, name)) for code in self.places]) for name in names]


def state_words(row: Cell | None) -> str:
    """A sign with a word, for a cell of the matrix; a dash where nothing was asked."""
    if row is None:
        return "—"
    return {
        ReportState.REPORTED: _("● 已报"),
        ReportState.LATE: _("※ 迟报"),
        ReportState.PARTLY: _("△ 报了 {n}/{all}").format(n=row["answered"], all=row["asked"]),
        ReportState.MISSING: _("○ 未报"),
        ReportState.NOT_ASKED: "—",
    }[ReportState(str(row["state"]))]


def legend() -> tuple[str, ...]:
    """What the signs of the matrix mean."""
    return (_("● 已报"), _("※ 迟报"), _("△ 报了一部分学段"), _("○ 未报"), _("— 没有要求报"))


def periods_asked(store: Store, workspace: Workspace) -> list[str]:
    """Periods that have figures or a round, newest first."""
    keys = {str(key) for key in store.current_values(workspace.id)["period_key"].unique()}
    keys |= {key for one in all_rounds(store, workspace.id) for key in one.periods}
    return sorted(keys, key=lambda key: (Period.from_key(key).start_year, key), reverse=True)


def reported_view(store: Store, workspace: Workspace, period_key: str = "", which: str = OWING) -> ReportedView | None:
    """The matrix of that period, of the newest without one; None where nothing was ever reported or asked.

    Raises ValueError on a period that is none.
    """
    known = periods_asked(store, workspace)
    if not period_key and not known:
        return None
    key = period_key or known[0]
    catalogue = city_catalogue(store, workspace)
    found = named(reported(store, workspace.id, key))
    found = found[found["indicator"].isin(list(catalogue.indicators))]
    owing = to_chase(found)
    until = period_deadline(store, workspace.id, key)
    shown = found[found["indicator"].isin(set(owing["indicator"]))] if which != ALL and len(owing) else found
    label = periods.label_of_key(key)
    view = ReportedView(
        finding=_sentence(found, owing, key, until),
        subtitle=_("报送情况，{period}，{city}；{which}").format(
            period=label,
            city=workspace.label,
            which=_("没报齐的 {n} 项指标").format(n=shown["indicator"].nunique())
            if len(shown) < len(found)
            else _("要报的 {n} 项指标").format(n=found["indicator"].nunique()),
        ),
        footer=("　".join(legend()), _asked(store, workspace, key), _last(found)),
        simulated=workspace.simulated,
        table=pd.DataFrame(),
        name=speaking(_("报送情况"), workspace.label, label),
        period=key,
        until=until,
        rows=found,
        owing=owing,
        shown=shown,
        catalogue=catalogue,
    )
    rows = [(view.label(name), *(state_words(row) for row in cells)) for name, cells in view.matrix(shown)]
    return replace(view, table=pd.DataFrame(rows, columns=[_("指标"), *view.places.values()]))


def _sentence(found: pd.DataFrame, owing: pd.DataFrame, period_key: str, until: date | None) -> str:
    places = found["place_code"].nunique()
    whole = places - owing["place_code"].nunique()
    late = int((found["state"] == ReportState.LATE).sum())
    if found.empty:
        return _("{period}：还没有要报的指标").format(period=periods.label_of_key(period_key))
    if owing.empty:
        said = _("{period}：{places} 个报送单位全部报齐").format(period=periods.label_of_key(period_key), places=places)
    else:
        said = _("{period}：{places} 个报送单位中 {whole} 个报齐，还差 {n} 项").format(
            period=periods.label_of_key(period_key), places=places, whole=whole, n=len(owing)
        )
    if late:
        said += _("，迟报 {n} 项").format(n=late)
    return said + (_("；截止 {day}").format(day=until.isoformat()) if until else "")


def _asked(store: Store, workspace: Workspace, period_key: str) -> str:
    """What counts as asked."""
    rounds = [one.name for one in all_rounds(store, workspace.id) if period_key in one.periods]
    if rounds:
        return _("要报什么：按轮次{names}的要求").format(names=_("、").join(f"“{name}”" for name in rounds))
    return _("要报什么：这一期或上一期有区县报过的指标和学段")


def _last(found: pd.DataFrame) -> str:
    """来源: the intake's own record, with the day of the last file and of this look."""
    newest = found["uploaded_at"].max()
    now = day(datetime.now(UTC).replace(tzinfo=None))
    if newest is pd.NaT or newest != newest:
        return _("来源：数据报送的记录　•　截至 {now}，一份都没有入库").format(now=now)
    return _("来源：数据报送的记录　•　截至 {now}，最近一份 {day} 入库").format(now=now, day=day(newest))


def round_state_label(state: RoundState) -> str:
    """Where a round stands."""
    return {RoundState.OPEN: _("① 填报中"), RoundState.SUBMITTED: _("② 待审核"), RoundState.CLOSED: _("③ 已结束")}[state]


@dataclass(frozen=True)
class RoundsView(PageView):
    """`rounds`: all that are not cancelled; `table`: one in each row."""

    rounds: tuple[Round, ...]

    @property
    def has_picture(self) -> bool:
        """The page is a table."""
        return False


def rounds_view(store: Store, workspace: Workspace) -> RoundsView | None:
    """The rounds of a city with what they still wait for; None where none was opened."""
    rounds = all_rounds(store, workspace.id)
    if not rounds:
        return None
    lines = [_line(store, workspace, one) for one in rounds]
    columns = [_("轮次"), _("时期"), _("截止日期"), _("状态"), _("报齐单位"), _("还差（项）")]
    table = pd.DataFrame([line for line, _owed in lines], columns=columns)
    under_way = [owed for one, (_line_of, owed) in zip(rounds, lines, strict=True) if one.state is not RoundState.CLOSED]
    finding = _("{n} 轮报送，{m} 轮进行中").format(n=len(rounds), m=len(under_way))
    if under_way:
        finding += _("，还差 {n} 项").format(n=sum(under_way)) if sum(under_way) else _("，都已报齐")
    rows = pd.concat([reported(store, workspace.id, key)[["uploaded_at"]] for key in _periods(rounds)], ignore_index=True)
    return RoundsView(
        finding=finding,
        subtitle=_("报送轮次，{city}").format(city=workspace.label),
        footer=(_("一项 = 一个单位的一个指标；几个时期都要报的，每个时期各算一项"), _last(rows)),
        simulated=workspace.simulated,
        table=table,
        name=speaking(_("报送轮次"), workspace.label),
        rounds=tuple(rounds),
    )


def _periods(rounds: Sequence[Round]) -> list[str]:
    return sorted({key for one in rounds for key in one.periods})


def _line(store: Store, workspace: Workspace, one: Round) -> tuple[tuple[str, ...], int]:
    """A round's row of the table, and how much is owed."""
    owed, behind = 0, set()
    asked = {name for name, _level in one.columns}
    for key in one.periods:
        owing = to_chase(reported(store, workspace.id, key))
        owing = owing[owing["place_code"].isin(list(one.places)) & owing["indicator"].isin(list(asked))]
        owed += len(owing)
        behind |= set(owing["place_code"])
    span = _("、").join(periods.label_of_key(key) for key in one.periods)
    until = one.deadline.isoformat() if one.deadline else "—"
    whole = f"{len(one.places) - len(behind)}/{len(one.places)}"
    return (one.name, span, until, round_state_label(one.state), whole, str(owed)), owed
