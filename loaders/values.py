"""Reads the figures of a table column by column: a value and a status for each cell, and what must be said about it.

Plain numbers, the many, are converted as a whole column; only texts are looked at one by one.
"""

from __future__ import annotations

from datetime import time
from typing import NamedTuple

import numpy as np

from indicators.vocabulary import ValueStatus
from loaders.cells import BLANK, DATE, FAULT, NUMBER, NUMBER_TEXT, STATE, TEXT
from loaders.figures import CODE, Figures, Remark
from loaders.fractions import prove_fractions
from loaders.merged_values import spread_figures
from loaders.numbering import Numbering
from loaders.numbers import NONE_OR_ZERO, understand
from loaders.rows import RowRole
from loaders.separators import doubtful
from loaders.table import Table
from loaders.times import certainty
from loaders.units import is_rate, scale_of
from loaders.words import bare

_REPORTED, _NOT_REPORTED, _UNREADABLE = CODE[ValueStatus.REPORTED], CODE[ValueStatus.NOT_REPORTED], CODE[ValueStatus.UNREADABLE]


class KindsOfRows(NamedTuple):
    """The kinds of rows (their words without a school's name), and for each body row the number of its own."""

    words: list[tuple[str, ...]]
    number: np.ndarray


def kinds_of_rows(kinds: list[tuple[str, ...]]) -> KindsOfRows:
    """Number the kinds in the order in which they come."""
    numbers = Numbering[tuple[str, ...]]()
    return KindsOfRows(number=numbers.of(kinds), words=list(numbers))


def read_figures(table: Table) -> Figures:
    """Every cell of the body in a value column, once."""
    body, columns = table.block.body, table.values
    shape = (len(body), len(columns))
    figures = Figures(np.full(shape, np.nan), np.full(shape, _NOT_REPORTED, dtype=np.int8), [])
    figures.data = np.array([role is RowRole.DATA for role in table.labels.role], dtype=bool)
    several = any(words != table.labels.steps[0] for words in table.labels.steps)
    rows_of = kinds_of_rows(table.labels.kinds)
    for position, column in enumerate(columns):
        figures.units.append(_read_column(table, figures, position, column, rows_of, several))
    for at, column, text in doubtful(table, figures, _UNREADABLE):
        figures.remarks.append(Remark("not-a-number", at, column, {"text": text}))
    for at, column, said in prove_fractions(table, figures):
        figures.remarks.append(Remark("fraction-proven", at, column, said))
    for at, column, said in spread_figures(table, figures, _UNREADABLE):
        figures.remarks.append(Remark("merged-value", at, column, said))
    return figures


