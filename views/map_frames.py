"""The same map for every period: each with its figures, in the boundaries of its year."""

from __future__ import annotations

from charts.map_multiples import Frame
from indicators import periods
from language import _
from store import Store
from views.facts import Facts
from views.map_ground import Ground, ground
from views.map_rows import displayed_rows, places_of


def frames_of(store: Store, found: Facts, now: Ground) -> tuple[Frame, ...]:
    """One map for each period of the chosen kind, in the boundaries of its year."""
    frames = []
    for period in [other for other in found.series.periods if other.kind is found.period.kind]:
        base = now if period == found.period else ground(store, found.workspace, period.start_year)
        places = places_of(found.series, displayed_rows(found.series, period), base.shapes)
        known = places["value"].notna()
        note = _("{n} / {total} 有数").format(n=int(known.sum()), total=len(places))
        frames.append(Frame(periods.label(period), note, places, period == found.period))
    return tuple(frames)
