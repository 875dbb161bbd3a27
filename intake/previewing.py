"""A file, read and compared with what is in force: what would happen if it were accepted. Nothing is stored here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

import geo
from indicators.catalogue import load_catalogue
from indicators.issues import SEVERITY_ORDER, Issue
from indicators.vocabulary import Severity
from intake import difference, questions
from intake.answers import check_answers
from intake.cells import cell_questions
from intake.family import family_of, known_layout, layout_of
from intake.records import DIFF_COLUMNS, EXPLAINED_KINDS, KeptOut, Preview, Question, kept_out_text
from intake.sorting import Sorted, sort_out
from intake.twice import question_id
from intake.workspaces import chosen_city, city_workspace
from language import _
from store import INCOMING_COLUMNS, Store, Upload, Workspace

if TYPE_CHECKING:
    from loaders.reading import Reading


def preview(
    store: Store,
    data: bytes,
    filename: str,
    workspace: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Preview:
    """Read a file and say what accepting it would do.

    `workspace`: the id of a room that is there, or a city's code; None = by the district names in the file. `answers` by the
    ids of `Preview.questions`; answers remembered for the workspace count where none is given. Raises SimulatedMixError when
    `workspace` is a simulated one: real files never enter it.
    """
    return examine(store, data, filename, workspace, dict(answers or {}), simulated=False)


def examine(store: Store, data: bytes, filename: str, workspace: str | None, answers: dict[str, str], simulated: bool) -> Preview:
    """`preview` for both kinds of room; only the seeding of the sample says `simulated`."""
    from loaders.reading import read_workbook  # opening the store for a page must not wait for the readers of workbooks
    from loaders.workbook import open_workbook

    check_answers(answers)
    wanted = workspace or answers.get("city")
    room = city_workspace(store, wanted, simulated) if wanted else None
    book, sha256 = open_workbook(data, filename), hashlib.sha256(data).hexdigest()
    reading = read_workbook(book, filename, sha256, city_code=room.city_code if room else None)
    if room is None and (city_code := chosen_city(reading)) is not None:
        room = city_workspace(store, city_code, simulated)
    if room is None:
        return _without_city(data, filename, reading)
    known = known_layout(store, room.id, reading)
    family = known.fingerprint if known else family_of(reading)
    answers = store.answers(room.id, family) | answers
    layout = layout_of(known, answers)
    if layout is not None or reading.city_code != room.city_code:
        reading = read_workbook(book, filename, sha256, city_code=room.city_code, layout=layout)
    return compare_with_store(store, data, filename, reading, room, family, answers)


def compare_with_store(
    store: Store, data: bytes, filename: str, reading: Reading, room: Workspace, family: str, answers: Mapping[str, str]
) -> Preview:
    """The part of a preview that depends on the store's state: sorting, diff, doubts and questions."""
    catalogue = load_catalogue()
    city = geo.city(room.city_code)
    stored_room = store.workspace(room.id)
    revision = stored_room.revision if stored_room else 0
    current = store.current_values(room.id)
    found = sort_out(reading.observations, city, catalogue, answers)
    earlier = next((number for place, number in store.accepted_with(reading.sha256) if place.id == room.id), None)
    # The same file read anew replaces its own earlier reading, whose numbers then hold nothing back
    standing = current if earlier is None else store.current_values(room.id, without=earlier)
    blank = difference.keep_numbers(found.prepared, standing)
    kept_out = pd.concat([found.kept_out, difference.as_kept_out(found.prepared[blank])], ignore_index=True)
    prepared = found.prepared[~blank].reset_index(drop=True)
    diff = difference.compare(prepared, current)
    already = _already(store, room, earlier, diff)
    withdrawn = difference.withdrawn(prepared, current, earlier)
    families = {upload.id: upload.family for upload in store.uploads(room.id)}
    asked = _questions(found, kept_out, reading, city, current)
    issues = [*_without_repeats(reading.issues, found.issues)]
    issues += difference.blank_kept(found.prepared[blank], catalogue)
    issues += difference.doubts(diff, current, catalogue, family, families)
    issues += _about_file(store, room, reading, prepared, kept_out, already)
    if earlier is not None and already is None:
        issues.append(Issue.of("read-again", count=len(withdrawn)))
    issues.sort(key=lambda issue: SEVERITY_ORDER[issue.severity])
    ids = frozenset(question.id for question in asked)
    blocking = tuple(
        i for i in issues if i.severity is Severity.BLOCKING and i.kind not in EXPLAINED_KINDS and not questions.covered(i)
    )
    return Preview(
        filename=filename,
        data=data,
        reading=reading,
        workspace=room if stored_room is None else stored_room,
        is_new_workspace=stored_room is None,
        revision=revision,
        family=family,
        issues=tuple(issues),
        questions=tuple(asked),
        answers={key: value for key, value in answers.items() if key in ids | _applied(answers, reading)},
        prepared=prepared,
        diff=diff,
        kept_out=kept_out,
        blocking=blocking,
        to_explain=_to_explain(issues, kept_out),
        withdrawn=withdrawn,
        already=already,
    )


def _to_explain(issues: list[Issue], kept_out: pd.DataFrame) -> tuple[Issue, ...]:
    """Doubts about values that are stored, or about totals of such values; a column without an indicator needs no 说明."""
    without_use = kept_out["reason"].isin([KeptOut.UNKNOWN_INDICATOR, KeptOut.FOREIGN, KeptOut.OTHER_CITY, KeptOut.LEFT_OUT])
    cells = set((kept_out["sheet"] + "!" + kept_out["cell"])[without_use])
    doubted = [i for i in issues if i.kind in EXPLAINED_KINDS and i.severity is not Severity.NOTE]
    return tuple(i for i in doubted if f"{i.sheet}!{i.cell}" not in cells)


