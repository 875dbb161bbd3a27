"""Which column of names says where: the gazetteer decides, then the heading; the others are parents, translations, words."""

from __future__ import annotations

from collections import Counter

from geo import match_place
from indicators.vocabulary import PlaceKind
from loaders.headings import Column
from loaders.parts_below import is_part
from loaders.profiles import Profile
from loaders.roles import Role
from loaders.two_languages import without_english
from loaders.words import (
    LIKE_A_NAME,
    PARENT_HEADINGS,
    REGION_HEADING,
    bare,
    has_han,
    has_latin,
    heading_key,
    is_corner,
    is_place_heading,
    is_total_abroad,
    tidy,
)

_PLACES = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT)


def choose_place(roles: dict[int, Role], reasons: dict[int, str], profiles: dict[int, Profile], paths: dict[int, Column]) -> None:
    """Give the column of districts among those of names its role, by gazetteer, then heading; the city above is PARENT."""
    scores: dict[int, float] = {}
    for index, role in roles.items():
        if role not in (Role.LABEL, Role.SCHOOL, Role.INDICATOR):
            continue
        head = paths[index].steps[-1] if paths[index].steps else ""
        kinds = _kinds(profiles[index])
        total = sum(kinds.values()) or 1
        known = sum(count for kind, count in kinds.items() if kind is not PlaceKind.UNKNOWN) / total
        districts = sum(kinds[kind] for kind in _PLACES) / total
        cities = kinds[PlaceKind.CITY] / total
        heading = is_place_heading(head) and not is_corner(head)
        if role is not Role.LABEL and districts < 0.5:  # 项目 over names of districts heads places for all that
            continue
        named = kinds[PlaceKind.DISTRICT] + kinds[PlaceKind.CITY] + kinds[PlaceKind.ZONE]
        if not heading and (known < 0.5 or not named):
            continue
        distinct = len(profiles[index].texts) / max(1, profiles[index].words)
        scores[index] = (
            4 * districts
            + 2.5 * cities
            + (1 if heading else 0)
            - (0.5 if heading_key(head) in PARENT_HEADINGS else 0)
            + 0.5 * distinct
        )
        if len(profiles[index].texts) == 1 and profiles[index].words > 3:
            scores[index] -= 2
    if not scores:
        alike = _column_of_names(roles, profiles, paths)
        if alike is not None:
            roles[alike], reasons[alike] = Role.PLACE, "places"
        return
    place = max(scores, key=lambda index: (scores[index], -index))
    chinese = any(has_han(text) for text in profiles[place].texts)
    for index in scores:
        if index == place:
            roles[index], reasons[index] = Role.PLACE, "places"
        elif chinese and not any(has_han(text) for text in profiles[index].texts):
            roles[index], reasons[index] = Role.TRANSLATION, "translation"
        elif index < place or heading_key(paths[index].steps[-1] if paths[index].steps else "") in PARENT_HEADINGS:
            roles[index], reasons[index] = Role.PARENT, "parents"
    for index, role in roles.items():  # 主城区 and 北部 beside the districts say where, not what
        head = paths[index].steps[-1] if paths[index].steps else ""
        if role is Role.LABEL and REGION_HEADING.fullmatch(bare(head)):
            roles[index], reasons[index] = Role.PARENT, "parents"
    if chinese:
        for index, role in roles.items():
            texts = profiles[index].texts
            if (
                role is Role.LABEL
                and texts
                and not any(has_han(text) for text in texts)
                and all(has_latin(text) for text in texts)
            ):
                roles[index], reasons[index] = Role.TRANSLATION, "translation"


def _column_of_names(roles: dict[int, Role], profiles: dict[int, Profile], paths: dict[int, Column]) -> int | None:
    """The one column of words that no gazetteer knows but that are written like places: towns (大泗镇), cities abroad (横浜市);
    or, abroad, names below a blank head with their total at the end."""
    labels = [index for index, role in roles.items() if role is Role.LABEL]
    if len(labels) != 1:
        return None
    texts = [tidy(text) for text in profiles[labels[0]].texts]
    names = [text for text in texts if not is_total_abroad(text) and match_place(text).kind is not PlaceKind.AGGREGATE]
    if len(names) < 3:
        return None
    if sum(LIKE_A_NAME.match(text) is not None for text in names) * 4 >= len(names) * 3:
        return labels[0]
    headless = not paths[labels[0]].steps and len(names) < len(texts) and is_total_abroad(texts[-1])
    proper = all(text[:1].isupper() and not any(map(str.isdigit, text)) for text in names)
    abroad = proper and not any(has_han(text) for text in texts)
    return labels[0] if headless and abroad else None


def _kinds(found: Profile) -> Counter[PlaceKind]:
    kinds: Counter[PlaceKind] = Counter()
    for text in [text for text in list(found.texts)[:400] if not is_part(text)] or list(found.texts)[:400]:
        kind = match_place(without_english(text)).kind if len(text) <= 40 else PlaceKind.UNKNOWN
        kinds[PlaceKind.AGGREGATE if kind is PlaceKind.UNKNOWN and is_total_abroad(text) else kind] += 1
    return kinds
