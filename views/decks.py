"""Ready decks: what 全市总览, 一区一页 and 对标进度会 contain, slide by slide, for the newest period of a city.

Everything is as it may leave the house: small numbers of sensitive indicators are hidden on slides, in notes and in charts' data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from charts.tokens import DENSE
from exports.deck import PICTURE_HEIGHT, PICTURE_WIDTH, panels_png
from exports.deck_content import Deck, Drawing, Slide
from exports.picture import Area
from indicators import periods
from indicators.vocabulary import EducationLevel, Period
from language import _, current, using
from store import Store, Workspace
from views.choices import Choices, settle
from views.deck_indicator import pace_slide, standing_slide
from views.deck_notes import indicator_notes
from views.deck_tables import district_slide, heat_slides, summary_slides
from views.deck_trend import trend_slide
from views.district_figures import figures
from views.district_map import DistrictMapView, district_map_view
from views.district_profile import district_profile_view
from views.district_profile_choice import rows_shown
from views.district_profile_rows import all_rows
from views.facts import Facts, facts, ingredients
from views.overview import overview_view
from views.series import read_series
from views.target_choice import comparable
from views.trends import trends_view


class DeckKind(StrEnum):
    """The ready decks."""

    OVERVIEW = "overview"
    DISTRICTS = "districts"
    PROGRESS = "progress"


@dataclass(frozen=True)
class DeckView:
    """A deck and what is said of it before it is made; `left_out`: why something one might look for is not in it, or ""."""

    kind: DeckKind
    deck: Deck
    left_out: str

    @property
    def titles(self) -> tuple[str, ...]:
        """The slides' titles in order."""
        return tuple(slide.title for slide in self.deck.slides)


def kind_label(kind: DeckKind) -> str:
    """The deck's name in the current language."""
    return {
        DeckKind.OVERVIEW: _("全市总览"),
        DeckKind.DISTRICTS: _("一区一页"),
        DeckKind.PROGRESS: _("对标进度会"),
    }[kind]


def kind_words(kind: DeckKind) -> str:
    """What is in it, in a line."""
    return {
        DeckKind.OVERVIEW: _("热力表、地图，然后一项指标一页"),
        DeckKind.DISTRICTS: _("一个区县一页：各项指标的数值、目标、差距、状态"),
        DeckKind.PROGRESS: _("有目标的指标：差距、速度、预计达标年和走势"),
    }[kind]


def deck_view(store: Store, workspace: Workspace, kind: DeckKind) -> DeckView | None:
    """The deck of that kind for the newest period; None for a city without a number."""
    first = facts(store, workspace, Choices(released=True))
    if first is None:
        return None
    period = max(first.offered["period_key"], key=lambda key: (key[4] == "S", key[:4]))
    make = {DeckKind.OVERVIEW: _overview, DeckKind.DISTRICTS: _districts, DeckKind.PROGRESS: _progress}[kind]
    slides = list(make(store, workspace, first, period))
    label = periods.label_of_key(period)
    title = _("{city}教育对标：{kind}").format(city=workspace.name, kind=kind_label(kind))
    if len(slides) > 0:
        slides.insert(0, _cover(title, kind, label, slides[0].footer))
    name = _("{kind}_{city}_{period}").format(city=workspace.name, kind=kind_label(kind), period=label)
    return DeckView(kind, Deck(title, name, workspace.simulated, tuple(slides)), _left_out(first, period, kind))


def _cover(title: str, kind: DeckKind, label: str, footer: tuple[str, ...]) -> Slide:
    subtitle = _("{period}　•　{words}").format(period=label, words=kind_words(kind))
    notes = (title, subtitle, _("图表和表格都可以直接编辑；每页备注里有算式和出处（文件、工作表、单元格）。"))
    return Slide(title, subtitle, None, footer[:1], notes, title)


