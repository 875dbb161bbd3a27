"""Which cell of a row names its place, and which words of the row belong to the heading of its figures."""

from __future__ import annotations

import re
from collections import Counter

from geo import match_place
from indicators.vocabulary import PlaceKind
from loaders.blocks import Block
from loaders.lines import is_label
from loaders.place_sums import sums_places
from loaders.roles import Role
from loaders.words import HEADS_PLACES, bare, has_han, is_place_heading, is_total_abroad, tidy

NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|^第[一二三四五六七八九十]+")
_FIGURE_OF_NAME = re.compile(r"(?<=[A-Za-z])\d{1,2}$")


def row_places(
    block: Block, roles: dict[int, Role], texts: dict[int, list[str]], place_column: int
) -> tuple[list[str], list[int]]:
    length = len(block.body)
    if place_column < 0:
        return [""] * length, [-1] * length
    named = list(texts[place_column])
    at = [place_column] * length
    stubs = [
        i
        for i, role in roles.items()
        if i in texts and i != place_column and role not in (Role.TRANSLATION, Role.UNIT, Role.DATE)
    ]
    seen: set[tuple[str, ...]] = set()
    labels = [i for i, role in roles.items() if role in (Role.LABEL, Role.INDICATOR, Role.PERIOD)]
    blank = {text for text in set(named) if not text.strip()}
    recur = _recurring(texts, stubs, blank, named)
    last = -1
    for row in [row for row, text in enumerate(named) if text in blank]:
        words = tuple(texts[i][row] for i in labels)
        if row > last + 1:  # rows that name a place stand between
            seen = {tuple(texts[i][row - 1] for i in labels)}
        last = row
        for index in stubs:
            text = texts[index][row]
            other = (
                roles[index] is Role.CODE and any(sign.isalpha() for sign in text) and not any(sign.isdigit() for sign in text)
            )
            if text.strip() and (other or (is_total(text) and roles[index] is not Role.PERIOD and text not in recur)):
                named[row], at[row] = text, index
                if roles[index] in (Role.LABEL, Role.INDICATOR, Role.SERIAL, Role.PARENT):
                    texts[index][row] = ""
                break
        else:
            above = row - 1
            follows = above >= 0 and named[above].strip() and at[above] == place_column and labels
            fresh = any(words) and words not in seen and not any(is_total_abroad(word) for word in words if len(word) > 3)
            if follows and fresh:  # 海州区 | 小学, then a blank | 初中
                named[row] = named[above]
                seen.add(words)
    return named, at


def _recurring(texts: dict[int, list[str]], stubs: list[int], blank: set[str], named: list[str]) -> set[str]:
    """城区, 镇区, 乡村 under one district after the other: kinds that its figures are split into, no sums over places."""
    found: set[str] = set()
    for index in stubs:
        below = Counter(text for text, name in zip(texts[index], named, strict=True) if name in blank)
        found |= {text for text, count in below.items() if count > 1 and sums_places(bare(text))}
    return found


def clean_name(text: str) -> str:
    """A place's name without padding, inner blanks between characters, 其中：, and marks or figures that point at a footnote."""
    name = tidy(text)
    if has_han(name):  # the same name in English after it
        name = re.sub(r"(?<=[\u3400-\u9fff)）])\s+[A-Za-z][A-Za-z .,'&()-]*$", "", name)
    name = re.sub(r"^(其中[:：]?|另[:：]|另外[:：]|[#＃])\s*", "", name)
    name = re.sub(r"[#＃*＊※①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵]+$", "", name).strip()
    if is_total_abroad(name):  # PROVINCE LEVEL in a column of levels names the province
        name = re.sub(r"(?i)[\s_-]+level$", "", name)
    return _FIGURE_OF_NAME.sub("", name)


def is_total(text: str) -> bool:
    """合计, 全市, Total."""
    return match_place(text).kind is PlaceKind.AGGREGATE or is_total_abroad(text)


def _indent(text: str) -> int:
    plain = text.replace("\u3000", "  ")
    return len(plain) - len(plain.lstrip())


