"""Who works too long is ended; who only waits for a busy machine is left more time by the clock."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from loaders.workbook import watch
from loaders.workbook.watch import PATIENCE, Watch, worked


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_process_that_waits_is_ended_by_the_clock_and_not_before(
    sleeper: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "worked", lambda _pid: 0.0)
    start = time.monotonic()
    looking = Watch(sleeper, 0.05)
    assert sleeper.wait() != 0 and looking.late
    assert time.monotonic() - start >= 0.05 * PATIENCE


def test_a_process_that_works_is_ended_once_it_worked_so_long(
    sleeper: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    spent = iter([1.0, 1.04, 31.0])
    monkeypatch.setattr(watch, "worked", lambda _pid: next(spent))
    looking = Watch(sleeper, 0.05)
    assert sleeper.wait() != 0 and looking.late
    assert list(spent) == []


def test_where_the_system_tells_no_processor_time_the_clock_counts(
    sleeper: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "worked", lambda _pid: None)
    looking = Watch(sleeper, 0.01)
    assert sleeper.wait() != 0 and looking.late


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells it")
def test_processor_time_of_a_process() -> None:
    told = worked(os.getpid())
    assert told is not None and told == pytest.approx(sum(os.times()[:2]), abs=1)
    assert worked(2**22 + 1) is None
