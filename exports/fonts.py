"""The fonts of pictures: Noto Sans SC in two weights from data/fonts, given to the renderer once.

The cut files come first, as TrueType: with the package's whole CFF font in their place a picture takes three times as long
(data/fonts/build.py says why). The package stands behind them for characters beyond GB2312 and the counties' names.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import vl_convert

FOLDER = Path(__file__).parents[1] / "data" / "fonts"


@cache
def register_fonts() -> None:
    """Make both weights known to vl-convert. Raises FileNotFoundError when a file is missing: the renderer would draw boxes."""
    whole = Path(str(resources.files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"))
    for file in (FOLDER / "NotoSansSC-Regular.ttf", FOLDER / "NotoSansSC-Bold.ttf", whole):
        if not file.is_file():
            raise FileNotFoundError(f"the pictures' font is missing: {file}")
    vl_convert.register_font_directory(str(FOLDER))
    vl_convert.register_font_directory(str(whole.parent))
