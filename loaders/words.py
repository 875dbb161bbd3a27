"""The words by which bureaus mark what a row, a column or a line is; each set states one habit."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_LATIN = re.compile(r"[A-Za-z]")
_HAN = re.compile(r"[㐀-鿿]")
_TRADITIONAL = str.maketrans(
    "計總縣區學數國單說備註臺開際號鄉鎮師幼兒園稱額額類別級舊無資", "计总县区学数国单说备注台开际号乡镇师幼儿园称额额类别级旧无资"
)


@lru_cache(maxsize=200_000)
def bare(text: str) -> str:
    """`text` in one width, lower case, simplified where headings need it, without any blank: what word lists compare."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower().translate(_TRADITIONAL)


def without_accents(text: str) -> str:
    """académie → academie: heads of columns are compared without the marks on Latin letters."""
    if text.isascii() or not _LATIN.search(text):
        return text
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@lru_cache(maxsize=100_000)
def tidy(text: str) -> str:
    """`text` as a person would quote it: lines joined, blanks around and between Chinese characters gone, single elsewhere."""
    joined = _BLANKS.sub(" ", text.replace("\u3000", " ")).strip()
    return re.sub(r"(?<=[㐀-鿿（）()、，：%％#＃]) (?=[㐀-鿿（）()、，：#＃])", "", joined)


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in it."""
    return _HAN.search(text) is not None


def has_latin(text: str) -> bool:
    """Whether a Latin letter stands in it."""
    return _LATIN.search(text) is not None


def words(text: str) -> frozenset[str]:
    """A set from a line of words."""
    return frozenset(text.split())


# 地区 at the head of the column (or corner of the row) of places
PLACE_HEADINGS = words(
    "地区 区县 县区 区 县 市县 县市 县市区 县(市、区) 县(市,区) 县(市区) 市(区) 区(市) 市区 市(县) 市县区 各市区 各区县 "
    "区县名称 县区名称 地区名称 行政区 行政区划 所在区县 所属区县 区县(市) 区、县级市 区县级市 县级市 单位名称 填报单位 "
    "报送单位 所属地区 所在地区 城市 地市 市州 设区市 市 市别 区别 县别 县市别 地区别 辖区 属地 区域 乡镇 街道 县(区) "
    "区(县) 市、区 市区县 区(市)县 区市县 市(州) 县(市) 区划 地方 省份 省市 省、市 州市 市地 district districtname "
    "district_name districts region area laname la_name localauthority localauthorityname county county/city city state "
    "state/ut province country place prefecture municipality 市区町村 都道府県 地域 自治体 市町村 시군구 시도 都道府県名 "
    "市町村名 academie departement commune canton bundesland land kreis gemeinde regierungsbezirk provincia comunidad "
    "municipio estado regiao distrito concelho regione comune kommune lan fylke landsdel gemeente provincie "
    "wojewodztwo powiat gmina kraj okres tinh tinh,thanhpho tinh/thanhpho thanhpho quan huyen quan/huyen "
    "область район регион territory borough council authority parish ward division"
)
# 县（市）区, 旗县区, 州市, 各县（市、区）名称: nothing but the names of kinds of places
_KINDS_OF_PLACES = re.compile(r"(各|所属|所在|全市|全省)?[县市区旗州盟省][()、,/·和及县市区旗州盟省]*(别|名|名称)?")
# 民和县, 横浜市, 大泗镇: written like a name of a place; 城区 and 乡镇 are kinds of places
LIKE_A_NAME = re.compile(
    r"^(?!(城|镇|郊|市|县|乡|山|主城|中心城|老城|新城|牧|林|库|矿|边远|城镇|乡镇|农村|学|校|片|辖|县城|城乡|全|各|本|直辖|地级|县级|其他)+[县区市旗州盟镇乡]$)"
    r"[\u3400-\u9fff]{1,9}([县区市旗州盟県府都道町村郡镇乡]|街道|街道办|街道办事处)$"
)
# Primary | Secondary | Boys | Girls: kinds of schools and people, no names of places
KINDS_ABROAD = words(
    "primary secondary special nursery preschool pre-school kindergarten elementary middle high junior senior infant lower upper "
    "boys girls male female men women public private state independent urban rural other others all day boarding full-time "
    "part-time maternelle elementaire college lycee prive publique filles garcons grundschule gymnasium realschule hauptschule "
    "jungen madchen mannlich weiblich offentlich privat hombres mujeres publico privado infantil primaria secundaria"
)
# the part of the city in which a district lies, in a column beside it
REGION_HEADING = re.compile(
    r"(所属|所在)?(片区|片|区域|板块|分区|协作区|(督学)?责任区|组团|(区域|地区)(分类|类型|类别)|圈层)(名称|划分)?"
)
# 省直管县（市）, 市辖区县: a line of its own over the places that it names the kind of
HEADS_PLACES = re.compile(r"直管|直辖|所辖|辖区县|扩权")
# the city above the district, in a column of its own
PARENT_HEADINGS = words(
    "地级市 设区市 地市 所属市 所属地市 市州 所在市 省份 省 region regionname region_name gor_name 市名称 上级单位 主管部门"
)
SERIAL_HEADINGS = words("序号 序 编号 号 no no. № s.no s.no. sr.no sr.no. sl.no sl.no. slno s/n # "
    "serialno. lfd.nr. n° п/п 行次 行号 顺序号")
REMARK_HEADINGS = words(
    "备注 备注说明 说明 注 备考 附注 情况说明 填报说明 原因说明 备注(说明) 原因 联系人 填报人 联系电话 电话 负责人 note "
    "notes remark remarks comment comments 审核意见 是否必填 必填 页码 页次 page 数据来源 来源 佐证材料 自评说明 自评结论 "
    "存在问题 审核人 填表人 校验 校验结果 是否一致"
)
PERIOD_HEADINGS = words(
    "年份 年度 学年 学年度 年 时间 时期 统计年份 统计学年 统计时间 数据年份 报告期 期间 统计期 统计年度 填报年度 所属学年 "
    "所属年度 year schoolyear school_year academicyear academic_year timeperiod time_period period fiscalyear fy date 年次 "
    "年別 年別 届 学期 schoolyears"
)
# what a spreadsheet program writes into the corner of a pivot table; 求和项：在校生数 says of what
PIVOT_ROWS, PIVOT_COLUMNS = words("行标签 rowlabels"), words("列标签 columnlabels")
PIVOT_SUM = re.compile(r"^\s*(求和项|sum of)\s*[:：]?\s*(?=\S)", re.IGNORECASE)
INDICATOR_HEADINGS = PIVOT_ROWS | words(
    "指标 指标名称 项目 统计项目 填报项目 指标项 数据项 名称 内容 指标内容 统计指标 indicator "
    "indicatorname indicator_name measure variable item indicateur indicador indicatore merkmal kennzahl statistic statistics"
    " 項目 项目名称 栏目 主要指标 评价指标 监测指标 指标(单位)"
)
VALUE_HEADINGS = words(
    "数量 数值 指标值 值 数据 填报值 数据值 统计值 本期数 完成值 实际值 实绩 实绩值 监测值 现状值 达成值 实际数 完成数 实现值 "
    "监测结果 实际完成值 实际完成数 实际达到 实际完成 现值 实得值 自评值 核定值 审核值 最终值 value values figure obs_value count"
)
UNIT_HEADINGS = words("单位 计量单位 单 位 unit units 数据单位 指标单位")
CODE_HEADING = re.compile(
    r"(代码|编码|标识码|区划码|code|(district|school|area|la|lea|org|id)_?(number|no|num|id|code)s?$|^id$|_id$|^fips|机构编号)"
)
# a column that explains an indicator, and the columns that report one beside it
DEFINES = re.compile(
    r"(指标)?(计算|统计)?(方法|公式|口径|说明|解释|含义|定义|内涵|释义)|(评[分价估]|考核|计分|赋分)(标准|办法|细则|要点|方法|内容)|观测点|考核要点|小数位数|保留小数|"
    r"取值范围|填报(要求|口径)|definition|formula|calculation|method(ology)?|description"
)
REPORTED_HEADING = re.compile(
    r"(本|上|当|今|去|前)(年|期|学年|年度|月|季)|截至|期末|年末|现状|自评(值|情况)?$"
    r"|(实际|完成|填报|上报|监测)"
)
STAGE_HEADINGS = words(
    "学段 学校类型 办学类型 类别 类型 学段类别 阶段 性质 办学性质 城乡分类 城乡 年级 类 学校类别 教育阶段 grade grade_group "
    "level stage phase"
)
# a number that tells one thing from another, a date or an address: nothing is counted there (手机, 房间号, 建校年份)
ATTRIBUTE_HEADING = re.compile(
    r"((联系|办公|固定|值班|监督|举报|咨询|单位)?(电话|手机)(号码?)?|座机|传真|(移动|联系)?电话|手机号|qq|微信|邮编|邮政编码|邮箱|e-?mail|"
    r"(房间|房|教室|会议室|座位|桌|门牌|车牌|车辆|身份证|证件|证书|许可证|账|帐|银行账|银行卡|卡|学籍|工|文|档案|合同|批次|组|考场|楼)号码?|"
    r"(上午|下午)?(场次|车次|班次|轮次|组别|会议室|日期|时段|地点)|号码|网址|地址|经度|纬度|坐标|"
    r"(建校|建园|成立|创办|创建|开办|开园|办学|建成|竣工|启用|认定|授牌|审批|批准|设立|揭牌|组建|到期|完成|化解|整改|达标|创建达标|评估|验收)"
    r"(年份|年度|年月|时间|日期|时限|期限)|时限|截止(日期|时间)|(会审|报送|上报|填报|检查|督查|督导|培训|考试|开学|会议)(日期|时间)|"
    r"phone(number)?|tel(ephone)?(no\.?|number)?|mobile|fax|zip(code)?|postcode|postalcode|room(no\.?|number)?|latitude|longitude|"
    r"telephone|telefon|telefax|dateopened|yearopened|founded|established)"
)
# a school or kindergarten as the unit of a row
SCHOOL_HEADINGS = words(
    "学校名称 学校 校名 幼儿园名称 园名 单位全称 机构名称 集团名称 schoolname school_name school 学校(机构)名称 园所名称 "
    "教育集团名称 集团校名称"
)

# what statistical offices abroad call a total; the Chinese ones are known to `geo`
_TOTALS_ABROAD = words(
    "total totals grandtotal subtotal sub-total all overall average mean sum national england unitedkingdom 国计 全校 计 "
    "县级市 郊县 苏南 苏中 苏北 insgesamt gesamt zusammen ensemble totale totaal suma razem ogolem celkem spolu osszesen toplam "
    "canuoc tongso tongcong yhteensa totalt ialt итого всего 총계 합계 전체 全国計 総数 toutes"
)
_TOTAL_ABROAD = re.compile(
    r"^(grand|sub)?-?total\b|[^a-z]total$|^(ensemble|totale?)(du|des|de|of)"
    r"|^(province|national|state|country|region)[- _]?level$|(合计|总计|小计)$"
)

NOTE_START = re.compile(
    r"^[\(（\[【*＊]?\s*(注|备注|说明|附注|填表说明|填报说明|数据来源|资料来源|来源|指标解释|口径|计算公式|编制说明|補註|資料|審核|note|notes|source|footnote|备考|填报要求|a\)|b\)|单位负责人|"
    r"负责人|填表人|填报人|审核人|制表人|制表|分管领导|主管领导|复核人|附记)"
    r"\s*[:：.．、\d（(\])】】s]|^[\(（]?注\s*\d*[:：.、]|^(注|说明|備註|備考)$|^\*\s*\S{4,}|^[①②③④⑤⑥⑦⑧⑨]\S{6,}|^#\s*\S{8,}"
)
# 续表, 续表4, 第 2 页 共 3 页: nothing but a new page
PAGE_LINE = re.compile(
    r"[(（]?续(上?表|前)?[\d一二三四五六七八九十.-]*[)）]?|承前页|过次页|接上页|转下页"
    r"|[-—–(（]*第?[\d一二三四五六七八九十]+页[-—–,，、/;()（）]*(共\d+页)?[-—–)）]*"
)
# 填报单位：…  填报日期：…: who filled the form in, and when; never a period
FILL_IN = re.compile(
    r"(填报单位|填表单位|报送单位|填报人|填表人|填报日期|填报时间|填表日期|填表时间|报送日期|报送时间|报出日期|制表日期|制表时间|打印日期|"
    r"打印时间|导出时间|导出日期|联系电话|联系人|负责人|"
    r"审核人|制表人|制表单位|制表机关|批准机关|批准文号|有效期|有效期至|表\s*号|文\s*号|单位盖章|印发日期|"
    r"地\s*址|邮\s*编|邮政编码|传\s*真|电\s*话|网\s*址|电子邮箱|e-?mail|编印单位|编辑单位|承办单位|经办人|"
    r"更新时间|更新日期|发布日期|发布时间|统计人|校核|盖章|report(ed)? (date|by)|printed|published|extracted)"
    r"\s*(（[^）]*）|\([^)]*\))?\s*[:：]"
)
UNIT_LINE = re.compile(
    r"^[\(（]?(计量|数据|金额|計量)?[单單]\s*位\s*[:：]|^unit[s]?\s*[:：]|^[\(（]?[单單]位[、，,]", re.IGNORECASE
)


@lru_cache(maxsize=100_000)
def is_total_abroad(text: str) -> bool:
    """Total, Grand total, 計: a row or column that sums others, in words which the gazetteer does not hold."""
    key = without_accents(bare(text).strip("*#＃:：-—·. "))
    return key in _TOTALS_ABROAD or _TOTAL_ABROAD.search(key) is not None


@lru_cache(maxsize=50_000)
def heading_key(text: str) -> str:
    """A heading without its trailing brackets and colon: 县（市、区） stays, 指标值（%） becomes 指标值."""
    key = bare(text).rstrip(":：")
    shorter = re.sub(r"\([^()]*\)$", "", key)
    return shorter if shorter and key not in PLACE_HEADINGS else key


def is_place_heading(text: str) -> bool:
    """地区, 县（市、区）, District: the head of a column of places."""
    key = without_accents(bare(text).strip("*:："))
    if key in PLACE_HEADINGS or heading_key(text) in PLACE_HEADINGS:
        return True
    if len(key) <= 14 and _KINDS_OF_PLACES.fullmatch(key):
        return True
    if any(part in PLACE_HEADINGS for part in re.split(r"[/／\\、]", key)) and len(key) <= 24:
        return True
    # Région administrative, Local education authority: but Floor area and Pupils per district count something
    parts = re.findall(r"[a-z]+", without_accents(text).lower()) if not has_han(text) else []
    named = [part for part in parts if part in PLACE_HEADINGS and part not in ("area", "state", "place")]
    counts = {"per", "of", "in", "at", "and", "by", "par", "pro", "level", "number", "no"}
    return 2 <= len(parts) <= 3 and bool(named) and not counts & set(parts)


def is_corner(text: str) -> bool:
    """项目\\区县, 地区    指标: the corner of a table that names what stands below and what stands to the right."""
    parts = [bare(part).strip("*:：") for part in re.split(r"[\\/／＼|｜\n]|\s{2,}|\u3000+", text.strip()) if part.strip()]
    if len(parts) < 2:
        return False
    named = [part in PLACE_HEADINGS or _KINDS_OF_PLACES.fullmatch(part) is not None for part in parts]
    told = [part in INDICATOR_HEADINGS or part in PERIOD_HEADINGS or part in STAGE_HEADINGS for part in parts]
    return any(named) and any(told)


def is_attribute_heading(text: str) -> bool:
    """手机, QQ号, 房间号, 建校年份: what stands below tells things apart or dates them, and counts nothing."""
    return ATTRIBUTE_HEADING.fullmatch(heading_key(text).strip("*:：").removesuffix("号")) is not None or (
        ATTRIBUTE_HEADING.fullmatch(heading_key(text).strip("*:：")) is not None
    )


def is_note(text: str) -> bool:
    """注：…, 数据来源：…, Source: …"""
    return NOTE_START.search(unicodedata.normalize("NFKC", text).strip().lower()) is not None


def is_fill_in(text: str) -> bool:
    """填报单位（盖章）：…, 填报日期：…"""
    return FILL_IN.search(unicodedata.normalize("NFKC", text)) is not None


def is_unit_line(text: str) -> bool:
    """单位：人、%, and nothing else in the cell: 单位：所 above 区县＼学段 is the corner of a table."""
    return UNIT_LINE.search(unicodedata.normalize("NFKC", text).strip()) is not None and corner_unit(text)[0] == text


def corner_unit(text: str) -> tuple[str, str]:
    """区县＼学段 and 单位：所 of a corner that holds both, apart from each other; (text, "") for any other text."""
    lines = text.split() if "位" in text else []
    units = [line for line in lines if UNIT_LINE.search(unicodedata.normalize("NFKC", line).strip())]
    rest = "\n".join(line for line in lines if line not in units)
    return (rest, units[0]) if units and (is_place_heading(rest) or is_corner(rest)) else (text, "")
