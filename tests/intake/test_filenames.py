"""Names of files that others send."""

from __future__ import annotations

import pytest

from intake.filenames import MOST, clean_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("海陵区 班额.xlsx", "海陵区 班额.xlsx"),
        ("../../etc/班额.xlsx", "班额.xlsx"),
        ("C:\\Users\\me\\班额.xls", "班额.xls"),
        ("班\x00额\r\n.xlsx", "班额.xlsx"),
        ("班级\u202excod.exe", "班级xcod.exe"),
        ("/", "file"),
        ("", "file"),
        ("..", ".."),
        ("班额\ud800.csv", "班额?.csv"),
    ],
)
def test_a_name_is_only_a_name(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("表" * 300 + ".xlsx")
    assert len(name) == MOST and name.startswith("表表") and name.endswith("表…….xlsx".replace("……", "…"))


def test_a_gbk_name_out_of_a_zip_on_linux_is_read() -> None:
    assert clean_name("班额.xls".encode("gbk").decode("utf-8", "surrogateescape")) == "班额.xls"