def _read_column(table: Table, figures: Figures, position: int, column: int, rows_of: KindsOfRows, several: bool) -> str:
    grid, body = table.sheet.grid, table.block.body
    kinds = np.where(figures.data, table.sheet.kinds[body, column], BLANK)
    numbers = np.flatnonzero(kinds == NUMBER)
    values = figures.values[:, position]
    status = figures.status[:, position]
    values[numbers] = grid.cells.floats(column, body[numbers])
    status[numbers] = _REPORTED
    scale = scale_of(table.column_unit.get(column, ""))
    if scale and scale == grid.shown_divided(column, body[numbers]):  # 25340 shown as 2.5 below （万人）
        values[numbers] = np.round(values[numbers] / 10**scale, 10)
    for text, here in grid.quoted_formats(column).items():
        if said := certainty(text):  # 0.0"（预计）": the number format says what the number is
            status[numbers[here[body[numbers]]]] = CODE[ValueStatus(said)]
    broken = numbers[~np.isfinite(values[numbers])]  # a damaged .xls may hold NaN or infinity: no number
    values[broken], status[broken] = np.nan, _UNREADABLE
    shown_percent = grid.percent_column(column)[body] & (kinds == NUMBER)
    if shown_percent.any():
        # 0.853 shows as 85.3%: ten decimals in per cent are kept, the rest is noise of the binary fraction
        values[shown_percent] = np.round(values[shown_percent] * 100, 10)
    signed: dict[int, str] = {}
    plain = _read_plain_texts(table, figures, position, column, np.flatnonzero(kinds == NUMBER_TEXT), signed)
    others = (kinds == NUMBER_TEXT) | (kinds == STATE) | (kinds == TEXT) | (kinds == DATE) | (kinds == FAULT)
    others[plain] = False
    for row in np.flatnonzero(others).tolist():
        sign = _read_cell(table, figures, row, position, int(body[row]), column, int(kinds[row]))
        if sign:
            signed[row] = sign
    figures.text_numbers.get(position, []).sort()
    for row in np.flatnonzero(kinds > BLANK).tolist() if grid.struck else ():
        if (int(body[row]), column) in grid.struck:
            values[row], status[row] = np.nan, _UNREADABLE
    signs = dict.fromkeys((rows_of.words[number] for number in np.unique(rows_of.number[shown_percent]).tolist()), "%")
    for row, sign in sorted(signed.items()):
        signs.setdefault(table.labels.kinds[row], sign)
    if signs and (table.labels.school or not _says_rate(table, column)):
        signs = _signs_of_most(figures, position, rows_of, shown_percent, signed, signs)
    for row in figures.lone_signs.get(position, ()) if not table.labels.school else ():
        text = f"{values[row]:.6g}{figures.lone_signs[position][row]}"
        figures.remarks.append(Remark("percent-among-counts", int(body[row]), column, {"text": text}))
    for words, sign in signs.items():
        figures.signs[(column, words)] = sign
    if not several:  # a column of several indicators has no one notation
        _percent_remarks(table, figures, position, column, shown_percent, signs)
    return table.column_unit.get(column, "")


def _says_rate(table: Table, column: int) -> bool:
    """Whether column, rows or title speak of a rate: then one sign in the column says how all of it is meant."""
    steps = (*table.column_steps.get(column, ()), *(step for words in set(table.labels.kinds) for step in words), table.subject)
    return any(map(is_rate, steps))


def _signs_of_most(
    figures: Figures,
    position: int,
    rows_of: KindsOfRows,
    shown_percent: np.ndarray,
    signed: dict[int, str],
    signs: dict[tuple[str, ...], str],
) -> dict[tuple[str, ...], str]:
    """Where schools or counts are listed a sign holds for a kind of which half carry one; else it stays with its cells."""
    carries = shown_percent.copy()
    carries[list(signed)] = True
    size = len(rows_of.words)
    carrying = np.bincount(rows_of.number[carries], minlength=size)
    counted = np.bincount(rows_of.number[~np.isnan(figures.values[:, position])], minlength=size)
    few = carrying * 2 < counted
    alone = np.flatnonzero(carries & few[rows_of.number]).tolist()
    figures.lone_signs[position] = {row: signed.get(row, "%") for row in alone}
    dropped = {rows_of.words[number] for number in np.flatnonzero(few).tolist()}
    return {words: sign for words, sign in signs.items() if words not in dropped}


def _read_plain_texts(
    table: Table, figures: Figures, position: int, column: int, rows: np.ndarray, signed: dict[int, str]
) -> np.ndarray:
    """Reads and returns those of `rows` whose text is nothing but a number, each distinct text once; notes the signs (%)."""
    cells, body = table.sheet.grid.cells, table.block.body
    used, which = np.unique(cells.numbers[body[rows], column].astype(np.intp), return_inverse=True)
    reads = [understand(str(cells.things[thing])) for thing in used.tolist()]
    plain = np.array([read.how == "text" for read in reads], dtype=bool)[which]
    rows, which = rows[plain], which[plain]
    if not len(rows):
        return rows
    figures.values[rows, position] = np.array([read.value for read in reads])[which]
    figures.status[rows, position] = _REPORTED
    figures.text_numbers[position] = rows.tolist()
    for number in np.flatnonzero([bool(read.sign) for read in reads]).tolist():
        signed.update(dict.fromkeys(rows[which == number].tolist(), reads[number].sign))
    return rows


