"""Boundaries that a bureau loads, and the number under which its map was examined (审图号): kept as versions."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from access import Action, Visitor, require
from geo.own_shapes import Joined, ShapesRefusedError, join, read_shapes, to_text
from intake.records import IntakeError
from language import _
from store import Store, Version, Workspace, newest_versions, write_version

# Kinds of record
BOUNDARIES, APPROVAL = "boundaries", "map_approval"
TEXT_LENGTH = 100
_YEAR = re.compile(r"^(?:19|20)\d\d$")


class BoundariesRefusedError(IntakeError):
    """Nothing was saved; the text is one sentence saying why."""


@dataclass(frozen=True)
class BoundariesDraft:
    """What a person filled in: where the boundaries are from, of which year, 审图号, the school years they hold for."""

    origin: str
    year: str
    approval: str
    first_year: str
    last_year: str


@dataclass(frozen=True)
class BoundariesRead:
    """A file that was read and joined, not saved yet."""

    filename: str
    sha256: str
    joined: Joined


def read_boundaries(data: bytes, filename: str, workspace: Workspace, year: int | None, visitor: Visitor) -> BoundariesRead:
    """Read a file's shapes and join them to the city's districts of `year` (None: today); saves nothing.

    Raises BoundariesRefusedError, NotAllowedError.
    """
    require(visitor, Action.LOAD_BOUNDARIES)
    try:
        features, assumed = read_shapes(data)
        joined = join(features, workspace.city_code, year, assumed_crs=assumed)
    except ShapesRefusedError as error:
        raise BoundariesRefusedError(str(error)) from None
    return BoundariesRead(filename, hashlib.sha256(data).hexdigest(), joined)


def save_boundaries(
    store: Store, workspace: Workspace, found: BoundariesRead, draft: BoundariesDraft, visitor: Visitor
) -> Version:
    """Keep boundaries that were read. Raises BoundariesRefusedError (nothing was saved), NotAllowedError, StoreError."""
    require(visitor, Action.LOAD_BOUNDARIES)
    _real(workspace)
    if not draft.origin.strip():
        raise _refused(_("请写明边界的来源"))
    if not _YEAR.match(draft.year.strip()):
        raise _refused(_("请写明边界是哪一年的，如 2024"))
    years = [text.strip() for text in (draft.first_year, draft.last_year)]
    if any(text and not _YEAR.match(text) for text in years):
        raise _refused(_("适用学年请写四位年份，如 2016；不限就留空"))
    first, last = (int(text) if text else None for text in years)
    if first is not None and last is not None and first > last:
        raise _refused(_("适用学年的起始年份晚于结束年份"))
    if max(len(draft.origin), len(draft.approval)) > TEXT_LENGTH:
        raise _refused(_("来源和审图号各不超过 {n} 个字").format(n=TEXT_LENGTH))
    content: dict[str, Any] = {
        "origin": draft.origin.strip(),
        "year": int(draft.year),
        "approval": draft.approval.strip(),
        "first_year": first,
        "last_year": last,
        "filename": found.filename,
        "sha256": found.sha256,
        "count": len(found.joined.shapes),
        "shapes": to_text(found.joined.shapes),
    }
    return write_version(store, workspace, BOUNDARIES, content, visitor.name, "")


def retire_boundaries(store: Store, workspace: Workspace, name: str, visitor: Visitor) -> Version:
    """Take boundaries out of use; what they were stays in the history. Raises BoundariesRefusedError, NotAllowedError."""
    require(visitor, Action.LOAD_BOUNDARIES)
    before = next((version for version in newest_versions(store, workspace.id, BOUNDARIES) if version.name == name), None)
    if before is None or before.retired:
        raise _refused(_("这份边界已经停用"))
    content = {key: value for key, value in before.content.items() if key != "shapes"}
    return write_version(store, workspace, BOUNDARIES, content, visitor.name, "", name=name, after=before.version, retired=True)


def set_map_approval(store: Store, workspace: Workspace, number: str, visitor: Visitor) -> Version:
    """Set the 审图号 of maps on the packaged boundaries; "" takes it away. Raises BoundariesRefusedError, NotAllowedError."""
    require(visitor, Action.LOAD_BOUNDARIES)
    _real(workspace)
    if len(number) > TEXT_LENGTH:
        raise _refused(_("来源和审图号各不超过 {n} 个字").format(n=TEXT_LENGTH))
    before = next(iter(newest_versions(store, workspace.id, APPROVAL)), None)
    if number.strip() == (str(before.content["number"]) if before else ""):
        raise _refused(_("内容没有变化"))
    known = {"name": before.name, "after": before.version} if before else {}
    return write_version(store, workspace, APPROVAL, {"number": number.strip()}, visitor.name, "", **known)  # type: ignore[arg-type]


def _real(workspace: Workspace) -> None:
    if workspace.simulated:
        raise _refused(_("模拟城市不接收自备边界，请先在左上方选自己的城市"))


def _refused(why: str) -> BoundariesRefusedError:
    return BoundariesRefusedError(_("没有保存：{why}。").format(why=why))
