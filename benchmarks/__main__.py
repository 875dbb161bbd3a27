"""Runs every `bench_*.py` beside this file (or those named) and prints figures, limits and whether they hold."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from benchmarks.measuring import Figure


def main(wanted: list[str]) -> int:
    """Exit status 1 when a limit is broken."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    broken = 0
    for name in [name for name in names if not wanted or name.removeprefix("bench_") in wanted or name in wanted]:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n{(module.__doc__ or name).splitlines()[0]}", flush=True)
        for figure in module.bench():
            print(line(figure), flush=True)
            broken += not figure.holds
    return 1 if broken else 0


def line(figure: Figure) -> str:
    """One figure with its limit, if it has one."""
    said = f"  {figure.name:<66} {figure.value:>9.3f} {figure.unit:<4}"
    if figure.limit is None:
        return said.rstrip()
    sign = "≥" if figure.at_least else "≤"
    return f"{said} {sign} {figure.limit:g}  {'holds' if figure.holds else 'BROKEN'}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
