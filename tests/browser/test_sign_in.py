"""Signing in through a real browser: the first admin, a wrong password, a reload, signing out, and what nobody gets to see."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from access import Role
from tests.people import PASSWORD

Visitor = Any  # the class lives in conftest.py, which nobody can import
COOKIE = "duibiao_session"  # and the port, since browsers keep cookies by host


def cookie(visit: Visitor) -> dict[str, Any] | None:
    return next((one for one in visit.page.context.cookies() if one["name"] == f"{COOKIE}_{urlsplit(visit.url).port}"), None)


def fill(visit: Visitor, **fields: str) -> None:
    for name, text in fields.items():
        visit.page.fill(f"#{name}", text)
    visit.page.get_by_role("button").click()


def one_time_code(log: Path) -> str:
    found = re.search(r"一次性口令 (\S{4}-\S{4}-\S{4})", log.read_text(encoding="utf-8"))
    assert found is not None
    return found.group(1)


def test_from_the_code_in_the_terminal_to_the_first_admin(first_visit: Visitor, fresh_server: Any) -> None:
    """A cold deep link; its way to sign in leads back to it; the code is good once."""
    visit = first_visit.open("upload?city=320500")
    page = visit.page
    assert "请先用工作人员账号登录" in visit.text()
    assert page.locator('[data-testid="stFileUploader"]').count() == 0
    page.locator("a.button", has_text="登录").click()
    page.wait_for_selector("h1:has-text('建立第一个管理员账号')")
    code = one_time_code(fresh_server.log)
    fill(visit, code="AAAA-BBBB-CCCC", name="李主任", password=PASSWORD, again=PASSWORD)
    assert "一次性口令不对或已过期" in page.inner_text(".warn")
    fill(visit, code=code, password=PASSWORD, again=PASSWORD)
    page.wait_for_url("**/upload?city=320500")
    page.wait_for_selector('[data-testid="stFileUploader"]', timeout=60_000)
    assert "李主任" in page.inner_text(".who") and "管理员" in page.inner_text(".who")
    page.reload()
    page.wait_for_selector('[data-testid="stFileUploader"]', timeout=60_000)
    visit.settle().assert_sound()
    held = cookie(visit)
    assert held is not None and (held["httpOnly"], held["sameSite"], held["secure"], held["path"]) == (True, "Strict", False, "/")
    assert COOKIE not in page.evaluate("document.cookie")
    assert held["value"] not in fresh_server.log.read_text(encoding="utf-8")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_selector("text=请先用工作人员账号登录", timeout=30_000)
    page.reload()
    page.wait_for_selector("text=请先用工作人员账号登录", timeout=60_000)
    page.goto(f"{visit.url}/sign-in")
    assert page.inner_text("h1") == "登录" and page.locator("#code").count() == 0


def test_a_wrong_password_gets_a_sentence_and_the_right_one_the_page_asked_for(visit: Visitor) -> None:
    visit.sign_in("赵老师").page.context.clear_cookies()
    page = visit.page
    page.goto(f"{visit.url}/sign-in?next=targets%3Fpart%3Down")
    fill(visit, name="赵老师", password="not the password")
    assert page.inner_text(".warn") == "账号或密码不对，或账号已停用。"
    assert cookie(visit) is None and page.input_value("#name") == "赵老师" and page.input_value("#password") == ""
    fill(visit, password=PASSWORD)
    page.wait_for_url("**/targets?part=own")
    page.wait_for_selector(".who:has-text('赵老师')", timeout=60_000)


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_back_leads_nowhere_else(visit: Visitor, elsewhere: str) -> None:
    page = visit.page
    page.goto(f"{visit.url}/sign-in?next={elsewhere}")
    links = [link.get_attribute("href") for link in page.locator("a").all()]
    assert not any("evil" in str(link) or "javascript" in str(link) for link in links)
    assert page.input_value("input[name=next]") == ""


def test_the_sign_in_page_speaks_english_and_asks_nothing_of_other_hosts(visit: Visitor) -> None:
    visit.sign_in()
    visit.page.context.clear_cookies()
    visit.page.goto(f"{visit.url}/sign-in?lang=en")
    assert visit.page.inner_text("h1") == "Sign in" and visit.page.evaluate("document.documentElement.lang") == "en"
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visit.outside == [] and visit.errors == []


def test_the_account_page_is_linked_for_whoever_is_signed_in_and_shows_accounts_to_admins_only(visit: Visitor) -> None:
    visit.open("account")
    assert "还没有登录" in visit.text() and "新建账号" not in visit.text()
    assert visit.page.get_by_role("link", name="账号", exact=True).count() == 0
    visit.sign_in("王老师").open("account")
    assert "王老师，工作人员" in visit.text() and "新建账号" not in visit.text()
    assert visit.page.get_by_role("link", name="账号", exact=True).count() == 1
    visit.sign_in("管理员", Role.ADMIN).open("account")
    assert "新建账号" in visit.text() and "王老师" in visit.text()
    visit.assert_sound()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({}, 401),
    ],
)
def test_a_form_from_another_site_is_not_taken(server: Any, headers: dict[str, str], status: int) -> None:
    for path in ("sign-in", "sign-out") if status == 403 else ("sign-in",):
        asked = urllib.request.Request(f"{server.url}/{path}", data=b"name=a&password=b", headers=headers)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=30)
        assert refused.value.code == status
        assert refused.value.headers["Set-Cookie"] is None


def put(visit: Visitor, address: str) -> int:
    """The status of a file sent from the browser itself, with its cookies, to the address that a page's uploader used."""
    return int(
        visit.page.evaluate(
            """async address => {
              const token = document.cookie.match(/_streamlit_xsrf=([^;]*)/);
              const form = new FormData();
              form.append('file', new Blob(['a,1']), 'a.csv');
              const headers = token ? { 'X-Xsrftoken': token[1] } : {};
              return (await fetch(address, { method: 'PUT', body: form, headers })).status;
            }""",
            address,
        )
    )


