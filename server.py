"""The dashboard with its own addresses (sign in, sign out, health, ready): what `make run` starts.

`streamlit run app.py` shows the same pages; a sign-in there lasts until the page is reloaded.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from streamlit.starlette import App

from shell import routes, starting
from shell.first_bytes import FirstBytes
from shell.sending import SendersOnly


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[None]:
    """While the server runs: open the store at once, and tell the way in to whoever started it."""
    task = asyncio.create_task(asyncio.to_thread(starting.announce))
    yield
    task.cancel()


app = App("app.py", routes=routes.routes(), lifespan=lifespan, middleware=[Middleware(SendersOnly), Middleware(FirstBytes)])
