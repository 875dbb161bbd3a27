"""What is worth saying: the findings of one indicator, and of a whole city over all its indicators with a target.

Every sentence is computed, names its indicator, and carries its arithmetic. Where figures are hidden, the answer circulates
without ranks, or a visitor may see one district only, nobody is counted, compared or named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicators.definitions import Indicator
from indicators.finding_records import IMPORTANCE, Finding, FindingKind
from indicators.findings import find
from indicators.gaps import gap
from indicators.target_definitions import Target
from indicators.vocabulary import EducationLevel, Period
from language import _
from store import Store, Workspace
from views.choices import Choices, Options
from views.facts import Facts, facts, question
from views.hidden import hidden_places
from views.target_choice import comparable, default_target
from views.words import of_level

MOST = 8
# Of one indicator's findings a city's list takes the most important ones only
MOST_OF_ONE = 3


@dataclass(frozen=True)
class Said:
    """One sentence with its arithmetic and what it is about: indicator's id, 学段, target's id, the places named (codes)."""

    text: str
    arithmetic: str
    kind: FindingKind
    indicator: str
    level: str
    target: str
    places: tuple[str, ...] = ()


def findings_of(found: Facts, codes: Iterable[str] | None = None) -> list[Finding]:
    """All findings on the chosen indicator, most important first; none where figures are hidden or nobody may be named."""
    if found.unranked or found.workspace.only or hidden_places(found):
        return []
    return find(question(found, None if codes is None else set(codes)))


def findings_view(store: Store, workspace: Workspace, choices: Choices) -> tuple[Said, ...]:
    """The most important findings of a city in a period, one indicator's at most twice; empty for a city without a number."""
    found = facts(store, workspace, replace(choices, indicator="", level="", target="", district="", peers=""))
    if found is None or found.unranked or workspace.only:
        return ()
    known = sorted(set(found.offered["period_key"]), key=lambda key: (key[4] == "S", key[:4]), reverse=True)
    period = Period.from_key(choices.period if choices.period in known else known[0])
    said: list[tuple[tuple[int, float, int], Said]] = []
    here = found.offered[found.offered["period_key"] == period.key]
    pairs = sorted(set(zip(here["indicator"], here["education_level"].astype(str), strict=True)))
    place = {name: number for number, name in enumerate(found.catalogue.indicators)}
    for name, level in pairs:
        indicator = found.catalogue.indicators[name]
        targets = comparable(found.catalogue, workspace, indicator, EducationLevel(level))
        target = default_target(targets, period.start_year)
        parts = level in ("primary", "junior") and (name, "compulsory") in pairs
        if target is None or parts:
            continue
        options = _options(found.options, indicator, level, period, targets, target.id)
        one = replace(found.reaching([name]), options=options, series=found.other(name, EducationLevel(level)))
        gaps = [gap(value, target, indicator) for value in one.series.at(period)["value"] if value == value]
        worst = max((item.gap for item in gaps if item is not None), default=0.0) / indicator.step
        for finding in _told_once(findings_of(one))[:MOST_OF_ONE]:
            text = _("{indicator}：{text}").format(indicator=_label(one), text=finding.text)
            order = (-IMPORTANCE[finding.kind], -worst, place[name])
            said.append((order, Said(text, finding.arithmetic, finding.kind, name, level, target.id, finding.places)))
    return tuple(item for _order, item in sorted(said, key=lambda pair: (pair[0], pair[1].text))[:MOST])


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Who meets the target goes without saying where it is said how many places are short."""
    counted = any(finding.kind is FindingKind.PEOPLE for finding in findings)
    return [finding for finding in findings if not (counted and finding.kind is FindingKind.STANDING)]


def _options(
    options: Options, indicator: Indicator, level: str, period: Period, targets: list[Target], target: str
) -> Options:
    """The city's choices as if this indicator had been chosen."""
    chosen = replace(options.chosen, indicator=indicator.id, level=level, period=period.key, target=target)
    own = next(one for one in targets if one.id == target)
    return replace(options, indicator=indicator, chosen=chosen, targets=tuple(targets), target=own)


def _label(found: Facts) -> str:
    indicator = found.indicator
    if len(indicator.education_levels) < 2 or found.options.level == indicator.default_level:
        return indicator.short_label
    return of_level(found.catalogue.level_label(found.options.level), indicator.short_label)
