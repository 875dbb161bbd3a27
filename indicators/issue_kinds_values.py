"""The words of the issues about single cells, and about figures that cannot be right together (逻辑校验, 经验校验)."""

from __future__ import annotations

from indicators.issue_kind import IssueKind
from indicators.vocabulary import Severity

B, W, N = Severity.BLOCKING, Severity.WARNING, Severity.NOTE

VALUE_KINDS = (
    IssueKind(
        "not-a-number", B, "读不出数",
        "单元格写着“{text}”，不是一个确定的数。", "没有读入数值。",
        "请填写准确的数后重新上传，或确认按缺失处理。",
        {"text": "约80%"},
    ),
    IssueKind(
        "number-with-unit", B, "数字带了单位",
        "单元格写着“{text}”，数字和单位写在一起。", "没有读入数值。",
        "请只填数字，把单位写在表头。",
        {"text": "707个班"},
    ),
    IssueKind(
        "number-with-blanks", W, "数字中间有空格",
        "单元格写着“{text}”，已按 {value} 读取。", "空格可能是误输入。",
        "请核对。",
        {"text": "211 1", "value": "2111"},
    ),
    IssueKind(
        "number-as-text", N, "文本格式的数字",
        "“{text}”是文本格式，已按 {value} 读取。", "表内的求和公式不会把它算进去。",
        "不用处理；改为数字格式后合计才会正确。",
        {"text": "１４", "value": "14"},
    ),
    IssueKind(
        "number-marked", N, "数字带了标记",
        "单元格写着“{text}”，已去掉标记按 {value} 读取。", "标记通常指向脚注。",
        "请看一下脚注。",
        {"text": "299,269ⓡ", "value": "299269"},
    ),
    IssueKind(
        "date-in-cell", B, "数值格里是日期",
        "单元格是日期或时间（{text}）。", "可能是“1:15”或“1-2”被自动改成了日期，没有读入数值。",
        "请改为文本或数字后重新上传。",
        {"text": "01:15"},
    ),
    IssueKind(
        "error-value", W, "公式出错",
        "单元格显示 {text}。", "没有读入数值。",
        "请改正公式后重新上传。",
        {"text": "#DIV/0!"},
    ),
    IssueKind(
        "formula-without-value", W, "公式没有结果",
        "单元格是公式 {text}，文件里没有保存计算结果。", "没有读入数值，也不代为计算。",
        "请用 Excel 或 WPS 打开并保存一次，再上传。",
        {"text": "=SUM(E4:L4)"},
    ),
    IssueKind(
        "none-or-zero", N, "“无”是 0 还是没有",
        "单元格写着“{text}”。", "按没有数据处理，不当作 0。",
        "如果是 0，请填 0。",
        {"text": "无"},
    ),
    IssueKind(
        "mixed-percent", N, "百分数写法不一",
        "这一列有的存成小数（0.853 显示 85.3%），有的写 85.3 或 85.3%。", "都按百分数统一（85.3）。",
        "不用处理；建议统一写法。",
    ),
    IssueKind(
        "percent-or-fraction", B, "是小数还是百分数",
        "“{heading}”是比率，写的是 {value}，没有百分号。",
        "不知道是 {value}% 还是 {hundredfold}%，已照原样读取。",
        "请确认。",
        {"heading": "覆盖率", "value": "0.853", "hundredfold": "85.3"},
    ),
    IssueKind(
        "ratio-as-time", B, "比例被存成时间",
        "“{heading}”下的单元格是时间 {text}。", "可能是 {ratio}，没有读入数值。",
        "请确认，或改写成文本。",
        {"heading": "师生比", "text": "01:15", "ratio": "1:15"},
    ),
)

