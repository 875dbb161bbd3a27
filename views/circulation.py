"""How a deck may circulate: marked 内部资料, without ranks, or with the districts as 区县A, 区县B …

Names are taken out of everything that is built: titles, tables, notes, alt texts, charts' data, names of files. Which letter
is which district follows from a seed that is not in the deck; their order tells nothing.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from html import unescape
from typing import Any

import pandas as pd

import geo
from indicators.vocabulary import PlaceKind
from language import _
from store import Store, Workspace
from views.choices import Choices
from views.facts import facts

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# A file's name and cell would lead back to the district; 《…》 is how notes and footers quote files
FILE = r"《[^》]*\.(?:xlsx?|xlsm|xlsb|ods|et|csv|tsv|txt|html?)》"
QUOTED = re.compile(FILE + r"(?:[^、，；。（）()•\s]*![A-Z]{1,3}\d+)?", re.IGNORECASE)
# Names that districts had since then are names, too
SINCE = 2000


@dataclass(frozen=True)
class Circulation:
    """`internal`: marked 内部资料; `unranked`: no ranks; `anonymous`: districts as letters, by `seed`."""

    internal: bool = False
    unranked: bool = False
    anonymous: bool = False
    seed: str = ""

    @property
    def mark(self) -> str:
        """What stands on every slide and picture, "" where it is for everybody."""
        return _("内部资料") if self.internal else ""


class NotAnonymousError(ValueError):
    """A name is still there: nothing is given out. The text is one sentence."""


@dataclass(frozen=True)
class Mask:
    """`letters`: what stands in place of each spelling of a district's name; `codes`: in place of its code.

    `pattern` finds the spellings; `changes` are the words for changes of territory, which would name a district, too.
    With `unranked` places always stand in the order of their letters, else where their order says nothing of the figures.
    """

    letters: Mapping[str, str]
    codes: Mapping[str, str]
    pattern: re.Pattern[str]
    changes: tuple[str, ...]
    unranked: bool = False

    def text(self, said: str) -> str:
        """The text without names of districts, files and changes of territory."""
        for change in self.changes:
            said = said.replace(change, _("区划有变化"))
        said = self.pattern.sub(lambda found: self.letters[found.group()], QUOTED.sub(_("《报送文件》"), said))
        return self._listed.sub(lambda found: self._comma.join(sorted(found.group().split(self._comma))), said)

    @property
    def _comma(self) -> str:
        return _("、")

    @cached_property
    def _listed(self) -> re.Pattern[str]:
        """A list of districts: in the order of letters, as their usual order would tell who is who."""
        one = _("区县{letter}").format(letter="[A-Z]{1,2}")
        return re.compile(f"{one}(?:{re.escape(self._comma)}{one})+")

    def apply(self, found: Any) -> Any:
        """The same dataclass, frame or tuple with every text masked; drawings and numbers stay."""
        if isinstance(found, Enum):
            return found
        if isinstance(found, str):
            return self.codes.get(found) or self.text(found)
        if isinstance(found, tuple | list):
            masked = [self.apply(part) for part in found]
            return type(found)(*masked) if hasattr(found, "_fields") else type(found)(masked)
        if isinstance(found, dict):
            return {self.apply(key): self.apply(value) for key, value in found.items()}
        if isinstance(found, pd.DataFrame):
            return self._frame(found)
        if is_dataclass(found) and not isinstance(found, type):
            changed = {field.name: self.apply(getattr(found, field.name)) for field in fields(found) if field.init}
            return replace(found, **changed)
        return found

    def _frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        masked = frame.rename(columns={name: self.apply(name) for name in frame.columns if isinstance(name, str)})
        for name in masked.columns:
            if masked[name].dtype == object or pd.api.types.is_string_dtype(masked[name]):
                masked[name] = masked[name].map(lambda cell: self.apply(cell) if isinstance(cell, str | tuple) else cell)
        neutral = self.unranked or {"year", "indicator"} & set(masked.columns)
        if neutral and {"code", "is_city"} <= set(masked.columns):
            masked = masked.sort_values(["is_city", "code"], kind="stable")
        return masked

    def check(self, data: bytes) -> bytes:
        """The finished file as it is. Raises NotAnonymousError where a name of a district is left in any part of it."""
        for name, part in _parts(data):
            found = self.pattern.search(unescape(part))
            if found:
                raise NotAnonymousError(
                    _("没有写出：隐去区县名称后，材料里（{part}）仍有“{name}”").format(part=name, name=found.group())
                )
        return data


def city_mask(store: Store, workspace: Workspace, how: Circulation) -> Mask | None:
    """The mask of a city's districts where they are anonymous, else None."""
    if not how.anonymous:
        return None
    return mask_of(workspace, lettered(store, workspace).items(), how.seed, unranked=how.unranked)


