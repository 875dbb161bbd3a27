"""A place on a slide that takes the same calls as a placeholder, where a template has none of the right kind."""

from __future__ import annotations

import io
from typing import Any

from pptx.util import Emu

from exports.deck_text import EMU_OF_PIXEL

# x, y, width, height in pixels
Area = tuple[float, float, float, float]


class Spot:
    """The place `box` on `slide`."""

    def __init__(self, slide: Any, box: Area) -> None:
        self._shapes, self._box = slide.shapes, [Emu(round(part * EMU_OF_PIXEL)) for part in box]

    def insert_chart(self, kind: Any, data: Any) -> Any:
        """A native chart."""
        return self._shapes.add_chart(kind, *self._box, data)

    def insert_table(self, rows: int, cols: int) -> Any:
        """A real table."""
        return self._shapes.add_table(rows, cols, *self._box)

    def insert_picture(self, image: io.BytesIO) -> Any:
        """A picture as large as leaves its shape."""
        left, top, width, height = self._box
        made = self._shapes.add_picture(image, left, top, width=width)
        if made.height > height:
            made.width, made.height = Emu(round(made.width * height / made.height)), height
        made.left = Emu(left + (width - made.width) // 2)
        return made
