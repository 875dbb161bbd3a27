"""A chart of the canvas as a browser draws it quickest: a small Vega specification that stays the same, and the marks as rows.

Vega-Lite is compiled anew in the browser for every change, which takes longer than all the drawing. A canvas has nothing to
compile: its marks lie in pixels with literal colours. So the same chart object is handed over as Vega, paths and texts in
the order of its layers, all in one table. While the size is the same only that table changes, and the drawing stays in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.canvas import SELECTION
from charts.map_large_form import CODE, Counties, counties_of
from charts.screen_marks import only, path_mark, text_mark
from charts.screen_paths import CUT, dot_path, line_path, number, rect_path, shape_path
from charts.tokens import FONT

Spec = dict[str, Any]
Row = dict[str, Any]
# Vega's name for the table that Streamlit hands over beside a specification
TABLE = "source"
# Columns of the table: which mark (k); path or text (d); fill, stroke, stroke width; place of a text, its size, how it is turned;
# a = alignment of a text or dashes of a line, b = weight of a text or how a line bends; code and about: what a click chooses;
# t0, t1, …: tips
COLUMNS = ("k", "d", "fill", "stroke", "w", "x", "y", "size", "angle", "a", "b", "code", "about")
# Paths and texts by turns, always as many: a chart with fewer leaves the last ones empty, and its specification stays the same
MARKS = 6
HIT = -1


@dataclass(frozen=True)
class ScreenForm:
    """`spec`: Vega, for a size and the titles of the tips; `rows`: COLUMNS and the tips, in the order of drawing.

    `places`: the codes that a click can choose, in the order of drawing.
    """

    spec: Spec
    rows: pd.DataFrame
    places: tuple[str, ...]


def screen_form(spec: Mapping[str, Any]) -> ScreenForm | None:
    """The form of a chart's Vega-Lite; None where it holds what this cannot draw: points that are no dots."""
    rows: list[Row] = []
    places: list[str] = []
    titles: list[str] = []
    turn, selects = 0, _selects(spec)
    counties = counties_of([layer for layer in spec["layer"] if "url" in layer.get("data", {})], TABLE)
    for layer in spec["layer"]:
        mark, data = layer["mark"], layer["data"]
        if "url" in data:
            selects = selects or _selects(layer)
            continue
        found = data["values"]
        if mark.get("shape", "circle") != "circle":
            return None
        if mark.get("fillOpacity") == 0:
            titles = [tip["title"] for tip in layer["encoding"].get("tooltip", [])]
            selects = selects or _selects(layer)
            rows += [_hit(feature, len(titles)) for feature in found]
            places += [str(feature["code"]) for feature in found if feature["code"]]
            continue
        is_text = mark["type"] == "text"
        turn += (turn % 2 == 1) != is_text
        drawn = _texts(mark, found) if is_text else _paths(mark, found)
        rows += [{"k": turn, **row} for row in drawn]
    rows += [counties.row] if counties else []
    frame = pd.DataFrame(rows, columns=[*COLUMNS, *(f"t{place}" for place in range(len(titles)))])
    frame = frame.astype({"k": "int8"} | dict.fromkeys(("w", "x", "y", "size", "angle"), "float32"))
    whole = _vega(spec, max(MARKS, turn + 1), titles, counties, selects)
    return ScreenForm(whole, frame, tuple(dict.fromkeys(places)))


def _selects(part: Mapping[str, Any]) -> bool:
    return bool(part.get("params"))


