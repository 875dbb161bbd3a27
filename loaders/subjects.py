"""What title, tab and file name say a table is about: family, level, topic, subject, and which part of pupils or schools."""

from __future__ import annotations

import re

from geo import match_place
from indicators.vocabulary import PlaceKind
from loaders.levels import family_in, level_in
from loaders.populations import of_disabled, population
from loaders.table import Table
from loaders.times import find_period
from loaders.words import PIVOT_COLUMNS, PIVOT_SUM, bare, tidy

_SUBJECT_HEAD = re.compile(r"^(附件?|表|附表)\s*[\d一二三四五六七八九十]*([-.－—]\d+)*\s*[:：、.]?|^\d+([-.－]\d+)+\s*")
# 各区、县（市）随班就读学生数, but 县域 and 县级 are words of their own
_KIND = "[市区县州旗](?![域级城镇属直])"
_KINDS_AHEAD = re.compile(rf"^(各|全|部分|分)?(地区|{_KIND})([、,，/（()）]*{_KIND})*[)）]*(?=\S{{3}})")
_NUMBERED = re.compile(r"^([(（]?[一二三四五六七八九十]+[)）]?[、.．]?|\d+[、.．])\s*")
_SUBJECT_TAIL = re.compile(r"(基本)?(情况)?(统计|汇总|一览|调查|填报|登记|对比|明细|监测)?(表|情况)?(\d+)?$")
_AROUND = frozenset(["compulsory", "secondary", "all", "special"])  # levels that others are part of, or stand across


def topic(title: str) -> str:
    """学前教育 of 一、学前教育（2022年）: a caption that is nothing but a numbered stage or family; "" for any other."""
    text = re.sub(r"[(（][^()（）]*[)）]\s*$", "", tidy(title))
    plain = _NUMBERED.sub("", text).strip()
    return plain if plain != text and len(plain) <= 8 and (level_in(plain)[1] == plain or family_in(plain)) else ""


def says_when_only(titles: list[str]) -> bool:
    """Whether a table's own caption names nothing but its period (2022年, 二、2023年): the first titles of the sheet go on."""
    return all(not subject(_NUMBERED.sub("", title)) for title in titles)


def settle_subjects(table: Table, titles: list[str], above: list[str], sheet_name: str, stem: str) -> None:
    """Family, level, topic, subject and population of a table, from its titles, its tab and the file's name in this order.

    `above` = the titles of the sheet's first table: they hold for a table whose own say only when, and those of them that stand
    over its caption hold for all tables of the sheet.
    """
    if above and says_when_only(titles):
        titles = [*above, *titles]
    elif above[:-1] and not any(level_in(text)[0] or family_in(text) for text in titles):
        titles = [*above[:-1], *titles]
    texts = [*titles[::-1], sheet_name, stem]
    table.topic = topic(titles[-1]) if titles else ""
    table.family = next((family for family in map(family_in, texts) if family), "")
    said = [found for found in map(level_in, (*titles, sheet_name, stem)) if found[0]]
    titled = next((found for found in map(level_in, titles) if found[0]), ("", ""))
    tab = level_in(sheet_name)
    if titled[0] and tab[0] and titled[0] != tab[0] and not {titled[0], tab[0]} & _AROUND:
        table.levels_said = (titled[1], tab[1])
    if said:  # 小学 on the tab says more than 义务教育 in the title
        table.level, table.level_word = next((found for found in said if found[0] not in _AROUND), said[0])
    heads = frozenset(step for path in table.paths.values() for step in path.steps) | frozenset(
        step for words in set(table.labels.kinds) for step in words
    )
    if not table.level and {"中班", "小班"} <= {bare(step)[:2] for step in heads}:  # ages of children, not sizes of classes
        table.level = "preschool"
    for text in (*titles, sheet_name):
        found = subject(text)
        if found:
            table.subject = found
            break
    texts = [*titles, sheet_name] if titles else [sheet_name, stem]
    word, refused, table.population_open = population(texts, heads, table.subject)
    table.population, table.results = word, not refused
    table.of_disabled = not refused and of_disabled(texts, heads)


def subject(title: str) -> str:
    """What a title or a sheet's name is about: without table number, period, place and 统计表."""
    text = PIVOT_SUM.sub("", tidy(title))
    text = "" if bare(text) in PIVOT_COLUMNS else text
    text = re.sub(r"[(（][^()（）]*[)）]\s*$", "", text)
    said = find_period(text)
    if said is not None:
        text = text.replace(said.text, "")
    text = _SUBJECT_HEAD.sub("", text.strip()).strip(" 　:：、-—_度")
    text = _KINDS_AHEAD.sub("", re.sub(r"^[^\s()（）、,，各]{2,6}([市州盟省]|地区)(?=\S{3})", "", text))
    text = re.sub(r"[各分](年级|类型|性质|区县|县区|学段)(?=\S{2})", "", text)
    shorter = _SUBJECT_TAIL.sub("", text).strip()
    text = shorter if len(shorter) >= 2 else text
    return "" if match_place(text).kind is not PlaceKind.UNKNOWN or re.fullmatch(r"[\d\W]*", text) else text
