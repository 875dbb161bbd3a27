"""Names of files that leave the house: they say what is inside, and every system can store them."""

from __future__ import annotations

import re

# What Windows, macOS or Linux cannot hold in a name, what a shell would act on, and what nobody sees
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
# 255 bytes is the shortest limit of usual file systems; the ending and " (1)" of a browser need room, too
MOST_BYTES = 200


def speaking(*parts: str) -> str:
    """A file's name without its ending: 普惠性幼儿园覆盖率_泰州市_2024学年_地图. Empty parts are left out.

    Blanks beside Chinese go, others stay; a sign that no name may hold becomes "-"; a name too long is cut at its end.
    """
    kept = [found for part in parts if (found := _part(part))]
    name = re.sub(r"^[-=+@. ]+|[. ]+$", "", "_".join(kept)) or "_"
    while len(name.encode("utf-8")) > MOST_BYTES:
        name = name[:-1].rstrip(". _-")
    return f"_{name}" if RESERVED.match(name.partition(".")[0]) else name


def _part(text: str) -> str:
    blank = re.sub(r"\s+", " ", text).strip()
    blank = re.sub(r"(?<=[\u2e80-\uffef]) | (?=[\u2e80-\uffef])", "", blank)
    return UNSAFE.sub("-", blank.replace("–", "-"))
