"""What a cell's style id means: number format, red or struck text."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from loaders.workbook.grid import GENERAL
from loaders.workbook.package import Package, attribute, child

# Formats that files name by number only (ECMA-376 part 1, 18.8.30); the others are written out in the file.
BUILTIN_FORMATS = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip


class Styles(NamedTuple):
    """For each style id: the index of its format in `formats`, whether its text is red, whether it is struck through, and
    whether its format may show a number as a date: calamine then decides."""

    formats: tuple[str, ...]
    format_of: tuple[int, ...]
    red: tuple[bool, ...]
    struck: tuple[bool, ...]
    dated: tuple[bool, ...]


PLAIN = Styles((GENERAL,), (0,), (False,), (False,), (False,))
# 27 to 36 and 50 to 58 are dates in East Asian versions, whatever the file says
_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)])
_DATE_SIGNS = re.compile(r"[admyhsebg年月日时分秒上下]", re.IGNORECASE)


def builtin_format(number: int, written: dict[int, str]) -> str:
    """The format code of a format number: as written in the file, else the built-in one, else General."""
    return written.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def may_be_date(number: int, code: str) -> bool:
    """Whether any reader might take a number in this format for a date."""
    return number in _DATES or (code != GENERAL and _DATE_SIGNS.search(code) is not None)


def gather(codes: list[str], red: list[bool], struck: list[bool], dated: list[bool] | None = None) -> Styles:
    """Styles from the format code, colour and strike of each style id; equal codes share one index, General is 0."""
    formats = {GENERAL: 0}
    format_of = tuple(formats.setdefault(code, len(formats)) for code in codes)
    return Styles(tuple(formats), format_of, tuple(red), tuple(struck), tuple(dated or [True] * len(codes)))


def read_styles(package: Package, part: str) -> Styles:
    """The cell styles of an Office Open XML workbook. Raises DamagedError or TooLargeError."""
    root = package.xml(part)
    written = {}
    for item in child(root, "numFmts") or ():
        number = attribute(item, "numFmtId")
        if number.isdigit():
            written[int(number)] = attribute(item, "formatCode")
    fonts = [(_is_red(font), _is_on(child(font, "strike"))) for font in child(root, "fonts") or ()]
    codes, red, struck, dated = [], [], [], []
    for item in child(root, "cellXfs") or ():
        number, font = attribute(item, "numFmtId"), attribute(item, "fontId")
        codes.append(builtin_format(int(number), written) if number.isdigit() else GENERAL)
        dated.append(may_be_date(int(number), codes[-1]) if number.isdigit() else True)
        look = fonts[int(font)] if font.isdigit() and int(font) < len(fonts) else (False, False)
        red.append(look[0])
        struck.append(look[1])
    return gather(codes, red, struck, dated) if codes else PLAIN


def is_red(rgb: str) -> bool:
    """Whether a colour ("FFC00000") is one that people call red: much red, little green and blue."""
    if not re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", rgb):
        return False
    red, green, blue = (int(rgb[-6:][start : start + 2], 16) for start in (0, 2, 4))
    return red >= 0xC0 and green <= 0x50 and blue <= 0x50


def _is_red(font: Element) -> bool:
    color = child(font, "color")
    if color is None:
        return False
    return attribute(color, "indexed") == "10" or is_red(attribute(color, "rgb"))


def _is_on(flag: Element | None) -> bool:
    return flag is not None and attribute(flag, "val") not in ("0", "false")
