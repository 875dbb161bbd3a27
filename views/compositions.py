"""What a whole is made of, district by district: 安置方式, 班额, 城乡, 办园体制, 学段 as bars of 100 %, checked to add up.

A part that is hidden or not reported makes no shares: the bar says so. Parts that do not make the reported whole are drawn as
shares of their own sum, and the unrest is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt
import pandas as pd

from charts.composition import composition_chart, composition_height
from charts.tokens import NONE, Sizes, screen_sizes
from exports.names import speaking
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.class_sizes import average_bounds, bin_bounds
from indicators.compositions import Composition, class_size_parts, compose
from indicators.rounding import round_half_up, shown_short
from indicators.vocabulary import EducationLevel, PlaceKind, ValueStatus
from language import _
from store import Store, Workspace
from views.choices import Choices
from views.composition_kinds import BY_LEVEL, Key, Kind, kinds
from views.district_figures import districts_then
from views.facts import Facts, definition_line, facts, source_line
from views.page import PageView
from views.words import status_label

ADDING = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)


@dataclass(frozen=True)
class CompositionView(PageView):
    """`offered`: (key, words) of all wholes that have parts. `rows`: COMPOSITION_COLUMNS; the footer begins with unrest and what
    bins say.
    """

    offered: tuple[tuple[str, str], ...]
    chosen: str
    parts: tuple[str, ...]
    rows: pd.DataFrame
    total_head: str
    highlight: str

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The bars."""
        sizes = sizes or screen_sizes(width)
        return composition_chart(
            self.rows,
            self.parts,
            width=width,
            height=height or composition_height(self.rows, sizes),
            total_head=self.total_head,
            sizes=sizes,
            highlight=self.highlight,
            select=select,
        )


def compositions_view(store: Store, workspace: Workspace, choices: Choices) -> CompositionView | None:
    """The composition that `choices.parts` asks for, else the first; None where nothing has parts in the period."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    here = found.everything_in(found.period)
    offered = kinds(here, found.catalogue)
    if not offered:
        return None
    kind = next((one for one in offered if one.key == choices.parts), offered[0])
    names = dict(districts_then(workspace.city_code, found.period.start_year))
    table = values_of(here)
    zones = here.loc[(here["place_kind"] == PlaceKind.ZONE) & here["value"].notna(), "place_code"]
    codes = sorted({*names, *zones})
    labels = names | dict(zip(here["place_code"].tolist(), here["place_name"].tolist(), strict=True)) | names
    made = {code: composition_of(found.catalogue, kind, table, code) for code in codes}
    parts = kind.parts if kind.dimension != "class_size" else _bins_shown(made)
    rows = [_row(code, labels.get(code, code), made[code], table, kind, parts, found) for code in codes]
    city, coverage = _city(found, here, kind, table, parts)
    return CompositionView(
        offered=tuple((one.key, one.label(found.catalogue)) for one in offered),
        chosen=kind.key,
        finding=_title(kind, found, city, parts),
        subtitle=_("{what}，{period}，{city}；每条 = 100%").format(
            what=kind.label(found.catalogue), period=periods.label(found.period), city=workspace.label
        ),
        parts=tuple(label for _key, label in parts),
        rows=pd.DataFrame([*rows, city]),
        footer=tuple(_notes(found, kind, made, labels, table, coverage)),
        simulated=workspace.simulated,
        table=_table(rows, city, [label for _key, label in parts]),
        name=speaking(kind.label(found.catalogue), workspace.label, periods.label(found.period), _("构成")),
        total_head=kind.whole_label(found.catalogue),
        highlight=found.options.chosen.district,
    )


Values = dict[tuple[str, str, str, str], tuple[float, str]]


def values_of(here: pd.DataFrame) -> Values:
    """Value and status by place, indicator, level and breakdown."""
    columns = ("place_code", "indicator", "education_level", "breakdown", "value", "status")
    rows = zip(*(here[name].tolist() for name in columns), strict=True)
    return {(code, name, str(level), part): (float(value), str(status)) for code, name, level, part, value, status in rows}


def _value(table: Values, code: str, key: Key) -> float | None:
    value, _status = table.get((code, *key), (float("nan"), ""))
    return value if value == value else None


def composition_of(catalogue: Catalogue, kind: Kind, table: Values, code: str) -> Composition:
    """One place's parts. `table`: what `values_of` answers."""
    # What a city has at all levels may hold more than these (特殊教育): levels are not checked against it
    whole = None if kind.dimension == BY_LEVEL else _value(table, code, kind.whole)
    if kind.dimension == "class_size":
        bins = {name: _value(table, code, (kind.indicator, kind.level, name)) for name in bin_bounds()}
        return class_size_parts(catalogue, kind.indicator, {n: v for n, v in bins.items() if v is not None}, whole)
    return compose(kind.indicator, [(label, label, _value(table, code, key)) for key, label in kind.parts], whole)


