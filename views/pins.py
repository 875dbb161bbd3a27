"""A pinned view is a page and its URL query, not a picture: what it shows is asked anew each time, and what changed is told.

`seen` is what stood there when it was pinned or last looked through: finding, period and the texts of the table, so that a
figure that moved since then is named with both values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from indicators.rounding import shown_short
from language import _
from store import Store, Workspace, as_seen
from views.choices import Choices, choices_of
from views.page import PageView
from views.pinned_parts import PARTS, SHOWN, has_parts, part_view

# Pages whose view can be pinned; their views have the page's name
PIN_PAGES = ("overview", "district_map", "trends", "gaps", "equity", "district_profile", "targets", "sources", "upload")
# Those of them that open the calculation of a figure (why=1 in the URL)
EXPLAINED = ("overview", "district_map", "trends", "gaps", "equity", "district_profile", "targets")
MAP_FORMS = ("shapes", "picture", "both")
# More than this nobody looks through, and no meeting sits through
MOST_PINS, MOST_TEXT, MOST_ROWS, MOST_COLUMNS = 60, 200, 60, 14
# Of the visitor, the room and the way here, not of the view
NOT_KEPT = ("city", "lang", "mode", "deck", "pin", "why", SHOWN)


@dataclass(frozen=True)
class Seen:
    """The finding, and the table's texts by row and column, as they were read."""

    finding: str = ""
    table: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pin:
    """`query`: the page's own part of the URL. `title` "" = the finding of the day. `form`: how a map goes on a slide."""

    page: str
    query: Mapping[str, str]
    title: str = ""
    note: str = ""
    form: str = MAP_FORMS[0]
    seen: Seen = Seen()

    @property
    def address(self) -> str:
        """Path and query of the page as pinned: /gaps?indicator=inclusive_coverage."""
        return f"/{self.page}" + (f"?{urlencode(self.query)}" if self.query else "")


class PinError(ValueError):
    """A set that cannot be read or a pin too many; the text is one sentence."""


def pin_of(page: str, query: Mapping[str, str], view: PageView, shown: str = "") -> Pin:
    """The page as it stands, or the part of it that `shown` names (`views.pinned_parts.PARTS`), to be kept.

    Raises PinError for what cannot be pinned.
    """
    if page not in PIN_PAGES or (shown and PARTS.get(shown) != page):
        raise PinError(_("这一页不能加入会议材料"))
    return Pin(page, kept_query(query, shown), seen=seen_of(view))


def kept_query(query: Mapping[str, str], shown: str = "") -> dict[str, str]:
    """What a pin keeps of the URL: the view's own state."""
    kept = {name: value for name, value in query.items() if name not in NOT_KEPT and value}
    return kept | ({SHOWN: shown} if shown else {})


def view_of(store: Store, workspace: Workspace, pin: Pin, *, unranked: bool = False) -> PageView | None:
    """What the pinned page shows now, without small numbers; None where the city has nothing for it."""
    chosen = choices(pin, unranked=unranked)
    if has_parts(pin.page, pin.query):
        return part_view(store, workspace, pin.page, chosen, pin.query)
    found: PageView | None = getattr(import_module(f"views.{pin.page}"), f"{pin.page}_view")(store, workspace, chosen)
    return found


def choices(pin: Pin, *, unranked: bool = False) -> Choices:
    """The choices of a pinned view."""
    return choices_of(pin.query, unranked=unranked)


def states(pins: Sequence[Pin]) -> tuple[str, ...]:
    """The addresses of the pinned pages in their order, as a slide show goes through them."""
    return tuple(pin.address for pin in pins)


def seen_of(view: PageView) -> Seen:
    """What the view reads now."""
    table, column = view.table.iloc[:MOST_ROWS, :MOST_COLUMNS], _key_column(view.table)
    rows: dict[str, dict[str, str]] = {}
    for number, row in enumerate(table.to_dict("records")):
        key = _text(row[column]) if column else str(number + 1)
        rows.setdefault(key, {str(name): _text(cell) for name, cell in row.items() if name != column})
    return Seen(view.finding, rows)


