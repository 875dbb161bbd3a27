"""Workbooks to measure with, as untidy as real ones, written as raw XML because a library would take minutes. Seeded."""

from __future__ import annotations

import io
import random
import zipfile
from html import escape

from indicators.vocabulary import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DISTRICTS = ("海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市", "医药高新区")
INDICATORS = ("班级数", "在校生数", "大班额班数", "大班额比例", "普惠性覆盖率", "平均班额", "教职工数", "专任教师数", "生均面积")
PERCENT, COUNT = 1, 2
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="3"/></cellXfs></styleSheet>'
)


class Texts:
    """The shared strings of a workbook."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def cell(self, reference: str, text: str) -> str:
        """A cell that shows this text."""
        return f'<c r="{reference}" t="s"><v>{self.numbers.setdefault(text, len(self.numbers))}</v></c>'


def messy_workbook(sheets: int, rows: int, seed: int = 1) -> bytes:
    """`sheets` sheets of `rows` rows × 12 columns: a title, two heading rows, the same schools every year with figures that move
    a little, gaps, marks and errors, a subtotal below each district and a total."""
    luck, texts = random.Random(seed), Texts()
    usual = [[luck.random() for _ in INDICATORS] for _ in range(rows + 1)]
    inside = [_sheet(texts, luck, sheet, rows, usual) for sheet in range(sheets)]
    return packed(inside, [f"{2024 - sheet}学年" for sheet in range(sheets)], texts)


def usual_workbook(rows: int = 30, stray: bool = False) -> bytes:
    """A district's usual table of 30 × 20 cells; `stray` = its first two rows and all columns formatted out to XFD."""
    texts = Texts()
    lines = [f'<row r="1">{texts.cell("A1", "2023学年泰州市班额情况统计表")}{_strays(1) if stray else ""}</row>']
    heads = [texts.cell(f"{column_letters(at)}2", f"{2004 + at}年" if at > 1 else "区县") for at in range(1, 21)]
    lines.append(f'<row r="2">{"".join(heads)}{_strays(2) if stray else ""}</row>')
    for row in range(3, rows + 1):
        cells = [texts.cell(f"A{row}", DISTRICTS[row % 7])]
        cells += [f'<c r="{column_letters(at)}{row}" s="{at % 3}"><v>{(row * at % 97) / 100}</v></c>' for at in range(2, 21)]
        lines.append(f'<row r="{row}">{"".join(cells)}</row>')
    columns = '<cols><col min="1" max="16384" width="9" style="1"/></cols>' if stray else ""
    return packed([f"{columns}<sheetData>{''.join(lines)}</sheetData>"], ["班额"], texts)


def _strays(row: int) -> str:
    return "".join(f'<c r="{column_letters(at)}{row}" s="1"/>' for at in range(21, 16385))


def _sheet(texts: Texts, luck: random.Random, sheet: int, rows: int, usual: list[list[float]]) -> str:
    lines = [f'<row r="1">{texts.cell("A1", f"泰州市{2024 - sheet}学年义务教育学校班额情况统计表")}</row>']
    groups = (("A", "区县"), ("B", "学校名称"), ("C", "学段"), ("D", "基本情况"), ("J", "条件"))
    lines.append(f'<row r="2">{"".join(texts.cell(f"{letter}2", text) for letter, text in groups)}</row>')
    heads = "".join(texts.cell(f"{column_letters(at + 4)}3", text) for at, text in enumerate(INDICATORS))
    lines.append(f'<row r="3">{heads}</row>')
    sums, district_sums = [0] * len(INDICATORS), [0] * len(INDICATORS)
    for row in range(4, rows + 1):
        district = min((row - 4) * 7 // max(1, rows - 4), 6)
        ends = row < rows - 1 and district != min((row - 3) * 7 // max(1, rows - 4), 6)
        if ends or row == rows - 1 or row == rows:
            total = row == rows
            cells = [texts.cell(f"A{row}", "合计" if total else f"{DISTRICTS[district]}小计")]
            counted = [(at, number) for at, number in enumerate(sums if total else district_sums) if not _is_rate(INDICATORS[at])]
            cells += [f'<c r="{column_letters(at + 4)}{row}" s="{COUNT}"><v>{number}</v></c>' for at, number in counted]
            district_sums = [0] * len(INDICATORS)
            lines.append(f'<row r="{row}">{"".join(cells)}</row>')
            continue
        cells = [
            texts.cell(f"A{row}", DISTRICTS[district]),
            texts.cell(f"B{row}", f"第{row}学校"),
            texts.cell(f"C{row}", "小学"),
        ]
        for at, name in enumerate(INDICATORS):
            share = usual[row][at] * (1 + 0.04 * luck.random())
            cell, count = _figure(texts, luck, f"{column_letters(at + 4)}{row}", name, share)
            cells.append(cell)
            sums[at] += count
            district_sums[at] += count
        lines.append(f'<row r="{row}">{"".join(cells)}</row>')
    merges = '<mergeCells><mergeCell ref="A1:L1"/><mergeCell ref="D2:I2"/><mergeCell ref="J2:L2"/></mergeCells>'
    return f"<sheetData>{''.join(lines)}</sheetData>{merges}"


def _is_rate(name: str) -> bool:
    return name.endswith(("率", "比例"))


def _figure(texts: Texts, luck: random.Random, reference: str, name: str, share: float) -> tuple[str, int]:
    """A cell of a school, and what it adds to the sums; `share` is where between nothing and the most its figure lies."""
    dice, count = luck.random(), round(share * 2900)
    if dice < 0.01:
        marks = ("…", "—", "约80", "无", "85.3%") if _is_rate(name) else ("…", "—", "约80", "无")
        return texts.cell(reference, luck.choice(marks)), 0
    if dice < 0.0105:
        return f'<c r="{reference}" t="e"><f>1/0</f><v>#DIV/0!</v></c>', 0
    if dice < 0.02:
        return f'<c r="{reference}" s="{COUNT}"/>', 0
    if _is_rate(name):
        return f'<c r="{reference}" s="{PERCENT}"><v>{min(share, 1):.6f}</v></c>', 0
    if dice < 0.025:
        return texts.cell(reference, f"{count:,}"), count
    return f'<c r="{reference}" s="{COUNT}"><v>{count}</v></c>', count


def packed(sheets: list[str], names: list[str], texts: Texts) -> bytes:
    """The bytes of a workbook whose sheets hold this XML."""
    entries = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1))
    targets = "".join(
        f'<Relationship Id="rId{at}" Type="{RELS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts.numbers)
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{content}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{content}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{content}.sharedStrings+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{content}.worksheet+xml"/>'
            for at in range(1, len(sheets) + 1)
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{targets}'
        f'<Relationship Id="rIdS" Type="{RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, text in parts.items():
            package.writestr(name, text)
        for at, inside in enumerate(sheets, 1):
            package.writestr(f"xl/worksheets/sheet{at}.xml", f'<worksheet xmlns="{MAIN}">{inside}</worksheet>')
    return packed.getvalue()
