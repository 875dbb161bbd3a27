"""No write path without the role: read from the code, called directly, and tried on every page as viewer and as nobody."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import accounts
import intake
from access import NOBODY, NotAllowedError, Role, Visitor
from shell import targets_panel, upload_panel
from shell.navigation import ENTRIES
from shell.visitor import TOKEN
from store import open_store
from tests.people import signed_in

ROOT = Path(__file__).parents[2]
VIEWER = Visitor("刘主任", Role.VIEWER)
LIMITED = Visitor("兴化", Role.VIEWER, district="321281")

# Writers that need no role, and why
FREE = {
    "intake/seeding.py:_seed": "the program's own sample, before anybody is there",
    "accounts/signing_in.py:check_pace": "counts a try to sign in",
    "accounts/signing_in.py:sign_in": "signs in whoever knows the password",
    "accounts/signing_in.py:open_for": "opens the session of whoever has proved who they are",
    "accounts/first_admin.py:new_first_code": "replaces the one-time code at the start, while nobody has an account",
    "accounts/first_admin.py:make_first_admin": "takes the one-time code for the right",
    "accounts/people.py:change_own_password": "takes the old password for the right",
    "accounts/people.py:sign_out": "ends the visitor's own session",
    "commands/keeping.py:run_restore": "whoever runs commands on the machine holds the database file itself",
}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def called(function: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            names.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return names


@cache
def writers() -> set[str]:
    """Every public function and method of the store that opens a transaction to write, directly or through another."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "store").glob("*.py"):
        for function in functions(path):
            found.setdefault(function.name, set()).update(called(function))
    writing = {name for name, calls in found.items() if "writing" in calls}
    # Reading marks a session as seen; that is no act of anybody
    return {name for name in writing if not name.startswith("_")} - {"session_of", "open_store", "back_up"}


def unguarded(path: Path, writing: set[str]) -> list[str]:
    """Functions of a module that call a writer, and neither require a right nor are called by such as do only."""
    here = {function.name: function for function in functions(path)}
    calls = {name: called(function) for name, function in here.items()}
    guarded = {name for name in here if "require" in calls[name]}
    for _depth in range(3):
        # `_checked` calls `_real` which requires: whoever begins with it is guarded, too
        guarded |= {name for name in here if calls[name] & {helper for helper in guarded if helper.startswith("_")}}

    def safe(name: str, seen: frozenset[str] = frozenset()) -> bool:
        if name in guarded or f"{path.relative_to(ROOT).as_posix()}:{name}" in FREE or name in seen:
            return True
        callers = [other for other in here if name in calls[other] and other != name]
        return name.startswith("_") and bool(callers) and all(safe(other, seen | {name}) for other in callers)

    return [f"{path.relative_to(ROOT).as_posix()}:{name}" for name in here if calls[name] & writing and not safe(name)]


def test_the_store_is_written_to_by_functions_that_require_a_right() -> None:
    """A new way to write without `require` fails here; so does one that goes past `intake` and `accounts`."""
    # `accept` and `withdraw` are guarded in intake under the same names as in the store
    writing = writers()
    assert {"accept", "withdraw", "write_target", "add_user", "change_user", "set_setting", "remember_layout"} <= writing
    found = [
        fault
        for package in ("intake", "accounts")
        for path in sorted((ROOT / package).glob("*.py"))
        for fault in unguarded(path, writing)
    ]
    assert found == []


def test_nothing_beside_intake_and_accounts_writes() -> None:
    """Pages, views and commands reach the store's writers only through guarded functions of the same name."""
    guarded_names = {"accept", "withdraw"}  # intake.accept(…, visitor) and intake.withdraw(…, visitor)
    found = []
    for package in ("views", "shell", "pages", "commands", "exports"):
        for path in sorted((ROOT / package).glob("*.py")):
            imported = {
                alias.name
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom) and node.module == "store"
                for alias in node.names
            }
            text = path.read_text(encoding="utf-8")
            found += [f"{path.name}: {name}" for name in imported & writers() if f"commands/{path.name}:run_{name}" not in FREE]
            found += [f"{path.name}: store.{name}" for name in writers() - guarded_names if f"store.{name}(" in text]
            found += [f"{path.name}: store.{name}" for name in guarded_names if f"room.store.{name}(" in text]
    assert found == []


