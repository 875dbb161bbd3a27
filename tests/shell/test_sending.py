"""Files are taken from page sessions of staff only: noted in each run of a page, asked before a byte is read."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from starlette.types import Message, Receive, Scope, Send

from access import NOBODY, Role, Visitor
from shell import sending
from shell.sending import SendersOnly, may_send, note

STAFF = Visitor("王老师", Role.STAFF)


@pytest.fixture(autouse=True)
def page(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The page session whose script runs."""
    running = SimpleNamespace(session_id="page-1")
    monkeypatch.setattr(sending, "get_script_run_ctx", lambda: running)
    monkeypatch.setattr(sending, "_may_send", {})
    return running


def asked(method: str, path: str) -> tuple[int, bool]:
    """The answer's status, and whether anything of the body was read."""
    statuses: list[int] = []
    read: list[bool] = []

    async def behind(_scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> Message:
        read.append(True)
        return {"type": "http.request", "body": b"a file", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    # In a thread of its own: a browser test in the same process leaves an event loop running in this one
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, SendersOnly(behind)(scope, receive, send)).result()
    return statuses[0], bool(read)


@pytest.mark.parametrize("base", ["", "/duibiao"])
@pytest.mark.parametrize("visitor", [NOBODY, Visitor("刘主任", Role.VIEWER), Visitor("兴化", Role.VIEWER, district="321281")])
def test_only_pages_of_staff_may_send(visitor: Visitor, base: str) -> None:
    address = f"{base}/_stcore/upload_file/page-1/file-1"
    assert asked("PUT", address) == (403, False)
    note(visitor)
    assert [asked(method, address) for method in ("PUT", "POST", "DELETE")] == [(403, False)] * 3
    note(STAFF)
    assert [asked(method, address) for method in ("PUT", "DELETE")] == [(204, True)] * 2
    assert asked("PUT", f"{base}/_stcore/upload_file/page-2/file-1") == (403, False)
    note(visitor)  # signed out: the next run says so
    assert asked("PUT", address) == (403, False)


def test_everything_else_passes() -> None:
    sent = "/_stcore/upload_file/page-1/file-1"
    for method, path in (("GET", "/"), ("POST", "/sign-in"), ("OPTIONS", sent), ("GET", "/_stcore/health")):
        assert asked(method, path) == (204, True)


def test_a_page_left_open_may_not_send_for_ever(page: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(sending.time, "monotonic", lambda: clock[0])
    note(STAFF)
    clock[0] += sending.IDLE_AFTER.total_seconds()
    assert may_send("page-1")
    clock[0] += timedelta(seconds=1).total_seconds()
    assert not may_send("page-1")
    page.session_id = "page-2"
    note(STAFF)
    assert may_send("page-2") and set(sending._may_send) == {"page-2"}
