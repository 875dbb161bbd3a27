"""`manage.py deck` and `manage.py picture`: what goes to a meeting, made without a browser."""

from __future__ import annotations

import argparse
import secrets
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from commands.words import USAGE, both, write_out
from language import _

if TYPE_CHECKING:
    from commands.words import Commands
    from store import Store, Workspace


def add(commands: Commands) -> None:
    """Add `deck` and `picture` to the parser."""
    deck = commands.add_parser("deck", help=both(lambda: _("做一份现成的会议材料（PPTX，图表可编辑）")))
    deck.add_argument("--kind", default="overview", metavar="KIND", help="overview | districts | progress | yearbook")
    deck.add_argument("--pins", metavar="NAME", help=both(lambda: _("共享材料的名称：做那一份，不做现成的")))
    deck.add_argument("--out", required=True, type=Path, metavar="FILE", help=both(lambda: _("写到哪个文件")))
    deck.add_argument("--city", metavar="NAME", help=both(lambda: _("城市名称或代码；不写则为最近入库的城市")))
    own = both(lambda: _("本单位的 PPT 模板：文件（.pptx、.potx），或在会议材料页存下的名称"))
    deck.add_argument("--template", metavar="FILE", help=own)
    deck.add_argument("--internal", action="store_true", help=both(lambda: _("标注“内部资料”")))
    deck.add_argument("--unranked", action="store_true", help=both(lambda: _("不出现位次")))
    deck.add_argument("--anonymous", action="store_true", help=both(lambda: _("隐去区县名称，写作区县A、区县B…")))
    same = both(lambda: _("隐去名称时的口令：口令相同，字母就相同，请勿外传；不写则每次不同（共享材料沿用自己的）"))
    deck.add_argument("--letters", default="", metavar="WORD", help=same)
    deck.set_defaults(run=run_deck)

    said = both(lambda: _("画一页的图片或表（PNG、SVG、PDF、多张的 ZIP，按文件扩展名），与页面上下载的相同"))
    picture = commands.add_parser("picture", help=said)
    picture.add_argument("page", metavar="PAGE", help=both(lambda: _("页面文件名，如 gaps、district_map")))
    picture.add_argument("--out", required=True, type=Path, metavar="FILE", help=both(lambda: _("写到哪个文件")))
    picture.add_argument("--city", metavar="NAME", help=both(lambda: _("城市名称或代码；不写则为最近入库的城市")))
    for name in ("indicator", "period", "district"):
        picture.add_argument(f"--{name}", default="", metavar="NAME")
    picture.add_argument("--size", default="slide", metavar="SIZE", help="slide | 4k | square | document")
    picture.set_defaults(run=run_picture)


def run_deck(options: argparse.Namespace) -> int:
    """A ready deck or a shared set into a file, with progress."""
    from tqdm import tqdm

    from exports.deck import write
    from exports.deck_template import TemplateError
    from intake import ready_store
    from views.circulation import Circulation, NotAnonymousError
    from views.requests import RequestError, city_asked, deck_asked, pins_asked

    seed = (options.letters or secrets.token_hex(8)) if options.anonymous else ""
    how = Circulation(options.internal, options.unranked, options.anonymous, seed)
    with closing(ready_store()) as store:
        try:
            city = city_asked(store, options.city)
            template = _template(store, city, options.template) if options.template else None
            found = pins_asked(store, city, options.pins, how) if options.pins else deck_asked(store, city, options.kind, how)
            pages = len(found.deck.slides)
            with tqdm(total=pages, unit=_("页"), file=sys.stderr, leave=False) as progress:

                def advance(done: int, _all: int) -> None:
                    progress.update(done - progress.n)

                data = write(found.deck, advance, template)
            if found.mask is not None:
                data = found.mask.check(data)
        except (RequestError, TemplateError, NotAnonymousError) as error:
            print(error, file=sys.stderr)
            return USAGE
    for line in (found.left_out,) if isinstance(found.left_out, str) else found.left_out:
        if line:
            print(line, file=sys.stderr)
    done = _("已写入 {path}：{title}，{n} 页。").format(path=options.out, title=found.deck.title, n=pages)
    return write_out(options.out, data, done)


def _template(store: Store, city: Workspace, said: str) -> bytes:
    """A file's bytes, or the template that the city keeps under that name. Raises RequestError."""
    from views.requests import RequestError, template_asked

    path = Path(said)
    if not path.is_file():
        return template_asked(store, city, said)
    try:
        return path.read_bytes()
    except OSError as error:
        raise RequestError(_("打不开 {path}（{error}）。").format(path=said, error=error.strerror or error)) from error


def run_picture(options: argparse.Namespace) -> int:
    """A page's picture into a file, in the form that the file's ending says."""
    from intake import ready_store
    from views.requests import RequestError, city_asked, picture_asked

    asked = {name: getattr(options, name) for name in ("indicator", "period", "district", "size")}
    form = options.out.suffix.lower().lstrip(".") or "png"
    if form not in ("png", "svg", "pdf", "zip"):
        print(_("图片的扩展名可以是 .png、.svg、.pdf、.zip，不能是“{name}”").format(name=options.out.suffix), file=sys.stderr)
        return USAGE
    with closing(ready_store()) as store:
        try:
            data = picture_asked(store, city_asked(store, options.city), options.page, form=form, **asked)
        except RequestError as error:
            print(error, file=sys.stderr)
            return USAGE
    return write_out(options.out, data, _("已写入 {path}。").format(path=options.out))
