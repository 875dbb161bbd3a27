"""The parts of a composition stay apart in grey print, and the shares written on them can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest

from charts.composition import _COLOURS, MOST_PARTS
from charts.tokens import SEQUENTIAL, contrast, ink_on, luminance


@pytest.mark.parametrize("parts", range(1, MOST_PARTS + 1))
def test_neighbours_differ_without_colour(parts: int) -> None:
    colours = [SEQUENTIAL[number] for number in _COLOURS[parts]]
    assert len(colours) == parts
    greys = [luminance(colour) for colour in colours]
    assert greys == sorted(greys, reverse=True)
    # a white line parts them besides; from one step to the next the grey changes by a quarter at least
    assert all(contrast(one, other) >= 1.25 for one, other in pairwise(colours))
    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in colours)
