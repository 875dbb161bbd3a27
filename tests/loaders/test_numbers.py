"""A text is a number only when it is one for certain."""

from __future__ import annotations

import math

import pytest

from indicators.vocabulary import ValueStatus
from loaders.numbers import understand


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("15,933", 15933.0, ""),
        (" 20 ", 20.0, ""),
        ("９２．２％", 92.2, "%"),
        ("-6", -6.0, ""),
        ("−6", -6.0, ""),
        ("1,234.5", 1234.5, ""),
        ("7.28‰", 7.28, "‰"),
        ("0", 0.0, ""),
        ("  9 8", 98.0, ""),
        ("    1 375281", 1375281.0, ""),
        ("ⓡ 299,269", 299269.0, ""),
        ("12③", 12.0, ""),
    ],
)
def test_numbers(text: str, value: float, sign: str) -> None:
    read = understand(text)
    assert (read.value, read.sign, read.status) == (value, sign, ValueStatus.REPORTED)


@pytest.mark.parametrize(
    "text",
    [
        "约80",
        "85.3%(预计)",
        "3?",
        "16 间左右",
        "7.8S",
        "217E",
        "3O",
        "27(含在建2个)",
        "12,34",
        "1e5",
        "(1)",
        "80-85",
        "＞90",
        "85.3.1",
    ],
)
def test_any_other_word_means_no_number(text: str) -> None:
    read = understand(text)
    assert math.isnan(read.value) and read.how == "words" and read.status is ValueStatus.UNREADABLE


def test_a_unit_in_the_cell_is_told_apart() -> None:
    assert understand("707个班").how == "unit" and math.isnan(understand("707个班").value)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("*", ValueStatus.SUPPRESSED),
        ("＊", ValueStatus.SUPPRESSED),
        ("c", ValueStatus.SUPPRESSED),
        ("—", ValueStatus.NOT_APPLICABLE),
        ("——", ValueStatus.NOT_APPLICABLE),
        ("-", ValueStatus.NOT_APPLICABLE),
        ("/", ValueStatus.NOT_APPLICABLE),
        ("无", ValueStatus.NOT_APPLICABLE),
        ("z", ValueStatus.NOT_APPLICABLE),
        ("…", ValueStatus.NOT_COLLECTED),
        ("..", ValueStatus.NOT_COLLECTED),
        ("x", ValueStatus.NOT_COLLECTED),
        ("未统计", ValueStatus.NOT_COLLECTED),
        ("未报送", ValueStatus.NOT_REPORTED),
        ("待核", ValueStatus.NOT_REPORTED),
        ("", ValueStatus.NOT_REPORTED),
    ],
)
def test_marks_are_states_of_their_own(text: str, status: ValueStatus) -> None:
    read = understand(text)
    assert math.isnan(read.value) and read.status is status
