"""What a city takes along: 16 district briefs, a workbook and its reading back, open data."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import geo
from benchmarks.measuring import Figure
from exports.workbook import write
from exports.workbook_content import Figure as CellFigure
from indicators.catalogue import load_catalogue
from loaders.reading import read
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store
from views import open_data
from views.briefs import briefs, zip_maker
from views.choices import Choices
from views.workbooks import city_book

CITY, YEARS = "310000", range(2015, 2025)


def stocked(folder: Path) -> tuple[Store, Workspace]:
    """16 districts × every indicator at its usual 学段 × 10 years, as one upload."""
    catalogue, rng = load_catalogue(), np.random.default_rng(20240901)
    indicators = [one for one in catalogue.indicators.values() if not one.sensitive]
    rows = [
        dict.fromkeys(INCOMING_COLUMNS, "")
        | {
            "place_code": place.code,
            "place_name": place.name,
            "place_kind": "district",
            "indicator": one.id,
            "education_level": str(one.default_level),
            "period_key": f"{year}S",
            "value": float(rng.integers(50, 100)) if not one.additive else float(rng.integers(1000, 90_000)),
            "status": "reported",
            "sheet": "数据",
            "cell": "B2",
            "heading": [],
        }
        for place in geo.districts(CITY, 2024)
        for one in indicators
        for year in YEARS
    ]
    store = open_store(f"sqlite:///{folder / 'bench.db'}")
    frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
    store.accept(Workspace(CITY, CITY, geo.city(CITY).name), NewUpload("数据.xlsx", b"bench", frame, "bench", CITY))
    room = store.workspace(CITY)
    assert room is not None
    return store, room


def bench() -> list[Figure]:
    """The promise: 16 briefs in 15 s, as Word documents as well as PDF."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        store, room = stocked(Path(folder))

        # what this process works, however busy the machine is
        def timed(name: str, make: object, limit: float | None = None) -> object:
            started = time.process_time()
            made = make()  # type: ignore[operator]
            found.append(Figure(name, time.process_time() - started, "s", limit))
            return made

        chosen = Choices(released=True)
        made = timed("content of 16 briefs, the figures read for the first time", lambda: briefs(store, room, chosen))
        assert isinstance(made, tuple)
        timed(f"{len(made)} briefs as PDF", lambda: zip_maker(made, "pdf")(None))
        timed(f"{len(made)} briefs as Word documents", lambda: zip_maker(made, "docx")(None))
        for form, took in (("PDF", found[1]), ("Word documents", found[2])):
            found.append(Figure(f"{len(made)} briefs as {form} from the start", found[0].value + took.value, "s", 15))
        book = city_book(store, room)
        assert book is not None
        figures = sum(isinstance(cell, CellFigure) for sheet in book.sheets if sheet.data for row in sheet.rows for cell in row)
        data = timed(f"workbook of the city, {figures:,} figures", lambda: write(book))
        assert isinstance(data, bytes)
        timed("the same read back", lambda: read(data, "数据.xlsx").observations)
        for ending in open_data.ENDINGS:
            timed(f"open data, .{ending}", lambda ending=ending: open_data.written(store, room, ending))
        store.close()
    return found
