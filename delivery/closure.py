"""Is a folder of wheels complete: does every requirement, and every requirement of those, find a wheel in it?

pip judges markers (`; sys_platform == "win32"`) by the machine it runs on, whatever platform it downloads for. So the
wheels' own metadata are read here and judged by the machine they are for.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

Wheels = Mapping[str, list[tuple[Version, Path]]]


def requirements_of(text: str) -> list[Requirement]:
    """The requirements of a requirements.txt."""
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def wheels_in(folder: Path, python: str) -> dict[str, list[tuple[Version, Path]]]:
    """By canonical name the wheels of a folder that this Python ("3.11") can take, newest first."""
    found: dict[str, list[tuple[Version, Path]]] = {}
    for path in sorted(folder.glob("*.whl")):
        name, version, _build, tags = parse_wheel_filename(path.name)
        if any(_fits(tag.interpreter, tag.abi, python) for tag in tags):
            found.setdefault(canonicalize_name(name), []).append((version, path))
    return {name: sorted(several, reverse=True) for name, several in found.items()}


def _fits(interpreter: str, abi: str, python: str) -> bool:
    major, minor = (int(part) for part in python.split("."))
    if interpreter in ("py3", "py2.py3", f"py{major}{minor}"):
        return abi == "none"
    if not interpreter.startswith("cp3"):
        return False
    since = int(interpreter[3:] or 0)
    if abi == "abi3":
        return since <= minor
    return since == minor and abi in (f"cp{major}{minor}", "none")


def missing(wanted: Iterable[Requirement], wheels: Wheels, environment: Mapping[str, str]) -> list[Requirement]:
    """What no wheel of the folder answers, in the order in which it is met; [] = complete."""
    lacking: dict[str, Requirement] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, "") for requirement in wanted]
    while waiting:
        requirement, extra = waiting.pop(0)
        marker = requirement.marker
        if marker is not None and not marker.evaluate({**environment, "extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        path = _best(wheels.get(name, []), requirement.specifier)
        if path is None:
            lacking.setdefault(f"{name}{requirement.specifier}", Requirement(f"{requirement.name}{requirement.specifier}"))
            continue
        for part in ("", *sorted(requirement.extras)):
            if (name, part) not in seen:
                seen.add((name, part))
                waiting += [(below, part) for below in depends_on(path)]
    return list(lacking.values())


def _best(several: list[tuple[Version, Path]], allowed: SpecifierSet) -> Path | None:
    return next((path for version, path in several if allowed.contains(version, prereleases=True)), None)


def depends_on(wheel: Path) -> list[Requirement]:
    """The requirements that a wheel states."""
    with zipfile.ZipFile(wheel) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        said = HeaderParser().parsestr(packed.read(name).decode("utf-8", "replace"))
    return [Requirement(line) for line in said.get_all("Requires-Dist", [])]
