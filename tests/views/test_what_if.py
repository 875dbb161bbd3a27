"""So many more a year: the sentence, its arithmetic and the table of all, each against a calculation by hand."""

from __future__ import annotations

from collections.abc import Callable

from store import Store, Workspace
from tests.views.conftest import row
from views.choices import Choices
from views.gaps import GapsView, gaps_view
from views.what_if import WhatIf, what_if


def tried(view: GapsView | None, chosen: str = "", per_year: int | None = None) -> WhatIf | None:
    assert view is not None and view.options.target is not None
    return what_if(view.standings, view.options.indicator, view.options.target, view.options.period.start_year, chosen, per_year)


def test_so_many_places_a_year_lead_to_a_year(opened: Store, city: Workspace) -> None:
    """兴化市 lacks 1,537 places: 1,537 ÷ 120 = 12.81 → 13 years, 2024 + 13 = 2037, twelve years after 2025."""
    found = tried(gaps_view(opened, city, Choices(indicator="inclusive_coverage")), "321281", 120)
    assert found is not None
    assert found.label == "试算：兴化市每年多增（个学位）"
    assert found.sentence == "兴化市每年多 120 个学位 → 2037 年达标，比目标年晚 12 年；要在 2025 年达标，每年须 1,537 个学位"
    assert found.arithmetic == (
        "85% × 22,600 − 17,673 = 1,537 个学位；1,537 ÷ 120 = 12.81，进为 13 年，2024 + 13 = 2037；"
        "到 2025 年为 78.7%，目标 ≥ 85；按在园幼儿总数不变计：是转为达标的学位，不是另外新增"
    )


def test_every_place_that_falls_short_is_tried_with_as_many(opened: Store, city: Workspace) -> None:
    """340 ÷ 120 = 2.83 → 2027; 190 ÷ 120 = 1.58 → 2026; the city's 1,197 ÷ 120 = 9.98 → 2034."""
    found = tried(gaps_view(opened, city, Choices(indicator="inclusive_coverage")), "321281", 120)
    assert found is not None
    assert [tuple(line)[:3] for line in found.table.itertuples(index=False)] == [
        ("兴化市", "1,537 个学位", "2037 年"),
        ("泰兴市", "340 个学位", "2027 年"),
        ("姜堰区", "190 个学位", "2026 年"),
        ("全市", "1,197 个学位", "2034 年"),
    ]


def test_none_a_year_never_arrives_and_the_slider_starts_at_a_third(opened: Store, city: Workspace) -> None:
    view = gaps_view(opened, city, Choices(indicator="inclusive_coverage"))
    none, start, in_time = tried(view, "321281", 0), tried(view, "321283"), tried(view, "321283", 340)
    assert none is not None and start is not None and in_time is not None
    assert none.sentence.startswith("兴化市每年多 0 个学位 → 一百年内达不到")
    assert (start.per_year, start.step, start.most) == (115, 5, 340)  # a third of 340 in steps of 5
    assert in_time.sentence == "泰兴市每年多 340 个学位 → 2025 年达标，赶得上 2025 年"
    assert tried(view, "321202") is not None  # 海陵区 has met it: the one with most to do is shown instead
    assert tried(view, "321202").name == "兴化市"  # type: ignore[union-attr]


def test_large_classes_become_fewer(opened: Store, put: Callable[..., Workspace]) -> None:
    """9 of 100 classes are large, ≤ 1 %: 8 to go; 2 fewer a year → 4 years."""
    rows = [row("321281", "large_classes", 2024, 9, "compulsory"), row("321281", "classes", 2024, 100, "compulsory")]
    found = tried(gaps_view(opened, put(rows), Choices(indicator="large_class_share")), "321281", 2)
    assert found is not None
    assert found.label == "试算：兴化市每年减少（个班）"
    assert "兴化市每年减 2 个班" in found.sentence and "÷ 2 = " in found.arithmetic


def test_nothing_is_tried_on_hidden_figures(opened: Store, put: Callable[..., Workspace]) -> None:
    rows = []
    for code, counts in {"321202": (3.0, 4.0), "321281": (90.0, 100.0), "321282": (45.0, 50.0)}.items():
        for name, value in zip(("sen_enrolled", "sen_children"), counts, strict=True):
            rows.append(row(code, name, 2024, value, level="special"))
    city = put(rows)
    inside = tried(gaps_view(opened, city, Choices(indicator="sen_enrolment")), "321202", 1)
    outside = tried(gaps_view(opened, city, Choices(indicator="sen_enrolment", released=True)), "321202", 1)
    assert inside is not None and inside.name == "海陵区"
    assert outside is None or "海陵区" not in set(outside.table["区县"])
