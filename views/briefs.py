"""A brief for each district: where it stands, what is good, what is weak, what to ask about, on one or two A4 pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from charts.locator import locator_svg
from charts.sparks import spark_svg
from charts.tokens import NONE
from exports.brief_content import Brief, BriefRow, Image, Number
from exports.names import speaking
from indicators import periods
from indicators.rounding import shown, shown_signed
from indicators.targets import bound_text
from indicators.vocabulary import Period
from language import _, current, using
from store import Store, Workspace
from views import district_profile_words as words
from views.choices import Choices
from views.district_figures import figures
from views.district_profile_choice import base_year, rows_shown
from views.district_profile_paper import facts_of
from views.district_profile_rows import ProfileRow, all_rows
from views.facts import Facts, definitions_line, facts, source_line
from views.map_ground import ground
from views.words import distance, in_brackets, status_label

FORMS = ("pdf", "docx")
_SPARK = (96, 26)
_LOCATOR = (300, 260)


def brief(store: Store, workspace: Workspace, choices: Choices) -> Brief | None:
    """The brief of `choices.district` in `choices.period` (the first district and the newest period where not said).

    None for a city without a number, and for a district of which nothing is known in that period.
    """
    return next(_briefs(store, workspace, choices, choices.district), None)


def briefs(store: Store, workspace: Workspace, choices: Choices) -> tuple[Brief, ...]:
    """One for each district and zone that has a figure in the period, in the order of codes."""
    return tuple(_briefs(store, workspace, choices, ""))


def places_with_brief(store: Store, workspace: Workspace, choices: Choices) -> tuple[tuple[str, str], ...]:
    """Code and name of each place that has a brief in the period."""
    found, period = _settled(store, workspace, choices)
    if found is None or period is None:
        return ()
    known = figures(store, workspace, choices.released)
    here = (known.here(key, period.key) for key in known.reported(period.key))
    there = {code for cells in here for code, cell in cells.items() if cell.known}
    return tuple((code, name) for code, name in found.options.places if code in there)


def _settled(store: Store, workspace: Workspace, choices: Choices) -> tuple[Facts | None, Period | None]:
    found = facts(store, workspace, replace(choices, indicator="", level="", target="", district=""))
    if found is None:
        return None, None
    keys = sorted(set(found.offered["period_key"]), key=lambda key: (key[4] == "S", key[:4]))
    return found, Period.from_key(choices.period if choices.period in keys else keys[-1])


def _briefs(store: Store, workspace: Workspace, choices: Choices, only: str) -> Iterator[Brief]:
    found, period = _settled(store, workspace, choices)
    if found is None or period is None:
        return
    land = ground(store, workspace, period.start_year)
    for code, name in places_with_brief(store, workspace, choices):
        if only in ("", code):
            rows = all_rows(figures(store, workspace, choices.released), found.catalogue, period, code, choices.unranked)
            place = _Place(found, period, code, name, rows)
            where = locator_svg(land.shapes, code, width=_LOCATOR[0], height=_LOCATOR[1])
            yield place.brief(where, land.note)


class _Place:
    """One district's rows, and the sentences made of them."""

    def __init__(self, found: Facts, period: Period, code: str, name: str, rows: list[ProfileRow]) -> None:
        self.found, self.period, self.code, self.name = found, period, code, name
        self.rows = rows_shown(found.catalogue, rows)
        self.judged = [row for row in rows if row.target is not None or row in self.rows]
        self.names = {id(row): words.row_name(row, self.judged, found.catalogue) for row in rows}
        years = {year for row in self.rows for year in row.values}
        self.years = (min(years), max(years)) if len(years) > 1 else None
        self.base = base_year(self.rows)

    def brief(self, where: str, map_note: str) -> Brief:
        """The whole of it."""
        city, label = self.found.workspace, periods.label(self.period)
        located = _("{name}在{city}的位置").format(name=self.name, city=city.name)
        lists = (
            (_("相对较好"), words.strengths(self.judged, self.names)),
            (_("需要关注"), words.weak_spots(self.judged, self.names)),
            (_("变化最大"), words.moved(self.judged, self.names, self.base)),
        )
        heads, flags = self._heads()
        return Brief(
            kind=_("区县简报　•　{city}　•　{period}").format(city=city.name, period=label),
            place=self.name,
            title=words.finding(self.name, self.judged, self.names, label),
            subtitle=_("与目标、全市及其他区县比较，{period}").format(period=label) + words.missing_words(self.judged),
            name=speaking(_("区县简报_{city}_{name}_{period}").format(city=city.name, name=self.name, period=label)),
            simulated=city.simulated,
            numbers=tuple(Number(fact.figure, fact.what, fact.below) for fact in facts_of(self.judged, self.names)),
            locator=Image(where, located, *_LOCATOR) if where else None,
            lists=tuple((heading, tuple(texts)) for heading, texts in lists if texts),
            table_heading=_("指标一览"),
            heads=heads,
            figures=flags,
            rows=tuple(self._row(row) for row in self.rows),
            ask_heading=_("可以追问"),
            asks=tuple(words.questions(self.judged, self.names)),
            notes=self._notes(map_note if where else ""),
        )

    def _heads(self) -> tuple[tuple[str, ...], tuple[bool, ...]]:
        change = _("比 {year} 年").format(year=self.base) if self.base is not None else _("变化")
        spark = f"{self.years[0]}–{self.years[1]}" if self.years else _("走势")
        heads = (_("指标"), _("数值"), _("目标"), _("距目标"), _("全市"), _("位次"), _("状态"), change, spark)
        return heads, (False, True, True, True, True, True, False, True, False)

    def _row(self, row: ProfileRow) -> BriefRow:
        indicator, change = row.indicator, row.change_since(self.base) if self.base is not None else None
        name = self.names[id(row)] + in_brackets(indicator.unit_label)
        away = distance(row.gap, row.target, row.decimals) if row.gap and row.target else NONE
        cells = (
            name,
            shown(row.value, row.decimals) if row.value is not None else status_label(row.status),
            bound_text(row.target) if row.target is not None else NONE,
            away,
            shown(row.city, row.decimals) if row.city is not None else NONE,
            words.rank_text(row) or NONE,
            words.state_text(row) or NONE,
            shown_signed(change, row.decimals) if change is not None else NONE,
        )
        return BriefRow(cells, self._spark(row), bool(row.gap is not None and not row.gap.met))

    def _spark(self, row: ProfileRow) -> Image | None:
        if self.years is None or not row.values:
            return None
        span = range(self.years[0], self.years[1] + 1)
        points = [(year, row.shown(row.values[year]) if year in row.values else float("nan")) for year in span]
        goal = row.target.value if row.target is not None else None
        said = _("、").join(f"{year} {shown(value, row.decimals)}" for year, value in points if value == value)
        text = _("{name}历年：{values}").format(name=self.names[id(row)], values=said)
        return Image(spark_svg(points, target=goal, width=_SPARK[0], height=_SPARK[1], description=text), text, *_SPARK)

    def _notes(self, map_note: str) -> tuple[str, ...]:
        pairs = [(row.indicator.id, row.level) for row in self.rows]
        found = [
            _("位次 1 为最好，只在报了数的区县之间比；小图纵轴各自缩放，虚线为目标；有几个目标的，对照期限最近的一个。"),
            source_line(self.found, pairs, [self.period]),
            definitions_line(row.indicator for row in self.rows),
            map_note,
        ]
        if self.found.released:
            found.append(_("人数为 1–4 的数及可由此推算的数不公开，不是 0。"))
        return tuple(text for text in found if text)


def write_brief(made: Brief, form: str) -> bytes:
    """The brief as "pdf" or "docx". Raises ValueError for another form."""
    if form == "pdf":
        from exports.brief_pdf import to_pdf

        return to_pdf(made)
    if form == "docx":
        from exports.brief_docx import to_docx

        return to_docx(made)
    raise ValueError(f"a brief is one of {', '.join(FORMS)}, not {form!r}")


def zip_maker(made: tuple[Brief, ...], form: str) -> Callable[[Callable[[int, int], None] | None], bytes]:
    """Writes all of them into one .zip when it is called, in the language of now; takes what is told of progress."""
    language = current()

    def make(advance: Callable[[int, int], None] | None = None) -> bytes:
        file = io.BytesIO()
        with using(language), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for number, one in enumerate(made, start=1):
                packed.writestr(f"{one.name}.{form}", write_brief(one, form))
                if advance is not None:
                    advance(number, len(made))
        return file.getvalue()

    return make
