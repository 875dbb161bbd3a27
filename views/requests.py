"""What a command asks for in words, settled against what there is: city, page, indicator, period, district, size.

A wrong word gets one sentence with the nearest valid choice; nothing is taken that only looks alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

import geo
from exports.pages import pdf_of, zip_of
from exports.picture import PICTURE_SIZES
from exports.render import to_pdf, to_png, to_svg
from indicators import periods
from indicators.catalogue import Catalogue
from indicators.periods import parse_periods
from language import _
from store import Store, Workspace, all_deck_templates, all_pin_sets, as_seen, deck_template_file
from views.choices import Choices
from views.circulation import Circulation
from views.decks import DeckKind, DeckView, deck_view
from views.facts import Facts, facts
from views.pin_slides import PinnedDeck, pictures, pinned_deck
from views.pins import Pin, PinError, from_content

# Pages with a chart; their views have the page's name. Pages that are a table are drawn as one, as pins of them are
PICTURE_PAGES = ("overview", "district_map", "trends", "gaps", "equity", "district_profile")
DRAWN_TABLES = ("targets", "sources", "upload")
MOST_NAMED = 8


class RequestError(ValueError):
    """Something asked for is not there; the text says so, and what there is instead."""


def city_asked(store: Store, name: str | None) -> Workspace:
    """The city of that name, code or workspace id; without one the city with the newest upload, real ones first.

    As viewers see it: what a command makes leaves the house, and shows the newest edition where there are editions.
    """
    times = {}
    for space in store.workspaces():
        found = [upload.uploaded_at for upload in store.uploads(space.id) if upload.in_force]
        if found:
            times[space.id] = (not space.simulated, max(found))
    filled = sorted((space for space in store.workspaces() if space.id in times), key=lambda s: times[s.id], reverse=True)
    if not filled:
        raise RequestError(_("库里还没有数据，先用 import 入库"))
    if not name:
        return as_seen(store, filled[0], unpublished=False)
    said = name.strip()
    for space in filled:
        city = geo.city(space.city_code)
        if said in (space.id, space.city_code, space.name, space.label, city.short_name, city.name):
            return as_seen(store, space, unpublished=False)
    raise RequestError(not_there(_("城市"), said, {space.id: space.label for space in filled}))


def deck_asked(store: Store, workspace: Workspace, kind: str, circulation: Circulation | None = None) -> DeckView:
    """The ready deck of that kind, as it is to circulate."""
    kinds = {str(known): str(known) for known in DeckKind}
    if kind not in kinds:
        raise RequestError(not_there(_("材料种类"), kind, kinds))
    found = deck_view(store, workspace, DeckKind(kind), circulation)
    if found is None or not found.titles:
        raise RequestError(_("{city}还没有可以做成这份材料的数据").format(city=workspace.label))
    return found


def pins_asked(store: Store, workspace: Workspace, name: str, circulation: Circulation | None = None) -> PinnedDeck:
    """The shared set of that name as a deck, with the newest figures."""
    sets = {one.name: one for one in all_pin_sets(store, workspace.id)}
    if not sets:
        raise RequestError(_("{city}还没有共享材料").format(city=workspace.label))
    if name not in sets:
        raise RequestError(not_there(_("共享材料"), name, {known: known for known in sets}))
    content = sets[name].content
    if circulation is not None and content.get("letters"):
        circulation = replace(circulation, seed=str(content["letters"]))  # so that districts keep the letters of the set
    try:
        found = pinned_deck(store, workspace, from_content(content), name, circulation)
    except PinError as error:
        raise RequestError(str(error)) from error
    if not found.deck.slides:
        raise RequestError(_("{city}还没有可以做成这份材料的数据").format(city=workspace.label))
    return found


def template_asked(store: Store, workspace: Workspace, said: str) -> bytes:
    """The template kept under that name."""
    known = {one.name: one.name for one in all_deck_templates(store, workspace.id)}
    if said not in known:
        wrong = not_there(_("模板文件或已存的模板"), said, known) if known else ""
        raise RequestError(wrong or _("打不开 {path}（{error}）。").format(path=said, error=_("没有这个文件，也没有已存的模板")))
    return deck_template_file(store, workspace.id, said)


def picture_asked(
    store: Store,
    workspace: Workspace,
    page: str,
    *,
    indicator: str = "",
    period: str = "",
    district: str = "",
    size: str = "",
    form: str = "png",
) -> bytes:
    """The page's picture as the page's own download, without small numbers; `form` is png, svg or pdf.

    A table that takes several pictures goes into a PDF, a page for each, or into a zip of PNG (`form` "zip").
    """
    if page not in (*PICTURE_PAGES, *DRAWN_TABLES):
        raise RequestError(not_there(_("有图的页面"), page, {name: name for name in (*PICTURE_PAGES, *DRAWN_TABLES)}))
    size = size or "slide"
    if size not in PICTURE_SIZES:
        raise RequestError(not_there(_("图片尺寸"), size, {name: name for name in PICTURE_SIZES}))
    choices = choices_asked(store, workspace, indicator, period, district)
    asked = {"indicator": choices.indicator, "period": choices.period, "district": choices.district}
    pin = Pin(page, {name: value for name, value in asked.items() if value})
    drawn, _left_out = pictures(store, workspace, [pin], size=PICTURE_SIZES[size])
    if not drawn:
        raise RequestError(_("这一页在{city}没有可画的图").format(city=workspace.label))
    if form == "zip":
        return zip_of(drawn)
    if len(drawn) > 1 and form != "pdf":
        said = _("这一页的表要 {n} 张图才放得下：请写成 .pdf（每张一页）或 .zip（每张一个 PNG）")
        raise RequestError(said.format(n=len(drawn)))
    picture = drawn[0][1]
    if form == "svg":
        return to_svg(picture).encode("utf-8")
    if form == "pdf":
        return pdf_of([one for _name, one in drawn], picture.title) if len(drawn) > 1 else to_pdf(picture)
    return to_png(picture)


def choices_asked(store: Store, workspace: Workspace, indicator: str, period: str, district: str) -> Choices:
    """Words for an indicator (id, name or alias), a period (2024, 2024学年, 2024S) and a district (name or code) as choices."""
    first = facts(store, workspace, Choices(released=True))
    if first is None:
        raise RequestError(_("{city}还没有数据").format(city=workspace.label))
    there = list(dict.fromkeys(first.offered["indicator"]))
    key = _indicator(indicator, there, first.catalogue) if indicator else ""
    places = dict(first.options.places)
    code = next((code for code, name in places.items() if district in (code, name)), "") if district else ""
    if district and not code:
        raise RequestError(not_there(_("区县"), district, places))
    return Choices(indicator=key, period=_period(first, key, period) if period else "", district=code, released=True)


def _indicator(said: str, there: list[str], catalogue: Catalogue) -> str:
    if said in there:
        return said
    named = {name: catalogue.indicators[name].label for name in there}
    found = {name for name in there if said in (named[name], catalogue.indicators[name].short_label)}
    found = found or {hit.indicator for hit in catalogue.by_alias(said) if hit.indicator in there}
    if len(found) == 1:
        return str(found.pop())
    if found:
        several = _("、").join(f"{name}（{named[name]}）" for name in sorted(str(name) for name in found))
        raise RequestError(_("“{said}”可以是几个指标：{several}").format(said=said, several=several))
    raise RequestError(not_there(_("指标"), said, named))


def _period(first: Facts, indicator: str, said: str) -> str:
    offered = first.offered if not indicator else first.offered[first.offered["indicator"] == indicator]
    keys = sorted(set(offered["period_key"]), reverse=True)
    wanted = {said, *(found.period.key for found in parse_periods(said))}
    found = [key for key in keys if key in wanted or key[:4] == said]
    if len(found) == 1:
        return str(found[0])
    # In numbers nearness is counted in years
    year = next((found.period.start_year for found in parse_periods(said)), int(said[:4]) if said[:4].isdecimal() else 9999)
    near = sorted(keys, key=lambda key: abs(int(key[:4]) - year))[:2]
    names = _("、").join(f"{key}（{periods.label_of_key(key)}）" for key in near)
    raise RequestError(_("{what}没有“{said}”，最接近的是：{names}").format(what=_("时期"), said=said, names=names))


def not_there(what: str, said: str, known: Mapping[str, str]) -> str:
    """没有指标“普惠率x”，最接近的是：… / 可选：…"""
    near = _nearest(said, known)
    names = [name if name == key else f"{key}（{name}）" for key, name in known.items() if key in near] if near else []
    if names:
        return _("{what}没有“{said}”，最接近的是：{names}").format(what=what, said=said, names=_("、").join(names))
    names = [name if name == key else f"{key}（{name}）" for key, name in list(known.items())[:MOST_NAMED]]
    more = _("等 {n} 个").format(n=len(known)) if len(known) > MOST_NAMED else ""
    return _("{what}没有“{said}”，可选：{names}").format(what=what, said=said, names=_("、").join(names) + more)


def _nearest(said: str, known: Mapping[str, str]) -> set[str]:
    def among(words: Iterable[str]) -> list[str]:
        return get_close_matches(said, list(words), n=3, cutoff=0.5)

    close = {*among(known), *among(known.values())}
    return {key for key, name in known.items() if key in close or name in close}
