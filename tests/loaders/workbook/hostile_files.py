# ruff: noqa: E501  (raw XML and bytes read better in one line)
"""The hostile files, each with what must come of it: refused for a named reason, or read with so many figures."""

from __future__ import annotations

from functools import partial

from tests.loaders.workbook import hostile_packages as made
from tests.loaders.workbook.building import MAIN, raw_xlsx, zipped
from tests.loaders.workbook.hostile_packages import PLACES, Hostile, good_rows, good_sheet, said
from tests.loaders.workbook.test_ods import content
from tests.loaders.workbook.test_old_formats import XML_2003, xls, xlsb
from tests.loaders.workbook.test_refusals import PNG, compound, document, locked_zip
from tests.loaders.workbook.zips import Member, archive, bomb, text

CSV = "泰州市2023学年小学班级情况,\n地区,班级总数（个）\n" + "".join(f"{place},{403 + n}\n" for n, place in enumerate(PLACES))
RTL, NUL = "\u202e", "\x00"


def with_texts() -> bytes:
    """Cells that a spreadsheet would run if they were written out as they stand."""
    cells = "".join(said("CDEF"[n], 9, words) for n, words in enumerate(["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2+3"]))
    return raw_xlsx(good_sheet(f'<row r="9">{said("A", 9, "=HYPERLINK(&quot;http://192.0.2.1&quot;)")}{cells}</row>'))


def odd_numbers() -> bytes:
    """Dates out of range, numbers that are none, in a table that is otherwise good."""
    style = f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>'
    values = ["1e308", "-1", "2958466", "1e999", "NaN", "9007199254740993"]
    rows = "".join(f'<row r="{n}">{said("A", n, place)}<c r="B{n}" s="{n % 2}"><v>{value}</v></c></row>' for n, (place, value) in enumerate(zip(PLACES, values, strict=True), 3))
    head = good_rows().split('<row r="3">')[0]
    return raw_xlsx(f"<sheetData>{head}{rows}</sheetData>", styles=style)


def lone_surrogates() -> bytes:
    return b"\xff\xfe" + CSV.replace("海陵区", "海\ud800陵区").encode("utf-16-le", "surrogatepass")


def deep_html(depth: int) -> bytes:
    rows = "".join(f"<tr><td>{place}</td><td>{403 + n}</td></tr>" for n, place in enumerate(PLACES))
    table = f"<table><tr><td>地区</td><td>2023学年小学班级总数</td></tr>{rows}</table>"
    return f"<html>{'<div><table><tr><td>' * depth}{table}</html>".encode()


def ods_rows() -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [[cell.format("泰州市2023学年小学班级情况")], [cell.format("地区"), cell.format("班级总数（个）")]]
    rows += [[cell.format(place), f'<table:table-cell office:value-type="float" office:value="{403 + n}"/>'] for n, place in enumerate(PLACES)]
    return "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)


def ods_bomb(value: str, rows: int, columns: int) -> bytes:
    inner = f'<table:table-cell {value} table:number-columns-repeated="{columns}"/>'
    return content(f'{ods_rows()}<table:table-row table:number-rows-repeated="{rows}">{inner}</table:table-row>')


SEVEN = 'office:value-type="float" office:value="7"'
BAD_BOOK = f'<workbook xmlns="{MAIN}"/>'

