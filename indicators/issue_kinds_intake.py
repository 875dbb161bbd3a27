"""The words of the issues that need the store to be seen: what was there before, which room a file belongs to."""

from __future__ import annotations

from indicators.issue_kind import IssueKind
from indicators.vocabulary import Severity

B, W, N = Severity.BLOCKING, Severity.WARNING, Severity.NOTE

INTAKE_KINDS = (
    IssueKind(
        "city-unknown", B, "不知道是哪个城市",
        "没有从地区名称认出这份文件属于哪个城市。", "数据暂时无处可放。",
        "请选择城市。",
    ),
    IssueKind(
        "simulated-file", B, "这是模拟数据",
        "这个文件与“{name}”里的模拟样本完全相同。", "模拟数据不能进入真实数据。",
        "请上传真实的报表。",
        {"name": "泰州市（模拟）"},
    ),
    IssueKind(
        "simulated-workbook", B, "这是模拟数据",
        "工作表的标题写着“{name}”，是从模拟城市导出的。", "模拟数据不能进入真实数据。",
        "请上传真实的报表。",
        {"name": "泰州市（模拟）"},
    ),
    IssueKind(
        "nothing-to-store", B, "没有可以入库的数据",
        "文件里没有能入库的数值（{reasons}）。", "没有保存任何内容。",
        "请检查是不是空白模板，或表头、地区和年份是否写全。",
        {"reasons": "表头没有对应的指标 24 个"},
    ),
    IssueKind(
        "same-file", N, "这个文件已经入库",
        "{when} 由 {uploader} 上传过同一个文件。", "内容没有变化，不会重复入库。",
        "不用处理。",
        {"when": "2024-10-08", "uploader": "王老师"},
    ),
    IssueKind(
        "read-again", W, "同一个文件重新识别",
        "这个文件以前入过库，这次的识别结果不同。", "入库后以这次为准，原来的数有 {count} 个不再采用。",
        "请核对差异表。",
        {"count": 3},
    ),
    IssueKind(
        "conflict", W, "与另一份文件不一致",
        "“{place}”{period}的“{heading}”是 {value}，《{filename}》（{when}）里是 {stored}。",
        "两份文件这样不一致的数共有 {count} 个。",
        "请核实；如以本次为准，请写说明。",
        {
            "place": "兴化市", "period": "2023 学年", "heading": "班级总数", "value": "412",
            "filename": "学校班额统计.xlsx", "when": "2023-10-12", "stored": "421", "count": 6,
        },
    ),
    IssueKind(
        "value-removed", W, "原有的数将变为没有",
        "“{place}”{period}的“{heading}”原来是 {stored}，本次填的是“{text}”。", "入库后这一项不再有数。",
        "请核实；属实请写说明。",
        {"place": "靖江市", "period": "2023 学年", "heading": "在园幼儿数", "stored": "14210", "text": "—"},
    ),
    IssueKind(
        "blank-kept", N, "空白不覆盖原有的数",
        "有 {count} 个单元格没有数，而库里已有数（如“{place}”{period}的“{heading}”）。", "保留原有的数。",
        "如果原来的数有误，请上传改正后的文件，或撤回原来的文件。",
        {"count": 6, "place": "海陵区", "period": "2023 学年", "heading": "幼儿园数"},
    ),
    IssueKind(
        "other-city", W, "不属于这个城市",
        "有 {count} 个数属于其他城市的地区（如“{place}”）。", "这些数没有入库。",
        "请确认城市选对了；其他城市的数请另选城市上传。",
        {"count": 12, "place": "京口区"},
    ),
    IssueKind(
        "unit-not-convertible", W, "单位对不上",
        "“{heading}”的单位写的是“{unit}”，这个指标按“{expected}”计，没有规定的换算办法。", "有 {count} 个数没有入库。",
        "请改正单位后重新上传。",
        {"heading": "在校生数", "unit": "所", "expected": "人", "count": 6},
    ),
    IssueKind(
        "correction-original-changed", W, "更正过的数，原数变了",
        "“{place}”{period}的“{heading}”原来是 {original}，由 {who}（{when}）更正为 {corrected}（{reason}）；"
        "本次文件里是 {value}。",
        "原数变了，更正还对不对要由人决定。",
        "请选用本次的数，或保留更正。",
        {
            "place": "兴化市", "period": "2024 学年", "heading": "班级总数", "original": "412", "corrected": "421",
            "who": "王老师", "when": "2024-10-12", "reason": "笔误", "value": "430",
        },
    ),
    IssueKind(
        "round-closed", B, "这一轮已经结束",
        "有 {count} 个数属于已经结束的“{name}”（如“{place}”{period}）。", "结束后的数不再变动，这份文件没有入库。",
        "确实要改，请在“轮次”里写明理由、重新打开这一轮，再入库。",
        {"count": 6, "name": "2024 学年年报", "place": "兴化市", "period": "2024 学年"},
    ),
    IssueKind(
        "totals-differ", W, "全市合计有几个不同的数",
        "{period}的“{heading}”在 {cells} 都写着全市合计，数值不同（{found}）。", "没有采用为上报全市值。",
        "请核对哪一个是全市合计。",
        {"period": "2023 学年", "heading": "班级总数", "cells": "C9、C18", "found": "2104、1980"},
    ),
)
