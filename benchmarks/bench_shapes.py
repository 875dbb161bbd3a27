"""Reading other shapes and formats whole: what must neither grow faster than the rows nor make anybody wait.

Processor time with the reading child counted in, which does not depend on what else the machine does. Each shape is read in a
tenth of its size, too: how much longer a row takes in the large one tells whether something grows faster than the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks import shapes
from benchmarks.measuring import Figure, seconds, work_seconds
from geo import cities, districts
from loaders.reading import read
from loaders.workbook.isolation import close_children

MOST_SECONDS, MOST_GROWTH = 10, 1.5


def bench() -> Iterator[Figure]:
    """Lists, registers of schools, many sheets and wide tables; .csv, .xls, .ods and HTML."""
    province = [place.name for city in cities() if city.code.startswith("32") for place in districts(city.code)]
    for name, size, filename, made in (
        (
            "long list, one figure a row, 200,000 rows",
            200_000,
            "数.xlsx",
            lambda rows: shapes.as_xlsx({"数据": shapes.long_list(rows, province)}),
        ),
        (
            "register of 100,000 schools and campuses",
            100_000,
            "校.xlsx",
            lambda rows: shapes.as_xlsx({"学校": shapes.school_list(rows)}),
        ),
        (".csv of 200,000 rows × 12", 200_000, "数.csv", lambda rows: shapes.as_csv(shapes.district_list(rows))),
        (".ods of 200,000 rows × 12", 200_000, "数.ods", lambda rows: shapes.as_ods(shapes.district_list(rows))),
        (".xls of 60,000 rows × 12", 60_000, "数.xls", lambda rows: shapes.as_xls(shapes.district_list(rows))),
        ("HTML saved as .xls, 60,000 rows × 12", 60_000, "网.xls", lambda rows: shapes.as_html(shapes.district_list(rows))),
        ("300 sheets of 30 × 20", 300, "多.xlsx", sheets_of_districts),
        (
            "4,000 tables of 12 rows one below the other",
            48_000,
            "叠.xlsx",
            lambda rows: shapes.as_xlsx({"数据": shapes.stacked_tables(rows)}),
        ),
        (
            "2,000 columns of years × levels × indicators",
            2_000,
            "宽.xlsx",
            lambda columns: shapes.as_xlsx({"数据": shapes.wide_table(columns)}),
        ),
        (
            "2,000 rows of indicators × 95 places across",
            2_000,
            "转.xlsx",
            lambda rows: shapes.as_xlsx({"数据": shapes.transposed_table(rows, province)}),
        ),
    ):
        yield from measured(name, size, filename, made)


def measured(name: str, size: int, filename: str, made: Callable[[int], bytes]) -> Iterator[Figure]:
    """What the shape costs in full size, and how much more of it than in a tenth a row, sheet or column costs."""
    small, large = made(size // 10), made(size)

    def whole(data: bytes) -> None:
        reading = read(data, filename)
        assert reading.readable and any(sheet.tables for sheet in reading.sheets), reading.issues
        close_children()

    tenth, full = seconds(lambda: whole(small), lambda: whole(large), rounds=2, clock=work_seconds)
    yield Figure(name, full, "s", MOST_SECONDS)
    yield Figure("  for each row, against a tenth of it", full / tenth / 10, "×", MOST_GROWTH)


def sheets_of_districts(count: int) -> bytes:
    """So many sheets with a small table each."""
    return shapes.as_xlsx({f"表{at}": shapes.small_table(30, 20, at) for at in range(count)})
