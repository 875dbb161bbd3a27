"""The rules of the house that a machine can hold: arrows, file lengths, dependencies written down, data files listed."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ["language", "indicators", "geo", "loaders", "store", "charts", "exports", "views", "intake", "shell", "pages"]
PACKAGES += ["commands", "benchmarks", "access", "accounts"]


def tracked(pattern: str) -> list[str]:
    """Files that git tracks; in an unpacked archive without git, the files there are."""
    done = subprocess.run(["git", "ls-files", "-z", pattern], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [name for name in done.stdout.split("\0") if name and (ROOT / name).exists()]
    paths = (path.relative_to(ROOT) for path in ROOT.glob(f"**/{pattern}"))
    return [str(path) for path in paths if path.parts[0] not in (".venv", "var")]


def test_arrows_run_one_way() -> None:
    """In a process of its own: import-linter sets up logging anew and thereby silences every logger that is already there."""
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_can_be_read_in_a_sitting() -> None:
    names = [name for name in tracked("*.py") if not name.startswith("tests/")]
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in names}
    too_long = {name: length for name, length in lengths.items() if length > (80 if name.startswith("pages/") else 250)}
    assert too_long == {}


def test_modules_are_named_for_what_they_do() -> None:
    vague = re.compile(r"(^|/)(utils?|helpers?|common|misc|core|models)\.py$")
    assert [name for name in tracked("*.py") if vague.search(name)] == []


def test_no_test_folder_is_a_package() -> None:
    """An __init__.py below tests/ would let tests/loaders hide the package loaders."""
    assert [name for name in tracked("*.py") if name.startswith("tests/") and name.endswith("__init__.py")] == []


def test_every_requirement_says_why_it_is_here() -> None:
    written = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = []
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            found = re.match(r"[A-Za-z0-9._-]+", line)
            if found and not line.startswith(("#", "-r")):
                names.append(found.group().lower())
    assert [name for name in names if f"`{name}`" not in written] == []


def test_every_data_file_is_listed_and_every_line_stands_for_a_file() -> None:
    with (ROOT / "data" / "DATAFILES.csv").open(encoding="utf-8", newline="") as file:
        patterns = [row["name"] for row in csv.DictReader(file)]
    there = [name.removeprefix("data/") for name in tracked("data/*") if not name.endswith((".py", "DATAFILES.csv"))]
    assert [name for name in there if not any(fnmatch(name, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in there)] == []


def test_english_catalogues_miss_nothing() -> None:
    """Each text that passes through `_` has its English, and no English stands without its text in the code."""
    from babel.messages.extract import extract_from_dir

    from language.catalogues import english

    used: dict[str, str] = {}
    for package in [*PACKAGES, "."]:
        folder = ROOT / package
        depth = {} if package != "." else {"directory_filter": lambda path: Path(path) == ROOT}
        for name, line, message, _comments, _context in extract_from_dir(
            str(folder), method_map=[("**.py", "python")], keywords={"_": None}, **depth
        ):
            text = message[0] if isinstance(message, tuple) else message
            used.setdefault(text, f"{package}/{name}:{line}")
    missing = {text: place for text, place in used.items() if text and text not in english()}
    assert missing == {}
    # A text may also reach `_` through a table of data or a constant
    # (as Python reads it: a long text may stand in several pieces)
    code = [(ROOT / name).read_text(encoding="utf-8") for name in tracked("*.py") if not name.startswith("tests/")]
    constants = [node.value for text in code for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    written = "\n".join(value for value in constants if isinstance(value, str))
    written += "".join((ROOT / name).read_text(encoding="utf-8") for name in tracked("data/*.yaml"))
    assert [text for text in english() if text not in used and text not in written] == []


def test_nothing_names_a_place_on_one_machine() -> None:
    """Paths of one machine help nobody else."""
    found = []
    for name in tracked("*"):
        path = ROOT / name
        if name.startswith("tests/house") or path.suffix in {".png", ".woff2", ".otf", ".ttf", ".xlsx", ".xls", ".ods"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        if re.search(r"/(home|root|work)/[a-z.]+/", text):
            found.append(name)
    assert found == []


def test_every_golden_number_names_a_test_that_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/golden-numbers.md").read_text(encoding="utf-8"))
    assert len(named) >= 25
    assert [f"{file}::{test}" for file, test in named if f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")] == []
