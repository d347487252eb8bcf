"""An organization's record: the public facts of one body, as people write them."""

from typing import Annotated

from pydantic import Field

from starcase.model.base import Choice, Keyed, Model, Rest, key
from starcase.model.ids import (
    IndicatorId,
    ItemId,
    LevelId,
    OrganizationId,
    ProgrammeId,
    RegionId,
    RubricId,
    TypeId,
)
from starcase.model.source import Source
from starcase.model.values import Day, Number, Text, WrittenCount, WrittenDate, WrittenPeriod


class Status(Choice):
    DRAFT = "draft", "草稿"
    ACTIVE = "active", "正常"
    PAUSED = "paused", "暂停活动"
    MERGED = "merged", "已并入"
    DISSOLVED = "dissolved", "已停止活动", "已解散", "已注销"


class Outcome(Choice):
    RATED = "rated", "已评定"
    NOT_RATED = "not_rated", "不予评定"
    EXEMPT = "exempt", "未参评"
    SUSPENDED = "suspended", "暂缓"
    WITHDRAWN = "withdrawn", "已取消"


class DecisionKind(Choice):
    PROMOTED = "promoted", "升级"
    DEMOTED = "demoted", "降级"
    SUSPENDED = "suspended", "暂停"
    RESUMED = "resumed", "恢复"
    WITHDRAWN = "withdrawn", "取消"


class ReasonKind(Choice):
    """What a level may depart from, with a basis."""

    STEP_LIMIT = "step_limit", "每次最多升", "逐级晋升", "破格"
    QUOTA = "quota", "名额"
    CAP = "cap", "封顶"
    FROM = "from", "原等级"


class Relations(Model):
    part_of: OrganizationId | None = key("隶属", default=None)
    succeeds: tuple[OrganizationId, ...] = key("前身", default=())
    merged_into: OrganizationId | None = key("并入", default=None)
    partners: tuple[OrganizationId, ...] = key("共建单位", default=())
    paired_with: tuple[OrganizationId, ...] = key("结对单位", default=())


class Person(Model):
    name: Text | None = key("姓名", "名称", default=None, says="公布姓名须本人同意，并写 consent: true。")
    role: Text | None = key("身份", default=None)
    consent: bool = key("同意公开", default=False)


class People(Model):
    leader: Person | None = key("负责人", default=None)
    members: WrittenCount | None = key("成员人数", default=None)
    party_members: WrittenCount | None = key("党员人数", default=None)


class IndicatorCount(Model):
    """One figure of one indicator."""

    indicator: IndicatorId
    count: WrittenCount


class PeriodCounts(Model):
    """The figures of one period."""

    period: WrittenPeriod = key("期次")
    counts: Annotated[tuple[IndicatorCount, ...], Keyed("indicator", "count")]


class ToDate(Model):
    """Cumulative or undated figures: never added to those of periods."""

    as_of: WrittenDate | None = key("截至", default=None)
    counts: Annotated[tuple[IndicatorCount, ...], Rest("indicator", "count")] = ()


class Services(Model):
    to_date: ToDate | None = key("累计", default=None)
    periods: Annotated[tuple[PeriodCounts, ...], Rest("period", "counts")] = ()


class Fact(Model):
    what: Text = key("内容")
    value: WrittenCount = key("数值")
    unit: Text | None = key("单位", default=None)
    as_of: WrittenDate | None = key("截至", default=None)
    source: Text | None = key("来源", default=None)


class ItemScore(Model):
    """`points` is None where the item does not apply to this body (n/a)."""

    item: ItemId
    points: Number | None


class ItemPoints(Model):
    """Points of a bonus or deduction item."""

    item: ItemId
    points: Number = key(default=..., ge=0)


class ItemEvidence(Model):
    item: ItemId
    documents: tuple[Source, ...]


class Reason(Model):
    shorthand = "text"

    text: Text | None = key("说明", default=None)
    basis: Text | None = key("依据", default=None)
    exception: ReasonKind | None = key("破格", default=None)


