"""A file, read and compared with what is in force: what would happen if it were accepted. Nothing is stored here."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

import geo
from indicators.catalogue import Catalogue, built_in_catalogue, load_catalogue, using_catalogue
from indicators.issues import SEVERITY_ORDER, Issue
from indicators.vocabulary import Severity
from intake import corrected, difference, logbook, questions, rounds, school_figures
from intake.answers import check_answers
from intake.cells import cell_questions
from intake.family import family_of, known_layout, layout_of
from intake.file_issues import about_file, already_in_force, reasons, without_repeats
from intake.filenames import clean_name
from intake.records import DIFF_COLUMNS, EXPLAINED_KINDS, KeptOut, Preview, Question
from intake.sheet_doubts import doubt_questions
from intake.sorting import Sorted, sort_out
from intake.twice import question_id, unsettled
from intake.workspaces import chosen_city, city_workspace
from store import CORRECTION, INCOMING_COLUMNS, Store, Workspace, all_corrections, indicator_catalogue

if TYPE_CHECKING:
    from loaders.layouts import Layout
    from loaders.workbook import Workbook
    from loaders.workbook_reading import Reading


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
    start = time.monotonic()
    found = examine(store, data, clean_name(filename), workspace, dict(answers or {}), simulated=False)
    reading, refused = found.reading, [issue.kind for issue in found.blocking]
    seconds = time.monotonic() - start
    logbook.read(reading.sha256, len(data), reading.workbook.format, seconds, refused, len(found.prepared))
    return found


def examine(store: Store, data: bytes, filename: str, workspace: str | None, answers: dict[str, str], simulated: bool) -> Preview:
    """`preview` for both kinds of room; only the seeding of the sample says `simulated`."""
    from loaders.workbook import open_workbook  # opening the store for a page must not wait for the readers of workbooks

    check_answers({key: answer for key, answer in answers.items() if not key.startswith("heading:")})
    wanted = workspace or answers.get("city")
    room = city_workspace(store, wanted, simulated) if wanted else None
    book, sha256 = open_workbook(data, filename), hashlib.sha256(data).hexdigest()
    reading = _understood(book, filename, sha256, room.city_code if room else None)
    if room is None and (city_code := chosen_city(reading)) is not None:
        room = city_workspace(store, city_code, simulated)
    if room is None:
        return _without_city(data, filename, reading)
    catalogue = indicator_catalogue(store, room.id)
    with using_catalogue(catalogue):
        known = known_layout(store, room.id, reading)
        family = known.fingerprint if known else family_of(reading)
        answers = store.answers(room.id, family) | answers
        layout = layout_of(known, answers)
        if layout is not None or reading.city_code != room.city_code or catalogue is not built_in_catalogue():
            reading = _understood(book, filename, sha256, room.city_code, layout)
    return compare_with_store(store, data, filename, reading, room, family, answers)


def _understood(book: Workbook, filename: str, sha256: str, city_code: str | None, layout: Layout | None = None) -> Reading:
    """What the grids say. A file that meets a fault of ours is refused like one that cannot be opened, and the log says where."""
    from loaders.reading import read_workbook
    from loaders.workbook import Finding, Workbook
    from loaders.workbook_reading import Reading

    try:
        return read_workbook(book, filename, sha256, city_code=city_code, layout=layout)
    except (Exception, RecursionError, MemoryError):
        logbook.failed(f"file {sha256[:12]} could not be understood")
        nothing = Workbook(findings=(Finding("unreadable-file"),))
        return Reading(filename, sha256, nothing, [], [], city_code, [Issue.of("unreadable-file")])


def compare_with_store(
    store: Store, data: bytes, filename: str, reading: Reading, room: Workspace, family: str, answers: Mapping[str, str]
) -> Preview:
    """The part of a preview that depends on the store's state: sorting, diff, doubts and questions."""
    catalogue = indicator_catalogue(store, room.id)
    with using_catalogue(catalogue):
        check_answers(answers)
        return _compared(store, data, filename, reading, room, family, answers, catalogue)


