"""A value corrected by hand: with a reason, under the author's name, over the original; and taken back again."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, isnan

import pandas as pd

import geo
from access import Action, Visitor, require
from indicators.definitions import Indicator
from indicators.rounding import shown_short
from indicators.vocabulary import PlaceKind, ValueStatus
from intake import corrected, rounds
from intake.records import IntakeError
from intake.withdrawing import take_out
from language import _
from store import CORRECTION, INCOMING_COLUMNS, KEY_COLUMNS, Correction, Store, Workspace, indicator_catalogue

REASON_LENGTH = 200
_WHOLE_UNITS = ("人", "个", "所", "班", "间")


class CorrectionRefusedError(IntakeError):
    """The value was not corrected; the text is one sentence saying why."""


@dataclass(frozen=True)
class ValueKey:
    """Which value: one quantity of one place in one period."""

    indicator: str
    education_level: str
    breakdown: str
    place_code: str
    period_key: str


def correct(store: Store, workspace: Workspace, key: ValueKey, text: str, reason: str, visitor: Visitor) -> int:
    """Put a value in the place of the one in force and answer the upload's number; the original stays in the history.

    `text` is what stands in the field: a number, or a sign such as — or … that says why there is none. Raises
    CorrectionRefusedError (nothing was changed), NotAllowedError, or a StoreError when somebody was faster.
    """
    require(visitor, Action.CORRECT)
    if not reason.strip():
        raise _refused(_("请写明理由，它会保存在历史里"))
    if len(reason) > REASON_LENGTH:
        raise _refused(_("理由不超过 {n} 个字").format(n=REASON_LENGTH))
    known = indicator_catalogue(store, workspace.id).indicators.get(key.indicator)
    if known is None:
        raise _refused(_("目录里没有这项指标"))
    value, status = _parse(text, known)
    before = store.history(workspace.id, key.place_code, key.indicator, key.education_level, key.breakdown, key.period_key)
    now = before[before["in_force"].astype(bool)]
    if len(now) and _equal(value, status, now.iloc[0]):
        raise _refused(_("和现在的数相同"))
    closed = rounds.closing(store, workspace.id, key.indicator, key.education_level, key.place_code, key.period_key)
    if closed is not None:
        raise _refused(_("“{round}”已经结束，要改请先重新打开这一轮").format(round=closed.name))
    files = before[(before["state"] == "accepted") & (before["upload_kind"] != CORRECTION)]
    under = files.iloc[0] if len(files) else None
    observation = _observation(key, workspace, known, value, status, under)
    original = Correction(
        reason=reason.strip(),
        original_upload_id=None if under is None else int(under["upload_id"]),
        original_value=None if under is None or isnan(under["value"]) else float(under["value"]),
        original_status="" if under is None else str(under["status"]),
        original_filename="" if under is None else str(under["filename"]),
    )
    new = corrected.new_correction(observation, visitor.name, workspace.city_code, original)
    return store.accept(workspace, new, expected_revision=workspace.revision)


def take_back(store: Store, upload_id: int, reason: str, visitor: Visitor) -> bool:
    """Undo a correction: what stood there before it counts again. False when it was taken back already.

    Raises CorrectionRefusedError, RoundClosedError, NotAllowedError.
    """
    require(visitor, Action.CORRECT)
    if not reason.strip():
        raise _refused(_("请写明理由，它会保存在历史里"))
    return take_out(store, upload_id, reason.strip()[:REASON_LENGTH], visitor, correction=True)


def _parse(text: str, known: Indicator) -> tuple[float, str]:
    from loaders.numbers import understand

    found = understand(text)
    if found.how in ("text", "blanks") and found.value == found.value and found.sign in ("", known.unit):
        _in_range(found.value, known)
        return found.value, str(ValueStatus.REPORTED)
    if found.how == "state":
        return float("nan"), str(found.status)
    raise _refused(_("“{text}”不是数；没有数请填 —（不适用）、…（未采集）或 未报").format(text=text.strip()))


def _in_range(value: float, known: Indicator) -> None:
    low, high = known.valid_min, known.valid_max
    if (low is not None and value < low) or (high is not None and value > high):
        span = f"{shown_short(low) if low is not None else ''}–{shown_short(high) if high is not None else ''}"
        raise _refused(_("{indicator}应在 {span} 之间").format(indicator=known.label, span=span))
    if known.additive and known.unit in _WHOLE_UNITS and not float(value).is_integer():
        raise _refused(_("{indicator}是整数").format(indicator=known.label))


def _equal(value: float, status: str, row: pd.Series) -> bool:
    if row["status"] != status:
        return False
    return bool(isnan(value) and isnan(row["value"])) or isclose(value, row["value"], rel_tol=1e-12)


def _observation(
    key: ValueKey, workspace: Workspace, known: Indicator, value: float, status: str, under: pd.Series | None
) -> pd.DataFrame:
    number = None if isnan(value) else value
    row: dict[str, object] = {name: getattr(key, name) for name in KEY_COLUMNS}
    row |= {"value": value, "status": status, "unit": known.unit, "stated_unit": ""}
    if under is None:
        name, kind = _place(key.place_code, workspace.city_code)
        row |= {"place_name": name, "place_kind": kind, "place_text": name, "heading": [known.name], "sheet": "", "cell": ""}
        row["text"] = corrected.corrected_text(number, status, "")
    else:
        row |= {name: under[name] for name in ("place_name", "place_kind", "place_text", "sheet", "cell")}
        row |= {"heading": list(under["heading"]), "text": corrected.corrected_text(number, status, str(under["text"]))}
    return pd.DataFrame([row], columns=list(INCOMING_COLUMNS))


def _place(code: str, city_code: str) -> tuple[str, str]:
    found = next((place for place in geo.districts(city_code) if place.code == code), None)
    if found is None:
        raise _refused(_("这个城市没有这个区县"))
    return found.name, str(PlaceKind.DISTRICT if "-" not in code else PlaceKind.ZONE)


def _refused(why: str) -> CorrectionRefusedError:
    return CorrectionRefusedError(_("没有更正：{why}。").format(why=why))
