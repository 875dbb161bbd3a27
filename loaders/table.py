"""One table, understood but without a single number read: for every row and column of its body, what its figures are about."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.blocks import Block
from loaders.headings import Column
from loaders.lines import Sheet
from loaders.roles import Role
from loaders.rows import RowLabels
from loaders.times import ContextPeriod, Said


@dataclass
class Table:
    """`column_*` are keyed by the sheet's column, lists of `labels` go with `block.body`; `units` = what 单位： lines name;
    `population` = the word of a title that holds for all figures (民办); `of_disabled` = its title alone says that they are of
    disabled children; `results` False where it says 目标任务分解."""

    sheet: Sheet
    block: Block
    paths: dict[int, Column]
    roles: dict[int, Role]
    reasons: dict[int, str]
    labels: RowLabels
    values: list[int]
    context: ContextPeriod
    units: tuple[str, ...] = ()
    unit_text: str = ""
    column_place: dict[int, str] = field(default_factory=dict)
    column_place_cell: dict[int, tuple[int, int]] = field(default_factory=dict)
    column_period: dict[int, Said] = field(default_factory=dict)
    column_steps: dict[int, tuple[str, ...]] = field(default_factory=dict)
    column_unit: dict[int, str] = field(default_factory=dict)
    row_period: list[Said | None] = field(default_factory=list)
    family: str = ""
    level: str = ""
    level_word: str = ""
    subject: str = ""
    topic: str = ""
    population: str = ""
    population_open: bool = False
    of_disabled: bool = False
    results: bool = True
    levels_said: tuple[str, ...] = ()
    title_texts: list[str] = field(default_factory=list)
    stem: str = ""

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.grid.name

    @property
    def has_places(self) -> bool:
        """Whether cells of the table name places."""
        return Role.PLACE in self.roles.values() or bool(self.column_place) or any(self.labels.place)


def title_lines(sheet: Sheet, block: Block) -> list[str]:
    """The texts above a table; what stands in the cell after 计量单位： or 区县名称： belongs to it."""
    lines: list[str] = []
    last = -1
    for row, column in block.titles:
        text = sheet.text(row, column)
        if row == last and lines[-1].rstrip().endswith((":", "：")):
            lines[-1] = lines[-1].rstrip() + text
        else:
            lines.append(text)
        last = row
    return lines
