"""What is kept of a file, and what goes back to a district: everything but what it says about persons."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from PIL import Image

from exports import check_workbook as writing
from exports.kept_parts import cleared
from intake import originals
from intake.accepting import accept
from intake.check_report import check_report
from intake.originals import PersonsRemainError, authors_of, original_name
from intake.previewing import preview
from loaders.persons import masked
from store import Store
from tests.intake.sheets import TAIZHOU, TAIZHOU_CODES
from tests.people import staff

SECRETS = ("王五一", "0523-86001234", "13912345678", "139 1234 5678", "李四光", "陈某", "13800002222", "赵录入")
SECRETS += ("321201198001010011",)
FIGURES = dict(zip(TAIZHOU_CODES, range(100, 106), strict=True))


def heads(wide: bool = False) -> bytes:
    """班级总数 beside names and telephones, signed by somebody with a mobile number, and a sheet of people to call."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "班级"
    rows: list[list[object]] = [["泰州市2023学年小学班级情况"]]
    rows.append(["地区", "班级总数（个）", "其中：大班额（个）", "校长姓名", "联系电话"])
    rows += [[place, 100 + n, 7, "王五一", "0523-86001234"] for n, place in enumerate(TAIZHOU)]
    rows.append(["合计", "=SUM(B3:B8)", 42])
    rows.append(["填表人：陈某　电话：139 1234 5678　备用13912345678"])
    for row in rows:
        sheet.append(row)
    sheet["B3"].comment = Comment("请核对，电话13800002222", "赵录入")
    sheet["D3"].comment = Comment("王五一", "赵录入")
    sheet.merge_cells("A1:E1")
    sheet["B3"].number_format = "#,##0"
    people = book.create_sheet("通讯录")
    for row in (["单位", "联系人", "手机", "身份证号"], ["海陵区教育局", "李四光", "13800002222", "321201198001010011"]):
        people.append(row)
    book.properties.creator = "赵录入"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without_names(data: bytes) -> list[str]:
    """The secrets that are still anywhere in an .xlsx."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        whole = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    return [secret for secret in SECRETS if secret in whole]


def stored(store: Store, data: bytes, name: str) -> bytes:
    found = preview(store, data, name, "321200")
    accept(store, found, staff("王老师"), {"*": "已核对"})
    return store.upload_file(store.uploads("321200")[0].id)[1]


def test_the_kept_file_is_without_persons_and_otherwise_the_same(store: Store) -> None:
    data = heads()
    assert len(without_names(data)) >= 7
    kept = stored(store, data, "班级.xlsx")
    (upload,) = store.uploads("321200")
    assert without_names(kept) == []
    assert upload.sha256 == preview(store, data, "班级.xlsx", "321200").sha256
    assert upload.size == len(kept)
    assert original_name(upload) == "班级（已去个人信息）.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(kept))["班级"]
    assert [sheet.cell(row, 2).value for row in range(3, 10)] == [*range(100, 106), "=SUM(B3:B8)"]
    assert [sheet["D3"].value, sheet["E8"].value, sheet["B3"].number_format] == ["···", "···", "#,##0"]
    assert sheet["A10"].value == "填表人：···　电话：···　备用···"
    current = store.current_values("321200").query("indicator == 'classes' and place_kind == 'district'")
    assert dict(zip(current["place_code"], current["value"], strict=True)) == FIGURES


def test_the_same_file_again_is_still_one_upload(sqlite_store: Store) -> None:
    """By the fingerprint of the file as it came, not of what is kept."""
    for already in (False, True):
        found = preview(sqlite_store, DATA, "班级.xlsx", "321200")
        assert accept(sqlite_store, found, staff("王老师"), {"*": "已核对"}).already is already
    assert len(sqlite_store.uploads("321200")) == 1


DATA = heads()


@pytest.mark.parametrize("name", ["班级.csv", "班级.xls"])
def test_other_formats_are_kept_as_xlsx(sqlite_store: Store, name: str) -> None:
    lines = ["泰州市2023学年小学班级情况", "地区,班级总数（个）,校长姓名,联系电话"]
    lines += [f"{place},{100 + n},王五一,0523-86001234" for n, place in enumerate(TAIZHOU)]
    data = "\n".join(lines).encode("gb18030")
    kept = stored(sqlite_store, data, name)
    assert without_names(kept) == []
    sheet = openpyxl.load_workbook(io.BytesIO(kept)).active
    assert [sheet.cell(row, 2).value for row in range(3, 9)] == [str(n) for n in range(100, 106)]  # a CSV holds texts
    (upload,) = sqlite_store.uploads("321200")
    assert (upload.filename, upload.cleared, original_name(upload)) == (name, 12, "班级（已去个人信息）.xlsx")


def test_a_file_without_persons_is_kept_byte_for_byte(sqlite_store: Store) -> None:
    lines = ["泰州市2023学年小学班级情况", "地区,班级总数（个）", *(f"{place},{100 + n}" for n, place in enumerate(TAIZHOU))]
    data = "\n".join(lines).encode()
    assert stored(sqlite_store, data, "班级.csv") == data
    (upload,) = sqlite_store.uploads("321200")
    assert (upload.cleared, original_name(upload)) == (0, "班级.csv")


def plain_book(creator: str, foot: tuple[object, ...] = (), saved_by: str = "") -> bytes:
    """Six districts with their classes; nothing about persons but in the properties and the foot."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["泰州市2023学年小学班级情况"])
    sheet.append(["地区", "班级总数（个）"])
    for n, place in enumerate(TAIZHOU):
        sheet.append([place, 100 + n])
    if foot:
        sheet.append(foot)
    book.properties.creator, book.properties.lastModifiedBy = creator, saved_by or creator
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_authors_in_the_properties_are_taken_out_and_nothing_else(sqlite_store: Store) -> None:
    data = plain_book("王五一", saved_by="赵录入")
    kept = stored(sqlite_store, data, "班级.xlsx")
    assert without_names(data) == ["王五一", "赵录入"] and without_names(kept) == []
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(kept)) as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["docProps/core.xml"]
    (upload,) = sqlite_store.uploads("321200")
    assert (upload.cleared, authors_of(upload), original_name(upload)) == (0, 2, "班级（已去作者）.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(kept)).properties.creator in (None, "")
    assert upload.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("name", ["openpyxl", "Administrator", "Windows 用户", "Microsoft Office User", "Apache POI", "WPS 12.1"])
def test_names_that_programs_give_themselves_are_nobodys(sqlite_store: Store, name: str) -> None:
    data = plain_book(name)
    assert stored(sqlite_store, data, "班级.xlsx") == data
    assert original_name(sqlite_store.uploads("321200")[0]) == "班级.xlsx"


def test_a_spreadsheet_of_libreoffice_and_an_old_one_of_excel_lose_their_authors() -> None:
    meta = '<office:meta><meta:initial-creator>王五一</meta:initial-creator><dc:creator>赵录入</dc:creator></office:meta>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("meta.xml", meta)
    found = cleared(out.getvalue())
    made, count = found.content, found.authors
    assert count == 2 and without_names(made) == [] and zipfile.ZipFile(io.BytesIO(made)).read("meta.xml").count(b"creator>") == 4
    names = [b"title\0\0\0", "王五一".encode("gb18030") + b"\0\0"]
    body = b"".join(struct.pack("<II", 0x1E, len(name)) + name for name in names)
    table = struct.pack("<IIII", 2, 24, 4, 24 + 8 + len(names[0]))
    section = struct.pack("<II", 8 + len(table) + len(body), 2) + table + body
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 2, bytes(16), 1) + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    writer = b"\xe2\0\0\0\x5c\0\x70\0" + (struct.pack("<HB", 3, 1) + "赵录入".encode("utf-16-le")).ljust(112)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + head + struct.pack("<I", 48) + section + writer
    found = cleared(old)
    made, count = found.content, found.authors
    assert (count, len(made)) == (2, len(old))
    assert b"title" in made and "王五一".encode("gb18030") not in made and "赵录入".encode("utf-16-le") not in made
    for cut in range(0, len(old), 7):
        cleared(old[:cut])  # a broken one is no reason to fail


