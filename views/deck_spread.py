"""The slide of 均衡: highest, lowest and city over the periods as native lines, and three measures of the spread."""

from __future__ import annotations

from exports.deck_content import Fact, Line, Lines, Slide
from language import _
from views.deck_notes import indicator_notes
from views.equity import EquityView
from views.facts import Facts


def spread_slide(found: Facts, view: EquityView) -> Slide:
    """`view` is 均衡's answer for the same choices; the lines are those of the districts whose spread is measured."""
    spans = view.spans.to_dict("records")
    years = [int(span["year"]) for span in spans]
    city = {int(row["year"]): float(row["value"]) for row in view.points.to_dict("records") if row["is_city"]}
    lines = [
        Line(_("最高"), tuple(_number(span["high"]) for span in spans)),
        Line(_("最低"), tuple(_number(span["low"]) for span in spans), "chosen"),
    ]
    if city:
        lines.append(Line(_("全市"), tuple(city.get(year) for year in years), "city"))
    one, labels = found.indicator, tuple(str(year) for year in years)
    content = Lines(labels, tuple(lines), one.decimals, least=one.valid_min, most=one.valid_max)
    facts = tuple(
        Fact(f"{card.value} {card.unit}".strip(), card.name, card.lines[0] if card.lines else "")
        for card in view.cards
        if card.value
    )
    return Slide(
        title=view.finding,
        subtitle=view.subtitle,
        body=content,
        footer=view.footer[-2:],  # the others explain the page's chart line by line
        notes=(*view.calculation, *view.footer[:-2], *indicator_notes(found)),
        alt=_("折线图：{finding}。{subtitle}").format(finding=view.finding, subtitle=view.subtitle),
        facts=facts[:3],
        remark=view.caution,
    )


def _number(value: float) -> float | None:
    return float(value) if value == value else None
