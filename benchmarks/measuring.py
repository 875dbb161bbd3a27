"""Time and memory of a call, taken so that two calls can be compared on a busy machine."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure. `limit` is what we promise, None where we only tell; `at_least` turns it round."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def seconds(*calls: Callable[[], object], rounds: int = 3, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """The shortest time of each call, taken in turns so that a busy spell meets all of them; `clock` = what counts as time."""
    best = [float("inf")] * len(calls)
    for _ in range(rounds):
        for index, call in enumerate(calls):
            gc.collect()
            start = clock()
            result = call()
            best[index] = min(best[index], clock() - start)
            del result
    return best


def work_seconds() -> float:
    """Processor time of this process and of its children that have ended: what a call costs, however busy the machine is."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def peak_megabytes(code: str) -> float:
    """Peak memory of a fresh Python that runs `code`, with that of the largest process that it started, in MB (POSIX).

    On Linux both are the high-water marks of their own address spaces; a child's is looked at every few milliseconds, since
    the system's own figure for ended children begins with what their parent held when it started them.
    """
    watch = (
        "import glob, threading, time\n"
        "held = {}\n"
        "def watch():\n"
        "    while True:\n"
        "        for file in glob.glob('/proc/self/task/*/children'):\n"
        "            try:\n"
        "                for child in open(file).read().split():\n"
        "                    lines = open(f'/proc/{child}/status').read().split('VmHWM:')\n"
        "                    held[child] = int(lines[1].split()[0]) if len(lines) > 1 else held.get(child, 0)\n"
        "            except OSError:\n                pass\n"
        "        time.sleep(0.005)\n"
        "threading.Thread(target=watch, daemon=True).start()\n"
    )
    report = (
        "\nimport resource, sys\n"
        "mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:  # there ru_maxrss begins with what the process held that started this one\n"
        "    mine = next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "except OSError:\n    pass\n"
        "try:\n    from loaders.workbook.isolation import close_children\n    close_children()\nexcept ImportError:\n    pass\n"
        "childs = max(held.values()) if held else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print((mine + childs) * (1 if sys.platform == 'darwin' else 1024) / 1e6)\n"
    )
    done = subprocess.run([sys.executable, "-c", watch + code + report], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])
