"""Loading boundaries of one's own: what is saved is used by the map for the years it holds for; refusals change nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

import intake
from access import NOBODY, NotAllowedError, Role, Visitor
from geo.own_shapes import Feature, Joined, join
from intake.boundaries import BoundariesDraft, BoundariesRead
from store import Store, Workspace, open_store
from views.map_ground import ground, loaded

STAFF = Visitor("王老师", Role.STAFF)
SHANGHAI = Workspace("310000", "310000", "上海市")
SAMPLE = Workspace("321200-sample", "321200", "泰州市（模拟）", True)
DRAFT = BoundariesDraft("市规划资源局", "2014", "沪S(2015)001号", "", "2014")


@pytest.fixture
def store(tmp_path: Path) -> Any:
    opened = open_store(f"sqlite:///{tmp_path / 'boundaries.db'}")
    yield opened
    opened.close()


def joined(year: int | None = 2014) -> Joined:
    names = ("闸北区", "静安区", "黄浦区")
    boxes = [shapely.box(121 + 0.1 * n, 31, 121.1 + 0.1 * n, 31.1) for n in range(3)]
    return join([Feature({"name": name}, shape) for name, shape in zip(names, boxes, strict=True)], "310000", year)


def read() -> BoundariesRead:
    return BoundariesRead("2014年区划.geojson", "0" * 64, joined())


def now(store: Store) -> Workspace:
    found = store.workspace("310000")
    assert found is not None
    return found


def test_old_boundaries_are_used_for_old_years_only(store: Store) -> None:
    version = intake.save_boundaries(store, SHANGHAI, read(), DRAFT, STAFF)
    room = now(store)
    assert (version.name, version.author, room.revision) == ("boundaries_1", "王老师", 1)
    old, new = ground(store, room, 2014), ground(store, room, 2015)
    assert "310108" in old.shapes and "310108" not in new.shapes, "闸北区 has a shape where its boundaries were loaded"
    assert old.note.startswith("底图：市规划资源局，2014 年　•　审图号：沪S(2015)001号")
    assert new.note.startswith("底图：2023 年区划边界，开源，未注明原始来源　•　底图为示意，未经审图，限内部使用")
    (kept,) = loaded(store, room)
    assert (kept.count, kept.filename, kept.holds(2010), kept.holds(2015)) == (3, "2014年区划.geojson", True, False)


def test_the_newest_of_several_is_used_until_it_is_taken_out_of_use(store: Store) -> None:
    intake.save_boundaries(store, SHANGHAI, read(), DRAFT, STAFF)
    second = BoundariesDraft("市测绘院", "2014", "", "2010", "2014")
    intake.save_boundaries(store, now(store), read(), second, STAFF)
    assert "市测绘院" in ground(store, now(store), 2012).note
    intake.retire_boundaries(store, now(store), "boundaries_2", STAFF)
    assert "市规划资源局" in ground(store, now(store), 2012).note
    with pytest.raises(intake.BoundariesRefusedError, match="已经停用"):
        intake.retire_boundaries(store, now(store), "boundaries_2", STAFF)


def test_the_approval_number_stands_under_every_map(store: Store) -> None:
    intake.set_map_approval(store, SHANGHAI, "苏S(2024)012号", STAFF)
    assert "审图号：苏S(2024)012号" in ground(store, now(store), 2024).note
    with pytest.raises(intake.BoundariesRefusedError, match="没有变化"):
        intake.set_map_approval(store, now(store), "苏S(2024)012号", STAFF)
    intake.set_map_approval(store, now(store), "", STAFF)
    assert "未经审图，限内部使用" in ground(store, now(store), 2024).note


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (BoundariesDraft("", "2014", "", "", ""), "来源"),
        (BoundariesDraft("市局", "去年", "", "", ""), "哪一年"),
        (BoundariesDraft("市局", "2014", "", "2016", "2014"), "晚于"),
        (BoundariesDraft("市局", "2014", "", "16", ""), "四位年份"),
        (BoundariesDraft("市" * 101, "2014", "", "", ""), "不超过 100 个字"),
    ],
)
def test_what_is_filled_in_wrongly_is_refused_in_a_sentence(store: Store, draft: BoundariesDraft, why: str) -> None:
    with pytest.raises(intake.BoundariesRefusedError, match=why) as refused:
        intake.save_boundaries(store, SHANGHAI, read(), draft, STAFF)
    assert str(refused.value).startswith("没有保存：")
    assert store.workspace("310000") is None, "nothing was written"


def test_only_staff_may_and_never_into_the_simulated_city(store: Store) -> None:
    for act in (
        lambda: intake.save_boundaries(store, SHANGHAI, read(), DRAFT, NOBODY),
        lambda: intake.retire_boundaries(store, SHANGHAI, "boundaries_1", NOBODY),
        lambda: intake.set_map_approval(store, SHANGHAI, "1", NOBODY),
        lambda: intake.read_boundaries(b"{}", "a.geojson", SHANGHAI, None, NOBODY),
    ):
        with pytest.raises(NotAllowedError):
            act()
    with pytest.raises(intake.BoundariesRefusedError, match="模拟城市"):
        intake.save_boundaries(store, SAMPLE, read(), DRAFT, STAFF)


def test_a_file_is_read_and_joined_or_refused(store: Store) -> None:
    shape = json.loads(shapely.to_geojson(shapely.box(121, 31, 121.2, 31.1)))
    feature = {"type": "Feature", "properties": {"NAME": "黄浦区"}, "geometry": shape}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    found = intake.read_boundaries(data, "a.geojson", SHANGHAI, None, STAFF)
    assert list(found.joined.shapes) == ["310101"] and len(found.joined.missing) == 15
    with pytest.raises(intake.BoundariesRefusedError, match="认不出"):
        intake.read_boundaries(b"hello", "a.geojson", SHANGHAI, None, STAFF)