def changes(pin: Pin, view: PageView) -> list[str]:
    """What reads otherwise than when the pin was last looked through, in words; [] where nothing does."""
    before, now = pin.seen, seen_of(view)
    if not before.finding:
        return []
    found = []
    for key, row in now.table.items():
        old = before.table.get(key)
        if old is None:
            found.append(_("新增：{name}").format(name=key))
            continue
        for name, text in row.items():
            if name not in old:
                found.append(_("新增：{name}").format(name=name))
            elif old[name] != text:
                found.append(f"{key} {name}：{old[name] or '—'} → {text or '—'}")
    found += [_("不再有：{name}").format(name=key) for key in before.table if key not in now.table]
    found = list(dict.fromkeys(found))
    if before.finding != now.finding:
        found.insert(0, _("结论：{before} → {now}").format(before=before.finding, now=now.finding))
    return found


def stale_title(pin: Pin, view: PageView) -> bool:
    """Whether a title of one's own was written under another finding: its figures may be old."""
    return bool(pin.title and pin.seen.finding and pin.seen.finding != view.finding)


def looked_through(pin: Pin, view: PageView) -> Pin:
    """The pin with today's figures as those that were read."""
    return replace(pin, seen=seen_of(view))


def for_everybody(store: Store, workspace: Workspace, pins: Sequence[Pin]) -> list[Pin]:
    """The pins as they may be shared: what staff read before it was published stays with them; the newest edition stands instead.

    Where everything accepted is published at once they stay as they are.
    """
    if not workspace.drafts:
        return list(pins)
    published = as_seen(store, workspace, unpublished=False)
    views = [view_of(store, published, pin) for pin in pins]
    return [
        looked_through(pin, view) if view is not None else replace(pin, seen=Seen())
        for pin, view in zip(pins, views, strict=True)
    ]


def to_newest(pin: Pin, newest: str) -> Pin:
    """The pin without its period, so that it follows the newest one; as it is where it stands at the newest already.

    What was read before stays, so that the new period's figures are told against it.
    """
    if pin.query.get("period") in (None, newest):
        return pin
    return replace(pin, query={name: value for name, value in pin.query.items() if name != "period"})


def moved(pins: Sequence[Pin], number: int, by: int) -> tuple[Pin, ...]:
    """The pins with one of them `by` places further down (or up, below 0); at the ends it stays."""
    order = list(pins)
    order.insert(max(0, min(number + by, len(order) - 1)), order.pop(number))
    return tuple(order)


def fit_for(pins: Sequence[Pin], *, uploads: bool) -> tuple[Pin, ...]:
    """Those that a visitor may see: who has reported what is for those who may see what was uploaded (`uploads`)."""
    return tuple(pin for pin in pins if uploads or pin.page != "upload")


def to_content(pins: Sequence[Pin]) -> dict[str, Any]:
    """The pins as JSON can hold them."""
    return {
        "pins": [
            {
                "page": pin.page,
                "query": dict(pin.query),
                "title": pin.title,
                "note": pin.note,
                "form": pin.form,
                "seen": {"finding": pin.seen.finding, "table": {key: dict(row) for key, row in pin.seen.table.items()}},
            }
            for pin in pins
        ]
    }


def from_content(content: object) -> tuple[Pin, ...]:
    """The pins of a stored set or of a browser's memory. Raises PinError where it is none."""
    try:
        entries = content["pins"]  # type: ignore[index]
        pins = tuple(_pin(entry) for entry in entries)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise PinError(_("这份材料读不出来，没有打开")) from error
    if len(pins) > MOST_PINS:
        raise PinError(_("一份材料最多 {n} 页").format(n=MOST_PINS))
    return pins


def _pin(entry: Mapping[str, Any]) -> Pin:
    page, form, seen = str(entry["page"]), str(entry.get("form", MAP_FORMS[0])), entry.get("seen") or {}
    if page not in PIN_PAGES or form not in MAP_FORMS:
        raise ValueError(page)
    query = {str(name): str(value)[:MOST_TEXT] for name, value in entry["query"].items()}
    rows = list(seen.get("table", {}).items())[:MOST_ROWS]
    table = {str(key): {str(name): str(text) for name, text in row.items()} for key, row in rows}
    read = Seen(str(seen.get("finding", "")), table)
    return Pin(page, query, str(entry.get("title", ""))[:MOST_TEXT], str(entry.get("note", ""))[:MOST_TEXT], form, read)


def _key_column(table: pd.DataFrame) -> str | None:
    """The column that names the rows: districts, else the first of texts that are told apart."""
    if _("区县") in table and table[_("区县")].is_unique:
        return _("区县")
    for name in table.columns:
        if table[name].map(lambda cell: isinstance(cell, str)).all() and table[name].is_unique:
            return str(name)
    return None


def _text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return shown_short(cell, 4) if isinstance(cell, float) else str(cell)
