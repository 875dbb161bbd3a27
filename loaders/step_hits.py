"""What the catalogue knows of one step of a heading path: as it stands, or without what does not change its meaning."""

from __future__ import annotations

import re

from indicators.catalogue import Catalogue
from indicators.definitions import AliasHit, AliasKind
from loaders.levels import level_in
from loaders.words import bare

_AS_IT_IS = re.compile(r"^(实际|实有|现有|目前|当前|辖区内?|(本|全)(区|县|市)(?=\S{2}))")
_ALL_SCHOOLS = re.compile(r"^(普通)?中小学校?(?=\S{2})")
# （≥85%）, （不低于1:15）: what is asked for, behind the name of what is counted; （≥56人） is a size of class
_BOUND = re.compile(
    r"[(（](国家|省|市)?(标准|目标|要求|达标|底线)?(值|线)?[:：]?\s*(≥|≤|>=?|<=?|＞|＜|不低于|不高于|不超过|不少于|达到?|大于|小于|=|＝)*\s*"
    r"(\d+(\.\d+)?\s*[%％‰]|1\s*[:：∶]\s*\d+(\.\d+)?)(以上|以下|及以上|及以下)?[)）]$"
)
_COUNTING_UNITS = frozenset(["人", "名", "所", "个", "间", "万人"])


def step_hits(catalogue: Catalogue, step: str, steps: tuple[str, ...], family: str, unit: str) -> list[AliasHit]:
    """The meanings of a step among `steps`; [] where the catalogue knows none.

    实有班数 is 班数, 毛入园率（≥85%） is 毛入园率, 教育集团总数 is 教育集团数; 中小学在校生数 around 小学 and 初中 is 在校生数.
    """
    hits = catalogue.by_alias(step, family=family or None, unit=unit or None)
    if hits:
        return hits
    plain = _BOUND.sub("", _AS_IT_IS.sub("", step)).strip()
    if any(level_in(other)[0] in ("primary", "junior", "senior", "secondary") for other in steps if other is not step):
        plain = _ALL_SCHOOLS.sub("", plain)
    for spelt in (plain, plain[:-2] + "数" if plain.endswith(("总数", "总量")) else ""):
        if len(spelt) > 1 and spelt != step and (hits := catalogue.by_alias(spelt, family=family or None, unit=unit or None)):
            return hits
    if unit in _COUNTING_UNITS and not bare(step).endswith("数"):  # 学生（人）, 幼儿园（所）
        named = catalogue.by_alias(step + "数", family=family or None, unit=unit)
        return [hit for hit in named if hit.kind is AliasKind.INDICATOR and not hit.composed and not hit.confirm]
    return []