class Evaluation(Model):
    period: WrittenPeriod = key("期次", "评定年度")
    programme: ProgrammeId | None = key("项目", default=None)
    rubric: RubricId | None = key("评分标准", default=None)
    certificate_no: Text | None = key("证书编号", default=None)
    outcome: Outcome | None = key("评定结果", default=None)
    level: LevelId | None = key("等级", "星级", default=None)
    decided: Day | None = key("评定日期", default=None)
    valid_until: Day | None = key("有效期至", default=None)
    scores: Annotated[tuple[ItemScore, ...] | None, Keyed("item", "points")] = key("得分", default=None)
    bonus: Annotated[tuple[ItemPoints, ...], Keyed("item", "points")] = key("加分", default=())
    deductions: Annotated[tuple[ItemPoints, ...], Keyed("item", "points")] = key("扣分", default=())
    vetoes: tuple[Text, ...] = key("否决情形", default=())
    reason: Reason | None = key("变动理由", default=None)
    evidence: Annotated[tuple[ItemEvidence, ...], Keyed("item", "documents")] = key("佐证材料", default=())
    reply: Text | None = key("情况说明", default=None)


class Decision(Model):
    date: Day = key("日期")
    kind: DecisionKind = key("类别")
    from_level: LevelId | None = key("原等级", default=None, written="from")
    to_level: LevelId | None = key("新等级", default=None, written="to")
    basis: Text | None = key("依据", default=None)


class Contact(Model):
    name: Text | None = key("名称", default=None)
    address: Text | None = key("地址", default=None)
    phone: Text | None = key("电话", default=None)
    hours: Text | None = key("服务时间", default=None)
    how_to_join: Text | None = key("参加方式", default=None)
    consent: bool = key("同意公开", default=False)


class Photo(Model):
    shorthand = "file"

    file: Text = key("文件")
    alt: Text | None = key("图片说明", default=None)
    credit: Text | None = key("摄影", "供图", default=None)
    consent: bool = key("已获同意", default=False)


class Schedule(Model):
    """Free text, or fixed days of every month."""

    shorthand = "text"

    text: Text | None = key("说明", default=None)
    monthly: tuple[Annotated[int, Field(ge=1, le=31)], ...] = key("每月", default=())


class Organization(Model):
    id: OrganizationId = key("编号", "标识", says="永久的网址名，用小写字母、数字和连字符；不写时取文件名。")
    name: Text = key("名称", "组织名称")
    programme: ProgrammeId = key("项目")
    type: TypeId | None = key("类型", "类别", default=None)
    level: LevelId | None = key("等级", "星级", "称号", default=None, says="现行等级。")
    status: Status = key("状态", default=Status.ACTIVE)
    regions: tuple[RegionId, ...] = key("地区", "所属地区", default=(), written="region")
    founded: WrittenDate | None = key("成立时间", default=None)
    former_names: tuple[Text, ...] = key("曾用名", default=())
    relations: Relations | None = key("关系", default=None)
    uscc: Text | None = key("统一社会信用代码", default=None)
    summary: Text | None = key("简介", default=None)
    offers: tuple[Text, ...] = key("服务内容", default=())
    for_whom: Text | None = key("服务对象", default=None, written="for")
    area: Text | None = key("服务范围", default=None)
    fee: Text | None = key("收费", default=None)
    schedule: Schedule | None = key("活动时间", default=None)
    tags: tuple[Text, ...] = key("标签", default=())
    people: People | None = key("人员", default=None)
    services: Services | None = key("服务数据", default=None)
    facts: tuple[Fact, ...] = key("其他数据", default=())
    evaluations: tuple[Evaluation, ...] = key("评定记录", default=())
    decisions: tuple[Decision, ...] = key("变动记录", default=())
    contact: Contact | None = key("联系方式", default=None)
    photos: tuple[Photo, ...] = key("照片", default=())
    sources: tuple[Source, ...] = key("资料来源", default=())
