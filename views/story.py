"""A value's whole story: every number its key ever had, with file, cell, person, time, and what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from indicators.rounding import shown
from indicators.suppression import is_small, protected
from indicators.vocabulary import ValueStatus
from language import _
from store import CORRECTION, Store, Workspace, all_corrections
from views.facts import Facts
from views.words import status_label, when


def story(store: Store, found: Facts, place: str, released: bool) -> pd.DataFrame:
    """All values the stored figure of one place ever had in this period, withdrawn ones too; nothing where it is hidden.

    What was written about them (说明, reasons) is for staff: it may speak of what is hidden from others.
    """
    key = (place, found.indicator.id, str(found.options.level), "", found.period.key)
    rows = _as_allowed(store.history(found.workspace.id, *key, as_of=found.workspace.as_of), found, place)
    now = found.series.at(found.period)
    hidden = bool(((now["place_code"] == place) & (now["status"] == str(ValueStatus.SUPPRESSED))).any())
    records = []
    for row in rows.to_dict("records"):
        # An earlier version of a hidden figure would give it away, and so would an earlier small one
        if released and protected(found.indicator, str(found.options.level)) and (hidden or is_small(row["value"])):
            row |= {"value": float("nan"), "status": str(ValueStatus.SUPPRESSED), "text": ""}
        state = _("在用") if row["in_force"] else _("已撤回") if row["state"] == "withdrawn" else _("已被后报的数代替")
        number = shown(row["value"], found.indicator.decimals) if row["value"] == row["value"] else status_label(row["status"])
        records.append(
            {
                _("状态"): state,
                _("数值"): number,
                _("原文"): row["text"],
                _("文件"): row["filename"],
                _("单元格"): f"{row['sheet']}!{row['cell']}",
                _("报送人"): row["uploader"] or "—",
                _("入库时间"): when(row["uploaded_at"]),
                _("说明"): "" if released else _said(store, found.workspace, row),
            }
        )
    names = [_("状态"), _("数值"), _("原文"), _("文件"), _("单元格"), _("报送人"), _("入库时间"), _("说明")]
    frame = pd.DataFrame(records, columns=names)
    return frame if frame[_("说明")].any() else frame.drop(columns=_("说明"))


def _as_allowed(rows: pd.DataFrame, found: Facts, place: str) -> pd.DataFrame:
    """Of another district nothing for a viewer limited to one; of the city the number that is shown, if it is."""
    if not found.workspace.only or place == found.workspace.only:
        return rows
    values = found.values
    same = (values["place_code"] == place) & (values["indicator"] == found.indicator.id) & (values["breakdown"] == "")
    same &= (values["education_level"] == str(found.options.level)) & (values["period_key"] == found.period.key)
    told = place == found.workspace.city_code and values.loc[same, "value"].notna().any()
    return rows[rows["in_force"].astype(bool)] if told else rows.head(0)


def _said(store: Store, workspace: Workspace, row: Mapping[Any, Any]) -> str:
    """Why the value is right although it looked doubtful, why it was corrected, why it was taken back."""
    upload = int(row["upload_id"])
    if row["upload_kind"] == CORRECTION:
        found = [one.reason for one in all_corrections(store, workspace.id) if one.upload_id == upload]
    else:
        at = {("", ""), (row["sheet"], ""), (row["sheet"], row["cell"])}
        found = [one.text for one, _author, _time in store.explanations(upload) if (one.sheet, one.cell) in at]
    if row["state"] == "withdrawn" and row["withdrawn_reason"]:
        found.append(_("撤回：{why}").format(why=row["withdrawn_reason"]))
    return _("；").join(dict.fromkeys(found))
