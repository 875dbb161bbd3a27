"""Numbers for distinct things, so that rows by the hundred thousand are compared and grouped as arrays of whole numbers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np

Thing = TypeVar("Thing")
Key = TypeVar("Key", bound=Hashable)


class Numbering(dict[Key, int]):
    """The number of each thing asked for, equal ones the same, in the order in which they come first."""

    def __missing__(self, thing: Key) -> int:
        number = self[thing] = len(self)
        return number

    def of(self, things: Iterable[Key]) -> np.ndarray:
        """The number of each of them."""
        return np.fromiter(map(self.__getitem__, things), np.int32)


def numbered(things: Iterable[Hashable]) -> np.ndarray:
    """The same number for equal things, in the order in which they come first."""
    return Numbering[Hashable]().of(things)


def distinct(things: Sequence[Thing]) -> tuple[np.ndarray, list[Thing]]:
    """For each of them the place of the very same one in a list that holds each once, in the order in which they come first:
    for things that are slow to compare."""
    ids = np.fromiter(map(id, things), np.int64, len(things))
    _ids, first, codes = np.unique(ids, return_index=True, return_inverse=True)
    codes, order = _in_order(first, codes)
    return codes, [things[at] for at in order]


def _in_order(first: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """The numbers of `np.unique` anew, by where each thing comes `first`; and where that is."""
    order = np.argsort(first)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order))
    return place[codes], first[order].tolist()


def jointly(*numbers: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """One number for what stands at the same place of all of these, in the order in which it comes first; and where that is."""
    joint, most = np.zeros(len(numbers[0]), np.int64), 1
    for part in numbers:
        size = int(part.max(initial=0)) + 1
        if most * size > 2**62:  # renumbered from 0
            joint = np.unique(joint, return_inverse=True)[1]
            most = len(joint)
        joint, most = joint * size + part, most * size
    _numbers, first, codes = np.unique(joint, return_index=True, return_inverse=True)
    return _in_order(first, codes)


def objects(values: Sequence[object]) -> np.ndarray:
    """An array of these very objects, tuples among them."""
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made
