"""What a pinned view becomes: slides with native charts, or its picture; as it may circulate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from exports.deck_content import Deck, Slide, Table
from exports.names import speaking
from exports.picture import PICTURE_SIZES, Picture, PictureSize
from exports.table_picture import table_picture
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.circulation import Circulation, Mask, city_mask
from views.deck_heat import heat_slides
from views.deck_indicator import pace_slide, standing_slide
from views.deck_map import drawing_slide, map_slides
from views.deck_notes import indicator_notes
from views.deck_spread import spread_slide
from views.deck_tables import district_slide
from views.deck_trend import trend_slide
from views.district_figures import figures
from views.district_profile_choice import rows_shown
from views.district_profile_rows import all_rows
from views.facts import definition_line, facts
from views.masked_slides import masked_slide, masked_table
from views.page import PageView, numbered
from views.pinned_parts import SHOWN, TELLING, has_parts
from views.pins import Pin, choices, view_of
from views.table_slides import table_notes, table_slides

SLIDE_SIZE = PICTURE_SIZES["slide"]


@dataclass(frozen=True)
class PinnedDeck:
    """`left_out`: for each pin that is not in it, why; `mask` where districts are anonymous."""

    deck: Deck
    left_out: tuple[str, ...]
    mask: Mask | None


def pinned_deck(
    store: Store, workspace: Workspace, pins: Sequence[Pin], name: str = "", circulation: Circulation | None = None
) -> PinnedDeck:
    """The pins as a deck behind a cover; nothing but a cover where no pin has anything to show."""
    how = circulation or Circulation()
    mask = city_mask(store, workspace, how)
    slides: list[Slide] = []
    left_out: list[str] = []
    for pin in pins:
        made = [_finished(slide, pin, mask) for slide in slides_of(store, workspace, pin, how)]
        kept = [slide for slide in made if slide is not None]
        slides += kept
        if not kept:
            left_out.append(_why_left_out(store, workspace, pin, mask))
    title = name or _("{city}教育对标：会议材料").format(city=workspace.label)
    if slides:
        cover = _cover(title, workspace, slides)
        slides.insert(0, mask.apply(cover) if mask is not None else cover)
    file = speaking(name or _("会议材料"), workspace.label)
    deck = Deck(title, file, workspace.simulated, tuple(slides), how.mark)
    return PinnedDeck(replace(mask.apply(deck), slides=deck.slides) if mask else deck, tuple(left_out), mask)


def slides_of(store: Store, workspace: Workspace, pin: Pin, how: Circulation) -> list[Slide]:
    """The slides of one pin, nothing in them masked yet; none where the city has nothing for it."""
    view: Any = view_of(store, workspace, pin, unranked=how.unranked)
    if view is None:
        return []
    if has_parts(pin.page, pin.query):
        if how.anonymous and pin.query.get(SHOWN) in TELLING:
            return []
        masked = city_mask(store, workspace, how)
        if masked is not None:  # a drawing cannot be masked, its table can
            view = masked_table(view, masked)
        return [drawing_slide(view, table_notes(view))] if view.has_picture else table_slides(view, table_notes(view))
    found = facts(store, workspace, choices(pin, unranked=how.unranked))
    if found is None:
        return []
    if pin.page == "overview":
        masked = city_mask(store, workspace, how)
        return heat_slides(masked.apply(view) if masked else view, unranked=how.unranked)
    if pin.page == "district_map":
        return map_slides(view, found, pin.form)
    if pin.page == "trends":
        plain = view.options.chosen.form in ("", "lines")
        newest = facts(store, workspace, replace(choices(pin, unranked=how.unranked), period=""))
        return [trend_slide(newest, view) if plain and newest is not None else drawing_slide(view, indicator_notes(found))]
    if pin.page == "equity":
        found = facts(store, workspace, replace(view.options.chosen, released=True, unranked=how.unranked)) or found
        return [spread_slide(found, view)]
    if pin.page == "district_profile":
        period = Period.from_key(view.period)
        place = found.options.chosen.district or found.options.first_place
        rows = all_rows(figures(store, workspace, True), found.catalogue, period, place, how.unranked)
        return [district_slide(view, rows_shown(found.catalogue, rows), found)] if view.has_picture else []
    if pin.page == "gaps":
        return [pace_slide(found) if found.options.target is not None else standing_slide(found)]
    return table_slides(view, indicator_notes(found), (*view.footer, definition_line(found.indicator)))


def _finished(slide: Slide, pin: Pin, mask: Mask | None) -> Slide | None:
    """With the pin's own title and note, and without names where districts are anonymous."""
    titled = replace(
        slide,
        title=pin.title or slide.title,
        remark=_("；").join(filter(None, (pin.note, slide.remark))),
        notes=tuple(filter(None, (pin.note, _("数据结论：{text}").format(text=slide.title) if pin.title else "", *slide.notes))),
    )
    if mask is None:
        return titled
    return None if pin.page == "sources" else masked_slide(titled, mask)  # it tells where in which file each figure stands


