"""A page as one slide (`?mode=slide`): the same content as in a deck, for the page's own choices; charts in slide type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from charts.tokens import Sizes
from exports.deck_content import Slide
from exports.picture import Area, Panel
from indicators.vocabulary import Period
from store import Store, Workspace
from views.choices import Choices
from views.deck_heat import heat_slide
from views.deck_indicator import standing_slide
from views.deck_tables import district_slide
from views.deck_trend import trend_slide
from views.district_figures import figures
from views.district_profile_choice import rows_shown
from views.district_profile_rows import all_rows
from views.facts import facts

# Pages that can be shown as a slide, in the order in which the arrow keys go through them
SLIDE_PAGES = ("overview", "district_map", "trends", "gaps", "equity", "district_profile")


@dataclass(frozen=True)
class PageSlide:
    """`panels` draws the body's charts in slide type where the body is no list of rows."""

    slide: Slide
    panels: Callable[[Area, Sizes], Sequence[Panel]] | None = None


def page_slide(store: Store, workspace: Workspace, page: str, choices: Choices) -> PageSlide | None:
    """The slide of a page; None for a city without a number. Raises KeyError for a page that has no slide."""
    make = {
        "overview": _overview,
        "district_map": _map,
        "trends": _trends,
        "gaps": _gaps,
        "equity": _equity,
        "district_profile": _district,
    }[page]
    return make(store, workspace, choices)


def _view(store: Store, workspace: Workspace, page: str, choices: Choices) -> Any:
    return getattr(import_module(f"views.{page}"), f"{page}_view")(store, workspace, choices)


def _overview(store: Store, workspace: Workspace, choices: Choices) -> PageSlide | None:
    view = _view(store, workspace, "overview", choices)
    return PageSlide(heat_slide(view, unranked=choices.unranked)) if view is not None else None


def _gaps(store: Store, workspace: Workspace, choices: Choices) -> PageSlide | None:
    found = facts(store, workspace, choices)
    return PageSlide(standing_slide(found)) if found is not None else None


def _map(store: Store, workspace: Workspace, choices: Choices) -> PageSlide | None:
    view, found = _view(store, workspace, "district_map", choices), facts(store, workspace, choices)
    if view is None or found is None:
        return None
    beside = standing_slide(found)

    def panels(area: Area, sizes: Sizes) -> list[Panel]:
        return [Panel(view.map(area.width, area.height, sizes, select=False), area.x, area.y)]

    slide = replace(beside, title=view.finding, subtitle=view.subtitle, footer=view.footer, remark="")
    return PageSlide(slide, panels)


def _trends(store: Store, workspace: Workspace, choices: Choices) -> PageSlide | None:
    view, found = _view(store, workspace, "trends", choices), facts(store, workspace, choices)
    if view is None or found is None:
        return None
    # the ends of the lines and the targets' words need the whole width
    return PageSlide(replace(trend_slide(found, view), remark="", facts=()), _chart_of(view))


def _equity(store: Store, workspace: Workspace, choices: Choices) -> PageSlide | None:
    view = _view(store, workspace, "equity", choices)
    if view is None:
        return None
    bare = Slide(view.finding, view.subtitle, None, view.footer, view.calculation, f"{view.finding}。{view.subtitle}")
    return PageSlide(bare, _chart_of(view))


def _district(store: Store, workspace: Workspace, choices: Choices) -> PageSlide | None:
    view = _view(store, workspace, "district_profile", choices)
    found = facts(store, workspace, choices)
    if view is None or found is None:
        return None
    place = view.options.chosen.district or view.options.first_place
    known = figures(store, workspace, choices.released)
    every = all_rows(known, found.catalogue, Period.from_key(view.period), place, choices.unranked)
    return PageSlide(district_slide(view, rows_shown(found.catalogue, every), found))


def _chart_of(view: Any) -> Callable[[Area, Sizes], Sequence[Panel]]:
    def panels(area: Area, sizes: Sizes) -> list[Panel]:
        drawn = view.chart(area.width, area.height, sizes, select=False)
        return [Panel(drawn, area.x, area.y)] if drawn is not None else []

    return panels


