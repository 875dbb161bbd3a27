"""Makes the folder: the product's files, wheels for each kind of machine, scripts that install and start without a network.

    duibiao/            the product, as it stands in the repository, without tests
    wheels/<target>/    wheels; checked to be complete for the kind of machine and each Python
    install.sh run.sh install.bat run.bat 安装说明.txt SHA256SUMS PYTHONS
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

from packaging.requirements import Requirement

from delivery.closure import missing, requirements_of, wheels_in
from delivery.targets import TARGETS, Target

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(__file__).parent / "scripts"
# Needed to build and check the product, not to run it
LEFT_OUT = ("tests/", "benchmarks/", "delivery/", ".ci/", ".gitignore", "requirements-dev.txt", "Makefile", "CONTRIBUTING.md")
PYTHONS = ("3.11",)

Say = Callable[[str], None]


def product_files(root: Path = ROOT) -> dict[str, bytes]:
    """What goes along, by path: the state that is committed, not what somebody is in the middle of writing.

    In an unpacked archive without git: what stands there.
    """
    done = subprocess.run(["git", "archive", "--format=tar", "HEAD"], cwd=root, capture_output=True, check=False)
    if done.returncode == 0:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
            files = {one.name: packed.extractfile(one) for one in packed.getmembers() if one.isfile()}
            found = {name: file.read() for name, file in files.items() if file is not None}
    else:
        hidden = {".venv", "var", "dist", "__pycache__", ".git"}
        paths = [path for path in root.rglob("*") if path.is_file() and not hidden & set(path.relative_to(root).parts)]
        found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in sorted(found.items()) if not name.startswith(LEFT_OUT)}


def copy_product(out: Path, root: Path = ROOT) -> int:
    """Put the product into `out`/duibiao; answers how many files."""
    files = product_files(root)
    for name, data in files.items():
        target = out / "duibiao" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(files)


def write_scripts(out: Path, pythons: Sequence[str]) -> None:
    """The scripts with the line ends that their systems need, and the Pythons that the wheels are for."""
    for path in sorted(SCRIPTS.iterdir()):
        text = path.read_text(encoding="utf-8")
        newline = "\r\n" if path.suffix in (".bat", ".txt") else "\n"
        target = out / path.name
        target.write_text(text, encoding="utf-8", newline=newline)
        target.chmod(0o755 if path.suffix == ".sh" else 0o644)
    (out / "PYTHONS").write_text("\n".join(pythons) + "\n", encoding="ascii", newline="\n")


def fetch(target: Target, pythons: Sequence[str], wanted: Sequence[Requirement], folder: Path, say: Say) -> list[str]:
    """Download wheels for a kind of machine until nothing is missing; answers what is not to be had, [] = complete."""
    folder.mkdir(parents=True, exist_ok=True)
    lacking: list[str] = []
    for python in pythons:
        environment = target.environment(python)
        refused: set[str] = set()
        # Each round brings the requirements of what the one before brought; all of them at once, so that versions agree
        asked = [str(one) for one in wanted if one.marker is None or one.marker.evaluate(environment)]
        if download(asked, target, python, folder, deep=True):
            say(f"{target.name}, Python {python}: pip answers all requirements at once")
        while open_ones := {str(one) for one in missing(wanted, wheels_in(folder, python), environment)} - refused:
            for one in sorted(open_ones):
                if not download([one], target, python, folder, deep=False):
                    refused.add(one)
                    say(f"{target.name}, Python {python}: no wheel of {one}")
        lacking += [f"{name} (Python {python})" for name in sorted(refused)]
    return lacking


def download(requirements: Sequence[str], target: Target, python: str, folder: Path, *, deep: bool) -> bool:
    """Whether pip brought wheels of these; `deep` with all they require, as far as markers hold on this machine, too."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    command += ["--dest", str(folder), "--implementation", "cp", "--python-version", python]
    for tag in target.platforms:
        command += ["--platform", tag]
    for abi in (f"cp{python.replace('.', '')}", "abi3", "none"):
        command += ["--abi", abi]
    command += [] if deep else ["--no-deps"]
    return subprocess.run([*command, *requirements], capture_output=True, check=False).returncode == 0


def write_sums(out: Path) -> None:
    """SHA256SUMS over everything, as `sha256sum -c` reads it."""
    lines = []
    for path in sorted(path for path in out.rglob("*") if path.is_file() and path.name != "SHA256SUMS"):
        lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}\n")
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def make(out: Path, targets: Sequence[str], pythons: Sequence[str], say: Say) -> dict[str, list[str]]:
    """The whole bundle; answers what each kind of machine lacks. Raises FileExistsError where `out` holds something else."""
    if out.exists() and any(out.iterdir()) and not (out / "PYTHONS").exists():
        raise FileExistsError(f"{out} holds something else")
    shutil.rmtree(out / "duibiao", ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    say(f"{copy_product(out)} files of the product")
    write_scripts(out, pythons)
    wanted = requirements_of((out / "duibiao" / "requirements.txt").read_text(encoding="utf-8"))
    lacking = {name: fetch(TARGETS[name], pythons, wanted, out / "wheels" / name, say) for name in targets}
    write_sums(out)
    return lacking
