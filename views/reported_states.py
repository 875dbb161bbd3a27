"""Who has reported what: district × indicator for one period, and the list to chase.

Asked is what the rounds for this period ask, of whom they ask it. Without a round it is what the city collects: an indicator and
education level that any of its places reported for this period or the one before. So a form that everybody still owes shows up
as soon as last year's is there, and nobody is chased for what no form asks.
"""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

import pandas as pd

import geo
from indicators.catalogue import Catalogue
from indicators.derived import with_derived
from indicators.vocabulary import Period, PlaceKind, ValueStatus
from store import Round, Store, all_rounds, indicator_catalogue, period_deadline

# Said and therefore not owed, although there is no number
_SAID = frozenset(
    {
        ValueStatus.SUPPRESSED,
        ValueStatus.NOT_APPLICABLE,
        ValueStatus.NOT_COLLECTED,
        ValueStatus.ESTIMATED,
        ValueStatus.PROVISIONAL,
    }
)

_COLUMN = ["place_code", "indicator", "education_level"]
REPORTED_COLUMNS = ("place_code", "place_name", "place_kind", "indicator", "asked", "answered", "state", "uploaded_at")


class ReportState(StrEnum):
    """REPORTED all of it in time; LATE all of it, some after the deadline; PARTLY some levels; MISSING none; NOT_ASKED."""

    REPORTED = "reported"
    LATE = "late"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


def reported(store: Store, workspace: str, period_key: str) -> pd.DataFrame:
    """REPORTED_COLUMNS, one row for each place and asked indicator.

    `asked` and `answered` count education levels; `uploaded_at` (UTC) is when the last of them came, NaT where none did. A number
    counts as answered, and so do a state which says why there is none and a number that follows from what was reported (a rate
    whose counts are there); a blank or unreadable cell does not. Raises ValueError on a period that is none.
    """
    period = Period.from_key(period_key)
    before = Period(period.start_year - 1, period.kind).key
    every = store.current_values(workspace)
    every = every[every["period_key"].isin([period_key, before]) & (every["place_kind"] != PlaceKind.CITY)]
    values = every[every["breakdown"] == ""]
    rounds = _rounds(store, workspace, period_key)
    if rounds:
        asked = _asked_by(rounds, values, workspace, period)
    else:
        asked = _places(values, workspace, period).merge(values[["indicator", "education_level"]].drop_duplicates(), how="cross")
    grid = asked.merge(_answered(every, period_key, indicator_catalogue(store, workspace)), on=_COLUMN, how="left")
    found = grid.groupby(["place_code", "place_name", "place_kind", "indicator"], sort=False, as_index=False).agg(
        asked=("education_level", "size"), answered=("uploaded_at", "count"), uploaded_at=("uploaded_at", "max")
    )
    latest = period_deadline(store, workspace, period_key)
    # The deadline's day ends where the bureau is, eight hours before UTC's
    limit = datetime.combine(latest, time(16, 0)) if latest else None
    parts = zip(found["asked"], found["answered"], found["place_kind"], found["uploaded_at"], strict=True)
    # A round asks by name; without one a zone or the city's own schools need not have every indicator
    bound = bool(rounds)
    found["state"] = [
        str(_state(wanted, given, bound or kind == PlaceKind.DISTRICT, when, limit)) for wanted, given, kind, when in parts
    ]
    return found[list(REPORTED_COLUMNS)]


def _answered(values: pd.DataFrame, period_key: str, catalogue: Catalogue) -> pd.DataFrame:
    """Place, indicator and education level of what a place has answered in the period, and when the last of it came."""
    now = values[values["period_key"] == period_key]
    said = now[(now["breakdown"] == "") & (now["value"].notna() | now["status"].isin(list(_SAID)))]
    derived = with_derived(now, catalogue)
    follows = derived[(derived["origin"] == "computed") & (derived["breakdown"] == "")][_COLUMN]
    arrived = now[now["value"].notna()].groupby(["place_code", "indicator"])["uploaded_at"].max().to_dict()
    whole = now.groupby("place_code")["uploaded_at"].max()
    times = [
        max((arrived[place, source] for source in _sources(catalogue, name) if (place, source) in arrived), default=whole[place])
        for place, name in zip(follows["place_code"], follows["indicator"], strict=True)
    ]
    follows = follows.assign(uploaded_at=pd.Series(times, follows.index, now["uploaded_at"].dtype))
    return pd.concat([said[[*_COLUMN, "uploaded_at"]], follows], ignore_index=True).drop_duplicates(_COLUMN)


def _sources(catalogue: Catalogue, indicator: str) -> set[str]:
    """An indicator and everything that it may be worked out from."""
    found: set[str] = set()
    waiting = [indicator]
    while waiting:
        known = catalogue.indicators.get(waiting.pop())
        if known is not None and known.id not in found:
            found.add(known.id)
            waiting += [name for name in (known.numerator, known.denominator, *known.sum_of) if name]
    return found


def to_chase(matrix: pd.DataFrame) -> pd.DataFrame:
    """The rows of `reported` that still owe something, those that owe all of it first."""
    owing = matrix[matrix["state"].isin([str(ReportState.MISSING), str(ReportState.PARTLY)])]
    return owing.sort_values(["state", "place_code", "indicator"]).reset_index(drop=True)


def _places(values: pd.DataFrame, workspace: str, period: Period) -> pd.DataFrame:
    """The counties the city had in that year, and zones and city-run schools that reported in either period."""
    counties = [(place.code, place.name, str(place.kind)) for place in geo.districts(workspace, period.start_year)]
    others = values[~values["place_kind"].isin([PlaceKind.DISTRICT])]
    columns = ["place_code", "place_name", "place_kind"]
    return pd.concat([pd.DataFrame(counties, columns=columns), others[columns]]).drop_duplicates("place_code")


def _rounds(store: Store, workspace: str, period_key: str) -> list[Round]:
    return [one for one in all_rounds(store, workspace) if period_key in one.periods]


def _asked_by(rounds: list[Round], values: pd.DataFrame, workspace: str, period: Period) -> pd.DataFrame:
    """Place, indicator and education level of everything that the rounds ask; places of no round are not asked."""
    wanted = {(place, *column) for one in rounds for place in one.places for column in one.columns}
    columns = ["place_code", "indicator", "education_level"]
    asked = pd.DataFrame(sorted(wanted), columns=columns)
    places = _places(values, workspace, period)
    # A zone that has figures of other years only is asked all the same
    others = sorted({code for code, *_column in wanted} - set(places["place_code"]))
    zones = [(code, code.partition("-")[2], str(PlaceKind.ZONE)) for code in others if "-" in code]
    places = pd.concat([places, pd.DataFrame(zones, columns=list(places.columns))], ignore_index=True)
    named = places.merge(asked, on="place_code", how="inner")
    order = {code: number for number, code in enumerate(places["place_code"])}
    return named.sort_values("place_code", key=lambda codes: codes.map(order), kind="stable")


def _state(asked: int, answered: int, owes: bool, uploaded_at: object, limit: datetime | None) -> ReportState:
    if answered == 0:
        return ReportState.MISSING if owes else ReportState.NOT_ASKED
    if answered < asked:
        return ReportState.PARTLY if owes else ReportState.REPORTED
    late = limit is not None and isinstance(uploaded_at, datetime) and uploaded_at > limit
    return ReportState.LATE if late else ReportState.REPORTED
