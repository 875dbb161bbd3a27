"""Pages in Chromium against a bare Streamlit page with a chooser and one map of the same 16 districts, in the same run.

Times are from the request, or from the choice, until the new pixels are there; the least of several rounds, taken in turns.
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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measuring import Figure
from benchmarks.pages_data import fill

ROOT = Path(__file__).parents[1]
ROUNDS = 5
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
MARKS = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg.marks"
# Painted: as many charts as the page has, each with as many shapes on it as there are districts
PAINTED = f"""n => {{ const all = [...document.querySelectorAll('{MARKS}')];
  const drawn = c => c.tagName === 'CANVAS' ? c.width > 50 && window.painted(c) : c.querySelectorAll('path').length > 15;
  return all.length >= n && all.every(drawn) }}"""
# A canvas on which more than one colour lies
COLOURED = """window.painted = c => [0.2, 0.4, 0.6].some(at =>
  new Set(new Uint32Array(c.getContext('2d').getImageData(0, Math.floor(c.height * at), c.width, 1).data.buffer)).size > 3)"""
# Notes when a choice was made, and when the first chart is another than before: a drawing of elements tells by itself, a
# canvas is looked at along a few lines across it
WATCH = f"""() => {{
  const line = (c, at) => c.getContext('2d').getImageData(0, Math.floor(c.height * at), c.width, 1).data.join();
  const look = () => {{
    const c = document.querySelector('{MARKS}');
    if (!c) return '';
    return c.tagName === 'CANVAS' ? [0.2, 0.4, 0.6].map(at => line(c, at)).join(';') : c.innerHTML }};
  const before = look(); window.chosenAt = window.changedAt = 0; let touched = true;
  document.addEventListener('pointerdown', () => {{ window.chosenAt = performance.now() }}, {{ capture: true, once: true }});
  const box = '[data-testid=stVegaLiteChart]', part = node => node.closest ? node : node.parentElement;
  const inChart = c => part(c.target)?.closest(box) || [...c.addedNodes].some(node => node.querySelector?.(box));
  new MutationObserver(changes => {{ touched ||= changes.some(inChart) }}).observe(
    document.querySelector('[data-testid=stMain]'), {{ subtree: true, childList: true, attributes: true, characterData: true }});
  const watch = () => {{
    const canvas = document.querySelector('{MARKS}')?.tagName === 'CANVAS';
    if (window.chosenAt && (touched || canvas)) {{
      touched = false;
      const now = look();
      if (now && new Set(now).size > 3 && now !== before) {{ window.changedAt = performance.now(); return }} }}
    setTimeout(watch, 10) }};
  watch() }}"""


def bench() -> list[Figure]:
    """16 districts: first view and change of indicator ≤ 1.5 × the bare page's; 2,891 counties: ≤ 3 ×, 100 kB for a change."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        print("  no Chromium found: nothing measured")
        return []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/bench.db"
        fill(url)
        env = dict(os.environ, DATABASE_URL=url)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with serving(ROOT / "benchmarks" / "bare_page.py", env) as bare, serving(ROOT / "server.py", env) as ours:
            pages = {
                "bare": (bare, 1),
                "overview": (f"{ours}/?city=310000", 1),
                "map": (f"{ours}/district_map?city=310000&indicator=inclusive_coverage", 2),
                "nation": (f"{ours}/district_map?city=000000&indicator=inclusive_coverage", 2),
            }
            first: dict[str, list[float]] = {name: [] for name in pages}
            change: dict[str, list[float]] = {name: [] for name in pages}
            sent: list[float] = []
            for _round in range(ROUNDS + 1):
                for name, (address, charts) in pages.items():
                    visit(browser, name, address, charts, first, change, sent)
        browser.close()
    # The first round warms servers and caches of files
    seen = {name: min(times[1:]) for name, times in first.items()}
    changed = {name: min(times[1:]) for name, times in change.items() if times}
    return [
        Figure("bare page: first view", seen["bare"], "s"),
        Figure("bare page: change", changed["bare"], "s"),
        Figure("总览, 16 districts: first view", seen["overview"], "s"),
        Figure("总览, 16 districts: first view ÷ bare", seen["overview"] / seen["bare"], "×", 1.5),
        Figure("地图, 16 districts: first view", seen["map"], "s"),
        Figure("地图, 16 districts: first view ÷ bare", seen["map"] / seen["bare"], "×", 1.5),
        Figure("地图, 16 districts: change of indicator", changed["map"], "s"),
        Figure("地图, 16 districts: change of indicator ÷ bare", changed["map"] / changed["bare"], "×", 1.5),
        Figure("地图, all counties: first view", seen["nation"], "s"),
        Figure("地图, all counties: first view ÷ bare", seen["nation"] / seen["bare"], "×", 3),
        Figure("地图, all counties: change of indicator", changed["nation"], "s"),
        Figure("地图, all counties: change of indicator ÷ bare", changed["nation"] / changed["bare"], "×", 3),
        Figure("地图, all counties: received for a change", max(sent) / 1000, "kB", 100),
    ]


def visit(
    browser: Any, name: str, address: str, charts: int, first: dict[str, list[float]], change: dict[str, list[float]],
    sent: list[float],
) -> None:  # fmt: skip
    """One visit in a window of its own: the first view, then another indicator."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(COLOURED)
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(PAINTED, arg=charts, polling=10, timeout=60_000)
    first[name].append(time.perf_counter() - start)
    if name != "overview":
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        page.wait_for_timeout(700)
        label = "which" if name == "bare" else "指标"
        page.locator('[data-testid="stSelectbox"]', has_text=label).first.click(position={"x": 60, "y": 40})
        option = page.get_by_role("option").nth(1)
        if name != "bare":
            option = page.get_by_role("option", name="集团化办学覆盖率", exact=True)
        option.wait_for()
        received = counted(context, page)
        page.evaluate(WATCH)
        option.click()
        page.wait_for_function("() => window.changedAt > 0", polling=10, timeout=60_000)
        change[name].append(page.evaluate("window.changedAt - window.chosenAt") / 1000)
        if name == "nation":
            page.wait_for_timeout(600)
            sent.append(received())
    context.close()


def counted(context: Any, page: Any) -> Any:
    """A function that answers how many bytes the page received since now, frames of the socket and files alike."""
    total = [0.0]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda event: total.__setitem__(0, total[0] + payload(event)))
    session.on("Network.loadingFinished", lambda event: total.__setitem__(0, total[0] + event["encodedDataLength"]))
    return lambda: total[0]


def payload(event: dict[str, Any]) -> float:
    """Bytes of a frame; binary ones are told in base64."""
    response = event["response"]
    return len(response["payloadData"]) * (0.75 if response["opcode"] == 2 else 1.0)


@contextmanager
def serving(script: Path, env: dict[str, str]) -> Iterator[str]:
    """A server of a script on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _attempt in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)