def _compared(
    store: Store,
    data: bytes,
    filename: str,
    reading: Reading,
    room: Workspace,
    family: str,
    answers: Mapping[str, str],
    catalogue: Catalogue,
) -> Preview:
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
    of_schools = school_figures.district_rows(reading.schools.figures, city, catalogue, answers, prepared)
    prepared = prepared if of_schools.empty else pd.concat([prepared, of_schools], ignore_index=True)
    kept_out = school_figures.name_reason(kept_out, reading.schools.figures)
    diff = difference.compare(prepared, current)
    already = already_in_force(store, room, earlier, diff)
    over = corrected.settle(diff, all_corrections(store, room.id), answers)
    diff = over.diff
    withdrawn = difference.withdrawn(prepared, current, earlier)
    # A correction is no other file: whether it stands is asked
    families = {upload.id: family if upload.upload_kind == CORRECTION else upload.family for upload in store.uploads(room.id)}
    asked = [*_questions(found, kept_out, reading, city, current, answers), *over.questions]
    issues = without_repeats(unsettled(reading.issues, kept_out), found.issues)
    issues += difference.blank_kept(found.prepared[blank], catalogue)
    issues += difference.doubts(diff, current, catalogue, family, families)
    issues += about_file(store, room, reading, prepared, kept_out, already)
    issues += [*over.issues, *rounds.closed_issues(store, room.id, diff)]
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
        catalogue=catalogue,
        kept_corrections=over.kept,
        from_schools=len(of_schools),
    )


def _to_explain(issues: list[Issue], kept_out: pd.DataFrame) -> tuple[Issue, ...]:
    """Doubts about values that are stored, or about totals of such values; a column without an indicator needs no 说明."""
    unused = [KeptOut.UNKNOWN_INDICATOR, KeptOut.FOREIGN, KeptOut.OTHER_CITY, KeptOut.LEFT_OUT, KeptOut.SCHOOLS]
    without_use = kept_out["reason"].isin(unused)
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
    fatal = [issue for issue in issues if issue.severity is Severity.BLOCKING]
    blocked = [issue for issue in fatal if not issue.sheet or issue.kind == "personal-data"]
    asked: list[Question] = []
    if not reading.observations.empty:
        asked.append(questions.city_question(reading.cities))
        issues.insert(0, Issue.of("city-unknown"))
    elif not blocked:
        blocked = [Issue.of("nothing-to-store", reasons=reasons(reading, pd.DataFrame({"reason": []})))]
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


def _questions(
    found: Sorted, kept_out: pd.DataFrame, reading: Reading, city: geo.City, current: pd.DataFrame, answers: Mapping[str, str]
) -> list[Question]:
    asked = questions.place_questions(kept_out, city)
    lists = school_figures.undated(reading.schools.figures, load_catalogue())
    asked += questions.period_questions(kept_out, reading.issues, current["period_key"].unique(), lists)
    asked += questions.indicator_questions(kept_out, reading.issues, load_catalogue())
    if not found.contradictory.empty:
        asked += questions.pick_questions(found.contradictory, found.contradictory.apply(question_id, axis=1), answers)
    asked += doubt_questions(reading.issues, kept_out, city)
    return asked + cell_questions(reading.issues, kept_out, frozenset(found.prepared["sheet"]))


def _applied(answers: Mapping[str, str], reading: Reading) -> frozenset[str]:
    """Answers that were used on this file although their question is not asked any more."""
    rows = reading.observations
    subjects = {"place": set(rows["place"]), "period": set(rows["sheet"]), "sheet": set(rows["sheet"])}
    used, always = set(), ("heading", "cell", "pick", "scale", "whose", "stage", "count", "twice")
    for question in answers:
        topic, _colon, subject = question.partition(":")
        if topic in always or subject in subjects.get(topic, ()):
            used.add(question)
    return frozenset(used)
