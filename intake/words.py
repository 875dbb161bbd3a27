"""How keys are said to people: a heading's path, a number in its unit."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from indicators.catalogue import Catalogue, load_catalogue
from indicators.definitions import in_language
from indicators.vocabulary import EducationLevel

# Between the steps of a heading's path, as the loader's issues write it
STEP = " › "


def heading_text(heading: Iterable[str]) -> str:
    """The path of heading texts as one line, outermost first: 班级总数 › 小学."""
    return STEP.join(str(text) for text in heading)


def quantity_text(indicator: str, education_level: str, breakdown: str, catalogue: Catalogue | None = None) -> str:
    """What is counted, in the current language: 小学班级总数（大班额）; the level only where the indicator has several."""
    catalogue = catalogue or load_catalogue()
    known = catalogue.indicators[indicator]
    text = known.label
    if education_level != EducationLevel.ALL and len(known.education_levels) > 1:
        level = in_language(*catalogue.level_names[EducationLevel(education_level)])
        text = in_language(f"{level}{text}", f"{text}, {level}")
    if breakdown in catalogue.breakdowns:
        part = catalogue.breakdowns[breakdown].label
        text = in_language(f"{text}（{part}）", f"{text} ({part})")
    return text


def number_text(value: float) -> str:
    """A number as short as it is exact: 412, 85.3; "" for none."""
    if value is None or math.isnan(value):
        return ""
    return str(int(value)) if float(value).is_integer() else repr(round(float(value), 10)).removesuffix(".0")


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A few rows as dictionaries, to be put into words one by one."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
