"""Which places a table is about: names matched within the workbook's city, read as they stand where no gazetteer knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geo import PlaceMatch, match_place, propose_cities
from indicators.vocabulary import PlaceKind
from loaders.place_sums import is_nation, sums_places
from loaders.roles import Role
from loaders.table import Table, title_lines
from loaders.times import find_period
from loaders.units import is_rate
from loaders.words import bare, is_fill_in, is_place_heading, is_total_abroad

# 海陵区教育局（盖章）: where the seal goes is no part of a name
_SEAL = re.compile(r"\s*[(（][^()（）]*(盖章|公章|签章|章)[^()（）]*[)）]\s*$")
_WHOSE = re.compile(r"(填报|报送|填表)(单位|区县|县区|地区)|单位名称|区县|地区")
_CITY_AHEAD = re.compile(r"[\u3400-\u9fff]{2,7}[市州盟](?=[\u3400-\u9fff]{2,9}[区县市旗]$)")
KNOWN = (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT, PlaceKind.CITY)


@dataclass(frozen=True)
class PlaceRead:
    """A name as read, and what it was taken for; `match` None where the name was not looked up."""

    text: str
    kind: PlaceKind
    code: str = ""
    aggregate: bool = False
    match: PlaceMatch | None = None


def table_names(table: Table) -> list[str]:
    """The names in the table's place column or place headings; the sheet's name and titles where it has neither."""
    if Role.PLACE in table.roles.values() or any(table.labels.place):
        return list(dict.fromkeys(name for name in table.labels.place if name))
    if table.column_place:
        return list(dict.fromkeys(table.column_place.values()))
    return [*context_candidates(table), *_file_candidates(table)]


def context_candidates(table: Table) -> Iterable[str]:
    """What a sheet about one place may call it: 填报单位：…, its tab, the beginning of its titles."""
    yield from said_in_cells(table)
    yield table.name.strip()
    yield re.sub(r"^[\d\W_]+", "", table.name.strip())
    yield from _titles(table)


def said_in_cells(table: Table) -> Iterable[str]:
    """县区：谯城区, 填报单位：…: a cell above the table that names its place."""
    for text in title_lines(table.sheet, table.block):
        if is_fill_in(text) or "：" in text or ":" in text:
            for part in text.replace("\u3000", " ").replace(":", "：").split(" "):
                head, _, tail = part.partition("：")
                named = _WHOSE.match(bare(head)) is not None
                if tail and (named or is_place_heading(head)):
                    yield _SEAL.sub("", tail).strip()


def _titles(table: Table) -> Iterable[str]:
    for text in table.title_texts:
        if not is_fill_in(text):
            said = find_period(text)
            if said is not None and text.startswith(said.text):  # 2023年秋季海陵区幼儿园名单
                text = text[len(said.text) :].strip()
            for length in range(min(12, len(text)), 1, -1):
                yield text[:length]


def _file_candidates(table: Table) -> Iterable[str]:
    """沛县2023学年幼儿园.xlsx: each district sends its own file, and only its name says whose figures they are."""
    said = find_period(table.stem)
    text = table.stem.replace(said.text, "", 1) if said is not None else table.stem
    for length in range(min(12, len(text)), 1, -1):
        yield text[:length]


def propose(tables: Iterable[Table], filename_stem: str) -> list[str]:
    """City codes that the names of a workbook speak for, best first; a city that titles or the file's name mention goes first."""
    named: list[str] = []
    texts = [filename_stem]
    for table in tables:
        named += table_names(table)[:400]
        texts += table.title_texts[:2]
    proposals = propose_cities(dict.fromkeys(name for name in named if len(name) <= 24))
    if not proposals:
        return []
    best = [p for p in proposals if p.matched * 2 >= proposals[0].matched]
    mentioned = {p.city.code for p in best if any(p.city.name in text or p.city.short_name in text for text in texts)}
    ranked = sorted(best, key=lambda p: p.city.code not in mentioned)
    rest = [p for p in proposals if p not in best]
    return [p.city.code for p in (*ranked, *rest)]


def several_cities(tables: Iterable[Table]) -> bool:
    """Whether the names are cities of a province, or districts of many cities: then no one city is the workbook's."""
    tables = list(tables)
    parents = {
        match_place(name).code
        for table in tables
        for name in set(table.labels.parent)
        if match_place(name).kind is PlaceKind.CITY
    }
    if len(parents) > 1:
        return True
    names = dict.fromkeys(name for table in tables if table.has_places for name in table_names(table)[:200])
    matches = {name: match_place(name) for name in names}
    # 恩施州巴东县, 宜昌市五峰县: each name says its city itself
    said = {m.code[:4] for name, m in matches.items() if m.kind is PlaceKind.DISTRICT and _CITY_AHEAD.match(bare(name))}
    if len(said) > 1:
        return True
    kinds = {name: match.kind for name, match in matches.items()}
    cities = sum(kind is PlaceKind.CITY for kind in kinds.values())
    if cities < 2:
        return False
    if cities >= 3 and cities * 2 >= sum(kind in KNOWN for kind in kinds.values()):
        return True
    # cities with their counties below: no one city holds most of the names
    districts = [name for name, kind in kinds.items() if kind is PlaceKind.DISTRICT]
    best = propose_cities(districts)[:1]
    return len(districts) >= 2 and (not best or best[0].matched * 10 < len(districts) * 7)


