"""Reads the catalogue's files and says, for a broken one, what is wrong in which file and line.

YAML through the C loader, checked by the JSON schemas beside the files. The Rust validator is used because the check runs
at every start: 3 ms, where the Python one takes 60 ms and 80 ms more to import.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from language import _

FOLDER = Path(__file__).resolve().parent.parent / "data" / "catalogue"
FAMILY_FILES = ("group", "preschool", "special", "class_size", "general", "balance")


class CatalogueError(Exception):
    """A file of our own catalogue is broken; the message is one sentence with file, line, place and fault."""


@dataclass(frozen=True)
class CatalogueFile:
    """One parsed file; `where(path)` finds the line of any part of it."""

    path: Path
    content: dict[str, Any]

    def where(self, path: Sequence[str | int]) -> str:
        """`file:line` of the part of the file that `path` leads to (or of its nearest ancestor)."""
        return f"{self.path.name}:{_line(self.path, path)}"

    def fault(self, path: Sequence[str | int], fault: str) -> CatalogueError:
        """The error to raise for this part of the file."""
        place = ".".join(str(step) for step in path) or _("整个文件")
        sentence = _("指标目录文件有误：{where}（{place}）：{fault}。请改正该文件后重新启动。")
        return CatalogueError(sentence.format(where=self.where(path), place=place, fault=fault))


def read_file(path: Path, schema: str) -> CatalogueFile:
    """Parse and check one file. Raises CatalogueError when it is missing, not YAML or not of the schema's shape."""
    try:
        with path.open("rb") as file:
            content = yaml.load(file, Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise CatalogueError(_("指标目录缺少文件 {file}。请恢复该文件后重新启动。").format(file=path.name)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CatalogueError(
            _("指标目录文件有误：{where}：不是合法的 YAML（{problem}）。请改正该文件后重新启动。").format(
                where=f"{path.name}:{line}", problem=getattr(error, "problem", None) or error
            )
        ) from None
    parsed = CatalogueFile(path, content if isinstance(content, dict) else {})
    check(parsed, content, schema)
    return parsed


def check(file: CatalogueFile, content: object, schema: str) -> None:
    """Hold `content` against a schema of `data/catalogue/schema`. Raises CatalogueError for the deepest fault found.

    A key that is not known comes before one that is missing: the one is usually the other, misspelt.
    """
    faults = validator(schema).iter_errors(content)
    found = [([*fault.instance_path, *_unknown_keys(fault)[:1]], fault.message) for fault in faults]
    if found:
        path, message = max(found, key=lambda fault: len(fault[0]))
        raise file.fault(path, message)


def _unknown_keys(fault: Any) -> list[str]:
    return list(getattr(fault.kind, "unexpected", ()))


@cache
def validator(schema: str) -> Any:
    """The compiled schema; "family#indicator" is one definition inside a schema."""
    name, _hash, part = schema.partition("#")
    content = json.loads((FOLDER / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    if part:
        content = {**content["$defs"][part], "$defs": content["$defs"]}
    return jsonschema_rs.validator_for(content)


def check_mapping(content: Mapping[str, Any], schema: str) -> None:
    """Hold something that did not come from a file (a bureau's own indicator) against a schema. Raises CatalogueError."""
    for fault in validator(schema).iter_errors(dict(content)):
        place = ".".join(str(step) for step in fault.instance_path) or content.get("id", "")
        raise own_fault(place, fault.message)


def own_fault(place: str, fault: str) -> CatalogueError:
    """The error for an indicator or target that a bureau added itself."""
    return CatalogueError(_("自定义的指标或目标有误（{place}）：{fault}。").format(place=place, fault=fault))


def _line(path: Path, steps: Sequence[str | int]) -> int:
    with path.open("rb") as file:
        node = yaml.compose(file, Loader=yaml.CSafeLoader)
    line = node.start_mark.line if node else 0
    for step in steps:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            key, node = found[0]
            line = key.start_mark.line
            continue
        else:
            break
        line = node.start_mark.line
    return line + 1
