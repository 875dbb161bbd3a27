"""The child process that reads untrusted files under limits of memory and time; `isolation` starts and feeds it.

Protocol on its pipes: a request is (length of the name, length of the data, name, data); the answer is a frame for each sheet
and a last one with what else was found, each as (kind, length, pickle). A first frame says that the child is ready.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
from typing import BinaryIO

MEMORY_BYTES = 1536 * 1024 * 1024
REQUEST, FRAME = struct.Struct("<IQ"), struct.Struct("<cQ")
READY, GRID, LAST = b"R", b"G", b"L"


def limit_memory(size: int = MEMORY_BYTES) -> bool:
    """Let this process take no more than `size` bytes of addresses and dump no core; False where the system cannot (Windows)."""
    try:
        import resource
    except ImportError:
        return False
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return False
    return True


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Read one file after the other until the other side hangs up."""
    from loaders.workbook.grid import Finding, Grid
    from loaders.workbook.opening import Opened, failure, open_items

    while len(head := requests.read(REQUEST.size)) == REQUEST.size:
        name_length, data_length = REQUEST.unpack(head)
        name = requests.read(name_length).decode("utf-8", "replace")
        data = requests.read(data_length)
        opened = Opened()
        findings: list[Finding] = []
        try:
            opened = open_items(data, name)
            for item in opened.items:
                if isinstance(item, Grid):
                    send(answers, GRID, item)
                else:
                    findings.append(item)
                del item
            last = (opened.format, opened.encoding, opened.epoch, findings)
        except Exception as error:  # whatever content leads a reader to raise is an answer, not an accident
            last = (opened.format, "", 1900, [failure(error)])
        del data, opened
        send(answers, LAST, last)


def send(answers: BinaryIO, kind: bytes, item: object) -> None:
    """One frame."""
    packed = pickle.dumps(item, protocol=5)
    answers.write(FRAME.pack(kind, len(packed)))
    answers.write(packed)
    answers.flush()


def main() -> None:
    """Serve on stdin and stdout; whatever a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_RDWR)
    for channel in (0, 1, 2):
        os.dup2(silence, channel)
    limit_memory()
    from loaders.workbook import opening  # noqa: F401  what every file needs, before the first one comes

    send(answers, READY, None)
    serve(requests, answers)


if __name__ == "__main__":
    # started with -P: this folder, whose html.py would hide Python's own, is not on the path
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))  # noqa: PTH100, PTH120
    main()
