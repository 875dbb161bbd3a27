"""`python -m delivery FOLDER`: make the bundle and say what each kind of machine lacks; exit status 1 where one does."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from delivery.bundle import PYTHONS, make
from delivery.targets import TARGETS


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m delivery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--targets", nargs="+", choices=list(TARGETS), default=list(TARGETS))
    parser.add_argument("--pythons", nargs="+", default=list(PYTHONS), metavar="3.11")
    options = parser.parse_args()
    lacking = make(options.folder, options.targets, options.pythons, print)
    for name, missed in lacking.items():
        folder = options.folder / "wheels" / name
        size = sum(path.stat().st_size for path in folder.glob("*.whl")) / 2**20
        state = "complete" if not missed else "lacks " + ", ".join(missed)
        print(f"{name}: {len(list(folder.glob('*.whl')))} wheels, {size:.0f} MB, {state}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