@pytest.mark.parametrize(
    ("foot", "left"),
    [
        (("填表人", "王五一", "审核人：", "李四光"), ("填表人", "···", "审核人：", "···")),
        (("联系电话", 86001234, None, None), ("联系电话", "···", None, None)),
        (("单位负责人（签字）：王五一　　填表人：李四光　联系电话：0523-86001234", None, None, None),
         ("单位负责人（签字）：···　　填表人：···　联系电话：···", None, None, None)),
        (("填报单位：泰州市教育局", "审核说明：已核对", "填报人：　　填报日期：", "2023年10月8日"),
         ("填报单位：泰州市教育局", "审核说明：已核对", "填报人：　　填报日期：", "2023年10月8日")),
    ],
)  # fmt: skip
def test_who_signs_a_form_is_not_kept(sqlite_store: Store, foot: tuple[object, ...], left: tuple[object, ...]) -> None:
    kept = stored(sqlite_store, plain_book("", foot), "班级.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(kept)).active
    assert tuple(sheet.cell(9, column).value for column in range(1, 5)) == left
    assert [sheet.cell(row, 2).value for row in range(3, 9)] == list(range(100, 106))
    assert sheet["A2"].value == "地区"


def test_the_number_of_an_identity_card_is_no_figure_whatever_its_column(sqlite_store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plain_book("")))
    book.active["C4"] = "321201198001010011"  # beside the figures, below no heading
    out = io.BytesIO()
    book.save(out)
    assert without_names(stored(sqlite_store, out.getvalue(), "班级.xlsx")) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("制表人：张三", "制表人：···"),
        ("填表人： 张　三    联系电话：0523-86889999   日期：2024年1月5日", "填表人： ···    联系电话：···   日期：2024年1月5日"),
        ("填表人：张三审核人：李四", "填表人：···审核人：···"),
        ("联系人及电话：张三0523-86889999", "联系人及电话：···"),
        ("校长：阿依古丽·买买提", "校长：···"),
        ("身份证号：32120119800101", "身份证号：···"),
        ("联系人：Zhang San，邮箱：a.b@edu.cn", "联系人：···，邮箱：···"),
        ("负责人：各区县教育局", "负责人：各区县教育局"),
        ("审核：已完成；单位：万人", "审核：已完成；单位：万人"),
    ],
)
def test_what_a_label_says_of_a_person_is_masked(text: str, left: str) -> None:
    assert masked(text) == left