class Places:
    """The answers for one table, each name looked up once a year."""

    def __init__(self, table: Table, city_code: str | None, answers: dict[str, str]) -> None:
        self.table, self.city_code, self.answers = table, city_code, answers
        self._read: dict[tuple[str, int | None], PlaceRead] = {}
        names = table_names(table) if table.has_places else []
        kinds = [match_place(name, city_code).kind for name in names[:400]]
        named = [kind for kind in kinds if kind is not PlaceKind.AGGREGATE]
        self.foreign = bool(named) and sum(kind in KNOWN for kind in named) * 4 < len(named) and not self._suggested(names)
        self.sums: set[str] = set()

    def _suggested(self, names: list[str]) -> bool:
        close = sum(bool(match_place(name, self.city_code).suggestions) for name in names[:100])
        return close * 2 >= len(names[:100])

    def read(self, text: str, year: int | None, parent: str = "") -> PlaceRead:
        """What a name stands for in the school year that starts in `year`."""
        key = (f"{parent}\x00{text}", year)
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = self._look_up(text, year, parent)
        return found

    def _look_up(self, text: str, year: int | None, parent: str) -> PlaceRead:
        if not text:
            return PlaceRead("", PlaceKind.UNKNOWN)
        if text in self.sums:
            return PlaceRead(text, PlaceKind.AGGREGATE, aggregate=True)
        if text in self.answers:
            return PlaceRead(text, *_answered(self.answers[text]))
        city = self.city_code
        if city is None and parent:
            above = match_place(parent)
            city = above.code if above.kind is PlaceKind.CITY else None
            if city and match_place(text, city, year).kind not in (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT):
                city = None  # 巩义市 below 开封市, among the counties that a province runs itself
        match = match_place(text, city, year)
        if match.kind is PlaceKind.UNKNOWN:
            if is_total_abroad(text) or sums_places(text):
                return PlaceRead(text, PlaceKind.AGGREGATE, aggregate=True)
            if self.foreign:
                return PlaceRead(text, PlaceKind.FOREIGN)
        return PlaceRead(text, match.kind, match.code, match.kind is PlaceKind.AGGREGATE, match)


def _answered(code: str) -> tuple[PlaceKind, str, bool]:
    if code.endswith("-市直"):
        return PlaceKind.CITY_DIRECT, code, False
    return (PlaceKind.ZONE if "-" in code else PlaceKind.DISTRICT), code, False


def context_place(table: Table, places: Places, year: int | None) -> PlaceRead:
    """The one place a table without place cells is about; an empty one where nothing says so."""
    for text in said_in_cells(table):  # 填报单位：海陵区教育局 says whose form it is, however it is written
        match = match_place(text, places.city_code, year)
        if text not in places.answers and match.kind in (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT):
            text = match.name if match.name in text else text
            return PlaceRead(text, match.kind, match.code, False, match)
    for text in context_candidates(table):
        if text in places.answers:
            return places.read(text, year)
        match = match_place(text, places.city_code, year)
        if match.kind in (PlaceKind.DISTRICT, PlaceKind.ZONE, PlaceKind.CITY_DIRECT) and (
            match.how == "exact" or text == table.name.strip() or text.endswith(match.name)  # 扬州市江都区
        ):
            return PlaceRead(text, match.kind, match.code, False, match)
        if match.code and match.kind is PlaceKind.AGGREGATE and match.code == places.city_code:
            return PlaceRead(text, match.kind, match.code, True, match)
    for text in _file_candidates(table):
        match = match_place(text, places.city_code, year)
        if match.kind in (PlaceKind.DISTRICT, PlaceKind.ZONE) and match.how == "exact":
            return PlaceRead(text, match.kind, match.code, False, match)
    return PlaceRead("", PlaceKind.UNKNOWN)


def other_place(table: Table, places: Places, taken: PlaceRead) -> PlaceRead | None:
    """A district that tab, title or 填报单位 names beside the one taken: whose figures these are is then open."""
    for text in context_candidates(table):
        match = match_place(text, places.city_code)
        if match.kind is PlaceKind.DISTRICT and match.how == "exact" and match.code != taken.code and taken.code:
            return PlaceRead(text, match.kind, match.code, False, match)
    return None


def find_sums(table: Table, values: np.ndarray, places: Places) -> None:
    """A name nobody knows whose row is the sum of all others (India above its states) is a total."""
    names = table.labels.place
    if Role.PLACE not in table.roles.values() or len(names) < 4 or len(names) > 2000:
        return
    columns = [
        i for i, index in enumerate(table.values) if not any(is_rate(step) for step in table.column_steps.get(index, ())[-1:])
    ]
    kinds = [places.read(name, None).kind for name in names]
    usual = np.array(
        [kind is not PlaceKind.AGGREGATE and not word for kind, word in zip(kinds, table.labels.aggregate_word, strict=True)]
    )
    for row in {0, len(names) - 1} | ({1, len(names) - 2} if len(names) < 400 else set()):
        if kinds[row] not in (PlaceKind.UNKNOWN, PlaceKind.FOREIGN) or not names[row] or not usual[row]:
            continue
        others = usual.copy()
        others[row] = False
        tested = fitting = near = 0
        for column in columns:
            whole = values[row, column]
            parts = values[others, column]
            if np.isnan(whole) or whole == 0 or (~np.isnan(parts)).sum() < 3:
                continue
            tested += 1
            near += abs(float(np.nansum(parts)) - whole) <= 0.03 * abs(whole)
            fitting += abs(float(np.nansum(parts)) - whole) <= max(0.6, abs(whole) * 1e-6)
        # abroad also a nation among its regions, or, where no row is called a total, one that nearly sums all others twice
        nation = is_nation(names[row]) and sum(map(is_nation, names)) == 1
        alike = places.foreign and (nation or (near >= 2 and len(names) >= 6 and usual.all()))
        if alike or (tested and fitting * 5 >= tested * 3 and (fitting >= 2 or len(names) >= 6)):
            places.sums.add(names[row])
            places._read.clear()
            usual[row] = False
