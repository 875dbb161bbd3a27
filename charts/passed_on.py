"""Rows that reach the specification as they are.

Altair copies, walks and validates inline data in Python several times over while a chart is put together: four fifths of
the time that a map took. What a canvas collects is made here, in one form, and needs none of that.
"""

from __future__ import annotations

from typing import Any

import altair as alt


class PassedOn(alt.NamedData):
    """Inline data of dictionaries with strings, numbers and GeoJSON; nobody changes them any more."""

    def __init__(self, rows: list[dict[str, Any]] | str, form: dict[str, Any] | None = None) -> None:
        """`rows`: dictionaries, or text in the format that `form` describes (CSV)."""
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "form", form)
        super().__init__(name="rows")

    def __deepcopy__(self, memo: object) -> PassedOn:
        return self

    def copy(self, *args: Any, **options: Any) -> PassedOn:
        """Itself: it is never changed."""
        return self

    def to_dict(self, *args: Any, **options: Any) -> dict[str, Any]:
        """{"values": the rows}, with their format where they are text."""
        rows, form = object.__getattribute__(self, "rows"), object.__getattribute__(self, "form")
        return {"values": rows} | ({"format": form} if form else {})
