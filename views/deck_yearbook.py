"""年度公报: the general table, a table and a chart for each indicator, then what each indicator counts.

Districts stand in their usual order. Maps without a 审图号 must not be published, so none is in it until the bureau has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from charts.tokens import PAGE
from exports.deck_content import Slide, Table, TextCell
from indicators import periods
from indicators.city_values import city_note
from indicators.rounding import round_half_up, shown, shown_short, shown_signed
from indicators.targets import bound_text
from indicators.vocabulary import Period
from language import _
from store import Store, Workspace
from views.deck_indicator import standing_slide
from views.deck_map import drawing_slide
from views.deck_notes import indicator_notes, source_of_all
from views.deck_tables import parts_of
from views.district_map import district_map_view
from views.facts import Facts, definition_line, definitions_line, heading_words, source_line
from views.hidden import hidden_finding, unranked_finding
from views.map_ground import approval, approval_in, loaded
from views.words import in_brackets, status_label

GENERAL_ROWS, DEFINITION_ROWS, TABLE_ROWS = 10, 4, 16


def yearbook_slides(store: Store, workspace: Workspace, each: Sequence[Facts]) -> Iterator[Slide]:
    """All of it, in the order of the indicators."""
    if not each:
        return
    yield from _general(each)
    for found in each:
        yield from _tables(found)
        if found.series.at(found.period)["value"].notna().any():
            # A bulletin names nobody in its headings
            chart = standing_slide(found)
            yield replace(chart, title=hidden_finding(found) or unranked_finding(found))
            if (mapped := _approved_map(store, workspace, found)) is not None:
                yield mapped
    yield from _definitions(each)


def unapproved_maps(store: Store, workspace: Workspace) -> str:
    """Why there is no map in it; "" where there may be one."""
    if approval(store, workspace) or any(own.approval for own in loaded(store, workspace)):
        return ""
    return _("地图未收入：底图没有审图号，公开出版须先取得审图号")


def _previous(found: Facts) -> Period | None:
    """The period before, of the same kind."""
    earlier = [period for period in found.series.alike(found.period) if period.start_year < found.period.start_year]
    return earlier[-1] if earlier else None


def _general(each: Sequence[Facts]) -> Iterator[Slide]:
    first = each[0]
    heads = (_("指标"), _("单位"), _("全市"), _("上期"), _("变化"), _("目标"), _("报数区县"))
    parts = parts_of([(found, _general_row(found)) for found in each], GENERAL_ROWS)
    for number, part in enumerate(parts, start=1):
        title = _("总表：{period} {n} 项指标").format(period=periods.label(first.period), n=len(each))
        if len(parts) > 1:
            title = _("{title}（{n} / {all}）").format(title=title, n=number, all=len(parts))
        notes = [line for found, _row in part if (line := _city_line(found))]
        yield Slide(
            title=title,
            subtitle=_("{city}；上期为同口径的前一期，变化为两期显示值之差").format(city=first.workspace.label),
            body=Table(heads, tuple(row for _found, row in part), (4.2, 1.3, 1.4, 1.4, 1.4, 1.8, 1.6)),
            footer=(
                source_of_all([found for found, _row in part]),
                definitions_line(found.indicator for found, _row in part),
            ),
            notes=tuple(notes),
            alt=_("表格：{title}。{columns}").format(title=title, columns=_("、").join(heads)),
        )


def _general_row(found: Facts) -> tuple[TextCell, ...]:
    now, before = _city(found, found.period), _city(found, _previous(found))
    decimals, target = found.indicator.decimals, found.options.target
    values = found.series.at(found.period)["value"]
    level = found.catalogue.level_label(found.options.level)
    name = found.indicator.label + (_("（{unit}）").format(unit=level) if len(found.indicator.education_levels) > 1 else "")
    return (
        TextCell(name),
        TextCell(found.indicator.unit_label or "—"),
        TextCell(shown(now, decimals) if now is not None else "—", bold=True),
        TextCell(shown(before, decimals) if before is not None else "—"),
        TextCell(_change(now, before, decimals)),
        TextCell(bound_text(target) if target is not None else "—"),
        TextCell(f"{int(values.notna().sum())} / {len(values)}"),
    )


def _change(now: float | None, before: float | None, decimals: int) -> str:
    """+1.2 between displayed values, so that the table adds up; a dash where one is missing."""
    return shown_signed(round_half_up(now - before, decimals), decimals) if now is not None and before is not None else "—"


def _city(found: Facts, period: Period | None) -> float | None:
    row = found.series.city_at(period) if period is not None else None
    return round_half_up(row["value"], found.indicator.decimals) if row is not None else None


def _city_line(found: Facts) -> str:
    city = found.series.city_at(found.period)
    return f"{found.indicator.label}：{city_note(city, found.indicator)}" if city is not None else ""


def _tables(found: Facts) -> Iterator[Slide]:
    """Every district with its counts, its value before and the change, on as many slides as that takes; the city last."""
    before = _previous(found)
    heads = [_("区县"), _("数值") + in_brackets(found.indicator.unit_label), _("分子"), _("分母")]
    heads += [periods.label(before), _("变化")] if before is not None else []
    rows = [_district_row(found, row, before) for row in found.series.records(found.period)]
    rows.append(_city_row(found, before, len(heads)))
    several = len(found.indicator.education_levels) > 1
    level = _("，{level}").format(level=found.catalogue.level_label(found.options.level)) if several else ""
    name = _("{indicator}：分区县").format(indicator=found.indicator.label + level)
    parts = parts_of(rows, TABLE_ROWS)
    for number, part in enumerate(parts, start=1):
        title = name if len(parts) == 1 else _("{title}（{n} / {all}）").format(title=name, n=number, all=len(parts))
        yield Slide(
            title=title,
            subtitle=_("{what}，{period}，{city}").format(
                what=heading_words(found), period=periods.label(found.period), city=found.workspace.label
            ),
            body=Table(tuple(heads), tuple(part), (1.6, *(1.3 for _head in heads[1:]))),
            footer=(
                source_line(found, [(found.indicator.id, found.options.level)], [found.period]),
                definition_line(found.indicator),
                *([_city_line(found)] if _city_line(found) else []),
            ),
            notes=indicator_notes(found),
            alt=_("表格：{title}。{columns}").format(title=title, columns=_("、").join(heads)),
        )


def _district_row(found: Facts, row: Mapping[str, Any], before: Period | None) -> tuple[TextCell, ...]:
    """One district; its value before is the one of the territory it has now, where that can be told."""
    decimals, known = found.indicator.decimals, row["value"] == row["value"]
    value = round_half_up(row["value"], decimals) if known else None
    cells = [
        TextCell(str(row["place_name"])),
        TextCell(shown(value, decimals) if value is not None else status_label(str(row["status"])), bold=known),
        TextCell(shown_short(row["numerator"]) if row["numerator"] == row["numerator"] else "—"),
        TextCell(shown_short(row["denominator"]) if row["denominator"] == row["denominator"] else "—"),
    ]
    if before is not None:
        then = found.series.comparable(row["place_code"], found.period).values.get(before.start_year)
        old = round_half_up(then, decimals) if then is not None else None
        cells.append(TextCell(shown(old, decimals) if old is not None else "—"))
        cells.append(TextCell(_change(value, old, decimals)))
    return tuple(cells)


def _city_row(found: Facts, before: Period | None, width: int) -> tuple[TextCell, ...]:
    now, old, decimals = _city(found, found.period), _city(found, before), found.indicator.decimals
    row = found.series.city_at(found.period)
    above, below = (row[name] if row is not None else float("nan") for name in ("numerator", "denominator"))
    texts = [
        _("全市"),
        shown(now, decimals) if now is not None else "—",
        shown_short(above) if above == above else "—",
        shown_short(below) if below == below else "—",
        shown(old, decimals) if old is not None else "—",
        _change(now, old, decimals),
    ]
    return tuple(TextCell(text, fill=PAGE, bold=True) for text in texts[:width])


def _definitions(each: Sequence[Facts]) -> Iterator[Slide]:
    """What each indicator counts, once for each."""
    first = each[0]
    known = list({found.indicator.id: found for found in each}.values())
    heads = (_("指标"), _("口径"), _("依据"))
    parts = parts_of(known, DEFINITION_ROWS)
    for number, part in enumerate(parts, start=1):
        title = _("指标口径")
        if len(parts) > 1:
            title = _("{title}（{n} / {all}）").format(title=title, n=number, all=len(parts))
        rows = tuple(tuple(TextCell(text) for text in _definition(found)) for found in part)
        yield Slide(
            title=title,
            subtitle=_("{city}，{period}").format(city=first.workspace.label, period=periods.label(first.period)),
            body=Table(heads, rows, (2.2, 6.0, 2.6), wrapped=True),
            footer=(source_of_all(part),),
            notes=tuple(definition_line(found.indicator) for found in part),
            alt=_("表格：{title}。{columns}").format(title=title, columns=_("、").join(heads)),
        )


def _definition(found: Facts) -> tuple[str, str, str]:
    return found.indicator.label, found.indicator.definition_text, found.indicator.source or "—"


def _approved_map(store: Store, workspace: Workspace, found: Facts) -> Slide | None:
    """The map of an indicator where it may be published."""
    approved = approval_in(store, workspace, found.period.start_year)
    view = district_map_view(store, workspace, found.options.chosen) if approved else None
    return drawing_slide(view, indicator_notes(found)) if view is not None else None
