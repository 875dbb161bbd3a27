"""Untrusted bytes are read in a child process that may work for 30 s and take 1.5 GiB, and is kept warm for the next file.

The child is `worker.py` started as a program of its own, not forked: a server with threads must not fork, and a spawned
`multiprocessing` child would import the server's main module. It sees no environment of ours, so no secrets either. A file that
makes it run out of time or memory, or crash, costs that child and comes back as one finding. Sheets are handed over one by
one, so that the next is read while we look at the first. Windows has no limit on
memory; there the checks before reading (unpacked size, outermost cell) and the limit of time hold.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from loaders.workbook.grid import Finding, Grid, Workbook
from loaders.workbook.opening import MAX_FILE_BYTES, read_here
from loaders.workbook.watch import PATIENCE, Watch
from loaders.workbook.worker import FRAME, LAST, MEMORY_BYTES, READY, REQUEST

SECONDS = 30
KEPT_CHILDREN = 2
AT_ONCE = 4  # children at work: whoever drops more files waits for one of them, so that memory and processors stay bounded
FILES_PER_CHILD = 100
LARGE_FILE_BYTES = 5_000_000  # a child that read such a file holds much memory and is not kept
PIPE_BYTES = 1 << 20
PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP")


def open_workbook(data: bytes, filename: str, *, isolated: bool = True) -> Workbook:
    """All sheets of a file, whatever its format and its name; never raises on content.

    A file that cannot be read is a Workbook without grids and with one finding that says why. `isolated=False` reads in this
    process: for files of our own, and for programs that do nothing else (they may call `worker.limit_memory` first).
    """
    if not isolated:
        return read_here(data, filename)
    *_grids, workbook = each_grid(data, filename)
    assert isinstance(workbook, Workbook)
    return workbook


def each_grid(data: bytes, filename: str) -> Iterator[Grid | Workbook]:
    """The sheets one by one while the child still reads, and last the Workbook, as `open_workbook` has it: without grids where
    the file turned out unreadable on the way, and then what came before counts for nothing."""
    if len(data) > MAX_FILE_BYTES:
        yield read_here(data, filename)
        return
    if not _working.acquire(timeout=SECONDS * PATIENCE):
        yield Workbook(findings=(Finding("too-slow", "", {"seconds": SECONDS * PATIENCE}),))
        return
    try:
        child = _take()
        try:
            yield from child.each(data, filename)
        finally:
            _give_back(child)
    finally:
        _working.release()


class Child:
    """One reading process. Raises RuntimeError where it cannot be started."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-s", str(Path(__file__).with_name("worker.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            pipesize=PIPE_BYTES,
        )
        self.files = 0
        self.usable = False
        try:
            started = self._frame()[0] == READY
        except EOFError:
            started = False
        if not started:
            self.close()
            raise RuntimeError(f"the reading process does not start: {' '.join(map(str, self.process.args))}")  # type: ignore[arg-type]

    def read(self, data: bytes, filename: str, seconds: float = SECONDS) -> Workbook:
        """What the child makes of a file; a finding where it dies over it or takes too long."""
        *_grids, workbook = self.each(data, filename, seconds)
        assert isinstance(workbook, Workbook)
        return workbook

    def each(self, data: bytes, filename: str, seconds: float = SECONDS) -> Iterator[Grid | Workbook]:
        """The sheets one by one, then the workbook. The child's time does not run while the caller looks at a sheet and the
        child has nothing left to do."""
        watch = Watch(self.process, seconds)
        self.files += 1
        self.usable = False
        frames: SimpleQueue[tuple[bytes, bytes] | Exception] = SimpleQueue()
        reader = threading.Thread(target=self._exchange, args=(data, filename, frames, watch), daemon=True)
        reader.start()
        try:
            grids: list[Grid] = []
            known: dict[str, str] = {}
            while True:
                frame = frames.get()
                if isinstance(frame, Exception):
                    raise frame
                item = _unpacked(frame[1])
                if frame[0] == LAST:
                    break
                item.cells.share(known)
                grids.append(item)
                yield item
            format_, encoding, epoch, findings = item
            self.usable = self.files < FILES_PER_CHILD and len(data) < LARGE_FILE_BYTES
            yield Workbook(tuple(grids) if format_ else (), format_, encoding, epoch, tuple(findings))
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            if watch.late:
                yield Workbook(findings=(Finding("too-slow", "", {"seconds": int(seconds)}),))
            else:
                limit = f"{MEMORY_BYTES / 2**30:.1f} GB"
                yield Workbook(findings=(Finding("too-large", "", {"found": f"> {limit}", "limit": limit}),))
        finally:
            watch.stop()
            if not self.usable:  # it may still be reading, for a caller who stopped asking
                self.process.kill()
            reader.join()

    def _exchange(
        self, data: bytes, filename: str, frames: SimpleQueue[tuple[bytes, bytes] | Exception], watch: Watch
    ) -> None:
        """Send the file and take the child's frames as they come, in a thread of its own: the child never waits for us."""
        assert self.process.stdin
        name = filename.encode("utf-8", "replace")
        try:
            self.process.stdin.write(REQUEST.pack(len(name), len(data)) + name)
            self.process.stdin.write(data)
            self.process.stdin.flush()
            while True:
                frame = self._frame()
                frames.put(frame)
                if frame[0] == LAST:
                    break
        except Exception as error:  # whatever it is, the caller must not wait for ever
            frames.put(error)
        finally:
            watch.stop()

    def _frame(self) -> tuple[bytes, bytes]:
        kind, length = FRAME.unpack(self._bytes(FRAME.size))
        return kind, self._bytes(length)

    def _bytes(self, length: int) -> bytes:
        assert self.process.stdout
        read = self.process.stdout.read(length)
        if len(read) < length:
            raise EOFError
        return read

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):  # what was still to be sent to a dead child
                    pipe.close()


def _unpacked(frame: bytes) -> Any:
    return OurUnpickler(io.BytesIO(frame)).load()


class OurUnpickler(pickle.Unpickler):
    """Makes nothing but what a child of ours sends, should a hostile file ever take one over."""

    ALLOWED = frozenset(
        {
            ("loaders.workbook.cells", "Cells"),
            ("loaders.workbook.grid", "Grid"),
            ("loaders.workbook.grid", "Finding"),
            ("numpy", "ndarray"),
            ("numpy", "dtype"),
            ("numpy._core.multiarray", "_reconstruct"),
            ("numpy._core.numeric", "_frombuffer"),
            ("numpy.core.multiarray", "_reconstruct"),
            ("numpy.core.numeric", "_frombuffer"),
            ("copyreg", "__newobj__"),
            ("copyreg", "_reconstructor"),
            ("builtins", "object"),
            ("builtins", "frozenset"),
            ("datetime", "date"),
            ("datetime", "datetime"),
            ("datetime", "time"),
            ("datetime", "timedelta"),
        }
    )

    def find_class(self, module: str, name: str) -> Any:
        """The class, if it is one of those. Raises UnpicklingError for any other."""
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not sent by a reader")
        return super().find_class(module, name)


_idle: list[Child] = []
_lock = threading.Lock()
_working = threading.BoundedSemaphore(AT_ONCE)


def _take() -> Child:
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.process.poll() is None:
                return child
            child.close()
    return Child()


def _give_back(child: Child) -> None:
    with _lock:
        if child.usable and len(_idle) < KEPT_CHILDREN:
            _idle.append(child)
            return
    child.close()


@atexit.register
def close_children() -> None:
    """End the idle children; they also end by themselves when our side of their pipes is gone."""
    with _lock:
        while _idle:
            _idle.pop().close()
