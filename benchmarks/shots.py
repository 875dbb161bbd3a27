"""`make shots`: a picture of each page in both languages and three sizes, of each slide, and of each state a page can be in.

Starts a server of its own with a fresh database, and writes to docs/pictures: python -m benchmarks.shots [WORD …] takes only the
pictures whose names hold one of the words. Pictures are to be looked at; nothing is measured here.
"""

from __future__ import annotations

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

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks import states
from shell.navigation import ENTRIES
from views.page_slides import SLIDE_PAGES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "phone": (390, 844)}
SAMPLE, CHOSEN = "321200-sample", "321281"
# The pages on which a state shows, each with what its address asks for
OF_STATES = {"": "", "district_map": "", "trends": "", "gaps": "", "district_profile": ""}
# A page is ready when its script has run and every chart on it is drawn
READY = """() => document.querySelector('[data-test-script-state="notRunning"]')
  && !document.querySelector('[data-testid="stMain"] [data-testid="stSkeleton"]')
  && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every(box => box.querySelector('svg.marks, canvas'))"""


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name without ending, the window, the address."""

    name: str
    size: tuple[int, int]
    address: str
    whole: bool = False


def shots() -> Iterator[Shot]:
    """Every picture there is."""
    pages = [entry.stem for entry in ENTRIES if not entry.own]
    for stem in pages:
        for lang in ("zh", "en"):
            for label, size in SIZES.items():
                address = f"{'' if stem == pages[0] else stem}?city={SAMPLE}&lang={lang}"
                yield Shot(f"{stem}-{lang}-{label}", size, address, whole=label == "phone")
    for stem in SLIDE_PAGES:
        for lang in ("zh", "en"):
            yield Shot(f"slide-{stem}-{lang}", SIZES["1920"], f"{stem}?city={SAMPLE}&lang={lang}&mode=slide&district={CHOSEN}")
    for state, city in states.CITIES.items():
        for stem, query in OF_STATES.items():
            yield Shot(f"state-{state}-{stem or pages[0]}", SIZES["1366"], f"{stem}?city={city}{query}")
    yield Shot("state-no_period-gaps", SIZES["1366"], f"gaps?city={SAMPLE}&period=2010S")
    yield Shot("state-trend_forms-multiples", SIZES["1366"], f"trends?city={SAMPLE}&form=multiples")
    yield Shot("state-trend_forms-slope", SIZES["1366"], f"trends?city={SAMPLE}&form=slope")
    yield Shot("state-map_forms-periods", SIZES["1366"], f"district_map?city={SAMPLE}&layout=periods")
    yield Shot("state-map_forms-two", SIZES["1366"], f"district_map?city={SAMPLE}&layout=two")


@contextmanager
def server() -> Iterator[str]:
    """The address of a dashboard of our own, with the sample city and the cities of the states."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        database = f"sqlite:///{folder}/shots.db"
        command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
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
    page.goto(f"{start}/{shot.address}")
    page.wait_for_selector('[data-testid="stMain"] h1, .stage svg', timeout=60_000)
    page.wait_for_timeout(700)  # the window's width is told to the server, which then draws anew
    page.wait_for_function(READY, timeout=60_000)
    if shot.whole:
        high = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(high, height), 6000)})
        page.wait_for_timeout(400)
    page.screenshot(path=str(FOLDER / f"{shot.name}.png"))


def main(words: list[str]) -> int:
    """Take the pictures whose names hold one of `words`, all of them without any; exit status 1 where one failed."""
    chromium = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    chosen = [shot for shot in shots() if not words or any(word in shot.name for word in words)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = 0
    with server() as start, sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(locale="zh-CN").new_page()
        for number, shot in enumerate(chosen, start=1):
            try:
                take(page, start, shot)
                print(f"{number}/{len(chosen)} {shot.name}", flush=True)
            except Error as error:
                failed += 1
                print(f"{number}/{len(chosen)} {shot.name}: {error.message.splitlines()[0]}", flush=True)
        browser.close()
    print(f"{len(chosen) - failed} pictures in {FOLDER.relative_to(ROOT)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