def _read_cell(table: Table, figures: Figures, row: int, position: int, at: int, column: int, kind: int) -> str:
    """One cell that is no plain number. Returns the sign (%) it carries."""
    grid = table.sheet.grid
    value = grid.value(at, column)
    remarks = figures.remarks
    if kind == FAULT:
        figures.status[row, position] = _UNREADABLE
        error = grid.errors.get((at, column))
        if error is not None:
            remarks.append(Remark("error-value", at, column, {"text": error}))
        else:
            remarks.append(
                Remark("formula-without-value", at, column, {"text": "=" + grid.uncalculated.get((at, column), "").lstrip("=")})
            )
        return ""
    if kind == DATE:
        figures.status[row, position] = _UNREADABLE
        heading = " ".join(table.column_steps.get(column, ()))
        if isinstance(value, time) and "比" in heading:
            ratio = f"{value.hour}:{value.minute}"
            remarks.append(Remark("ratio-as-time", at, column, {"heading": heading, "text": str(value)[:5], "ratio": ratio}))
        else:
            remarks.append(Remark("date-in-cell", at, column, {"text": str(value)}))
        return ""
    text = str(value)
    read = understand(text)
    if read.how == "ratio" and not any("比" in step for step in table.column_steps.get(column, ())):
        read = read._replace(how="words", value=np.nan, status=ValueStatus.UNREADABLE)
    if read.how == "blanks" and (_decimals(figures, position) or read.sign):
        read = read._replace(how="words", value=np.nan, status=ValueStatus.UNREADABLE)
    figures.values[row, position] = read.value
    figures.status[row, position] = CODE[read.status]
    shown, number = " ".join(text.split()) if read.how != "blanks" else text.strip(), f"{read.value:.12g}"
    if read.how == "words":
        remarks.append(Remark("not-a-number", at, column, {"text": shown}))
    elif read.how == "unit":
        remarks.append(Remark("number-with-unit", at, column, {"text": shown}))
    elif read.how == "blanks":
        remarks.append(Remark("number-with-blanks", at, column, {"text": shown, "value": number}))
        figures.text_numbers.setdefault(position, []).append(row)
    elif read.how == "marked":
        remarks.append(Remark("number-marked", at, column, {"text": shown, "value": number}))
    elif read.how == "text":
        figures.text_numbers.setdefault(position, []).append(row)
    elif read.how == "state" and bare(text) in NONE_OR_ZERO:
        remarks.append(Remark("none-or-zero", at, column, {"text": shown}))
    return read.sign


def _decimals(figures: Figures, position: int) -> bool:
    """Whether the column's plain numbers have decimals: then a blank inside digits may stand for a lost point (85 3)."""
    numbers = figures.values[:, position]
    numbers = numbers[~np.isnan(numbers)]
    return bool(len(numbers)) and bool((numbers != np.round(numbers)).any())


def _percent_remarks(
    table: Table, figures: Figures, position: int, column: int, shown: np.ndarray, signs: dict[tuple[str, ...], str]
) -> None:
    values = figures.values[:, position]
    unit = table.column_unit.get(column, "") or next(iter(signs.values()), "")
    known = ~np.isnan(values)
    if not known.any():
        return
    at = int(table.block.body[int(np.flatnonzero(known)[0])])
    plain = known & ~shown
    bare_numbers = int(plain.sum()) - len(figures.text_numbers.get(position, ()))
    if unit == "%" and ((shown.any() and plain.any()) or ("%" in signs.values() and bare_numbers > 0)):
        figures.remarks.append(Remark("mixed-percent", at, column))