CHECK_KINDS = (
    IssueKind(
        "over-100", B, "超过 100%",
        "“{heading}”是 {value}%，超过 {limit}%。", "这个比率不可能超过 {limit}%。",
        "请核对分子、分母后改正。",
        {"heading": "集团化办学覆盖率", "value": "114.3", "limit": "100"},
    ),
    IssueKind(
        "below-minimum", B, "小于可能的最小值",
        "“{heading}”是 {value}，小于 {limit}。", "这个指标不可能这么小。",
        "请核对后改正。",
        {"heading": "学校总数", "value": "-3", "limit": "0"},
    ),
    IssueKind(
        "parts-over-whole", B, "部分大于总数",
        "“{part}”（{part_value}）大于“{whole}”（{whole_value}）。", "其中数不能超过总数。",
        "请核对后改正。",
        {"part": "普惠性幼儿园数", "part_value": "120", "whole": "幼儿园数", "whole_value": "105"},
    ),
    IssueKind(
        "parts-not-whole", B, "分项之和不等于总数",
        "“{whole}”写的是 {whole_value}，各分项（{parts}）之和是 {sum}。", "相差 {difference}。",
        "请核对后改正，或写说明。",
        {"whole": "普惠性幼儿园数", "whole_value": "101", "parts": "公办园、普惠性民办园", "sum": "94", "difference": "7"},
    ),
    IssueKind(
        "total-not-sum", W, "合计不等于各地区之和",
        "“{heading}”合计写的是 {total}，各地区之和是 {sum}。", "相差 {difference}。{because}",
        "请核对后改正，或写说明。",
        {
            "heading": "集团成员校数", "total": "66", "sum": "80", "difference": "14",
            "because": "文本格式的数字没有算进合计：H8。",
        },
    ),
    IssueKind(
        "rate-not-quotient", W, "比率与分子分母不符",
        "“{heading}”写的是 {value}，按“{numerator}”÷“{denominator}”应为 {expected}。", "数值照读。",
        "请核对三个数。",
        {"heading": "覆盖率", "value": "85.3", "numerator": "集团成员校数", "denominator": "学校总数", "expected": "81.2"},
    ),
    IssueKind(
        "duplicate-value", B, "同一地区有两个不同的数",
        "“{place}”{period}的“{heading}”在 {cells} 有不同的值（{found}）。", "两个都没有采用。",
        "请确认哪个是对的，删去另一个。",
        {"place": "姜堰区", "period": "2023年", "heading": "已入学数", "cells": "D8、D9", "found": "311、300"},
    ),
    IssueKind(
        "duplicate-same", N, "重复填报",
        "“{place}”{period}的“{heading}”在 {cells} 填了两次，数值相同。", "按一次计。",
        "不用处理。",
        {"place": "姜堰区", "period": "2023年", "heading": "已入学数", "cells": "D8、D9"},
    ),
    IssueKind(
        "duplicates-many", B, "同一地区反复出现",
        "同一地区、年份、指标在表里有 {n} 处不同的值（如“{place}”：{cells}）。", "表里可能还有一列分类没有认出来。",
        "请看哪一列区分这些行，告诉我们它的含义，或整理后重新上传。",
        {"n": 240, "place": "海陵区", "cells": "F5、F6"},
    ),
    IssueKind(
        "more-of-this", N, "还有同类问题",
        "“{headline}”还有 {n} 处，没有一一列出。", "",
        "请先处理列出的，再重新上传。",
        {"headline": "读不出数", "n": 1200},
    ),
    IssueKind(
        "jump", W, "年度变化过大",
        "“{place}”的“{heading}”从 {first_period} 的 {first} 变为 {second_period} 的 {second}。", "变化异常（{change}）。",
        "请核实；属实请写说明。",
        {
            "place": "姜堰区", "heading": "班级总数", "first_period": "2022", "first": "900",
            "second_period": "2023", "second": "9000", "change": "×10",
        },
    ),
    IssueKind(
        "jump-everywhere", W, "多数地区年度变化过大",
        "“{heading}”从 {first_period} 到 {second_period} 有 {n} 个地区变化异常，如“{place}”由 {first} 变为 {second}。",
        "可能是口径变了。",
        "请核实口径；属实请写说明。",
        {
            "n": 7, "place": "姜堰区", "heading": "班级总数", "first_period": "2022",
            "first": "900", "second_period": "2023", "second": "9000",
        },
    ),
    IssueKind(
        "lost-decimal", W, "可能丢了小数点",
        "“{heading}”写的是 {value}，同列其他数在 {low}–{high} 之间。", "可能是 {guess}。数值照读，没有改。",
        "请核对小数点。",
        {"heading": "出生率", "value": "1222", "low": "9.07", "high": "15.77", "guess": "12.22"},
    ),
)
