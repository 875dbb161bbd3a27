"""Names, telephones and numbers that a label announces: 填表人：张三　电话：0523-86001234, in one cell or in two side by side.

A form is signed below or above its table, in a remark or in a comment. Only what a label says is known to be about a person; a
name in running text cannot be told from other words (decision 0042).
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Who signs, checks, answers for a form or is to be called
_WHO = (
    r"(?:单位|部门|学校|园所|统计|财务|业务|科室|主要|分管|主管|具体|直接|本表){0,3}"
    r"(?:(?:制表|填表|填报|填写|报送|上报|报表|录入|统计|核对|审核|审批|审定|复核|校核|校对|经办|承办|联系|联络|签发|签字|负责|抄报)"
    r"(?:人员|人|员|者)|制表|填表|审核|复核|负责人|(?:分管|主管|单位|局|校|园|学校)?(?:领导|局长|校长|园长|书记|科长|处长|股长|会计)|班主任)"
    r"(?:姓名|签名|签字|签章|盖章|[（(](?:签[字名章]?|盖章|签字盖章|姓名)[）)])?"
)
_CALLED = r"(?:办公室?|单位|联系|固定|移动|手机|值班|咨询|填报人|负责人){0,3}(?:电话|手机|座机|传真|联系方式|热线)(?:号码?)?"
_NUMBERED = r"(?:居民)?身份证(?:件)?(?:号码?)?"
_WRITTEN_TO = r"(?:电子)?(?:邮箱|邮件)|[Ee]-?mail|QQ号?|微信号?"
_AND = rf"(?:[及和与、/\s]{{0,3}}(?:{_CALLED}))?"
# 张三, 张 三, 欧阳娜娜, 阿依古丽·买买提, 张三、李四, Zhang San, 陈××
_ONE = (
    r"(?:[\u4e00-\u9fff][ \u3000]{0,2}[\u4e00-\u9fff×*]{1,3}(?:[·•][\u4e00-\u9fff]{2,8})?|[\u4e00-\u9fff][×*Xx某]{1,2}"
    r"|[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){1,2})"
)
# A name ends where no word goes on, but for the next label (填表人：张三审核人：李四); words that go on a form are none
_NO_NAME = r"(?!填|报送|上报|审核|审批|复核|制表|日期|时间|联系|签字|签章|盖章|单位|部门|已|按|见|详|请|同上|本人|无|暂)"
_END = rf"(?:(?![\u4e00-\u9fff]|\s*[:：])|(?=(?:{_WHO}|{_CALLED}|{_NUMBERED}|[\u4e00-\u9fff]{{0,3}}日期|时间)\s{{0,9}}[:：]))"
_PEOPLE = rf"{_NO_NAME}{_ONE}(?:[、,，/ ]\s?{_ONE}){{0,5}}{_END}"
_TELEPHONE = r"[（(+]?\d[\d\-—－–()（）转 +、/,，;；]{4,40}\d"
_SIGN = r"\s{0,9}[:：]\s{0,99}"
_LABELLED = (
    re.compile(rf"(?P<label>(?:{_WHO}){_AND}{_SIGN})(?P<said>{_PEOPLE}(?:[\s,，、/(（]{{0,9}}{_TELEPHONE})?)"),
    re.compile(rf"(?P<label>(?:{_CALLED}){_SIGN})(?P<said>{_TELEPHONE})"),
    re.compile(rf"(?P<label>(?:{_NUMBERED}){_SIGN})(?P<said>[0-9*]{{6,}}[0-9Xx*]*)"),
    re.compile(rf"(?P<label>(?:{_WRITTEN_TO}){_SIGN})(?P<said>[\w.+\-]+(?:@[\w.\-]+)?)"),
)
_LABEL_ALONE = re.compile(rf"(?:{_WHO}|{_CALLED}|{_NUMBERED}|{_WRITTEN_TO}){_AND}\s*[:：]?\s*")
_NAME_ALONE = re.compile(rf"\s*{_PEOPLE}(?:[\s,，、/(（]{{0,9}}{_TELEPHONE}[)）]?)?\s*")
_NUMBER_ALONE = re.compile(rf"\s*(?:{_TELEPHONE}|[0-9Xx*]{{6,}}|[\w.+\-]+@[\w.\-]+)\s*")


def without_signatures(text: str, mask: Callable[[str], str]) -> str:
    """The text with `mask` of it in the place of whatever a label announces; a label with nothing behind it stays as it is."""
    if ":" not in text and "：" not in text:
        return text
    for pattern in _LABELLED:
        text = pattern.sub(lambda found: found["label"] + mask(found["said"]), text)
    return text


def is_label(value: object) -> bool:
    """Whether a cell holds such a label and nothing else: what stands right of it is about a person."""
    return isinstance(value, str) and _LABEL_ALONE.fullmatch(value.strip()) is not None


def is_said(value: object) -> bool:
    """Whether a cell beside such a label holds a name, a telephone or a number of a person, and no other words."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return abs(value) >= 100_000 and float(value).is_integer()  # six digits and more: no count of a small form's foot
    if not isinstance(value, str) or is_label(value):
        return False
    return _NAME_ALONE.fullmatch(value) is not None or _NUMBER_ALONE.fullmatch(value) is not None
