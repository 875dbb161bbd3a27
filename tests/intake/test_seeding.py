"""The sample city: there at once, once, apart from everything real."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from intake import SampleBrokenError, preview, ready_store
from store import open_store
from tests.intake.sheets import classes_book
from tests.people import staff

ROOT = Path(__file__).parents[2]


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "1_班级.xlsx").write_bytes(classes_book([412, 180, 366, 700, 318, 520], year=2022))
    (folder / "2_班级.xlsx").write_bytes(classes_book([413, 181, 367, 701, 319, 521], year=2023))
    (folder / "make_samples.py").write_text("")
    return folder


def test_an_empty_store_gets_the_sample_once(store_url: str, samples: Path) -> None:
    store = ready_store(store_url, samples)
    (room,) = store.workspaces()
    assert (room.id, room.name, room.simulated) == ("321200-sample", "泰州市（模拟）", True)
    assert len(store.current_values("321200-sample")) == 12
    revision = store.revision("321200-sample")
    assert ready_store(store_url, samples).revision("321200-sample") == revision
    assert len(store.uploads("321200-sample")) == 2


def test_a_seeding_that_was_cut_short_goes_on(store_url: str, samples: Path) -> None:
    second = (samples / "2_班级.xlsx").read_bytes()
    (samples / "2_班级.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(SampleBrokenError, match=r"2_班级.xlsx"):
        ready_store(store_url, samples)
    (samples / "2_班级.xlsx").write_bytes(second)
    store = ready_store(store_url, samples)
    assert len(store.uploads("321200-sample")) == 2
    assert len(store.current_values("321200-sample")) == 12


def test_newer_samples_replace_the_older_ones(store_url: str, samples: Path) -> None:
    ready_store(store_url, samples)
    (samples / "2_班级.xlsx").write_bytes(classes_book([1, 2, 3, 4, 5, 6], year=2023))
    store = ready_store(store_url, samples)
    found = store.current_values("321200-sample")
    assert found.loc[found["period_key"] == "2023S", "value"].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert [upload.state for upload in store.uploads("321200-sample")].count("accepted") == 2


def test_a_store_in_use_without_a_sample_stays_without_one(store_url: str, samples: Path) -> None:
    from intake import accept

    store = open_store(store_url)
    accept(store, preview(store, classes_book([1, 2, 3, 4, 5, 6]), "班级.xlsx"), staff("王老师"))
    assert [room.id for room in ready_store(store_url, samples).workspaces()] == ["321200"]


def test_without_sample_files_the_store_is_just_empty(store_url: str, tmp_path: Path) -> None:
    assert ready_store(store_url, tmp_path).workspaces() == []


def test_a_sample_file_cannot_pass_for_a_real_one(store_url: str, samples: Path) -> None:
    store = ready_store(store_url, samples)
    found = preview(store, (samples / "1_班级.xlsx").read_bytes(), "班级.xlsx")
    assert [issue.kind for issue in found.blocking] == ["simulated-file"]
    assert "模拟数据不能进入真实数据" in found.blocking[0].text()


def test_four_processes_seed_one_store_once(store_url: str, samples: Path) -> None:
    code = "import sys, pathlib, intake; intake.ready_store(sys.argv[1], pathlib.Path(sys.argv[2])).close()"
    started = [
        subprocess.Popen([sys.executable, "-c", code, store_url, str(samples)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _number in range(4)
    ]
    for process in started:
        _out, error = process.communicate(timeout=120)
        assert process.returncode == 0, error
    store = open_store(store_url)
    assert len(store.uploads("321200-sample")) == 2


def test_the_seeding_files_of_the_project_read_without_a_question(store_url: str) -> None:
    store = ready_store(store_url)
    assert [room.id for room in store.workspaces()] == ["321200-sample"]
    found = store.current_values("321200-sample")
    assert sorted(found["period_key"].unique()) == [f"{year}S" for year in range(2018, 2025)]
    assert set(found.loc[found["place_kind"] == "district", "place_code"]) == {
        "321202", "321203", "321204", "321281", "321282", "321283",
    }  # fmt: skip
