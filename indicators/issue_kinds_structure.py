"""The words of the issues about what tables are made of: places, periods, headings, hidden parts."""

from __future__ import annotations

from indicators.issue_kind import IssueKind
from indicators.vocabulary import Severity

B, W, N = Severity.BLOCKING, Severity.WARNING, Severity.NOTE

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
        "这是一张空白模板：表里有地区和指标，还没有填数。", "没有读入数据。",
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
        "place-elsewhere", B, "别的城市的区县",
        "“{text}”不在所选城市。{reason}。", "没有自动归入。",
        "请确认城市选得对不对，或标为不采用。",
        {"text": "海陵区", "reason": "“海陵区”属于泰州市，不属于镇江市"},
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
        "fraction-proven", N, "小数按百分数读",
        "这里的比率写成小数，与 {numerator} ÷ {denominator} 对得上。", "按百分数读取（0.853 读作 85.3%）。",
        "不用处理。",
        {"numerator": "C3", "denominator": "B3"},
    ),
    IssueKind(
        "example-rows", N, "填写示例",
        "这几行是填写示例（“{text}”）。", "没有读入。",
        "不用处理；如果是真实的数，请把地区名称写清楚后重新上传。",
        {"text": "某某区"},
    ),
    IssueKind(
        "row-without-place", B, "有数但没有地区",
        "这几行有数，但没有写地区。", "这些数暂时无处可放。",
        "请补上地区名称后重新上传。",
    ),
    IssueKind(
        "heading-missing", W, "没有表头",
        "{column} 列有数，但没有表头。", "没有读入这一列。",
        "请补上表头后重新上传。",
        {"column": "E"},
    ),
    IssueKind(
        "no-headings", W, "有数但没有表头",
        "有数字，但上方没有表头。", "没有读入这些数。",
        "请补上表头后重新上传。",
    ),
    IssueKind(
        "school-rows", N, "每行一所学校",
        "这张表每行是一所学校，共 {schools} 所，{known} 列有对应的指标。", "按学校读取，不当作区县的数。",
        "不用处理；区县的数请另外上报汇总表。",
        {"schools": 48, "known": 6},
    ),
    IssueKind(
        "indicator-elsewhere", B, "指标与学段不合",
        "表头“{text}”是{level}的指标，这张表说的是{here}。", "请确认一次，以后会记住。",
        "请确认是不是{level}的“{candidates}”，或标为不采用。",
        {"text": "大班额比例", "candidates": "大班额比例", "level": "义务教育", "here": "学前教育"},
    ),
    IssueKind(
        "indicator-confirm", B, "指标需要确认一次",
        "表头“{text}”通常指“{candidates}”。", "请确认一次，以后会记住。",
        "请确认是不是“{candidates}”。",
        {"text": "学前三年入园率", "candidates": "学前三年毛入园率"},
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
