"""The counties of a large map as the browser draws them quickest: the shapes stay, a change sends one row of figures.

The row goes by the order of the counties in the file, so that no code is sent and nothing is looked up: the number of each
county's colour and its text, one after another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from charts.tokens import ACCENT, LINE, PAGE
from geo.large_shapes import county_bounds

Spec = dict[str, Any]
# Which row of the table it is, beside those of the marks
COUNTIES = -2
# What is chosen by a click: only what has a row of its own
CODE = "counties[0].colours[datum.n - 1] ? datum.id : ''"


class Counties(NamedTuple):
    """`row`: the figures; the rest goes into the specification. `titles`: of the tips."""

    row: Spec
    data: list[Spec]
    signals: list[Spec]
    projections: list[Spec]
    marks: list[Spec]


def counties_of(layers: Sequence[Mapping[str, Any]], table: str) -> Counties | None:
    """What the layers with shapes by URL come to (`charts.map_large`); None where there are none."""
    if not layers:
        return None
    coloured = next(layer for layer in layers if layer.get("encoding", {}).get("fill"))
    borders = next(layer for layer in layers if layer["data"]["format"]["feature"] == "borders")
    chosen = next((layer["transform"][0]["filter"].split("'")[1] for layer in layers if _is_choice(layer)), "")
    known = dict(_figures(coloured))
    order = list(county_bounds())
    row = {
        "k": COUNTIES,
        "d": ",".join(known[code][0] if code in known else "" for code in order),
        "a": ",".join(known[code][1] if code in known else "" for code in order),
        "fill": ",".join(coloured["encoding"]["fill"]["scale"]["range"]),
        "code": chosen,
    }
    url, format_ = coloured["data"]["url"], {"type": "topojson"}
    tips = coloured["encoding"]["tooltip"]
    data = [
        {"name": "figures", "source": table, "transform": [{"type": "filter", "expr": f"datum.k === {COUNTIES}"}, *_split()]},
        {
            "name": "shapes",
            "url": url,
            "format": format_ | {"feature": "counties"},
            "transform": [{"type": "window", "ops": ["row_number"], "fields": [None], "as": ["n"]}],
        },
        {"name": "chosen", "source": "shapes", "transform": [{"type": "filter", "expr": "chosen && datum.id === chosen"}]},
        {"name": "borders", "url": url, "format": format_ | {"feature": "borders"}},
    ]
    signals = [
        {
            "name": "counties",
            "update": "length(data('figures')) ? data('figures') : [{colours: [], texts: [], fills: [], code: ''}]",
        },
        {"name": "chosen", "update": "counties[0].code"},
    ]
    projection = coloured["projection"]
    projections = [{"name": "grid", "type": "identity", "scale": projection["scale"], "translate": projection["translate"]}]
    colour = "counties[0].colours[datum.n - 1]"
    tip = f"{{'{tips[0]['title']}': datum.{tips[0]['field']}, '{tips[1]['title']}': counties[0].texts[datum.n - 1]}}"
    marks = [
        _shapes(
            "shapes",
            fill={"signal": f"{colour} ? counties[0].fills[{colour}] : '{PAGE}'"},
            stroke={"signal": f"{colour} ? '#FFFFFF' : '{LINE}'"},
            strokeWidth={"value": coloured["mark"]["strokeWidth"]},
            cursor={"signal": f"{colour} ? 'pointer' : 'default'"},
            tooltip={"signal": f"{colour} ? {tip} : null"},
        ),
        _shapes("borders", stroke={"value": borders["mark"]["stroke"]}, strokeWidth={"value": borders["mark"]["strokeWidth"]}),
        _shapes("chosen", stroke={"value": ACCENT}, strokeWidth={"value": 2.4}),
    ]
    return Counties(row, data, signals, projections, marks)


def _is_choice(layer: Mapping[str, Any]) -> bool:
    return "transform" in layer and "encoding" not in layer


def _figures(coloured: Mapping[str, Any]) -> list[tuple[str, tuple[str, str]]]:
    """Code, and number of the colour with the text, from the rows that are looked up."""
    lookup = next(step["from"]["data"]["values"] for step in coloured["transform"] if "lookup" in step)
    rows = [line.split(",") for line in lookup.split("\n")[1:]]
    return [(code, (number, text)) for code, number, text in rows]


def _split() -> list[Spec]:
    wanted = {"colours": "d", "texts": "a", "fills": "fill"}
    return [{"type": "formula", "as": name, "expr": f"split(datum.{column}, ',')"} for name, column in wanted.items()]


def _shapes(data: str, **update: Spec) -> Spec:
    return {
        "type": "shape",
        "from": {"data": data},
        "interactive": data == "shapes",
        "encode": {"update": update},
        "transform": [{"type": "geoshape", "projection": "grid"}],
    }
