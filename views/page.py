"""What every view has: the page, its picture and its downloads say the same because they come from here."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from charts.tokens import Sizes
from exports.picture import PICTURE_SIZES, Area, Panel, Picture, PictureSize, content_area
from language import _


@dataclass(frozen=True)
class PageView:
    """`finding` is the title, a sentence with a number; `table` the numbers behind the chart, headed in the current language.

    `footer`: source, date, definition, credits, one line each. `name`: what a downloaded file is called, without its ending.
    """

    finding: str
    subtitle: str
    footer: tuple[str, ...]
    simulated: bool
    table: pd.DataFrame
    name: str

    def chart(
        self, width: int, height: int | None = None, sizes: Sizes | None = None, *, select: bool = True
    ) -> alt.LayerChart | None:
        """The page's chart; None where there is nothing to draw."""
        return None

    def panels(self, area: Area, sizes: Sizes) -> list[Panel]:
        """The charts as they lie in a picture; none where there is nothing to draw."""
        drawn = self.chart(area.width, area.height, sizes, select=False)
        return [] if drawn is None else [Panel(drawn, area.x, area.y)]

    @property
    def has_picture(self) -> bool:
        """Whether there is something to draw."""
        return True

    def split(self, size: PictureSize = PICTURE_SIZES["slide"]) -> tuple[PageView, ...]:
        """The view as many times as it takes pictures of that size to be read: itself, or parts of a very wide table."""
        return (self,)

    @property
    def key_columns(self) -> int:
        """How many columns of the table name its rows."""
        return 1

    @property
    def by_district(self) -> bool:
        """Whether the table's other columns are districts, so that it says the same when it is turned."""
        return False

    def picture(
        self, size: PictureSize = PICTURE_SIZES["slide"], *, title: str = "", note: str = "", mark: str = ""
    ) -> Picture:
        """The page as one picture which stands on its own; with a title of one's own, a note above the footer, a mark."""
        title, footer = title or self.finding, (*([note] if note else []), *self.footer)
        area = content_area(title, footer, self.simulated, size, self.subtitle, mark)
        return Picture(title, self.subtitle, self.panels(area, size.sizes), footer, self.simulated, size, mark)


def numbered(title: str, number: int, parts: int) -> str:
    """The title of one of several parts."""
    return _("{title}（{n} / {all}）").format(title=title, n=number, all=parts) if parts > 1 else title


@dataclass(frozen=True)
class TableView(PageView):
    """A view that is a table and nothing else. `keys`: how many columns name the rows; `across`: the others are districts."""

    keys: int = 1
    across: bool = False

    @property
    def by_district(self) -> bool:
        """Whether columns are districts."""
        return self.across

    @property
    def key_columns(self) -> int:
        """The columns that name the rows."""
        return self.keys

    @property
    def has_picture(self) -> bool:
        """There is no chart; `views.table_slides` shows the table."""
        return False
