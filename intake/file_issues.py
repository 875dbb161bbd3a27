"""What is said of a file as a whole: it came before, it belongs elsewhere, there is nothing in it to store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import geo
from indicators.issues import Issue
from indicators.vocabulary import Severity
from intake.records import KeptOut, kept_out_text
from language import _, using
from store import Store, Upload, Workspace

if TYPE_CHECKING:
    from loaders.workbook_reading import Reading


def already_in_force(store: Store, room: Workspace, earlier: int | None, diff: pd.DataFrame) -> Upload | None:
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


def about_file(
    store: Store, room: Workspace, reading: Reading, prepared: pd.DataFrame, kept_out: pd.DataFrame, already: Upload | None
) -> list[Issue]:
    """Issues of the whole file, from what the store knows of it."""
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
        found.append(Issue.of("nothing-to-store", reasons=reasons(reading, kept_out)))
    return found


def _simulated_title(reading: Reading, room: Workspace) -> tuple[str, str] | None:
    """The first sheet whose title names the simulated city of this name, as workbooks taken from it do, and that name."""
    names = [f"{geo.city(room.city_code).name}（模拟）"]
    with using("en"):
        names.append(geo.shown(room.city_code, names[0]))
    titles = ((grid.name, str(grid.value(0, 0) or "")) for grid in reading.workbook.grids)
    return next(((sheet, name) for sheet, title in titles for name in names if name in title), None)


def reasons(reading: Reading, kept_out: pd.DataFrame) -> str:
    """Why nothing can be stored, in a few words."""
    if reading.observations.empty:
        return _("没有认出数据表")
    counted = kept_out["reason"].value_counts().items()
    parts = [_("{reason} {n} 个").format(reason=kept_out_text(KeptOut(str(reason))), n=n) for reason, n in counted]
    return _("、").join(parts) or _("表里没有填数")


def without_repeats(first: list[Issue] | tuple[Issue, ...], second: list[Issue]) -> list[Issue]:
    """Both lists; of the second only what the first does not say of the same cell."""
    said = {(issue.kind, issue.sheet, issue.cell) for issue in first}
    return [*first, *(issue for issue in second if (issue.kind, issue.sheet, issue.cell) not in said)]
