"""Numbers for distinct things: against counting them one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from loaders.numbering import Numbering, distinct, jointly, numbered

WORDS = st.lists(st.sampled_from(["小学", "初中", "高中", ""]), max_size=30)


@given(WORDS)
def test_equal_things_have_one_number_in_the_order_in_which_they_come(words: list[str]) -> None:
    order = list(dict.fromkeys(words))
    assert numbered(words).tolist() == [order.index(word) for word in words]


def test_a_numbering_goes_on_over_several_lists() -> None:
    places = Numbering[str]()
    assert places.of(["海陵区", "姜堰区"]).tolist() == [0, 1]
    assert places.of(["兴化市", "海陵区"]).tolist() == [2, 0]
    assert list(places) == ["海陵区", "姜堰区", "兴化市"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2**40)), min_size=1, max_size=40))
def test_several_numbers_become_one(rows: list[tuple[int, int, int]]) -> None:
    order = list(dict.fromkeys(rows))
    codes, first = jointly(*(np.array(part) for part in zip(*rows, strict=True)))
    assert codes.tolist() == [order.index(row) for row in rows]
    assert first == [rows.index(row) for row in order]


def test_the_very_same_things_are_told_by_what_they_are_not_by_what_they_equal() -> None:
    one, other = ["同"], ["同"]
    codes, things = distinct([one, other, one])
    assert codes[0] == codes[2] != codes[1] and things[codes[1]] is other and things[codes[0]] is one
