"""Names and values at the ends of a trend's lines, and the targets' labels at its right edge."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from charts.axis import Axis
from charts.canvas import Canvas
from charts.labels import push_apart
from charts.marked import text_ink, weight
from charts.rows import widest
from charts.text_width import LINE_HEIGHT, fit_size, text_width
from charts.tokens import ACCENT, EDGE, INK_1, INK_3, Sizes
from charts.trend_fan import Fan
from charts.trend_marks import PresentPace, TargetLine, TrendNote
from language import _

# Signs of notes, which the footer explains
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def label_sizes(
    points: pd.DataFrame, targets: Sequence[TargetLine], present: PresentPace | None, last: int, ahead: bool, sizes: Sizes
) -> tuple[float, float, float]:
    """Widths of the names at the left, of names with values at the right, of the targets' labels at the far right."""
    size, shown = sizes.head, points[points["value"].notna()]
    first = widest(first_labels(points)["name"], size * 0.95, bold=True)
    final = (
        widest(
            [*(last_text(line, last, "") for _code, line in shown.groupby("code")), *(t.label for t in targets if not ahead)],
            sizes.value,
        )
        + 8
        + 11 * sizes.factor
    )
    lines = [text for target in targets for text in (target.label, target.need_text)] + list(present.lines if present else ())
    return first, final, max(widest(lines, size * 1.05), final if not ahead else 0.0)


def first_labels(points: pd.DataFrame) -> pd.DataFrame:
    """The rows of places which have a value in the first year and one later: they are named at the left."""
    shown = points[points["value"].notna()]
    many = shown.groupby("code")["year"].transform("size") > 1
    first = shown[many & (shown["year"] == points["year"].min())]
    # lines that all start in one point (an index of 100) are named at their other end only
    return first if first["value"].nunique() > 1 or len(first) < 3 else first.iloc[:0]


def last_text(line: pd.DataFrame, last: int, sign: str) -> str:
    """ "海陵区 92.4"; "高港区 80.9（2023）③" where the line ends before the last year."""
    row = line.iloc[-1]
    late = "" if row["year"] == last else _("（{year}）").format(year=row["year"])
    return f"{row['name']} {row['value_text']}{late}{sign}"


def sign_after(notes: Sequence[TrendNote], code: str, year: int) -> str:
    """The sign of the note that says why the place has nothing after `year`."""
    return next((note.sign for note in notes if note.code == code and not note.breaks and note.year > year), "")


def kept(count: int, important: Sequence[bool], room: float, size: float) -> tuple[set[int], float]:
    """Which of `count` labels, top to bottom, fit, and how large: smaller type first, then only the important and the ends."""
    for share in (1.0, 0.92, 0.85, 0.78):
        if count * size * share * LINE_HEIGHT <= room:
            return set(range(count)), size * share
    size *= 0.85
    most = max(4, int(room / (size * LINE_HEIGHT)))
    chosen = [number for number in range(count) if important[number]]
    ends = [number for pair in zip(range(count), reversed(range(count)), strict=True) for number in pair]
    chosen += [number for number in dict.fromkeys(ends) if not important[number]]
    return set(chosen[: min(most, 14)]), size


def draw_first_names(
    canvas: Canvas, points: pd.DataFrame, x: Axis, y: Axis, standing_out: tuple[str, Sequence[str]], sizes: Sizes
) -> None:
    """Names at the left ends. `standing_out`: the chosen place and the marked ones."""
    rows = first_labels(points).sort_values("value", ascending=False)
    heavy = [weight(str(code), bool(city), *standing_out) > 0 for code, city in zip(rows["code"], rows["is_city"], strict=True)]
    chosen, size = kept(len(rows), heavy, y.start - y.end, sizes.head * 0.95)
    rows = rows.iloc[sorted(chosen)]
    middles = push_apart(
        [y.pixel(value) for value in rows["value"]], [size * LINE_HEIGHT] * len(rows), y.end - size, y.start + size
    )
    for middle, (_label, row) in zip(middles, rows.iterrows(), strict=True):
        who = (str(row["code"]), bool(row["is_city"]), *standing_out)
        ink = text_ink(*who) if weight(*who) else INK_3
        canvas.text(x.start - 7 * sizes.factor, middle, row["name"], size, ink, align="right")


