"""What a workbook says about persons is refused or left out: not drawn, not logged, not kept, not given out again."""

from __future__ import annotations

import io
import logging

import openpyxl
import pytest

from access import Role, Visitor
from intake.accepting import accept
from intake.check_report import NoReportError, check_report, doubtful
from intake.previewing import preview
from intake.records import NotAcceptableError, Preview
from shell.sheet_preview import sheet_html
from shell.upload_view import upload_view
from store import Store
from tests.intake.sheets import TAIZHOU

CLASSES = [["泰州市2023学年小学班级情况"], ["地区", "班级总数（个）"], *([place, 100 + n] for n, place in enumerate(TAIZHOU))]
CHILDREN = [
    ["泰州市2023年残疾学生名单"],
    ["序号", "姓名", "性别", "身份证号", "残疾类别", "就读学校", "县区", "监护人电话"],
    [1, "张三丰", "男", "321201201301010011", "智力残疾", "城东小学", "海陵区", "13800001111"],
    [2, "李四光", "女", "321201201301010022", "听力残疾", "城西小学", "海丰区", "13800002222"],
]
HEADS = [
    ["泰州市2023学年小学班级情况"],
    ["地区", "班级总数（个）", "校长姓名", "联系电话"],
    *([place, 100 + n, "王五一", "0523-86001234"] for n, place in enumerate(TAIZHOU)),
]
SECRETS = ("张三丰", "李四光", "321201201301010011", "智力残疾", "城东小学", "13800001111", "海丰区")
STAFF = Visitor("staff", Role.ADMIN)


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def drawn(found: Preview) -> str:
    return "".join(sheet_html(found, sheet) for sheet in found.reading.sheets)


@pytest.mark.parametrize("sheets", [{"名单": CHILDREN}, {"班级": CLASSES, "名单": CHILDREN}])
def test_of_a_list_of_children_nothing_gets_out(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture, sheets: dict[str, list[list[object]]]
) -> None:
    caplog.set_level(logging.DEBUG)
    found = preview(sqlite_store, book(**sheets), "名单.xlsx", "3212")
    assert "personal-data" in [issue.kind for issue in found.blocking]
    said = [issue.text() + issue.message() + issue.advice() for issue in found.issues]
    view = upload_view(found)
    told = "".join([drawn(found), *said, str(view), str(found.questions), found.prepared.to_csv(), found.kept_out.to_csv()])
    assert not [secret for secret in SECRETS if secret in told]
    with pytest.raises(NotAcceptableError):
        accept(sqlite_store, found, STAFF, {"*": "已核对"})
    assert sqlite_store.uploads("3212") == []
    assert doubtful(found) == ()
    with pytest.raises(NoReportError, match="个人信息"):
        check_report(found)
    assert not [secret for secret in SECRETS if secret in caplog.text]


def test_the_other_sheet_of_such_a_file_is_still_drawn(sqlite_store: Store) -> None:
    found = preview(sqlite_store, book(班级=CLASSES, 名单=CHILDREN), "名单.xlsx", "3212")
    html = drawn(found)
    assert "兴化市" in html
    assert "不显示内容" in html


def test_a_list_without_a_city_is_refused_for_what_it_is(sqlite_store: Store) -> None:
    nameless = [row[:6] for row in CHILDREN[1:]]
    found = preview(sqlite_store, book(名单=nameless), "名单.xlsx")
    assert [issue.kind for issue in found.blocking] == ["personal-data"]
    assert upload_view(found).standing == "refused"


def test_columns_about_persons_are_named_and_not_drawn(sqlite_store: Store) -> None:
    found = preview(sqlite_store, book(班级=HEADS), "班级.xlsx", "3212")
    html = drawn(found)
    assert "王五一" not in html
    assert "86001234" not in html
    assert html.count("···") == 2 * len(TAIZHOU)
    assert "校长姓名" in html
    assert "联系电话" in html
    told = next(issue for issue in found.issues if issue.kind == "columns-of-persons")
    assert "校长姓名、联系电话" in told.text()
    assert len(found.prepared) == len(TAIZHOU)
    assert found.can_accept
