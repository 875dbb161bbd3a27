"""Who may send a file to the server: a page session whose visitor may upload, as the page's last run found it.

Streamlit takes files from every open page, whether that page has a field for them or not. The middleware refuses them before a
byte of the file is read; pages note in each run whether theirs may send.
"""

from __future__ import annotations

import re
import time

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access import Action, Visitor, may
from accounts import IDLE_AFTER
from language import _

_ADDRESS = re.compile(r"/_stcore/upload_file/([^/]*)/")
_READING = ("GET", "HEAD", "OPTIONS")
# When the last run of each page session that may send began, by session
_may_send: dict[str, float] = {}


def note(visitor: Visitor) -> None:
    """Called in each run of a page: from now on its session may send files, or may not."""
    context = get_script_run_ctx()
    if context is None:
        return
    if not may(visitor, Action.UPLOAD):
        _may_send.pop(context.session_id, None)
        return
    now = time.monotonic()
    _may_send[context.session_id] = now
    for session in [session for session, at in list(_may_send.items()) if _over(at, now)]:
        _may_send.pop(session, None)


def may_send(session: str) -> bool:
    """Whether the page session's visitor may upload; not for longer than a sign-in lasts without use."""
    at = _may_send.get(session)
    return at is not None and not _over(at, time.monotonic())


def _over(at: float, now: float) -> bool:
    return now - at > IDLE_AFTER.total_seconds()


class SendersOnly:
    """Middleware: a file from anybody else is answered by 403; every other request passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = _ADDRESS.search(scope["path"]) if scope["type"] == "http" and scope["method"] not in _READING else None
        if found is None or may_send(found.group(1)):
            await self.app(scope, receive, send)
            return
        refused = PlainTextResponse(_("没有登录，或账号不能上传文件：没有收下。"), 403, headers={"Cache-Control": "no-store"})
        await refused(scope, receive, send)
