"""Where a difference says little: less than one child or class from the target, a neighbour as near, a handful of children."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.people import amount_text
from indicators.rounding import shown
from indicators.suppression import FEW_CHILDREN, small_base
from language import _
from views.facts import Facts
from views.rankings import standing_of
from views.standings import Standing

# What a rate's denominator counts where one of them is a child
CHILDREN = ("人", "学位")
MOST_NAMES = 4


def place_noise(found: Facts, place: Standing) -> list[str]:
    """What has to be said beside one place's figure."""
    notes = []
    if below_one(place):
        assert place.needed is not None
        notes.append(_("离目标不足{amount}").format(amount=_one(place)))
    if few_children(found, place):
        notes.append(_("分母不足 {n} 人").format(n=FEW_CHILDREN))
    return notes + counts_differ(found, place)


def counts_differ(found: Facts, place: Standing) -> list[str]:
    """That a reported rate is not what its counts make, where the people still missing are reckoned from the counts."""
    row = None if place.is_city or place.needed is None else found.series.of(place.code, found.period)
    if row is None or row["origin"] != "reported" or row["value"] != row["value"] or row["from_counts"] != row["from_counts"]:
        return []
    decimals = found.indicator.decimals
    reported, counted = shown(row["value"], decimals), shown(row["from_counts"], decimals)
    if reported == counted:
        return []
    return [_("上报 {reported}，按人数（班、校）算是 {counted}：折合数按后者").format(reported=reported, counted=counted)]


def below_one(place: Standing) -> bool:
    """Whether what is still to do is less than one child, class or school."""
    return place.needed is not None and Fraction(0) < place.needed.exact < 1


def below_one_text(place: Standing) -> str:
    """The same as a chart's mark: 不足 1 个班; "" elsewhere."""
    return _("不足{amount}").format(amount=_one(place)) if below_one(place) else ""


def close_places(found: Facts, standings: Sequence[Standing]) -> frozenset[str]:
    """Codes of those among `standings` with a neighbour nearer than one child, class or school; none where nobody is ranked."""
    if found.unranked:
        return frozenset()
    ranked = standing_of(found, [place.code for place in standings if not place.is_city])
    return frozenset(code for code, one in ranked.items() if one.close)


def few_children(found: Facts, place: Standing) -> bool:
    """Whether the rate stands on fewer than 20 children."""
    return place.needed is not None and found.indicator.people_unit in CHILDREN and small_base(place.needed.denominator)


def noise_line(found: Facts, standings: Sequence[Standing]) -> str:
    """The same for a page's footer in one line; "" where every difference means something."""
    districts = [place for place in standings if not place.is_city]
    parts = []
    near = [place for place in districts if below_one(place)]
    if near:
        parts.append(_("{names}离目标不足{amount}").format(names=_names(near), amount=_one(near[0])))
    near_codes = close_places(found, standings)
    close = [place for place in districts if place.code in near_codes]
    if close:
        parts.append(_("≈ {names}与名次相邻的区县相差不足一人（班、校），位次仅供参考").format(names=_names(close)))
    fragile = [place for place in districts if place.found is not None and place.found.fragile]
    if fragile:
        parts.append(_("{names}的状态取决于近年某一期，去掉它就会变（见表中说明）").format(names=_names(fragile)))
    apart = [place for place in districts if counts_differ(found, place)]
    if apart:
        parts.append(_("{names}的上报值与按人数（班、校）算出的不同，差距按上报值，折合数按人数（见表中说明）").format(names=_names(apart)))
    few = [place for place in districts if few_children(found, place)]
    if few:
        parts.append(_("{names}分母不足 {n} 人，一人之差就有几个百分点").format(names=_names(few), n=FEW_CHILDREN))
    return _("；").join(parts)


def _one(place: Standing) -> str:
    assert place.needed is not None
    return f" {amount_text(1, place.needed.unit)}"


def _names(places: Sequence[Standing]) -> str:
    names = _("、").join(place.name for place in places[:MOST_NAMES])
    return names + (_("等 {n} 个区县").format(n=len(places)) if len(places) > MOST_NAMES else "")
