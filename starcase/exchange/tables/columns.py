"""The one list of columns: what a table can tell of a body, from the models of the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, NewType

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.tables.given import KeyPath
from starcase.language import mark
from starcase.model.base import Choice, Model, chinese_keys, written_key
from starcase.model.ids import OrganizationId
from starcase.model.organization import Evaluation, Organization
from starcase.model.programme import Indicator, Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.values import Count, PartialDate, Period
from starcase.read.annotations import item_of, plain

PERIOD = "{period}"
"""Stands in a path for the period that a header names, or the row."""
TO_DATE = "to_date"
REVIEW = "review"


class Kind(StrEnum):
    """How a cell of a column is read and shown."""

    TEXT = "text"
    LIST = "list"
    NAME = "name"
    CHOICE = "choice"
    DATE = "date"
    DAY = "day"
    PERIOD = "period"
    COUNT = "count"
    YES_NO = "yes or no"
    REGION = "region"
    PLACE = "place"
    CODE = "code"
    PHONE = "phone"
    BODY = "body"
    BODIES = "bodies"


class Column(Struct, frozen=True):
    """One column. `aliases` are other headers that are read as this one; `choices` the words that may be chosen.

    `tier`: one step of a region's path, of which several columns make one region. `names` is what kind of id a NAME is.
    `is_everyday`: it stands in the workbook that people fill in.
    """

    path: KeyPath
    header: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    is_private: bool = False
    is_everyday: bool = False
    is_locked: bool = False
    is_required: bool = False
    tier: Tier | None = None
    names: str = ""
    units: tuple[str, ...] = ()


class _Laid(Struct, frozen=True):
    """What the models do not say of a column: its header where another than the key's reads better, and what offices call it."""

    path: KeyPath
    header: str = ""
    offices: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    is_everyday: bool = False
    kind: Kind | None = None


_LEVEL_WORDS = ("星级评定等级", "评定星级", "现星级", "当前星级", "现有星级", "星级等级", "评定等级", "获评星级")