def acts() -> dict[str, Callable[..., Any]]:
    """Every public function of intake and accounts that takes a visitor."""
    found: dict[str, Callable[..., Any]] = {}
    modules: list[ModuleType] = []
    for package in (intake, accounts):
        modules += [importlib.import_module(f"{package.__name__}.{part.name}") for part in pkgutil.iter_modules(package.__path__)]
    for module in modules:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and "visitor" in inspect.signature(function).parameters:
                found[f"{module.__name__}.{name}"] = function
    return found


# For one's own account: they ask for its session or password, not for a role
OWN = {"accounts.people.change_own_password", "accounts.people.sign_out", "accounts.people.own_sessions"}


@pytest.mark.parametrize("visitor", [NOBODY, VIEWER, LIMITED], ids=["nobody", "viewer", "limited"])
@pytest.mark.parametrize("name", sorted(set(acts()) - OWN))
def test_each_act_refuses_before_it_looks_at_anything(name: str, visitor: Visitor) -> None:
    """Whatever else is passed: the right is asked for first."""
    function = acts()[name]
    given = {
        each.name: visitor if each.name == "visitor" else MagicMock()
        for each in inspect.signature(function).parameters.values()
        if each.default is inspect.Parameter.empty and each.kind is not inspect.Parameter.VAR_KEYWORD
    }
    if name == "accounts.people.sign_out_everywhere":
        given["name"] = "另一个人"
    with pytest.raises(NotAllowedError):
        function(**given)


def test_the_acts_are_those_known() -> None:
    """The list above is taken from the code; it must not have become empty."""
    assert {"intake.accepting.accept", "intake.accepting.withdraw", "intake.targets.add_target"} <= set(acts())
    assert {"accounts.people.add_account", "accounts.viewing.set_viewing"} <= set(acts()) and set(acts()) >= OWN


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = f"sqlite:///{tmp_path_factory.mktemp('nobody') / 'nobody.db'}"
    intake.ready_store(found).close()
    return found


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but those that change by being there."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name not in ("sessions", "attempts", "sqlite_sequence")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in kept}


# Pages in several parts, each part as the page itself names it
PAGE_PARTS = {"targets": targets_panel.PARTS, "upload": upload_panel.PARTS}

# Buttons that end one's own sessions: nothing of the bureau's
OWN_SESSION = {"sign_out", "everywhere"}


@pytest.mark.parametrize("role", [None, Role.VIEWER], ids=["nobody", "viewer"])
@pytest.mark.parametrize("stem", [entry.stem for entry in ENTRIES])
@pytest.mark.parametrize("city", ["321200-sample", "320500"])
def test_no_button_of_a_page_writes_for_them(
    url: str, stem: str, role: Role | None, city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    st.cache_resource.clear()
    for part in PAGE_PARTS.get(stem, ("",)):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["city"] = city
        if part:
            app.query_params["part"] = part
        if role is not None:
            with closing(open_store(url)) as store:
                app.session_state[TOKEN] = signed_in(store, "刘主任", role).token
        app.run()
        app.switch_page(f"pages/{stem}.py").run()
        assert [error.value for error in app.exception] == []
        assert stem != "upload" or len(app.get("file_uploader")) == 0
        before = contents(url)
        for key in [button.key for button in app.button if button.key not in OWN_SESSION and not button.disabled]:
            button = next((found for found in app.button if found.key == key), None)
            if button is not None:
                button.click().run()
                assert [error.value for error in app.exception] == []
        assert contents(url) == before
