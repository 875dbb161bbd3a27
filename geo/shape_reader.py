"""Reads one file of shapes in a process of its own, with limits: `python -m geo.shape_reader FILE OUT`.

What it finds goes into OUT as JSON: {"features": [{"fields", "geometry"}], "assumed_crs": bool} in degrees (EPSG:4490),
polygons only, rings mended, thinned to about a 6000th of the whole's width; or {"error": one of ERRORS}.
"""

from __future__ import annotations

import json
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path
from typing import Any

MOST_FEATURES, MOST_POINTS = 5000, 5_000_000
MOST_UNPACKED, MOST_MEMBERS = 200_000_000, 200
SECONDS, BYTES = 60, 3_000_000_000
DETAIL = 6000
ERRORS = ("unknown", "damaged", "empty", "no_crs", "too_many", "bomb")
# A shapefile's parts, and what else may lie alone in a zip
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_ALONE = (".shp", ".gpkg", ".geojson", ".topojson", ".json", ".kml")
# Coordinates without a stated system that can only be degrees in China
_CHINA = (70.0, 0.0, 140.0, 60.0)


class RefusedError(Exception):
    """The file cannot be used; the argument is one of ERRORS."""


def main(source: Path, out: Path) -> None:
    """Read `source`, write `out`; never raises on content."""
    limit()
    try:
        found = read(source)
    except RefusedError as refused:
        found = {"error": str(refused)}
    except MemoryError:
        found = {"error": "too_many"}
    except Exception:  # whatever a library makes of bytes from outside
        found = {"error": "damaged"}
    out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def limit() -> None:
    """Processor time and memory of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the caller's time limit alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def read(source: Path) -> dict[str, Any]:
    """The shapes in the file. Raises RefusedError, or whatever the libraries raise."""
    import geopandas as gpd
    import pandas as pd
    import pyogrio
    import shapely

    with tempfile.TemporaryDirectory() as folder:
        path = prepared(source, Path(folder))
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is None or "Polygon" in kind or "Unknown" in kind]
        if not layers:
            raise RefusedError("empty")
        tables = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for layer in layers[:20]:
                tables.append(pyogrio.read_dataframe(path, layer=layer, max_features=MOST_FEATURES + 1))
    tables = [table for table in tables if isinstance(table, gpd.GeoDataFrame) and len(table)]
    if not tables:
        raise RefusedError("empty")
    if sum(len(table) for table in tables) > MOST_FEATURES:
        raise RefusedError("too_many")
    frames, assumed = [], False
    for table in tables:
        if table.crs is None:
            west, south, east, north = table.total_bounds
            if not (_CHINA[0] <= west <= east <= _CHINA[2] and _CHINA[1] <= south <= north <= _CHINA[3]):
                raise RefusedError("no_crs")
            table, assumed = table.set_crs("EPSG:4490"), True
        frames.append(table.to_crs("EPSG:4490"))
    whole = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs="EPSG:4490")
    if shapely.get_num_coordinates(whole.geometry.to_numpy()).sum() > MOST_POINTS:
        raise RefusedError("too_many")
    whole = whole[[polygonal(shape) is not None for shape in whole.geometry]]
    if whole.empty:
        raise RefusedError("empty")
    shapes = thinned([polygonal(shape) for shape in whole.geometry])
    fields = whole.drop(columns=whole.geometry.name).astype(object)
    features = [
        {"fields": {str(name): plain(value) for name, value in row.items()}, "geometry": json.loads(shapely.to_geojson(shape))}
        for row, shape in zip(fields.to_dict("records"), shapes, strict=True)
    ]
    return {"features": features, "assumed_crs": assumed}


def polygonal(shape: Any) -> Any:
    """The area in a shape, mended and flat; None where there is none."""
    import shapely

    if shape is None or shape.is_empty or not hasattr(shape, "geom_type"):
        return None
    flat = shapely.force_2d(shape)
    mended = flat if flat.is_valid else shapely.make_valid(flat)
    parts = [
        part for part in getattr(mended, "geoms", [mended]) if part.geom_type in ("Polygon", "MultiPolygon") and part.area > 0
    ]
    return shapely.union_all(parts) if parts else None


def thinned(shapes: list[Any]) -> list[Any]:
    """Fewer corners; shared borders stay shared where the shapes fit together."""
    import numpy as np
    import shapely

    array = np.array(shapes, dtype=object)
    west, south, east, north = shapely.total_bounds(array)
    tolerance = max(east - west, north - south) / DETAIL
    clean = bool(shapely.coverage_is_valid(array))
    thin = shapely.coverage_simplify(array, tolerance) if clean else shapely.simplify(array, tolerance)
    kept = [new if not new.is_empty and new.is_valid else old for new, old in zip(thin, array, strict=True)]
    return list(shapely.transform(np.array(kept, dtype=object), lambda points: points.round(6)))


def plain(value: object) -> str:
    """A field's value as text, "" for none."""
    return "" if value is None or value != value else str(value)[:200]


def prepared(source: Path, folder: Path) -> Path:
    """The file under a name by which the library knows its format, unpacked where it is a zip; told by its content."""
    with source.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return unpacked(source, folder)
    path = folder / f"shapes{ending(source, head)}"
    path.write_bytes(source.read_bytes())
    return path


def ending(source: Path, head: bytes) -> str:
    """What kind of file these bytes are. Raises RefusedError."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"SQLite format 3\x00"):
        return ".gpkg"
    if start.startswith(b"<") and b"<kml" in head:
        content = source.read_bytes()
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise RefusedError("bomb")
        return ".kml"
    if start.startswith(b"{"):
        kind = json.loads(source.read_text(encoding="utf-8-sig")).get("type")
        return ".topojson" if kind == "Topology" else ".geojson"
    raise RefusedError("unknown")


def unpacked(source: Path, folder: Path) -> Path:
    """The one set of shapes in a zip. Raises RefusedError for a bomb, and where there is none or several."""
    with zipfile.ZipFile(source) as archive:
        members = [member for member in archive.infolist() if not member.is_dir() and "__MACOSX" not in member.filename]
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise RefusedError("bomb")
        wanted = [member for member in members if Path(member.filename).suffix.lower() in _ALONE]
        if not wanted:
            raise RefusedError("unknown")
        first = min(wanted, key=lambda member: _ALONE.index(Path(member.filename).suffix.lower()))
        stem, suffix = Path(first.filename).with_suffix(""), Path(first.filename).suffix.lower()
        taken = [first]
        if suffix == ".shp":
            taken = [m for m in members if Path(m.filename).with_suffix("") == stem and Path(m.filename).suffix.lower() in _PARTS]
        for member in taken:
            with archive.open(member) as inside:
                data = inside.read(MOST_UNPACKED + 1)
            if len(data) > MOST_UNPACKED:
                raise RefusedError("bomb")
            (folder / f"shapes{Path(member.filename).suffix.lower()}").write_bytes(data)
    path = folder / f"shapes{suffix}"
    if suffix in (".kml", ".json", ".geojson"):
        known = ending(path, path.read_bytes()[:4096])
        return path.rename(path.with_suffix(known))
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
