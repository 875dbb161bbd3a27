"""A workbook that was taken from a simulated city never becomes real data, whatever was changed in it."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from intake import preview
from store import open_store


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("泰州市（模拟）普惠学前", ["simulated-workbook"]),
        ("Taizhou (simulated): Preschool", ["simulated-workbook"]),
        ("泰州市普惠学前", []),
    ],
)
def test_the_title_tells(tmp_path: Path, title: str, kinds: list[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    heads = ["地区", "时期", "学段", "幼儿园数（所）"]
    rows = [["海陵区", "2024 学年", "学前", 53], ["兴化市", "2024 学年", "学前", 81]]
    for row in ([title], heads, *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    store = open_store(f"sqlite:///{tmp_path / 'own.db'}")
    found = preview(store, file.getvalue(), "数据.xlsx", "321200")
    assert [issue.kind for issue in found.blocking] == kinds
    assert found.prepared["value"].tolist() == [53.0, 81.0]
    assert found.can_accept is (not kinds)
    store.close()
