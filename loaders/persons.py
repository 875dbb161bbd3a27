"""Tables and columns about persons: one row a child is refused, columns with names and numbers of people are left out.

The dashboard holds aggregates only (decision: privacy); a list of children with their disability must not even be previewed as
figures. Columns such as 校长姓名 in a list of schools are skipped and named. In whatever is kept or handed back they are emptied,
and so are numbers of identity cards and mobile telephones wherever they stand (decision 0042).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.signatures import without_signatures
from loaders.words import bare

# The reason by which a column about persons is left out
PERSON = "person"
# What stands where something about a person stood
MASK = "···"

# of whom a column of a list speaks; 教师姓名 of a school's head is no child
_PERSON = re.compile(
    r"(学生|幼儿|儿童|本人|孩子|子女|校长|园长|负责人|法人|法定代表人|书记|班主任|教师|老师|监护人|家长|父亲|母亲|联系人|填报人|户主)?(的)?姓名"
    r"|(身份证|护照|残疾证|学籍|全国学籍|户口)(件)?(号码?|编号|信息)?|(现任)?(校长|园长|书记|法定代表人|法人代表|班主任|监护人|家长)"
    r"|出生(日期|年月日?)|家庭(住址|地址)|(户籍|现)(住址|地址)|(监护人|家长|父亲|母亲)(工作单位)"
    r"|(学生|校长|园长|负责人|班主任|监护人|家长|父亲|母亲|联系人|填报人|本人)?(联系|办公|移动|固定)?(电话|手机)(号码?)?"
    r"|(家长|监护人|负责人|校长|园长)?联系方式|联系人|填[报表]人|负责人|经办人|审核人|制表人"
)
_CHILD = re.compile(
    r"(学生|幼儿|儿童|孩子)姓名|学籍(号|编号|号码)|全国学籍|残疾(证|类别|类型|等级|程度)|障碍(类别|类型|程度)|监护人|家长|父亲|母亲|与.*关系"
    r"|出生(日期|年月)|安置(方式|形式)|就读(学校|年级|班级|方式)|家庭(住址|地址)"
)
# 18 signs with a date of birth in them; 11 digits that start like a mobile telephone's, however they are grouped
_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|1[3-9]\d([- ]?)\d{4}\1\d{4})"
    r"(?![0-9A-Za-z])"
)
_SHORTEST_NUMBER = 11
_NAMES = re.compile(r"((学生|幼儿|儿童|本人|孩子)?姓名|身份证.*|学籍号码?|残疾证.*)")


def is_person_heading(text: str) -> bool:
    """校长姓名, 身份证号, 监护人: what stands below names or numbers people."""
    return _PERSON.fullmatch(bare(text)) is not None


def lists_children(heads: Iterable[str]) -> bool:
    """Whether a table has one row a child: it names them, and says two things or more that are said of children."""
    keys = {bare(head) for head in heads}
    return any(_NAMES.fullmatch(key) for key in keys) and len({key for key in keys if _CHILD.search(key)}) >= 2


def masked(text: str) -> str:
    """The text without numbers of identity cards and mobile telephones, and without what labels say of persons (填表人：…)."""
    text = without_signatures(text, lambda _said: MASK)
    return _NUMBERS.sub(MASK, text) if len(text) >= _SHORTEST_NUMBER else text


def dotted(text: str) -> str:
    """The same with a dot for each sign that is masked, so that every other sign stays where it was."""
    text = without_signatures(text, _dots)
    return _NUMBERS.sub(lambda found: _dots(found[0]), text) if len(text) >= _SHORTEST_NUMBER else text


def _dots(said: str) -> str:
    return MASK[0] * len(said)
