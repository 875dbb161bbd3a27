"""All figures of a page: what follows from the data, city values, states of pace, ranks."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.measuring import Figure, seconds
from indicators.catalogue import load_catalogue, read_catalogue
from indicators.city_values import city_values
from indicators.derived import with_derived
from indicators.histories import History, histories
from indicators.pace import assess
from indicators.ranks import rank
from indicators.target_definitions import Target
from indicators.what_if import per_year_needed, plan

COUNTS = ("kindergarten_pupils", "public_pupils", "inclusive_private_pupils", "population_3_5", "kindergartens")


def observations(districts: int, indicators: int, years: int) -> pd.DataFrame:
    """A table as the store gives it: counts of preschool education under as many names as asked for."""
    catalogue = load_catalogue()
    names = [*COUNTS, *[name for name in catalogue.indicators if name not in COUNTS]][:indicators]
    rng = np.random.default_rng(20240901)
    index = pd.MultiIndex.from_product(
        [[f"{code:06d}" for code in range(districts)], [f"{2025 - years + year}S" for year in range(years)], names],
        names=["place_code", "period_key", "indicator"],
    )
    frame = index.to_frame(index=False)
    return frame.assign(
        place_name=frame["place_code"],
        place_kind="district",
        education_level="preschool",
        breakdown="",
        value=rng.integers(40, 90, len(frame)).astype(float),
        status="reported",
    )


def page(rows: pd.DataFrame, names: list[str], target: Target) -> int:
    """Everything a page shows of these indicators: derived figures, city values, states and ranks of the newest year."""
    catalogue = load_catalogue()
    known = [catalogue.indicators[name] for name in names]
    wanted = {*names, *(part for item in known for part in (item.numerator, item.denominator) if part)}
    wanted |= {part for name in list(wanted) for part in catalogue.indicators[name].sum_of}
    own = rows if len(wanted) >= rows["indicator"].nunique() else rows[rows["indicator"].isin(wanted)]
    derived = with_derived(own, catalogue)
    done = len(city_values(derived, catalogue))
    now: dict[str, list[History]] = {name: [] for name in names}
    shown = derived if own is rows else derived[derived["indicator"].isin(names)]
    for key, history in histories(shown).items():
        if key.indicator in now and 2024 in history.values:
            now[key.indicator].append(history)
    for name, places in now.items():
        indicator = catalogue.indicators[name]
        done += sum(assess(place.values, 2024, target, indicator.decimals) is not None for place in places)
        numerators, denominators = ([place.counts[2024][which] for place in places] for which in (0, 1))
        done += rank(indicator, [place.values[2024] for place in places], numerators, denominators).ranked
    return done


def trial(districts: int, target: Target) -> int:
    """What one move of the what-if slider asks: the answer for each of so many districts that fall short."""
    indicator, found = load_catalogue().indicators[target.indicator], 0
    for number in range(districts):
        one = plan(indicator, target, 17_673.0 - number, 22_600.0, 2024, 120 + number)
        assert one is not None
        found += len(one.path) + (per_year_needed(one.needed, 2024) or 0)
    return found


def bench() -> list[Figure]:
    """The promises: a city's page in 50 ms, the nation's in 1 s; the catalogue in 60 ms; what-if far below 0.3 s."""
    catalogue = load_catalogue()
    target = next(item for item in catalogue.targets if item.indicator == "inclusive_coverage" and item.year)
    target = replace(target, year=2030)
    city, nation = observations(16, 30, 10), observations(2891, 30, 20)
    thirty = sorted(city["indicator"].unique())
    loading, all_, one, tried = seconds(
        read_catalogue,
        lambda: page(city, thirty, target),
        lambda: page(nation, ["inclusive_coverage"], target),
        lambda: trial(16, target),
        rounds=5,
        clock=time.process_time,  # what Python works, however busy the machine is
    )
    return [
        Figure("the catalogue read and checked", loading * 1e3, "ms", 60),
        Figure("16 districts × 30 indicators × 10 years, all figures", all_ * 1e3, "ms", 50),
        Figure(f"2,891 districts × 30 × 20 ({len(nation):,} values), one indicator's page, its arithmetic", one, "s", 1),
        Figure("what-if for 16 districts, one move of the slider", tried * 1e3, "ms", 30),
    ]