def lettered(store: Store, workspace: Workspace) -> dict[str, str]:
    """Who has a letter: today's districts by code, with a figure or without, and whoever else has one."""
    found = facts(store, workspace, Choices(released=True))
    today = {place.code: geo.shown(place.code, place.name) for place in geo.districts(workspace.city_code)}
    return dict(sorted((today | dict(found.options.places if found is not None else ())).items()))


def mask_of(workspace: Workspace, names: Iterable[tuple[str, str]], seed: str, *, unranked: bool = False) -> Mask:
    """The mask for the places (code, name) of a city: letters in an order that only the seed knows."""
    places = dict(names)
    order = sorted(places, key=lambda code: hashlib.sha256(f"{seed}/{workspace.id}/{code}".encode()).hexdigest())
    spoken = {code: _("区县{letter}").format(letter=_letter(number)) for number, code in enumerate(order)}
    letters: dict[str, str] = {}
    for code, name in (*_known(workspace.city_code), *places.items()):
        word = spoken.get(code) or _("某区县")
        for spelling in (*_spellings(name, workspace.name), *_english(code, name, workspace)):
            if spelling not in letters or code in spoken:
                letters[spelling] = word
    pattern = re.compile("|".join(_found(word) for word in sorted(letters, key=len, reverse=True)) or r"(?!)")
    changes = tuple(found.text for found in geo.breaks(workspace.city_code))
    return Mask(letters, spoken, pattern, changes, unranked)


def key_table(workspace: Workspace, names: Iterable[tuple[str, str]], seed: str) -> pd.DataFrame:
    """Which letter is which district, for the one who made the deck: never part of it."""
    places = dict(names)
    mask = mask_of(workspace, places.items(), seed)
    rows = sorted((mask.codes[code], name) for code, name in places.items())
    return pd.DataFrame(rows, columns=[_("材料里的名称"), _("区县")])


def _letter(number: int) -> str:
    return LETTERS[number] if number < len(LETTERS) else LETTERS[number // len(LETTERS) - 1] + LETTERS[number % len(LETTERS)]


@lru_cache(maxsize=8)
def _known(city_code: str) -> tuple[tuple[str, str], ...]:
    """Codes and names of every district the city has or had since 2000."""
    found: dict[tuple[str, str], None] = {}
    for year in (*range(SINCE, date.today().year + 1), None):
        for place in geo.districts(city_code, year):
            if place.kind in (PlaceKind.DISTRICT, PlaceKind.ZONE):
                found[(place.code, place.name)] = None
    return tuple(found)


def _spellings(name: str, city: str) -> list[str]:
    """The name, and its stem where that is a word of its own and not the city's: 兴化市, 兴化; 通化县 of 通化市 alone."""
    stem = re.sub(r"(?:回族|满族|蒙古族|.{1,4}族)?(?:自治县|自治旗|林区|特区|区|县|市|旗)$", "", name)
    return [name, stem] if len(stem) >= 2 and stem not in city else [name]


def _english(code: str, name: str, workspace: Workspace) -> list[str]:
    """The English names of a district, whatever the language of the moment: Hailing District, Hailing."""
    own = geo.english_names(code, name)
    return [spelling for spelling in own if spelling != geo.english_names(workspace.city_code, workspace.name)[-1]]


def _found(spelling: str) -> str:
    """The pattern of a spelling: an English one only as words of its own, or Ning would be found in Ningbo."""
    return rf"(?<![A-Za-z]){re.escape(spelling)}(?![a-z])" if spelling[0].isascii() else re.escape(spelling)


def _parts(data: bytes) -> Iterable[tuple[str, str]]:
    """Every text part of an Office file, workbooks inside it opened, too."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, name
            part = archive.read(name)
            if name.endswith((".xml", ".rels")):
                yield name, part.decode("utf-8", "replace")
            elif name.endswith(".xlsx"):
                yield from ((f"{name}/{inner}", text) for inner, text in _parts(part))