_RECORD = (
    _Laid(
        ("id",),
        offices=("组织编号", "网址名"),
        note=mark("由网站给出，不要改。新加的组织空着，导入时自动编。"),
        is_everyday=True,
        kind=Kind.CODE,
    ),
    _Laid(
        ("name",),
        "组织名称",
        ("单位名称", "社会组织名称", "社区社会组织名称", "团队名称", "队伍名称", "机构名称", "组织全称", "全称"),
        mark("必须填。写全称，和公章或备案表上一样。"),
        "示例邻里服务队",
        True,
    ),
    _Laid(("programme",), offices=("所属项目", "评定项目", "项目名称")),
    _Laid(("type",), offices=("组织类型", "组织类别", "所属类别", "类别名称", "分类"), is_everyday=True),
    _Laid(("level",), offices=_LEVEL_WORDS, note=mark("从列表里选。没有评过的空着。"), is_everyday=True),
    _Laid(("status",), offices=("组织状态", "目前状态", "活动状态", "运行状态"), is_everyday=True),
    _Laid(
        ("founded",),
        offices=("成立日期", "成立年月", "成立年份", "备案时间", "登记时间"),
        note=mark("写到年、月或日都可以，例如 2018、2018-03、2018-03-05。"),
        example="2018-03",
        is_everyday=True,
    ),
    _Laid(("former_names",), offices=("原名", "原名称", "曾用名称"), note=mark("有几个的，用顿号分开。")),
    _Laid(
        ("uscc",),
        offices=("信用代码", "社会信用代码", "统一代码", "统一信用代码"),
        note=mark("没有登记的空着。"),
        is_everyday=True,
        kind=Kind.CODE,
    ),
    _Laid(
        ("summary",),
        offices=("组织简介", "基本情况", "情况简介", "团队简介", "主要事迹"),
        note=mark("一两句话，说清楚为谁做什么。会公开。"),
        example="低龄老人结对看望高龄独居老人。",
        is_everyday=True,
    ),
    _Laid(
        ("offers",),
        offices=("服务项目", "主要服务", "主要服务内容", "活动内容", "业务范围"),
        note=mark("有几项的，用顿号分开。"),
        example="上门探访、代买代办",
        is_everyday=True,
    ),
    _Laid(("for",), offices=("服务人群", "受益对象", "面向人群"), example="高龄独居老人", is_everyday=True),
    _Laid(("area",), offices=("服务区域", "活动区域", "活动范围"), is_everyday=True),
    _Laid(("fee",), offices=("收费情况", "是否收费", "收费标准"), example="免费", is_everyday=True),
    _Laid(
        ("schedule",),
        offices=("活动时间安排", "服务时段", "活动安排", "开展时间"),
        example="每周三上午",
        is_everyday=True,
        kind=Kind.TEXT,
    ),
    _Laid(("tags",), offices=("关键词", "标签词"), note=mark("有几个的，用顿号分开。")),
    _Laid(
        ("people", "leader", "name"),
        "负责人",
        ("负责人姓名", "姓名", "联系人", "联系人姓名", "队长", "会长", "组织负责人", "法定代表人", "带头人"),
        mark("本人同意公开的，在后面一列写“是”；没有写的，只存在内部资料里，不会公开。"),
        is_everyday=True,
    ),
    _Laid(("people", "leader", "role"), "负责人身份", ("身份", "职务", "负责人职务"), example="社区居民"),
    _Laid(
        ("people", "leader", "consent"),
        "负责人同意公开姓名",
        ("同意公开姓名", "姓名同意公开", "是否同意公开姓名", "负责人同意公开", "是否同意公开"),
        is_everyday=True,
    ),
    _Laid(
        ("people", "members"),
        offices=("人数", "成员数", "成员总数", "队员人数", "会员人数", "会员数", "团队人数", "志愿者人数"),
        note=mark("写数字；说不准的写 约120、120余。"),
        example="46",
        is_everyday=True,
    ),
    _Laid(
        ("people", "party_members"),
        offices=("党员数", "党员总数", "其中党员", "中共党员人数"),
        example="12",
        is_everyday=True,
    ),
    _Laid(
        ("contact", "address"),
        "公开地址",
        ("地址", "活动地址", "活动地点", "联系地址", "办公地址", "详细地址", "地点"),
        mark("会公开。写活动或办公的地方，不写个人住址。"),
        is_everyday=True,
    ),
    _Laid(
        ("contact", "phone"),
        "公开电话",
        ("联系电话", "咨询电话", "服务电话", "办公电话", "固定电话", "座机", "电话", "电话号码", "对外电话"),
        mark("会公开。写单位座机，连区号。"),
        "0000-1234567",
        True,
        Kind.PHONE,
    ),
    _Laid(("contact", "hours"), offices=("开放时间", "接待时间", "办公时间"), is_everyday=True),
    _Laid(("contact", "how_to_join"), offices=("加入方式", "报名方式", "怎样参加"), is_everyday=True),
    _Laid(("contact", "consent"), "电话同意公开", ("手机同意公开", "同意公开电话")),
    _Laid(("relations", "part_of"), "隶属组织", ("上级组织",)),
    _Laid(("relations", "succeeds"), "前身组织"),
    _Laid(("relations", "merged_into"), "并入组织"),
    _Laid(("relations", "partners"), "共建单位", ("共建组织",)),
    _Laid(("relations", "paired_with"), "结对单位", ("结对组织",)),
)
"""What stands in a record by itself, in the order of a table."""

_EVALUATION = (
    _Laid(("level",), offices=_LEVEL_WORDS),
    _Laid(("outcome",), offices=("评定结论", "评审结果")),
    _Laid(("decided",), offices=("评定时间", "公布日期", "发文日期", "授牌时间")),
    _Laid(("valid_until",), offices=("有效期", "有效期限", "有效期截止")),
    _Laid(("certificate_no",), offices=("证书号", "牌匾编号")),
    _Laid(("rubric",)),
    _Laid(("reason", "text"), "变动理由", ("变动原因", "升降原因")),
    _Laid(("reason", "basis"), "变动依据", ("评定依据", "文号")),
)
"""What stands in an evaluation, whose period a header or the row names."""

NOT_IN_TABLES = frozenset(
    ("regions", "services", "facts", "evaluations", "decisions", "photos", "sources", "relations", "people", "contact")
)
"""Fields of a record that are no single value: told by columns of their own, or not by tables at all."""

