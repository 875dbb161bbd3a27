"""Row names that are no place of their own: totals and subtotals, and the schools which the city runs itself."""

from __future__ import annotations

import re
from functools import cache

from geo.files import read_yaml

# 三区合计, 两市, 6个县区: a counted group of districts
_COUNTED = re.compile(r"^[两二三四五六七八九十\d]{1,2}个?(?:县市区|县市|区县|县区|市县|市区|区|县|市)$")


@cache
def words(kind: str) -> frozenset[str]:
    """One list of data/places/words.yaml."""
    return frozenset(str(word) for word in read_yaml("words.yaml")[kind])


def is_whole(folded: str) -> bool:
    """Whether a folded name stands for the whole city, province or country (全市)."""
    return folded in words("whole")


def is_total(folded: str) -> bool:
    """Whether a folded name is a total, a subtotal or an average of places (合计, 市区小计, 三区合计)."""
    return (
        folded in words("totals")
        or is_whole(folded)
        or bool(_COUNTED.match(folded))
        or (folded.endswith(tuple(words("total_endings"))) and len(folded) <= 14)
    )


def is_city_direct(folded: str) -> bool:
    """Whether a folded name stands for the schools that the city's bureau runs itself (市直, 局直属学校, 市本级(5所))."""
    name = folded.partition("(")[0] or folded
    known = words("city_direct")
    return name in known or any(name.endswith(end) and name.removesuffix(end) in known for end in words("city_direct_endings"))
