"""`manage.py table` and `brief`, as somebody types them: what is written, and what a wrong word is answered."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document

import manage
from language import use
from tests.intake.sheets import classes_book


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("intake.seeding.SAMPLES", tmp_path / "no-samples")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'duibiao.db'}")
    use("zh")


def run(*arguments: str | Path) -> int:
    return manage.main([str(argument) for argument in arguments])


@pytest.fixture
def stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """班级总数 of 小学 in six districts, 2023."""
    (tmp_path / "小学班级.xlsx").write_bytes(classes_book([412, 180, 366, 700, 318, 520], total=2496))
    assert run("import", tmp_path / "小学班级.xlsx", "--by", "王老师") == 0
    capsys.readouterr()
    return tmp_path


def test_a_citys_workbook_can_be_imported_again_without_a_question(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = stored / "数据.xlsx"
    assert run("table", "--out", out) == 0
    assert f"已写入 {out}。" in capsys.readouterr().out
    assert openpyxl.load_workbook(out).sheetnames == ["封面", "班额", "推算值", "指标口径", "符号说明"]
    assert run("import", out, "--by", "王老师") == 0
    assert "新增 0，变更 0，相同 7，变为缺失 0" in capsys.readouterr().out
    assert run("table", "--provenance", "--out", out) == 0
    cells = [cell.value for row in openpyxl.load_workbook(out)["班额"] for cell in row]
    assert "数据.xlsx" in cells and "王老师" in cells  # the newest file that says so


@pytest.mark.parametrize(
    ("ending", "start"), [("zip", b"PK"), ("csv", b"\xef\xbb\xbfplace_code"), ("geojson", b"{"), ("gpkg", b"SQLite")]
)
def test_the_files_ending_decides_the_form(stored: Path, ending: str, start: bytes) -> None:
    assert run("table", "--out", stored / f"a.{ending}") == 0
    assert (stored / f"a.{ending}").read_bytes().startswith(start)


def test_a_pages_table_is_the_pages_own(stored: Path) -> None:
    assert run("table", "district_map", "--indicator", "班级总数", "--period", "2023", "--out", stored / "a.xlsx") == 0
    book = openpyxl.load_workbook(stored / "a.xlsx")
    assert book.sheetnames[:2] == ["封面", "图中数字"]
    numbers = [row for row in book["图中数字"].iter_rows(values_only=True) if row[0] == "兴化市" or "兴化市" in row]
    assert 700 in numbers[0]


@pytest.mark.parametrize(("page", "head"), [("targets", "目标"), ("sources", "数值")])
def test_pages_without_a_chart_have_a_table(stored: Path, page: str, head: str) -> None:
    assert run("table", page, "--indicator", "班级总数", "--out", stored / "a.xlsx") == 0
    cells = [str(cell.value) for row in openpyxl.load_workbook(stored / "a.xlsx")["图中数字"] for cell in row]
    assert any(head in text for text in cells)


def test_briefs_of_one_district_and_of_all(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("brief", "--district", "兴化市", "--out", stored / "a.docx") == 0
    assert "兴化市" in Document(stored / "a.docx").paragraphs[0].text
    assert run("brief", "--district", "321281", "--out", stored / "a.pdf") == 0
    assert (stored / "a.pdf").read_bytes()[:5] == b"%PDF-"
    capsys.readouterr()
    assert run("brief", "--form", "docx", "--out", stored / "a.zip") == 0
    assert "6 份简报" in capsys.readouterr().out
    with zipfile.ZipFile(stored / "a.zip") as packed:
        assert packed.namelist()[0] == "区县简报_泰州市_海陵区_2023学年.docx"
        assert "海陵区" in Document(io.BytesIO(packed.read(packed.namelist()[0]))).paragraphs[0].text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["table", "--out", "a.xls"], "表格的文件类型没有“.xls”，最接近的是：.xlsx"),
        (["table", "gap", "--out", "a.xlsx"], "最接近的是：gaps"),
        (["table", "gaps", "--out", "a.csv"], "可选：.xlsx"),
        (["table", "--indicator", "班级总数", "--out", "a.xlsx"], "请写明页面"),
        (["table", "gaps", "--provenance", "--out", "a.xlsx"], "请去掉页面名称"),
        (["table", "gaps", "--indicator", "班级数目", "--out", "a.xlsx"], "指标没有“班级数目”"),
        (["table", "gaps", "--period", "2019", "--out", "a.xlsx"], "2023S（2023 学年）"),
        (["table", "--city", "扬州", "--out", "a.xlsx"], "可选：321200（泰州市）"),
        (["brief", "--out", "a.pdf"], "一份简报要写明区县"),
        (["brief", "--district", "兴华市", "--out", "a.pdf"], "321281（兴化市）"),
        (["brief", "--district", "兴化市", "--out", "a.doc"], "最接近的是：.pdf、.docx"),
        (["brief", "--form", "pdfs", "--out", "a.zip"], "最接近的是：pdf"),
    ],
)
def test_a_wrong_word_gets_a_sentence(
    stored: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stored)
    assert run(*arguments) == 64
    assert words in capsys.readouterr().err
    assert not Path(arguments[-1]).exists()


def test_an_empty_store_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["table", "--out", tmp_path / "a.xlsx"], ["brief", "--out", tmp_path / "a.zip"]):
        assert run(*command) == 64
        assert "库里还没有数据" in capsys.readouterr().err
