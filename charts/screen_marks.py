"""The marks of a chart's screen form: how a row of its table is drawn (`charts.screen_form`)."""

from __future__ import annotations

from typing import Any

from charts.tokens import FONT

Spec = dict[str, Any]


def only(turn: int) -> Spec:
    """Of the table, the rows of one mark."""
    return {"type": "filter", "expr": f"datum.k === {turn}"}


def path_mark(turn: int) -> Spec:
    """Shapes and lines: each row has its path, colours and stroke; a line with dashes has round ends."""
    return {
        "type": "path",
        "from": {"data": f"m{turn}"},
        "interactive": False,
        "encode": {
            "update": {
                "path": {"field": "d"},
                "fill": {"field": "fill"},
                "stroke": {"field": "stroke"},
                "strokeWidth": {"field": "w"},
                "strokeJoin": {"field": "b"},
                "strokeDash": {"signal": "datum.a ? split(datum.a, ',') : null"},
                "strokeCap": {"signal": "datum.a ? 'round' : 'butt'"},
            }
        },
    }


def text_mark(turn: int) -> Spec:
    """Texts: each row has its place, size, weight and colour."""
    return {
        "type": "text",
        "from": {"data": f"m{turn}"},
        "interactive": False,
        "encode": {
            "update": {
                "text": {"field": "d"},
                "x": {"field": "x"},
                "y": {"field": "y"},
                "fill": {"field": "fill"},
                "stroke": {"field": "stroke"},
                "strokeWidth": {"field": "w"},
                "strokeJoin": {"value": "round"},
                "font": {"value": FONT},
                "fontSize": {"field": "size"},
                "fontWeight": {"field": "b"},
                "angle": {"signal": "datum.angle || 0"},
                "align": {"field": "a"},
                "baseline": {"value": "alphabetic"},
            }
        },
    }
