"""What the tests of charts and exports share: reading marks back out of a chart, and small frames."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from charts.text_width import text_width

NAN = math.nan


@dataclass(frozen=True)
class Box:
    """A text with the pixels it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    colour: str
    bold: bool

    def touches(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Drawn:
    """A chart's marks, read from its specification."""

    def __init__(self, chart: alt.LayerChart) -> None:
        self.spec: dict[str, Any] = chart.to_dict()
        self.width, self.height = self.spec["width"], self.spec["height"]

    def rows(self, kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Mark properties and data rows of one kind of mark."""
        for layer in self.spec["layer"]:
            if layer["mark"]["type"] == kind:
                data = layer.get("data", self.spec.get("data"))
                for row in data["values"] if "values" in data else self.spec["datasets"][data["name"]]:
                    yield layer["mark"], row

    @property
    def texts(self) -> list[Box]:
        found = []
        for mark, row in self.rows("text"):
            if mark.get("stroke"):
                continue  # the halo under a text
            bold = mark["fontWeight"] == 700
            wide = text_width(row["text"], row["size"], bold=bold)
            left = row["x"] - {"left": 0, "center": wide / 2, "right": wide}[mark["align"]]
            above, below = 0.74 * row["size"], 0.02 * row["size"]
            box = (left, row["y"] - above, left + wide, row["y"] + below)
            if mark.get("angle") == 270:  # read from below upwards
                box = (row["x"] - above, row["y"] - wide, row["x"] + below, row["y"])
            found.append(Box(row["text"], *box, row["size"], row["fill"], bold))
        return found

    def text(self, words: str) -> Box:
        """The one text with these words."""
        found = [box for box in self.texts if box.text == words]
        assert len(found) == 1, (words, [box.text for box in self.texts])
        return found[0]

    @property
    def words(self) -> list[str]:
        return [box.text for box in self.texts]

    def outside(self) -> list[Box]:
        """Texts that leave the chart: they would be cut without a word."""
        slack = 0.6
        return [
            box
            for box in self.texts
            if box.left < -slack or box.right > self.width + slack or box.top < -slack or box.bottom > self.height + slack
        ]

    def collisions(self) -> list[tuple[str, str]]:
        """Pairs of texts that lie on one another."""
        boxes = self.texts
        return [(a.text, b.text) for place, a in enumerate(boxes) for b in boxes[place + 1 :] if a.touches(b)]

    @property
    def rects(self) -> list[dict[str, Any]]:
        return [row for _mark, row in self.rows("rect")]

    @property
    def hits(self) -> list[dict[str, Any]]:
        """The areas that answer the pointer."""
        return [row for _mark, row in self.rows("geoshape") if "code" in row]

    @property
    def selection(self) -> list[dict[str, Any]]:
        return self.spec.get("params", [])


PLACES = ["海陵区", "高港区", "姜堰区", "靖江市", "泰兴市", "兴化市"]
CODES = ["321202", "321203", "321204", "321282", "321283", "321281"]


def heat_cells(names: list[str], values: dict[str, list[float]], city: list[float] | None = None) -> pd.DataFrame:
    """Cells of three columns: coverage ≥ 85, large classes ≤ 1, and one without a target."""
    columns = [
        ("coverage", "普惠园覆盖率", "学前普惠", "≥ 85", 85.0, 5.0, False),
        ("large", "小学大班额比例", "班额", "≤ 1", 1.0, 1.0, True),
        ("pupils", "在校生", "班额", "", NAN, 1.0, False),
    ]
    rows = []
    listed = [(str(number), name, False, values[name]) for number, name in enumerate(names)]
    for code, name, is_city, figures in listed + ([("city", "全市", True, city)] if city else []):
        for (key, heading, family, target_text, target, step, at_most), value in zip(columns, figures, strict=True):
            missing = value != value
            rows.append(
                {
                    "code": code, "name": name, "is_city": is_city, "indicator": key, "heading": heading, "family": family,
                    "target_text": target_text, "value": value, "value_text": "" if missing else f"{value:.1f}",
                    "distance_text": "" if missing or target != target else f"{abs(value - target):.1f}", "target": target,
                    "step": step, "at_most": at_most, "decimals": 1, "status_text": "未报送" if missing else "",
                    "applicable": True,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def bar_rows(pairs: list[tuple[str, float]], target: float = 85.0, city: float | None = None) -> pd.DataFrame:
    """Rows of ranked bars, best first."""
    rows = []
    for number, (name, value) in enumerate([*pairs, *([("全市", city)] if city is not None else [])]):
        missing, is_city = value != value, name == "全市"
        distance = NAN if missing or target != target else round(value - target, 1)
        words = (
            ""
            if distance != distance
            else f"超 {distance:.1f}"
            if distance > 0
            else f"差 {-distance:.1f}"
            if distance < 0
            else "恰好达到"
        )
        rows.append(
            {
                "code": "city" if is_city else str(number), "name": name, "is_city": is_city,
                "rank_text": "—" if missing or is_city else str(number + 1),
                "value": value, "value_text": "—" if missing else f"{value:.1f}", "distance": distance, "distance_text": words,
                "status_text": "未报送，不排名" if missing else "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


TAIZHOU = [("海陵区", 92.4), ("靖江市", 86.3), ("姜堰区", 83.1), ("泰兴市", 81.6), ("兴化市", 78.2), ("高港区", NAN)]
LONG_NAME = "积石山保安族东乡族撒拉族自治县"
