"""The command line, as somebody types it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import manage
from language import use
from store import open_store
from tests.intake.sheets import TAIZHOU, TAIZHOU_CODES, classes_book, workbook

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("intake.seeding.SAMPLES", tmp_path / "no-samples")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'duibiao.db'}")
    use("zh")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "小学班级.xlsx"
    path.write_bytes(classes_book([412, 180, 366, 700, 318, 520], total=2496))
    return path


def run(*arguments: str | Path) -> int:
    return manage.main([str(argument) for argument in arguments])


def stored() -> dict[str, float]:
    found = open_store().current_values("321200")
    return dict(zip(found["place_code"], found["value"], strict=True))


def test_import_stores_a_file_without_a_question(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", book, "--by", "王老师") == 0
    assert "✓ 小学班级.xlsx → 泰州市：新增 7，变更 0，相同 0，变为缺失 0" in capsys.readouterr().out
    assert stored() == {"321200": 2496.0} | dict(zip(TAIZHOU_CODES, [412.0, 180.0, 366.0, 700.0, 318.0, 520.0], strict=True))
    assert open_store().uploads("321200")[0].uploader == "王老师"


def test_the_same_file_again_is_no_fault(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", book)
    assert run("import", book) == 0
    assert "这个文件已经入库，没有变化" in capsys.readouterr().out
    assert len(open_store().uploads("321200")) == 1


def test_a_file_that_needs_an_answer_is_reported_and_the_others_are_stored(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = tmp_path / "初中.xlsx"
    asking.write_bytes(classes_book([1, 2, 3, 4, 5, 6], year=2022, places=[*TAIZHOU[:3], "兴华市", *TAIZHOU[4:]]))
    assert run("import", asking, book) == 1
    out = capsys.readouterr().out
    assert "✗ 初中.xlsx：没有入库。" in out
    assert "? “兴华市”是哪个区县？" in out
    assert "回答写作“place:兴华市: 答案”，可选 321281（兴化市）" in out
    assert "共 2 个文件，入库 1 个，未入库 1 个。" in out
    assert [u.filename for u in open_store().uploads("321200")] == ["小学班级.xlsx"]
    answers = tmp_path / "answers.yaml"
    answers.write_text("place:兴华市: 321281\n", encoding="utf-8")
    assert run("import", asking, "--answers", answers) == 0
    assert len(open_store().current_values("321200")) == 13


def test_a_jump_needs_its_reason(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", book)
    later = tmp_path / "2024.xlsx"
    later.write_bytes(classes_book([4120, 180, 366, 700, 318, 520], year=2024))
    assert run("import", later) == 1
    out = capsys.readouterr().out
    assert "“海陵区”的“小学班级总数”从 2023 学年 的 412 变为 2024 学年 的 4120" in out
    assert "--explain" in out
    assert run("import", later, "--explain", "撤并后统一计算") == 0
    assert open_store().explanations(2)[0][0].text == "撤并后统一计算"


def test_check_stores_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "--check", book) == 0
    assert "○ 小学班级.xlsx → 泰州市：可以入库，新增 7" in capsys.readouterr().out
    assert open_store().workspaces() == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), "不是电子表格"),
        (
            "模板.xlsx",
            workbook(["泰州市2023学年小学班级"], ["地区", "班级总数"], *([p, None] for p in TAIZHOU)),
            "空白模板",
        ),
        ("没有.xlsx", None, "打不开"),
    ],
)
def test_a_wrong_file_gets_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run("import", tmp_path / name) == 1
    out = capsys.readouterr().out
    assert words in out
    assert out.count("必须处理") <= 1
    assert open_store().workspaces() == []


def test_the_city_may_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "班级.xlsx"
    path.write_bytes(workbook(["2023学年小学情况"], ["地区", "班级总数（个）"], ["鼓楼区", 100]))
    assert run("import", path) == 1
    assert "这份文件属于哪个城市" in capsys.readouterr().out
    assert run("import", path, "--city", "南京") == 0
    assert open_store().current_values("320100")["place_code"].tolist() == ["320106"]
    assert run("import", path, "--city", "无此市") == 64
    assert "没有这个城市" in capsys.readouterr().err


def test_backup_and_restore(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", book)
    before = stored()
    assert run("backup", tmp_path / "b.db") == 0
    assert run("backup", tmp_path / "b.db") == 2
    assert "已存在，没有覆盖" in capsys.readouterr().err
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'other' / 'duibiao.db'}")
    assert run("restore", tmp_path / "b.db") == 0
    assert "1 份文件，7 个数" in capsys.readouterr().out
    assert stored() == before


def test_doctor_says_what_is_there_and_finds_damage(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", book)
    capsys.readouterr()
    assert run("doctor") == 0
    out = capsys.readouterr().out
    assert "✓ 库内数据：1 个城市，1 份文件，7 个数，其中现行 7 个" in out
    assert "✓ 图片用的中文字体：Noto Sans SC" in out
    connection = sqlite3.connect(tmp_path / "duibiao.db")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    (tmp_path / "duibiao.db").write_bytes((tmp_path / "duibiao.db").read_bytes()[:20_000])
    assert run("doctor") == 2
    assert "已损坏" in capsys.readouterr().err


def test_wrong_usage_is_64(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["import"], ["nothing"], []):
        with pytest.raises(SystemExit) as ended:
            manage.main(arguments)
        assert ended.value.code == 64
    capsys.readouterr()


def test_a_deck_and_a_picture_are_written(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", book)
    capsys.readouterr()
    assert run("deck", "--kind", "districts", "--city", "泰州", "--out", tmp_path / "d.pptx") == 0
    assert "泰州市教育对标：一区一页，7 页" in capsys.readouterr().out
    assert (tmp_path / "d.pptx").read_bytes()[:2] == b"PK"
    assert run("picture", "district_map", "--indicator", "classes", "--size", "square", "--out", tmp_path / "m.png") == 0
    data = (tmp_path / "m.png").read_bytes()
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1440, 1440)


def test_wrong_words_for_a_deck_or_a_picture_get_a_sentence(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("deck", "--out", tmp_path / "x.pptx") == 64
    assert "库里还没有数据" in capsys.readouterr().err
    run("import", book)
    for arguments, words in [
        (["deck", "--kind", "progres"], "最接近的是：progress"),
        (["deck", "--city", "扬州"], "可选：321200（泰州市）"),
        (["deck", "--kind", "progress"], "还没有可以做成这份材料的数据"),
        (["picture", "trend"], "最接近的是：trends"),
        (["picture", "trends", "--size", "8k"], "最接近的是：4k"),
        (["picture", "trends", "--district", "兴华市"], "321281（兴化市）"),
        (["picture", "slides"], "有图的页面"),
    ]:
        assert run(*arguments, "--out", tmp_path / "x") == 64
        assert words in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
    assert run("deck", "--kind", "districts", "--out", tmp_path / "no" / "x.pptx") == 64
    assert "写不了" in capsys.readouterr().err


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        manage.main(["--help"])
    assert ended.value.code == 0
    out = "".join(capsys.readouterr().out.split())
    assert "把全部数据备份到一个文件" in out
    assert "copyeverythingintoonefile" in out
    assert "64wrongusage" in out


def test_english_output(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--language", "en", "import", book) == 0
    assert "7 new, 0 changed, 0 the same, 0 removed" in capsys.readouterr().out
    use("zh")


def test_it_runs_as_a_program_from_any_folder(book: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "import", "--check", str(book)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "可以入库" in done.stdout
