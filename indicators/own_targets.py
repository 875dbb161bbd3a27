"""A bureau's own targets: what a person may set, what is wrong with it in one sentence, and how it enters the catalogue.

Each own target is a document of its own, so that it stands beside the national ones in every view: its id there is
`<target>_<workspace>` ("own_1_321200").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.catalogue import Catalogue
from indicators.catalogue_build import build_document, build_target
from indicators.catalogue_checks import target_fault
from indicators.catalogue_files import CatalogueError
from indicators.definitions import Indicator
from indicators.folding import normal
from indicators.milestones import STAGE, BadMilestonesError, Milestones, check_milestones
from indicators.rounding import shown_short
from indicators.target_definitions import TargetDirection, TargetScope
from indicators.vocabulary import AdminLevel, EducationLevel
from language import _

WITHOUT_NUMBER = (TargetDirection.RISE, TargetDirection.FALL)
SCOPES = (TargetScope.EACH_DISTRICT, TargetScope.WHOLE_CITY)
YEARS = (1990, 2100)
DOCUMENT_LENGTH, NUMBER_LENGTH = 120, 60
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_GOAL = re.compile(rf"({_NUMBER})%?(?:[-–—~至到]({_NUMBER})%?)?")


class BadTargetError(Exception):
    """What a person wrote is no target; the text is one sentence for that person, and nothing was changed."""


@dataclass(frozen=True)
class OwnTarget:
    """A target that a bureau sets itself. `value` and `value_full` as in `Target`: a range 10–12 is met at 10, full at 12.

    `document` and `number`: name and 文号 of the paper that sets it; `verified`: somebody compared it with the paper.
    `milestones`: (year, value) on the way.
    """

    indicator: str
    education_level: EducationLevel
    direction: TargetDirection
    value: float | None
    value_full: float | None
    year: int | None
    scope: TargetScope
    admin_level: AdminLevel
    document: str
    number: str
    verified: bool
    milestones: Milestones = ()

    def content(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "indicator": self.indicator,
            "education_level": str(self.education_level),
            "direction": str(self.direction),
            "value": self.value,
            "value_full": self.value_full,
            "year": self.year,
            "scope": str(self.scope),
            "admin_level": str(self.admin_level),
            "document": self.document,
            "number": self.number,
            "verified": self.verified,
        } | ({"milestones": [list(one) for one in self.milestones]} if self.milestones else {})


def own_target(content: Mapping[str, Any]) -> OwnTarget:
    """What is stored, back as a target. Raises KeyError or ValueError for anything else."""
    return OwnTarget(
        indicator=content["indicator"],
        education_level=EducationLevel(content["education_level"]),
        direction=TargetDirection(content["direction"]),
        value=content["value"],
        value_full=content["value_full"],
        year=content["year"],
        scope=TargetScope(content["scope"]),
        admin_level=AdminLevel(content["admin_level"]),
        document=content["document"],
        number=content["number"],
        verified=content["verified"],
        milestones=tuple((int(year), float(value)) for year, value in content.get("milestones", ())),
    )


def parse_goal(text: str, direction: TargetDirection) -> tuple[float | None, float | None]:
    """Value and full value of what a person wrote: "85", "85%", "10–12", "10-12"; nothing for a direction without a number.

    The easier end of a range is where it is met: the lower one for "at least", the upper one for "at most".
    Raises BadTargetError.
    """
    written = normal(text).replace(" ", "")
    if direction in WITHOUT_NUMBER:
        if written:
            raise BadTargetError(_("只有方向（提高、降低）的目标不写数值；要写数值请选“至少”或“至多”"))
        return None, None
    if not written:
        raise BadTargetError(_("请填写目标值，如 85，或区间 10–12"))
    found = _GOAL.fullmatch(written)
    if found is None:
        raise BadTargetError(_("目标值“{text}”不是数，请写成 85，或区间 10–12").format(text=text.strip()))
    ends = sorted(float(end.replace(",", "")) for end in found.groups() if end)
    if len(ends) == 1 or ends[0] == ends[1]:
        return ends[0], None
    if direction is TargetDirection.EQUAL:
        raise BadTargetError(_("“等于”只能写一个数；区间请选“至少”或“至多”"))
    return (ends[0], ends[1]) if direction is TargetDirection.AT_LEAST else (ends[1], ends[0])


def parse_year(text: str) -> int | None:
    """The calendar year of a deadline, None for no text. Raises BadTargetError."""
    written = normal(text).replace(" ", "").removesuffix("年")
    if not written:
        return None
    if not re.fullmatch(r"\d{4}", written) or not YEARS[0] <= int(written) <= YEARS[1]:
        raise BadTargetError(_("期限“{text}”不是年份，请写成 2027，没有期限就留空").format(text=text.strip()))
    return int(written)


def check_own(own: OwnTarget, catalogue: Catalogue) -> None:
    """Whether it makes sense for its indicator and names its paper. Raises BadTargetError with one sentence."""
    indicator = catalogue.indicators.get(own.indicator)
    if indicator is None:
        raise BadTargetError(_("没有选择指标"))
    if own.education_level not in indicator.education_levels:
        raise BadTargetError(
            _("{indicator}不分“{level}”").format(
                indicator=indicator.label, level=catalogue.level_label(own.education_level)
            )
        )
    if not own.document.strip():
        raise BadTargetError(_("请填写目标出自哪份文件"))
    if len(own.document) > DOCUMENT_LENGTH or len(own.number) > NUMBER_LENGTH:
        raise BadTargetError(
            _("文件名称不超过 {n} 个字，文号不超过 {m} 个字").format(n=DOCUMENT_LENGTH, m=NUMBER_LENGTH)
        )
    for end in (own.value, own.value_full, *(value for _year, value in own.milestones)):
        _check_range(end, indicator)
    [document] = _documents("", [("own_0", own)])
    fault = target_fault(build_target(document["targets"][0], build_document(document["document"])), indicator)
    if fault is not None:
        raise BadTargetError(fault[1])
    try:
        lower = own.direction is TargetDirection.AT_MOST or (own.direction is TargetDirection.EQUAL and not own.value)
        check_milestones(own.milestones, own.value, own.year, lower)
    except BadMilestonesError as error:
        raise BadTargetError(str(error)) from None


def _check_range(end: float | None, indicator: Indicator) -> None:
    low, high = indicator.valid_min, indicator.valid_max
    if end is None or ((low is None or end >= low) and (high is None or end <= high)):
        return
    if high is None:
        raise BadTargetError(_("{indicator}不会小于 {low}").format(indicator=indicator.label, low=shown_short(low or 0.0)))
    raise BadTargetError(
        _("{indicator}在 {low} 和 {high} 之间，目标值 {value} 达不到").format(
            indicator=indicator.label, low=shown_short(low or 0.0), high=shown_short(high), value=shown_short(end, 4)
        )
    )


def with_own_targets(
    catalogue: Catalogue, workspace: str, entries: Iterable[tuple[str, Mapping[str, Any]]]
) -> tuple[Catalogue, tuple[str, ...]]:
    """The catalogue with a workspace's own targets (id and stored content), and the ids of those that no longer fit it.

    One that does not fit (its indicator is gone from a newer catalogue) is left out: it must not close every page.
    """
    fitting: list[tuple[str, OwnTarget]] = []
    left_out: list[str] = []
    for name, content in entries:
        try:
            own = own_target(content)
            check_own(own, catalogue)
            catalogue.with_own(documents=_documents(workspace, [(name, own)]))
        except (BadTargetError, CatalogueError, KeyError, ValueError):
            left_out.append(name)
        else:
            fitting.append((name, own))
    if not fitting:
        return catalogue, tuple(left_out)
    return catalogue.with_own(documents=_documents(workspace, fitting)), tuple(left_out)


def document_id(name: str, workspace: str) -> str:
    """The id in the catalogue of the document that an own target stands for."""
    return f"{name}_{workspace}".replace("-", "_").rstrip("_")


def _documents(workspace: str, entries: Iterable[tuple[str, OwnTarget]]) -> list[dict[str, Any]]:
    """Documents of the schema's shape."""
    return [_document(workspace, name, own) for name, own in entries]


def _document(workspace: str, name: str, own: OwnTarget) -> dict[str, Any]:
    title = own.document.strip()
    goal: dict[str, Any] = {
        "indicator": own.indicator,
        "education_level": str(own.education_level),
        "direction": str(own.direction),
        "scope": str(own.scope),
        "verified": own.verified,
    }
    goal |= {key: value for key in ("value", "value_full", "year") if (value := getattr(own, key)) is not None}
    document: dict[str, Any] = {
        "id": document_id(name, workspace),
        "name": title,
        "name_en": title,
        "short_name": title,
        "short_name_en": title,
        "number": own.number.strip(),
        "admin_level": str(own.admin_level),
        "source": title,
    }
    if workspace:
        document["city_code"] = workspace
    bare = {key: value for key, value in goal.items() if key != "value_full"}
    steps = [bare | {"value": value, "year": year, "stage": STAGE} for year, value in own.milestones]
    return {"document": document, "targets": [goal, *steps]}
