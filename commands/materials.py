"""`manage.py deck` and `manage.py picture`: what goes to a meeting, made without a browser."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from commands.words import USAGE, both, write_out
from language import _

if TYPE_CHECKING:
    from commands.words import Commands


def add(commands: Commands) -> None:
    """Add `deck` and `picture` to the parser."""
    deck = commands.add_parser("deck", help=both(lambda: _("做一份现成的会议材料（PPTX，图表可编辑）")))
    deck.add_argument("--kind", default="overview", metavar="KIND", help="overview | districts | progress")
    deck.add_argument("--out", required=True, type=Path, metavar="FILE", help=both(lambda: _("写到哪个文件")))
    deck.add_argument("--city", metavar="NAME", help=both(lambda: _("城市名称或代码；不写则为最近入库的城市")))
    deck.set_defaults(run=run_deck)

    picture = commands.add_parser("picture", help=both(lambda: _("画一页的图片（PNG），与页面上下载的相同")))
    picture.add_argument("page", metavar="PAGE", help=both(lambda: _("页面文件名，如 gaps、district_map")))
    picture.add_argument("--out", required=True, type=Path, metavar="FILE", help=both(lambda: _("写到哪个文件")))
    picture.add_argument("--city", metavar="NAME", help=both(lambda: _("城市名称或代码；不写则为最近入库的城市")))
    for name in ("indicator", "period", "district"):
        picture.add_argument(f"--{name}", default="", metavar="NAME")
    picture.add_argument("--size", default="slide", metavar="SIZE", help="slide | 4k | square | document")
    picture.set_defaults(run=run_picture)


def run_deck(options: argparse.Namespace) -> int:
    """A ready deck into a file, with progress."""
    from tqdm import tqdm

    from intake import ready_store
    from views.decks import maker
    from views.requests import RequestError, city_asked, deck_asked

    with closing(ready_store()) as store:
        try:
            found = deck_asked(store, city_asked(store, options.city), options.kind)
        except RequestError as error:
            print(error, file=sys.stderr)
            return USAGE
        with tqdm(total=len(found.titles), unit=_("页"), file=sys.stderr, leave=False) as progress:

            def advance(done: int, _all: int) -> None:
                progress.update(done - progress.n)

            data = maker(found)(advance)
    done = _("已写入 {path}：{title}，{n} 页。").format(path=options.out, title=found.deck.title, n=len(found.titles))
    return write_out(options.out, data, done)


def run_picture(options: argparse.Namespace) -> int:
    """A page's picture into a file."""
    from intake import ready_store
    from views.requests import RequestError, city_asked, picture_asked

    asked = {name: getattr(options, name) for name in ("indicator", "period", "district", "size")}
    with closing(ready_store()) as store:
        try:
            data = picture_asked(store, city_asked(store, options.city), options.page, **asked)
        except RequestError as error:
            print(error, file=sys.stderr)
            return USAGE
    return write_out(options.out, data, _("已写入 {path}。").format(path=options.out))