FILES = [
    # bombs
    Hostile("zip bomb", "炸弹.xlsx", partial(made.sheet_bomb, 1100), "too-large"),
    Hostile("zip bomb that lies about its size", "炸弹.xlsx", partial(made.sheet_bomb, 1500, 900), "damaged-file"),
    Hostile("zips within zips", "炸弹.zip", made.nested, "not-a-workbook"),
    Hostile("ten thousand members in one place", "炸弹.xlsx", made.overlapping, "too-large"),
    Hostile("a million members told", "炸弹.xlsx", lambda: made.package(entries=1_000_000), "damaged-file"),
    Hostile("billion laughs in the workbook", "笑.xlsx", lambda: made.book_with(made.laughs(), "&e11;"), "damaged-file"),
    Hostile("billion laughs in the styles", "笑.xlsx", lambda: raw_xlsx(good_sheet(), styles=f'{made.laughs()}<styleSheet xmlns="{MAIN}">&e11;</styleSheet>'), "damaged-file"),
    Hostile("billion laughs in a sheet", "笑.xlsx", lambda: raw_xlsx(f'{made.laughs()}<worksheet xmlns="{MAIN}"><sheetData>{good_rows(said("A", 9, "&e11;"))}</sheetData></worksheet>'), "damaged-file"),
    Hostile("billion laughs in an ods", "笑.ods", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": made.laughs() + "<x>&e11;</x>"}), "damaged-file"),
    Hostile("quadratic blow-up in the styles", "方.xlsx", lambda: raw_xlsx(good_sheet(), styles=made.quadratic()), "damaged-file"),
    Hostile("external entity of a file", "外.xlsx", lambda: made.book_with(made.outside("file:///etc/passwd"), "&e;"), "damaged-file"),
    Hostile("external entity of an address", "外.xlsx", lambda: made.book_with(made.outside("http://192.0.2.1/x.dtd"), "&e;"), "damaged-file"),
    Hostile("external entity in XML of 2003", "外.xml", lambda: XML_2003.replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1).encode(), "damaged-file"),
    Hostile("a DTD of another host", "外.xlsx", lambda: made.book_with('<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">', "表"), "", 6),
    # measures
    Hostile("a dimension of the whole sheet", "大.xlsx", lambda: raw_xlsx(good_sheet(before='<dimension ref="A1:XFD1048576"/>')), "", 6),
    Hostile("one cell at XFD1048576", "远.xlsx", lambda: raw_xlsx(good_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "", 6),
    Hostile("one cell at XFD1048576 of an xlsb", "远.xlsb", made.binary_far, "sheet-too-large"),
    Hostile("a cell beyond the last row", "远.xlsx", lambda: raw_xlsx(good_sheet('<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>')), "damaged-file"),
    Hostile("a row of 16,384 columns", "宽.xlsx", lambda: made.many_columns(16_384, 20), "nothing-to-store"),
    Hostile("a row of a million columns", "宽.xlsx", lambda: made.many_columns(1_000_000, 1), "damaged-file"),
    Hostile("a row of 100 MB", "宽.xlsx", lambda: made.package(bomb("xl/worksheets/sheet1.xml", made.SHEET_HEAD + b"<row>", b"<c><v>1</v></c>" * 70_000, 100, b"</row>" + made.SHEET_TAIL)), "too-large"),
    Hostile("100,000 rows", "长.xlsx", lambda: made.many_rows(100_000), "nothing-to-store"),
    Hostile("1,000 sheets", "千表.xlsx", lambda: raw_xlsx(*[good_sheet()] * 1000), "", 6),
    Hostile("100,000 merged ranges", "并.xlsx", lambda: raw_xlsx(good_sheet(after="<mergeCells>" + "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 100_001)) + "</mergeCells>")), "nothing-to-store"),
    Hostile("merged ranges over everything", "并.xlsx", lambda: raw_xlsx(good_sheet(after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1000 + "</mergeCells>")), "nothing-to-store"),
    Hostile("100,000 styles", "样式.xlsx", lambda: made.many_styles(100_000), "", 6),
    Hostile("shared strings of 50 MB", "文字.xlsx", lambda: made.strings(50), "", 6),
    # what reaches out, what runs
    Hostile("formulas that reach out", "公式.xlsx", made.reaching, "", 6),
    Hostile("formulas without values", "公式.xlsx", lambda: raw_xlsx(good_sheet().replace("<v>40", "<f>1+").replace("</v>", "</f>")), "nothing-to-store", 6),
    Hostile("texts that a spreadsheet would run", "公式.xlsx", with_texts, "", 6),
    Hostile("a workbook with macros", "宏.xlsm", made.macros, "", 6),
    Hostile("a package that holds a program", "附件.xlsx", lambda: made.with_parts(**{"xl__embeddings__oleObject1.bin": b"MZ\x90\x00" + bytes(1000)}), "", 6),
    Hostile("a compound file that holds a program", "程序.xls", lambda: compound("\x01Ole10Native", "setup.exe"), "not-a-workbook"),
    # names
    Hostile("a name with ../ and a NUL", f"../../var/{NUL}duibiao.db.xlsx", made.good, "", 6),
    Hostile("a name of 300 characters", "表" * 300 + ".xlsx", made.good, "", 6),
    Hostile("a name turned round", f"班级{RTL}xslx.exe", made.good, "", 6),
    Hostile("a sheet's name with ../ and markup", "名.xlsx", lambda: raw_xlsx(good_sheet(), names=("../&lt;script&gt;alert(1)&lt;/script&gt;",)), "", 6),
    Hostile("members with ../ and absolute names", "名.xlsx", lambda: made.with_parts(**{"../../../tmp/owned": b"x", "/etc/owned": b"x", "C:\\owned": b"x"}), "", 6),
    Hostile("two members of one name", "双.xlsx", made.twice, "damaged-file"),
    # zips that lie
    Hostile("a size of 4 GB told for nothing", "谎.xlsx", lambda: made.package(Member("xl/media/a", b"x", size=0xFFFFFFFE)), "too-large"),
    Hostile("ZIP64 sizes that are not there", "谎.xlsx", lambda: made.package(Member("xl/media/a", b"x", size=0xFFFFFFFF, packed_size=0xFFFFFFFF)), "too-large"),
    Hostile("ZIP64 extra of negative sizes", "谎.xlsx", lambda: made.package(Member("xl/media/a", b"x", size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=b"\x01\x00\x10\x00" + b"\xff" * 16)), "too-large"),
    Hostile("a wrong checksum", "谎.xlsx", lambda: made.package(Member("xl/styles.xml", b"<x/>", crc=1)), "damaged-file"),
    Hostile("a packing nobody knows", "谎.xlsx", lambda: made.package(Member("xl/styles.xml", b"<x/>", method=99)), "damaged-file"),
    Hostile("an empty zip", "空.xlsx", archive, "not-a-workbook"),
    Hostile("a zip without a workbook", "缺.xlsx", lambda: archive(text("[Content_Types].xml", "<Types/>"), text("_rels/.rels", made.relations())), "damaged-file"),
    Hostile("relationships in a circle", "环.xlsx", made.cyclic, "damaged-file"),
    Hostile("a workbook without sheets", "无.xlsx", lambda: raw_xlsx(workbook=BAD_BOOK), "no-sheets"),
    # other things under a workbook's name
    Hostile("a program in front of a zip", "两面.xlsx", lambda: b"MZ\x90\x00" + bytes(500) + made.good(), "not-a-workbook"),
    Hostile("a PDF", "通知.xlsx", lambda: b"%PDF-1.7\n1 0 obj<</JS(app.alert)>>endobj", "not-a-workbook"),
    Hostile("a JPEG", "照片.xls", lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "not-a-workbook"),
    Hostile("a PNG", "图.ods", lambda: PNG, "not-a-workbook"),
    Hostile("a Word file", "通知.xlsx", lambda: document("document", "word"), "not-a-workbook"),
    Hostile("a locked workbook", "密.xlsx", lambda: compound("EncryptionInfo", "EncryptedPackage"), "encrypted-file"),
    Hostile("a locked zip", "密.xlsx", locked_zip, "encrypted-file"),
    Hostile("an xlsx cut short", "截.xlsx", lambda: made.good()[:-700], "damaged-file"),
    Hostile("an xls cut short", "截.xls", lambda: xls()[:2500], "damaged-file"),
    Hostile("an xlsb with a record cut short", "截.xlsb", lambda: xlsb_cut(), "damaged-file"),
    # repeated cells of .ods
    Hostile("an ods of 10⁶ × 10⁶ figures", "炸.ods", lambda: ods_bomb(SEVEN, 1_000_000, 1_000_000), "too-large"),
    Hostile("an ods of 10⁶ × 10⁶ blanks", "炸.ods", lambda: ods_bomb("", 1_000_000, 1_000_000), "", 6),
    Hostile("an ods with runs of 10⁹ blanks", "炸.ods", lambda: content(ods_rows().replace("地区", '地<text:s text:c="1000000000"/>区')), "", 6),
    # texts
    Hostile("HTML nested 20,000 deep", "深.xls", lambda: deep_html(20_000), "", 6),
    Hostile("HTML that spans everything", "跨.xls", lambda: deep_html(0).replace(b"<td>", b'<td rowspan="999999999" colspan="999999999">'), "nothing-to-store", 1),
    Hostile("a CSV with a line of 50 MB", "长行.csv", lambda: CSV.encode() + b"x" * 50_000_000, "damaged-file"),
    Hostile("a CSV of a million columns", "宽.csv", lambda: b"1," * 1_000_000, "too-large"),
    Hostile("a CSV with a quote that never ends", "引号.csv", lambda: CSV.encode() + b'"' + b"1,2\n" * 500_000, "damaged-file"),
    Hostile("invalid UTF-8", "码.csv", lambda: CSV.encode().replace("海".encode(), b"\xe6\xb5\xff"), "", 5),
    Hostile("lone surrogates", "码.csv", lone_surrogates, "", 5),
    Hostile("control characters", "码.csv", lambda: CSV.replace("高港区", "高\x07港\x1b[31m区").encode(), "", 5),
    Hostile("dates and numbers out of range", "数.xlsx", odd_numbers, "nothing-to-store"),
    Hostile("words for no number", "数.csv", lambda: CSV.replace("403", "Infinity").replace("404", "NaN").replace("405", "1e400").encode(), "", 6),
]  # fmt: skip


def xlsb_cut() -> bytes:
    """A binary sheet whose last record tells more bytes than there are."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(xlsb())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.bin"] = parts["xl/worksheets/sheet1.bin"][:-5] + b"\x05\xff\xff\xff\x7f"
    return zipped(parts)
