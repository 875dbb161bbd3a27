"""What a downloaded file of a page is called: indicator, 学段 where there are several, city, period, page."""

from __future__ import annotations

from exports.names import speaking
from indicators import periods
from views.facts import Facts


def page_name(found: Facts, page: str, *, over_time: bool = False) -> str:
    """普惠性幼儿园覆盖率_泰州市_2024学年_地图; with `over_time` the first and the last period."""
    level = found.catalogue.level_label(found.options.level) if len(found.indicator.education_levels) > 1 else ""
    over = found.series.alike(found.period) if over_time else []
    period = periods.range_label(over[0], over[-1]) if over else periods.label(found.period)
    return speaking(found.indicator.label, level, found.workspace.label, period, page)
