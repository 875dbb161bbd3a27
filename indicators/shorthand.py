"""How workbooks of ours write a state that has no number, and how a number says that it is estimated or provisional.

A state is a word in square brackets in the figure's own column. An estimate stays a number: the words stand in the cell's number
format (`0.0"（预计）"` shows 85.3（预计）). `loaders` reads both back, so that what was taken along can come home.
"""

from __future__ import annotations

from indicators.vocabulary import ValueStatus
from language import current

# By status, in Chinese and in English; every spelling is read whatever the language of the moment
SHORTHAND = {
    ValueStatus.SUPPRESSED: ("[不公开]", "[suppressed]"),
    ValueStatus.NOT_APPLICABLE: ("[不适用]", "[not applicable]"),
    ValueStatus.NOT_COLLECTED: ("[未采集]", "[not collected]"),
    ValueStatus.NOT_REPORTED: ("[未报送]", "[not reported]"),
    ValueStatus.UNREADABLE: ("[无法识别]", "[unreadable]"),
}
# Where a table has a cell for something that nobody ever said anything about
NO_RECORD = ("[无记录]", "[no record]")
# What stands behind a number that is there, but not for good
DOUBT = {ValueStatus.ESTIMATED: ("（预计）", " (estimated)"), ValueStatus.PROVISIONAL: ("（快报）", " (provisional)")}


def shorthand(status: ValueStatus | str) -> str:
    """The word in brackets for a state without a number; "" for states that have one."""
    return _spoken(SHORTHAND.get(ValueStatus(status), ("", "")))


def no_record() -> str:
    """The word in brackets for a cell about which nothing is known, not even that it was asked for."""
    return _spoken(NO_RECORD)


def doubt(status: ValueStatus | str) -> str:
    """What a number's format adds: （预计）, （快报）; "" for a plain number."""
    return _spoken(DOUBT.get(ValueStatus(status), ("", "")))


def says_no_record(text: str) -> bool:
    """Whether a cell's text is `no_record()` in any language."""
    return text.strip().lower() in NO_RECORD


def _spoken(words: tuple[str, str]) -> str:
    return words[1] if current() == "en" else words[0]
