"""Layouts remembered: what people answered about one workbook, applied to the next one of its family.

A layout is a small YAML file that a person can read and mend: which headings make the family, and the answers by heading, place,
sheet. What a new file has more or less than the remembered one is told both ways.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from indicators.catalogue import load_catalogue
from indicators.issues import Issue
from indicators.vocabulary import EducationLevel, Period
from loaders.meanings import Meaning
from loaders.words import bare

IGNORED = "-"


@dataclass(frozen=True)
class HeadingAnswer:
    """A person's answer for one heading; `indicator` "-" = leave its figures out of the store."""

    indicator: str
    education_level: str = ""
    breakdown: str = ""


@dataclass(frozen=True)
class Layout:
    """Answers for a family of workbooks. Keys of `headings` are heading paths as shown ("小学 › 教育集团数"), of `places` the
    names as read, of `periods` sheet names ("" for the whole file); `known` = the headings the family had when remembered."""

    name: str = ""
    city_code: str = ""
    known: tuple[str, ...] = ()
    headings: Mapping[str, HeadingAnswer] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same for every file with these headings, whatever its order of columns, years and districts."""
        return fingerprint(self.known)

    def meaning(self, heading: tuple[str, ...]) -> Meaning | None:
        """The answer for a heading path, None where nobody gave one. Raises KeyError for an indicator the catalogue lost."""
        answer = self.headings.get(heading_text(heading)) or self._folded.get(bare(heading_text(heading)))
        if answer is None:
            return None
        if answer.indicator == IGNORED:
            return Meaning(ignored=True)
        known = load_catalogue().indicators[answer.indicator]
        level = EducationLevel(answer.education_level) if answer.education_level else known.default_level
        return Meaning(answer.indicator, level, answer.breakdown)

    @property
    def _folded(self) -> dict[str, HeadingAnswer]:
        return {bare(key): answer for key, answer in self.headings.items()}

    def period(self, sheet: str) -> Period | None:
        """The period a person gave for a sheet, or for the whole file."""
        key = self.periods.get(sheet) or self.periods.get("")
        return Period.from_key(key) if key else None


NO_LAYOUT = Layout()


def heading_text(heading: Iterable[str]) -> str:
    """A heading path in one line, as people see it."""
    return " › ".join(heading)


def fingerprint(headings: Iterable[str]) -> str:
    """A short stable mark of a set of headings."""
    return hashlib.sha256("\n".join(sorted({bare(text) for text in headings})).encode()).hexdigest()[:12]


def to_yaml(layout: Layout) -> str:
    """The layout as text for `data/layouts` or the store."""
    content: dict[str, Any] = {"name": layout.name}
    if layout.city_code:
        content["city"] = layout.city_code
    if layout.headings:
        content["headings"] = {
            text: "-" if answer.indicator == IGNORED else {k: v for k, v in vars(answer).items() if v}
            for text, answer in layout.headings.items()
        }
    for name in ("places", "periods"):
        if getattr(layout, name):
            content[name] = dict(getattr(layout, name))
    content["known"] = list(layout.known)
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def from_yaml(text: str) -> Layout:
    """Read a layout. Raises ValueError naming the entry that does not fit."""
    content = yaml.safe_load(text)
    if not isinstance(content, dict):
        raise ValueError("a layout is a mapping with name, known, headings, places, periods")
    headings = {}
    for key, answer in (content.get("headings") or {}).items():
        if answer == IGNORED:
            headings[str(key)] = HeadingAnswer(IGNORED)
        elif isinstance(answer, dict) and answer.get("indicator") in load_catalogue().indicators:
            headings[str(key)] = HeadingAnswer(**{str(name): str(value) for name, value in answer.items()})
        else:
            raise ValueError(f"headings: {key}: {answer!r} names no indicator of the catalogue")
    periods = {str(sheet): Period.from_key(str(key)).key for sheet, key in (content.get("periods") or {}).items()}
    places = {str(name): str(code) for name, code in (content.get("places") or {}).items()}
    known = tuple(str(text) for text in content.get("known") or ())
    return Layout(str(content.get("name") or ""), str(content.get("city") or ""), known, headings, places, periods)


def resemblance(layout: Layout, headings: Iterable[str]) -> float:
    """How much of the family's headings a workbook has: 1 = all of both, 0 = none (shared ÷ all)."""
    mine, theirs = {bare(text) for text in layout.known}, {bare(text) for text in headings}
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def choose(layouts: Iterable[Layout], headings: Iterable[str]) -> Layout | None:
    """The remembered layout of this family: the one most alike, if at least six tenths of the headings are the same."""
    wanted = list(headings)
    best = max(layouts, key=lambda layout: resemblance(layout, wanted), default=None)
    return best if best is not None and resemblance(best, wanted) >= 0.6 else None


def drift_issues(layout: Layout, headings: Iterable[str]) -> Iterator[Issue]:
    """Headings that the family had and this file lacks, and those that are new."""
    if not layout.known:
        return
    now = {bare(text): text for text in headings}
    then = {bare(text): text for text in layout.known}
    for key, text in then.items():
        if key not in now:
            yield Issue.of("layout-missing", text=text)
    for key, text in now.items():
        if key not in then:
            yield Issue.of("layout-new", text=text)
