"""The sample city's workbooks: what they hold, and that the loader reads exactly that."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import canonicalize

import pytest

from indicators.catalogue import load_catalogue
from indicators.vocabulary import Severity
from intake.seeding import SAMPLE_WORKSPACE, ready_store
from loaders.reading import read

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = DATA / "samples"


def script() -> ModuleType:
    """data/samples is no package: its script is loaded by its path."""
    if "make_samples" not in sys.modules:
        spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make_samples.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules["make_samples"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["make_samples"])
    return sys.modules["make_samples"]


FILES = sorted(script().WORKBOOKS)


def members(data: bytes) -> dict[str, bytes | str]:
    """The parts of an archive. Compression differs between machines, the order of attributes with the XML library."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {name: canonicalize(part) if name.endswith((".xml", ".rels")) else part for name, part in parts.items()}


def one_name(indicator: str, breakdown: str) -> tuple[str, str]:
    """A breakdown that the catalogue also has as an indicator is that indicator."""
    known = load_catalogue().indicators[indicator]
    same = dict(known.equivalents).get(breakdown)
    return (same, "") if same else (indicator, breakdown)


@pytest.mark.parametrize("filename", FILES)
def test_the_committed_workbook_is_what_the_script_writes(filename: str) -> None:
    committed, written = (SAMPLES / filename).read_bytes(), script().workbook(filename)
    if filename.endswith(".csv"):
        assert committed == written
    else:
        assert members(committed) == members(written)


@pytest.mark.parametrize("filename", FILES)
def test_the_loader_reads_every_figure_and_nothing_else(filename: str) -> None:
    reading = read((SAMPLES / filename).read_bytes(), filename, city_code="321200")
    expected = {}
    for fact in script().facts(filename):
        meaning = one_name(fact.indicator, fact.breakdown)
        place = "total" if fact.place == "321200" else fact.place
        value = None if fact.value is None else round(fact.value, 6)
        expected[fact.sheet, fact.cell] = (place, f"{fact.year}S", meaning, fact.education_level, fact.status, value)
    found = {}
    for row in reading.observations.itertuples():
        place = "total" if row.aggregate else row.place_code
        value = None if row.value != row.value else round(row.value, 6)
        meaning = one_name(row.indicator, row.breakdown) if row.indicator else ("", "")
        found[row.sheet, row.cell] = (place, row.period_key, meaning, str(row.education_level), str(row.status), value)
    assert found == expected
    # A district that is late, and shares of very few schools that move by one
    assert {issue.kind for issue in reading.issues if issue.severity is not Severity.NOTE} <= {"place-not-reported", "jump"}
    assert sum(issue.kind == "jump" for issue in reading.issues) <= 3
    assert reading.cities[0] == "321200"


@pytest.mark.parametrize("filename", FILES)
def test_every_sheet_with_figures_says_that_it_is_simulated(filename: str) -> None:
    for sheet in script().sheets_of(filename):
        if sheet.facts:
            assert any("模拟数据" in str(value) for value in sheet.cells.values()), sheet.name
            assert "模拟" in str(sheet.cells.values()), sheet.name


def test_the_sample_is_stored_without_a_question(tmp_path: Path) -> None:
    store = ready_store(f"sqlite:///{tmp_path / 'sample.db'}", SAMPLES)
    assert len(store.uploads(SAMPLE_WORKSPACE)) == len(FILES)
    values = store.current_values(SAMPLE_WORKSPACE).set_index(
        ["place_code", "indicator", "education_level", "breakdown", "period_key"]
    )
    assert values.loc["321282", "inclusive_coverage", "preschool", "", "2024S"]["value"] == pytest.approx(91.6, abs=0.05)
    assert values.loc["321203", "inclusive_coverage", "preschool", "", "2024S"]["status"] == "not_reported"
    assert values.loc["321203", "group_coverage", "compulsory", "", "2024S"]["status"] == "not_reported"
    assert set(values.index.get_level_values("period_key")) == {f"{year}S" for year in range(2018, 2025)}
    assert set(values.index.get_level_values("place_code")) == {
        "321200",
        "321200-市直",
        "321200-医药高新区",
        *("321202", "321203", "321204", "321281", "321282", "321283"),
    }
    assert set(values.loc["321200-医药高新区"].dropna(subset="value").index.get_level_values("period_key")) == {
        "2018S",
        "2019S",
        "2020S",
    }


def test_parts_make_the_whole() -> None:
    script()
    from cast import YEARS, places_in  # type: ignore[import-not-found]
    from story import BINS, tell  # type: ignore[import-not-found]

    story = tell()
    for year in YEARS:
        for place in places_in(year):
            for level in ("primary", "junior"):
                bins = [story.count(place, year, "classes", level, name) for name in BINS]
                assert min(bins) >= 0
                assert sum(bins) == story.count(place, year, "classes", level)
                assert sum(bins[7:]) == story.count(place, year, "large_classes", level)
                assert story.count(place, year, "group_member_schools", level) <= story.count(place, year, "schools", level)
            children, inclusive, public, private = (
                story.count(place, year, name, "preschool")
                for name in ("kindergarten_pupils", "inclusive_pupils", "public_pupils", "inclusive_private_pupils")
            )
            assert public + private == inclusive < children
            placed = [
                story.count(place, year, "sen_enrolled", "special", name)
                for name in ("special_school", "mainstream", "special_class", "home")
            ]
            assert (
                sum(placed)
                == story.count(place, year, "sen_enrolled", "special")
                <= story.count(place, year, "sen_children", "special")
            )


def test_the_story_told() -> None:
    """Two past the target of 85, one falling back, one far behind, one without a figure for 2024."""
    script()
    from cast import GAOGANG, PLACES, TAIXING, XINGHUA, YEARS, ZONE, places_in
    from story import tell

    story = tell()

    def coverage(place: str, year: int) -> Fraction:
        return Fraction(
            100 * story.count(place, year, "inclusive_pupils", "preschool"),
            story.count(place, year, "kindergarten_pupils", "preschool"),
        )

    latest = {place: coverage(place, 2024) for place in places_in(2024) if (place, 2024, "preschool") not in story.absent}
    assert len(latest) == 5
    assert sorted(place for place, value in latest.items() if value >= 85) == ["321202", "321282"]
    assert [year for year in YEARS[1:] if coverage(TAIXING, year) < coverage(TAIXING, year - 1)] == [2023, 2024]
    assert min(latest, key=lambda place: latest[place]) == XINGHUA
    assert round(float(85 - latest[XINGHUA]), 1) == 6.8
    assert story.absent == {(GAOGANG, 2024, "group"), (GAOGANG, 2024, "preschool")}
    assert [ZONE in places_in(year) for year in YEARS] == [True] * 3 + [False] * 4
    assert set(PLACES) == {*places_in(2024), ZONE}
