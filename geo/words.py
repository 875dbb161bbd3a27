"""Row names that are no place of their own: totals and subtotals, and the schools which the city runs itself."""

from __future__ import annotations

import re

# The whole city or province
WHOLE = frozenset("全市 全市合计 全市总计 全市平均 全州 全盟 全地区 全省 全区 全县 全域 市合计 市总计 市平均 全国 本市 全市数 市级汇总 全市汇总".split())
_TOTAL = frozenset(
    "合计 总计 小计 共计 总和 汇总 计 总数 合计数 总计数 平均 平均数 平均值 均值 市区 市辖区 城区 主城区 中心城区 城六区 城五区 老城区 市区小计 市区合计 城区小计 城区合计 区小计 区合计 县小计 县合计 "
    "县级市 县级市小计 县级市合计 各区 各县 各市 各区县 区县合计 区县小计 郊区 郊县 农村合计 城镇合计 等 其他 其它 "
    "total subtotal sum grandtotal all average mean overall citytotal".split()
)
_TOTAL_ENDING = re.compile(r"(?:合计|总计|小计|共计|汇总|平均|平均值|均值)$")
_COUNTED = re.compile(r"^[两二三四五六七八九十\d]{1,2}(?:个)?(?:区|县|市|市区|县市|区县|县区|市县)(?:合计|小计)?$")

# Schools run by the city's own bureau: they add into the city and have no place on the map
_CITY_DIRECT = re.compile(
    r"^(?:市|市级|市教育局|市局|局|州|州级|地区|市本部)?(?:直属|直管|直|直属单位|本级|直属学校|直属校|直学校|直单位|属学校|属高校|直属园|直属幼儿园)(?:\(.*\))?$"
)
_CITY_DIRECT_WORDS = frozenset("市直 市属 市直属 市本级 市级 市教育局 局直属 局直 直属 直属学校 直属校 市直学校 市属学校 市属校 市直属学校 市局直属 州直 州直属 州本级 地直 盟直 市本部 本级".split())


def is_whole(folded: str) -> bool:
    """Whether a folded name stands for the whole city, province or country (全市)."""
    return folded in WHOLE


def is_total(folded: str) -> bool:
    """Whether a folded name is a total, a subtotal or an average of places (合计, 市区小计, 三区合计)."""
    return folded in _TOTAL or folded in WHOLE or bool(_TOTAL_ENDING.search(folded)) or bool(_COUNTED.match(folded))


def is_city_direct(folded: str) -> bool:
    """Whether a folded name stands for the schools that the city's bureau runs itself (市直, 局直属, 市本级)."""
    return folded in _CITY_DIRECT_WORDS or bool(_CITY_DIRECT.match(folded))
