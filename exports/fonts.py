"""The fonts of pictures: Noto Sans SC, regular from its package, bold from data/fonts, given to the renderer once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import vl_convert

BOLD_FOLDER = Path(__file__).parents[1] / "data" / "fonts"


@cache
def register_fonts() -> None:
    """Make both weights known to vl-convert. Raises FileNotFoundError when a file is missing: the renderer would draw boxes."""
    regular = Path(str(resources.files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"))
    for file in (regular, BOLD_FOLDER / "NotoSansSC-Bold.otf"):
        if not file.is_file():
            raise FileNotFoundError(f"the pictures' font is missing: {file}")
        vl_convert.register_font_directory(str(file.parent))
