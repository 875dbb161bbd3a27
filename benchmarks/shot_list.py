"""Which pictures `make shots` takes: pages, slides, forms of charts, what colour-blind people see, and states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import states
from shell.navigation import ENTRIES
from views.page_slides import SLIDE_PAGES

SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "phone": (390, 844)}
SAMPLE, CHOSEN = "321200-sample", "321281"
# The pages on which a state shows
OF_STATES = ("", "district_map", "trends", "gaps", "equity", "district_profile")
# What a person with a colour deficiency sees, as Chromium simulates it (Machado 2009), and grey print
VISIONS = ("deuteranopia", "protanopia", "achromatopsia")


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name without ending, the window, the address; `vision`: whose eyes look at it.

    `staff`: somebody of the data staff is signed in; `loading`: the page as it stands while its figures are still to come.
    """

    name: str
    size: tuple[int, int]
    address: str
    whole: bool = False
    vision: str = "none"
    staff: bool = False
    loading: bool = False


def shots() -> Iterator[Shot]:
    """Every picture there is, those of one size in a row: a window keeps its page."""
    pages = [entry.stem for entry in ENTRIES if not entry.own]
    first = {pages[0]: ""}
    yield Shot("readme-overview", SIZES["1366"], f"?city={SAMPLE}")
    yield Shot("readme-map", SIZES["1366"], f"district_map?city={SAMPLE}&lang=en")
    yield Shot("readme-gaps", SIZES["1366"], f"gaps?city={SAMPLE}")
    yield Shot("readme-slide", (1280, 720), f"gaps?city={SAMPLE}&mode=slide&district={CHOSEN}")
    yield Shot("readme-phone", SIZES["phone"], f"gaps?city={SAMPLE}")
    for label, size in SIZES.items():
        for stem in pages:
            for lang in ("zh", "en"):
                address = f"{first.get(stem, stem)}?city={SAMPLE}&lang={lang}"
                yield Shot(f"{stem}-{lang}-{label}", size, address, whole=label == "phone")
    for name, address in OF_STAFF.items():
        for lang in ("zh", "en"):
            for label in ("1366", "phone"):
                shown = f"{address}&city={SAMPLE}&lang={lang}"
                yield Shot(f"staff-{name}-{lang}-{label}", SIZES[label], shown, whole=label == "phone", staff=True)
    for stem in SLIDE_PAGES:
        for lang in ("zh", "en"):
            yield Shot(f"slide-{stem}-{lang}", SIZES["1920"], f"{stem}?city={SAMPLE}&lang={lang}&mode=slide&district={CHOSEN}")
    wide = f"?city={states.CITIES['many_indicators']}&columns=all"
    for lang in ("zh", "en"):
        yield Shot(f"state-many_indicators-all-{lang}", SIZES["1920"], f"{wide}&lang={lang}")
    for vision in VISIONS:
        for name, address in CHARTS.items():
            yield Shot(f"vision-{vision}-{name}", SIZES["1366"], f"{address}&city={SAMPLE}", vision=vision)
    for state, city in states.CITIES.items():
        for stem in OF_STATES:
            yield Shot(f"state-{state}-{stem or pages[0]}", SIZES["1366"], f"{stem}?city={city}")
    for stem in OF_STATES:
        yield Shot(f"state-loading-{stem or pages[0]}", SIZES["1366"], f"{stem}?city={SAMPLE}", loading=True)
    yield Shot("state-no_period-gaps", SIZES["1366"], f"gaps?city={SAMPLE}&period=2010S")
    for name, address in CHARTS.items():
        yield Shot(f"form-{name}", SIZES["1366"], f"{address}&city={SAMPLE}")


# What only data staff see
OF_STAFF = {
    "upload": "upload?x=",
    "history": "upload?part=history",
    "reported": "upload?part=reported",
    "targets": "targets?part=own",
    "account": "account?x=",
}
# Every form of chart that a page draws
CHARTS = {
    "heat": "?x=",
    "map": "district_map?x=",
    "map_quantile": "district_map?classes=quantile",
    "map_continuous": "district_map?classes=continuous",
    "map_periods": "district_map?layout=periods",
    "map_two": "district_map?layout=two",
    "lines": f"trends?district={CHOSEN}",
    "slope": "trends?form=slope",
    "indexed": "trends?form=indexed",
    "multiples": "trends?form=multiples",
    "gaps": "gaps?x=",
    "spread": "equity?x=",
    "spine": f"district_profile?district={CHOSEN}",
}
