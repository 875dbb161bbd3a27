"""`make shots`: a picture of each page in both languages and three sizes, of each slide, and of each state a page can be in.

Starts a server of its own with a fresh database, and writes to docs/pictures: python -m benchmarks.shots [WORD …] takes only the
pictures whose names hold one of the words. Pictures are to be looked at; nothing is measured here. They have 256 colours, which
charts do not need more of; docs/pictures/README.md says which of them the repository keeps.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks import states
from shell.navigation import ENTRIES
from views.page_slides import SLIDE_PAGES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "phone": (390, 844)}
SAMPLE, CHOSEN = "321200-sample", "321281"
# The pages on which a state shows
OF_STATES = ("", "district_map", "trends", "gaps", "equity", "district_profile")
# A picture that takes longer is told and left out, so that the run comes to its end
PATIENCE_MS = 40_000
# A page is ready once its script has ended and nothing has come or gone for so long; each chart on it is drawn by then
STILL_MS = 400
READY = """quiet => {
  const seen = window.stillness ??= (() => {
    const state = { busy: performance.now() };
    new MutationObserver(() => { state.busy = performance.now(); }).observe(document.body, { subtree: true, childList: true });
    return state;
  })();
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  const drawn = charts.every(box => box.querySelector('svg.marks, canvas'));
  const ended = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  const coming = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
  if (!ended || !drawn || coming) seen.busy = performance.now();
  return performance.now() - seen.busy > quiet;
}"""
# What a person with a colour deficiency sees, as Chromium simulates it (Machado 2009), and grey print
VISIONS = ("deuteranopia", "protanopia", "achromatopsia")


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name without ending, the window, the address; `vision`: whose eyes look at it."""

    name: str
    size: tuple[int, int]
    address: str
    whole: bool = False
    vision: str = "none"


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
    yield Shot("state-no_period-gaps", SIZES["1366"], f"gaps?city={SAMPLE}&period=2010S")
    for name, address in CHARTS.items():
        yield Shot(f"form-{name}", SIZES["1366"], f"{address}&city={SAMPLE}")


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


@contextmanager
def server() -> Iterator[str]:
    """The address of a dashboard of our own, with the sample city and the cities of the states."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        database = f"sqlite:///{folder}/shots.db"
        command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
        command += ["--server.fileWatcherType", "none"]
        with (Path(folder) / "server.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=dict(os.environ, DATABASE_URL=database))
        try:
            wait_for(f"http://127.0.0.1:{port}/ready")
            states.fill(database)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(15)


def wait_for(address: str) -> None:
    """Until the server answers. Raises TimeoutError after two minutes."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.25)
    raise TimeoutError(address)


def take(page: Page, start: str, shot: Shot) -> None:
    """One picture, as soon as everything on the page is drawn. Raises playwright's Error where that never comes."""
    width, height = shot.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{start}/{shot.address}", timeout=PATIENCE_MS)
    page.wait_for_selector('[data-testid="stMain"] h1, .stage svg', timeout=PATIENCE_MS)
    page.wait_for_function(READY, arg=STILL_MS, timeout=PATIENCE_MS)
    if shot.whole:
        high = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(high, height), 6000)})
        page.wait_for_function(READY, arg=STILL_MS, timeout=PATIENCE_MS)
    look_through(page, shot.vision)
    reduced(page.screenshot(), FOLDER / f"{shot.name}.png")
    look_through(page, "none")


def look_through(page: Page, vision: str) -> None:
    """Colours as those eyes see them."""
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": vision})


def reduced(data: bytes, path: Path) -> None:
    """A picture of 256 colours, a third of the size."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def main(words: list[str]) -> int:
    """Take the pictures whose names hold one of `words`, all of them without any; exit status 1 where one failed."""
    chromium = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    chosen = [shot for shot in shots() if not words or any(word in shot.name for word in words)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    began = time.monotonic()
    with server() as start, sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        pages: dict[tuple[int, int], Page] = {}
        for number, shot in enumerate(chosen, start=1):
            if shot.size not in pages:
                window = browser.new_context(locale="zh-CN", viewport={"width": shot.size[0], "height": shot.size[1]})
                pages[shot.size] = window.new_page()
            try:
                take(pages[shot.size], start, shot)
                print(f"{number}/{len(chosen)} {shot.name}", flush=True)
            except Error as error:
                failed.append(shot.name)
                print(f"{number}/{len(chosen)} {shot.name}: {error.message.splitlines()[0]}", flush=True)
        browser.close()
    print(f"{len(chosen) - len(failed)} pictures in {FOLDER.relative_to(ROOT)}, {(time.monotonic() - began) / 60:.1f} minutes")
    for name in failed:
        print(f"not taken: {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