def _pairs(first: Facts, period: str) -> list[tuple[str, EducationLevel]]:
    """Indicators with figures in the period that make a slide: those with a target, then rates at their usual 学段."""
    here = first.offered[first.offered["period_key"] == period]
    there = set(zip(here["indicator"], here["education_level"], strict=True))
    families = list(first.catalogue.families)
    found = []
    for number, indicator in enumerate(first.catalogue.indicators.values()):
        for level in indicator.education_levels:
            if (indicator.id, str(level)) not in there:
                continue
            aimed = bool(comparable(first.catalogue, first.workspace, indicator, level))
            if aimed or (not indicator.additive and level == indicator.default_level):
                found.append(((not aimed, families.index(indicator.family), number), (indicator.id, level)))
    return [pair for _order, pair in sorted(found, key=lambda entry: entry[0])]


def _each(workspace: Workspace, first: Facts, period: str) -> Iterator[tuple[Choices, Facts]]:
    """The facts of each of these, in the period."""
    for indicator, level in _pairs(first, period):
        choices = Choices(indicator=indicator, level=str(level), period=period, released=True)
        # Only this indicator's own rows: every slide looks at them many times
        offered = first.offered[(first.offered["indicator"] == indicator) & (first.offered["education_level"] == str(level))]
        options = settle(offered, first.catalogue, workspace, choices, dict(first.options.places))
        if options is None or options.period.key != period:
            continue
        series = read_series(first.derived, first.city, workspace, options.indicator, level)
        names = [name for name, _level in ingredients(first.catalogue, indicator, level)]
        values = first.values[first.values["indicator"].isin(names)]
        yield choices, replace(first, values=values, options=options, series=series)


def _overview(store: Store, workspace: Workspace, first: Facts, period: str) -> Iterator[Slide]:
    heat = overview_view(store, workspace, Choices(period=period, released=True))
    if heat is not None:
        yield from heat_slides(heat)
    each = list(_each(workspace, first, period))
    mapped = district_map_view(store, workspace, each[0][0]) if each else None
    if mapped is not None:
        yield _map_slide(mapped, each[0][1])
    for _choices, found in each:
        yield standing_slide(found)


def _map_slide(view: DistrictMapView, found: Facts) -> Slide:
    language = current()

    def draw() -> bytes:
        with using(language):
            return panels_png(view.panels(Area(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT), DENSE))

    alt = _("地图和排序条形图：{finding}。{subtitle}").format(finding=view.finding, subtitle=view.subtitle)
    return Slide(view.finding, view.subtitle, Drawing(draw), view.footer, indicator_notes(found), alt)


def _districts(store: Store, workspace: Workspace, first: Facts, period: str) -> Iterator[Slide]:
    known = figures(store, workspace, True)
    for place, _name in first.options.places:
        rows = all_rows(known, first.catalogue, Period.from_key(period), place)
        shown = rows_shown(first.catalogue, rows)
        view = district_profile_view(store, workspace, Choices(district=place, period=period, released=True))
        if view is not None and any(row.value is not None for row in rows):
            yield district_slide(view, shown, first)


def _progress(store: Store, workspace: Workspace, first: Facts, period: str) -> Iterator[Slide]:
    each = [(choices, found) for choices, found in _each(workspace, first, period) if found.options.target is not None]
    if not each:
        return
    yield from summary_slides([found for _choices, found in each])
    for choices, found in each:
        yield pace_slide(found)
        view = trends_view(store, workspace, choices)
        if view is not None and len(found.series.alike(found.period)) > 1:
            yield trend_slide(found, view)


def _left_out(first: Facts, period: str, kind: DeckKind) -> str:
    """Indicators whose newest figures are of an earlier period, and counts."""
    if kind is DeckKind.DISTRICTS:
        return ""
    here = set(first.offered.loc[first.offered["period_key"] == period, "indicator"])
    rates = [i for i in first.catalogue.indicators.values() if not i.additive and i.id in set(first.offered["indicator"])]
    old = [indicator.label for indicator in rates if indicator.id not in here]
    if not old:
        return ""
    return _("没有{period}数据的指标不在其中：{names}").format(period=periods.label_of_key(period), names=_("、").join(old))


def maker(view: DeckView) -> Callable[[Callable[[int, int], None] | None], bytes]:
    """Writes the deck when it is called, in the language of now; takes what is told of progress."""
    from exports.deck import write

    language = current()

    def make(advance: Callable[[int, int], None] | None = None) -> bytes:
        with using(language):
            return write(view.deck, advance)

    return make
