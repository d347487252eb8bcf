"""A rubric: what is scored, for how many points, and the levels' needs that belong to one version of it."""

from decimal import Decimal
from typing import Annotated

from starcase.model.base import Choice, Keyed, Model, key
from starcase.model.ids import AspectId, IndicatorId, ItemId, LevelId, RubricId, TypeId
from starcase.model.region import Tier
from starcase.model.values import Number, Text, WrittenPeriod


class EvidenceNeed(Choice):
    REQUIRED = "required", "必需"
    OPTIONAL = "optional", "可选"


class Over(Choice):
    PERIOD = "period", "当期"
    ALL = "all", "全部"


class AllEvidence(Choice):
    ALL = "all", "全部"


class Bound(Model):
    """A lower bound; `at_most` is the printed upper end of a range and decides nothing."""

    shorthand = "at_least"

    at_least: Number = key("不低于")
    at_most: Number | None = key("最高", default=None)


class AspectMinimum(Model):
    aspect: AspectId
    points: Number


class ItemMinimum(Model):
    item: ItemId
    points: Number


class IndicatorNeed(Model):
    shorthand = "at_least"

    at_least: Number = key("不低于")
    over: Over = key("累计范围", default=Over.PERIOD)


class IndicatorMinimum(Model):
    indicator: IndicatorId
    need: IndicatorNeed


class Held(Model):
    level: LevelId = key("等级", "星级")
    periods: int = key("期数", ge=1)
    consecutive: bool = key("须连续", default=False)


class Quota(Model):
    """A number of places, or a percentage of the bodies evaluated in an area."""

    shorthand = "places"

    places: int | None = key("名额", default=None, ge=0)
    percent: Number | None = key("比例", default=None, ge=0, le=100)
    within: Tier | None = key("范围", default=None)
    at_least: int | None = key("不低于", default=None, ge=0)
    levels: tuple[LevelId, ...] = key("等级", default=())


class Needs(Model):
    """What a level asks for; all of it must be met (FORMAT.md section 4)."""

    total: Bound | None = key("总分", default=None)
    percent: Number | None = key("得分率", default=None, ge=0, le=100)
    each_aspect: Number | None = key("各方面最低分", default=None, ge=0)
    each_aspect_percent: Number | None = key("各方面最低得分率", default=None, ge=0, le=100)
    aspects: Annotated[tuple[AspectMinimum, ...], Keyed("aspect", "points")] = key("指定方面", default=())
    items: Annotated[tuple[ItemMinimum, ...], Keyed("item", "points")] = key("指定内容", default=())
    indicators: Annotated[tuple[IndicatorMinimum, ...], Keyed("indicator", "need")] = key("服务数据", default=())
    from_levels: tuple[LevelId, ...] = key("原等级", default=(), written="from")
    held: Held | None = key("保持", default=None)
    quota: Quota | None = key("名额", default=None)
    evidence: AllEvidence | None = key("佐证材料", default=None)


class LevelNeeds(Model):
    level: LevelId
    needs: Needs


class When(Model):
    """Looks at one of indicator, item, aspect, total."""

    indicator: IndicatorId | None = key("统计项", default=None)
    item: ItemId | None = key("评价内容", default=None)
    aspect: AspectId | None = key("方面", default=None)
    total: bool = key("总分", default=False)
    below: Number | None = key("低于", default=None)
    at_least: Number | None = key("不低于", default=None)


class Cap(Model):
    name: Text = key("名称")
    when: When = key("情形", "when")
    at_most: LevelId = key("最高")


class Veto(Model):
    shorthand = "name"

    id: Text | None = key("编号", "标识", default=None)
    name: Text = key("名称")


class Eligibility(Model):
    founded_months: int | None = key("成立满月数", default=None, ge=0)


class OnMismatch(Choice):
    ERROR = "error", "错误"
    WARNING = "warning", "提醒"


class Rules(Model):
    step_limit: int | None = key("每次最多升", "逐级晋升", default=None, ge=1)
    new_at_most: LevelId | None = key("首评最高", default=None)
    first_period: WrittenPeriod | None = key("首次期次", default=None)
    caps: tuple[Cap, ...] = key("封顶", default=())
    vetoes: tuple[Veto, ...] = key("否决情形", default=())
    quotas: tuple[Quota, ...] = key("名额", default=())
    eligibility: Eligibility | None = key("参评条件", default=None)
    mismatch: OnMismatch = key("不符时", default=OnMismatch.ERROR)


class Check(Model):
    """A point that graders look at; it has no score of its own."""

    shorthand = "name"

    id: Text | None = key("编号", "标识", default=None)
    name: Text = key("名称")
    max: Number | None = key("满分", "分值", default=None, ge=0)
    guidance: Text | None = key("评分说明", default=None)


class Item(Model):
    id: ItemId = key("编号", "标识")
    name: Text = key("名称")
    max: Number = key("满分", "分值", gt=0)
    guidance: Text | None = key("评分说明", default=None)
    evidence: EvidenceNeed | None = key("佐证材料", default=None)
    may_be_n_a: bool = key("可不适用", default=False)
    checks: tuple[Check, ...] = key("评分点", "三级指标", default=())


class Aspect(Model):
    id: AspectId = key("编号", "标识")
    name: Text = key("名称")
    weight: Number = key("权重", default=Decimal(1), gt=0)
    max: Number | None = key("满分", "分值", default=None, ge=0)
    items: tuple[Item, ...] = key("评价内容", "二级指标", default=())


class ExtraItem(Model):
    """A bonus or deduction item; `max` is what one body can get or lose by it."""

    shorthand = "name"

    id: ItemId | None = key("编号", "标识", default=None)
    name: Text = key("名称")
    max: Number | None = key("满分", "分值", default=None, ge=0)
    guidance: Text | None = key("评分说明", default=None)


class Extra(Model):
    """Bonus or deduction: `max` limits its sum."""

    max: Number | None = key("满分", "分值", default=None, ge=0)
    items: tuple[ExtraItem, ...] = key("评价内容", "二级指标", default=())


class Rubric(Model):
    id: RubricId = key("编号", "标识")
    name: Text | None = key("名称", default=None)
    types: tuple[TypeId, ...] = key("类型", default=())
    illustrative: bool = key("示例", default=False)
    comparable_with: tuple[RubricId, ...] = key("可比版本", default=())
    decimals: int = key("小数位", default=2, ge=0, le=6)
    max: Number | None = key("满分", "分值", default=None, ge=0)
    needs: Annotated[tuple[LevelNeeds, ...], Keyed("level", "needs")] = key("达标条件", default=())
    rules: Rules | None = key("评定规则", default=None)
    aspects: tuple[Aspect, ...] = key("方面", "一级指标", default=())
    bonus: Extra | None = key("加分项", default=None)
    deductions: Extra | None = key("扣分项", default=None)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for aspect in self.aspects for item in aspect.items)
