"""File names that speak and that every system takes: 普惠性幼儿园覆盖率_泰州市_2024学年.png."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
# Names of devices, which Windows opens instead of a file
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_name(words: str, ending: str) -> str:
    """`words` as a name with that ending: no blanks, none of <>:"/\\|?*, nothing unseen, 120 characters and 200 bytes at most."""
    seen = "".join(sign for sign in unicodedata.normalize("NFC", words) if unicodedata.category(sign)[0] != "C")
    name = re.sub(r"\s+", "", _FORBIDDEN.sub("-", seen)) if not seen.isascii() else re.sub(r"\s+", "_", _FORBIDDEN.sub("-", seen))
    name = name[:LONGEST].strip("._- ")
    while len(name.encode()) > 200:
        name = name[:-1]
    if not name or _DEVICES.fullmatch(name):
        name = f"duibiao_{name}".rstrip("_")
    return f"{name}.{ending}"
