"""The same jobs without a browser: import, deck, picture, doctor, backup, restore. `python manage.py --help` lists them.

Exit status: 0 done; 1 a file needs an answer or cannot be read (every other file of the call is stored, each whole);
2 the database cannot be used; 64 wrong usage.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NoReturn

from language import LANGUAGES, _, use, using

DONE, NEEDS_ANSWER, NO_STORE, USAGE = 0, 1, 2, 64


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with 64, as sysexits.h has it: 2 already says that the database cannot be used."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


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


def parser() -> argparse.ArgumentParser:
    """The commands; help is printed in Chinese and English, since nobody has chosen a language yet."""
    top = Parser(prog="manage.py", description=_both(lambda: _("对标：不开浏览器也能办的事")), epilog=_both(_exit_statuses))
    top.add_argument("--language", choices=LANGUAGES, default="zh", help=_both(lambda: _("输出的语言")))
    commands = top.add_subparsers(required=True, metavar=_both(lambda: _("命令")))

    said = _both(lambda: _("读入报表并入库，与网页上传相同的识别和核对；每个文件要么整份入库，要么不动"))
    importing = commands.add_parser("import", help=said, description=said)
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_both(lambda: _("报表文件 .xlsx .xls .ods .csv")))
    importing.add_argument("--city", metavar="NAME", help=_both(lambda: _("城市名称或代码；不写则按表内地区名称判断")))
    importing.add_argument("--by", metavar="NAME", default=None, help=_both(lambda: _("上传人；不写则为登录名")))
    importing.add_argument("--explain", metavar="TEXT", help=_both(lambda: _("对所有异常变化的说明")))
    answered = _both(lambda: _("回答问题的 YAML 文件，每行“问题: 答案”"))
    importing.add_argument("--answers", type=Path, metavar="FILE", help=answered)
    importing.add_argument("--check", action="store_true", help=_both(lambda: _("只核对，不入库")))
    importing.set_defaults(run=run_import)

    deck = commands.add_parser("deck", help=_both(lambda: _("做一份现成的会议材料（PPTX，图表可编辑）")))
    deck.add_argument("--kind", default="overview", metavar="KIND", help="overview | districts | progress")
    deck.add_argument("--out", required=True, type=Path, metavar="FILE", help=_both(lambda: _("写到哪个文件")))
    deck.add_argument("--city", metavar="NAME", help=_both(lambda: _("城市名称或代码；不写则为最近入库的城市")))
    deck.set_defaults(run=run_deck)

    picture = commands.add_parser("picture", help=_both(lambda: _("画一页的图片（PNG），与页面上下载的相同")))
    picture.add_argument("page", metavar="PAGE", help=_both(lambda: _("页面文件名，如 gaps、district_map")))
    picture.add_argument("--out", required=True, type=Path, metavar="FILE", help=_both(lambda: _("写到哪个文件")))
    picture.add_argument("--city", metavar="NAME", help=_both(lambda: _("城市名称或代码；不写则为最近入库的城市")))
    for name in ("indicator", "period", "district"):
        picture.add_argument(f"--{name}", default="", metavar="NAME")
    picture.add_argument("--size", default="slide", metavar="SIZE", help="slide | 4k | square | document")
    picture.set_defaults(run=run_picture)

    doctor = commands.add_parser("doctor", help=_both(lambda: _("检查程序、数据库、字体和浏览器")))
    doctor.set_defaults(run=run_doctor)

    backup = commands.add_parser("backup", help=_both(lambda: _("把全部数据备份到一个文件，程序运行时也可以")))
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(run=run_backup)

    restoring = commands.add_parser("restore", help=_both(lambda: _("从备份文件恢复全部数据")))
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument("--replace", action="store_true", help=_both(lambda: _("替换已有的数据")))
    restoring.set_defaults(run=run_restore)
    return top


def _both(text: Callable[[], str]) -> str:
    with using("zh"):
        chinese = text()
    with using("en"):
        return f"{chinese} · {text()}".replace("%", "%%")


def _exit_statuses() -> str:
    return _("退出状态：0 完成；1 有文件需要回答或读不了（其余文件已入库）；2 数据库不能用；64 命令写错")


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
    from store import Store

    assert isinstance(store, Store)
    try:
        data = path.read_bytes()
    except OSError as error:
        return [_("✗ {filename}：打不开（{error}）。").format(filename=path, error=error.strerror or error)], False
    explanations = {FOR_ALL: options.explain} if options.explain else {}
    try:
        found = preview(store, data, path.name, city, answers)
        if options.check:
            return checked_lines(found, bool(explanations))
        accepted = accept(store, found, options.by or getpass.getuser(), explanations)
    except NotAcceptableError as refusal:
        return refused_lines(refusal.preview, refusal.unexplained), False
    except (DiffChangedError, BadAnswerError) as error:
        return [_("✗ {filename}：{reason}").format(filename=path.name, reason=error)], False
    return stored_lines(found, accepted), True


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
    return _written(options.out, data, done)


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
    return _written(options.out, data, _("已写入 {path}。").format(path=options.out))


def _written(path: Path, data: bytes, done: str) -> int:
    try:
        path.write_bytes(data)
    except OSError as error:
        print(_("写不了 {path}（{error}）。").format(path=path, error=error.strerror or error), file=sys.stderr)
        return USAGE
    print(done)
    return DONE


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


if __name__ == "__main__":
    sys.exit(main())
