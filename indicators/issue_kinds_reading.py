"""The words of the issues that come up while a file is opened and its cells are taken out."""

from __future__ import annotations

from indicators.issues import IssueKind
from indicators.vocabulary import Severity

READING_KINDS = (
    IssueKind(
        "wps-file", Severity.BLOCKING, "金山表格旧格式",
        "这是金山表格（WPS）自己的旧格式 .et。", "没有读入数据。",
        "请用 WPS 打开，另存为 .xlsx 后再上传。",
    ),
    IssueKind(
        "too-slow", Severity.BLOCKING, "读取超时",
        "{seconds} 秒内没有读完。", "没有读入数据。",
        "请删去无关的工作表或空白区域后再上传。",
        {"seconds": 30},
    ),
    IssueKind(
        "far-cells", Severity.WARNING, "远离表格的单元格",
        "离表格很远的地方还有 {count} 个单元格有内容（{cells}）。", "没有读取这些单元格，表格照读。",
        "如果是误填，请删去；如果有用，请移到表格旁边后重新上传。",
        {"count": 1, "cells": "XFD1048576"},
    ),
)  # fmt: skip