def _bins_shown(made: dict[str, Composition]) -> tuple[tuple[Key, str], ...]:
    """The bins that are drawn: those of the first place that has all of them."""
    best = next((one for one in made.values() if one.complete and one.parts), None)
    return tuple((("", "", part.id), part.label) for part in best.parts) if best is not None else ()


def _row(
    code: str, name: str, made: Composition, table: Values, kind: Kind, parts: tuple[tuple[Key, str], ...], found: Facts
) -> dict[str, object]:
    labels = [label for _key, label in parts]
    same = [part.label for part in made.parts] == labels and made.complete and made.total > 0
    # with every part there, each has a count and a share
    shares = tuple(float(part.share) for part in made.parts if part.share is not None) if same else ()
    return {
        "code": code,
        "name": name,
        "is_city": False,
        "shares": shares,
        "texts": tuple(shown_short(part.count) for part in made.parts if part.count is not None) if same else (),
        "total_text": shown_short(float(made.total)) if same else NONE,
        "status_text": "" if shares else _why_not(made, code, table, kind),
    }


def _why_not(made: Composition, code: str, table: Values, kind: Kind) -> str:
    """Hidden, not reported, nothing there, or which parts are missing."""
    cells = [table[(code, *key)] for key in kind.all_keys() if (code, *key) in table]
    states = {status for value, status in cells if value != value}
    if ValueStatus.SUPPRESSED in states:
        return _("人数少，不公开")
    if all(part.count is None for part in made.parts):
        return status_label(states.pop()) if len(states) == 1 else status_label(str(ValueStatus.NOT_REPORTED))
    return made.note or _("合计为 0")


def _city(
    found: Facts, here: pd.DataFrame, kind: Kind, table: Values, parts: tuple[tuple[Key, str], ...]
) -> tuple[dict[str, object], tuple[int, int, bool]]:
    """The city's bar: the sum over all that have every part; how many districts that are of how many, and whether with 市直."""
    labels = [label for _key, label in parts]
    adding = here[here["place_kind"].isin(list(ADDING))]
    codes = list(dict.fromkeys(adding["place_code"].tolist()))
    made = {code: composition_of(found.catalogue, kind, table, code) for code in codes}
    full = {c: m for c, m in made.items() if m.complete and [part.label for part in m.parts] == labels and m.parts}
    counts = [[count for m in full.values() if (count := m.parts[number].count) is not None] for number in range(len(labels))]
    sums = [sum(known) for known in counts]
    total = sum(sums)
    shares = tuple(value / total for value in sums) if total else ()
    row: dict[str, object] = {
        "code": found.workspace.city_code,
        "name": _("全市"),
        "is_city": True,
        "shares": shares,
        "texts": tuple(shown_short(value) for value in sums) if shares else (),
        "total_text": shown_short(total) if shares else NONE,
        "status_text": "" if shares else status_label(str(ValueStatus.NOT_REPORTED)),
    }
    direct = adding.loc[adding["place_kind"] == PlaceKind.CITY_DIRECT, "place_code"].tolist()
    districts = {code for code in full if code not in direct}
    expected = {code for code, _name in districts_then(found.workspace.city_code, found.period.start_year)} | districts
    return row, (len(districts), len(expected), any(code in full for code in direct))


