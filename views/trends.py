"""趋势: which way does it go, and what pace would reach the target? Lines by district, one or several of them highlighted.

Other forms: two years beside each other, every year against the first = 100, a small chart for each place.
All periods of one kind stand on one axis; a missing year is a gap with a note, a change of territory a break mark. A place
with one period is a dot: no line is drawn through what is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from charts.axis import from_zero
from charts.slope import slope_chart
from charts.tokens import NARROW, Sizes, page_height, screen_sizes
from charts.trend import trend_chart
from charts.trend_bands import Band
from charts.trend_marks import PresentPace, TargetLine, TrendNote
from charts.trend_multiples import trend_multiples_chart
from indicators import periods
from indicators.pace import Assessment
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.choices import FORMS, Choices, Options
from views.facts import Facts, facts
from views.file_names import page_name
from views.hidden import hidden_finding
from views.page import PageView
from views.standings import judged
from views.target_choice import goal, lower_is_better
from views.trend_bands import band, peer_choices
from views.trend_forms import (
    BASE,
    Compared,
    compare_years,
    indexed_finding,
    indexed_points,
    indexed_table,
    slope_finding,
    slope_rows,
    slope_table,
)
from views.trend_frame import compared_subtitle, trend_footer, trend_subtitle
from views.trend_pace import present_pace, target_lines
from views.trend_points import points_of, values_over_time
from views.trend_words import trend_finding, trend_notes

CHART_HEIGHT = 455
# Marked places beside the chosen one
MOST_MARKED = 4


@dataclass(frozen=True)
class TrendsView(PageView):
    """`points`: TREND_COLUMNS. `chosen`: the highlighted place, chosen or the one farthest from the target; `marked`: a few more.

    `slope`: SLOPE_COLUMNS and the labels of both years, for that form. `peers`: what `Choices.peers` can be, with labels.
    """

    options: Options
    points: pd.DataFrame
    targets: tuple[TargetLine, ...]
    present: PresentPace | None
    notes: tuple[TrendNote, ...]
    chosen: str
    marked: tuple[str, ...]
    bands: tuple[Band, ...]
    slope: tuple[pd.DataFrame, tuple[str, str]] | None
    peers: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]

    @property
    def form(self) -> str:
        """lines, slope, indexed or multiples: the one chosen, as far as there are figures for it."""
        return self.options.chosen.form

    def chart(self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True) -> alt.LayerChart:
        """The trend in its form."""
        high, sizes = height or page_height(CHART_HEIGHT, width), sizes or screen_sizes(width)
        indicator = self.options.indicator
        if self.slope is not None:
            rows, years = self.slope
            target = self.options.target
            return slope_chart(
                rows,
                years,
                width=width,
                height=high,
                target=target.value if target else None,
                target_text=_("目标 {goal}").format(goal=goal(target, indicator)) if target else "",
                highlight=self.chosen,
                marked=self.marked,
                sizes=sizes,
                select=select,
            )
        if self.form == "multiples":
            return trend_multiples_chart(
                self.points,
                width=width,
                height=high,
                targets=self.targets,
                notes=self.notes,
                highlight=self.chosen,
                marked=self.marked,
                least=indicator.valid_min,
                most=indicator.valid_max,
                sizes=sizes,
                select=select,
            )
        plain, narrow = self.form == "lines", width < NARROW
        return trend_chart(
            self.points,
            width=width,
            height=high,
            # no room for years to come on a phone: the finding says the pace
            targets=[replace(line, year=None, need_text="") for line in self.targets] if narrow else self.targets,
            present=None if narrow else self.present,
            notes=self.notes,
            highlight=self.chosen,
            marked=self.marked,
            bands=self.bands,
            least=indicator.valid_min if plain else None,
            most=indicator.valid_max if plain else None,
            sizes=sizes,
            select=select,
        )


def trends_view(store: Store, workspace: Workspace, choices: Choices) -> TrendsView | None:
    """The view for the choices, always up to the newest period; None for a city without a number."""
    found = facts(store, workspace, replace(choices, period=""))
    if found is None:
        return None
    over = found.series.alike(found.period)
    compared = compare_years(found, over)
    forms = tuple(form for form in FORMS if compared is not None or form in ("lines", "multiples"))
    form = found.options.chosen.form if found.options.chosen.form in forms else FORMS[0]
    found = replace(found, options=replace(found.options, chosen=replace(found.options.chosen, form=form)))
    chosen = _highlighted(found)
    notes, words = trend_notes(found, over)
    state = _state(found, chosen) if form == "lines" else None
    points = points_of(found, over)
    view = TrendsView(
        finding=hidden_finding(found) or trend_finding(found, chosen, over, _state(found, chosen)),
        subtitle=trend_subtitle(found, over, state),
        footer=(),
        simulated=workspace.simulated,
        table=values_over_time(found, over),
        name=page_name(found, _("趋势"), over_time=True),
        options=found.options,
        points=points,
        targets=target_lines(found, chosen),
        present=present_pace(found, state),
        notes=notes,
        chosen=chosen,
        marked=tuple(code for code in found.options.chosen.marked.split(",") if code and code != chosen)[:MOST_MARKED],
        bands=(),
        slope=None,
        peers=peer_choices(store, found),
        forms=forms,
    )
    if compared is not None and form in ("slope", "indexed"):
        return _compared(found, view, compared, over)
    said = list(words)
    if form == "lines" and found.options.chosen.peers:
        view, remark = _against(store, found, view)
        said = [*said, *([remark] if remark else [])]
    return replace(view, footer=trend_footer(found, over, said, state, _from_zero(view)))


def _against(store: Store, found: Facts, view: TrendsView) -> tuple[TrendsView, str]:
    """The chosen places and the city against a band of the others, and what the footer says of it."""
    own, remark = band(store, found, view.points, found.options.chosen.peers, view.chosen)
    if own is None:
        return view, remark
    shown_codes = [view.chosen, *view.marked]
    points = view.points[view.points["code"].isin(shown_codes) | view.points["is_city"].astype(bool)]
    kept = tuple(note for note in view.notes if note.code in shown_codes)
    return replace(view, points=points.reset_index(drop=True), bands=(own,), notes=kept), remark


def _compared(found: Facts, view: TrendsView, compared: Compared, over: list[Period]) -> TrendsView:
    """The view in a form that compares with the first common year."""
    said = []
    if compared.left_out:
        names, first = _("、").join(compared.left_out), periods.label(compared.first)
        said.append(_("{first}没有可比数值，未列入：{names}").format(first=first, names=names))
    footer = trend_footer(found, over, said, None, view.form == "slope")
    hidden = hidden_finding(found)
    view = replace(view, subtitle=compared_subtitle(found, compared.first, compared.last, len(compared.values)))
    if view.form == "slope":
        rows = slope_rows(found, compared)
        years = (periods.label(compared.first), periods.label(compared.last))
        finding = hidden or slope_finding(found, compared, rows)
        return replace(view, finding=finding, slope=(rows, years), table=slope_table(rows, compared), footer=footer)
    points = indexed_points(found, compared)
    return replace(
        view,
        finding=hidden or indexed_finding(compared, points),
        points=points,
        targets=(TargetLine(BASE, _("{first} = 100").format(first=periods.label(compared.first))),),
        present=None,
        notes=(),
        table=indexed_table(points, over),
        footer=footer,
    )


def _from_zero(view: TrendsView) -> bool:
    """Whether the axis of the lines starts at 0."""
    targets = [line.value for line in view.targets]
    reach = [value for own in view.bands for _year, low, high in own.years for value in (low, high)]
    drawn = [*view.points["value"].dropna(), *reach, *targets, *([view.present.value] if view.present else [])]
    indicator = view.options.indicator
    return from_zero(drawn, least=indicator.valid_min, most=indicator.valid_max) if drawn else True


def _highlighted(found: Facts) -> str:
    """The chosen district; else the one farthest from the target (or the lowest in the good direction) in the newest period."""
    rows = found.series.at(found.period)
    codes = set(found.series.places.loc[found.series.places["value"].notna(), "place_code"])
    if found.options.chosen.district in codes:
        return found.options.chosen.district
    known = rows[rows["value"].notna()]
    if known.empty or found.unranked:
        return ""
    highest_first = lower_is_better(found.indicator, found.options.target)
    return str(known.sort_values(["value", "place_code"], ascending=[not highest_first, True])["place_code"].iloc[0])


def _state(found: Facts, code: str) -> Assessment | None:
    target = found.options.target
    if target is None or not code:
        return None
    return judged(found.series, found.period, code, target)[0]
