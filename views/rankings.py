"""A place's rank among those compared: ties, band, who is not ranked, and places won or lost since an earlier period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from charts.tokens import NONE
from indicators.pace import WINDOW_YEARS
from indicators.peers import place_changes
from indicators.ranks import Ranking, rank
from indicators.vocabulary import Period, Polarity
from language import _
from views.facts import Facts
from views.target_choice import lower_is_better


@dataclass(frozen=True)
class PlaceRank:
    """`rank` None = no value. `band`: "top", "bottom" or ""; `change`: places won (positive) since `since`, None = unknown."""

    rank: int | None
    ranked: int
    not_ranked: int
    tied: bool
    close: bool
    band: str
    change: int | None
    since: int | None

    @property
    def text(self) -> str:
        """并列 2/5，前四分之一；未排 1 个."""
        if self.rank is None or self.ranked < 2:  # the only one with a figure is neither first nor last
            return NONE
        text = f"{self.rank}/{self.ranked}"
        text = _("并列 {rank}").format(rank=text) if self.tied else text
        text += {"top": _("，前四分之一"), "bottom": _("，后四分之一")}.get(self.band, "")
        return text + (_("；未排 {n} 个").format(n=self.not_ranked) if self.not_ranked else "")

    @property
    def change_text(self) -> str:
        """比 2021 年升 2 位."""
        if self.change is None or self.since is None or self.ranked < 2:
            return NONE
        if not self.change:
            return _("与 {year} 年相同").format(year=self.since)
        pattern = _("比 {year} 年升 {n} 位") if self.change > 0 else _("比 {year} 年降 {n} 位")
        return pattern.format(year=self.since, n=abs(self.change))

    @property
    def close_note(self) -> str:
        """差距不足一人, where a neighbour is nearer than one child, class or school."""
        return _("与相邻区县差距不足一人（班、校）") if self.close else ""


def standing_of(found: Facts, codes: Collection[str] | None = None) -> dict[str, PlaceRank]:
    """The rank of every place of the period, of `codes` only where given; nothing where no side is the better one.

    That is so, without a target, for totals and for shares that are neither good nor bad (在家接受教育的比例).
    """
    if found.options.target is None and (found.indicator.additive or found.indicator.polarity is Polarity.NEITHER):
        return {}
    now, places = _ranking(found, found.period, codes)
    since, before = _earlier(found, codes, places, now)
    changes = place_changes(before, dict(zip(places, now.ranks, strict=True))) if before else {}
    holders = Counter(now.ranks)
    return {
        code: PlaceRank(
            rank=place,
            ranked=now.ranked,
            not_ranked=now.total - now.ranked,
            tied=place is not None and holders[place] > 1,
            close=now.close[number],
            band=now.band[number],
            change=changes.get(code),
            since=since,
        )
        for number, (code, place) in enumerate(zip(places, now.ranks, strict=True))
    }


def _ranking(found: Facts, period: Period, codes: Collection[str] | None) -> tuple[Ranking, list[str]]:
    better = not lower_is_better(found.indicator, found.options.target)
    key = (period, better, None if codes is None else frozenset(codes))
    if key not in found.series.rankings:
        found.series.rankings[key] = _ranked(found, period, codes, better)
    answer: tuple[Ranking, list[str]] = found.series.rankings[key]
    return answer


def _ranked(found: Facts, period: Period, codes: Collection[str] | None, better: bool) -> tuple[Ranking, list[str]]:
    rows = found.series.at(period)
    rows = rows if codes is None else rows[rows["place_code"].isin(list(codes))]
    values, above, below = (rows[name].tolist() for name in ("value", "numerator", "denominator"))
    return rank(found.indicator, values, above, below, better), rows["place_code"].tolist()


def _earlier(
    found: Facts, codes: Collection[str] | None, places: list[str], now: Ranking
) -> tuple[int | None, dict[str, int | None]]:
    """The earliest period of the window in which the same places were ranked in the same territory."""
    ranked = {code for code, place in zip(places, now.ranks, strict=True) if place is not None}
    for period in found.series.alike(found.period)[:-1]:
        year = period.start_year
        if year < found.period.start_year - WINDOW_YEARS:
            continue
        if any(found.series.comparable(code, found.period).touched(year) for code in ranked):
            continue
        then, places_then = _ranking(found, period, codes)
        before = dict(zip(places_then, then.ranks, strict=True))
        if {code for code, place in before.items() if place is not None} == ranked:
            return year, before
    return None, {}
