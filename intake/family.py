"""Which family of workbooks a file belongs to, and what people answered about that family before.

The loader says what makes a family and applies a layout; the store keeps the layouts of a city; here both meet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from intake.answers import about
from intake.records import LEAVE_OUT
from store import Store

if TYPE_CHECKING:
    from loaders.layouts import HeadingAnswer, Layout
    from loaders.workbook_reading import Reading


def family_of(reading: Reading) -> str:
    """The fingerprint of the file's headings, "" for a file without any."""
    from loaders.layouts import fingerprint

    return fingerprint(reading.headings) if reading.headings else ""


def known_layout(store: Store, workspace: str, reading: Reading) -> Layout | None:
    """The layout remembered for files like this one; None for a family that nobody had to answer about."""
    from loaders.layouts import choose, from_yaml

    layouts = []
    for text in store.layouts(workspace).values():
        try:
            layouts.append(from_yaml(text))
        except ValueError:  # it names an own indicator that was retired since: what it says is asked again
            continue
    return choose(layouts, reading.headings) if layouts else None


def layout_of(known: Layout | None, answers: Mapping[str, str]) -> Layout | None:
    """The remembered layout with these answers over it, for reading this file; None where nobody answered anything."""
    from loaders.layouts import Layout

    layout = known or Layout()
    places = {**layout.places, **{name: code for name, code in about(answers, "place").items() if code != LEAVE_OUT}}
    periods = {sheet: key for sheet, key in about(answers, "period").items() if key != LEAVE_OUT}
    made = replace(layout, headings={**layout.headings, **_headings(answers)}, places=places, periods=periods)
    return made if made != Layout() else None


def remembered_layout(known: Layout | None, reading: Reading, city_code: str, answers: Mapping[str, str]) -> str:
    """What to keep for the next file of the family, as YAML; "" where there is nothing to remember.

    A year holds for one file only and is not kept.
    """
    from loaders.layouts import to_yaml

    layout = layout_of(known, {key: answer for key, answer in answers.items() if not key.startswith("period:")})
    if layout is None:
        return ""
    headings = known.known if known is not None else tuple(reading.headings)
    return to_yaml(replace(layout, name=layout.name or reading.filename, city_code=city_code, known=headings, periods={}))


def _headings(answers: Mapping[str, str]) -> dict[str, HeadingAnswer]:
    from loaders.layouts import IGNORED, HeadingAnswer

    found = {}
    for text, answer in about(answers, "heading").items():
        indicator, level, breakdown = (*answer.split("|"), "", "")[:3]
        found[text] = HeadingAnswer(IGNORED) if answer == LEAVE_OUT else HeadingAnswer(indicator, level, breakdown)
    return found
