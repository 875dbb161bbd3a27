"""A file that comes in over values corrected by hand: a correction stays as long as the original says what it said.

The same wrong number again → the correction stays over it. The corrected number → the file says so itself now, and counts.
Another number → the original changed underneath, and a person decides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isclose

import pandas as pd

from indicators.issues import Issue
from indicators.periods import label_of_key
from intake.records import Choice, Preview, Question
from intake.words import number_text, quantity_text, records
from language import _
from store import KEY_COLUMNS, CorrectedValue, Correction, NewUpload

KEEP, TAKE = "keep", "take"
_KEY = list(KEY_COLUMNS)


@dataclass(frozen=True)
class Settled:
    """`diff` with the change "corrected" where a correction stays; those corrections; what is told and asked."""

    diff: pd.DataFrame
    kept: tuple[CorrectedValue, ...]
    issues: tuple[Issue, ...]
    questions: tuple[Question, ...]


def settle(diff: pd.DataFrame, corrections: Sequence[CorrectedValue], answers: Mapping[str, str]) -> Settled:
    """Look at each value that would take the place of a correction in force; `answers` by the ids of the questions."""
    standing = {one.key: one for one in corrections if one.in_force}
    if not standing or diff.empty:
        return Settled(diff, (), (), ())
    diff, kept = diff.copy(), []
    issues: list[Issue] = []
    questions: list[Question] = []
    for index, row in zip(diff.index, records(diff), strict=True):
        one = standing.get(tuple(str(row[name]) for name in _KEY))
        if one is None or row["change"] == "same":
            continue
        if _same(row["value"], str(row["status"]), one):
            keep = True
        else:
            question = _question(row, one)
            questions.append(question)
            issues.append(_issue(row, one))
            keep = answers.get(question.id) == KEEP
        if keep:
            diff.loc[index, "change"] = "corrected"
            kept.append(one)
    return Settled(diff, tuple(kept), tuple(issues), tuple(questions))


def _same(value: float, status: str, one: CorrectedValue) -> bool:
    """Whether the file says what the original said: then or, where a file came in since, now."""
    for said, state in ((one.original_value, one.original_status), (one.now_value, one.now_status)):
        if state == status and (
            (said is None and value != value) or (said is not None and value == value and isclose(said, value, rel_tol=1e-12))
        ):
            return True
    return False


def _question(row: Mapping[str, object], one: CorrectedValue) -> Question:
    said = _("“{place}”这一项更正为 {corrected}，本次文件里是 {value}，用哪个？").format(
        place=row["place_name"], corrected=number_text(_number(one.value)) or "—", value=row["text"]
    )
    choices = (
        Choice(TAKE, _("用本次的 {value}").format(value=row["text"])),
        Choice(KEEP, _("保留更正 {value}").format(value=number_text(_number(one.value)) or "—")),
    )
    where = ((str(row["sheet"]), str(row["cell"])),)
    return Question(f"correction:{'|'.join(one.key)}", said, choices, cells=where, values=1)


def _issue(row: Mapping[str, object], one: CorrectedValue) -> Issue:
    indicator, level, breakdown, _place, period = one.key
    said: dict[str, object] = {"place": row["place_name"], "period": label_of_key(period)}
    said |= {"heading": quantity_text(indicator, level, breakdown), "value": row["text"]}
    said |= {"original": number_text(_number(one.original_value)) or "—", "corrected": number_text(_number(one.value)) or "—"}
    said |= {"who": one.author, "when": f"{one.written_at:%Y-%m-%d}", "reason": one.reason}
    return Issue.about("correction-original-changed", said, str(row["sheet"]), str(row["cell"]))


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def again(preview: Preview, kept: CorrectedValue) -> NewUpload:
    """The correction once more, to be stored right after the file whose value it stays over; reason and author are its own."""
    rows = preview.prepared
    mine = rows[[tuple(key) == kept.key for key in rows[_KEY].itertuples(index=False, name=None)]]
    under = mine.iloc[0]
    value = _number(kept.value)
    observation = mine.assign(value=value, status=kept.status, text=corrected_text(kept.value, kept.status, str(under["text"])))
    original = Correction(
        reason=kept.reason,
        original_upload_id=None,  # known once the file is stored
        original_value=None if under["value"] != under["value"] else float(under["value"]),
        original_status=str(under["status"]),
        original_filename=preview.filename,
    )
    assert preview.workspace is not None
    return new_correction(observation, kept.author, preview.workspace.city_code, original)


def new_correction(observation: pd.DataFrame, author: str, city_code: str, correction: Correction) -> NewUpload:
    """The upload that a correction is. Its file holds what was said, for whoever reads the database without this program."""
    row = observation.iloc[0]
    said = {name: str(row[name]) for name in (*_KEY, "value", "status", "sheet", "cell")} | {"author": author}
    said |= {"at": datetime.now(UTC).isoformat()} | {key: str(value) for key, value in vars(correction).items()}
    original = correction.original_filename
    return NewUpload(
        filename=f"手工更正（原《{original}》）" if original else "手工补录",  # data, as a file's name is
        content=json.dumps(said, ensure_ascii=False, indent=1).encode(),
        observations=observation,
        uploader=author,
        city_code=city_code,
        note=correction.reason,
        correction=correction,
    )


def corrected_text(value: float | None, status: str, before: str) -> str:
    """What stands as the cell's text: the corrected value with the original, as data."""
    now = number_text(_number(value)) or status
    return f"{now}（更正，原文 {before}）" if before else f"{now}（补录）"