_PRIVATE = (
    Column(
        (REVIEW, "contacts", "mobile"),
        "负责人手机（不公开）",
        Kind.PHONE,
        (
            "手机",
            "手机号",
            "负责人电话",
            "负责人联系电话",
            "联系人电话",
            "手机号码",
            "负责人手机",
            "负责人手机号",
            "移动电话",
            "联系手机",
            "本人手机",
        ),
        note=mark("只存在内部资料里，不会公开。"),
        is_private=True,
        is_everyday=True,
    ),
    Column(
        (REVIEW, "contacts", "id_number"),
        "身份证号（不公开）",
        Kind.CODE,
        ("身份证", "身份证号", "身份证号码", "负责人身份证号", "公民身份号码", "证件号码"),
        note=mark("不需要填。填了也只存在内部资料里。"),
        is_private=True,
    ),
    Column(
        (REVIEW, "contacts", "home_address"),
        "家庭住址（不公开）",
        Kind.TEXT,
        ("住址", "家庭住址", "家庭地址", "现住址", "负责人住址"),
        is_private=True,
    ),
    Column(
        (REVIEW, "contacts", "email"),
        "邮箱（不公开）",
        Kind.TEXT,
        ("邮箱", "电子邮箱", "电子邮件", "负责人邮箱"),
        is_private=True,
    ),
    Column((REVIEW, "contacts", "wechat"), "微信（不公开）", Kind.TEXT, ("微信", "微信号"), is_private=True),
)
"""What goes to `review/` whatever else is said: numbers of persons."""

_TIERS = (
    (Tier.PROVINCE, ("所属省", "省份")),
    (Tier.CITY, ("所属市", "地市", "设区市", "所在市")),
    (
        Tier.DISTRICT,
        ("区", "县", "县区", "市区", "区（县）", "县（市、区）", "县市区", "所属区县", "所属区", "所在区县", "所在区"),
    ),
    (
        Tier.STREET,
        (
            "镇街",
            "街镇",
            "街道（乡镇）",
            "乡镇（街道）",
            "乡镇街道",
            "街道乡镇",
            "所属街道",
            "所在街道",
            "所属镇街",
            "所属乡镇",
            "镇",
        ),
    ),
    (
        Tier.COMMUNITY,
        (
            "社区（村）",
            "村（社区）",
            "社区村",
            "村社区",
            "村居",
            "所属社区",
            "所在社区",
            "所属村",
            "所在村",
            "社区名称",
            "居委会",
            "行政村",
        ),
    ),
    (Tier.GRID, ("所属网格", "网格名称")),
    (Tier.MICROGRID, ("所属微网格",)),
)
EVERYDAY_TIERS = (Tier.DISTRICT, Tier.STREET, Tier.COMMUNITY)

REGION = Column(
    ("region",),
    "地区",
    Kind.REGION,
    (*chinese_keys(Organization, "regions"), "所在地区", "所在地", "行政区划", "所属区域"),
    note=mark("写成 区县/街道/社区 的样子；有几个地区的，用顿号分开。"),
)
PROGRAMME_PATH: KeyPath = ("programme",)
ROW_PERIOD = Column(
    ("period",),
    "年度",
    Kind.PERIOD,
    (
        "期次",
        "评定年度",
        "年份",
        "评定年份",
        "统计年度",
        "数据年度",
        "所属年度",
        "所属期",
        "统计期",
        "报告期",
    ),
    note=mark("一行只写一个年度的数据时用。"),
)
"""Tells the period of a row in a table that has one row a period."""


@cache
def record_columns() -> tuple[Column, ...]:
    """The columns of what stands in a record by itself, private ones among them, without programme's choices."""
    laid = {one.path: _column(Organization, one) for one in _RECORD}
    places = tuple(_place_column(tier, offices) for tier, offices in _TIERS)
    head = tuple(laid.pop(path) for path in (("id",), ("name",), PROGRAMME_PATH))
    return (*head, *places, REGION, *_with_private(laid.values()))


def _with_private(columns: Iterable[Column]) -> Iterator[Column]:
    """Private columns stand behind the public phone, where people look for them."""
    for column in columns:
        yield column
        if column.path == ("contact", "phone"):
            yield from _PRIVATE


def _place_column(tier: Tier, offices: tuple[str, ...]) -> Column:
    return Column(
        ("region",), tier.zh[0], Kind.PLACE, (*tier.zh[1:], *offices), is_everyday=tier in EVERYDAY_TIERS, tier=tier
    )


@cache
def evaluation_columns() -> tuple[Column, ...]:
    """The columns of an evaluation, its period still open."""
    return tuple(_column(Evaluation, one, ("evaluations", PERIOD)) for one in _EVALUATION)