def test_the_server_takes_files_from_pages_of_staff_only(visit: Visitor) -> None:
    visit.sign_in().open("upload?city=320500")
    page = visit.page
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "PUT" else None)
    page.set_input_files('input[type="file"]', [{"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,1"}])
    page.wait_for_selector('[data-testid="stMain"] :text("《a.csv》")', timeout=60_000)
    address = visit.settle() and sent[0].rpartition("/")[0]
    assert put(visit, f"{address}/one") == 204
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_selector("text=请先用工作人员账号登录", timeout=30_000)
    visit.settle()
    assert put(visit, f"{address}/two") == 403  # the page and its session are still there
    assert put(visit, f"{visit.url}/_stcore/upload_file/somebody/three") == 403


def test_two_dashboards_on_one_host_sign_nobody_out(visit: Visitor, fresh_server: Any) -> None:
    """Browsers keep cookies by host and not by port."""
    first = (visit.url, visit.database)
    for url, database, name in ((*first, "王老师"), (fresh_server.url, fresh_server.database, "李老师")):
        visit.url, visit.database = url, database
        visit.sign_in(name).open("account")
        assert name in visit.page.inner_text(".who")
    visit.url, visit.database = first
    visit.open("account")
    assert "王老师" in visit.page.inner_text(".who")


def test_alive_and_ready_are_answered(server: Any) -> None:
    for path, body in (("health", b'{"alive":true}'), ("ready", b'{"ready":true}')):
        with urllib.request.urlopen(f"{server.url}/{path}", timeout=30) as answer:
            assert (answer.status, answer.read(), answer.headers["Cache-Control"]) == (200, body, "no-store")


def test_the_plain_start_signs_in_by_the_same_page(plain_visit: Visitor) -> None:
    """`streamlit run app.py` is the guarded server, too: a cookie that scripts cannot read, and it survives a reload."""
    visit = plain_visit.sign_in("王老师")  # makes the account; the cookie is taken away again
    page = visit.page
    page.context.clear_cookies()
    visit.open("upload?city=320500")
    page.locator("a.button", has_text="登录").click()
    fill(visit, name="王老师", password=PASSWORD)
    page.wait_for_selector('[data-testid="stFileUploader"]', timeout=60_000)
    page.reload()
    page.wait_for_selector('[data-testid="stFileUploader"]', timeout=60_000)
    visit.settle().assert_sound()
    held = cookie(visit)
    assert held is not None and (held["httpOnly"], held["sameSite"]) == (True, "Strict")