@given(st.text(alphabet="单位审核电话填表人：: 　张三0123456789、", max_size=400))
def test_masking_once_is_enough(text: str) -> None:
    assert masked(masked(text)) == masked(text)


def test_what_cannot_be_written_without_persons_is_not_stored(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_in_child", lambda _job: b"")
    found = preview(sqlite_store, DATA, "班级.xlsx", "321200")
    with pytest.raises(PersonsRemainError) as refused:
        accept(sqlite_store, found, staff("王老师"), {"*": "已核对"})
    assert str(refused.value) == (
        "《班级.xlsx》没有入库：文件太大，没能从留存的原件里去掉个人信息。请删去姓名、电话等列后重新上传。"
    )
    assert sqlite_store.uploads("321200") == []


def test_the_report_goes_back_without_persons(sqlite_store: Store) -> None:
    report = check_report(preview(sqlite_store, DATA, "班级.xlsx", "321200"))
    assert without_names(report) == []


def test_an_older_whole_copy_gives_way(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that an older version kept whole is replaced when it comes again after a withdrawal."""
    from intake import withdraw

    with monkeypatch.context() as older:
        older.setattr(originals, "kept_of", lambda _preview: originals.Kept())
        assert stored(sqlite_store, DATA, "班级.xlsx") == DATA
    withdraw(sqlite_store, 1, "重报", staff("王老师"))
    assert stored(sqlite_store, DATA, "班级.xlsx") != DATA
    assert sqlite_store.upload_file(1)[1] == sqlite_store.upload_file(2)[1]


@given(st.integers(0, 10**10 - 1), st.sampled_from(["", "-", " "]))
def test_mobile_numbers_are_masked_however_they_are_grouped(number: int, sign: str) -> None:
    digits = f"1{3 + number % 7}{number // 10:09d}"
    text = f"联系{sign.join((digits[:3], digits[3:7], digits[7:]))}。"
    assert masked(text) == "联系···。"


@pytest.mark.parametrize(
    "text", ["共13800001111234元", "编号A13800001111", "2023-2024学年第一学期统计", "321201199913010011", "0523-86001234567"]
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


def test_the_preview_shows_no_mobile_number(sqlite_store: Store, drawn: Callable[..., str]) -> None:
    found = preview(sqlite_store, DATA, "班级.xlsx", "321200")
    assert "13912345678" not in drawn(found) and "电话：···" in drawn(found)


@pytest.fixture
def drawn() -> Callable[..., str]:
    from shell.sheet_preview import sheet_html

    return lambda found: "".join(sheet_html(found, sheet) for sheet in found.reading.sheets)


def stamped(data: bytes) -> bytes:
    """The workbook with a picture of a stamp and a signed header."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), (200, 20, 20)).save(drawn, "PNG")
    book.active.add_image(Picture(drawn), "E2")
    book.active.oddHeader.left.text = "填表人：王五一"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_pictures_and_signed_headers_are_not_kept_and_the_page_says_so(store: Store) -> None:
    found = preview(store, stamped(plain_book("")), "班级.xlsx", "321200")
    done = accept(store, found, staff("王老师"), {"*": "已核对"})
    assert done.kept == "留存的原件里去掉了文本框、页眉页脚、批注里的 1 处个人信息、1 张图片或嵌入的文档；sha256 是来件原样的"
    (upload,) = store.uploads("321200")
    kept = store.upload_file(upload.id)[1]
    assert (upload.cleared, original_name(upload), without_names(kept)) == (0, "班级（已去个人信息）.xlsx", [])
    sheet = openpyxl.load_workbook(io.BytesIO(kept)).active
    assert [sheet.cell(row, 2).value for row in range(3, 9)] == list(range(100, 106))
    (picture,) = sheet._images
    assert Image.open(io.BytesIO(picture._data())).size == (1, 1)
    report = check_report(found)
    sizes = [Image.open(picture.ref).size for picture in openpyxl.load_workbook(io.BytesIO(report))["Sheet"]._images]
    assert (without_names(report), sizes) == ([], [(1, 1)])


def test_an_old_workbook_with_a_picture_is_kept_as_xlsx(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.kept_parts.old_pictures", lambda _data: 2)
    book = xlwt.Workbook()
    sheet = book.add_sheet("班级")
    rows = [["泰州市2023学年小学班级情况"], ["地区", "班级总数（个）"], *zip(TAIZHOU, range(100, 106), strict=True)]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    kept = stored(sqlite_store, out.getvalue(), "班级.xls")
    (upload,) = sqlite_store.uploads("321200")
    assert (upload.cleared, original_name(upload)) == (0, "班级（已去图片）.xlsx")
    assert [cell.value for cell in openpyxl.load_workbook(io.BytesIO(kept)).active["B"]][2:] == list(range(100, 106))