def _why_left_out(store: Store, workspace: Workspace, pin: Pin, mask: Mask | None) -> str:
    view = view_of(store, workspace, pin)
    name = pin.title or (view.finding if view is not None else pin.address)
    if view is None or mask is None:
        return _("“{name}”没有数据可画，不在材料里").format(name=mask.text(name) if mask else name)
    return _("“{name}”从图形或出处能认出区县，隐去名称时不在材料里").format(name=mask.text(name))


def _cover(title: str, workspace: Workspace, slides: Sequence[Slide]) -> Slide:
    subtitle = _("{city}　•　{n} 页　•　{day}制作").format(city=workspace.label, n=len(slides), day=date.today().isoformat())
    notes = (title, subtitle, _("图表和表格都可以直接编辑；每页备注里有算式和出处（文件、工作表、单元格）。"))
    return Slide(title, subtitle, None, slides[0].footer[:1], notes, title)


def pictures(
    store: Store,
    workspace: Workspace,
    pins: Sequence[Pin],
    circulation: Circulation | None = None,
    size: PictureSize = SLIDE_SIZE,
) -> tuple[list[tuple[str, Picture]], tuple[str, ...]]:
    """Each pin's pictures with the names of their files, numbered in order; and why some are left out.

    A view that is a table is drawn as one, on as many pictures as it takes to be read.
    """
    how = circulation or Circulation()
    mask = city_mask(store, workspace, how)
    found: list[tuple[str, Picture]] = []
    left_out: list[str] = []
    for number, pin in enumerate(pins, start=1):
        view = view_of(store, workspace, pin, unranked=how.unranked)
        made = [] if view is None else _pictures(store, workspace, pin, view, (how, mask, size))
        if view is None or not made:
            left_out.append(_why_left_out(store, workspace, pin, mask))
            continue
        name = (mask.apply(view) if mask else view).name
        for part, picture in enumerate(made, start=1):
            found.append((speaking(f"{number:02d}", name, str(part) if len(made) > 1 else ""), picture))
    return found, tuple(left_out)


def _pictures(
    store: Store, workspace: Workspace, pin: Pin, view: PageView, how: tuple[Circulation, Mask | None, PictureSize]
) -> list[Picture]:
    """One of the chart, or one for each part of the table."""
    circulation, mask, size = how
    drawable = view.has_picture and not (mask is not None and has_parts(pin.page, pin.query))
    if drawable and mask is not None and pin.page == "district_map":
        return []
    if drawable:
        title, note = (mask.text(text) if mask else text for text in (pin.title, pin.note))
        parts = (mask.apply(view) if mask else view).split(size)
        titles = [numbered(title, n, len(parts)) if title else "" for n in range(1, len(parts) + 1)]
        return [
            part.picture(size, title=said, note=note, mark=circulation.mark) for part, said in zip(parts, titles, strict=True)
        ]
    made = [_finished(slide, pin, mask) for slide in slides_of(store, workspace, pin, circulation)]
    tables = [slide for slide in made if slide is not None and isinstance(slide.body, Table)]
    return [table_picture(slide, workspace.simulated, circulation.mark, size) for slide in tables]
