"""What a pinned view becomes: slides with native charts, or its picture; as it may circulate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from exports.deck_content import Deck, Slide, Table, TextCell
from exports.names import speaking
from exports.picture import PICTURE_SIZES, Picture, PictureSize
from indicators.rounding import shown_short
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.circulation import Circulation, Mask, city_mask
from views.deck_heat import heat_slides
from views.deck_indicator import pace_slide, standing_slide
from views.deck_map import drawing_slide, map_slides
from views.deck_notes import indicator_notes
from views.deck_spread import spread_slide
from views.deck_tables import district_slide, parts_of
from views.deck_trend import trend_slide
from views.district_figures import figures
from views.district_profile_choice import rows_shown
from views.district_profile_rows import all_rows
from views.facts import Facts, definition_line, facts
from views.masked_slides import masked_slide
from views.page import PageView
from views.pins import Pin, choices, view_of

# Rows of a table that can be read on one slide
MOST_TABLE_ROWS, MOST_TABLE_COLUMNS, MOST_TABLE_SLIDES = 8, 8, 3
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
    found = facts(store, workspace, choices(pin, unranked=how.unranked))
    if view is None or found is None:
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
    return table_slides(view, found)


def table_slides(view: PageView, found: Facts) -> list[Slide]:
    """The page's table as real ones, in parts that can be read; rows beyond the last part are counted, not squeezed in."""
    whole = view.table.head(MOST_TABLE_ROWS * MOST_TABLE_SLIDES)
    parts = parts_of(range(len(whole)), MOST_TABLE_ROWS)
    slides = [_table_slide(view, found, view.table.iloc[part[0] : part[-1] + 1]) for part in parts if len(part)]
    more = len(view.table) - len(whole)
    if more > 0:
        slides[-1] = replace(slides[-1], remark=_("另有 {n} 行未列出").format(n=more))
    if len(slides) > 1:
        title = _("{title}（{n} / {all}）")
        slides = [
            replace(slide, title=title.format(title=slide.title, n=number, all=len(slides)))
            for number, slide in enumerate(slides, start=1)
        ]
    return slides


def _table_slide(view: PageView, found: Facts, part: pd.DataFrame) -> Slide:
    frame = part.iloc[:, :MOST_TABLE_COLUMNS]
    rows = [tuple(TextCell(_cell_text(cell)) for cell in row) for row in frame.itertuples(index=False)]
    heads = tuple(str(name) for name in frame.columns)
    longest = [max([len(head), *(len(row[number].text) for row in rows)]) for number, head in enumerate(heads)]
    definition = definition_line(found.indicator)
    several = view.footer if any(line.startswith(definition[:3]) for line in view.footer) else (*view.footer, definition)
    return Slide(
        view.finding,
        view.subtitle,
        Table(heads, tuple(rows), tuple(float(min(max(wide, 6), 18)) for wide in longest)),
        several,
        indicator_notes(found),
        _("表格：{title}。{columns}").format(title=view.finding, columns=_("、").join(heads)),
    )


def _cell_text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return "—"
    return shown_short(cell, 4) if isinstance(cell, float) else str(cell)


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
    """Each pin's picture with the name of its file, numbered in order; and why some are left out."""
    how = circulation or Circulation()
    mask = city_mask(store, workspace, how)
    found: list[tuple[str, Picture]] = []
    left_out: list[str] = []
    for number, pin in enumerate(pins, start=1):
        view = view_of(store, workspace, pin, unranked=how.unranked)
        if view is None or not view.has_picture or (mask is not None and pin.page == "district_map"):
            left_out.append(_why_left_out(store, workspace, pin, mask))
            continue
        title, note = (mask.text(text) if mask else text for text in (pin.title, pin.note))
        shown = mask.apply(view) if mask else view
        picture = shown.picture(size, title=title, note=note, mark=how.mark)
        found.append((speaking(f"{number:02d}", shown.name), picture))
    return found, tuple(left_out)
