"""What makes the framework's server ours: own addresses, who may send files, the first page, and what is done at the start."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware

from shell import routes, starting
from shell.first_bytes import FirstBytes
from shell.sending import SendersOnly


def guarded() -> dict[str, Any]:
    """For `streamlit.starlette.App("app.py", **guarded())`. Called once, by the module that the server is started with."""
    middleware = [Middleware(SendersOnly), Middleware(FirstBytes)]
    return {"routes": routes.routes(), "lifespan": _lifespan, "middleware": middleware}


@asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    """While the server runs: open the store at once, and tell the way in to whoever started it."""
    task = asyncio.create_task(asyncio.to_thread(starting.announce))
    yield
    task.cancel()
