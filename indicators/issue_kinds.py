"""The words of the issues about a file, and about what its tables are made of: places, periods, headings, hidden parts."""

from __future__ import annotations

from indicators.issues import IssueKind
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

STRUCTURE_KINDS = (
    IssueKind(
        "hidden-sheet", W, "隐藏的工作表",
        "工作表“{name}”是隐藏的，里面{found}。", "已读取并标明来自隐藏工作表。",
        "请确认是否应当采用；草稿请删去或不予采用。",
        {"name": "2020（旧）", "found": "有 12 个数"},
    ),
    IssueKind(
        "hidden-row", W, "隐藏的行",
        "第 {rows} 行是隐藏的（{name}）。", "其中的数据已读取。",
        "请确认是否应当采用。",
        {"rows": "7", "name": "靖江市"},
    ),
    IssueKind(
        "hidden-column", W, "隐藏的列",
        "{columns} 列是隐藏的（{name}）。", "其中的数据已读取。",
        "请确认是否应当采用。",
        {"columns": "D", "name": "2020年"},
    ),
    IssueKind(
        "empty-template", W, "空白模板",
        "表里有地区和指标，但没有填数。", "没有读入数据。",
        "请填好后再上传。",
    ),
    IssueKind(
        "place-not-reported", W, "地区未报数",
        "“{place}”{period}没有填数。", "该地区按“未报送”处理，不按 0 计。",
        "请联系该地区补报。",
        {"place": "扬中市", "period": "2023年"},
    ),
    IssueKind(
        "place-unknown", B, "不认识的地区",
        "“{text}”不在所选城市的区县名单里。", "这一行（列）的数据暂时无处可放。",
        "请选择它是哪个区县，或标为不采用。",
        {"text": "新城片区"},
    ),
    IssueKind(
        "place-misspelt", B, "地区名称可能写错",
        "“{text}”不在区县名单里，最接近的是“{suggestion}”。", "没有自动改，等您确认。",
        "请确认是不是“{suggestion}”，或改正后重新上传。",
        {"text": "句荣市", "suggestion": "句容市"},
    ),
    IssueKind(
        "place-ambiguous", B, "地区名称有多种可能",
        "“{text}”可能是{candidates}。", "没有自动选。",
        "请选择是哪一个。",
        {"text": "鼓楼区", "candidates": "徐州市鼓楼区、南京市鼓楼区"},
    ),
    IssueKind(
        "place-alias", N, "地区别名",
        "“{text}”按“{name}”处理。", "{reason}",
        "如不对，请改选。",
        {"text": "靖江", "name": "靖江市", "reason": "去掉后缀后一致。"},
    ),
    IssueKind(
        "place-zone", N, "功能区",
        "“{text}”是功能区，没有行政区划代码。", "数据计入全市，地图上以方块显示。",
        "不用处理。",
        {"text": "镇江新区"},
    ),
    IssueKind(
        "place-city-direct", N, "市直单位",
        "“{text}”是市直单位。", "计入全市，不参加区县排名。",
        "不用处理。",
        {"text": "市直属"},
    ),
    IssueKind(
        "place-foreign", N, "地名不在行政区划库里",
        "这张表的地名（如“{text}”）不在行政区划库里。", "按原文读取，没有代码，不上地图。",
        "不用处理；如果应当是本市的表，请检查地区名称。",
        {"text": "Derby"},
    ),
    IssueKind(
        "place-missing", W, "没有地区",
        "没有在表里、标题或工作表名称里找到地区。", "数据已读出，但不属于任何区县。",
        "请选择这张表属于哪个地区。",
    ),
    IssueKind(
        "indicator-unknown", W, "不认识的指标",
        "表头“{text}”没有对应的指标。", "数值已读出，但暂不入库。",
        "请选择它是哪个指标，或标为不采用。",
        {"text": "开设社团数"},
    ),
    IssueKind(
        "indicator-ambiguous", B, "指标有多种可能",
        "表头“{text}”可能是{candidates}。", "没有自动选。",
        "请选择是哪一个。",
        {"text": "入园率", "candidates": "学前三年毛入园率、学前三年净入园率"},
    ),
    IssueKind(
        "period-missing", B, "没有年份",
        "表头、标题、工作表名称和文件名里都没有年份。", "数据已读出，但不知道是哪一年。",
        "请选择年份（学年）。",
    ),
    IssueKind(
        "period-from-filename", N, "年份取自文件名",
        "表内没有年份，按文件名取“{text}”。", "",
        "如不对，请改选年份。",
        {"text": "2023年秋季"},
    ),
    IssueKind(
        "period-conflict", B, "年份不一致",
        "{first_where}写的是“{first}”，{second_where}写的是“{second}”。", "已按{first_where}取“{first}”，请确认。",
        "请确认是哪一年。",
        {"first_where": "标题", "first": "2023学年", "second_where": "工作表名称", "second": "2022学年"},
    ),
    IssueKind(
        "period-ambiguous", B, "年份有多种可能",
        "“{text}”里有几个年份：{candidates}。", "没有自动选。",
        "请选择这张表是哪一年。",
        {"text": "2021—2023年情况", "candidates": "2021、2022、2023"},
    ),
    IssueKind(
        "unit-ambiguous", W, "单位说不清",
        "表里写“{text}”，没说{heading}用哪一个。", "这一列按没有单位读取。",
        "请确认单位。",
        {"text": "单位：人、个", "heading": "资源教室数"},
    ),
    IssueKind(
        "comment", N, "批注",
        "批注写着：“{text}”。", "数值照读。",
        "请看一下批注是否影响采用。",
        {"text": "预计数，10月底前更新"},
    ),
    IssueKind(
        "marked-red", N, "标红的单元格",
        "单元格用红字标出。", "数值照读。",
        "如是更正过的数，请确认。",
    ),
    IssueKind(
        "struck-out", W, "划掉的单元格",
        "单元格里的内容被划掉了。", "没有采用这个数。",
        "如果仍要采用，请去掉删除线。",
    ),
    IssueKind(
        "heading-repeated", N, "重复的表头",
        "第 {rows} 行重复了表头。", "不是数据，已跳过。",
        "不用处理。",
        {"rows": "41"},
    ),
    IssueKind(
        "layout-missing", W, "少了以前有的表头",
        "上次有“{text}”，这次没有。", "没有读到这一项。",
        "请确认是否本次不报，还是表头改了写法。",
        {"text": "资源教室数"},
    ),
    IssueKind(
        "layout-new", W, "多了新表头",
        "“{text}”上次没有。", "按通常的办法识别。",
        "请确认识别结果，确认后会记住。",
        {"text": "送教上门人数"},
    ),
)
