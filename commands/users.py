"""`manage.py user`: accounts without a browser, under the name one is logged in with on this machine."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from access import Role, command_line, role_label
from commands.words import DONE, USAGE, both
from language import _

if TYPE_CHECKING:
    from commands.words import Commands
    from store import Store

_ROLES = (Role.VIEWER, Role.STAFF, Role.ADMIN)


def add(commands: Commands) -> None:
    """Add `user` with its own commands to the parser."""
    said = both(lambda: _("账号：新建、列出、改角色、改密码、停用、全部退出"))
    acts = commands.add_parser("user", help=said, description=said).add_subparsers(required=True, metavar=both(lambda: _("命令")))
    listing = acts.add_parser("list", help=both(lambda: _("列出全部账号")))
    listing.set_defaults(run=run_list)

    adding = acts.add_parser("add", help=both(lambda: _("新建账号；密码从终端输入，不显示")))
    _named(adding, run_add)
    adding.add_argument("--role", choices=_ROLES, default=Role.STAFF, help=both(lambda: _("角色：查看人员、工作人员、管理员")))
    _limited(adding)
    _from_stdin(adding)

    role = acts.add_parser("role", help=both(lambda: _("改角色，或限定在一个区县；该账号要重新登录")))
    _named(role, run_role)
    role.add_argument("role", choices=_ROLES)
    _limited(role)

    password = acts.add_parser("password", help=both(lambda: _("改密码；该账号在各处的登录都退出")))
    _named(password, run_password)
    _from_stdin(password)

    for name, text, run in (
        ("disable", lambda: _("停用账号"), run_disable),
        ("enable", lambda: _("重新启用账号"), run_enable),
        ("sign-out", lambda: _("让账号在各处的登录都退出"), run_sign_out),
    ):
        _named(acts.add_parser(name, help=both(text)), run)

    viewing = acts.add_parser("viewing", help=both(lambda: _("谁能查看：open 不登录也能看，signed-in 登录后才能看")))
    viewing.add_argument("who", choices=("open", "signed-in"))
    viewing.set_defaults(run=run_viewing)


def _named(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("name", metavar="NAME", help=both(lambda: _("账号名称")))
    parser.set_defaults(run=run)


def _limited(parser: argparse.ArgumentParser) -> None:
    said = both(lambda: _("只能看这个区县（六位代码，只用于查看人员）"))
    parser.add_argument("--district", default="", metavar="CODE", help=said)


def _from_stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-stdin", action="store_true", help=both(lambda: _("从标准输入读密码，供脚本使用")))


def run_list(_options: argparse.Namespace) -> int:
    """One line for each account."""
    from store import all_users

    with closing(_store()) as store:
        users = all_users(store)
    for user in users:
        notes = [role_label(Role(user.role)), user.district, _("不能登录") if user.disabled else ""]
        print(f"{user.name}　{_('，').join(note for note in notes if note)}")
    if not users:
        print(_("还没有账号。"))
    return DONE


def run_add(options: argparse.Namespace) -> int:
    """A new account with a password from the terminal."""
    import accounts

    return _told(
        options,
        lambda store: accounts.add_account(
            store, command_line(), options.name, Role(options.role), _password(options), options.district
        ),
        _("已建立账号“{name}”。"),
    )


def run_role(options: argparse.Namespace) -> int:
    """Another role."""
    import accounts

    return _told(
        options,
        lambda store: accounts.change_role(store, command_line(), options.name, Role(options.role), options.district),
        _("已修改“{name}”。"),
    )


def run_password(options: argparse.Namespace) -> int:
    """Another password."""
    import accounts

    return _told(
        options,
        lambda store: accounts.change_password(store, command_line(), options.name, _password(options)),
        _("已修改“{name}”。"),
    )


def run_disable(options: argparse.Namespace) -> int:
    """No more sign-ins."""
    import accounts

    return _told(options, lambda store: accounts.disable(store, command_line(), options.name), _("已修改“{name}”。"))


def run_enable(options: argparse.Namespace) -> int:
    """Sign-ins again."""
    import accounts

    return _told(options, lambda store: accounts.enable(store, command_line(), options.name), _("已修改“{name}”。"))


def run_sign_out(options: argparse.Namespace) -> int:
    """Every session of the account is over."""
    import accounts

    return _told(
        options,
        lambda store: accounts.sign_out_everywhere(store, command_line(), options.name),
        _("“{name}”的登录都已退出。"),
    )


def run_viewing(options: argparse.Namespace) -> int:
    """Whether looking takes a sign-in."""
    import accounts

    closed = options.who == "signed-in"
    with closing(_store()) as store:
        accounts.set_viewing(store, command_line(), closed)
    print(_("从现在起，登录后才能查看。") if closed else _("从现在起，查看不需要登录。"))
    return DONE


def _store() -> Store:
    from intake import ready_store

    return ready_store()


def _told(options: argparse.Namespace, act: Callable[[Store], object], done: str) -> int:
    from accounts import AccountError
    from store import LastAdminError, UnknownUserError, UserExistsError

    with closing(_store()) as store:
        try:
            act(store)
        except (AccountError, LastAdminError, UnknownUserError, UserExistsError) as error:
            print(error, file=sys.stderr)
            return USAGE
    print(done.format(name=options.name.strip()))
    return DONE


def _password(options: argparse.Namespace) -> str:
    from accounts import AccountError

    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(_("密码：") + " ")
    if first != getpass.getpass(_("再输一次：") + " "):
        raise AccountError(_("两次输入的密码不一样。"))
    return first
