"""`manage.py deck` and `picture`: a shared set, circulation, template, forms; a wrong word gets a sentence and 64."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from pptx import Presentation

import intake
from access import Role, Visitor
from commands.words import USAGE
from exports.picture import PICTURE_SIZES
from exports.render import to_svg
from intake.pin_sets import share_pins
from manage import main
from store import write_deck_template
from views.choices import Choices
from views.overview import overview_view
from views.pin_slides import pictures
from views.pins import Pin, to_content


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('deck') / 'deck.db'}"
    with closing(intake.ready_store(url)) as store:
        pins = to_content([Pin("gaps", {"indicator": "inclusive_coverage"}, title="三个区县要补学位")])
        share_pins(store, store.workspaces()[0], "三季度调度会", pins, Visitor("王老师", Role.STAFF))
    return url


@pytest.fixture(autouse=True)
def _database(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", sample)


def words(path: Path) -> str:
    return "\n".join(s.text_frame.text for page in Presentation(str(path)).slides for s in page.shapes if s.has_text_frame)


def test_a_shared_set_is_made_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "会.pptx"
    assert main(["deck", "--pins", "三季度调度会", "--internal", "--out", str(out)]) == 0
    text = words(out)
    assert "三个区县要补学位" in text and "内部资料" in text and "模拟数据" in text
    assert "三季度调度会，2 页" in capsys.readouterr().out


def test_names_and_ranks_are_kept_out_on_wish(tmp_path: Path) -> None:
    out = tmp_path / "a.pptx"
    assert main(["deck", "--kind", "districts", "--anonymous", "--unranked", "--out", str(out)]) == 0
    text = words(out)
    assert "兴化" not in text and "位次" not in text
    # One of the seven letters is that of a zone which has no slide
    assert len(set(re.findall("区县[A-G]", text))) == 6


@pytest.mark.parametrize(("arguments", "said"), [
    (["deck", "--kind", "yearbok"], "最接近的是：yearbook"),
    (["deck", "--pins", "三季度调度"], "最接近的是：三季度调度会"),
    (["deck", "--kind", "districts", "--template", "README.md"], "这个模板打不开"),
    (["deck", "--kind", "districts", "--template", "没有.pptx"], "打不开 没有.pptx"),
])  # fmt: skip
def test_a_wrong_word_gets_one_sentence(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.pptx"
    assert main([*arguments, "--out", str(out)]) == USAGE
    assert said in capsys.readouterr().err and not out.exists()


@pytest.mark.parametrize(("arguments", "said"), [
    (["deckk"], "没有“deckk”，最接近的是：deck"),
    (["deck", "--kindd", "x", "--out", "y"], "没有“--kindd”，最接近的是：--kind"),
    (["deck"], "缺少 --out"),
])  # fmt: skip
def test_a_wrong_command_or_option_gets_one_too(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == USAGE and said in capsys.readouterr().err


def test_a_kept_template_is_taken_by_name(sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(intake.ready_store(sample)) as store:
        write_deck_template(store, store.workspaces()[0], "局模板", wide_template(), "王老师")
    out = tmp_path / "a.pptx"
    assert main(["deck", "--pins", "三季度调度会", "--template", "局模版", "--out", str(out)]) == USAGE
    assert "最接近的是：局模板" in capsys.readouterr().err
    assert main(["deck", "--pins", "三季度调度会", "--template", "局模板", "--out", str(out)]) == 0
    assert "三个区县要补学位" in words(out)


def wide_template() -> bytes:
    file = io.BytesIO()
    made = Presentation()
    made.slide_width, made.slide_height = 12192000, 6858000
    for holder in (holder for layout in made.slide_layouts for holder in layout.placeholders):
        holder.left, holder.width = 600000, 11000000
    made.save(file)
    return file.getvalue()


def test_the_same_word_gives_the_same_letters(tmp_path: Path) -> None:
    """And a shared set keeps those it was saved with, whoever makes it."""
    files = [tmp_path / f"{number}.pptx" for number in range(2)]
    for file in files:
        assert main(["deck", "--kind", "districts", "--anonymous", "--letters", "三季度", "--out", str(file)]) == 0
    assert words(files[0]) == words(files[1])


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_a_picture_takes_the_form_of_its_ending(ending: str, start: bytes, tmp_path: Path) -> None:
    out = tmp_path / f"x.{ending}"
    assert main(["picture", "gaps", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize("page", ["targets", "sources", "upload"])
def test_a_page_that_is_a_table_is_drawn_as_one(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On as many pages as it takes; one picture alone would leave rows out, and is refused with the way out."""
    from pypdf import PdfReader

    assert main(["picture", page, "--out", str(tmp_path / "x.pdf")]) == 0
    pages = len(PdfReader(tmp_path / "x.pdf").pages)
    assert main(["picture", page, "--out", str(tmp_path / "x.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert len(archive.namelist()) == pages
    alone = main(["picture", page, "--out", str(tmp_path / "x.png")])
    assert alone == (0 if pages == 1 else USAGE)
    if pages > 1:
        assert f"要 {pages} 张图才放得下：请写成 .pdf" in capsys.readouterr().err


def test_who_has_reported_as_a_workbook(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert main(["table", "upload", "--period", "2024", "--out", str(tmp_path / "x.xlsx")]) == 0
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    texts = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {"高港区", "○ 未报", "● 已报"} <= texts


def test_another_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["picture", "gaps", "--out", str(tmp_path / "x.jpg")]) == USAGE
    assert ".png、.svg、.pdf" in capsys.readouterr().err


def test_a_table_of_thirty_columns_takes_two_pictures_of_a_slide_and_one_square(sample: str) -> None:
    """Both halves name their part, hold other columns and say the same source; a square has room for two rows of columns."""
    with closing(intake.ready_store(sample)) as store:
        city = store.workspaces()[0]
        pin = Pin("overview", {"columns": "all"}, title="三十项指标")
        drawn, left_out = pictures(store, city, [pin])
        square, _none = pictures(store, city, [pin], size=PICTURE_SIZES["square"])
        whole = overview_view(store, city, Choices(columns="all", released=True))
    assert left_out == () and whole is not None
    assert [picture.title for _name, picture in drawn] == ["三十项指标（1 / 2）", "三十项指标（2 / 2）"]
    assert [name[-2:] for name, _picture in drawn] == ["_1", "_2"]
    assert drawn[0][1].footer == drawn[1][1].footer and all(picture.simulated for _name, picture in drawn)
    keys = [list(dict.fromkeys(part.cells["indicator"])) for part in whole.split()]
    assert [*keys[0], *keys[1]] == list(dict.fromkeys(whole.cells["indicator"])) and len(keys[0]) + len(keys[1]) == 30
    ((_name, picture),) = square
    assert (picture.title, len(picture.panels)) == ("三十项指标", 2)
    svg = to_svg(picture)
    assert svg.count(">海陵区<") == 2 and svg.count("2 档以上") == 2  # one legend, with its two ends
