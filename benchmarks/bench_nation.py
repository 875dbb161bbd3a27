"""The nation, 2,844 districts × 30 indicators × 20 years in SQLite: what a page asks the store, and what it makes of it."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import geo
from benchmarks.bench_figures import COUNTS
from benchmarks.measuring import Figure, seconds
from indicators.catalogue import load_catalogue
from indicators.derived import with_derived
from indicators.suppression import hidden_cells
from store import INCOMING_COLUMNS, NewUpload, Store, Workspace, open_store
from views import vast
from views.choices import Choices
from views.district_map import district_map_view
from views.facts import facts
from views.gaps import gaps_view
from views.overview import overview_view
from views.standings import standings_of

NATION = "000000"
YEARS = range(2005, 2025)


def newest_year() -> pd.DataFrame:
    """One year's values of all districts, as an upload brings them."""
    catalogue, rng = load_catalogue(), np.random.default_rng(20240901)
    names = [*COUNTS, *[name for name in catalogue.indicators if name not in COUNTS]][:30]
    frames = []
    places = geo.districts(NATION, YEARS[-1])
    for column, name in enumerate(names):
        values = rng.integers(40, 90, len(places)).astype(float)
        frame = pd.DataFrame({"place_code": [place.code for place in places], "place_name": [place.name for place in places]})
        cells = [f"{chr(67 + column % 20)}{row + 5}" for row in range(len(places))]
        frames.append(
            frame.assign(
                place_kind="district",
                indicator=name,
                education_level=str(catalogue.indicators[name].default_level),
                breakdown="",
                period_key=f"{YEARS[-1]}S",
                value=values,
                unit="",
                stated_unit="",
                status="reported",
                sheet="基础数据",
                cell=cells,
                place_text=frame["place_name"],
                heading=pd.Series([["基础教育", "人数"]] * len(places)),
                text=[f"{value:g}" for value in values],
            )
        )
    return pd.concat(frames, ignore_index=True)[list(INCOMING_COLUMNS)]


def fill(folder: Path) -> Store:
    """A database with all years: the newest is accepted, the others are copied from it within the database."""
    path = folder / "nation.db"
    store = open_store(f"sqlite:///{path}")
    nation = Workspace(NATION, NATION, geo.city(NATION).name)
    store.accept(nation, NewUpload("全国.xlsx", b"nation", newest_year(), "bench", NATION))
    with sqlite3.connect(path) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(observations)") if row[1] != "id"]
        copied = [f"'{{year}}S' AS {name}" if name == "period_key" else name for name in names]
        for year in YEARS[:-1]:
            source = f"SELECT {', '.join(copied)} FROM observations WHERE period_key = '{YEARS[-1]}S'".format(year=year)
            connection.execute(f"INSERT INTO observations ({', '.join(names)}) {source}")
    connection.close()
    return store


def children() -> pd.DataFrame:
    """One year's children with disabilities of all districts, with what follows: about 800 counts of 1–4."""
    rng, places = np.random.default_rng(20240901), [place.code for place in geo.districts(NATION, YEARS[-1])]
    usual = {"sen_special_school": 60, "sen_special_class": 6, "sen_mainstream": 90, "sen_home": 9}
    counts = {name: rng.poisson(mean, len(places)) * (rng.random(len(places)) > 0.1) for name, mean in usual.items()}
    counts["sen_enrolled"] = np.sum(list(counts.values()), axis=0)
    counts["sen_children"] = counts["sen_enrolled"] + rng.poisson(5, len(places))
    frames = [pd.DataFrame({"place_code": places, "indicator": name, "value": found}) for name, found in counts.items()]
    rows = pd.concat(frames, ignore_index=True).astype({"value": "float64"})
    rows = rows.assign(place_name=rows["place_code"], place_kind="district", education_level="special", breakdown="")
    return with_derived(rows.assign(period_key=f"{YEARS[-1]}S", status="reported"), load_catalogue())


def bench() -> list[Figure]:
    """The promise: query and arithmetic of one indicator's page in 1 s of processor time; whole views beside it."""
    with tempfile.TemporaryDirectory(prefix="duibiao-bench-") as folder:
        store = fill(Path(folder))
        workspace = store.workspace(NATION)
        assert workspace is not None
        choices = Choices(indicator="inclusive_coverage")

        def offered() -> object:
            vast._offered.cache_clear()
            return vast.offered(store, workspace)

        def one_indicator() -> object:
            vast._part.cache_clear()
            found = facts(store, workspace, choices)
            assert found is not None and found.options.target is not None
            return standings_of(found, found.options.target)

        def view(make: object) -> object:
            vast._part.cache_clear()
            return make(store, workspace, choices)  # type: ignore[operator]

        offered()
        special, catalogue = children(), load_catalogue()
        figures = seconds(
            offered,
            one_indicator,
            lambda: view(district_map_view),
            lambda: view(gaps_view),
            lambda: view(overview_view),
            lambda: hidden_cells(special, catalogue),
            rounds=3,
            clock=time.process_time,
        )
        count = store.count_in_force(NATION)
        store.close()
    limits = (None, 1.0, None, None, None, 2.0)
    names = (
        f"what may be chosen among {count:,} values, once for each revision",
        "one indicator with its counts: query, figures, states of all districts",
        "地图 of one indicator: query and the whole view",
        "对标差距 of one indicator: query and the whole view, every sentence",
        "总览: query and the whole view of 12 indicators",
        "what must not leave the house of a year's children with disabilities in all districts, once for each revision",
    )
    return [Figure(name, value, "s", limit) for name, value, limit in zip(names, figures, limits, strict=True)]
