"""`make shots`: a picture of each page in both languages and three sizes, of each slide, and of each state a page can be in.

Starts a server of its own with a fresh database, and writes to docs/pictures: python -m benchmarks.shots [WORD …] takes only the
pictures whose names hold one of the words. Pictures are to be looked at; nothing is measured here. They have 256 colours, which
charts do not need more of; docs/pictures/README.md says which of them the repository keeps.
"""

from __future__ import annotations

import io
import os
import secrets
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
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

import accounts
from access import Role, command_line
from benchmarks import states
from benchmarks.shot_list import Shot, shots
from shell.served import cookie_name
from store import open_store

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
STAFF = "王老师"
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


@contextmanager
def server() -> Iterator[tuple[str, str]]:
    """The address and the database of a dashboard of our own, with the sample city and the cities of the states."""
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
            yield f"http://127.0.0.1:{port}", database
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


def staff_token(database: str) -> str:
    """What the cookie of a member of the data staff holds who signed in just now."""
    password = secrets.token_urlsafe(12)
    store = open_store(database)
    accounts.add_account(store, command_line(), STAFF, Role.STAFF, password)
    token = accounts.sign_in(store, STAFF, password, address="127.0.0.1", browser="shots").token
    store.close()
    return token


def window(browser: Browser, shot: Shot, start: str, token: str) -> Page:
    """A window of the picture's size, with a token signed in."""
    context = browser.new_context(locale="zh-CN", viewport={"width": shot.size[0], "height": shot.size[1]})
    if token:
        context.add_cookies([{"name": cookie_name(urlsplit(start).port), "value": token, "url": start, "httpOnly": True}])
    return context.new_page()


def hold_back(page: Page, start: str, shot: Shot) -> None:
    """The page before its first figures: the browser's line to the server is open and says nothing."""
    page.route_web_socket("**/_stcore/stream", lambda line: None)
    page.set_viewport_size({"width": shot.size[0], "height": shot.size[1]})
    page.goto(f"{start}/{shot.address}", timeout=PATIENCE_MS)
    page.wait_for_selector('[data-testid="stAppSkeleton"]', timeout=PATIENCE_MS)
    reduced(page.screenshot(), FOLDER / f"{shot.name}.png")


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
    with server() as (start, database), sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        token = staff_token(database) if any(shot.staff for shot in chosen) else ""
        pages: dict[tuple[tuple[int, int], bool], Page] = {}
        for number, shot in enumerate(chosen, start=1):
            key = shot.size, shot.staff
            if key not in pages:
                pages[key] = window(browser, shot, start, token if shot.staff else "")
            try:
                if shot.loading:
                    with pages[key].context.new_page() as held:
                        hold_back(held, start, shot)
                else:
                    take(pages[key], start, shot)
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
