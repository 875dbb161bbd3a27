"""A visit to a page as Streamlit runs it, and everything that the browser is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from access import Role
from charts.map_large_form import COUNTIES
from shell.visitor import TOKEN
from store import open_store
from tests.people import signed_in

ROOT = Path(__file__).parents[1]


def shown_to(url: str, stem: str, role: Role | None, district: str = "", **query: str) -> str:
    """Texts, tables and charts of a page for a visitor (None = nobody; `district` limits a viewer), in one text."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params["district" if name == "chosen" else name] = value
    if role is not None:
        with closing(open_store(url)) as store:
            app.session_state[TOKEN] = signed_in(store, f"某{role}{district}", role, district).token
    app.run()
    app.switch_page(f"pages/{stem}.py").run()
    assert [error.value for error in app.exception] == []
    parts = [element.proto.body for element in app.get("html")]
    parts += [element.value for kind in ("caption", "code", "markdown") for element in app.get(kind)]
    parts += [str(element.proto) for element in app.get("bidi_component")]
    parts += [text for element in app.get("vega_lite_chart") for text in texts_in(json.loads(element.proto.spec))]
    parts += [text for element in app.get("vega_lite_chart") for text in texts_in(table_of(element.proto))]
    return "\n".join(parts)


def table_of(proto: Any) -> list[dict[str, Any]]:
    """The rows that a chart gets beside its specification: every mark, text and tip of it."""
    if not proto.data.data:
        return []
    rows: list[dict[str, Any]] = pa.ipc.open_stream(proto.data.data).read_all().to_pylist()
    said = [name for name in rows[0] if name in ("code", "about") or name[1:].isdigit()]
    # Texts stand in the odd marks, and in the row of a large map; the others hold coordinates
    texts = {row["k"] for row in rows if row["k"] == COUNTIES or (row["k"] > 0 and row["k"] % 2)}
    return [{name: row[name] for name in (*said, *(("d", "a") if row["k"] in texts else ()))} for row in rows]


def texts_in(spec: Any) -> Iterator[str]:
    """Every text of a chart: labels, tooltips, its description; coordinates are no figures."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict | list):
        for part in spec.values() if isinstance(spec, dict) else spec:
            yield from texts_in(part)
