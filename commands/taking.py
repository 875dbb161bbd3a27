"""`manage.py table` and `manage.py brief`: figures and papers to hand over, made without a browser."""

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
    """Add `table` and `brief` to the parser."""
    said = both(lambda: _("导出一页或全市的数字：工作簿 .xlsx、开放数据包 .zip、长表 .csv、带数字的地图 .geojson .gpkg"))
    table = commands.add_parser("table", help=said, description=said)
    table.add_argument("page", nargs="?", default="", metavar="PAGE", help=both(lambda: _("页面文件名，如 gaps；不写则为全市")))
    _usual(table, both(lambda: _("写到哪个文件，按后缀决定格式")))
    for name in ("indicator", "period", "district"):
        table.add_argument(f"--{name}", default="", metavar="NAME")
    origin = both(lambda: _("每个数一行，写明文件、工作表、单元格、时间和报送人"))
    table.add_argument("--provenance", action="store_true", help=origin)
    table.set_defaults(run=run_table)

    said = both(lambda: _("写区县简报：一个区县（.pdf 或 .docx），或全部区县（.zip）"))
    brief = commands.add_parser("brief", help=said, description=said)
    _usual(brief, both(lambda: _("写到哪个文件：.pdf、.docx 或 .zip")))
    brief.add_argument("--district", default="", metavar="NAME", help=both(lambda: _("区县名称或代码；.zip 不写则为全部区县")))
    brief.add_argument("--period", default="", metavar="NAME")
    brief.add_argument("--form", default="", metavar="FORM", help=both(lambda: _("压缩包里的形式：pdf 或 docx")))
    brief.set_defaults(run=run_brief)


def _usual(command: argparse.ArgumentParser, out: str) -> None:
    command.add_argument("--out", required=True, type=Path, metavar="FILE", help=out)
    command.add_argument("--city", metavar="NAME", help=both(lambda: _("城市名称或代码；不写则为最近入库的城市")))


def run_table(options: argparse.Namespace) -> int:
    """Figures into a file."""
    from intake import ready_store
    from views.requests import RequestError, city_asked
    from views.requests_taken import table_asked

    asked = {name: getattr(options, name) for name in ("indicator", "period", "district", "provenance")}
    with closing(ready_store()) as store:
        try:
            data = table_asked(store, city_asked(store, options.city), options.page, options.out.name, **asked)
        except RequestError as error:
            print(error, file=sys.stderr)
            return USAGE
    return write_out(options.out, data, _("已写入 {path}。").format(path=options.out))


def run_brief(options: argparse.Namespace) -> int:
    """One brief, or one for each district, with progress."""
    from tqdm import tqdm

    from intake import ready_store
    from views.briefs import write_brief, zip_maker
    from views.requests import RequestError, city_asked
    from views.requests_taken import briefs_asked

    asked = {name: getattr(options, name) for name in ("district", "period", "form")}
    with closing(ready_store()) as store:
        try:
            made, form, packed = briefs_asked(store, city_asked(store, options.city), options.out.name, **asked)
        except RequestError as error:
            print(error, file=sys.stderr)
            return USAGE
    if not packed:
        return write_out(options.out, write_brief(made[0], form), _("已写入 {path}。").format(path=options.out))
    with tqdm(total=len(made), unit=_("份"), file=sys.stderr, leave=False) as progress:

        def advance(done: int, _all: int) -> None:
            progress.update(done - progress.n)

        data = zip_maker(made, form)(advance)
    done = _("已写入 {path}：{n} 份简报。").format(path=options.out, n=len(made))
    return write_out(options.out, data, done)