def _texts(mark: Row, rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield {
            "d": row["text"],
            "x": round(row["x"], CUT),
            "y": round(row["y"], CUT),
            "size": round(row["size"], 2),
            "fill": row["fill"],
            "stroke": mark.get("stroke"),
            "w": mark.get("strokeWidth"),
            "angle": mark.get("angle"),
            "a": mark["align"],
            "b": str(mark["fontWeight"]),
        }


def _paths(mark: Row, rows: Sequence[Row]) -> Iterator[Row]:
    """One row for each filled shape; lines of one colour that follow one another become one row."""
    dash = mark.get("strokeDash")
    style = {
        "w": mark.get("strokeWidth"),
        "a": ",".join(number(part) for part in dash) if dash else None,
        "b": mark.get("strokeJoin", "miter"),
    }
    before: Row | None = None
    for path, fill, stroke in _shapes(mark, rows):
        if before is not None and not fill and not before["fill"] and before["stroke"] == stroke:
            before["d"] += path
            continue
        if before is not None:
            yield before
        before = {"d": path, "fill": fill, "stroke": stroke, **style}
    if before is not None:
        yield before


def _shapes(mark: Row, rows: Sequence[Row]) -> Iterator[tuple[str, str | None, str | None]]:
    """Path, fill and stroke of each mark of a layer."""
    kind = mark["type"]
    if kind == "line":
        lines: dict[Any, list[Row]] = {}
        for row in rows:
            lines.setdefault(row["line"], []).append(row)
        for points in lines.values():
            points.sort(key=lambda row: row["order"])
            yield line_path([(row["x"], row["y"]) for row in points]), None, points[0]["stroke"]
        return
    make: dict[str, Callable[[Row], str]] = {
        "rect": lambda row: rect_path(row["x"], row["y"], row["x2"], row["y2"], mark.get("cornerRadius", 0)),
        "rule": lambda row: line_path([(row["x"], row["y"]), (row["x2"], row["y2"])]),
        "geoshape": lambda row: shape_path(row["geometry"]),
        "point": lambda row: dot_path(row["x"], row["y"], row["size"]),
    }
    filled = kind in ("rect", "point") or bool(mark.get("filled"))
    for row in rows:
        yield make[kind](row), (row.get("fill") or None) if filled else None, row.get("stroke") or mark.get("stroke")


def _hit(feature: Row, tips: int) -> Row:
    return {
        "k": HIT,
        "d": shape_path(feature["geometry"]),
        "code": feature["code"],
        "about": feature.get("about"),
        **{f"t{place}": feature.get(f"t{place}", "") for place in range(tips)},
    }


def _vega(spec: Mapping[str, Any], count: int, titles: Sequence[str], counties: Counties | None, selects: bool) -> Spec:
    """The specification. Nothing in it depends on a figure, or the browser would compile it anew with every change: what a
    screen reader says is not in it either (`shell.travel`).
    """
    told = ", ".join(f"{_quoted(title)}: datum.t{place}" for place, title in enumerate(titles))
    hit = {
        "type": "path",
        "from": {"data": "hits"},
        "encode": {
            "update": {
                "path": {"field": "d"},
                "fill": {"value": "#FFFFFF"},
                "fillOpacity": {"value": 0},
                "cursor": {"value": "pointer"},
                **({"tooltip": {"signal": f"{{{told}}}"}} if told else {}),
            }
        },
    }
    numbers = range(count)
    code = f"datum.code || (datum.n ? {CODE} : '')" if counties else "datum.code"
    choice = f"{{vlPoint: {{or: [{{code: {code}, about: datum.about, at: now()}}]}}}}"
    # Each click counts, the second on a place too: `at` makes it another value
    choosing = {"name": SELECTION, "value": {}, "on": [{"events": "click", "update": f"datum && ({code}) ? {choice} : {{}}"}]}
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": spec["width"],
        "height": spec["height"],
        "background": spec.get("background", "#FFFFFF"),
        "padding": {"left": 0, "top": 0, "right": 0, "bottom": 0},
        "autosize": "none",
        "config": {"font": FONT},
        **({"usermeta": spec["usermeta"]} if "usermeta" in spec else {}),
        # Streamlit takes a list under "data" for rows unless it begins like GeoJSON; Vega passes over both words
        "data": [
            {"name": TABLE, "type": "Feature", "geometry": None},
            *({"name": f"m{turn}", "source": TABLE, "transform": [only(turn)]} for turn in numbers),
            {"name": "hits", "source": TABLE, "transform": [only(HIT)]},
            *(counties.data if counties else []),
        ],
        "projections": counties.projections if counties else [],
        "signals": [*(counties.signals if counties else []), *([choosing] if selects else [])],
        "marks": [
            *(counties.marks if counties else []),
            *(text_mark(turn) if turn % 2 else path_mark(turn) for turn in numbers),
            hit,
        ],
        # Streamlit looks for the names of selections here; Vega passes over it
        **({"params": [{"name": SELECTION, "select": {"type": "point"}}]} if selects else {}),
    }


def _quoted(text: str) -> str:
    """A text as a literal of Vega's expressions."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
