"""The choosers of a page, each bound to the URL; what may be chosen comes from the view's options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from indicators import periods
from indicators.catalogue import load_catalogue
from indicators.vocabulary import EducationLevel
from language import _
from shell import address, by_province, calculation, show
from views.choices import CLASS_METHODS, Options
from views.target_choice import target_label

_WIDTH = {
    "why": 1.3,
    "indicator": 3.0,
    "level": 1.3,
    "period": 1.4,
    "target": 2.6,
    "district": 1.6,
    "place": 1.6,
    "within": 1.4,
    "classes": 1.6,
}
_OWN_WIDTH = 1.6


def row(options: Options, names: Sequence[str], own: Mapping[str, Callable[[], None]] | None = None) -> None:
    """Choosers side by side under their labels; one that leaves no choice is left out. `own`: further ones of the page."""
    own = own or {}
    always = ("indicator", "period", "district", "place", "why", *own)
    shown = [name for name in names if name in always or _has_choice(options, name)]
    first = next((place for place, name in enumerate(shown) if name in ("district", "place", "places")), None)
    if first is not None and by_province.too_many(options.places):
        shown.insert(first, "within")
    draw: dict[str, Callable[[Options], None]] = {
        "indicator": _indicator,
        "level": _level,
        "period": _period,
        "target": _target,
        "district": _district,
        "place": _place,
        "within": _within_always if "place" in names else _within,
        "classes": _classes,
        "why": _why,
    }
    columns = st.columns([_WIDTH.get(name, _OWN_WIDTH) for name in shown], gap="small", vertical_alignment="bottom")
    for column, name in zip(columns, shown, strict=True):
        with column:
            own[name]() if name in own else draw[name](options)
    if "period" in names:
        asked_period(options.chosen.period)


def asked_period(shown: str) -> None:
    """Where the address asks for a period without figures: which one stands here instead, and where figures come in."""
    asked = address.get("period")
    if not asked or asked == shown:
        return
    try:
        label = periods.label_of_key(asked)
    except ValueError:
        return
    show.note(_("{asked}没有数据，这里显示的是{shown}。").format(asked=label, shown=periods.label_of_key(shown)))
    words = _("报送{period}的数据").format(period=label)
    st.page_link("pages/upload.py", label=words, query_params=address.carried(), width="content")


def _has_choice(options: Options, name: str) -> bool:
    if name == "classes":
        return True
    return len(options.levels if name == "level" else options.targets) > 1


def _why(_options: Options) -> None:
    calculation.button()


def _indicator(options: Options) -> None:
    catalogue = load_catalogue()

    def words(key: str) -> str:
        return catalogue.indicators[key].label

    drop = ("level", "target")
    address.choose("indicator", _("指标"), options.indicators, options.defaults.indicator, words, form="search", drop=drop)


def _level(options: Options) -> None:
    catalogue = load_catalogue()

    def words(key: str) -> str:
        return catalogue.level_label(EducationLevel(key))

    address.choose("level", _("学段"), options.levels, options.defaults.level, words, drop=("target",))


def _period(options: Options) -> None:
    address.choose("period", _("时期"), options.periods, options.defaults.period, periods.label_of_key)


def periods_of(keys: Sequence[str]) -> None:
    """The chooser of a page that shows all indicators of one period."""
    address.choose("period", _("时期"), keys, keys[0], periods.label_of_key, hide_label=True)


def _target(options: Options) -> None:
    labels = {target.id: target_label(target, options.indicator) for target in options.targets}
    address.choose("target", _("目标"), list(labels), options.defaults.target, labels.__getitem__)


def of_overview(keys: Sequence[str], orders: Sequence[tuple[str, str]]) -> None:
    """The same beside the order of the table's rows and the button that explains what was clicked."""
    words = dict(orders)
    first, second, third = st.columns([1.1, 1.5, 1.1], gap="small")
    with first:
        periods_of(keys)
    with second:
        address.choose("order", _("区县次序"), list(words), "", words.__getitem__, hide_label=True)
    with third:
        calculation.button()


def extent(extents: Sequence[tuple[str, str]]) -> None:
    """Below the overview's table: the main indicators or all of them."""
    words = dict(extents)
    if words:
        address.choose("columns", _("指标多少"), list(words), "", words.__getitem__, form="buttons", hide_label=True)


def _district(options: Options) -> None:
    names = {"": _("不突出"), **by_province.offered(options.places, options.chosen.district)}
    address.choose("district", _("突出区县"), list(names), "", names.__getitem__)


def _place(options: Options) -> None:
    names = by_province.offered(options.places, options.chosen.district or options.first_place)
    address.choose("district", _("区县"), list(names), options.first_place, names.__getitem__)


def _within(options: Options) -> None:
    by_province.chooser(options.places, options.chosen.district)


def _within_always(options: Options) -> None:
    by_province.chooser(options.places, options.chosen.district or options.first_place, always_one=True)


def _classes(options: Options) -> None:
    labels = {
        "target": _("以目标为界"),
        "quantile": _("分位"),
        "equal": _("等距"),
        "natural": _("自然断点"),
        "own": _("自定界线"),
        "continuous": _("连续色阶"),
    }
    methods = [method for method in CLASS_METHODS if method != "target" or options.target is not None]
    address.choose("classes", _("分级"), methods, options.defaults.classes, labels.__getitem__)
