"""Shapes that a bureau brings along: read from its file, joined to its districts by code, else by name, and used as a source.

The file is read in a process of its own (`geo.shape_reader`): bytes from outside meet libraries in C there, with limits.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.gazetteer import city, districts
from geo.matching import match_place
from geo.places import Place
from geo.shape_reader import SECONDS
from indicators.vocabulary import PlaceKind
from language import _

MOST_BYTES = 50_000_000
FORMATS = ("geojson", "json", "topojson", "zip", "gpkg", "kml", "kmz")
_ROOT = Path(__file__).parents[1]
# 156320106 (国标), 320106.0, 320106000000
_CODE = re.compile(r"^(?:156)?(\d{6})(?:0{6}|\.0+)?$")
MOST_FIELDS_NAMED = 8


class ShapesRefusedError(Exception):
    """The file cannot be used; the text is one sentence in the current language."""


@dataclass(frozen=True)
class Feature:
    """One shape with the texts that stand beside it in the file, by field."""

    fields: Mapping[str, str]
    geometry: BaseGeometry


@dataclass(frozen=True)
class Joined:
    """`shapes` by the code of a district; `field`: the one by which they were joined; `unmatched`: its texts that fit none.

    `missing`: districts without a shape. `by_code`: by codes, not by names. `assumed_crs`: the file names no coordinate system.
    """

    shapes: Mapping[str, BaseGeometry]
    field: str
    by_code: bool
    unmatched: tuple[str, ...]
    missing: tuple[Place, ...]
    assumed_crs: bool = False


def read_shapes(data: bytes) -> tuple[list[Feature], bool]:
    """The shapes in a file and whether its coordinate system was assumed. Raises ShapesRefusedError, never anything else."""
    if len(data) > MOST_BYTES:
        raise ShapesRefusedError(_("文件超过 {n} MB，没有读取。请先简化边界或只导出本市区县。").format(n=MOST_BYTES // 1_000_000))
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "given", Path(folder) / "found.json"
        source.write_bytes(data)
        try:
            subprocess.run(
                [sys.executable, "-m", "geo.shape_reader", str(source), str(out)],
                cwd=_ROOT,
                timeout=SECONDS + 30,
                capture_output=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ShapesRefusedError(_refusal("too_many")) from None
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {"error": "too_many"}
    if "error" in found:
        raise ShapesRefusedError(_refusal(found["error"]))
    features = [Feature(entry["fields"], shape(entry["geometry"])) for entry in found["features"]]
    return features, bool(found["assumed_crs"])


def _refusal(error: str) -> str:
    return {
        "unknown": _("认不出这种文件。可用的有 GeoJSON、TopoJSON、Shapefile（.shp、.shx、.dbf、.prj 打成一个 zip）、GPKG、KML。"),
        "damaged": _("文件读不出来，可能不完整或已损坏。请重新导出后再试。"),
        "empty": _("文件里没有面状的边界（只有点、线或空图形）。"),
        "no_crs": _("文件没有写明坐标系，坐标又不是经纬度。请连同 .prj 一起打包，或导出为经纬度。"),
        "too_many": _("图形太多或太细，超出了读取上限。请先简化边界或只导出本市区县。"),
        "bomb": _("文件展开后大得不合常理，没有读取。"),
    }[error]


def join(features: Sequence[Feature], city_code: str, year: int | None = None, *, assumed_crs: bool = False) -> Joined:
    """The shapes of a city's districts of `year` (None: today). Raises ShapesRefusedError where not one fits."""
    places = {place.code: place for place in districts(city_code, year)}
    fields = list(dict.fromkeys(name for feature in features for name in feature.fields))
    ways = [(name, by_code) for by_code in (True, False) for name in fields]
    best: tuple[int, str, bool, list[str]] = (0, "", False, [])
    for name, by_code in ways:
        codes = [_district(feature.fields.get(name, ""), city_code, year, places, by_code) for feature in features]
        count = len(set(codes) - {""})
        if count > best[0]:
            best = (count, name, by_code, codes)
    count, field, by_code, codes = best
    if not count:
        named = _("、").join(fields[:MOST_FIELDS_NAMED])
        raise ShapesRefusedError(
            _("没有一个图形对得上{city}的区县。看过的字段：{fields}。").format(city=city(city_code).name, fields=named or "—")
        )
    parts: dict[str, list[BaseGeometry]] = {}
    for code, feature in zip(codes, features, strict=True):
        if code:
            parts.setdefault(code, []).append(feature.geometry)
    shapes = {code: found[0] if len(found) == 1 else shapely.union_all(found) for code, found in sorted(parts.items())}
    unmatched = tuple(dict.fromkeys(f.fields.get(field, "") or "—" for code, f in zip(codes, features, strict=True) if not code))
    missing = tuple(place for code, place in places.items() if code not in shapes)
    return Joined(shapes, field, by_code, unmatched, missing, assumed_crs)


def _district(text: str, city_code: str, year: int | None, places: Mapping[str, Place], by_code: bool) -> str:
    """The code of the district that a field's text stands for, "" for none."""
    if by_code:
        found = _CODE.match(text.strip())
        return found.group(1) if found and found.group(1) in places else ""
    if not text or len(text) > 40 or text.replace(".", "").isdigit():
        return ""
    match = match_place(text, city_code, year)
    return match.code if match.kind is PlaceKind.DISTRICT and match.code in places else ""


def to_text(shapes: Mapping[str, BaseGeometry]) -> dict[str, Any]:
    """Shapes as GeoJSON geometries by code, to be kept."""
    return {code: json.loads(shapely.to_geojson(geometry)) for code, geometry in shapes.items()}


@dataclass(frozen=True, eq=False)
class OwnBoundaries:
    """A source of shapes that a bureau loaded: `kept` as `to_text` made them, where from, of which year. Equal by identity."""

    kept: Mapping[str, Any]
    origin: str
    year: int
    crs: str = "EPSG:4490"

    def geometries(self, codes: Iterable[str]) -> dict[str, BaseGeometry]:
        """The shapes of those codes which were loaded."""
        return {code: shape(self.kept[code]) for code in codes if code in self.kept}

    def note(self) -> str:
        """The sentence for a map's footer, in the language of the moment."""
        return _("底图：{origin}，{year} 年").format(origin=self.origin, year=self.year)

    def __hash__(self) -> int:
        return id(self)
