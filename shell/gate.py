"""What a page shows in place of what its visitor may not do: one sentence, and the way to sign in and come back here."""

from __future__ import annotations

from html import escape
from typing import NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st

import accounts
from access import Action, Visitor, may, refusal, role_label
from language import _
from shell import address, identity, show
from shell.opened import open_store
from shell.served import SIGN_IN, served
from shell.visitor import current, leave


def allowed(action: Action) -> bool:
    """Whether the visitor may; if not, the sentence why and the way to sign in are drawn."""
    visitor = current()
    if may(visitor, action):
        return True
    turned_away(refusal(visitor, action), visitor)
    return False


def turned_away(why: str, visitor: Visitor) -> None:
    """The sentence, and for whoever is not signed in the way to do so."""
    show.note(why)
    if visitor.signed_in:
        return
    if identity.configured():
        st.button(_("用统一身份认证登录"), key="provider", type="primary", on_click=st.login)
    if served():
        st.html(sign_in_link(_("登录")))
    else:
        show.note(_("这样启动的程序只能查看，不能登录。请用 make run 或 streamlit run app.py 启动。"), warn=True)


def sees_all_districts(visitor: Visitor) -> bool:
    """Whether the visitor is not limited to one district; if they are, a page that compares districts says so instead."""
    if visitor.district:
        show.heading(_("会议材料要对照各区县"), _("您的账号只能看一个区县的数；区县画像可以下载"), False)
    return not visitor.district


def may_look(visitor: Visitor) -> bool:
    """Whether pages may be read at all: by everybody, unless the installation asks for a sign-in."""
    return visitor.signed_in or not accounts.viewing_needs_sign_in(open_store())


def closed(visitor: Visitor) -> NoReturn:
    """The page for whoever may not look: why, and the way in. Nothing after it is run."""
    show.heading(_("请先登录"), _("本单位设定：登录后才能查看"), False)
    turned_away(_("这里的数据只给有账号的人看。没有账号，请找本单位的管理员。"), visitor)
    st.stop()


def who(visitor: Visitor) -> None:
    """The foot of the side bar: the way to sign in, or who is signed in and the way out."""
    if visitor.signed_in:
        st.html(f'<div class="who"><span>{escape(visitor.name)}</span>　{escape(role_label(visitor.role))}</div>')
        with st.container(horizontal=True, key="own_links"):
            st.page_link("pages/account.py", label=_("账号"), query_params=address.carried(), width="content")
            st.button(_("退出登录"), key="sign_out", on_click=leave, type="tertiary")
    elif served():
        st.html(sign_in_link(_("登录"), quiet=True))
    else:
        st.page_link("pages/account.py", label=_("登录"), query_params=address.carried(), width="stretch")


def sign_in_link(label: str, *, quiet: bool = False) -> str:
    """A link to the sign-in page which leads back to the page as it stands; `quiet` = as the side bar's links look."""
    return f'<a class="{"quiet" if quiet else "button"}" href="{escape(sign_in_address())}" target="_self">{escape(label)}</a>'


def sign_in_address() -> str:
    """The sign-in page with the way back, relative to the page: it holds below any base path."""
    stem = urlsplit(st.context.url or "").path.rsplit("/", 1)[-1]
    query = urlencode({name: address.get(name) for name in st.query_params})
    back = {"next": f"{stem}?{query}" if query else stem}
    language = {"lang": address.get("lang")} if address.get("lang") else {}
    return f"{SIGN_IN}?{urlencode(back | language)}"
