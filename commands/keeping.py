"""`manage.py doctor`, `backup` and `restore`: is all in order, and everything in one file."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from commands.words import DONE, NEEDS_ANSWER, NO_STORE, both
from language import _

if TYPE_CHECKING:
    from commands.words import Commands


def add(commands: Commands) -> None:
    """Add `doctor`, `backup` and `restore` to the parser."""
    doctor = commands.add_parser("doctor", help=both(lambda: _("检查程序、数据库、字体和浏览器")))
    doctor.set_defaults(run=run_doctor)

    backup = commands.add_parser("backup", help=both(lambda: _("把全部数据备份到一个文件，程序运行时也可以")))
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)

    restoring = commands.add_parser("restore", help=both(lambda: _("从备份文件恢复全部数据")))
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--replace", action="store_true", help=both(lambda: _("替换已有的数据")))
    restoring.set_defaults(run=run_restore)


def run_doctor(_options: argparse.Namespace) -> int:
    """One line for each thing looked at; 0 when all of them are in order."""
    from intake import ready_store
    from intake.doctor import examine_machine
    from store import health

    with closing(ready_store()) as store:
        found = health(store)
    lines = examine_machine(found)
    for line in lines:
        print(f"{'✓' if line.sound else '✗'} {line.name}：{line.text}")
    if any(line.damages for line in lines):
        return NO_STORE
    return DONE if all(line.sound for line in lines) else NEEDS_ANSWER


def run_backup(options: argparse.Namespace) -> int:
    """Everything into one new file."""
    from intake import ready_store
    from store import back_up

    with closing(ready_store()) as store:
        size = back_up(store, options.file)
    print(_("已备份到 {path}（{size:.1f} MB）。").format(path=options.file, size=size / 2**20))
    return DONE


def run_restore(options: argparse.Namespace) -> int:
    """Everything back from a backup."""
    from store import health, restore

    with closing(restore(options.file, replace=options.replace)) as store:
        found = health(store)
    print(_("已从 {path} 恢复：{uploads} 份文件，{values} 个数。").format(
        path=options.file, uploads=found.uploads, values=found.values))  # fmt: skip
    return DONE
