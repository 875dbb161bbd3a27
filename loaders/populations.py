"""Which part of all pupils or schools a title or tab speaks of (民办, 农村, 中等职业, 留守儿童), and whether it shows results.

A table titled 民办小学 has a plain 在校生数 over its column; read without the title it would be the number of all pupils.
The word goes in front of the heading path, where the catalogue splits by it (民办), or makes the figure nobody's (留守儿童).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from indicators.catalogue import load_catalogue
from loaders.asides import Aside, aside
from loaders.levels import ACROSS_LEVELS, level_in
from loaders.units import is_rate
from loaders.words import bare

_DIMENSIONS = ("ownership", "area", "sex")
# groups of pupils and kinds of classes that no indicator is split by
_GROUPS = re.compile(
    r"留守(儿童|学生|幼儿)?|(进城务工(人员)?|外来务工(人员)?|农民工|流动人口)?随迁子女|进城务工人员子女|外来务工人员子女|农民工子女|流动(人口|儿童)|寄宿(生|制)?|走读生|少数民族|民族班|双语教学"
    r"|残疾(儿童|学生|幼儿)?(少年)?|残障|特殊儿童|家庭经济困难|贫困(生|学生|家庭)|受资助|资助|建档立卡|低保|孤儿|外籍|港澳台|国际部|国际班|内地班|西藏班|新疆班|特长生|艺术生|体育生"
    r"|辍学|休学|转学|复学|留级|超龄|课后服务|校外培训|培训机构|托育|婴幼儿照护|老年教育|社区教育|转岗|代课|临聘|编外|特岗|支教|退休"
)
_DISABLED = re.compile(r"残疾|残障|[三两]类?残|特殊儿童")
_NOT_RESULTS = re.compile(
    r"目标任务|任务分解|目标分解|分解(表|下达)|规划目标|目标规划|规划指标|目标责任|目标值|预期目标|目标(数|任务|要求)?(一览|汇总|安排|测算)?表?$"
    r"|任务(表|书|清单)$|计划表$|(招生|建设|事业|发展)计划(表|数|一览)?$|规划(表|数)$|(学位|需求|发展|规模)测算表?$|学位需求表?$"
    r"|排名表?$|得分表?$|评分表?$|权重表?$"
)
# 幼儿园总数 below 普惠性幼儿园工作: all of them, or all such?
_ALL_OF_THEM = re.compile(r"总(数|人数|量)|^总计$")
_RANKED = re.compile(r"排名表?$")
_RESULTS = re.compile(r"完成|实施|落实|进展|达成|执行|监测|自评|结果|现状|对照|比较|对比|实际")
# 雨城区, 中心城市, 乡村振兴: there the word is part of another
_ALONE_AHEAD = re.compile(r"(^|[^\u3400-\u9fff]|[市区县省州盟年度各全及和与的、])$")
_GOES_ON = re.compile(r"^(振兴|一体化|化|群|规划|更新|户[口籍]|建设|教育局|[学教]?[^，、]{0,4}(率|占比|比例|比重|覆盖))")


def population(texts: Iterable[str], heads: frozenset[str], subject: str) -> tuple[str, bool, bool]:
    """The word of a title or tab that holds for all figures below; whether it says that they are no results; whether it is open.

    Open: 普惠性幼儿园情况 over 幼儿园数 and 覆盖率 may count all kindergartens. `texts` in their order of weight; `heads` are the
    steps of all heading paths: a word that one of them says itself is the table's topic and leaves its other columns whole;
    `subject` = what the title is about, left alone where it is a rate.
    """
    catalogue = load_catalogue()
    if subject and any(hit.indicator and catalogue.indicators[hit.indicator].unit == "%" for hit in catalogue.by_alias(subject)):
        return "", False, False
    spoken = "|".join(bare(head) for head in heads)
    said = list(texts)
    for text in said:
        key = bare(text)
        refused = _NOT_RESULTS.search(re.sub(r"\([^()]*\)|\d{4}年?", "", key))
        # 排名表 with a column 名次 of its own: the other columns are what was ranked
        ranked = _RANKED.search(key) is not None and any(aside(head) is Aside.RANK for head in heads)
        # a tab 目标 over 目标值 and 完成值 holds results, too
        results = _RESULTS.search(key) is not None or any(_RESULTS.search(bare(head)) for head in heads)
        if refused and not ranked and not results:
            return refused.group(0), True, False
        found = _across(key, heads) or _breakdown(key, heads) or _group(key, spoken, heads, said[-1]) or _outside(key, heads)
        if found:
            whole = any(is_rate(head) or _ALL_OF_THEM.search(bare(head)) for head in heads)
            return found, False, found.startswith("普惠") and whole
    return "", False, False


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str, str], ...]:
    """(folded word, dimension, breakdown) of the dimensions by which whole tables are split, the longest words first."""
    dimensions = load_catalogue().dimensions
    spelt = [
        (bare(word), name, breakdown.id)
        for name in _DIMENSIONS
        for breakdown in dimensions[name].breakdowns
        for word in (breakdown.name, *breakdown.aliases)
        if len(bare(word)) >= 2 and bare(word) not in ("普惠", "普惠性")  # 普及普惠 is a name of the inspection
    ]
    # in the catalogue's order where words are equally long: that of a set would differ from run to run
    return tuple(sorted(dict.fromkeys(spelt), key=lambda entry: -len(entry[0])))


def _breakdown(key: str, heads: frozenset[str]) -> str:
    found: dict[str, dict[str, str]] = {}
    rest = key
    for word, dimension, breakdown in _spellings():
        at = rest.find(word)
        if at < 0:
            continue
        ahead, behind = rest[:at], rest[at + len(word) :]
        alone = _ALONE_AHEAD.search(ahead) is not None or dimension == "ownership"
        rest = ahead + "\x00" * len(word) + behind
        if alone and not _GOES_ON.match(behind):
            found.setdefault(dimension, {}).setdefault(breakdown, word)
        else:
            found.setdefault(dimension, {})
    for dimension, words in found.items():
        if len(words) == 1 and not _splits(heads, dimension):
            return next(iter(words.values()))
    return ""


def _splits(heads: frozenset[str], dimension: str) -> bool:
    """Whether a heading speaks of this dimension itself (公办园数 under 民办…, 其中：女)."""
    words = [word for word, name, _ in _spellings() if name == dimension]
    return any(word in bare(head) for head in heads for word in words) or (
        dimension == "sex" and any(bare(head) in ("男", "女", "其中女") for head in heads)
    )


def _of_special_education(head: str) -> bool:
    """随班就读, 适龄残疾儿童数: a heading that is about such children anyway."""
    catalogue = load_catalogue()
    return any(
        hit.dimension == "placement" or (hit.indicator and catalogue.indicators[hit.indicator].family == "special")
        for hit in catalogue.by_alias(head)
    )


def _group(key: str, spoken: str, heads: frozenset[str], tab: str) -> str:
    found = _GROUPS.search(key)
    if found is None or (found.group(0)[:2] in ("残疾", "残障", "特殊") and any(map(_of_special_education, (*heads, tab)))):
        return ""
    if any(part in spoken for part in (found.group(0), found.group(0)[:2])):
        return ""
    return found.group(0)


def _across(key: str, heads: frozenset[str]) -> str:
    """中小学 over 班级数: primary and secondary schools together, which no level of the catalogue is; not where headings name
    levels, or title and tab another one (义务教育阶段中小学)."""
    if ACROSS_LEVELS not in key or level_in(key)[0] or any(level_in(head)[0] for head in heads):
        return ""
    return ACROSS_LEVELS


def of_disabled(texts: Iterable[str], heads: frozenset[str]) -> bool:
    """Whether title or tab speak of disabled children, and no heading does: then all figures are theirs."""
    return any(map(_DISABLED.search, map(bare, texts))) and not any(map(_DISABLED.search, map(bare, heads)))


def _outside(key: str, heads: frozenset[str]) -> str:
    """中等职业教育 over 学校数: a kind of school that the catalogue leaves out, where nothing names one that it knows."""
    words = [bare(word) for word in load_catalogue().outside]
    found = max((word for word in words if word in key), key=len, default="")
    if not found or level_in(key.replace(found, ""))[0] or "各级" in key or "各类" in key:
        return ""
    return "" if any(level_in(head)[0] or any(word in bare(head) for word in words) for head in heads) else found