def _column(model: type[Model], laid: _Laid, above: KeyPath = ()) -> Column:
    owner, field = _field_at(model, laid.path)
    chinese = chinese_keys(owner, field)
    annotation = plain(owner.model_fields[field].annotation)
    kind = laid.kind or _kind(annotation)
    header = laid.header or chinese[0]
    is_nested = len(laid.path) > 1
    keys = () if is_nested else (written_key(owner, field),)
    spelled = () if is_nested and laid.header else chinese
    return Column(
        (*above, *laid.path),
        header,
        kind,
        tuple(word for word in dict.fromkeys((*spelled, *keys, *laid.offices)) if word != header),
        _choices(annotation),
        laid.note or owner.model_fields[field].description or "",
        laid.example,
        is_everyday=laid.is_everyday,
        is_locked=laid.path == ("id",) and not above,
        is_required=laid.path == ("name",) and not above,
        names=getattr(annotation, "__name__", "") if kind is Kind.NAME else "",
    )


def _field_at(model: type[Model], path: KeyPath) -> tuple[type[Model], str]:
    """The model and field that a path of English keys leads to."""
    field = next(name for name in model.model_fields if written_key(model, name) == path[0])
    if len(path) == 1:
        return model, field
    return _field_at(plain(model.model_fields[field].annotation), path[1:])


def _kind(annotation: Any) -> Kind:
    if item_of(annotation) is not None:
        return Kind.BODIES if plain(item_of(annotation)) is OrganizationId else Kind.LIST
    if annotation is OrganizationId:
        return Kind.BODY
    if isinstance(annotation, NewType):
        return Kind.NAME
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return Kind.CHOICE
    kinds = {bool: Kind.YES_NO, Count: Kind.COUNT, PartialDate: Kind.DATE, Period: Kind.PERIOD}
    return kinds.get(annotation, Kind.DAY if getattr(annotation, "__name__", "") == "date" else Kind.TEXT)


def _choices(annotation: Any) -> tuple[str, ...]:
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return tuple(choice.zh[0] for choice in annotation)
    return ("是", "否") if annotation is bool else ()


def indicator_column(indicator: Indicator, period: str = PERIOD) -> Column:
    """The column of an indicator in a period such as `2024` or `2024-Q3`; `to_date` for figures that add up all."""
    unit = f"（{indicator.unit}）" if indicator.unit else ""
    return Column(
        ("services", period, indicator.id),
        f"{say_period(period)}{indicator.name}{unit}",
        Kind.COUNT,
        (indicator.name, indicator.id),
        note=mark("写数字；说不准的写 1200余、约1200、4.5万余。没有统计的空着，不要写0。"),
        is_everyday=True,
        units=(indicator.unit,) if indicator.unit else (),
    )


def say_period(period: str) -> str:
    """How a header names a period: 2024年, 2024年上半年, 2024年第3季度, 2024年7月; 累计 for `to_date`."""
    if period in (PERIOD, ""):
        return ""
    if period == TO_DATE:
        return "累计"
    year, _, part = period.partition("-")
    if not part:
        return f"{year}年"
    if part[0] == "H":
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年第{part[1]}季度" if part[0] == "Q" else f"{year}年{int(part)}月"


def table_columns(
    programme: Programme | None, regions: RegionTree, periods: Sequence[str] = (), evaluated: Sequence[str] = ()
) -> tuple[Column, ...]:
    """Every column of a table of one programme's bodies, with its choices.

    `periods` are those whose indicators have columns, `evaluated` those whose evaluations have: `2024`, `2024-Q3`, `to_date`.
    """
    record = tuple(_in_programme(column, programme) for column in record_columns())
    indicators = programme.indicators if programme else ()
    return (
        *record,
        *(indicator_column(indicator, period) for period in periods for indicator in indicators),
        *(
            _at_period(_in_programme(column, programme), period)
            for period in evaluated
            for column in evaluation_columns()
        ),
    )


def _in_programme(column: Column, programme: Programme | None) -> Column:
    if programme is None:
        return column
    if column.names == "TypeId":
        return replace(column, choices=tuple(one.name for one in programme.types))
    if column.names == "LevelId":
        return replace(column, header=programme.level_word, choices=tuple(one.name for one in programme.known_levels))
    if column.names == "RubricId":
        return replace(column, choices=tuple(one.name or one.id for one in programme.rubrics))
    return column


def _at_period(column: Column, period: str) -> Column:
    path = tuple(period if step == PERIOD else step for step in column.path)
    return replace(column, path=path, header=f"{say_period(period)}{column.header}")
