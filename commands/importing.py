"""`manage.py import`: workbooks into the store, as the page does it."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from access import Role, Visitor, command_line
from commands.words import DONE, NEEDS_ANSWER, USAGE, both
from indicators.issues import Issue
from language import _

if TYPE_CHECKING:
    from commands.words import Commands


def add(commands: Commands) -> None:
    """Add `import` to the parser."""
    said = both(lambda: _("读入报表并入库，与网页上传相同的识别和核对；每个文件要么整份入库，要么不动"))
    importing = commands.add_parser("import", help=said, description=said)
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE", help=both(lambda: _("报表文件 .xlsx .xls .ods .csv")))
    importing.add_argument("--city", metavar="NAME", help=both(lambda: _("城市名称或代码；不写则按表内地区名称判断")))
    importing.add_argument("--by", metavar="NAME", default=None, help=both(lambda: _("上传人；不写则为登录名")))
    importing.add_argument("--explain", metavar="TEXT", help=both(lambda: _("对所有异常变化的说明")))
    answered = both(lambda: _("回答问题的 YAML 文件，每行“问题: 答案”"))
    importing.add_argument("--answers", type=Path, metavar="FILE", help=answered)
    importing.add_argument("--check", action="store_true", help=both(lambda: _("只核对，不入库")))
    importing.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Each file is read, checked and stored by itself; the summary at the end counts them."""
    import yaml
    from tqdm import tqdm

    from intake import find_city, ready_store

    city = None
    if options.city:
        found = find_city(options.city)
        if len(found) != 1:
            names = _("、").join(f"{one.name} {one.code}" for one in found[:8]) or _("没有这个城市")
            print(_("城市“{city}”：{names}").format(city=options.city, names=names), file=sys.stderr)
            return USAGE
        city = found[0].code
    answers = {}
    if options.answers:
        read = yaml.safe_load(options.answers.read_text(encoding="utf-8")) or {}
        answers = {str(question): str(answer) for question, answer in read.items()}
    refused = 0
    few = len(options.files) < 3
    with (
        closing(ready_store()) as store,
        tqdm(options.files, disable=few, unit=_("个文件"), file=sys.stderr, leave=False) as progress,
    ):
        for path in progress:
            lines, stored = _import_one(store, path, city, answers, options)
            refused += not stored
            with progress.external_write_mode(file=sys.stdout):
                print("\n".join(lines))
    if len(options.files) > 1:
        print(_("共 {n} 个文件，入库 {stored} 个，未入库 {refused} 个。").format(
            n=len(options.files), stored=len(options.files) - refused, refused=refused))  # fmt: skip
    return NEEDS_ANSWER if refused else DONE


def _import_one(
    store: object, path: Path, city: str | None, answers: dict[str, str], options: argparse.Namespace
) -> tuple[list[str], bool]:
    from intake import FOR_ALL, BadAnswerError, DiffChangedError, NotAcceptableError, accept, preview
    from intake.report import checked_lines, refused_lines, stored_lines
    from loaders.workbook import TooLargeError, bytes_of
    from store import Store

    assert isinstance(store, Store)
    try:
        data = bytes_of(path)
    except TooLargeError as error:
        why = Issue.of("too-large", found=error.found, limit=error.limit).text()
        return [_("✗ {filename}：{reason}").format(filename=path.name, reason=why)], False
    except OSError as error:
        return [_("✗ {filename}：打不开（{error}）。").format(filename=path, error=error.strerror or error)], False
    explanations = {FOR_ALL: options.explain} if options.explain else {}
    try:
        found = preview(store, data, path.name, city, answers)
        if options.check:
            return checked_lines(found, bool(explanations))
        accepted = accept(store, found, _visitor(options), explanations)
    except NotAcceptableError as refusal:
        return refused_lines(refusal.preview, refusal.unexplained), False
    except (DiffChangedError, BadAnswerError) as error:
        return [_("✗ {filename}：{reason}").format(filename=path.name, reason=error)], False
    return stored_lines(found, accepted), True


def _visitor(options: argparse.Namespace) -> Visitor:
    return Visitor(options.by, Role.ADMIN) if options.by else command_line()
