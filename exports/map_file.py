"""Shapes with figures joined, for geographic information systems: GeoJSON (RFC 7946) and GeoPackage."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd


def geojson_bytes(shapes: gpd.GeoDataFrame, figures: pd.DataFrame, _table: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """One feature for each row of `figures` (place_code, place_name, … as properties); a place without a shape has none.

    `shapes`: code and geometry in EPSG:4326. `about` stands as `metadata` beside the features.
    """
    import shapely

    rounded = shapely.set_precision(shapes.geometry.to_numpy(), 1e-6)  # a decimetre; may turn rings, so they are turned after it
    by_code = dict(zip(shapes["code"], shapely.orient_polygons(rounded, exterior_cw=False), strict=True))
    features = []
    for row in figures.to_dict("records"):
        shape = by_code.get(row["place_code"])
        geometry = json.loads(shapely.to_geojson(shape)) if shape is not None else None
        properties = {str(name): _plain(value) for name, value in row.items()}
        features.append({"type": "Feature", "id": row["place_code"], "properties": properties, "geometry": geometry})
    content = {"type": "FeatureCollection", "name": about["title"], "metadata": dict(about), "features": features}
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")


def geopackage_bytes(shapes: gpd.GeoDataFrame, figures: pd.DataFrame, table: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """The layer "districts" (shapes with the newest figures) and the table "figures" (every figure, tidy) in one .gpkg."""
    import geopandas as gpd

    geometry = figures["place_code"].map(dict(zip(shapes["code"], shapes.geometry, strict=True)))
    districts = gpd.GeoDataFrame(figures, geometry=gpd.GeoSeries(geometry, index=figures.index, crs=shapes.crs))
    note = json.dumps(dict(about), ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "districts.gpkg"
        written = {"driver": "GPKG", "engine": "pyogrio", "layer_metadata": {"about": note}, "DESCRIPTION": note}
        districts.to_file(path, layer="districts", **written)
        # A layer without geometry: every figure of every period
        import pyogrio

        pyogrio.write_dataframe(table, path, layer="figures", driver="GPKG", append=True)
        return path.read_bytes()


def _plain(value: Any) -> Any:
    if value is None or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value
