"""Reads our own place files in data/places; a broken file is a defect of ours and stops with its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "data" / "places"


def read_yaml(name: str) -> dict[str, Any]:
    """The mapping in data/places/<name>. Raises ValueError when it holds anything else."""
    path = FOLDER / name
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there
    with path.open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=loader)
    if not isinstance(content, dict):
        raise ValueError(f"{path.name}: a mapping is expected at the top")
    return content
