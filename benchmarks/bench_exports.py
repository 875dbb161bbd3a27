"""What leaves the house: pictures beside bare vl-convert of the same charts, a deck of 20 slides, memory over 200 pictures."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import vl_convert

from benchmarks.measuring import Figure, seconds, work_seconds
from charts.classes import quantile_classes
from charts.map import map_chart
from exports.deck import write
from exports.fonts import register_fonts
from exports.picture import PICTURE_SIZES, Panel, Picture, content_area
from exports.render import to_png, vegalite_version
from store import Store, Workspace
from views.choices import Choices
from views.decks import DeckKind, deck_view
from views.district_map import district_map_view
from views.gaps import gaps_view

SLIDES, PICTURES = 20, 200
COVERAGE = Choices(indicator="inclusive_coverage", released=True)


@contextmanager
def sample() -> Iterator[tuple[Store, Workspace]]:
    """The sample city in a database of its own."""
    from intake.seeding import ready_store

    with tempfile.TemporaryDirectory() as folder:
        store = ready_store(f"sqlite:///{folder}/bench.db")
        yield store, store.workspaces()[0]
        store.close()


def bare(picture: Picture) -> int:
    """The picture's charts alone, each straight through vl-convert."""
    register_fonts()
    version = vegalite_version()
    return sum(len(vl_convert.vegalite_to_png(p.chart.to_dict(validate=False), vl_version=version)) for p in picture.panels)


def nation() -> Picture:
    """A map of every county of the country, coloured by five classes."""
    from geo.boundaries import for_drawing
    from geo.sources import PackagedBoundaries

    source = PackagedBoundaries()
    shapes = source.geometries(sorted(source.codes()))
    values = [float(number % 97) for number in range(len(shapes))]
    places = pd.DataFrame(
        {
            "code": list(shapes),
            "name": list(shapes),
            "geometry": list(for_drawing(list(shapes.values()))),
            "value": values,
            "value_text": [f"{value:.1f}" for value in values],
            "status_text": "",
        }
    )
    footer = ("来源：基准测试",)
    area = content_area("全国各区县", footer, True)
    classes, sizes = quantile_classes(values), PICTURE_SIZES["slide"].sizes
    chart = map_chart(places, width=area.width, height=area.height, classes=classes, sizes=sizes)
    return Picture("全国各区县", "", [Panel(chart, area.x, area.y)], footer, True)


def growth() -> float:
    """Megabytes by which a process grows between its 20th and its 200th picture."""
    code = (
        "import gc\n"
        "from benchmarks.bench_exports import COVERAGE, PICTURES, sample\n"
        "from exports.render import to_png\n"
        "from views.gaps import gaps_view\n"
        "def held():\n    gc.collect()\n"
        "    return next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmRSS')) / 1024\n"
        "with sample() as (store, city):\n"
        "    view = gaps_view(store, city, COVERAGE)\n"
        "    for number in range(PICTURES):\n"
        "        to_png(view.picture())\n"
        "        if number == 19:\n            before = held()\n"
        "    print(held() - before)\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    return float(done.stdout.split()[-1])


def compared(name: str, limit: float, plain: Callable[[], object], composed: Callable[[], object]) -> Iterator[Figure]:
    """Our picture beside bare vl-convert: time with its limit, and what either costs the processor on a busy machine."""
    bare_time, own_time = seconds(plain, composed)
    bare_work, own_work = seconds(plain, composed, rounds=2, clock=work_seconds)
    yield Figure(name, own_time, "s", limit)
    yield Figure("  bare vl-convert of the same charts", bare_time, "s")
    yield Figure("  processor time: ours", own_work, "s")
    yield Figure("  processor time: bare", bare_work, "s")


def bench() -> Iterator[Figure]:
    """Figures with the limits of issue 7."""
    with sample() as (store, city):
        for name, view in (("map", district_map_view(store, city, COVERAGE)), ("gaps", gaps_view(store, city, COVERAGE))):
            assert view is not None
            picture = view.picture()
            bare(picture), to_png(picture)  # the first picture loads the renderer
            calls = (lambda picture=picture: bare(picture), lambda view=view: to_png(view.picture()))
            yield from compared(f"{name} of a city: PNG 1920×1080, charts drawn anew", 0.5, *calls)
        deck = deck_view(store, city, DeckKind.OVERVIEW)
        assert deck is not None
        cut = replace(deck.deck, slides=deck.deck.slides[:SLIDES])

        def make() -> int:
            found = deck_view(store, city, DeckKind.OVERVIEW)
            return len(found.titles) if found is not None else 0

        asked, written = seconds(make, lambda: write(cut))
        yield Figure(f"deck of {SLIDES} slides: asked and written", asked * SLIDES / len(deck.titles) + written, "s", 5.0)
        work = seconds(make, lambda: write(cut), clock=work_seconds)
        yield Figure("  processor time of both", work[0] * SLIDES / len(deck.titles) + work[1], "s")
    country = nation()
    to_png(country)
    yield from compared("map of 2,891 counties: PNG 1920×1080", 2.0, lambda: bare(country), lambda: to_png(country))
    if Path("/proc/self/status").exists():
        yield Figure(f"memory held more after {PICTURES} pictures than after 20", growth(), "MB", 80.0)
