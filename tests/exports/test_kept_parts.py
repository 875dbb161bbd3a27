"""What stands about persons outside the cells of a workbook goes; every other part stays byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exports.kept_parts import cleared
from exports.part_pictures import nothing_of
from loaders.persons import dotted, masked

PICTURE = io.BytesIO()
Image.new("RGB", (60, 60), (200, 20, 20)).save(PICTURE, "PNG")
SECRETS = ("王五一", "李四光", "赵录入", "钱签名", "孙盖章", "13912345678", "86001234")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def left(data: bytes) -> list[str]:
    """The secrets that are still anywhere in a zipped workbook."""
    whole = "".join(content.decode("utf-8", "replace") for content in parts(data).values())
    return [secret for secret in SECRETS if secret in whole]


def drawn_book() -> bytes:
    """A box signed in two runs, a header with fonts and sides, a comment begun by its author's name, a stamp, a chart."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("班级")
    sheet.write_column("A1", ["地区", "海陵区", "姜堰区"])
    sheet.write_column("B1", ["班级总数", 100, 101])
    sheet.insert_textbox("D2", "注：截至9月1日。填表人：王五一\n联系电话：0523-86001234")
    sheet.set_header('&L填报单位：泰州市教育局&C&"宋体,常规"&12审核人：李四光&R第 &P 页')
    sheet.set_footer("&L联系手机：13912345678")
    sheet.write_comment("B2", "赵录入:\n已与学校核对", {"author": "赵录入"})
    sheet.insert_image("D9", "章.png", {"image_data": PICTURE, "description": "公章"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=班级!$B$2:$B$3"})
    chart.set_title({"name": "班级总数（制表：钱签名）"})
    sheet.insert_chart("H2", chart)
    book.close()
    return out.getvalue()


def test_boxes_edges_comments_and_pictures_are_cleared_and_nothing_else() -> None:
    data = drawn_book()
    assert left(data) == ["王五一", "李四光", "赵录入", "钱签名", "13912345678", "86001234"]
    found = cleared(data)
    assert left(found.content) == []
    # box (one text), header, footer, comment, chart title; the author of the comment; the stamp
    assert (found.texts, found.authors, found.pictures, found.anew) == (5, 1, 1, False)
    before, after = parts(data), parts(found.content)
    assert list(before) == list(after)
    changed = sorted(name for name in before if before[name] != after[name])
    assert changed == [
        "xl/charts/chart1.xml", "xl/comments1.xml", "xl/drawings/drawing1.xml", "xl/media/image1.png", "xl/worksheets/sheet1.xml",
    ]  # fmt: skip
    whole = "".join(after[name].decode("utf-8", "replace") for name in changed)
    kept = ("注：截至9月1日。填表人：···", "填报单位：泰州市教育局", "审核人：···", "第 &amp;P 页", "（制表：···）")
    for said in kept:
        assert said in whole, said
    assert after["xl/media/image1.png"] == nothing_of("xl/media/image1.png")
    sheet = openpyxl.load_workbook(io.BytesIO(found.content))["班级"]
    assert [cell.value for cell in sheet["B"]] == ["班级总数", 100, 101]
    assert cleared(found.content).content == found.content  # once is enough


def test_a_workbook_without_persons_stays_byte_for_byte() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_column("A1", ["地区", "海陵区"])
    sheet.insert_textbox("D2", "单位：个；截至2023年9月1日。负责部门：发展规划科")
    sheet.set_header("&C泰州市2023学年小学班级情况&R第 &P 页，共 &N 页")
    sheet.write_comment("A2", "含新区", {"author": "openpyxl"})
    book.close()
    data = out.getvalue()
    found = cleared(data)
    assert found.content is data and not (found.texts or found.authors or found.pictures or found.anew)


def with_parts(added: dict[str, str], base: bytes = b"") -> bytes:
    """A plain workbook, or `base`, with other parts in it."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for part, content in (parts(base or plain.getvalue()) | {name: text.encode() for name, text in added.items()}).items():
            new.writestr(part, content)
    return out.getvalue()


PERSON = '<personList><person displayName="孙盖章" id="{1}" userId="sun@edu.cn"/></personList>'


@pytest.mark.parametrize(
    ("added", "counts"),
    [
        # a label and its name in runs of several fonts
        ({"xl/drawings/d9.xml": "<a:p><a:r><a:t>审核</a:t></a:r><a:r><a:t>人：</a:t></a:r><a:t>李四光</a:t></a:p>"}, (1, 0, 0)),
        ({"xl/drawings/v9.vml": "<v:textbox><div><font>填表人：</font><font>王五一</font></div></v:textbox>"}, (1, 0, 0)),
        ({"xl/threadedComments/t1.xml": "<threadedComment><text>@孙盖章 请核对</text></threadedComment>",
          "xl/persons/person.xml": PERSON}, (1, 2, 0)),
        ({"xl/externalLinks/_rels/e1.xml.rels": r'<R Target="file:///C:\Users\孙盖章\Desktop\a.xlsx"/>'}, (0, 1, 0)),
        ({"docProps/thumbnail.jpeg": "王五一"}, (0, 0, 0)),
        ({"xl/embeddings/Word1.docx": "王五一", "xl/media/7.emf": "李四光", "xl/media/8.svg": "<svg>赵录入</svg>"}, (0, 0, 3)),
        ({"content.xml": "<draw:frame><text:p>填表人：<text:span>王五一</text:span></text:p></draw:frame>"
                         "<office:annotation><dc:creator>赵录入</dc:creator><text:p>联系人：李四光</text:p></office:annotation>",
          "styles.xml": "<style:header><text:p>审核人：<text:span>钱签名</text:span></text:p></style:header>",
          "Thumbnails/thumbnail.png": "孙盖章", "Pictures/1.jpg": "孙盖章"}, (3, 1, 1)),
    ],
)  # fmt: skip
def test_parts_as_other_programs_write_them(added: dict[str, str], counts: tuple[int, int, int]) -> None:
    data = with_parts(added)
    assert left(data)
    found = cleared(data)
    assert ((found.texts, found.authors, found.pictures), left(found.content)) == (counts, [])
    untouched = {name for name in parts(data) if name not in added}
    assert all(parts(data)[name] == parts(found.content)[name] for name in untouched)


@pytest.mark.parametrize(
    "text",
    ["<a:p><a:t>填表人</a:t></a:p><a:p><a:t>班级总数 100</a:t></a:p>", "<xdr:sp><a:t>填表人：</a:t></xdr:sp><a:t>王五一</a:t>"],
)
def test_a_label_reaches_to_the_end_of_its_own_box(text: str) -> None:
    data = with_parts({"xl/drawings/drawing9.xml": text})
    assert cleared(data).content is data


@pytest.mark.parametrize(
    ("part", "content", "anew"),
    [
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<cacheField name="校长姓名" numFmtId="0"/>', True),
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<cacheField name="班级总数" numFmtId="0"/>', False),
        ("xl/revisions/revisionLog1.xml", "<revisions/>", True),
        ("xl/model/item.data", "rows", True),
    ],
)
def test_what_repeats_rows_of_persons_asks_for_a_new_workbook(part: str, content: str, anew: bool) -> None:
    assert cleared(with_parts({part: content})).anew is anew


def test_an_old_workbook_loses_what_is_said_in_its_header_without_moving_a_byte() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("班级")
    sheet.write(0, 0, "班级总数")
    sheet._Worksheet__header_str = "&L填表人：王五一&R联系电话：0523-86001234"
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    wide = [secret.encode("utf-16-le") for secret in ("王五一", "86001234", "班级总数", "填表人：")]
    assert all(secret in data for secret in wide)
    found = cleared(data)
    assert (found.texts, found.anew, len(found.content)) == (1, False, len(data))
    assert [secret in found.content for secret in wide] == [False, False, True, True]
    # a picture of it cannot be cut out in place
    stamped = data + struct.pack("<HHI", 0x6E00, 0xF01E, 20) + bytes(20)
    assert (cleared(stamped).pictures, cleared(stamped).anew) == (1, True)


def test_a_spreadsheet_in_xml_loses_its_authors() -> None:
    data = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><o:Author>王五一</o:Author>'
        '<Comment ss:Author="李四光"><ss:Data>含新区</ss:Data></Comment></Workbook>'
    ).encode()
    found = cleared(data)
    assert (found.authors, found.content.decode()) == (2, data.decode().replace("王五一", "").replace("李四光", ""))


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        cleared(start + data)


@given(st.text(alphabet="单位审核电话填表人：: 　张三0123456789、\n@", max_size=200))
def test_dots_stand_where_the_mask_would_and_nothing_moves(text: str) -> None:
    assert len(dotted(text)) == len(text)
    assert (dotted(text) == text) == (masked(text) == text)
