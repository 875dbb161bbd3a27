"""A server of our own on a free port with a fresh database, and a Chromium to look at it. Skipped loudly without one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from access import Role
from shell.served import cookie_name
from store import open_store
from tests.people import signed_in

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None
)
FRAMEWORK_WORDS = (
    "Drag and drop",
    "Browse files",
    "Choose an option",
    "Deploy",
    "Select all",
    "No results",
    "Upload",
    "per file",
)
# True once no script has run and no element has come, gone or been stale for so long
QUIET_MS = 350
STILL = """quiet => {
  const seen = window.stillness ??= (() => {
    const state = { busy: performance.now() };
    new MutationObserver(() => { state.busy = performance.now(); }).observe(document.body, { subtree: true, childList: true });
    return state;
  })();
  const ended = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  const waits = document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
  if (!ended || waits) seen.busy = performance.now();
  return performance.now() - seen.busy > quiet;
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("REQUIRE_ALL_TESTS"):
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM FOUND: the browser tests did not run"))


@dataclass
class Server:
    """One running dashboard."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]
    database: str


def start(folder: Path, script: str = "server.py", options: Callable[[int], list[str]] = lambda _port: []) -> Server:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options(port)]
    database = f"sqlite:///{folder}/browser.db"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=dict(os.environ, DATABASE_URL=database))
    url = f"http://127.0.0.1:{port}"
    for _attempt in range(240):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
            return Server(url, log, process, database)
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    process.kill()
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')}")


def stop(server: Server) -> None:
    server.process.terminate()
    server.process.wait(15)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server most tests share; the sample city is in it."""
    running = start(tmp_path_factory.mktemp("server"))
    yield running
    stop(running)


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has visited yet."""
    running = start(tmp_path)
    yield running
    stop(running)


@pytest.fixture
def start_server() -> Iterator[Callable[[Path, Callable[[int], list[str]]], Server]]:
    """Starts a server with options of its own, which may need to know its port."""
    running: list[Server] = []

    def started(folder: Path, options: Callable[[int], list[str]]) -> Server:
        running.append(start(folder, options=options))
        return running[-1]

    yield started
    for server in running:
        stop(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """A browser window at 1366 × 768 which remembers what was asked of other hosts and what went wrong."""

    page: Page
    url: str
    database: str = ""
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def sign_in(self, name: str = "王老师", role: Role = Role.STAFF, district: str = "") -> Visitor:
        """As after a sign-in: an account and a session in the server's store, the token in the browser's cookie."""
        with closing(open_store(self.database)) as store:
            token = signed_in(store, name, role, district).token
        name = cookie_name(urlsplit(self.url).port)
        self.page.context.add_cookies([{"name": name, "value": token, "url": self.url, "httpOnly": True, "sameSite": "Strict"}])
        return self

    def open(self, path: str) -> Visitor:
        self.page.goto(f"{self.url}/{path}")
        self.page.wait_for_selector('[data-testid="stMain"] h1', timeout=60_000)
        return self.settle()

    def settle(self) -> Visitor:
        """Wait until the script has run to its end and nothing changes any more.

        One run may end for the next to begin (the page tells its width, a first visit goes through `app.py`): the end of
        a run is the end of the last one when the page has been still since.
        """
        self.page.wait_for_function(STILL, arg=QUIET_MS, timeout=60_000)
        return self

    def text(self) -> str:
        return self.page.inner_text('[data-testid="stMain"]')

    def finding(self) -> str:
        return self.page.inner_text("h1.finding")

    def assert_sound(self) -> None:
        """No error box, none of the framework's English, nothing asked of another host."""
        assert self.page.query_selector('[data-testid="stException"]') is None
        body = self.page.inner_text("body")
        assert [word for word in FRAMEWORK_WORDS if word in body] == []
        assert self.outside == []
        assert self.errors == []


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, server)


@pytest.fixture
def first_visit(browser: Browser, fresh_server: Server) -> Iterator[Visitor]:
    yield from visiting(browser, fresh_server)


@pytest.fixture
def plain_visit(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of the server that a plain `streamlit run app.py` starts."""
    running = start(tmp_path, "app.py")
    yield from visiting(browser, running)
    stop(running)


@pytest.fixture
def visit_server(browser: Browser) -> Iterator[Callable[[Server], Visitor]]:
    """Opens a window on a server of one's own."""
    open_windows: list[Iterator[Visitor]] = []

    def opened(server: Server) -> Visitor:
        open_windows.append(visiting(browser, server))
        return next(open_windows[-1])

    yield opened
    for window in open_windows:
        next(window, None)


def visiting(browser: Browser, server: Server) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True)
    visitor = Visitor(context.new_page(), server.url, server.database)
    visitor.page.on(
        "request",
        lambda asked: None if asked.url.startswith((server.url, "data:", "blob:")) else visitor.outside.append(asked.url),
    )
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    yield visitor
    context.close()
