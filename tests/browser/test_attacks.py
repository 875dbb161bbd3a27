"""Writes tried past the browser, all refused: websocket messages with widgets of staff's pages, files by hand, forged cookies.

The server is the one of `streamlit run app.py`: the plain way to start is guarded like `make run`.
"""

from __future__ import annotations

import http.client
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

import accounts
from access import Role
from shell import targets_panel, upload_panel
from shell.navigation import ENTRIES
from shell.served import cookie_name
from store import open_store
from tests.browser.conftest import Server, start, stop
from tests.people import signed_in

# What changes by somebody being there; everything else is a write
LIVING = ("sessions", "attempts", "sqlite_sequence")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("plain"), "app.py")
    yield running
    stop(running)


def rows(server: Server) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(server.database.removeprefix("sqlite:///"))) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names if name not in LIVING}


def token_of(server: Server, name: str, role: Role, district: str = "") -> str:
    with closing(open_store(server.database)) as store:
        return signed_in(store, name, role, district).token


@dataclass
class Seen:
    """One run of a page: its session, the ids of its widgets by kind, its texts, and how the page's scripts are called."""

    session: str
    widgets: dict[str, str]
    texts: str
    pages: dict[str, str]


def headers_with(server: Server, token: str) -> dict[str, str]:
    return {"Cookie": f"{cookie_name(urlsplit(server.url).port)}={token}"} if token else {}


def opened(server: Server, token: str = "") -> ClientConnection:
    address = server.url.replace("http://", "ws://") + "/_stcore/stream"
    return connect(address, additional_headers=headers_with(server, token), subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]


def run(line: ClientConnection, query: str = "", page: str = "", pressed: dict[str, str] | None = None) -> Seen:
    """Have a page's script run with these widgets, as the browser asks for it, and listen until it has ended."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_script_hash = page
    for name, kind in (pressed or {}).items():
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = name
        if kind == "button":
            state.trigger_value = True
        elif kind == "checkbox":
            state.bool_value = True
        else:
            state.string_value = "333"
    line.send(asked.SerializeToString())
    seen = Seen("", {}, "", {})
    while True:
        told = ForwardMsg()
        data = line.recv(timeout=60)
        assert isinstance(data, bytes)
        told.ParseFromString(data)
        kind = str(told.WhichOneof("type"))
        if kind == "new_session":
            seen.session = told.new_session.initialize.session_id
        elif kind == "navigation":
            seen.pages |= {entry.url_pathname: entry.page_script_hash for entry in told.navigation.app_pages}
        elif kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            element = told.delta.new_element
            sort = element.WhichOneof("type") or ""
            inner = getattr(element, sort, None)
            seen.texts += str(inner)
            if name := str(getattr(inner, "id", "")):
                seen.widgets[name] = sort
        elif kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return seen


def put(server: Server, path: str, token: str = "", method: str = "PUT", **more: str) -> int:
    """The status of one file sent by hand, with the framework's own protection against forgery satisfied."""
    there = urlsplit(server.url)
    line = http.client.HTTPConnection(there.hostname or "", there.port, timeout=30)
    held = headers_with(server, token).get("Cookie", "")
    forgery = "2|12345678|0123456789abcdef0123456789abcdef|1700000000"
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,1\r\n--x--\r\n'
    sent = {
        "Content-Type": "multipart/form-data; boundary=x",
        "X-Xsrftoken": forgery,
        "Cookie": f"{held}; _streamlit_xsrf={forgery}",
    }
    line.request(method, path, body, sent | more)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


PARTS = {"upload": upload_panel.PARTS, "targets": targets_panel.PARTS}


def widgets_of_admins(server: Server) -> dict[str, dict[str, str]]:
    """By query, what an admin's pages hold: the ids are the same for whoever asks."""
    token = token_of(server, "李主任", Role.ADMIN)
    found: dict[str, dict[str, str]] = {}
    with opened(server, token) as line:
        pages = run(line).pages
        assert {"upload", "targets", "account"} <= set(pages)
        for entry in ENTRIES:
            for part in PARTS.get(entry.stem, ("",)):
                query = f"city=321200-sample&part={part}" if part else "city=321200-sample"
                found[f"{entry.stem}?{query}"] = run(line, query, pages.get(entry.stem, "")).widgets
    assert any("accept" in name or "switch" in name for page in found.values() for name in page)
    assert any(name.endswith("add_account") for name in found["account?city=321200-sample"])
    return found


@pytest.mark.parametrize("role", [None, Role.VIEWER], ids=["nobody", "viewer"])
def test_widgets_of_staffs_pages_do_nothing_for_others(plain: Server, role: Role | None) -> None:
    """Every button of an admin's pages pressed, every box ticked and every field filled, in one message, page by page."""
    known = widgets_of_admins(plain)
    token = token_of(plain, "刘主任", role) if role else ""
    before = rows(plain)
    with opened(plain, token) as line:
        pages = run(line).pages
        for address, widgets in known.items():
            stem, _mark, query = address.partition("?")
            pressed = {name: kind for name, kind in widgets.items() if not name.endswith(("sign_out", "everywhere"))}
            run(line, query, pages.get(stem, ""), pressed)
            assert rows(plain) == before, address
    assert put(plain, "/_stcore/upload_file/somebody/one") == 403


