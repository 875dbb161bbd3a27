"""账号: one's own password and sessions; for admins the accounts of the bureau, and who may look at all."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

import accounts
import geo
from access import Action, NotAllowedError, Role, Visitor, may, role_label
from language import _
from shell import gate, show
from shell.room import Room
from store import StoreError, User, all_users
from views.words import when

_SAID = "account_said"


def _district(code: str) -> str:
    return geo.shown(code, geo.place(code).name)


def page(room: Room) -> None:
    """The whole page."""
    visitor = room.visitor
    if not visitor.signed_in:
        show.heading(_("账号"), f"{_('登录以后，可以报送和改动数据')}　•　{_ends()}", False)
        gate.turned_away(_("还没有登录。"), visitor)
        return
    limited = _("只看{district}").format(district=_district(visitor.district)) if visitor.district else _("不限区县")
    show.heading(
        _("{name}，{role}").format(name=visitor.name, role=role_label(visitor.role)),
        f"{limited}　•　{_ends()}",
        False,
    )
    if said := st.session_state.pop(_SAID, ""):
        show.note(said)
    if visitor.session:
        _own(room, visitor)
    if may(visitor, Action.MANAGE_USERS):
        _everybody(room, visitor)


def _ends() -> str:
    hours = int(accounts.IDLE_AFTER.total_seconds() // 3600)
    return _("{hours} 小时不用或满 {days} 天自动退出").format(hours=hours, days=accounts.ENDS_AFTER.days)


def _own(room: Room, visitor: Visitor) -> None:
    show.part(_("我的登录"), _("在别处忘了退出，可以在这里一次全部退出"))
    here = accounts.own_sessions(room.store, visitor)
    rows = [
        (when(one.opened_at), when(one.seen_at), one.address or "—", _("这里") if str(one.id) == visitor.session else "")
        for one in here
    ]
    show.table(pd.DataFrame(rows, columns=[_("登录时间"), _("最近使用"), _("地址"), _("当前")]))
    with st.container(horizontal=True):
        if st.button(_("全部退出（{n} 处）").format(n=len(here)), key="everywhere"):
            _try(lambda: accounts.sign_out_everywhere(room.store, visitor), "")
        with st.popover(_("修改密码…")):
            _password(room, visitor)


def _password(room: Room, visitor: Visitor) -> None:
    with st.form("password", border=False, clear_on_submit=True, width=320):
        old = st.text_input(_("原密码"), type="password", autocomplete="current-password")
        new = st.text_input(_("新密码（至少 10 个字符）"), type="password", autocomplete="new-password")
        again = st.text_input(_("再输一次新密码"), type="password", autocomplete="new-password")
        if not st.form_submit_button(_("修改"), type="primary"):
            return
    if new != again:
        show.note(_("两次输入的密码不一样。"), warn=True)
        return
    address = st.context.ip_address or ""
    _try(
        lambda: accounts.change_own_password(room.store, visitor, old, new, address=address),
        _("密码已修改，其他地方的登录都已退出。"),
    )


def _everybody(room: Room, visitor: Visitor) -> None:
    users = all_users(room.store)
    show.part(_("账号（{n} 个）").format(n=len(users)), _("停用的账号不能登录，做过的事仍记在它名下"))
    rows = [
        (
            user.name,
            role_label(Role(user.role)),
            _district(user.district) if user.district else "",
            when(user.signed_in_at) if user.signed_in_at else _("从未"),
            _("不能登录") if user.disabled else _("可用"),
        )
        for user in users
    ]
    show.table(pd.DataFrame(rows, columns=[_("账号"), _("角色"), _("限定区县"), _("最近登录"), _("状态")]))
    left, right = st.columns(2, gap="medium")
    with left, st.expander(_("新建账号")):
        _new(room, visitor)
    with right, st.expander(_("修改账号")):
        _change(room, visitor, users)
    closed = accounts.viewing_needs_sign_in(room.store)
    wanted = st.checkbox(_("查看也要登录（不勾选时，能打开网页的人都能看已发布的数据）"), closed, key="viewing")
    if wanted != closed:
        _try(
            lambda: accounts.set_viewing(room.store, visitor, wanted),
            _("从现在起，登录后才能查看。") if wanted else _("从现在起，查看不需要登录。"),
        )


def _role_and_district(room: Room, stamp: str, role: Role, district: str) -> tuple[Role, str]:
    roles = [Role.VIEWER, Role.STAFF, Role.ADMIN]
    chosen = st.selectbox(
        _("角色"), roles, index=roles.index(role), key=f"role_{stamp}", format_func=role_label, filter_mode=None
    )
    if chosen is not Role.VIEWER:
        return chosen, ""
    own = {place.code: geo.shown(place.code, place.name) for place in geo.districts(room.workspace.city_code)}
    places = {"": _("不限区县")} | own
    if district and district not in places:
        places[district] = _district(district)
    limited = st.selectbox(
        _("只能看"),
        list(places),
        index=list(places).index(district),
        key=f"district_{stamp}",
        format_func=places.__getitem__,
        filter_mode=None,
    )
    return chosen, limited


def _new(room: Room, visitor: Visitor) -> None:
    name = st.text_input(_("账号名称"), key="new_name", placeholder=_("姓名，会记在报送记录里"), max_chars=60)
    role, district = _role_and_district(room, "new", Role.STAFF, "")
    password = st.text_input(
        _("初始密码（至少 10 个字符，交给本人后请其修改）"), type="password", key="new_password", autocomplete="new-password"
    )
    if st.button(_("建立账号"), type="primary", key="add_account"):
        _try(
            lambda: accounts.add_account(room.store, visitor, name, role, password, district),
            _("已建立账号“{name}”。").format(name=name.strip()),
        )


def _change(room: Room, visitor: Visitor, users: list[User]) -> None:
    by_account = {user.account: user for user in users}
    user = by_account[
        st.selectbox(
            _("账号名称"),
            list(by_account),
            key="changed_account",
            format_func=lambda account: by_account[account].name,
            filter_mode=None,
        )
    ]
    role, district = _role_and_district(room, user.account, Role(user.role), user.district)
    password = st.text_input(
        _("新密码（不改就留空）"), type="password", key=f"password_{user.account}", autocomplete="new-password"
    )
    with st.container(horizontal=True):
        if st.button(_("保存改动"), type="primary", key="save_account"):
            _try(lambda: _save(room, visitor, user, role, district, password), _("已修改“{name}”。").format(name=user.name))
        if st.button(_("重新启用") if user.disabled else _("停用账号"), key="disable_account"):
            act = accounts.enable if user.disabled else accounts.disable
            _try(lambda: act(room.store, visitor, user.name), _("已修改“{name}”。").format(name=user.name))
        if st.button(_("让它全部退出"), key="sign_out_account"):
            _try(
                lambda: accounts.sign_out_everywhere(room.store, visitor, user.name),
                _("“{name}”的登录都已退出。").format(name=user.name),
            )


def _save(room: Room, visitor: Visitor, user: User, role: Role, district: str, password: str) -> None:
    if password:
        accounts.change_password(room.store, visitor, user.name, password)
    if (str(role), district) != (user.role, user.district):
        accounts.change_role(room.store, visitor, user.name, role, district)


def _try(act: Callable[[], object], done: str) -> None:
    """Do it, say so and draw the page anew; a refusal is one sentence, and what was filled in stays."""
    try:
        act()
    except (accounts.AccountError, accounts.SignInError, NotAllowedError, StoreError) as error:
        show.note(str(error), warn=True)
        return
    st.session_state[_SAID] = done
    st.rerun()
