"""A programme: who rates what, into which levels, by which rubrics, and the figures its authority has published."""

from starcase.model.base import Choice, Model, key
from starcase.model.ids import IndicatorId, LevelId, ProgrammeId, RegionId, TypeId
from starcase.model.rubric import Needs, Rubric, Rules
from starcase.model.source import Source
from starcase.model.values import Number, Text, WrittenCount, WrittenDate


class Rates(Choice):
    BODIES = "bodies", "组织"
    PERSONS = "persons", "个人"


class Unpublished(Choice):
    UNPUBLISHED = "unpublished", "未公布"


class Rounding(Choice):
    NEAREST = "nearest", "四舍五入"
    TRUNCATED = "truncated", "截尾"


class Rhythm(Choice):
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    YEARLY = "yearly", "每年"


class ValidFrom(Choice):
    NEXT_JANUARY = "next_january", "次年1月起"


class Authority(Model):
    shorthand = "name"

    name: Text = key("名称")
    from_date: WrittenDate | None = key("起", default=None, written="from")
    until: WrittenDate | None = key("截止", default=None)


class Type(Model):
    shorthand = "name"

    id: TypeId = key("编号", "标识")
    name: Text = key("名称")
    summary: Text | None = key("简介", default=None)


class Indicator(Model):
    id: IndicatorId = key("编号", "标识")
    name: Text = key("名称")
    unit: Text | None = key("单位", default=None)
    decimals: int = key("小数位", default=0, ge=0, le=6)
    add_up: bool = key("可累加", default=False)


class Level(Model):
    id: LevelId = key("编号", "标识")
    name: Text = key("名称")
    stars: int | None = key("星数", default=None, ge=0, le=10)
    honour: bool = key("荣誉等级", default=False)
    counts_as: LevelId | None = key("视同", default=None)
    needs: Needs | None = key("达标条件", default=None)


class Cadence(Model):
    shorthand = "every"

    every: Rhythm | None = key("周期", default=None)
    months: int | None = key("月数", default=None, ge=1)


class Validity(Model):
    months: int | None = key("月数", default=None, ge=1)
    years: int | None = key("年数", default=None, ge=1)
    valid_from: ValidFrom | None = key("起", default=None, written="from")


class Publicity(Model):
    working_days: int | None = key("工作日", default=None, ge=1)
    days: int | None = key("自然日", default=None, ge=1)


class ClaimWhere(Model):
    type: TypeId | None = key("类型", default=None)
    level: LevelId | None = key("等级", "星级", default=None)
    level_at_least: LevelId | None = key("不低于等级", default=None)
    region: RegionId | None = key("地区", default=None)


class Claim(Model):
    """A figure that an authority published: shown with date and source, never mixed with what this site counts."""

    id: Text | None = key("编号", "标识", default=None)
    what: Text = key("内容")
    unit: Text | None = key("单位", default=None)
    where: ClaimWhere | None = key("范围", default=None)
    value: WrittenCount = key("数值")
    share: Number | None = key("占比", default=None, ge=0, le=100)
    of: Text | None = key("占比基数", default=None)
    parts: tuple[Text, ...] = key("其中", default=())
    rounding: Rounding | None = key("舍入方式", default=None)
    as_of: WrittenDate | None = key("截至", default=None)
    source: Text | None = key("来源", default=None)


class Programme(Model):
    id: ProgrammeId = key("编号", "标识")
    name: Text = key("名称")
    summary: Text | None = key("简介", default=None)
    started: WrittenDate | None = key("起始", default=None)
    authority: tuple[Authority, ...] = key("评定单位", "主管单位", default=())
    region: RegionId | None = key("地区", default=None)
    part_of: Text | None = key("隶属", default=None)
    level_word: Text = key("等级称呼", default="等级")
    measure_word: Text = key("量词", default="个")
    rates: Rates = key("评定对象", default=Rates.BODIES)
    types: tuple[Type, ...] = key("类型", default=())
    indicators: tuple[Indicator, ...] = key("统计项", default=())
    levels: tuple[Level, ...] | Unpublished = key("等级", "星级", default=())
    rules: Rules | None = key("评定规则", default=None)
    cadence: Cadence | None = key("评定周期", default=None)
    built_from: ProgrammeId | None = key("依据项目", default=None)
    validity: Validity | None = key("有效期", default=None)
    publicity: Publicity | None = key("公示期", default=None)
    rubrics: tuple[Rubric, ...] = key("评分标准", default=())
    sources: tuple[Source, ...] = key("资料来源", default=())
    claims: tuple[Claim, ...] = key("公布数据", default=())

    @property
    def known_levels(self) -> tuple[Level, ...]:
        """The levels, best first; empty where none exist or none are published."""
        return self.levels if isinstance(self.levels, tuple) else ()

    def level(self, wanted: LevelId | None) -> Level | None:
        for level in self.known_levels:
            if level.id == wanted:
                return level
        return None

    def type(self, wanted: TypeId | None) -> Type | None:
        return next((kind for kind in self.types if kind.id == wanted), None)

    def indicator(self, wanted: IndicatorId) -> Indicator | None:
        for indicator in self.indicators:
            if indicator.id == wanted:
                return indicator
        return None
