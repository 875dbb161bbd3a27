"""The columns of the tables that travel between packages, documented in one place.

OBSERVATION_COLUMNS  what `loaders` reads from a workbook, one row for each body cell of a block
STORED_COLUMNS       what `store` answers: the current value of each key, with where it came from
"""

from __future__ import annotations

# One row for each body cell. Texts are str ("" where nothing is said), never NaN; `value` is float64 with NaN = no number.
OBSERVATION_COLUMNS = {
    "sheet": "name of the sheet; the file's stem for CSV",
    "cell": "A1 address of the value",
    "row": "row of the value, from 1 (int)",
    "column": "column of the value, from 1 (int)",
    "place": "place as read, cleaned of padding and footnote marks; '' where the table is about no place",
    "place_cell": "A1 address of the place's name, '' where it came from the sheet's name or title",
    "place_code": "six-digit code, zone id ('321200-高新区') or '' when not known",
    "place_kind": "PlaceKind",
    "aggregate": "True for a total, subtotal or region row/column (bool)",
    "period": "label with a four-digit start year as read ('2023-2024学年')",
    "period_key": "Period.key, '' when not known",
    "heading": "tuple of heading texts, outermost first (object column of tuples)",
    "indicator": "id in the catalogue, '' when no indicator is known by this heading",
    "education_level": "EducationLevel",
    "breakdown": "breakdown id of that indicator, '' for the whole",
    "unit": "unit of `value` as stated ('人', '万人', '%'), '' where none is stated",
    "value": "number in `unit`, percentages in percent units (85.3); NaN where the cell holds none (float64)",
    "status": "ValueStatus",
    "text": "what the cell shows, raw",
}

# One row for each key (workspace, place_code, indicator, education_level, breakdown, period_key): the value in force.
STORED_COLUMNS = {
    "observation_id": "key of the row in the store (int)",
    "place_code": "six-digit code, zone id, or the city's own code for a reported city total",
    "place_name": "name to show",
    "place_kind": "PlaceKind: district, zone, city_direct or city (上报全市值)",
    "indicator": "id in the catalogue",
    "education_level": "EducationLevel",
    "breakdown": "breakdown id, '' for the whole",
    "period_key": "Period.key",
    "value": "number in the indicator's unit; NaN where there is none (float64)",
    "status": "ValueStatus",
    "upload_id": "the upload it came from (int)",
    "filename": "that upload's file",
    "sheet": "sheet of the cell",
    "cell": "A1 address of the cell",
    "text": "what the cell shows, raw",
    "uploaded_at": "UTC time of the upload (datetime64)",
    "uploader": "who uploaded",
    "upload_kind": "'file', or 'correction': a value corrected by hand (`filename` says so, too)",
}
