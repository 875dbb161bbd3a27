"""The program's log: what was read, refused and stored, and what went wrong; no names of people or files, no figures.

A file is named by the start of its sha256, as the history of uploads shows it. Of an exception the log keeps its type and where
it happened but not its words: they may quote a cell.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "duibiao"
FILE = "duibiao.log"
# Six files of 2 MB: some 100,000 lines, which is years of a bureau's uploads
LARGEST_BYTES, KEPT_BEFORE = 2_000_000, 5


class _WithoutWords(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def formatException(self, ei: tuple[object, ...]) -> str:  # noqa: N802  (the library's name)
        kind, _error, trace = ei
        frames = traceback.extract_tb(trace)  # type: ignore[arg-type]
        lines = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
        return "\n".join([f"  {getattr(kind, '__name__', kind)}", *lines])


def open_log(folder: Path, also: Iterable[str] = ()) -> Path | None:
    """Log to `folder` from now on, errors of the loggers named in `also` included; None where it cannot be written.

    Calling it again with the same folder changes nothing; with another one the log moves there.
    """
    logger = logging.getLogger(NAME)
    path = folder / FILE
    for handler in [handler for handler in logger.handlers if isinstance(handler, RotatingFileHandler)]:
        if Path(handler.baseFilename) == path.absolute():
            return path
        for name in (NAME, *also):
            logging.getLogger(name).removeHandler(handler)
        handler.close()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST_BYTES, backupCount=KEPT_BEFORE, encoding="utf-8")
    except OSError:
        return None  # a full or read-only disk stops no page
    handler.setFormatter(_WithoutWords("%(asctime)sZ %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    for name in also:
        logging.getLogger(name).addHandler(handler)
    return path


def read(sha256: str, size: int, format_: str, seconds: float, refused: Iterable[str], values: int) -> None:
    """One line for a file that was looked at: `refused` = the kinds of its blocking issues, `values` = its figures."""
    kinds = sorted(set(refused))
    level = logging.WARNING if kinds else logging.INFO
    said = f"refused: {', '.join(kinds)}" if kinds else f"{values} values"
    line = "file %s, %d bytes, %s, %.1f s: %s"
    logging.getLogger(NAME).log(level, line, sha256[:12], size, format_ or "unreadable", seconds, said)


def stored(upload_id: int, sha256: str, counts: dict[str, int]) -> None:
    """One line for an upload that was accepted."""
    said = ", ".join(f"{count} {what}" for what, count in counts.items())
    logging.getLogger(NAME).info("upload %d stored, file %s: %s", upload_id, sha256[:12], said)


def withdrawn(upload_id: int) -> None:
    """One line for an upload that was taken back."""
    logging.getLogger(NAME).info("upload %d withdrawn", upload_id)


def failed(what: str) -> None:
    """The exception being handled: its type and place."""
    logging.getLogger(NAME).exception("%s", what)
