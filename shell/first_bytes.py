"""What the browser gets before the dashboard runs: the page's language, and one sentence for a browser that cannot run it.

Streamlit's own first page is English and stays white in a browser that does not know its JavaScript. This passes everything
through, and adds to that one page a test in the oldest JavaScript there is; nothing is loaded from elsewhere.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from language import LANGUAGES, _, using

# What the framework's scripts use without a fall-back, each with the first Chromium that has it; the newest decides
OLDEST_CHROMIUM = 97
TEST = "window.Promise&&Array.prototype.findLast&&Object.hasOwn&&window.structuredClone&&window.ResizeObserver"
# Uploads use this one, which came with Chromium 119: browsers between the two get it here
SUPPLIED = (
    "if(window.Promise&&!Promise.withResolvers)Promise.withResolvers=function(){var d={};"
    "d.promise=new Promise(function(a,b){d.resolve=a;d.reject=b});return d};"
)
_MARK = b"</body>"
# Everything comes from this server; nobody else shows our pages in a frame. The framework's scripts
# stand in its first page, and those of components in blobs.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
# What every page of ours shows, and the framework asks for only once it is to be shown: the browser fetches it meanwhile
SOON = ("ArrowVegaLiteChart", "embed", "vega-interpreter", "Selectbox", "StreamlitMarkdown", "BidiComponent")
FONT = "app/static/fonts/NotoSansSC-Regular.woff2"


class FirstBytes:
    """Middleware: rewrites the framework's first page only, by its element `root`; any other answer passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def rewritten(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            whole = with_sentence(body)
            kept = [(name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", b"etag")]
            await send({**start, "headers": [*kept, *HEADERS, (b"content-length", str(len(whole)).encode())]})
            await send({"type": "http.response.body", "body": whole})

        # Compressed bytes could not be read here; the page has a few kilobytes
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"] if _wants_page(scope) else None
        await self.app(scope if plain is None else {**scope, "headers": plain}, receive, rewritten)


def with_sentence(page: bytes) -> bytes:
    """The first page in Chinese, with the test for old browsers; any page without the framework's root as it is."""
    if b'id="root"' not in page or _MARK not in page:
        return page
    said = "<br>".join(escape(sentence) for sentence in sentences())
    script = (
        f"<noscript>{said}</noscript><script>{SUPPLIED}if(!({TEST}))"
        f"document.body.innerHTML='<p style=\"margin:3em;font:18px sans-serif\">{said}</p>'</script>"
    )
    page = page.replace(b'<html lang="en">', b'<html lang="zh-CN">', 1).replace(_MARK, script.encode() + _MARK, 1)
    return page.replace(b"</head>", (ahead() + skeleton()).encode() + b"</head>", 1)


@cache
def ahead() -> str:
    """Links that have the browser fetch the charts' scripts and the font along with the first page, not after it."""
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    found = [file.name for stem in SOON for file in sorted(scripts.glob(f"{stem}.*.js"))]
    links = [f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in found]
    return "".join([*links, f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./{FONT}">'])


@cache
def skeleton() -> str:
    """The style of the page before its first figures: the framework's own shows another page than ours."""
    return f"<style>{(Path(__file__).parent / 'first.css').read_text(encoding='utf-8')}</style>"


def sentences() -> list[str]:
    """What an old browser says, in every language of the dashboard."""
    found = []
    for language in LANGUAGES:
        with using(language):
            said = _("这个浏览器太旧，或没有启用 JavaScript：请用 Chrome、Edge 或 360 的 {n} 及以上内核打开。")
            found.append(said.format(n=OLDEST_CHROMIUM))
    return found


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_page(start: Message) -> bool:
    return start["status"] == 200 and any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"]
    )
