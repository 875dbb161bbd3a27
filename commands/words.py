"""What every command shares: exit statuses, wrong words, help in both languages, writing the file that was asked for."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from language import _, using

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]

DONE, NEEDS_ANSWER, NO_STORE, USAGE = 0, 1, 2, 64


# How argparse words what is wrong
_CHOICE = re.compile(r"invalid choice: '?([^' ]+)'? \(choose from (.+)\)")
_UNKNOWN = re.compile(r"unrecognized arguments: (\S+)")
_REQUIRED = re.compile(r"the following arguments are required: (.+)")


def _not_there(said: str, known: Sequence[str]) -> str:
    """没有“deckk”，最接近的是：deck / 可选：…"""
    near = get_close_matches(said, known, n=2, cutoff=0.5)
    words = _("没有“{said}”，最接近的是：{names}") if near else _("没有“{said}”，可选：{names}")
    return words.format(said=said, names=_("、").join(dict.fromkeys(near or known)))


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with 64, as sysexits.h has it: 2 already says that the database cannot be used."""

    def error(self, message: str) -> NoReturn:
        """One sentence with the nearest valid choice where argparse tells which word is wrong; else in its own words."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {self._sentence(message)}\n")

    def _sentence(self, message: str) -> str:
        if found := _CHOICE.search(message):
            said, known = found[1], re.findall(r"[\w-]+", found[2])
            return both(lambda: _not_there(said, known))
        if found := _UNKNOWN.search(message):
            unknown = found[1].split("=")[0]
            known = [option for action in self._all_actions() for option in action.option_strings if option.startswith("--")]
            return both(lambda: _not_there(unknown, known))
        if found := _REQUIRED.search(message):
            names = found[1]
            return both(lambda: _("缺少 {names}").format(names=names))
        return message

    def _all_actions(self) -> list[argparse.Action]:
        """Its own options and those of its commands: the parser on top is told of what no command took."""
        below = [action for action in self._actions if isinstance(action, argparse._SubParsersAction)]
        return self._actions + [one for action in below for parser in action.choices.values() for one in parser._all_actions()]


def both(text: Callable[[], str]) -> str:
    """A help text in Chinese and English, since nobody has chosen a language yet when help is printed."""
    with using("zh"):
        chinese = text()
    with using("en"):
        return f"{chinese} · {text()}".replace("%", "%%")


def write_out(path: Path, data: bytes, done: str) -> int:
    """Write what a command made and say so; a path that cannot be written is one sentence and wrong usage."""
    try:
        path.write_bytes(data)
    except OSError as error:
        print(_("写不了 {path}（{error}）。").format(path=path, error=error.strerror or error), file=sys.stderr)
        return USAGE
    print(done)
    return DONE
