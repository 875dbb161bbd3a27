"""Figures as a Frictionless Data Package: tidy CSV files and `datapackage.json`, which says what each field is; in one .zip."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from exports.workbook_cells import is_acting
from indicators.vocabulary import PlaceKind, ValueStatus
from language import _, current

# The same files give the same bytes whenever they are written
_MOMENT = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """`fields`: the figures' fields with type and meaning. `codes`: field, code, name of every code in the figures."""

    name: str
    title: str
    description: str
    fields: Mapping[str, tuple[str, str]]
    figures: pd.DataFrame
    definitions: pd.DataFrame
    places: pd.DataFrame
    codes: pd.DataFrame
    stored: str
    simulated: bool


def package_bytes(package: Package) -> bytes:
    """The .zip with figures.csv, indicators.csv, places.csv, codes.csv and datapackage.json."""
    tables = {"figures": package.figures, "indicators": package.definitions, "places": package.places, "codes": package.codes}
    files = {f"{name}.csv": csv_text(table).encode("utf-8") for name, table in tables.items()}
    described = json.dumps(descriptor(package, files), ensure_ascii=False, indent=2)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in {"datapackage.json": described.encode("utf-8"), **files}.items():
            packed.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV; numbers as they are, "" for none, and no text that a spreadsheet could take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.itertuples(index=False, name=None))
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    return f"'{value}" if isinstance(value, str) and is_acting(value) else value


def descriptor(package: Package, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The content of datapackage.json (Data Package and Table Schema, version 1)."""
    enums = {"place_kind": [str(kind) for kind in PlaceKind], "status": [str(one) for one in ValueStatus]}
    enums["origin"] = ["reported", "computed"]
    needed = {"place_code", "place_kind", "indicator", "education_level", "period", "start_year", "status", "origin"}
    figures: list[dict[str, Any]] = []
    for name, (kind, words) in package.fields.items():
        field: dict[str, Any] = {"name": name, "type": kind, "description": words}
        constraints: dict[str, Any] = {"required": True} if name in needed else {}
        if name in enums:
            constraints["enum"] = enums[name]
        if constraints:
            field["constraints"] = constraints
        figures.append(field)
    keys = ["place_code", "indicator", "education_level", "breakdown", "period", "origin"]
    refers = [
        {"fields": ["indicator"], "reference": {"resource": "indicators", "fields": ["indicator"]}},
        {"fields": ["place_code"], "reference": {"resource": "places", "fields": ["place_code"]}},
    ]
    schemas: dict[str, dict[str, Any]] = {
        "figures": {"fields": figures, "primaryKey": keys, "foreignKeys": refers, "missingValues": [""]},
        "indicators": _schema(package.definitions, ["indicator"]),
        "places": _schema(package.places, ["place_code"]),
        "codes": _schema(package.codes, ["field", "code"]),
    }
    titles = {"figures": _("数字"), "indicators": _("指标口径"), "places": _("地区"), "codes": _("代号")}
    return {
        "profile": "tabular-data-package",
        "name": package.name,
        "title": package.title,
        "description": package.description or package.title,
        "version": package.stored,
        "languages": ["zh" if current() == "zh" else "en"],
        "simulated": package.simulated,
        "sources": [{"title": name} for name in dict.fromkeys(package.figures["file"]) if name],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "title": titles[name],
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(files[f"{name}.csv"]),
                "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
                "schema": schema,
            }
            for name, schema in schemas.items()
        ],
    }


def _schema(table: pd.DataFrame, keys: list[str]) -> dict[str, Any]:
    def kind(name: str) -> str:
        if pd.api.types.is_bool_dtype(table[name]):
            return "boolean"
        if pd.api.types.is_integer_dtype(table[name]):
            return "integer"
        return "number" if pd.api.types.is_float_dtype(table[name]) else "string"

    fields = [{"name": str(name), "type": kind(str(name))} for name in table.columns]
    return {"fields": fields, "primaryKey": keys, "missingValues": [""]}
