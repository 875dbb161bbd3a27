"""A real server after hostile uploads through its own page: it says one sentence, /ready answers, the next good file is read."""

from __future__ import annotations

import json
import urllib.request
from contextlib import closing
from typing import Any

from store import open_store
from tests.loaders.workbook.hostile_files import CSV, FILES

Visitor = Any  # the class lives in conftest.py, which nobody can import
HANDFUL = (
    "zip bomb that lies about its size",
    "billion laughs in the workbook",
    "an ods of 10⁶ × 10⁶ figures",
    "a CSV of a million columns",
    "a program in front of a zip",
    "a name turned round",
)


def ready(url: str) -> bool:
    with urllib.request.urlopen(f"{url}/ready", timeout=10) as answer:
        return answer.status == 200 and json.loads(answer.read()) == {"ready": True}


def test_the_server_answers_after_each_hostile_upload(first_visit: Visitor, fresh_server: Any) -> None:
    visit = first_visit.sign_in().open("upload?city=321200")
    page = visit.page
    files = {file.id: file for file in FILES}
    assert ready(fresh_server.url)
    for id in HANDFUL:
        name = f"{HANDFUL.index(id)}.{files[id].filename.rpartition('.')[2]}"
        sent = {"name": name, "mimeType": "application/octet-stream", "buffer": files[id].make()}
        page.set_input_files('input[type="file"]', [sent])
        page.wait_for_selector(f'[data-testid="stMain"] :text("《{name}》")', timeout=60_000)
        assert ready(fresh_server.url), id
        visit.settle()
        if files[id].refused:
            folded = page.locator('[data-testid="stExpander"] details:not([open]) > summary', has_text=f"《{name}》　打不开")
            if folded.count():  # of several files one is unfolded
                folded.click()
            assert f"《{name}》没有入库。" in visit.settle().text(), id
    page.set_input_files('input[type="file"]', [{"name": "好.csv", "mimeType": "text/csv", "buffer": CSV.encode()}])
    page.wait_for_selector('[data-testid="stExpander"] summary:has-text("《好.csv》　可以入库")', timeout=60_000)
    page.locator('[data-testid="stExpander"] summary', has_text="《好.csv》").click()
    page.wait_for_selector('[data-testid="stMain"] :text("《好.csv》→ 泰州市：共 6 个数，新增 6")', timeout=60_000)
    visit.settle().assert_sound()
    with closing(open_store(fresh_server.database)) as store:
        assert store.uploads("321200") == []
    log = (fresh_server.log.parent / "log" / "duibiao.log").read_text(encoding="utf-8")
    assert log.count(": refused: ") >= 5 and ": 6 values" in log
    assert "王老师" not in log and "海陵" not in log and "Traceback" not in fresh_server.log.read_text(encoding="utf-8")
