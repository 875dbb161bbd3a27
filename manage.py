"""The same jobs without a browser: import, deck, picture, doctor, backup, restore, user. `python manage.py --help` lists them.

Exit status: 0 done; 1 a file needs an answer or cannot be read (every other file of the call is stored, each whole);
2 the database cannot be used; 64 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from commands import importing, keeping, materials, taking, users
from commands.words import NO_STORE, Parser, both
from language import LANGUAGES, _, use


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status."""
    options = parser().parse_args(arguments)
    use(options.language)
    from store import StoreError

    try:
        return int(options.run(options))
    except StoreError as error:
        print(error, file=sys.stderr)
        return NO_STORE


def parser() -> Parser:
    """The commands of every family, in the order in which a bureau meets them."""
    top = Parser(prog="manage.py", description=both(lambda: _("对标：不开浏览器也能办的事")), epilog=both(_exit_statuses))
    top.add_argument("--language", choices=LANGUAGES, default="zh", help=both(lambda: _("输出的语言")))
    commands = top.add_subparsers(required=True, metavar=both(lambda: _("命令")))
    for family in (importing, materials, taking, keeping, users):
        family.add(commands)
    return top


def _exit_statuses() -> str:
    return _("退出状态：0 完成；1 有文件需要回答或读不了（其余文件已入库）；2 数据库不能用；64 命令写错")


if __name__ == "__main__":
    sys.exit(main())
