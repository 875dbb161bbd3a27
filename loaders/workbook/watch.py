"""Ends a reading process that takes too long: by its own processor time, so that a busy machine refuses no good file, and by the
clock at last, so that nothing hangs."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from pathlib import Path

PATIENCE = 4  # the clock may run so many times longer than the process works


class Watch:
    """Watches `process` from now on, in a thread of its own, until `stop`; `late` tells whether it was ended."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.process, self.seconds = process, seconds
        self.late = False
        self._stopped = threading.Event()
        self._started, self._worked = time.monotonic(), worked(process.pid)
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        """Look no longer."""
        self._stopped.set()

    def _look(self) -> None:
        left = self.seconds
        while not self._stopped.wait(left):
            passed = time.monotonic() - self._started
            now = worked(self.process.pid)
            spent = passed if now is None or self._worked is None else now - self._worked
            left = min(self.seconds - spent, self.seconds * PATIENCE - passed)
            if left <= 0:
                self.late = True
                self.process.kill()
                return


def worked(pid: int) -> float | None:
    """Processor seconds of a process so far; None where the system does not tell (only Linux has these files)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
