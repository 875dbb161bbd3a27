"""谁已报: district × indicator for one period in words and signs, the deadline, and the list to chase."""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from access import Action, may
from exports.chase_workbook import chase_workbook
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.vocabulary import Period
from intake.questions import likely_periods
from intake.reported import ReportState, deadline, reported, set_deadline, to_chase
from intake.rounds import all_rounds
from language import _, current, using
from shell import address, show
from shell.attempts import attempt
from shell.downloads import XLSX
from shell.room import Room
from store import city_catalogue
from views.facts import named

_CLASS = {"reported": "done", "late": "late", "partly": "partly", "missing": "owing", "not_asked": "rest"}


def state_words(state: str, asked: int, answered: int) -> str:
    """A sign with a word, for a cell of the matrix."""
    return {
        ReportState.REPORTED: _("● 已报"),
        ReportState.LATE: _("※ 迟报"),
        ReportState.PARTLY: _("△ 报了 {n}/{all}").format(n=answered, all=asked),
        ReportState.MISSING: _("○ 未报"),
        ReportState.NOT_ASKED: "—",
    }[ReportState(state)]


def draw(room: Room) -> None:
    """The matrix of the chosen period."""
    keys = _periods(room)
    chosen = address.get("period") if address.get("period") in keys else keys[0]
    found = named(reported(room.store, room.workspace.id, chosen))
    catalogue = city_catalogue(room.store, room.workspace)
    found = found[found["indicator"].isin(list(catalogue.indicators))]
    owing = to_chase(found)
    until = deadline(room.store, room.workspace.id, chosen)
    columns = st.columns([1.2, 1.6, 1.2, 2.4], gap="small", vertical_alignment="bottom")
    with columns[0]:
        address.choose("period", _("时期"), keys, keys[0], periods.label_of_key)
    with columns[1]:
        only = st.selectbox(_("看哪些指标"), ["owing", "all"], format_func=_which, key="reported_which", filter_mode=None)
    with columns[2]:
        _deadline(room, chosen, until)
    if found.empty:
        show.note(_("这一期还没有要报的指标：上一期没有数据，也没有开设轮次。可以在“轮次与发布”里开一轮。"))
        return
    with columns[3]:
        # Where nobody owes anything the matrix may still be taken along
        _download(room, found, owing, catalogue, chosen, until)
    show.note(_sentence(found, owing, chosen, until))
    shown = found[found["indicator"].isin(set(owing["indicator"]))] if only == "owing" and len(owing) else found
    st.html(_matrix(shown, catalogue))


def _which(name: str) -> str:
    return {"owing": _("只看没报齐的指标"), "all": _("全部指标")}[name]


def _periods(room: Room) -> list[str]:
    """Periods that have figures or a round, newest first; last the one that runs, where nothing was asked of it yet."""
    values = room.store.current_values(room.workspace.id)
    keys = {str(key) for key in values["period_key"].unique()}
    keys |= {key for one in all_rounds(room.store, room.workspace.id) for key in one.periods}
    running = [period.key for period in likely_periods(keys)[:1] if period.key not in keys]
    return [*sorted(keys, key=lambda key: (Period.from_key(key).start_year, key), reverse=True), *running]


def _deadline(room: Room, period_key: str, until: date | None) -> None:
    rounds = [one.name for one in all_rounds(room.store, room.workspace.id) if period_key in one.periods]
    if rounds or not may(room.visitor, Action.OPEN_ROUND):
        st.text_input(
            _("截止日期"), until.isoformat() if until else "—", disabled=True, help=None, key=f"until_{period_key}_{until}"
        )
        return
    chosen = st.date_input(_("截止日期"), until, key=f"deadline_{period_key}_{until}", format="YYYY-MM-DD")
    if chosen != until and (chosen is None or isinstance(chosen, date)):
        attempt(
            lambda: set_deadline(room.store, room.workspace.id, period_key, chosen, room.visitor),
            _("截止日期已保存；之后报来的算迟报。"),
        )