def row_steps(
    section_rows: list[bool],
    texts: dict[int, list[str]],
    word_columns: list[int],
    place_column: int,
    place: list[str],
    first: list[str],
) -> tuple[list[tuple[str, ...]], list[int]]:
    """The words of each row, outermost first; a section heads the rows below, an indented label belongs to the one above it."""
    length = len(section_rows)
    filled = {index: _fill_down(texts[index], place, index == min(word_columns)) for index in word_columns}
    tidied = {text: tidy(text) for index in word_columns for text in set(filled[index])}
    innermost = texts[word_columns[-1]] if word_columns else [""] * length
    indent_of = {text: _indent(text) for text in set(innermost)}
    indents = [indent_of[text] for text in innermost]
    if place_column >= 0 and not any(section_rows):
        return _plain_steps([[tidied[text] for text in filled[index]] for index in word_columns], length), indents
    deeper = any(indents[row] > indents[row - 1] for row in range(1, length) if section_rows[row - 1])
    section: tuple[str, int] | None = None
    parents: list[tuple[int, str]] = []
    found: list[tuple[str, ...]] = []
    whole = ""
    for row in range(length):
        own = [tidied[filled[index][row]] for index in word_columns if tidied[filled[index][row]]]
        if own and NUMBERED.match(own[-1]):  # 一、在校生 as the name of a row
            own[-1] = re.sub(NUMBERED, "", own[-1]).strip() or own[-1]
        if section_rows[row]:
            text = tidy(first[row])
            plain = re.sub(NUMBERED, "", text).strip()
            places_below = is_label(text) or HEADS_PLACES.search(text) is not None or is_place_heading(plain)
            section = None if place_column >= 0 and places_below else (plain, indents[row])
            parents = []
            found.append(tuple(own))
            continue
        if section is not None and deeper and indents[row] <= section[1]:
            section = None
        if place_column < 0 and own:
            while parents and parents[-1][0] >= indents[row]:
                parents.pop()
            marked = bare(own[-1]).startswith(("其中", "#"))
            own[-1] = re.sub(r"^(其中[:：]?|[#＃])\s*", "", own[-1]) or own[-1]
            above = [text for _, text in parents]
            if marked and not above and whole:
                above = [whole]
            if not marked:
                whole = own[-1]
            parents.append((indents[row], own[-1]))
            own = [*own[:-1], *above, own[-1]]
        if section is not None and section[0]:
            own = [section[0], *own]
        found.append(tuple(own))
    return found, indents


def _plain_steps(columns: list[list[str]], length: int) -> list[tuple[str, ...]]:
    """The same for rows of places without sections: the words of each row as they stand."""
    if not columns:
        return [()] * length
    distinct = {word for column in columns for word in set(column)}
    found = list(zip(*columns, strict=True))
    if "" in distinct:
        found = [tuple(filter(None, words)) if "" in words else words for words in found]
    numbered = {word: re.sub(NUMBERED, "", word).strip() or word for word in distinct if NUMBERED.match(word)}
    if numbered:
        found = [(*words[:-1], numbered.get(words[-1], words[-1])) if words else words for words in found]
    return found


def _fill_down(texts: list[str], place: list[str], outermost: bool) -> list[str]:
    """A label stands once at the head of its rows (小学, then blanks); totals of everything do not inherit it."""
    filled = list(texts)
    blanks = {text for text in set(texts) if not text.strip()} if outermost else set()
    blank = sum(text in blanks for text in texts) if blanks else 0
    if not blank or blank < len(texts) * 0.3:
        return filled
    known = {name: is_total(name) for name in set(place)}
    totals = [known[name] for name in place]
    # each group with a 合计 of its own: that one sums up the group
    own = sum(totals) >= len(texts) - blank >= 2
    totalled = False
    for row in range(1, len(filled)):
        if filled[row].strip():
            totalled = totals[row]
            continue
        whole = totals[row] and "小计" not in bare(place[row])
        if not whole or (own and not totalled):
            filled[row] = filled[row - 1]
        totalled = totalled or whole
    return filled
