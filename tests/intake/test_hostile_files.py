"""More than sixty hostile files: refused or read, soon and within bounds, with one sentence and one line in the log.

Limits of the reading child as they really are: 30 s, 1.5 GiB. `python -m pytest -s` prints what each file cost.
"""

from __future__ import annotations

import logging
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import intake
from access import Role, Visitor
from indicators.issues import kinds
from intake.check_report import NoReportError, check_report
from language import using
from loaders.workbook import isolation, open_workbook
from loaders.workbook.isolation import SECONDS
from loaders.workbook.worker import MEMORY_BYTES
from shell.upload_view import upload_view
from store import Store, health, open_store
from tests.loaders.workbook.hostile_files import CSV, FILES
from tests.loaders.workbook.hostile_packages import Hostile, good

STAFF = Visitor("王老师", Role.STAFF)
BY_ID = {file.id: file for file in FILES}
assert len(BY_ID) == len(FILES) >= 40


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all files, in which nothing may ever be."""
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('hostile')}/duibiao.db")) as store:
        yield store


def child_peak() -> int:
    """Bytes of memory that the reading child ever held, the largest of all children that ended when it has ended itself."""
    if isolation._idle:
        status = Path(f"/proc/{isolation._idle[-1].process.pid}/status")
        if status.exists():
            return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) * 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def own_memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("id", BY_ID)
def test_a_hostile_file_costs_nothing_but_itself(id: str, looked_at: Store, caplog: pytest.LogCaptureFixture) -> None:
    file = BY_ID[id]
    data = file.make()
    before, start = own_memory(), time.monotonic()
    with caplog.at_level(logging.INFO, logger="duibiao"):
        found = intake.preview(looked_at, data, file.filename, "321200")
    seconds, peak, grown = time.monotonic() - start, child_peak(), own_memory() - before
    cost = f"{seconds:.1f} s, child {peak / 2**20:.0f} MiB, server {grown / 2**20:+.0f} MiB"
    sys.stdout.write(f"{file.id}: {len(data):,} B, {cost}\n")
    assert seconds < SECONDS + 5
    assert peak < MEMORY_BYTES
    assert grown < 512 * 2**20
    if file.refused:
        assert file.refused in {issue.kind for issue in found.blocking} and not found.can_accept
        with pytest.raises(intake.NotAcceptableError):
            intake.accept(looked_at, found, STAFF)
    assert len(found.prepared) == file.values
    one_sentence(file, found)
    one_line(file, caplog)
    assert health(looked_at).uploads == health(looked_at).values == 0
    assert [row[1] for row in open_workbook(CSV.encode(), "下一份.csv").grids[0].rows[2:]] == [str(403 + n) for n in range(6)]


def one_sentence(file: Hostile, found: intake.Preview) -> None:
    """What the page says first, in both languages: no program's words, nothing that turns or breaks the line."""
    for language in ("zh", "en"):
        with using(language):
            said = upload_view(found).sentence
        assert said and not re.search(r"Traceback|Error|Exception|0x[0-9a-f]{6}|[\x00-\x1f\u202a-\u202e]|\.\./", said), said
        assert len(said) < 420
    assert not re.search(r"[一-鿿]", re.sub(r"\(.*?\)|“.*?”|\"[^\"]*\"|泰州市", "", said.replace(found.filename, ""))), said
    if file.refused:
        with using("zh"):
            assert "没有入库" in upload_view(found).sentence


def one_line(file: Hostile, caplog: pytest.LogCaptureFixture) -> None:
    """One line, with what became of the file, and nothing out of it."""
    (line,) = [record.getMessage() for record in caplog.records if record.name == "duibiao"]
    said = re.fullmatch(r"file [0-9a-f]{12}, \d+ bytes, \w+, \d+\.\d s: (.*)", line)
    assert said is not None
    if file.refused:
        assert said[1].startswith("refused: ") and file.refused in said[1]
        assert set(said[1].removeprefix("refused: ").split(", ")) <= set(kinds())


def test_most_hostile_files_are_refused_and_the_rest_are_read_as_they_stand() -> None:
    assert sum(bool(file.refused) for file in FILES) >= 35
    assert sum(not file.refused for file in FILES) >= 20


@pytest.mark.parametrize(
    "id",
    [
        "a name with ../ and a NUL",
        "a name of 300 characters",
        "a name turned round",
        "a sheet's name with ../ and markup",
        "members with ../ and absolute names",
        "formulas that reach out",
        "a workbook with macros",
    ],
)
def test_what_is_read_is_stored_under_a_harmless_name(id: str, store: Store, tmp_path: Path) -> None:
    """On both databases: the figures, the very bytes, and a name that is only a name."""
    file = BY_ID[id]
    data = file.make()
    before = sorted(tmp_path.rglob("*"))
    accepted = intake.accept(store, intake.preview(store, data, file.filename, "321200"), STAFF)
    assert store.current_values("321200")["value"].tolist() == [403.0, 404.0, 405.0, 406.0, 407.0, 408.0]
    name, content = store.upload_file(accepted.upload_id)
    assert content == data
    assert re.fullmatch(r"[^/\\\x00-\x1f\u202a-\u202e]{1,120}", name) and name.endswith((".xlsx", ".xlsm", ".exe"))
    assert [path.name for path in sorted(tmp_path.rglob("*")) if path not in before and "test.db" not in path.name] == []


@pytest.mark.parametrize("id", ["merged ranges over everything", "formulas that reach out"])
def test_the_report_of_a_hostile_file_is_bounded_too(id: str, looked_at: Store) -> None:
    """核查报告 opens the file again, with a library that draws every merged cell: in a child with the same limits."""
    file = BY_ID[id]
    before, start = own_memory(), time.monotonic()
    try:
        report = check_report(intake.preview(looked_at, file.make(), file.filename, "321200"))
    except NoReportError as refusal:
        assert str(refusal)
    else:
        assert report.startswith(b"PK") and b"WEBSERVICE" not in report
    assert time.monotonic() - start < 2 * SECONDS + 10
    assert own_memory() - before < 512 * 2**20


def test_a_file_on_the_machine_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    """200 MB that take no room on the disk; what an upload may have is Streamlit's limit of 50 MB, in front of all this."""
    from commands.importing import _import_one  # the command itself needs a store of its own
    from loaders.__main__ import main
    from loaders.workbook import TooLargeError, bytes_of

    path = tmp_path / "大.xlsx"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    before = own_memory()
    with pytest.raises(TooLargeError, match="200 MB, limit 100 MB"):
        bytes_of(path)
    assert main(["read", str(path)]) == 2
    with closing(open_store(f"sqlite:///{tmp_path / 'x.db'}")) as store:
        lines, done = _import_one(store, path, None, {}, None)  # type: ignore[arg-type]
    assert not done and len(lines) == 1
    assert lines[0].startswith("✗ 大.xlsx：文件的内容（200 MB）超过能处理的上限（100 MB）。没有读入数据。")
    assert own_memory() - before < 100 * 2**20


def test_bytes_beyond_the_limit_never_reach_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_take", lambda: pytest.fail("a child was asked"))
    book = open_workbook(b"1," * 50_000_001, "大.csv")
    assert [finding.kind for finding in book.findings] == ["too-large"]


def test_a_good_file_is_read_after_all_of_this(looked_at: Store) -> None:
    found = intake.preview(looked_at, good(), "班级.xlsx", "321200")
    assert found.can_accept and found.prepared["value"].tolist() == [403.0, 404.0, 405.0, 406.0, 407.0, 408.0]
