"""What columns are for: the one list of roles."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a column is for. LABEL: words that belong to the heading of each row (指标, 学段, 年级 …)."""

    VALUE = "value"
    PLACE = "place"
    PARENT = "parent"
    PERIOD = "period"
    INDICATOR = "indicator"
    LABEL = "label"
    SCHOOL = "school"
    UNIT = "unit"
    SERIAL = "serial"
    CODE = "code"
    REMARK = "remark"
    DATE = "date"
    TRANSLATION = "translation"
    BLANK = "blank"
