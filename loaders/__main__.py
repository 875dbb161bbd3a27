"""`python -m loaders read FILE [--format jsonl] [--issues] [--explain]`: what a workbook says, without the dashboard.

Exit status 0 = the file was read, even if it holds no figures; 2 = not readable (one sentence on standard error);
64 = wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NoReturn

from loaders.output import explain, issue_records, observation_records, readable, school_lines

USAGE, UNREADABLE = 64, 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(USAGE)


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns the exit status."""
    parser = _Parser(prog="python -m loaders", description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    command = commands.add_parser("read", help="read one workbook")
    command.add_argument("file", type=Path)
    command.add_argument("--format", choices=["jsonl", "table"], default="table", help="jsonl: one JSON object a line")
    command.add_argument("--issues", action="store_true", help="the issues instead of the values")
    command.add_argument("--schools", action="store_true", help="the figures of single schools, one JSON object a line")
    command.add_argument("--explain", action="store_true", help="what each heading and cell was taken for, and why")
    command.add_argument("--city", default=None, help="six-digit code of the city the workbook belongs to")
    command.add_argument("--language", choices=["zh", "en"], default="zh")
    chosen = parser.parse_args(arguments)
    from language import use

    use(chosen.language)
    from indicators.issues import Issue
    from loaders.workbook import TooLargeError, bytes_of

    try:
        data = bytes_of(chosen.file)
    except TooLargeError as fault:
        print(Issue.of("too-large", found=fault.found, limit=fault.limit).text(), file=sys.stderr)
        return UNREADABLE
    except OSError as fault:
        print(f"{chosen.file}: {fault.strerror or fault}", file=sys.stderr)
        return UNREADABLE if chosen.file.exists() else USAGE
    from loaders.reading import read

    try:
        reading = read(data, chosen.file.name, city_code=chosen.city)
    except KeyError as fault:
        print(f"--city: {fault}", file=sys.stderr)
        return USAGE
    if chosen.schools:
        for line in school_lines(reading):
            print(line)
    elif chosen.format == "jsonl":
        records = issue_records(reading) if chosen.issues else observation_records(reading)
        for record in records:
            print(json.dumps(record, ensure_ascii=False))
    else:
        for line in explain(reading) if chosen.explain else readable(reading, issues_only=chosen.issues):
            print(line)
    if not reading.readable:
        print(reading.issues[0].text() if reading.issues else str(chosen.file), file=sys.stderr)
        return UNREADABLE
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except BrokenPipeError:  # whoever read our lines has seen enough
        sys.stderr.close()
        raise SystemExit(0) from None
