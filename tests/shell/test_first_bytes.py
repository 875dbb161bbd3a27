"""The framework's first page gets a sentence for old browsers; everything else passes through byte for byte."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from shell.first_bytes import FirstBytes

FRAME = '<!DOCTYPE html><html lang="en"><head></head><body><div id="root"></div></body></html>'


def client() -> TestClient:
    async def page(_request: Request) -> Response:
        return HTMLResponse(FRAME, headers={"etag": "old"})

    async def form(_request: Request) -> Response:
        return HTMLResponse("<html><body>登录</body></html>")

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok </body>")

    routes = [Route("/", page), Route("/sign-in", form), Route("/health", health)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(FirstBytes)]))


def test_the_first_page_is_chinese_and_tells_an_old_browser_what_to_do() -> None:
    answer = client().get("/")
    assert '<html lang="zh-CN">' in answer.text and '<div id="root"></div>' in answer.text
    assert "这个浏览器太旧" in answer.text and "This browser is too old" in answer.text
    assert answer.text.index("<noscript>") < answer.text.index("</body>")
    # the oldest JavaScript there is: a script which an old browser cannot read would say nothing
    script = answer.text.partition("<script>")[2].partition("</script>")[0]
    assert not any(word in script for word in ("=>", "`", "const ", "let ", "?."))
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_anything_else_passes_untouched() -> None:
    assert client().get("/sign-in").text == "<html><body>登录</body></html>"
    assert client().get("/health").text == "ok </body>"
