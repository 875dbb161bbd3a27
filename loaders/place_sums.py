"""Names of rows that no gazetteer holds and that stand for several places together: 县, 市内六区, 最高值."""

from __future__ import annotations

import re

from loaders.words import bare, without_accents, words

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
    r"(各区县|全市|全州|全盟|全地区|全省|全国|区县)?(最高|最低|最大|最小|平均|中位|众|极差|标准差|差异系数|变异系数|上四分位|下四分位)(值|数|水平)?"
    r"|(全省|全国|省|国家|全市|全州|全盟|全地区)(平均|均值|水平|标准)(值|数|线)?"
)


# a nation first or last in a list of its own regions sums them up
_NATIONS = words(
    "england scotland wales northernireland unitedkingdom uk greatbritain ireland deutschland france italia espana portugal "
    "osterreich schweiz suisse nederland belgique belgie danmark sverige norge suomi polska cesko magyarorszag canada australia "
    "newzealand india japan korea brasil brazil mexico argentina chile kenya ghana southafrica nigeria rwanda usa unitedstates "
    "россия україна turkiye 日本 全国 전국 대한민국"
)


def is_nation(text: str) -> bool:
    """Scotland, Deutschland: the name of a nation, which among its own regions stands for all of them."""
    return without_accents(bare(text)) in _NATIONS


# 国家标准, 标准差: what is asked of every place, and how far they lie apart; no place's figure and no sum
_STANDARD = re.compile(
    r"(国家|省|省定|市定|部颁|评估|验收|基本|底线|优质均衡|国家评估)?(标准|指标要求|达标要求|底线要求|达标值|标准值|达标线|基准值|警戒线)(值|线|要求)?"
    r"|(校际|区县间|县际)?(极差|标准差|方差|差异系数|变异系数|离散系数)(值)?"
)


def is_standard(text: str) -> bool:
    """Whether a row of a table of places holds a standard or a measure of spread instead of anybody's figures."""
    return _STANDARD.fullmatch(bare(text)) is not None


# 某某区, XX县, 例：海陵区: rows that show how a form is to be filled in
_EXAMPLE = re.compile(
    r"([(（]?(例|示例|样例|范例|举例|填写示例|填报示例|样表)([)）:：、.]|$)).*"
    r"|(某+|[x×○●*]{2,}|[甲乙丙丁a-d])(市|区|县|市区|县区|学校|镇|街道)"
)


def is_example(text: str) -> bool:
    """Whether a name in a column of places only shows how the form is to be filled in."""
    return _EXAMPLE.fullmatch(bare(text)) is not None


def sums_places(text: str) -> bool:
    """Whether a name in a column of places stands for many of them, or for a statistic over them."""
    return any(pattern.fullmatch(text) for pattern in (_KIND_OF_PLACES, _SO_MANY_PLACES, _STATISTIC))
