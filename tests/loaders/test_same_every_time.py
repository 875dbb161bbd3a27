"""A workbook reads the same in every run: nothing hangs on the order of a set, which Python changes from process to process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
from tests.loaders.golden.cases import case_names, issues_csv, read_case, values_csv
for name in case_names():
    reading = read_case(name)
    print(name, values_csv(reading), issues_csv(reading), reading.headings, reading.cities)
# several words of one length on a tab: which dimension comes first is the catalogue's order
from loaders.populations import _spellings
print(_spellings())
"""


def test_the_golden_cases_read_the_same_whatever_the_order_of_sets() -> None:
    root = Path(__file__).parents[2]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", CODE],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    one, other = (run.communicate()[0].decode("utf-8") for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert one.splitlines() == other.splitlines() and len(one) > 10_000
