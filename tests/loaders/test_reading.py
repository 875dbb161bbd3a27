"""Rules of reading that golden cases do not show by themselves: conservation of cells, hostile grids, the command, layouts."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indicators.vocabulary import Period, PeriodKind
from loaders.explain import CellRole, cell_roles
from loaders.layouts import HeadingAnswer, Layout, choose, drift_issues, from_yaml, to_yaml
from loaders.reading import read, read_workbook
from loaders.roles import Role
from loaders.workbook import Grid, Workbook
from loaders.workbook_reading import Reading
from tests.loaders.drawn import drawn

_LINES = """区县/地区/海陵区/姜堰区/合计/全市/小学/初中/2022学年/2023/其中：公办/幼儿园数/覆盖率（%）/注：说明/单位：人、%/约80
 1 2/甲/1:15/ /备注/序号/Derby/#DIV/0!/表1 2023年情况/其中/〇/２０２３/一、小学/总数/上年园数/12③/-/…/填报日期：2024年1月8日
*/—/85.3%/１４/2022—2023年/学校名称/指标/单位/人/数值/市直/其中：市直"""
_WORDS = st.sampled_from([*_LINES.replace("\n", "/").split("/"), "x" * 300])
_CELLS = st.one_of(
    st.none(), _WORDS, st.floats(allow_nan=True, allow_infinity=True), st.integers(-5, 3000), st.booleans(), st.dates()
)


def _read(*grids: Grid, filename: str = "x.xlsx", layout: Layout | None = None) -> Reading:
    return read_workbook(Workbook(tuple(grids), "xlsx"), filename, layout=layout)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width, height = draw(st.integers(1, 7)), draw(st.integers(0, 12))
    rows = [[draw(_CELLS) for _ in range(width)] for _ in range(height)]
    merges = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, 12)), draw(st.integers(0, 7))
        merges.append((top, left, top + draw(st.integers(0, 4)), left + draw(st.integers(0, 4))))
    return Grid("hostile", 0, rows, merges=merges, errors={(0, 0): "#REF!"}, comments={(99, 99): "x"}, hidden_rows=frozenset([1]))


@example(Grid("hostile", 0, [[None, None, None], ["区县", "区县", None], [None, "区县", math.nan]]))
@example(Grid("hostile", 0, [[None, None, None], [None, "区县", "区县"], [None, "区县", math.inf]]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_hostile_grids_never_raise_and_conserve_every_cell(grid: Grid) -> None:
    reading = _read(grid)
    table = reading.observations
    assert not table.duplicated(["sheet", "cell"]).any()
    for row, column in zip(table["row"], table["column"], strict=True):
        assert 1 <= row <= grid.height and 1 <= column <= grid.width
    for issue in reading.issues:
        assert issue.text()
    seen: dict[tuple[int, int], CellRole] = {}
    for sheet in reading.sheets:
        for found in sheet.tables:
            for row, column, role, reason in cell_roles(found):
                assert (row, column) not in seen or role in (CellRole.TITLE, CellRole.NOTE, CellRole.HEADING, CellRole.IGNORED), (
                    reason
                )
                seen[(row, column)] = role
            if found.template:
                continue
            # conservation: each value cell of a data row is one observation, nothing else is
            values = [c for c in found.table.values if c not in found.unheaded]
            cells = {(int(found.table.block.body[r]) + 1, c + 1) for r in found.rows.tolist() for c in values}
            got = set(zip(table["row"], table["column"], strict=True))
            assert cells <= got
    counted = sum(
        len(t.rows) * len([c for c in t.table.values if c not in t.unheaded])
        for s in reading.sheets
        for t in s.tables
        if not t.template
    )
    assert counted == len(table)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 5000), min_size=3, max_size=3), min_size=2, max_size=6),
    st.permutations(["幼儿园数", "在园幼儿数", "专任教师数"]),
)
def test_every_number_of_a_plain_table_arrives_where_it_stands(numbers: list[list[int]], heads: list[str]) -> None:
    places = ["海陵区", "高港区", "姜堰区", "靖江市", "泰兴市", "兴化市"][: len(numbers)]
    rows = [["2023学年泰州市幼儿园情况", None, None, None], ["地区", *heads]]
    rows += [[place, *map(float, row)] for place, row in zip(places, numbers, strict=True)]
    table = _read(Grid("Sheet1", 0, rows)).observations
    expected = {(f"{'BCD'[c]}{r + 3}", places[r], heads[c], float(numbers[r][c])) for r in range(len(numbers)) for c in range(3)}
    got = {
        (cell, place, heading[-1], value)
        for cell, place, heading, value in table[["cell", "place", "heading", "value"]].itertuples(index=False)
    }
    assert got == expected
    assert set(table["period_key"]) == {"2023S"}


def test_roles_are_decided_before_numbers_are_read() -> None:
    grid = drawn("""
        序号 | 区县   | 学校代码 | 学段 | 学校数（所） | 备注
        1    | 海陵区 | 321202   | 小学 | 34          | 含分校2所
        2    | 姜堰区 | 321204   | 小学 | 33          |
    """)
    reading = _read(grid, filename="2023学年.xlsx")
    roles = reading.sheets[0].tables[0].table.roles
    assert [roles[c] for c in range(6)] == [Role.SERIAL, Role.PLACE, Role.CODE, Role.LABEL, Role.VALUE, Role.REMARK]
    assert reading.observations["value"].tolist() == [34.0, 33.0]


def test_an_answer_is_remembered_for_heading_place_and_sheet() -> None:
    grid = drawn("""
        区县   | 园所总量 | 不要的列
        海陵区 | 65       | 1
        江堰区 | 75       | 2
    """)
    layout = Layout(
        "泰州市幼儿园表", "321200", ("园所总量", "不要的列", "以前有的列"),
        {"园所总量": HeadingAnswer("kindergartens"), "不要的列": HeadingAnswer("-")}, {"江堰区": "321204"}, {"": "2022S"},
    )  # fmt: skip
    assert from_yaml(to_yaml(layout)) == layout
    reading = _read(grid, layout=layout)
    table = reading.observations.set_index("cell")
    assert table.loc["B2", ["indicator", "period_key", "place_code"]].tolist() == ["kindergartens", "2022S", "321202"]
    assert table.loc["B3", ["value", "place_code"]].tolist() == [75.0, "321204"]
    assert table.loc["C2", "indicator"] == ""
    assert [(issue.kind, issue.values.get("text")) for issue in reading.issues] == [("layout-missing", "以前有的列")]
    assert [issue.kind for issue in drift_issues(layout, ["园所总量", "新的列"])] == [
        "layout-missing",
        "layout-missing",
        "layout-new",
    ]
    assert choose([layout], ["园所总量", "不要的列"]) is layout and choose([layout], ["学校数"]) is None


def test_a_layout_that_names_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(ValueError, match="园所总量"):
        from_yaml("name: x\nheadings:\n  园所总量: {indicator: nothing}\n")


def test_estimated_figures_say_so() -> None:
    grid = drawn("""
        2023学年泰州市幼儿园数（预计） |
        区县   | 幼儿园数
        海陵区 | 65
        姜堰区 |
    """)
    assert _read(grid).observations["status"].tolist() == ["estimated", "not_reported"]


def test_a_school_year_in_the_title_decides_what_bare_years_are() -> None:
    grid = drawn("""
        泰州市幼儿园数（2021—2022学年） | |
        区县   | 2021 | 2022
        海陵区 | 65   | 66
        姜堰区 | 70   | 71
    """)
    keys = _read(grid).observations.drop_duplicates("column")["period_key"].tolist()
    assert keys == [Period(2021, PeriodKind.SCHOOL_YEAR).key, Period(2022, PeriodKind.SCHOOL_YEAR).key]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "loaders", *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_the_command_prints_one_object_a_value(tmp_path: Path) -> None:
    file = tmp_path / "2023学年泰州市.csv"
    file.write_text("区县,幼儿园数（所）\n海陵区,65\n姜堰区,约70\n", encoding="utf-8")
    done = _run("read", str(file), "--format", "jsonl")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(r["cell"], r["place"], r["heading"], r["unit"], r["value"], r["status"]) for r in records] == [
        ("B2", "海陵区", ["幼儿园数"], "所", 65.0, "reported"),
        ("B3", "姜堰区", ["幼儿园数"], "所", None, "unreadable"),
    ]
    issues = [json.loads(line) for line in _run("read", str(file), "--format", "jsonl", "--issues").stdout.splitlines()]
    assert ("not-a-number", "blocking", "B3") in [(i["kind"], i["severity"], i["cell"]) for i in issues]
    assert "地区列" in _run("read", str(file), "--explain").stdout


def test_exit_statuses(tmp_path: Path) -> None:
    picture = tmp_path / "a.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    refused = _run("read", str(picture))
    assert refused.returncode == 2 and len(refused.stderr.strip().splitlines()) == 1
    assert _run("read").returncode == 64
    assert _run("nonsense").returncode == 64


def test_a_picture_is_one_blocking_issue() -> None:
    reading = read(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a.xlsx")
    assert not reading.readable and len(reading.observations) == 0
    assert [issue.severity for issue in reading.issues] == ["blocking"]
