"""Ready decks: what 全市总览, 一区一页 and 对标进度会 contain, slide by slide, for the newest period of a city.

Everything is as it may leave the house: small numbers of sensitive indicators are hidden on slides, in notes and in charts' data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from exports.deck_content import Deck, Slide
from exports.names import speaking
from indicators import periods
from indicators.vocabulary import EducationLevel, Period
from language import _, current, using
from store import Store, Workspace
from views.choices import Choices, settle
from views.circulation import Circulation, Mask, city_mask
from views.deck_heat import heat_slides
from views.deck_indicator import pace_slide, standing_slide
from views.deck_map import map_slides
from views.deck_tables import district_slide, summary_slides
from views.deck_trend import trend_slide
from views.deck_yearbook import unapproved_maps, yearbook_slides
from views.district_figures import figures
from views.district_map import district_map_view
from views.district_profile import district_profile_view
from views.district_profile_choice import rows_shown
from views.district_profile_rows import all_rows
from views.facts import Facts, facts, ingredients
from views.masked_slides import masked_slide
from views.overview import overview_view
from views.target_choice import comparable
from views.trends import trends_view


class DeckKind(StrEnum):
    """The ready decks."""

    OVERVIEW = "overview"
    DISTRICTS = "districts"
    PROGRESS = "progress"
    YEARBOOK = "yearbook"


@dataclass(frozen=True)
class DeckView:
    """A deck and what is said of it before it is made; `left_out`: why something one might look for is not in it, or "".

    `mask` where its districts are anonymous.
    """

    kind: DeckKind
    deck: Deck
    left_out: str
    mask: Mask | None = None

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
        DeckKind.YEARBOOK: _("年度公报"),
    }[kind]


def kind_words(kind: DeckKind) -> str:
    """What is in it, in a line."""
    return {
        DeckKind.OVERVIEW: _("热力表、地图，然后一项指标一页"),
        DeckKind.DISTRICTS: _("一个区县一页：各项指标的数值、目标、差距、状态"),
        DeckKind.PROGRESS: _("有目标的指标：差距、速度、预计达标年和走势"),
        DeckKind.YEARBOOK: _("总表、各项指标的表和图、指标口径；没有审图号的地图不收"),
    }[kind]


def deck_view(
    store: Store, workspace: Workspace, kind: DeckKind, circulation: Circulation | None = None
) -> DeckView | None:
    """The deck of that kind for the newest period; None for a city without a number."""
    how = circulation or Circulation()
    first = facts(store, workspace, Choices(released=True, unranked=how.unranked))
    if first is None:
        return None
    period = max(first.offered["period_key"], key=lambda key: (key[4] == "S", key[:4]))
    make = {
        DeckKind.OVERVIEW: _overview,
        DeckKind.DISTRICTS: _districts,
        DeckKind.PROGRESS: _progress,
        DeckKind.YEARBOOK: _yearbook,
    }[kind]
    mask = city_mask(store, workspace, how)
    slides = list(make(store, workspace, first, period, mask))
    label = periods.label_of_key(period)
    title = _("{city}教育对标：{kind}").format(city=workspace.label, kind=kind_label(kind))
    left_out = [_left_out(first, period, kind)]
    if kind is DeckKind.YEARBOOK:
        left_out.append(unapproved_maps(store, workspace))
    if mask is not None:
        masked = [masked_slide(slide, mask) for slide in slides]
        slides = [slide for slide in masked if slide is not None]
        if kind is DeckKind.DISTRICTS:  # their usual order would tell who is who
            slides.sort(key=lambda slide: slide.title)
        if len(slides) < len(masked):
            left_out.append(_("隐去区县名称时，从图形能认出区县的 {n} 页不收").format(n=len(masked) - len(slides)))
    if len(slides) > 0:
        slides.insert(0, _cover(title, kind, label, slides[0].footer))
    name = speaking(kind_label(kind), workspace.label, label)
    deck = Deck(title, name, workspace.simulated, tuple(slides), how.mark)
    return DeckView(kind, deck, _("；").join(filter(None, left_out)), mask)


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
        choices = Choices(indicator=indicator, level=str(level), period=period, released=True, unranked=first.unranked)
        # Only this indicator's own rows: every slide looks at them many times
        offered = first.offered[(first.offered["indicator"] == indicator) & (first.offered["education_level"] == str(level))]
        options = settle(offered, first.catalogue, workspace, choices, dict(first.options.places))
        if options is None or options.period.key != period:
            continue
        own = first.reaching([indicator])
        names = [name for name, _level in ingredients(first.catalogue, indicator, level)]
        values = own.values[own.values["indicator"].isin(names)]
        yield choices, replace(own, values=values, options=options, series=own.other(indicator, level))


def _overview(store: Store, workspace: Workspace, first: Facts, period: str, mask: Mask | None) -> Iterator[Slide]:
    heat = overview_view(store, workspace, Choices(period=period, released=True, unranked=first.unranked))
    if heat is not None:
        yield from heat_slides(mask.apply(heat) if mask is not None else heat, unranked=first.unranked)
    each = list(_each(workspace, first, period))
    mapped = district_map_view(store, workspace, each[0][0]) if each else None
    if mapped is not None:
        yield from map_slides(mapped, each[0][1])
    for _choices, found in each:
        yield standing_slide(found)


def _districts(store: Store, workspace: Workspace, first: Facts, period: str, _mask: Mask | None) -> Iterator[Slide]:
    known = figures(store, workspace, True)
    for place, _name in first.options.places:
        rows = all_rows(known, first.catalogue, Period.from_key(period), place, first.unranked)
        shown = rows_shown(first.catalogue, rows)
        choices = Choices(district=place, period=period, released=True, unranked=first.unranked)
        view = district_profile_view(store, workspace, choices)
        if view is not None and any(row.value is not None for row in rows):
            yield district_slide(view, shown, first)


def _progress(store: Store, workspace: Workspace, first: Facts, period: str, _mask: Mask | None) -> Iterator[Slide]:
    each = [(choices, found) for choices, found in _each(workspace, first, period) if found.options.target is not None]
    if not each:
        return
    yield from summary_slides([found for _choices, found in each])
    for choices, found in each:
        yield pace_slide(found)
        view = trends_view(store, workspace, choices)
        if view is not None and len(found.series.alike(found.period)) > 1:
            yield trend_slide(found, view)


def _yearbook(store: Store, workspace: Workspace, first: Facts, period: str, _mask: Mask | None) -> Iterator[Slide]:
    yield from yearbook_slides(store, workspace, [found for _choices, found in _each(workspace, first, period)])


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


def maker(view: DeckView, template: bytes | None = None) -> Callable[[Callable[[int, int], None] | None], bytes]:
    """Writes the deck when it is called, in the language of now; takes what is told of progress.

    Raises TemplateError, NotAnonymousError.
    """
    from exports.deck import write

    language = current()

    def make(advance: Callable[[int, int], None] | None = None) -> bytes:
        with using(language):
            data = write(view.deck, advance, template)
            return view.mask.check(data) if view.mask is not None else data

    return make