def draw_last_names(
    canvas: Canvas, points: pd.DataFrame, x: Axis, y: Axis, last: int, standing_out: tuple[str, Sequence[str]],
    notes: Sequence[TrendNote], targets: Sequence[TargetLine], sizes: Sizes, fan: Fan | None = None,
) -> None:  # fmt: skip
    """Names with values right of the last year; targets among them where nothing lies beyond it.

    The chosen place's keeps clear of the `fan`; others that would hide it in large type stand at their lines' other ends alone.
    """
    named_first = set(first_labels(points)["code"].astype(str))
    highlight = standing_out[0]
    labels: list[tuple[float, str, str, bool, str]] = []
    for code, line in points[points["value"].notna()].groupby("code", sort=False):
        row = line.iloc[-1]
        who = (str(code), bool(row["is_city"]), *standing_out)
        ink = text_ink(*who) if weight(*who) or row["year"] == last else INK_3
        text, at = last_text(line, last, sign_after(notes, str(code), row["year"])), y.pixel(row["value"])
        wide = text_width(text, sizes.value, bold=code == highlight) + 9 * sizes.factor
        if fan is not None and code == highlight:
            at += fan.clear(wide, sizes.value)
        spare = sizes.factor > 1.3 and not weight(*who) and row["year"] == last and str(code) in named_first
        if fan is not None and spare and fan.hidden_by(at, wide, sizes.value):
            continue
        labels.append((at, text, ink, weight(*who) > 0, str(code)))
    labels += [(y.pixel(target.value), target.label, INK_1, True, "") for target in targets]
    labels.sort(key=lambda label: label[0])
    chosen_labels, size = kept(len(labels), [label[3] for label in labels], y.start - y.end, sizes.value)
    labels = [labels[number] for number in sorted(chosen_labels)]
    heights = [size * LINE_HEIGHT * (1.25 if label[4] == highlight and highlight else 1.0) for label in labels]
    middles = push_apart([label[0] for label in labels], heights, y.end - size, y.start + size)
    there = set(points.loc[points["value"].notna() & (points["year"] == last), "code"].astype(str))
    moved = any(abs(middle - label[0]) > size * 0.9 for middle, label in zip(middles, labels, strict=True))
    left = x.pixel(last) + (20 if moved else 9) * sizes.factor
    room = x.end - left - 4 * sizes.factor if x.high > last else canvas.width - left
    for middle, (wanted, text, ink, _important, code) in zip(middles, labels, strict=True):
        if code in there and abs(middle - wanted) > size * 0.9:
            start = x.pixel(last) + 5 * sizes.factor
            canvas.segment(start, wanted, left - 3 * sizes.factor, middle, EDGE, 0.6 * sizes.factor, z=2.4)
        bold = not code or (code == highlight and bool(highlight))
        text, fitting = fit_label(text, size, room, bold)
        canvas.text(left, middle, text, fitting, ink, bold=bold, halo=4.5 * sizes.factor, z=6)
        if code:
            wide = text_width(text, fitting)
            canvas.hit_box(left, middle - size * 0.6, left + wide, middle + size * 0.6, code, {_("区县"): text})


def fit_label(text: str, size: float, room: float, bold: bool) -> tuple[str, float]:
    """The label and its size where the room before the targets' labels is short: a note's sign can stand for the year."""
    if text_width(text, size, bold=bold) > room and text[-1] in SIGNS:
        text = re.sub(r"[（(].*[）)](?=.$)", "", text).rstrip()
    return text, fit_size(text, size, room, least=size * 0.6, bold=bold)


def draw_targets(
    canvas: Canvas, x: Axis, y: Axis, targets: Sequence[TargetLine], present: PresentPace | None, sizes: Sizes
) -> None:
    """At the right edge: each target with the pace it needs, and where the present pace ends."""
    size = sizes.head * 1.05
    blocks = [(y.pixel(t.value), [(t.label, INK_1)] + [(t.need_text, ACCENT)] * bool(t.need_text)) for t in targets]
    if present and present.lines:
        blocks.append((y.pixel(present.value), [(line, ACCENT) for line in present.lines]))
    heights = [len(lines) * size * LINE_HEIGHT + size * 0.3 for _at, lines in blocks]
    # a block hangs from its first line, which stands level with the target
    wanted = [at + height / 2 - size * LINE_HEIGHT / 2 for (at, _lines), height in zip(blocks, heights, strict=True)]
    for middle, height, (_at, lines) in zip(
        push_apart(wanted, heights, y.end - size, y.start + size * 2), heights, blocks, strict=True
    ):
        for number, (text, ink) in enumerate(lines):
            canvas.text(x.end + 7 * sizes.factor, middle - height / 2 + size * LINE_HEIGHT * (number + 0.5), text, size, ink)
