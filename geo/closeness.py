"""Names that may be a slip for another one: near in writing, never taken without asking."""

from __future__ import annotations

from collections.abc import Iterable

# Characters that input methods and tired eyes exchange: same sound or nearly the same shape
_CONFUSED = (
    "化华花", "容荣", "陵岭凌", "港岗巷", "靖静晋", "姜江蒋", "堰晏燕", "泰太秦", "兴星", "阳杨扬", "徒途", "丹单", "润闰", "京景", "句勾", "镇真", "浦埔甫", "闸扎", "崇祟宗",
    "通桐", "海梅", "门们", "州洲", "安案", "川串", "清青情", "沙莎", "龙隆", "宁柠", "武五", "吴昊", "常长", "昌倡", "平萍坪", "山三", "明名", "新心", "河和合", "湖胡", "溪西", "东冬",
    "南男", "北背", "石右", "白百", "云运", "天夫", "大太", "水永", "丰沣奉", "宝保", "庄装", "城成", "濠壕豪", "沭沐", "洺洛", "盱旴", "邗邘", "潞璐", "亳毫", "儋澹", "番潘", "禺偶", "荔茘", "越粤", "秀绣",
)  # fmt: skip
_GROUP = {character: number for number, group in enumerate(_CONFUSED) for character in group}


def distance(one: str, other: str) -> float:
    """Edits from one text to the other (optimal string alignment); exchanging two confusable characters costs a half."""
    before: list[float] = []
    previous = [float(column) for column in range(len(other) + 1)]
    for row, character in enumerate(one, 1):
        current = [float(row)]
        for column, wanted in enumerate(other, 1):
            swap = 0.0 if character == wanted else _exchange(character, wanted)
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + swap)
            if row > 1 and column > 1 and character == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]


def _exchange(one: str, other: str) -> float:
    group = _GROUP.get(one)
    return 0.5 if group is not None and group == _GROUP.get(other) else 1.0


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates that `name` may be a slip for, nearest first: at most one edit in three characters or fewer, two in longer ones."""
    allowed = 1.0 if len(name) <= 3 else 2.0
    scored = []
    for candidate in candidates:
        if abs(len(candidate) - len(name)) <= allowed and set(candidate) & set(name):
            cost = distance(name, candidate)
            if 0 < cost <= allowed and cost < max(len(name), len(candidate)) - 0.5:
                scored.append((cost, candidate))
    return [candidate for _cost, candidate in sorted(scored)[:limit]]
