"""What every command shares: exit statuses, help in both languages, writing the file that was asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from language import _, using

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]

DONE, NEEDS_ANSWER, NO_STORE, USAGE = 0, 1, 2, 64


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with 64, as sysexits.h has it: 2 already says that the database cannot be used."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


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
