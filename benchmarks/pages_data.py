"""The figures of the page bench: 上海 with 16 districts and the nation with all counties, two indicators, three years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

import geo
from store import INCOMING_COLUMNS, NewUpload, Workspace, open_store

INDICATORS = (("inclusive_coverage", "preschool", 85.0), ("group_coverage", "compulsory", 75.0))


def fill(url: str, cities: Sequence[str] = ("310000", "000000"), years: Sequence[int] = (2022, 2023, 2024)) -> None:
    """Put both, or those of `cities`, into the database at `url`."""
    store = open_store(url)
    for code in cities:
        rng = np.random.default_rng(20240901)
        rows = []
        for year in years:
            for place in geo.districts(code, year):
                for name, level, middle in INDICATORS:
                    value = float(np.clip(np.round(rng.normal(middle, 6), 1), 0, 100))
                    rows.append(
                        dict.fromkeys(INCOMING_COLUMNS, "")
                        | {
                            "place_code": place.code,
                            "place_name": place.name,
                            "place_kind": "district",
                            "indicator": name,
                            "education_level": level,
                            "period_key": f"{year}S",
                            "value": value,
                            "status": "reported",
                            "sheet": "1",
                            "cell": "B2",
                            "heading": [],
                            "text": str(value),
                        }
                    )
        frame = pd.DataFrame(rows, columns=list(INCOMING_COLUMNS))
        city = geo.city(code)
        store.accept(Workspace(code, code, city.name), NewUpload(f"{code}.xlsx", code.encode(), frame, "bench", code))
    store.close()