def _sentence(found: pd.DataFrame, owing: pd.DataFrame, period_key: str, until: date | None) -> str:
    places = found["place_code"].nunique()
    whole = places - owing["place_code"].nunique()
    late = int((found["state"] == ReportState.LATE).sum())
    if owing.empty:
        said = _("{period}：{places} 个报送单位全部报齐").format(period=periods.label_of_key(period_key), places=places)
    else:
        said = _("{period}：{places} 个报送单位中 {whole} 个报齐，还差 {n} 项").format(
            period=periods.label_of_key(period_key), places=places, whole=whole, n=len(owing)
        )
    if late:
        said += _("，迟报 {n} 项").format(n=late)
    return said + (_("；截止 {day}").format(day=until.isoformat()) if until else "")


def _label(catalogue: Catalogue, indicator: str) -> str:
    return catalogue.indicators[indicator].label


def _matrix(found: pd.DataFrame, catalogue: Catalogue) -> str:
    """Indicators down, places across: names of indicators are long, those of places short."""
    places = found.drop_duplicates("place_code")[["place_code", "place_name"]]
    cells = {(row["place_code"], row["indicator"]): row for row in found.to_dict("records")}
    order = {name: number for number, name in enumerate(catalogue.indicators)}
    names = sorted(found["indicator"].unique(), key=order.__getitem__)
    head = "".join(f"<th>{escape(name)}</th>" for name in places["place_name"])
    body = []
    family = ""
    for name in names:
        known = catalogue.indicators[name]
        if known.family != family:
            family = known.family
            title = escape(catalogue.families[family].label)
            body.append(f'<tr class="family"><td colspan="{len(places) + 1}">{title}</td></tr>')
        tds = []
        for code in places["place_code"]:
            row = cells.get((code, name))
            if row is None:
                tds.append('<td class="rest">—</td>')
                continue
            words = state_words(row["state"], row["asked"], row["answered"])
            tds.append(f'<td class="{_CLASS[row["state"]]}">{escape(words)}</td>')
        body.append(f"<tr><td>{escape(known.label)}</td>{''.join(tds)}</tr>")
    legend = " ".join(
        f"<span>{escape(text)}</span>"
        for text in (_("● 已报"), _("※ 迟报"), _("△ 报了一部分学段"), _("○ 未报"), _("— 没有要求报"))
    )
    return (
        f'<div class="sheet-legend">{legend}</div><div class="wide"><table class="numbers reported">'
        f"<thead><tr><th>{escape(_('指标'))}</th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _download(
    room: Room, found: pd.DataFrame, owing: pd.DataFrame, catalogue: Catalogue, period_key: str, until: date | None
) -> None:
    language, city = current(), room.workspace.label

    def make() -> bytes:
        with using(language):
            places = found.drop_duplicates("place_code")[["place_code", "place_name"]]
            cells = {(row["place_code"], row["indicator"]): row for row in found.to_dict("records")}
            lines = [
                (row["place_name"], _label(catalogue, row["indicator"]), state_words(row["state"], row["asked"], row["answered"]))
                for row in owing.sort_values("place_code", kind="stable").to_dict("records")
            ]
            matrix = []
            for name in found["indicator"].unique():
                rows = [cells.get((code, name)) for code in places["place_code"]]
                states = [state_words(r["state"], r["asked"], r["answered"]) if r is not None else "—" for r in rows]
                matrix.append((_label(catalogue, name), *states))
            about = [(_("城市"), city), (_("时期"), periods.label_of_key(period_key))]
            about += [(_("截止日期"), until.isoformat())] if until else []
            title = _("{city} {period} 催报清单").format(city=city, period=periods.label_of_key(period_key))
            return chase_workbook(title, about, lines, matrix, list(places["place_name"]))

    st.download_button(
        _("下载催报清单（{n} 项）").format(n=len(owing)) if len(owing) else _("下载报送情况"),
        make,
        file_name=_("{city}_{period}_催报清单.xlsx").format(city=city, period=periods.label_of_key(period_key).replace("/", "-")),
        mime=XLSX,
        on_click="ignore",
        key="chase",
        type="primary" if len(owing) else "secondary",
    )