def renewed(store: Store, old: Preview) -> Preview:
    """The same file and answers compared with the store as it is now; the workbook is not read again."""
    if old.workspace is None:
        return old
    room = replace(old.workspace)
    return compare_with_store(store, old.data, old.filename, old.reading, room, old.family, dict(old.answers))


def _without_city(data: bytes, filename: str, reading: Reading) -> Preview:
    issues = list(reading.issues)
    blocked = [issue for issue in issues if issue.severity is Severity.BLOCKING and not issue.sheet]
    asked: list[Question] = []
    if not reading.observations.empty:
        asked.append(questions.city_question(reading.cities))
        issues.insert(0, Issue.of("city-unknown"))
    elif not blocked:
        blocked = [Issue.of("nothing-to-store", reasons=_reasons(reading, pd.DataFrame({"reason": []})))]
        issues += blocked
    nothing = pd.DataFrame(columns=["sheet", "cell", "text", "reason", "place", "heading"])
    return Preview(
        filename=filename,
        data=data,
        reading=reading,
        workspace=None,
        is_new_workspace=False,
        revision=0,
        family="",
        issues=tuple(issues),
        questions=tuple(asked),
        answers={},
        prepared=pd.DataFrame(columns=list(INCOMING_COLUMNS)),
        diff=pd.DataFrame(columns=list(DIFF_COLUMNS)),
        kept_out=nothing,
        blocking=tuple(blocked),
    )


def _questions(found: Sorted, kept_out: pd.DataFrame, reading: Reading, city: geo.City, current: pd.DataFrame) -> list[Question]:
    asked = questions.place_questions(kept_out, city)
    asked += questions.period_questions(kept_out, reading.issues, current["period_key"].unique())
    asked += questions.indicator_questions(kept_out, reading.issues, load_catalogue())
    if not found.contradictory.empty:
        asked += questions.pick_questions(found.contradictory, found.contradictory.apply(question_id, axis=1))
    return asked + cell_questions(reading.issues, kept_out, frozenset(found.prepared["sheet"]))


def _applied(answers: Mapping[str, str], reading: Reading) -> frozenset[str]:
    """Answers that were used on this file although their question is not asked any more."""
    rows = reading.observations
    subjects = {"place": set(rows["place"]), "period": set(rows["sheet"]), "sheet": set(rows["sheet"])}
    used = set()
    for question in answers:
        topic, _colon, subject = question.partition(":")
        if topic in ("heading", "cell", "pick", "scale") or subject in subjects.get(topic, ()):
            used.add(question)
    return frozenset(used)


def _already(store: Store, room: Workspace, earlier: int | None, diff: pd.DataFrame) -> Upload | None:
    """The upload of this very file that is in force here, when it says the same as this reading of it."""
    if earlier is None:
        return None
    before = store.upload_values(earlier)
    said = before[list(diff.columns.intersection(before.columns).difference(["place_name"]))]
    now = diff[said.columns]
    same = len(said) == len(now) and _ordered(said).equals(_ordered(now.astype(said.dtypes.to_dict())))
    return next(u for u in store.uploads(room.id) if u.id == earlier) if same else None


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(frame.columns)).reset_index(drop=True)


def _about_file(
    store: Store, room: Workspace, reading: Reading, prepared: pd.DataFrame, kept_out: pd.DataFrame, already: Upload | None
) -> list[Issue]:
    found = []
    if already is not None:
        found.append(Issue.of("same-file", when=f"{already.uploaded_at:%Y-%m-%d %H:%M}", uploader=already.uploader))
    for other, _number in store.accepted_with(reading.sha256):
        if other.simulated and not room.simulated:
            found.append(Issue.of("simulated-file", name=other.name))
    if not room.simulated and not found and (titled := _simulated_title(reading, room)) is not None:
        found.append(Issue.of("simulated-workbook", titled[0], "A1", name=titled[1]))
    blocked = any(issue.severity is Severity.BLOCKING for issue in reading.issues)
    if not prepared["value"].notna().any() and not (blocked and reading.observations.empty):
        found.append(Issue.of("nothing-to-store", reasons=_reasons(reading, kept_out)))
    return found


def _simulated_title(reading: Reading, room: Workspace) -> tuple[str, str] | None:
    """The first sheet whose title names the simulated city of this name, as workbooks taken from it do, and that name."""
    name = f"{geo.city(room.city_code).name}（模拟）"
    titles = ((grid.name, str(grid.value(0, 0) or "")) for grid in reading.workbook.grids)
    return next(((sheet, name) for sheet, title in titles if name in title), None)


def _reasons(reading: Reading, kept_out: pd.DataFrame) -> str:
    if reading.observations.empty:
        return _("没有认出数据表")
    counted = kept_out["reason"].value_counts().items()
    parts = [_("{reason} {n} 个").format(reason=kept_out_text(KeptOut(str(reason))), n=n) for reason, n in counted]
    return _("、").join(parts) or _("表里没有填数")


def _without_repeats(first: list[Issue] | tuple[Issue, ...], second: list[Issue]) -> list[Issue]:
    """Both lists; of the second only what the first does not say of the same cell."""
    said = {(issue.kind, issue.sheet, issue.cell) for issue in first}
    return [*first, *(issue for issue in second if (issue.kind, issue.sheet, issue.cell) not in said)]
