"""Headings that say something about a figure and are none themselves: its rank, change, target, score, weight.

A bureau's table sets them beside the indicator (大班额比例 | 排名 | 较上年± | 目标值 | 得分). None of them may
ever be taken for the indicator's own value, whatever stands above.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from loaders.words import bare


class Aside(StrEnum):
    """What a heading says about a figure."""

    RANK = "rank"
    CHANGE = "change"
    TARGET = "target"
    PROGRESS = "progress"
    SCORE = "score"
    PLAN = "plan"
    AVERAGE = "average"


_END = r"(\(.*\))?[%％]?$"
_PATTERNS: tuple[tuple[Aside, re.Pattern[str]], ...] = (
    (
        Aside.RANK,
        re.compile(r"(排名表?|名次|位次|排位|排序|第几位|位列|ranking|rank)(变化|情况|升降|号)?(\(.*\))?$|^(排|位)$"),
    ),
    (
        Aside.CHANGE,
        re.compile(
            r"^(同比|环比)|^(比|较|与).{1,12}(增|减|升|降|变|提高|相比|±|\+|比$|年$|期$)"
            r"|^(比|较|与|同)?(上一?|去)(年|学年|期|年度|学年度).{0,6}(增|减|升|降|变|提高|±|相比|比$)"
            r"|(增减|增幅|降幅|涨幅|变幅|增量|减量|增加值|净增|增长|增速|变化|升降|差值|增加|减少|提高|下降|消除数|化解数|新增"
            r"|较上年|比上年|同比|环比|±)(情况|幅度|数|量|率|值|比例|百分点|个百分点)?(\(.*\))?[%％]?$"
            r"|^[±+/\-−△▲]+$|change|growth|increase|decrease|difference"
        ),
    ),
    (
        Aside.PROGRESS,
        re.compile(
            r"(完成率|达成率|完成度|达成度|进度|完成进度|完成情况|达标情况|完成比例|目标完成|完成百分比|差距|缺口|距目标|还差|尚缺|尚需)"
            + _END
            + r"|^(是否)?(达标|达到|完成)(与否|否)?$|gap$|progress"
        ),
    ),
    (
        Aside.TARGET,
        re.compile(
            r"((目标|年度|工作|本年)?任务|目标|目标值|目标数|目标任务|标准值|标准要求|国家标准|省标|省定标准|评估标准|指标要求|任务数|约束值|预期值|警戒线|底线"
            r"|底线要求|先进值|标杆值|对标值|参照值|参考值|target)" + _END + r"|^(目标|标准(?!班额|班级|化)|任务|要求)"
        ),
    ),
    (
        Aside.SCORE,
        re.compile(
            r"(得分表?|评分表?|分值|满分|赋分|扣分|加分|自评分|考核分|总分|权重表?|权数|等级|等次|星级|\(\d+分\)|score|weight)"
            + _END
        ),
    ),
    (
        Aside.PLAN,
        re.compile(r"^(规划|计划|拟|预算|需求|测算)|(规划数|计划数|规划值|计划值|需求数|测算数|应达|应有数?|plan(ned)?)" + _END),
    ),
    (
        Aside.AVERAGE,
        re.compile(
            r"^(全市|全州|全盟|全地区|全省|全国|全区|区域|各区县?|各县区?)(平均|均值|中位)(数|值|水平)?$"
            r"|^(平均值|均值|中位数|最大值|最小值|标准差|极差)$"
        ),
    ),
)


@lru_cache(maxsize=20_000)
def aside(step: str) -> Aside | None:
    """What a step of a heading path says about the figure above it; None for any other word."""
    key = bare(step)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(key)), None)
