"""The words of the issues about a file or a whole sheet: what could not be opened, what was skipped."""

from __future__ import annotations

from indicators.issue_kind import IssueKind
from indicators.vocabulary import Severity

B, W, N = Severity.BLOCKING, Severity.WARNING, Severity.NOTE

FILE_KINDS = (
    IssueKind(
        "empty-file", B, "文件是空的",
        "文件里没有任何内容。", "没有读入数据。",
        "请确认导出是否成功，重新保存后再上传。",
    ),
    IssueKind(
        "unreadable-file", B, "文件打不开",
        "无法把这个文件当作表格打开。", "没有读入数据。",
        "请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    ),
    IssueKind(
        "encrypted-file", B, "文件有打开密码",
        "文件设置了打开密码。", "没有读入数据。",
        "请去掉密码后另存，再上传。",
    ),
    IssueKind(
        "damaged-file", B, "文件已损坏",
        "文件不完整，可能没有下载或传输完。", "没有读入数据。",
        "请让报送单位重新发送，或打开后另存为 .xlsx。",
    ),
    IssueKind(
        "not-a-workbook", B, "不是电子表格",
        "文件内容是{found}，不是电子表格。", "没有读入数据。",
        "请上传 .xlsx、.xls、.ods 或 .csv 文件。",
        {"found": "PNG 图片"},
    ),
    IssueKind(
        "too-large", B, "文件太大",
        "文件的内容（{found}）超过能处理的上限（{limit}）。", "没有读入数据。",
        "请删去无关的工作表或空白区域后再上传。",
        {"found": "812 MB", "limit": "100 MB"},
    ),
    IssueKind(
        "no-sheets", B, "没有工作表",
        "文件里没有能读的工作表（只有图表、宏或图片）。", "没有读入数据。",
        "请把数据放在普通工作表里再上传。",
    ),
    IssueKind(
        "wrong-extension", N, "扩展名与内容不符",
        "文件名以 {extension} 结尾，内容其实是 {found}。", "已按内容读取。",
        "不用处理；下次请按真实格式保存。",
        {"extension": ".xls", "found": "csv"},
    ),
    IssueKind(
        "encoding", N, "文字编码",
        "文本文件的编码是 {encoding}，不是 UTF-8。", "已按该编码读取。",
        "如有乱码，请另存为 UTF-8 后再上传。",
        {"encoding": "GB18030"},
    ),
    IssueKind(
        "encoding-damage", W, "有乱码",
        "有 {count} 处文字无法按 {encoding} 解码。", "这些文字显示为 �。",
        "请另存为 UTF-8 后再上传。",
        {"count": 3, "encoding": "GB18030"},
    ),
    IssueKind(
        "no-figures", W, "没有读到数据",
        "没有找到能读的数据表。", "这张工作表没有读入数据。",
        "如果这里应当有数据，请检查表头和地区名称是否在表内。",
    ),
    IssueKind(
        "chart-sheet", N, "图表页",
        "这是一张图表页，没有单元格。", "已跳过。",
        "不用处理。",
    ),
    IssueKind(
        "stray-formatting", N, "表外有空白格式",
        "有格式的空白单元格一直到 {edge}。", "不是数据，已忽略。",
        "不用处理；删去多余的列能让文件变小。",
        {"edge": "XFD6"},
    ),
    IssueKind(
        "sheet-too-large", B, "工作表超出上限",
        "工作表的范围有 {cells} 个单元格，超过上限。", "这张工作表没有读取。",
        "请删去表外的内容后再上传。",
        {"cells": 9000000},
    ),
)
