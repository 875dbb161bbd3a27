"""What only a person can say about a file, asked in place: the likely answer with one click, any other from a list."""

from __future__ import annotations

from functools import partial

import streamlit as st

import geo
from access import Action, may
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.vocabulary import Period
from intake.records import LEAVE_OUT, Choice, Preview, Question
from intake.twice import LOWER, ONE_BY_ONE, UPPER
from intake.words import STEP, quantity_text
from language import _
from shell import own_indicator_form
from shell.room import Room

# A year that no workbook says may lie this far back
OLDEST_YEAR = 2000
# As many answers stand side by side; more are a list
FEW = 3
# Together longer than this they stand below each other, or the last would be cut off
WIDE = 34


def draw(room: Room, preview: Preview, key: str, answers: dict[str, str]) -> None:
    """The city of the file, then its questions, those that must be answered first."""
    city = preview.workspace
    if city is not None:
        _ask(
            Question("city", _("归属城市"), (Choice(city.city_code, city.name),), free=True),
            preview,
            key,
            answers,
            city.city_code,
        )
    _given(preview, key, answers)
    required = [question for question in preview.questions if question.required]
    optional = [question for question in preview.questions if not question.required]
    for question in required:
        _with_own(room, question, preview, key, answers)
    if optional:
        still = sum(question.id not in preview.answers for question in optional)
        said = _("不认识的表头（{n} 个）：不回答就不采用，可以对应到指标，或设为本市自己的指标").format(n=still)
        with st.expander(said):
            for question in optional:
                _with_own(room, question, preview, key, answers)


def _given(preview: Preview, key: str, answers: dict[str, str]) -> None:
    """Answers by which the file is read now, so that nothing is asked any more: each can be taken back."""
    asked = {question.id for question in preview.questions} | {"city"}
    for question, value in list(answers.items()):
        topic, _colon, subject = question.partition(":")
        if question in asked:
            continue
        if topic in ("place", "heading", "period"):
            said = _("✓ “{what}”按{answer}读　撤回这个回答").format(what=subject, answer=_words(topic, value, preview))
        elif topic == "twice":
            said = _("✓ 工作表“{sheet}”写了两次的：{answer}　撤回这个回答").format(sheet=subject, answer=_row(value))
        elif topic == "pick":
            said = _("✓ 几个不同的数里采用 {cell}　撤回这个回答").format(cell=value)
        else:  # whatever settled itself by its answer: nothing that was answered may be beyond recall
            said = _("✓ {where} 的疑问已回答　撤回这个回答").format(where=subject)
        st.button(said, key=f"undo_{key}_{question}", type="tertiary", on_click=_take, args=(answers, question, None))


def _words(topic: str, value: str, preview: Preview) -> str:
    if value == LEAVE_OUT:
        return _("不采用")
    if topic == "place":
        return _place_name(value)
    if topic == "period":
        return periods.label_of_key(value)
    indicator, level, breakdown = (*value.split("|"), "", "")[:3]
    known = preview.catalogue.indicators.get(indicator)
    return quantity_text(indicator, level or str(known.default_level), breakdown, preview.catalogue) if known else value


def _row(answer: str) -> str:
    """Which of two rows of a district was taken."""
    return {UPPER: _("用上面一行"), LOWER: _("用下面一行"), ONE_BY_ONE: _("逐项选择")}.get(answer, answer)


def _place_name(code: str) -> str:
    if code.endswith("-市直"):
        return _("市直单位")
    return geo.shown(code, code.partition("-")[2] or geo.place(code).name)


def _with_own(room: Room, question: Question, preview: Preview, key: str, answers: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _ask(question, preview, key, answers, preview.answers.get(question.id))
        workspace = preview.workspace
        can = workspace is not None and not workspace.simulated and may(room.visitor, Action.EDIT_INDICATORS)
        if question.id.startswith("heading:") and workspace is not None and can and question.id not in preview.answers:
            name = question.id.partition(":")[2].rpartition(STEP)[2]
            with st.popover(_("设为本市新指标…")):
                stamp = f"{key}_{question.id}"
                done = partial(_take, answers, question.id)
                own_indicator_form.short(room, workspace, name, _unit_of(preview, question), stamp, done)


def _unit_of(preview: Preview, question: Question) -> str:
    """The unit that the sheet states for the cells of a question, "" for none or several."""
    rows = preview.reading.observations
    cells = set(question.cells)
    units = {unit for sheet, cell, unit in zip(rows["sheet"], rows["cell"], rows["unit"], strict=True) if (sheet, cell) in cells}
    return str(units.pop()) if len(units) == 1 else ""


def _ask(question: Question, preview: Preview, key: str, answers: dict[str, str], answered: str | None) -> None:
    """A few answers as buttons side by side; many as a list that can be searched, with the likely one beside it."""
    choices = {choice.value: choice.label for choice in question.choices} | _others(question, preview.catalogue)
    if answered is not None and answered not in choices:
        choices[answered] = answered
    widget = f"answer_{key}_{question.id}"
    if st.session_state.get(widget) != answered:
        st.session_state[widget] = answered
    many = _("（{n} 个数）").format(n=question.values) if question.values > 1 else ""
    if len(choices) <= FEW and not question.free and sum(map(len, choices.values())) > WIDE:
        st.radio(
            question.text + many,
            list(choices),
            index=None,
            key=widget,
            format_func=choices.__getitem__,
            on_change=_answer,
            args=(answers, question.id, widget),
        )
        return
    if len(choices) <= FEW and not question.free:
        st.segmented_control(
            question.text + many,
            list(choices),
            key=widget,
            format_func=choices.__getitem__,
            on_change=_answer,
            args=(answers, question.id, widget),
        )
        return
    st.selectbox(
        question.text + many,
        list(choices),
        index=None,
        key=widget,
        format_func=choices.__getitem__,
        placeholder=_("请选择"),
        filter_mode="contains",
        on_change=_answer,
        args=(answers, question.id, widget),
        width=300,
    )
    if answered is None and question.choices:
        first = question.choices[0]
        st.button(first.label, key=f"likely_{widget}", on_click=_take, args=(answers, question.id, first.value))


def _others(question: Question, catalogue: Catalogue) -> dict[str, str]:
    """What may be answered besides the question's own choices: any city, any indicator and level, any year."""
    topic = question.id.partition(":")[0]
    own = {choice.value for choice in question.choices}
    if topic == "city":
        return {city.code: geo.shown(city.code, city.name) for city in geo.cities() if city.code not in own}
    if topic == "heading":
        return {
            f"{known.id}|{level}|": quantity_text(known.id, str(level), "", catalogue)
            for known in catalogue.indicators.values()
            for level in known.education_levels
            if f"{known.id}|{level}|" not in own
        }
    if topic == "period":
        newest = max((Period.from_key(value).start_year for value in own if value[:4].isdigit()), default=OLDEST_YEAR)
        older = (Period(year) for year in range(newest, OLDEST_YEAR - 1, -1))
        return {period.key: periods.label(period) for period in older if period.key not in own}
    return {}


def _answer(answers: dict[str, str], question: str, widget: str) -> None:
    _take(answers, question, st.session_state[widget])


def _take(answers: dict[str, str], question: str, value: str | None) -> None:
    if value is None:
        answers.pop(question, None)
    else:
        answers[question] = value
