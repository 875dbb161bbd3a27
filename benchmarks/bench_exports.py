"""What leaves the house: pictures beside bare vl-convert of the same charts, a deck of 20 slides, 16 briefs, memory of 200.

Limits are held against processor time, which another program on the machine does not change; the clock's time stands beside it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
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
from views.briefs import FORMS, briefs, zip_maker
from views.choices import Choices
from views.decks import DeckKind, deck_view
from views.district_map import district_map_view
from views.gaps import gaps_view

SLIDES, BRIEFS, PICTURES = 20, 16, 200
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
    """Megabytes by which a process grows between its 20th and its 200th export: pictures, PDF and slides in turn."""
    code = (
        "import gc\n"
        "from benchmarks.bench_exports import COVERAGE, PICTURES, sample\n"
        "from exports.deck import write\n"
        "from exports.render import to_pdf, to_png\n"
        "from views.gaps import gaps_view\n"
        "from views.pin_slides import pinned_deck\n"
        "from views.pins import Pin\n"
        "def held():\n    gc.collect()\n"
        "    return next(int(l.split()[1]) for l in open('/proc/self/status') if l.startswith('VmRSS')) / 1024\n"
        "with sample() as (store, city):\n"
        "    view = gaps_view(store, city, COVERAGE)\n"
        "    deck = pinned_deck(store, city, [Pin('gaps', {'indicator': COVERAGE.indicator})]).deck\n"
        "    makers = (lambda: to_png(view.picture()), lambda: to_pdf(view.picture()), lambda: write(deck))\n"
        "    for number in range(PICTURES):\n"
        "        makers[number % 3]()\n"
        "        if number == 19:\n            before = held()\n"
        "    print(held() - before)\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    return float(done.stdout.split()[-1])


def compared(name: str, limit: float, plain: Callable[[], object], composed: Callable[[], object]) -> Iterator[Figure]:
    """Our picture beside bare vl-convert: what either costs the processor, ours with its limit, and the clock's time."""
    bare_work, own_work = seconds(plain, composed, clock=work_seconds)
    bare_time, own_time = seconds(plain, composed, rounds=2)
    yield Figure(name, own_work, "s", limit)
    yield Figure("  bare vl-convert of the same charts", bare_work, "s")
    yield Figure("  by the clock: ours", own_time, "s")
    yield Figure("  by the clock: bare", bare_time, "s")


def worked(name: str, limit: float, work: float, time: float) -> Iterator[Figure]:
    """Something without a bare counterpart."""
    yield Figure(name, work, "s", limit)
    yield Figure("  by the clock", time, "s")


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

        share = SLIDES / len(deck.titles)
        work = seconds(make, lambda: write(cut), clock=work_seconds, rounds=2)
        time = seconds(make, lambda: write(cut), rounds=1)
        name = f"deck of {SLIDES} slides: asked and written"
        yield from worked(name, 5.0, work[0] * share + work[1], time[0] * share + time[1])

        def papers(form: str) -> int:
            made = briefs(store, city, Choices(released=True))
            numbered = [replace(made[number % len(made)], name=str(number)) for number in range(BRIEFS)]
            return len(zip_maker(tuple(numbered), form)(None))

        for form in FORMS:
            papers(form)
            (spent,) = seconds(partial(papers, form), clock=work_seconds, rounds=2)
            (taken,) = seconds(partial(papers, form), rounds=1)
            yield from worked(f"{BRIEFS} briefs as {form.upper()}: asked and written", 15.0, spent, taken)
    country = nation()
    to_png(country)
    yield from compared("map of 2,891 counties: PNG 1920×1080", 2.0, lambda: bare(country), lambda: to_png(country))
    if Path("/proc/self/status").exists():
        yield Figure(f"memory held more after {PICTURES} exports than after 20", growth(), "MB", 80.0)