def _title(kind: Kind, found: Facts, city: dict[str, object], parts: tuple[tuple[Key, str], ...]) -> str:
    """全市班级总数（小学）中 41–45 人 占 38.2%，最多."""
    shares = city["shares"]
    assert isinstance(shares, tuple)
    if not shares:
        return _("{what}：没有区县报齐各部分").format(what=kind.label(found.catalogue))
    shown_shares = [round_half_up(100 * share, 1) for share in shares]
    most = [label for share, (_key, label) in zip(shown_shares, parts, strict=True) if share == max(shown_shares)]
    pattern = _("全市{what}中{part}占 {share}%，最多") if len(most) == 1 else _("全市{what}中{part}各占 {share}%，最多")
    return pattern.format(what=kind.whole_label(found.catalogue), part=_("、").join(most), share=f"{max(shown_shares):.1f}")


def _notes(
    found: Facts, kind: Kind, made: dict[str, Composition], names: dict[str, str], table: Values, coverage: tuple[int, int, bool]
) -> Iterator[str]:
    for code, one in made.items():
        if one.complete and one.adds_up is False:
            yield _("{name}：{note}").format(name=names.get(code, code), note=one.note)
    covered, expected, with_direct = coverage
    direct = _("（含市直）") if with_direct else ""
    if covered < expected:
        yield _("全市为 {covered} / {expected} 个区县{direct}之和").format(covered=covered, expected=expected, direct=direct)
    elif direct:
        yield _("全市为各区县{direct}之和").format(direct=direct)
    if kind.dimension == "class_size":
        yield from _bin_lines(kind, found, made, names, table)
    made_of = dict.fromkeys((name, EducationLevel(level)) for name, level, _part in kind.all_keys())
    yield definition_line(found.catalogue.indicators[kind.whole[0]])
    yield source_line(found.reaching(name for name, _level in made_of), list(made_of), [found.period])


def _bin_lines(
    kind: Kind, found: Facts, made: dict[str, Composition], names: dict[str, str], table: Values
) -> Iterator[str]:
    """What the bins say about the average: between two numbers, or only that it is not below one."""
    bounds = bin_bounds()
    said = []
    for code in made:
        counts = {bounds[name]: _value(table, code, (kind.indicator, kind.level, name)) for name in bounds}
        limits = average_bounds({limit: count for limit, count in counts.items() if count is not None})
        if limits is None:
            continue
        low, high = (None if end is None else f"{round_half_up(float(end), 1):.1f}" for end in limits)
        text = _("{name} {low}–{high} 人") if high is not None else _("{name} 不低于 {low} 人")
        said.append(text.format(name=names.get(code, code), low=low, high=high))
    if said:
        yield _("由班额分段推出的平均班额：{all}（有 66 人及以上的班时只有下限）").format(all=_("、").join(said))


def _table(rows: list[dict[str, object]], city: dict[str, object], labels: list[str]) -> pd.DataFrame:
    """Counts and shares of every part, the city last."""
    records = []
    for row in [*rows, city]:
        shares, texts = row["shares"], row["texts"]
        assert isinstance(shares, tuple) and isinstance(texts, tuple)
        record: dict[str, object] = {_("区县"): row["name"], _("合计"): row["total_text"] if shares else row["status_text"]}
        for number, label in enumerate(labels):
            record[label] = texts[number] if shares else NONE
            record[label + _("占比（%）")] = f"{round_half_up(100 * shares[number], 1):.1f}" if shares else NONE
        records.append(record)
    return pd.DataFrame(records)
