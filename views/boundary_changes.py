"""What changed in a city's districts and bears on its figures: a name in an old table is the unit of that year."""

from __future__ import annotations

import geo
from geo.changes import changes
from indicators import periods
from language import _
from views.facts import Facts


def boundary_changes(found: Facts) -> list[str]:
    """Changes of the city's districts that bear on its figures: units in the data that are no more, or changed since."""
    years = [period.start_year for period in found.series.periods]
    codes = set(found.series.places["place_code"])
    lines = []
    for change in changes():
        if change.city_code != found.workspace.city_code or not years or change.first_year <= min(years):
            continue
        touched = {geo.changes.last_code(code) for code, _name in (*change.old, *change.new)} | {
            code for code, _name in change.old
        }
        if not touched & codes:
            continue
        text = change.text()
        text = text[:1].upper() + text[1:]  # it opens a sentence in English
        before, after = found.period.start_year < change.first_year, found.period.start_year >= change.first_year
        if before and change.gone:
            lines.append(_("{change}：{period}的数仍分开列。").format(change=text, period=periods.label(found.period)))
        elif after and change.gone:
            lines.append(_("{change}：{period}的数已合在一起。").format(change=text, period=periods.label(found.period)))
        else:
            lines.append(_("{change}。").format(change=text))
    return lines
