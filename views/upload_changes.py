"""What one accepted upload changed: each of its figures beside the one that counted before it."""

from __future__ import annotations

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.periods import label_of_key
from indicators.vocabulary import EducationLevel
from language import _
from store import KEY_COLUMNS, Store, Upload
from views.words import level_label, number, status_label

CHANGED, NEW, SAME = "changed", "new", "same"
_ORDER = {CHANGED: 0, NEW: 1, SAME: 2}


def upload_changes(store: Store, upload: Upload) -> pd.DataFrame:
    """KEY_COLUMNS, place_name, sheet, cell, change, value, status, old_value, old_status, old_filename; what changed comes first.

    `change`: CHANGED, NEW or SAME beside the figure in force just before the upload, whatever came since, taken back or not.
    """
    keys, told = list(KEY_COLUMNS), ["value", "status", "filename"]
    before = store.current_values(upload.workspace, as_of=upload.revision - 1)
    old = before[[*keys, *told]].rename(columns={name: f"old_{name}" for name in told})
    brought = store.upload_values(upload.id)[[*keys, "place_name", "value", "status", "sheet", "cell"]]
    found = brought.merge(old, on=keys, how="left")
    known = found["old_status"].notna()
    number_stays = (found["value"] == found["old_value"]) | (found["value"].isna() & found["old_value"].isna())
    found["change"] = CHANGED
    found.loc[~known, "change"] = NEW
    found.loc[known & number_stays & (found["status"] == found["old_status"]), "change"] = SAME
    return found.sort_values("change", key=lambda names: names.map(_ORDER), kind="stable").reset_index(drop=True)


def changes_in_words(found: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The same for people, without what stayed the same; indicators that the catalogue does not know any more are left out."""
    words = {CHANGED: _("变更"), NEW: _("新增")}
    rows = []
    for row in found[found["change"] != SAME].to_dict("records"):
        known = catalogue.indicators.get(str(row["indicator"]))
        if known is None:
            continue
        part = catalogue.breakdowns[str(row["breakdown"])].label if row["breakdown"] else ""
        old = "" if row["change"] == NEW else number(row["old_value"], known) or status_label(str(row["old_status"]))
        rows.append(
            {
                _("变化"): words[row["change"]],
                _("区县"): geo.shown(row["place_code"], row["place_name"]),
                _("指标"): known.label,
                _("学段"): level_label(EducationLevel(str(row["education_level"]))),
                _("分组"): part,
                _("时期"): label_of_key(str(row["period_key"])),
                _("原值"): old,
                _("新值"): number(row["value"], known) or status_label(str(row["status"])),
                _("原值所在文件"): "" if row["change"] == NEW else row["old_filename"],
                _("单元格"): f"{row['sheet']}!{row['cell']}",
            }
        )
    names = [_("变化"), _("区县"), _("指标"), _("学段"), _("分组"), _("时期"), _("原值"), _("新值")]
    names += [_("原值所在文件"), _("单元格")]
    return pd.DataFrame(rows, columns=names)
