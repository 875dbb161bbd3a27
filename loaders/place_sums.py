"""Names of rows that no gazetteer holds and that stand for several places together: 县, 市内六区, 最高值."""

from __future__ import annotations

import re

# 县, 各区, 农村 in a column of places sum up all places of their kind
_KIND_OF_PLACES = re.compile(
    r"(各|全部|所有|[一二三四五六七八九十]|辖)?(县|区|县\(市\)|县（市）|县市|市县|县域|旗县)(合计|小计|计)?"
    r"|农村|城市|城镇|城区|镇区|乡村"
)

# 市内六区, 滨海三区, 环城四区, 远郊5县: so many places together
_SO_MANY_PLACES = re.compile(
    r"[\u3400-\u9fff]{0,4}(?<![第百千])([一二三四五六七八九十两]{1,2}|\d{1,2})个?(区|县|市|旗|区县|县区|县市|市县|区市|县\(市\)|县（市）)(合计|小计|计)?"
)

# 最高值, 中位数, 全省平均: a row that says something about all places
_STATISTIC = re.compile(
    r"(各区县|全市|全省|全国|区县)?(最高|最低|最大|最小|平均|中位|众|极差|标准差|差异系数|变异系数|上四分位|下四分位)(值|数|水平)?"
    r"|(全省|全国|省|国家|全市)(平均|均值|水平|标准)(值|数|线)?"
)


def sums_places(text: str) -> bool:
    """Whether a name in a column of places stands for many of them, or for a statistic over them."""
    return any(pattern.fullmatch(text) for pattern in (_KIND_OF_PLACES, _SO_MANY_PLACES, _STATISTIC))
