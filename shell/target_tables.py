"""The tables of 目标管理: targets as documents, and check lists with a verdict in each cell. Texts of people are escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from indicators import periods
from indicators.catalogue import Catalogue
from indicators.check_lists import CheckList, Criterion, CriterionState, school_text
from indicators.target_definitions import TargetScope
from language import _
from shell import calculation
from views.target_choice import admin_label
from views.targets_inspection import Inspection, limit_words, needed_words, place_words, short_words, value_words
from views.targets_lines import TargetLine, deadline_words, goal_words, line_heads, verified_words
from views.words import unit_of_difference

_STATE_CLASS = {CriterionState.MET: "reached", CriterionState.NOT_MET: "below"}


def documents(lines: Sequence[TargetLine], catalogue: Catalogue, city: str) -> None:
    """One row for each target; those of the chosen indicator stand on a band. `city`: its code."""
    body = "".join(_document_row(line, catalogue, city) for line in lines)
    _table(line_heads(), body, "documents")


def _document_row(line: TargetLine, catalogue: Catalogue, city: str) -> str:
    target = line.target
    verified = f"<td{'' if target.verified else ' class=below'}>{escape(verified_words(target))}</td>"
    state = "" if line.met is None or not line.counted else "reached" if line.met == line.counted else "below"
    sign = {"reached": "✓ ", "below": "▼ "}.get(state if state == "reached" or line.met == 0 else "", "")
    cells = [
        _cell(line.indicator.short_label, line.indicator.label),
        _cell(catalogue.level_label(target.education_level)),
        _cell(goal_words(target, line.indicator)),
        _cell(deadline_words(target)),
        _cell(admin_label(target.admin_level)),
        _cell(line.document.short_label, line.document.label),
        _cell(target.document_number or "—"),
        verified,
        _cell(periods.label(line.period) if line.period else "—"),
        f'<td class="{state}">{_says(line, sign, city)}</td>',
        _cell("●" if line.colours else ""),
    ]
    return f"<tr{' class=chosen' if line.chosen else ''}>{''.join(cells)}</tr>"


def _says(line: TargetLine, sign: str, city: str) -> str:
    """How many meet it; leads to the calculation of the one that is farthest, of a whole-city count to the city's."""
    text = sign + escape(line.says)
    if line.period is None or line.target.scope is TargetScope.EACH_SCHOOL:
        return text
    about = {"indicator": line.indicator.id, "level": str(line.target.education_level), "target": line.target.id}
    place = city if line.target.scope is TargetScope.WHOLE_CITY else line.target.place_code
    return calculation.linked(text, **about, period=line.period.key, district=place)


def check_list(view: Inspection) -> None:
    """Criteria down, districts across: verdict with the exact value, and below it what is missing."""
    heads = [_("条款"), _("标准"), *(name for _code, name in view.places)]
    counts = "".join(_counts(view.lists[code]) for code, _name in view.places)
    first = escape(_("有数和达到的条款"))
    body = f'<tr class="chosen"><td colspan="2">{first}</td>{counts}</tr>'
    for criterion in view.open_criteria:
        cells = "".join(_verdict(view, code, criterion) for code, _name in view.places)
        body += (
            f"<tr><td>{escape(view.heading(criterion))}<small>{escape(_below(view, criterion))}</small></td>"
            f"<td>{escape(limit_words(criterion))}</td>{cells}</tr>"
        )
    _table(heads, body, "checks")


def _counts(checked: CheckList) -> str:
    met, data = place_words(checked)
    return f"<td><b>{escape(met)}</b><small>{escape(data)}</small></td>"


def _below(view: Inspection, criterion: Criterion) -> str:
    """What has to be reported where nobody has a figure; what the gaps are counted in where somebody falls short."""
    states = {view.at(code, criterion.target).state for code, _name in view.places}
    if states <= {CriterionState.NO_DATA}:
        return needed_words(criterion.indicator, view.catalogue)
    unit = unit_of_difference(criterion.indicator)
    return _("差距单位：{unit}").format(unit=unit) if unit and CriterionState.NOT_MET in states else ""


def _verdict(view: Inspection, code: str, row: Criterion) -> str:
    """One district's value, which leads to its calculation, and what is missing."""
    criterion = view.at(code, row.target)
    state = _STATE_CLASS.get(criterion.state, "")
    short = "".join(f"<small>{escape(part)}</small>" for part in short_words(criterion))
    value = f"<b>{escape(value_words(criterion))}</b>"
    if criterion.gap is not None:
        about = {"indicator": row.indicator.id, "level": str(row.target.education_level), "target": row.target.id}
        value = calculation.linked(value, **about, period=view.period, district=code)
    return f'<td class="{state}">{value}{short}</td>'


def school_criteria(view: Inspection) -> None:
    """The criteria that only school rows can settle, each with its limit and why."""
    heads = [_("条款"), _("标准"), _("为什么现在判断不了")]
    body = "".join(
        f"<tr>{_cell(view.heading(item))}{_cell(limit_words(item))}{_cell(school_text(item.indicator))}</tr>"
        for item in view.school_criteria
    )
    _table(heads, body, "schools")


def _cell(text: str, whole: str = "") -> str:
    return f'<td title="{escape(whole or text)}">{escape(text)}</td>'


def _table(heads: Sequence[str], body: str, kind: str) -> None:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    st.html(f'<div class="wide"><table class="numbers {kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')
