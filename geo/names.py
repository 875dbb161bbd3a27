"""How a place's name is compared: blanks, widths, footnote marks and the words a name may lose without becoming another place."""

from __future__ import annotations

import re
import unicodedata

# Signs that hang on a name to point at a note: "#端州", "海陵区①", "高港区*", "姜堰区[1]", "靖江市注2"
_MARKS = "#＃*＊※★☆△▲▽▼◆◇●○■□†‡§¶·、，,。.:：;；'\"“”‘’-－–—_"
_CIRCLED = "".join(chr(c) for c in (*range(0x2460, 0x2474), *range(0x2776, 0x2780), *range(0x3251, 0x3260)))
_DROPPED = str.maketrans("", "", _CIRCLED + "¹²³⁴⁵⁶⁷⁸⁹⁰\u200b\ufeff")
_NOTE = re.compile(r"(?:\[\d{1,2}\]|\(\d{1,2}\)|注\d{0,2})$")
_PART_OF = re.compile(r"^其中[:：]?")
_TRADITIONAL = str.maketrans("區縣鎮鄉開發計總屬園廣東門陽陰麗寧", "区县镇乡开发计总属园广东门阳阴丽宁")
_LEADING_NUMBER = re.compile(r"^(?:\(?\d{1,3}[\.、\)]|\(?[一二三四五六七八九十]{1,3}[、\.\)])")
# 321202海陵区, 01京口区, 海陵区(321202): the code or the number of a place, glued to its name; 6个县区 counts places
_CODE_BEFORE = re.compile(
    r"^(?:\d{6}(?:\d{6})?|0\d|\d{1,3}[-_])[-_]?(?=[\u3400-\u9fff]{2})|^\d{1,2}(?=(?![个县市区旗])[\u3400-\u9fff]{2,9}[区县市旗]$)"
)
_CODE_BEHIND = re.compile(r"(?<=[\u3400-\u9fff])(?:[-_]?\d{6}(?:\d{6})?|\(\d{6}(?:\d{6})?\))$")
_BRACKETS = str.maketrans("（）〔〕【】［］「」﹝﹞", "()()()[]()()")

# A row often names who sent the figures: 海陵区教育局, 高新区社会事业局
_OFFICE = re.compile(
    r"(?:教育体育局|教育和体育局|教育与体育局|教育科技局|教育和科学技术局|教育科技和体育局|教体局|教科局|教科体局|教育局|教育委员会|教委|文教局|文教体局"
    r"|社会事业局|社会事业管理局|社会事务局|社会事业发展局|社会发展局|公共服务局|教育分局|管理委员会|管委会|政府|人民政府)$"
)
_PEOPLES = (
    "维吾尔|蒙古|回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯"
    "|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_PEOPLE = re.compile(rf"(?:(?:{_PEOPLES})族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔)$")
_AUTONOMOUS = re.compile(r"自治(?:区|州|县|旗)$")
_SUFFIX = re.compile(r"(?:特别行政区|地区|新区|林区|特区|省|市|区|县|旗|盟)$")


def fold(text: str) -> str:
    """`text` without blanks (inner and ideographic ones too), in one width, with round brackets of one kind; case is folded.

    The traditional characters of 區, 縣 and the commonest names are simplified.
    """
    joined = "".join(unicodedata.normalize("NFKC", _keep_circled(text)).split())
    return joined.translate(_BRACKETS).translate(_TRADITIONAL).casefold()


def _keep_circled(text: str) -> str:
    # NFKC would turn ① into a plain 1, and 海陵区① into 海陵区1; ³ likewise. U+200B and U+FEFF are invisible
    return text.translate(_DROPPED)


def without_marks(folded: str) -> str:
    """A folded name without 其中, leading numbers, codes and the signs that point at a note."""
    name = _PART_OF.sub("", folded.strip(_MARKS)).strip(_MARKS)
    if any(map(str.isdecimal, name)):
        name = _CODE_BEHIND.sub("", _CODE_BEFORE.sub("", name))
    while (shorter := _NOTE.sub("", name).strip(_MARKS)) != name:
        name = shorter
    return _LEADING_NUMBER.sub("", name).strip(_MARKS)


def without_office(folded: str) -> str:
    """海陵区教育局 → 海陵区; a name that is nothing but an office stays."""
    shorter = folded
    while (next_shorter := _OFFICE.sub("", shorter)) != shorter and next_shorter:
        shorter = next_shorter
    return shorter


def short_name(name: str) -> str:
    """海陵区 → 海陵, 门源回族自治县 → 门源; a name that would keep fewer than two characters stays whole (城区, 理县)."""
    if _AUTONOMOUS.search(name):
        stem = _AUTONOMOUS.sub("", name)
        while len(shorter := _PEOPLE.sub("", stem)) >= 2 and shorter != stem:
            stem = shorter
        return stem.removesuffix("族") if len(stem) > 2 else stem
    stem = _SUFFIX.sub("", name)
    return stem if len(stem) >= 2 else name


def split_brackets(folded: str) -> tuple[str, str]:
    """医药高新区(高港区) → ("医药高新区", "高港区"); ("", "") unless one pair of brackets ends the name."""
    found = re.fullmatch(r"([^()]+)\(([^()]+)\)", folded)
    return (found.group(1), found.group(2)) if found else ("", "")
