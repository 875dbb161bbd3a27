"""The server's own addresses beside the pages: sign in, sign out, is it alive, is it ready.

A page's script cannot set a cookie that scripts cannot read; a route can. Forms are answered only when the browser says
that they come from this very site (Origin), and the cookie is HttpOnly and SameSite=Strict besides.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import accounts
from language import LANGUAGES, _, use
from shell import navigation, sign_in_page
from shell.opened import open_store
from shell.served import SIGN_IN, SIGN_OUT, cookie_name, mark_served
from store import StoreError, all_users

_LARGEST_FORM = 8 * 1024
# A page of ours with its choices, never another address
_WAY_BACK = re.compile(r"[a-z_]{0,40}(\?[^#\s\\]{0,4000})?")
_LOOPBACK = ("127.0.0.1", "::1")


class BadFormError(Exception):
    """The form cannot be from our own page; the text says so."""


def routes() -> list[Route]:
    """For `streamlit.starlette.App(routes=…)`; from here on pages lead to the sign-in page."""
    mark_served()
    at = base_path()
    return [
        Route(f"{at}{SIGN_IN}", sign_in_form, methods=["GET"]),
        Route(f"{at}{SIGN_IN}", sign_in, methods=["POST"]),
        Route(f"{at}{SIGN_OUT}", sign_out, methods=["POST"]),
        Route(f"{at}health", health, methods=["GET"]),
        Route(f"{at}ready", ready, methods=["GET"]),
        Route(f"{at}{navigation.ENTRIES[0].stem}", first_page, methods=["GET"]),
    ]


def base_path() -> str:
    """Where the dashboard lies on its host, "/" or "/name/"."""
    name = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{name}/" if name else "/"


async def first_page(request: Request) -> Response:
    """The first page lies at the root alone; under its own name a visitor would be told that there is no such page."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(base_path() + query, 307)  # not for ever: browsers would remember it


async def health(_request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"alive": True}, headers={"Cache-Control": "no-store"})


async def ready(_request: Request) -> Response:
    """The database answers, too; 503 with the reason while it does not."""
    try:
        await run_in_threadpool(lambda: open_store().revision(""))
    except StoreError as error:
        return JSONResponse({"ready": False, "why": str(error)}, 503, headers={"Cache-Control": "no-store"})
    return JSONResponse({"ready": True}, headers={"Cache-Control": "no-store"})


async def sign_in_form(request: Request) -> Response:
    """The page with the form: to sign in, or to make the first admin while there is no account."""
    fields = {"next": _ours(request.query_params.get("next", "")), "lang": request.query_params.get("lang", "")}
    return await _drawn(request, fields)


async def sign_in(request: Request) -> Response:
    """Look at the form; on success set the cookie and go back to the page that led here."""
    fields: dict[str, str] = {}
    try:
        fields = await _form(request)
        use(_language(fields))
        signed = await run_in_threadpool(partial(_signed_in, request, fields))
    except BadFormError as error:
        return await _drawn(request, fields, str(error), 403)
    except (accounts.SignInError, accounts.AccountError, StoreError) as error:
        return await _drawn(request, fields, str(error), 401)
    answer = RedirectResponse(base_path() + fields["next"], 303, headers={"Cache-Control": "no-store"})
    answer.set_cookie(
        cookie_name(),
        signed.token,
        max_age=int(accounts.ENDS_AFTER.total_seconds()),
        path=base_path(),
        secure=_https(request),
        httponly=True,
        samesite="strict",
    )
    return answer


async def sign_out(request: Request) -> Response:
    """End the session on the server and take the cookie back."""
    try:
        fields = await _form(request)
    except BadFormError as error:
        return await _drawn(request, {}, str(error), 403)
    token = request.cookies.get(cookie_name(), "")

    def end() -> None:
        store = open_store()
        accounts.sign_out(store, accounts.visitor_of(store, token))

    await run_in_threadpool(end)
    answer = RedirectResponse(base_path() + fields["next"], 303, headers={"Cache-Control": "no-store"})
    answer.delete_cookie(cookie_name(), path=base_path(), httponly=True, samesite="strict")
    return answer


def _signed_in(request: Request, fields: dict[str, str]) -> accounts.SignedIn:
    """The session that the form opens: the first admin's with a code, else that of an account."""
    from_where = {"address": address_of(request), "browser": request.headers.get("user-agent", "")}
    name, password = fields.get("name", ""), fields.get("password", "")
    if "code" not in fields:
        return accounts.sign_in(open_store(), name, password, **from_where)
    if password != fields.get("again", ""):
        raise accounts.AccountError(_("两次输入的密码不一样。"))
    return accounts.make_first_admin(open_store(), fields["code"], name, password, **from_where)


async def _drawn(request: Request, fields: dict[str, str], why: str = "", status: int = 200) -> Response:
    language = _language(fields)

    def draw() -> str:
        use(language)
        store = open_store()
        visitor = accounts.visitor_of(store, request.cookies.get(cookie_name(), ""))
        return sign_in_page.page(visitor, first=not all_users(store), fields=fields, why=why)

    try:
        body = await run_in_threadpool(draw)
    except StoreError as error:
        body, status = sign_in_page.out_of_order(str(error)), 503
    return HTMLResponse(body, status, headers=sign_in_page.HEADERS)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form from our own page. Raises BadFormError for one from elsewhere, or one far too long."""
    if not from_here(request.headers.get("origin"), request.headers.get("host"), request.headers.get("sec-fetch-site")):
        raise BadFormError(_("这次提交不是从本站的登录页发出的，没有受理。请从这里重新登录。"))
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_FORM:
            raise BadFormError(_("提交的内容太长，没有受理。"))
    read = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=20)
    fields = {name: values[0] for name, values in read.items()}
    return fields | {"next": _ours(fields.get("next", ""))}


def from_here(origin: str | None, host: str | None, site: str | None) -> bool:
    """Whether a form comes from this site: browsers say where from; what says nothing at all is no browser."""
    if origin is not None:
        return bool(host) and urlsplit(origin).netloc == host
    return site in (None, "same-origin")


def address_of(request: Request) -> str:
    """Where a request comes from; behind a proxy on this machine, what the proxy says it came from."""
    peer = request.client.host if request.client else ""
    told = request.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip()
    return told if told and peer in _LOOPBACK else peer


def _https(request: Request) -> bool:
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))


def _language(fields: dict[str, str]) -> str:
    return fields["lang"] if fields.get("lang") in LANGUAGES else "zh"


def _ours(wanted: str) -> str:
    """The page to go back to, "" (the first one) for anything that is no page of ours."""
    return wanted if _WAY_BACK.fullmatch(wanted) else ""
