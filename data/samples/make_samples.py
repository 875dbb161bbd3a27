"""Writes the workbooks of the sample city, the same bytes each time: python data/samples/make_samples.py

Everything in them is simulated, and each says so (模拟数据). The dashboard reads them through the same loader as any upload.
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
if str(FOLDER) not in sys.path:
    sys.path.insert(0, str(FOLDER))

from books import group_schooling, special_education  # noqa: E402
from books_classes import class_bins, general, large_classes  # noqa: E402
from books_preschool import preschool_long, preschool_table  # noqa: E402
from sheets import Fact, Sheet, as_csv, as_ods, as_xlsx  # noqa: E402
from story import tell  # noqa: E402

# In the order in which they are stored, by name
WORKBOOKS = {
    "01 泰州市（模拟）教育事业基本情况（2018—2024学年）.xlsx": general,
    "02 泰州市（模拟）义务教育集团化办学情况统计表（2018—2024学年）.xlsx": group_schooling,
    "03 学前教育指标明细_泰州（模拟）_2018-2021.csv": preschool_long,
    "04 泰州市（模拟）普惠性幼儿园情况一览表（2022—2024学年）.xlsx": preschool_table,
    "05 泰州市（模拟）特殊教育基本情况（2018—2024学年）.ods": special_education,
    "06 泰州市（模拟）中小学班额分布（2018—2024学年）.xlsx": class_bins,
    "07 泰州市（模拟）大班额变化情况（2018—2024学年）.xlsx": large_classes,
}


def sheets_of(filename: str) -> list[Sheet]:
    """The sheets of one workbook, with the meaning of every figure."""
    return WORKBOOKS[filename](tell())


def workbook(filename: str) -> bytes:
    """One workbook as it is written."""
    sheets = sheets_of(filename)
    if filename.endswith(".csv"):
        return as_csv(sheets[0], "gb18030")
    return as_ods(sheets) if filename.endswith(".ods") else as_xlsx(sheets)


def facts(filename: str) -> list[Fact]:
    """What a reader of that workbook must find, cell by cell."""
    return [fact for sheet in sheets_of(filename) for fact in sheet.facts]


def main(folder: Path = FOLDER) -> None:
    """Write all of them into a folder, beside this file unless another is given."""
    for filename in WORKBOOKS:
        data = workbook(filename)
        (folder / filename).write_bytes(data)
        print(f"{filename}: {len(data):,} bytes, {len(facts(filename)):,} figures")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
