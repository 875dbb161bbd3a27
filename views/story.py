"""A value's whole story: every number its key ever had, with file, cell, person, time, and what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from indicators.rounding import shown
from indicators.suppression import is_small, protected
from indicators.vocabulary import EducationLevel, ValueStatus
from language import _
from store import CORRECTION, Store, Workspace, all_corrections
from views.facts import Facts
from views.lineage import CellKey, Lineage
from views.words import status_label, when

# Columns of a stored row that make a CellKey, in its order
_KEY = ("place_code", "indicator", "education_level", "breakdown", "period_key")


def story(store: Store, found: Facts, place: str, released: bool) -> pd.DataFrame:
    """All values that the figure of one place, or what it is made of, ever had in this period, withdrawn ones too.

    A rate that is computed has no history of its own: that of its counts stands there, each row with its indicator. Of what is
    protected nothing earlier is told to whoever may not see small numbers, and nothing at all where it is hidden.
    What was written about values (说明, reasons) is for staff: it may speak of what is hidden from others.
    """
    cells = found.cells([found.period])
    own = CellKey(place, found.indicator.id, str(found.options.level), "", found.period.key)
    lineage = Lineage(cells, found.catalogue)
    made_of = [CellKey(*(row[name] for name in _KEY)) for row in lineage.cells([own, *lineage.counts(own)])]
    keys = list(dict.fromkeys([own, *made_of]))
    now = found.series.at(found.period)
    hidden = bool(((now["place_code"] == place) & (now["status"] == str(ValueStatus.SUPPRESSED))).any())
    records = []
    for key in keys:
        known = found.catalogue.indicators[key.indicator]
        secret = released and protected(known, key.level)
        rows = store.history(found.workspace.id, *key, as_of=found.workspace.as_of)
        mine = cells[[one == key for one in zip(*(cells[name].tolist() for name in _KEY), strict=True)]]
        away = hidden or bool((mine["status"] == str(ValueStatus.SUPPRESSED)).any())
        for row in _as_allowed(rows, found, key).to_dict("records"):
            # An earlier version of a hidden figure would give it away, and so would two earlier counts together
            if secret and (away or is_small(row["value"]) or not row["in_force"]):
                row |= {"value": float("nan"), "status": str(ValueStatus.SUPPRESSED), "text": ""}
            records.append(_record(store, found, key, row, released))
    frame = pd.DataFrame(records, columns=_heads())
    few = frame[_("指标")].nunique() < 2
    return frame.drop(columns=[*([_("指标")] if few else []), *([] if frame[_("说明")].any() else [_("说明")])])


def _heads() -> list[str]:
    heads = [_("指标"), _("状态"), _("数值"), _("原文"), _("文件"), _("单元格")]
    return [*heads, _("报送人"), _("入库时间"), _("说明")]


def _record(store: Store, found: Facts, key: CellKey, row: Mapping[Any, Any], released: bool) -> dict[str, str]:
    known = found.catalogue.indicators[key.indicator]
    part = f"·{found.catalogue.breakdowns[key.breakdown].label}" if key.breakdown else ""
    level = _("（{level}）").format(level=found.catalogue.level_label(EducationLevel(key.level)))
    state = _("在用") if row["in_force"] else _("已撤回") if row["state"] == "withdrawn" else _("已被后报的数代替")
    return {
        _("指标"): known.label + part + (level if len(known.education_levels) > 1 else ""),
        _("状态"): state,
        _("数值"): shown(row["value"], known.decimals) if row["value"] == row["value"] else status_label(row["status"]),
        _("原文"): row["text"],
        _("文件"): row["filename"],
        _("单元格"): f"{row['sheet']}!{row['cell']}",
        _("报送人"): row["uploader"] or "—",
        _("入库时间"): when(row["uploaded_at"]),
        _("说明"): "" if released else _said(store, found.workspace, row),
    }


def _as_allowed(rows: pd.DataFrame, found: Facts, key: CellKey) -> pd.DataFrame:
    """Of another district nothing for a viewer limited to one; of the city the number that is shown, if it is."""
    if not found.workspace.only or key.place == found.workspace.only:
        return rows
    values = found.values
    same = (values["place_code"] == key.place) & (values["indicator"] == key.indicator) & (values["breakdown"] == key.breakdown)
    same &= (values["education_level"] == key.level) & (values["period_key"] == key.period)
    told = key.place == found.workspace.city_code and values.loc[same, "value"].notna().any()
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
