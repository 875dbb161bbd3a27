"""谁已报: district × indicator for one period in words and signs, the deadline, and the list to chase."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from access import Action, may
from exports.chase_workbook import chase_workbook
from indicators import periods
from intake.questions import likely_periods
from intake.rounds import set_period_deadline
from language import _, current, using
from shell import address, downloads, pins, show
from shell.attempts import attempt
from shell.downloads import XLSX
from shell.room import Room
from store import all_rounds
from views.reported import ALL, OWING, Cell, ReportedView, legend, periods_asked, reported_view, state_words

_CLASS = {"reported": "done", "late": "late", "partly": "partly", "missing": "owing", "not_asked": "rest"}


def draw(room: Room) -> None:
    """The matrix of the chosen period."""
    keys = _periods(room)
    chosen = address.get("period") if address.get("period") in keys else keys[0]
    columns = st.columns([1.2, 1.6, 1.2, 2.4], gap="small", vertical_alignment="bottom")
    with columns[0]:
        address.choose("period", _("时期"), keys, keys[0], periods.label_of_key)
    with columns[1]:
        names = {OWING: _("只看没报齐的指标"), ALL: _("全部指标")}
        address.choose("which", _("看哪些指标"), list(names), OWING, names.__getitem__)
    view = reported_view(room.store, room.workspace, chosen, address.get("which") or OWING)
    if view is None:
        return
    with columns[2]:
        _deadline(room, chosen, view.until)
    if view.rows.empty:
        show.note(_("这一期还没有要报的指标：上一期没有数据，也没有开设轮次。可以在“轮次与发布”里开一轮。"))
        return
    with columns[3]:
        # Where nobody owes anything the matrix may still be taken along
        _download(room, view)
    show.note(view.finding)
    st.html(_matrix(view))
    show.footer(view.footer[1:])
    downloads.row(view.name, view.table, downloads.about(view), more=lambda: pins.button(room, lambda: view, "upload"))


def _periods(room: Room) -> list[str]:
    """The periods that were asked for, last the one that runs, where nothing was asked of it yet."""
    keys = periods_asked(room.store, room.workspace)
    return [*keys, *(period.key for period in likely_periods(set(keys))[:1] if period.key not in keys)]


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
            lambda: set_period_deadline(room.store, room.workspace.id, period_key, chosen, room.visitor),
            _("截止日期已保存；之后报来的算迟报。"),
        )


def _matrix(view: ReportedView) -> str:
    """Indicators down, places across: names of indicators are long, those of places short."""
    places = view.places
    head = "".join(f"<th>{escape(name)}</th>" for name in places.values())
    body = []
    family = ""
    for name, cells in view.matrix(view.shown):
        known = view.catalogue.indicators[name]
        if known.family != family:
            family = known.family
            title = escape(view.catalogue.families[family].label)
            body.append(f'<tr class="family"><td colspan="{len(places) + 1}">{title}</td></tr>')
        body.append(f"<tr><td>{escape(known.label)}</td>{''.join(_cell(row) for row in cells)}</tr>")
    signs = " ".join(f"<span>{escape(text)}</span>" for text in legend())
    return (
        f'<div class="sheet-legend">{signs}</div><div class="wide"><table class="numbers reported">'
        f"<thead><tr><th>{escape(_('指标'))}</th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(row: Cell | None) -> str:
    kind = _CLASS[str(row["state"])] if row is not None else "rest"
    return f'<td class="{kind}">{escape(state_words(row))}</td>'


def _download(room: Room, view: ReportedView) -> None:
    language, city, period, count = current(), room.workspace.label, periods.label_of_key(view.period), len(view.owing)

    def make() -> bytes:
        with using(language):
            lines = [
                (row["place_name"], view.label(row["indicator"]), state_words(row))
                for row in view.owing.sort_values("place_code", kind="stable").to_dict("records")
            ]
            matrix = [(view.label(name), *(state_words(row) for row in cells)) for name, cells in view.matrix(view.rows)]
            about = [(_("城市"), city), (_("时期"), period)]
            about += [(_("截止日期"), view.until.isoformat())] if view.until else []
            title = _("{city} {period} 催报清单").format(city=city, period=period)
            return chase_workbook(title, about, lines, matrix, list(view.places.values()))

    st.download_button(
        _("下载催报清单（{n} 项）").format(n=count) if count else _("下载报送情况"),
        make,
        file_name=_("{city}_{period}_催报清单.xlsx").format(city=city, period=period.replace("/", "-")),
        mime=XLSX,
        on_click="ignore",
        key="chase",
        type="primary" if count else "secondary",
    )
