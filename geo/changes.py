"""How counties changed since 2000: which went into which, since when, and what a line across the change must say.

Declared in data/places/changes.yaml. A change of name or rank over the same area (崇明县 → 崇明区) keeps the unit and its code of
today; a unit that went into others keeps its own last code and has successors; a unit carved out of others has a first year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.files import read_yaml
from geo.places import Place
from geo.romanised import long_form
from indicators.vocabulary import PlaceKind
from language import _, current

KINDS = ("renamed", "absorbed", "merged", "split", "moved", "transferred", "together")


@dataclass(frozen=True)
class Change:
    """One change. `old` and `new` hold (code, name); a name on both sides is the same unit, with more or less area.

    `year` is the calendar year in which it took effect, `first_year` the first school year counted after it: a change in
    September or later leaves the count of 1 September of its year as it was. `heirs` says, where it is not all of `new`, into
    which units an old one went. `city_code` is the city of the new units.
    """

    city_code: str
    year: int
    first_year: int
    kind: str
    old: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    heirs: dict[str, tuple[str, ...]]
    verified: bool

    @property
    def gone(self) -> tuple[tuple[str, str], ...]:
        """The old units that are no more (in their city), as (code, name); none where the unit only changed its name."""
        if self.kind == "transferred":
            return self.old
        if self.kind not in ("absorbed", "merged", "split"):
            return ()
        kept = {name for _code, name in self.new}
        return tuple((code, name) for code, name in self.old if name not in kept)

    @property
    def created(self) -> tuple[tuple[str, str], ...]:
        """The new units that were not there before (in their city) under this name."""
        if self.kind == "transferred":
            return self.new
        if self.kind not in ("merged", "split"):
            return ()
        before = {name for _code, name in self.old}
        return tuple((code, name) for code, name in self.new if name not in before)

    def text(self) -> str:
        """What happened, in the language of the moment: "闸北区并入静安区（2015年）"."""
        patterns = {
            "renamed": _("{old}改为{new}（{year} 年）"),
            "absorbed": _("{old}并入{new}（{year} 年）"),
            "merged": _("{old}合并为{new}（{year} 年）"),
            "split": _("{old}调整为{new}（{year} 年）"),
            "moved": _("{old}部分区域划入{new}（{year} 年）"),
            "transferred": _("{old}改由另一个市管辖（{year} 年）"),
            "together": _("{old}自 {year} 年起与{new}合并上报"),
        }
        return patterns[self.kind].format(old=_names(self.old), new=_names(self.new), year=self.year)


@dataclass(frozen=True)
class Break:
    """A line of place `code` is not comparable across this point. Charts put the mark just before `first_year`.

    `year` is the calendar year of the change; `verified` False where no document was at hand.
    """

    code: str
    year: int
    first_year: int
    text: str
    verified: bool


def _names(units: tuple[tuple[str, str], ...]) -> str:
    return _("、").join(name if current() == "zh" else long_form(name) for _code, name in units)


@cache
def changes() -> tuple[Change, ...]:
    """All declared changes, in order of date. Raises ValueError with the entry that is not as it should be."""
    found = [_change(entry) for entry in read_yaml("changes.yaml")["changes"]]
    return tuple(sorted(found, key=lambda change: (change.year, change.city_code)))


def _change(entry: dict[str, Any]) -> Change:
    try:
        year, month = (int(part) for part in str(entry["date"]).split("-"))
        kind = str(entry["kind"])
        if kind not in KINDS or not 1 <= month <= 12:
            raise ValueError(f"kind or month out of range: {kind}, {month}")
        return Change(
            str(entry["city"]),
            year,
            year + 1 if month >= 9 else year,
            kind,
            _units(entry["old"]),
            _units(entry["new"]),
            {str(code): tuple(str(heir) for heir in heirs) for code, heirs in dict(entry.get("heirs", {})).items()},
            bool(entry.get("verified", True)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"changes.yaml: {entry}: {error}") from error


def _units(texts: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(texts, list) or not texts:
        raise ValueError("old and new are lists of 'code name'")
    pairs = tuple(str(text).split(" ", 1) for text in texts)
    return tuple((code, name) for code, name in pairs)


@cache
def former_places() -> tuple[Place, ...]:
    """The units that are no more, each with its last year."""
    started = _started()
    places: dict[str, Place] = {}
    for change in changes():
        for code, name in change.gone:
            city_code = former_city(change, code)
            places[code] = Place(code, name, PlaceKind.DISTRICT, city_code, started.get(last_code(code)), change.first_year - 1)
    return tuple(places.values())


def former_city(change: Change, code: str) -> str:
    """The city an old unit was in: its code's first four digits say so where it went to another city."""
    return f"{code[:4]}00" if change.kind == "transferred" else change.city_code


@cache
def _started() -> dict[str, int]:
    return {last_code(code): change.first_year for change in changes() for code, _name in change.created}


def first_year(code: str) -> int | None:
    """The first school year in which this unit was counted; None where it was always there, as far as we know."""
    return _started().get(code)


@cache
def current_codes() -> dict[str, str]:
    """Former code → today's code of the same unit (崇明县 310230 → 310151; 南通's old 崇川区 320602 → 320613)."""
    codes: dict[str, str] = {}
    for change in changes():
        if change.kind == "transferred":
            continue
        if change.kind == "renamed":
            codes |= {old[0]: new[0] for old, new in zip(change.old, change.new, strict=True) if old[0] != new[0]}
        else:
            now = {name: code for code, name in change.new}
            codes |= {code: now[name] for code, name in change.old if name in now and now[name] != code}
    return codes


@cache
def former_names() -> dict[str, tuple[tuple[str, int], ...]]:
    """Earlier names of units that are still there, by code: (name, last school year), oldest first."""
    names: dict[str, list[tuple[str, int]]] = {}
    for change in changes():
        for (old, name), (new, _name) in zip(change.old, change.new, strict=False):
            if change.kind == "renamed":
                names.setdefault(last_code(new), []).extend([*names.pop(old, []), (name, change.first_year - 1)])
    return {code: tuple(rows) for code, rows in names.items()}


def last_code(code: str) -> str:
    """Today's code of the same unit: 310230 → 310151; the code itself where it never changed."""
    while code in current_codes():
        code = current_codes()[code]
    return code


def successors(code: str) -> tuple[str, ...]:
    """The codes into which a unit went, today's ones: 310108 → ("310106",); () for a unit that is still there."""
    if (today := last_code(code)) != code:
        return successors(today) or (today,)
    for change in changes():
        if code in {old for old, _name in change.gone}:
            at = [old for old, _name in change.old].index(code)
            heirs = [change.new[at][0]] if change.kind == "transferred" else [new for new, _name in change.new]
            heirs = list(change.heirs.get(code, heirs))
            return tuple(dict.fromkeys(last for heir in heirs for last in (successors(heir) or (heir,))))
    return ()


def breaks(city_code: str) -> list[Break]:
    """Where lines of this city's places are not comparable, in order of year: each unit that gained, lost or changed."""
    own = city_code.partition("-")[0]
    found = []
    for change in changes():
        left = [code for code, _name in change.old if former_city(change, code) == own]
        joined = [code for code, _name in change.new if change.city_code == own]
        units = joined if change.kind in ("renamed", "transferred") and joined else [*left, *joined]
        codes = dict.fromkeys(last_code(code) for code in units)
        found += [Break(code, change.year, change.first_year, change.text(), change.verified) for code in codes]
    return found
