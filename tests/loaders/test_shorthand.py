"""What our own workbooks write for a state is read as that state; a number format may say that a number is an estimate."""

from __future__ import annotations

import io

import openpyxl
import pytest

from indicators.shorthand import NO_RECORD, SHORTHAND, doubt, says_no_record, shorthand
from indicators.vocabulary import ValueStatus
from language import using
from loaders.numbers import understand
from loaders.reading import read


@pytest.mark.parametrize(("status", "texts"), SHORTHAND.items())
def test_a_state_in_brackets_is_read_as_that_state(status: ValueStatus, texts: tuple[str, str]) -> None:
    for text in texts:
        found = understand(text)
        assert (found.how, found.status) == ("state", status)


def test_every_state_without_a_number_has_its_shorthand_and_no_other() -> None:
    with_number = {ValueStatus.REPORTED, ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL}
    assert {status for status in ValueStatus if not shorthand(status)} == with_number
    assert {status for status in ValueStatus if doubt(status)} == with_number - {ValueStatus.REPORTED}
    assert len({text for texts in (*SHORTHAND.values(), NO_RECORD) for text in texts}) == 2 * (len(SHORTHAND) + 1)


def test_the_language_of_the_moment_writes_and_any_is_read() -> None:
    assert shorthand("suppressed") == "[不公开]"
    with using("en"):
        assert shorthand("suppressed") == "[suppressed]"
        assert says_no_record("[无记录]")
    assert says_no_record("[No record]") and not says_no_record("无记录")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ('0.0"（预计）"', "estimated"),
        ('#,##0" (estimated)"', "estimated"),
        ('0.0"（快报）"', "provisional"),
        ('0.0"人"', "reported"),
        ("0.0", "reported"),
    ],
)
def test_a_number_format_says_what_the_number_is(code: str, status: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["地区", "2023学年", "2024学年"])
    sheet.append(["海陵区", 81.2, 82.5])
    sheet.append(["兴化市", 71.2, 72.5])
    sheet.title = "普惠性幼儿园覆盖率（%）"
    sheet["C3"].number_format = code
    file = io.BytesIO()
    book.save(file)
    rows = read(file.getvalue(), "泰州市.xlsx").observations.set_index("cell")
    assert rows.loc["C3", ["value", "status"]].tolist() == [72.5, status]
    assert set(rows.drop("C3")["status"]) == {"reported"}