def test_the_same_messages_do_write_for_an_admin(plain: Server) -> None:
    """The messages above are real ones: with the right token a box turns the setting, and it holds for others at once."""
    with closing(open_store(plain.database)) as store:
        admin = signed_in(store, "王主任", Role.ADMIN)
        with opened(plain, admin.token) as line:
            pages = run(line).pages
            seen = run(line, "city=321200-sample", pages["account"])
            box = next(name for name in seen.widgets if name.endswith("viewing"))
            run(line, "city=321200-sample", pages["account"], {box: "checkbox"})
        assert accounts.viewing_needs_sign_in(store)
        with opened(plain) as line:
            assert "请先登录" in run(line).texts
        accounts.set_viewing(store, admin.visitor, False)


@pytest.mark.parametrize("role", [None, Role.VIEWER], ids=["nobody", "viewer"])
def test_files_sent_by_hand_are_refused_from_a_living_session(plain: Server, role: Role | None) -> None:
    """Also where the page session is real, the address is bent, or the method is another one."""
    token = token_of(plain, "刘主任", role) if role else ""
    with opened(plain, token) as line:
        pages = run(line).pages
        session = run(line, "city=321200-sample", pages["upload"]).session
        assert session
        for path in (
            f"/_stcore/upload_file/{session}/one",
            f"/_stcore/upload_file/{session}/../{session}/one",
            f"//_stcore/upload_file/{session}/one",
            f"/upload/_stcore/upload_file/{session}/one",
            f"/_stcore/upload%5Ffile/{session}/one",
            f"/_stcore/upload_file/{session}%2Fone/two",
        ):
            for method in ("PUT", "POST", "DELETE"):
                assert put(plain, path, token, method) in (400, 403, 404, 405), (method, path)
        assert put(plain, f"/_stcore/upload_file/{session}/one", token) == 403
        assert put(plain, f"/_stcore/upload_file/{session}/one", token, "POST", **{"X-HTTP-Method-Override": "PUT"}) in (403, 405)
    with opened(plain, token_of(plain, "王老师", Role.STAFF)) as line:
        pages = run(line).pages
        session = run(line, "city=320500", pages["upload"]).session
        assert put(plain, f"/_stcore/upload_file/{session}/one", token) != 403  # staff's own page may: the test can fail


def test_forged_and_ended_cookies_are_nobodys(plain: Server) -> None:
    good = token_of(plain, "王老师", Role.STAFF)
    with closing(open_store(plain.database)) as store:
        signed = signed_in(store, "孙老师", Role.STAFF)
        accounts.sign_out(store, signed.visitor)
    with closing(sqlite3.connect(plain.database.removeprefix("sqlite:///"))) as connection:
        stored = [str(value) for line in connection.execute("SELECT * FROM sessions") for value in line if len(str(value)) >= 32]
    assert stored and good not in stored  # the store has no token that could be used
    nearly = good[:-1] + ("A" if good[-1] != "A" else "B")
    forged = [secrets.token_urlsafe(32), nearly, good.lower(), signed.token, "", "' OR 1=1 --"]
    for token in (*forged, *stored):
        with opened(plain, token) as line:
            pages = run(line).pages
            assert "请先用工作人员账号登录" in run(line, "city=321200-sample", pages["upload"]).texts, token
    with opened(plain, good) as line:
        pages = run(line).pages
        assert "请先用工作人员账号登录" not in run(line, "city=321200-sample", pages["upload"]).texts


def test_the_plain_entry_has_the_same_first_page(plain: Server) -> None:
    """Headers of the page, a sign-in page, and no other site in the websocket."""
    there = urlsplit(plain.url)
    line = http.client.HTTPConnection(there.hostname or "", there.port, timeout=30)
    line.request("GET", "/upload", headers={"Accept": "text/html"})
    answer = line.getresponse()
    body = answer.read().decode()
    policy = answer.headers["Content-Security-Policy"] or ""
    assert "default-src 'self'" in policy and "frame-ancestors 'self'" in policy and "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert '<html lang="zh-CN">' in body
    line.request("GET", "/sign-in")
    answer = line.getresponse()
    assert answer.status == 200 and 'id="password"' in answer.read().decode()
    with pytest.raises(InvalidStatus, match="403"), connect(
        plain.url.replace("http://", "ws://") + "/_stcore/stream",
        additional_headers={"Origin": "https://evil.example"},
        subprotocols=["streamlit"],  # type: ignore[list-item]
    ) as other:
        other.recv(timeout=10)
