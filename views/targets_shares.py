"""A whole-city count shared out to districts: by schools, children or evenly, adding up to it exactly, beside what each has.

A share is arithmetic, no duty that a document sets: the page says by what it was shared out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from charts.tokens import NONE
from indicators import periods
from indicators.rounding import shown, shown_short
from indicators.target_definitions import Target, TargetScope
from indicators.targets import at_most, bound_text, share_out
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.choices import Choices
from views.district_figures import Figures, figures
from views.facts import Facts, facts
from views.targets_lines import in_force
from views.words import with_unit

EVENLY = "even"
WEIGHTS = ("schools", "kindergartens", "pupils", "kindergarten_pupils", "classes")


@dataclass(frozen=True)
class SharesView:
    """`targets` and `weights`: (id, words) of what may be chosen; `table`: a district in each row, the city last."""

    targets: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, str], ...]
    target: str
    weight: str
    sentence: str
    table: pd.DataFrame


def targets_shares_view(store: Store, workspace: Workspace, choices: Choices) -> SharesView | None:
    """The target that `choices.target` names, else the first that counts for the whole city; None where there is none."""
    found = facts(store, workspace, choices)
    if found is None:
        return None
    offered = [t for t in in_force(found.catalogue, workspace, ()) if t.scope is TargetScope.WHOLE_CITY and _counts(found, t)]
    if not offered:
        return None
    target = next((one for one in offered if one.id == choices.shared), offered[0])
    known = figures(store, workspace, choices.released)
    weights = {EVENLY: dict.fromkeys(_places(found), 1.0)} | _weights(known, found)
    first = next((name for name in weights if name != EVENLY), EVENLY)
    weight = choices.weight if choices.weight in weights else first
    labels = {name: _("按{what}").format(what=found.catalogue.indicators[name].label) for name in weights if name != EVENLY}
    labels[EVENLY] = _("各区县平均")
    return SharesView(
        targets=tuple((one.id, _target_words(found, one)) for one in offered),
        weights=tuple((name, labels[name]) for name in sorted(weights, key=lambda name: name == EVENLY)),
        target=target.id,
        weight=weight,
        sentence=_sentence(found, target, labels[weight], weights[weight]),
        table=_table(found, target, weights[weight], labels[weight]),
    )


def _counts(found: Facts, target: Target) -> bool:
    """Only whole things are shared out."""
    return target.value is not None and found.catalogue.indicators[target.indicator].additive and not at_most(target)


def _target_words(found: Facts, target: Target) -> str:
    indicator = found.catalogue.indicators[target.indicator]
    return f"{indicator.label} {bound_text(target)} {indicator.unit_label}".rstrip()


def _places(found: Facts) -> dict[str, str]:
    """Districts of the city's newest period by code; zones only where they reported."""
    rows = found.series.at(found.series.periods[-1] if found.series.periods else found.period)
    return dict(zip(rows["place_code"].tolist(), rows["place_name"].tolist(), strict=True))


def _weights(known: Figures, found: Facts) -> dict[str, dict[str, float]]:
    """Counts that every district has in the period: only such a one can share out fairly."""
    places = _places(found)
    weights: dict[str, dict[str, float]] = {}
    for name in WEIGHTS:
        indicator = found.catalogue.indicators[name]
        for level in (indicator.default_level, *indicator.education_levels):
            cells = known.here((name, str(level)), found.period.key)
            counts = {code: cells[code].value for code in places if code in cells and cells[code].known}
            if name not in weights and len(counts) == len(places) and sum(counts.values()) > 0:
                weights[name] = counts
    return weights


def _sentence(found: Facts, target: Target, by: str, weights: Mapping[str, float]) -> str:
    indicator = found.catalogue.indicators[target.indicator]
    assert target.value is not None
    text = _("全市 {total}{by}分到 {n} 个区县（最大余数法，各区县相加正好等于全市）")
    return text.format(total=with_unit(target.value, indicator), by=by, n=len(weights))


def _table(found: Facts, target: Target, weights: Mapping[str, float], by: str) -> pd.DataFrame:
    """Weight, share, what the district has in its newest period, what is left; the full value of a range beside it."""
    indicator = found.catalogue.indicators[target.indicator]
    assert target.value is not None
    shares = share_out(round(target.value), weights)
    full = share_out(round(target.value_full), weights) if target.value_full is not None else {}
    period, has = _newest(found, target)
    head = _("现有（{period}）").format(period=periods.label(period)) if period else _("现有")
    rows = []
    for code, name in _places(found).items():
        now = has.get(code)
        rows.append(
            {
                _("区县"): name,
                by: shown_short(weights[code]),
                _("分到"): f"{shares[code]:,}" + (_("（满额 {n}）").format(n=f"{full[code]:,}") if full else ""),
                head: shown(now, indicator.decimals) if now is not None else NONE,
                _("还差"): NONE if now is None else f"{max(shares[code] - round(now), 0):,}",
            }
        )
    total = {_("区县"): _("全市"), by: shown_short(sum(weights.values())), _("分到"): f"{sum(shares.values()):,}"}
    total[_("分到")] += _("（满额 {n}）").format(n=f"{sum(full.values()):,}") if full else ""
    return pd.DataFrame([*rows, total | {head: NONE, _("还差"): NONE}])


def _newest(found: Facts, target: Target) -> tuple[Period | None, dict[str, float]]:
    """What each place has in the newest period with a figure."""
    series = found.other(target.indicator, target.education_level)
    newest = max(series.periods, key=lambda period: period.start_year, default=None)
    if newest is None:
        return None, {}
    here = series.at(newest)
    known = here[here["value"].notna()]
    return newest, dict(zip(known["place_code"].tolist(), known["value"].tolist(), strict=True))
