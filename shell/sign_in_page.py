"""The sign-in page as HTML of its own: it stands when no script runs, loads nothing from elsewhere, and knows three forms.

Nobody has an account: the first admin is made with the code from the terminal. Not signed in: name and password. Signed
in: who, and the way out.
"""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from access import Visitor, role_label
from accounts.passwords import LEAST_LENGTH
from language import LANGUAGES, _, current
from shell.served import SIGN_IN, SIGN_OUT

_HERE = Path(__file__).parent
# `same-origin` and not `no-referrer`: with the latter browsers send the form with "Origin: null"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def page(visitor: Visitor, *, first: bool, fields: dict[str, str], why: str = "") -> str:
    """The whole page. `first`: there is no account yet; `fields`: what was filled in, its `next` a page of ours; `why`: why that
    was refused.
    """
    if visitor.signed_in:
        return _whole(_("已登录"), _signed_in(visitor, fields), fields, why)
    if first:
        return _whole(_("建立第一个管理员账号"), _first(fields), fields, why)
    return _whole(_("登录"), _sign_in(fields), fields, why)


def out_of_order(why: str) -> str:
    """The page while the database cannot be used."""
    return _whole(_("现在不能登录"), "", {}, why)


def _sign_in(fields: dict[str, str]) -> str:
    said = _("看数据不用登录；报送、改动数据要登录。没有账号或忘了密码，请找本单位的管理员。")
    name = fields.get("name", "")
    return (
        f"<p>{escape(said)}</p>"
        + _form(SIGN_IN, fields, [
            _field("name", _("账号"), name, "username", focus=not name),
            _field("password", _("密码"), "", "current-password", kind="password", focus=bool(name)),
            _button(_("登录")),
        ])
    )  # fmt: skip


def _first(fields: dict[str, str]) -> str:
    said = _("这里还没有任何账号。启动程序的终端里打印了一次性口令，填在下面，就成为管理员；其他人的账号由管理员建立。")
    length = _("至少 {n} 个字符").format(n=LEAST_LENGTH)
    code = fields.get("code", "")
    return (
        f"<p>{escape(said)}</p>"
        + _form(SIGN_IN, fields, [
            _field("code", _("终端里打印的一次性口令"), code, "one-time-code", focus=not code, hint="XXXX-XXXX-XXXX"),
            _field("name", _("管理员的账号名称"), fields.get("name", ""), "username", hint=_("姓名，会记在报送记录里")),
            _field("password", _("密码"), "", "new-password", kind="password", focus=bool(code), hint=length),
            _field("again", _("再输一次密码"), "", "new-password", kind="password"),
            _button(_("建立账号并登录")),
        ])
    )  # fmt: skip


def _signed_in(visitor: Visitor, fields: dict[str, str]) -> str:
    said = _("现在以“{name}”（{role}）登录。").format(name=visitor.name, role=role_label(visitor.role))
    return f"<p>{escape(said)}</p>" + _form(SIGN_OUT, fields, [_button(_("退出登录"))])


def _form(action: str, fields: dict[str, str], inside: list[str]) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(fields.get(name, ""))}">' for name in ("next", "lang")
    )
    return f'<form method="post" action="{action}">{hidden}{"".join(inside)}</form>'


def _field(
    name: str, label: str, value: str, fills: str, *, kind: str = "text", focus: bool = False, hint: str = ""
) -> str:
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}" autocomplete="{fills}" '
        f'placeholder="{escape(hint)}" maxlength="200" spellcheck="false" required{" autofocus" if focus else ""}>'
    )


def _button(label: str) -> str:
    return f'<button type="submit">{escape(label)}</button>'


def _whole(title: str, body: str, fields: dict[str, str], why: str) -> str:
    language = "zh-CN" if current() == "zh" else "en"
    refused = f'<div class="warn" role="alert">{escape(why)}</div>' if why else ""
    back = fields.get("next", "")
    others = "".join(
        f'<a href="{SIGN_IN}?{escape(urlencode({"next": back, "lang": code}))}" lang="{code}">{escape(name)}</a>'
        for code, name in LANGUAGES.items()
        if code != current()
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(_('对标'))}</title>"
        f'<link rel="icon" href="{_mark()}"><style>{_style()}</style></head><body><main>'
        f'<div class="brand"><img src="{_mark()}" alt="" width="30" height="30">{escape(_("对标"))}</div>'
        f"<h1>{escape(title)}</h1>{refused}{body}"
        f'<nav><a href="{escape(back) or "."}">{escape(_("返回看数据"))}</a>{others}</nav></main></body></html>'
    )


@cache
def _style() -> str:
    return (_HERE / "sign_in.css").read_text(encoding="utf-8")


@cache
def _mark() -> str:
    return "data:image/svg+xml;base64," + base64.b64encode((_HERE / "mark.svg").read_bytes()).decode()
