"""Speaker notes: the arithmetic of every figure on a slide, and the file, sheet and cell that each was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from indicators.city_values import city_note
from indicators.pace_words import calculation
from indicators.rounding import shown_short
from indicators.vocabulary import EducationLevel
from language import _
from views.facts import Facts, definition_line, ingredients, source_line
from views.standings import Standing
from views.words import status_label, with_unit

# Cells named for one figure; a sum of many parts names the first ones and counts the others
MOST_CELLS = 4


def indicator_notes(found: Facts, standings: Iterable[Standing] = ()) -> tuple[str, ...]:
    """One line for each place of the period, the city's value, what is still to do, and where all of it comes from."""
    by_code = {standing.code: standing for standing in standings}
    rows = found.series.records(found.period)
    own = stored_rows(found, found.indicator.id, found.options.level)
    lines = [definition_line(found.indicator), _("各区县数值与出处：")]
    for row in rows:
        lines.append(_place_line(found, row, own[own["place_code"] == row["place_code"]]))
        standing = by_code.get(str(row["place_code"]))
        if standing is not None and standing.needed is not None and standing.needed.count:
            lines.append(f"　{standing.needed.arithmetic}（{standing.needed.assumption}）")
    city = found.series.city_at(found.period)
    if city is not None:
        lines.append(city_note(city, found.indicator))
    lines.append(source_line(found, [(found.indicator.id, found.options.level)], [found.period]))
    return tuple(lines)


def pace_notes(found: Facts, standings: Iterable[Standing]) -> tuple[str, ...]:
    """The calculation of pace of every place that has a gap, line by line."""
    lines: list[str] = []
    for standing in standings:
        if standing.found is not None and standing.found.gap is not None:
            lines += [f"{standing.name}：", *(f"　{line}" for line in calculation(standing.found, found.indicator))]
    return tuple(lines)


def source_of_all(several: Sequence[Facts]) -> str:
    """The source line of figures of several indicators: the files of all of them."""
    first = several[0]
    whole = replace(first, values=pd.concat([found.values for found in several], ignore_index=True))
    return source_line(whole, [(found.indicator.id, found.options.level) for found in several], [first.period])


def stored_rows(found: Facts, indicator: str, level: EducationLevel) -> pd.DataFrame:
    """Stored rows of the period that an indicator's values rest on."""
    wanted = {(name, str(part)) for name, part in ingredients(found.catalogue, indicator, level)}
    rows = found.cells([found.period])
    pairs = pd.Series(list(zip(rows["indicator"], rows["education_level"], strict=True)), index=rows.index)
    return rows[pairs.isin(list(wanted))]


def _place_line(found: Facts, row: Mapping[str, Any], own: pd.DataFrame) -> str:
    """兴化市：78.2% = 17,673 ÷ 22,600（《学前.xlsx》学前!C6、B6）."""
    indicator, value = found.indicator, row["value"]
    if value != value:
        return _("{name}：{status}").format(name=row["place_name"], status=status_label(str(row["status"])))
    text = with_unit(value, indicator)
    above, below = row["numerator"], row["denominator"]
    if above == above and below == below:
        factor = "" if indicator.factor == 1 else f" × {shown_short(indicator.factor)}"
        factor = "" if indicator.is_percentage else factor
        text += f" = {shown_short(above)} ÷ {shown_short(below)}{factor}"
    direct = own[own["indicator"] == indicator.id] if row["origin"] == "reported" else own[own["indicator"] != indicator.id]
    cells = _cells(direct if not direct.empty else own)
    return _("{name}：{value}").format(name=row["place_name"], value=text) + (f"（{cells}）" if cells else "")


def _cells(own: pd.DataFrame) -> str:
    """《file》sheet!C6、B6 of the rows with a number, whole figures before their parts."""
    known = own[own["value"].notna()].sort_values("breakdown", kind="stable")
    parts, last = [], ""
    for row in known.head(MOST_CELLS).to_dict("records"):
        place = f"《{row['filename']}》{row['sheet']}!"
        parts.append((place if place != last else "") + str(row["cell"]))
        last = place
    more = len(known) - MOST_CELLS
    return _("、").join(parts) + (_("等 {n} 个单元格").format(n=len(known)) if more > 0 else "")
