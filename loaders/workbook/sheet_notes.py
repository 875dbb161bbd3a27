"""Comments on the cells of an Office Open XML sheet."""

from __future__ import annotations

import re

from loaders.workbook.grid import Position
from loaders.workbook.package import Package, attribute, local
from loaders.workbook.sheet_scan import column_index


def read_comments(package: Package, sheet_part: str) -> dict[Position, str]:
    """Comment texts by cell; {} where there are none or their part is missing. Raises DamagedError or TooLargeError."""
    found = {}
    for relation in package.relations(sheet_part).values():
        if relation.kind == "comments" and relation.target in package:
            comments = [item for item in package.xml(relation.target).iter() if local(item.tag) == "comment"]
            for item in comments:
                reference = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", attribute(item, "ref"))
                if reference:
                    text = "".join(part.text or "" for part in item.iter() if local(part.tag) == "t").strip()
                    found[int(reference.group(2)) - 1, column_index(reference.group(1).encode())] = text
    return found
