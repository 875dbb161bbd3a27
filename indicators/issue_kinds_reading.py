"""The words of the issues that come up while a file is opened and its cells are taken out."""

from __future__ import annotations

from indicators.issue_kind import IssueKind
from indicators.vocabulary import Severity

B, W, N = Severity.BLOCKING, Severity.WARNING, Severity.NOTE

READING_KINDS = (
    IssueKind(
        "wps-file", B, "金山表格旧格式",
        "这是金山表格（WPS）自己的旧格式 .et。", "没有读入数据。",
        "请用 WPS 打开，另存为 .xlsx 后再上传。",
    ),
    IssueKind(
        "too-slow", B, "读取超时",
        "{seconds} 秒内没有读完。", "没有读入数据。",
        "请删去无关的工作表或空白区域后再上传。",
        {"seconds": 30},
    ),
    IssueKind(
        "far-cells", W, "远离表格的单元格",
        "离表格很远的地方还有 {count} 个单元格有内容（{cells}）。", "没有读取这些单元格，表格照读。",
        "如果是误填，请删去；如果有用，请移到表格旁边后重新上传。",
        {"count": 1, "cells": "XFD1048576"},
    ),
    IssueKind(
        "heading-aside", N, "不是指标值的列",
        "“{text}”是{what}，不是指标本身的数。", "数值已读出，不入库。",
        "不用处理；如果它本身就是要入库的指标，请选择是哪个指标。",
        {"text": "大班额比例 › 排名", "what": "名次"},
    ),
    IssueKind(
        "table-not-results", W, "目标或计划，不是实际数",
        "标题写着“{text}”，表里是目标、计划或名次，不是实际完成数。", "数值已读出，不入库。",
        "如果其实是实际完成数，请改标题后重新上传；目标请在“目标管理”里登记。",
        {"text": "目标任务分解"},
    ),
    IssueKind(
        "table-of-part", N, "整张表只说其中一部分",
        "标题或工作表名称里有“{text}”。", "表里的数都按“{text}”的数读，不当作全部。",
        "如不对，请改标题后重新上传。",
        {"text": "民办"},
    ),
    IssueKind(
        "note-estimated", N, "注释提到预计数",
        "注释写着“{text}”，没有说明是哪些数。", "数值按实际数读。",
        "请核实；如果有预计数，请在表头写明“预计”后重新上传。",
        {"text": "部分数据为预计数"},
    ),
    IssueKind(
        "period-uncertain", W, "年份要核实",
        "“{text}”说的不是完整的一年，按“{label}”读。", "",
        "请核实年份；如不对，请改选。",
        {"text": "2023年上半年", "label": "2023 年"},
    ),
    IssueKind(
        "place-conflict", B, "地区不一致",
        "工作表名称、标题、填报单位里有两个地区：“{first}”和“{second}”。", "暂按“{first}”读，请确认。",
        "请选择是哪个区县的数，或改正后重新上传。",
        {"first": "海陵区", "second": "姜堰区"},
    ),
    IssueKind(
        "level-conflict", B, "学段不一致",
        "标题写的是“{first}”，工作表名称写的是“{second}”。", "已按标题取“{first}”，请确认。",
        "请选择是哪个学段，或改正后重新上传。",
        {"first": "小学", "second": "初中"},
    ),
    IssueKind(
        "merged-value", B, "一个数合并在几格里",
        "{range} 是合并单元格，一个数“{text}”对着几个地区或几项。", "没有拆分，也没有算给第一个。",
        "请取消合并，分别填数后重新上传。",
        {"range": "B4:B6", "text": "6000"},
    ),
    IssueKind(
        "percent-among-counts", W, "个数里夹着百分数",
        "这一列的数都不是百分数，只有这里写的是“{text}”。", "只有这一格按百分数读。",
        "请核实是不是填错了列。",
        {"text": "85.3%"},
    ),
    IssueKind(
        "personal-data", B, "学生个人信息",
        "这张表每行是一个学生（有姓名、证件号、残疾类别等）。", "没有读入任何内容：这里只收汇总数。",
        "请不要上传个人信息；请按区县汇总成人数后再上传。",
    ),
    IssueKind(
        "columns-of-persons", N, "个人信息列",
        "这几列是个人信息：{text}。", "没有读取；入库时从留存的原件里去掉。",
        "不用处理；下次请删去这几列。",
        {"text": "校长姓名、联系电话"},
    ),
    IssueKind(
        "school-twice", B, "同一所学校有两个不同的数",
        "“{school}”在 {first} 和 {second} 的数不同。", "两个都没有采用。",
        "请核实后只留一个，或注明校区后重新上传。",
        {"school": "实验小学", "first": "H4", "second": "H9"},
    ),
    IssueKind(
        "school-folded", N, "校区并入学校",
        "有 {count} 行是同一所学校的校区，或重复的行。", "已并入学校，按学校所在的区县只算一次。",
        "不用处理。",
        {"count": 3},
    ),
    IssueKind(
        "count-with-decimals", B, "个数有小数",
        "“{heading}”数的是整数，却写着 {value}，也没有写“万”“千”一类单位。", "不知道是不是以“万”为单位，已照原样读取。",
        "请选择是不是以“万”为单位，或写明单位（如“单位：万人”）后重新上传。",
        {"heading": "在园幼儿数", "value": "2.35"},
    ),
    IssueKind(
        "count-in-other-scale", B, "单位与其他地区不同",
        "“{heading}”这里写着 {value}，其他地区约为 {usual}，相差上千倍。", "可能一个以“万”为单位、一个不是，已照原样读取。",
        "请确认这个数是否就是这样，或改正后重新上传。",
        {"heading": "在园幼儿数", "value": "23500", "usual": "2.35"},
    ),
    IssueKind(
        "table-of-definitions", N, "指标说明表",
        "这张表说明指标的定义、算法、目标或权重（如“{text}”）。", "不是统计数，没有读入。",
        "不用处理；目标请在“目标管理”里登记。",
        {"text": "小数位数"},
    ),
)  # fmt: skip
