"""How numbers, times and states are written on pages; the arithmetic and the rounding are those of `indicators`."""

from __future__ import annotations

from datetime import UTC, datetime

from indicators import periods
from indicators.catalogue import load_catalogue
from indicators.definitions import Indicator
from indicators.gaps import Gap
from indicators.rounding import shown
from indicators.target_definitions import Target
from indicators.targets import at_most
from indicators.vocabulary import EducationLevel, Period, ValueStatus
from language import _


def when(moment: datetime) -> str:
    """A time of the store (UTC without a zone) as the clock on the wall shows it: 2024-10-18 09:30."""
    return datetime.fromtimestamp(moment.replace(tzinfo=UTC).timestamp()).strftime("%Y-%m-%d %H:%M")


def day(moment: datetime) -> str:
    """The same without the hour."""
    return when(moment)[:10]


def level_label(level: EducationLevel) -> str:
    """学段 in the current language."""
    return load_catalogue().level_label(level)


def of_level(level: str, name: str) -> str:
    """小学平均班额; "Primary average class" in English, where an abbreviation keeps its capitals ("Special SEN enrolment")."""
    if not level or not level.isascii():
        return f"{level}{name}"
    return f"{level} {name if name[1:2].isupper() else name[:1].lower() + name[1:]}"


def status_label(status: str) -> str:
    """A state in a word."""
    return {
        ValueStatus.REPORTED: _("已报送"),
        ValueStatus.ESTIMATED: _("预计数"),
        ValueStatus.PROVISIONAL: _("快报数"),
        ValueStatus.SUPPRESSED: _("不公开"),
        ValueStatus.NOT_APPLICABLE: _("不适用"),
        ValueStatus.NOT_COLLECTED: _("未采集"),
        ValueStatus.NOT_REPORTED: _("未报送"),
        ValueStatus.UNREADABLE: _("无法识别"),
    }[ValueStatus(status)]


def distance(found: Gap, target: Target, decimals: int) -> str:
    """The distance in a column whose head names the unit: 差 6.8, 超 1.3, 高出 2.0, 低于 1.2, 恰好达到, 四舍五入达到."""
    size = shown(abs(found.gap), decimals)
    if found.gap == 0:
        return _("四舍五入达到") if found.rounding_decides else _("恰好达到")
    if at_most(target):
        return (_("高出 {size}") if found.gap > 0 else _("低于 {size}")).format(size=size)
    return (_("差 {size}") if found.gap > 0 else _("超 {size}")).format(size=size)


def unit_of_difference(indicator: Indicator) -> str:
    """What a difference is counted in, for a column's head: 百分点, 人, 所; "" for a bare ratio."""
    return _("百分点") if indicator.is_percentage else indicator.unit_label


def in_brackets(text: str) -> str:
    """（text）, or nothing."""
    return _("（{unit}）").format(unit=text) if text else ""


def with_unit(value: float, indicator: Indicator) -> str:
    """A value in a sentence: 84.2%, 44.6 人, 12,345 人, 15.2."""
    number = shown(value, indicator.decimals)
    if indicator.is_percentage:
        return f"{number}%"
    return f"{number} {indicator.unit_label}".rstrip()


def status_in(status: str, period: Period) -> str:
    """A state with its period where only the period makes it clear: 2024 学年未报送."""
    if status != ValueStatus.NOT_REPORTED:
        return status_label(status)
    return _("{period}{status}").format(period=periods.label(period), status=status_label(status))


def number(value: float, indicator: Indicator) -> str:
    """A figure of an indicator as it is shown; "" where there is none."""
    return shown(value, indicator.decimals) if value == value else ""
