"""A reviewing round: what a programme's reviewers write in `review/rounds/<programme>/<period>/`. Reviewers only."""

from decimal import Decimal
from typing import Annotated

from msgspec import Struct
from pydantic import Field

from starcase.model.base import Choice, Keyed, Model, key
from starcase.model.ids import GroupId as GroupId
from starcase.model.ids import ItemId, LevelId, OrganizationId, ProgrammeId, RegionId, RubricId
from starcase.model.organization import Outcome, Reason
from starcase.model.region import Tier
from starcase.model.values import Day, Number, Period, Text


class Stage(Choice):
    """How far a round has come."""

    APPLYING = "applying", "申报中"
    SCORING = "scoring", "评分中"
    DECIDING = "deciding", "审定中"
    PUBLICITY = "publicity", "公示中"
    PUBLISHED = "published", "已公布"


class Aggregate(Choice):
    """How the points of several groups become one."""

    MEAN = "mean", "平均"
    MEDIAN = "median", "中位数"
    WEIGHTED_MEAN = "weighted_mean", "加权平均"
    LAST = "last", "以末组为准"


class Everybody(Choice):
    ALL = "all", "全部"


class RoundGroup(Model):
    """Those who score: `weight` 0 is heard but does not count; `until` is the last day for its sheets."""

    id: GroupId = key("编号", "标识")
    name: Text = key("名称")
    tier: Tier | None = key("层级", default=None)
    weight: Number = key("权重", default=Decimal(1), ge=0)
    decides: tuple[LevelId, ...] = key("审定等级", default=())
    until: Day | None = key("截止", default=None)


class NotTakingPart(Model):
    organization: OrganizationId = key("组织")
    reason: Text = key("原因")


class Round(Model):
    """`bodies` are those that take part: all that the programme has, or a list; but for those who do not, with reasons."""

    status: Stage = key("阶段", default=Stage.APPLYING)
    rubric: RubricId | None = key("评分标准", default=None)
    opens: Day | None = key("开始", default=None)
    groups: tuple[RoundGroup, ...] = key("评审组", default=())
    aggregate: Aggregate = key("汇总方式", default=Aggregate.LAST)
    bodies: tuple[OrganizationId, ...] | Everybody = key("参评组织", default=Everybody.ALL)
    not_taking_part: Annotated[tuple[NotTakingPart, ...], Keyed("organization", "reason")] = key("不参评", default=())

    def group(self, wanted: str) -> RoundGroup | None:
        """A group by its id."""
        return next((group for group in self.groups if group.id == wanted), None)


class RoundDecision(Model):
    """What was decided on one body. `computed` and `total` are what the scores came to when the draft was made.

    Where level and outcome are what follows from `computed`, a new draft may change them; anything else was decided by people.
    """

    organization: OrganizationId = key("组织")
    level: LevelId | None = key("等级", "星级", default=None)
    outcome: Outcome | None = key("评定结果", default=None)
    by: GroupId | None = key("审定组", default=None)
    claimed: LevelId | None = key("申报星级", "申报等级", default=None)
    recommended: LevelId | None = key("推荐星级", "推荐等级", default=None)
    computed: LevelId | None = key("计算星级", "计算等级", default=None)
    total: Number | None = key("总分", default=None)
    reason: Reason | None = key("变动理由", default=None)


class RoundDecisions(Model):
    """`decided` is the day from which the levels hold."""

    decided: Day = key("评定日期")
    decisions: tuple[RoundDecision, ...] = key("审定结果", default=())


class Objection(Model):
    """What somebody said against a decision during publicity; open until it is answered."""

    date: Day = key("日期")
    organization: OrganizationId | None = key("组织", default=None)
    text: Text = key("内容", "说明")
    answered: Day | None = key("答复日期", default=None)
    answer: Text | None = key("答复", default=None)

    @property
    def is_open(self) -> bool:
        return self.answer is None


class ReturnState(Choice):
    """What became of one version of a sheet."""

    USED = "used", "采用"
    REPLACED = "replaced", "已被替换"
    NOT_USED = "not_used", "未采用"


class Return(Model):
    """One version of a sheet that came back. `saved` is when it was last saved, as the file says; `rows` were taken in, `waiting` hold an error."""

    group: GroupId = key("评审组")
    region: RegionId = key("地区")
    file: Text = key("文件")
    saved: Text | None = key("保存时间", default=None)
    received: Day = key("收到日期")
    digest: Text = key("指纹")
    state: ReturnState = key("处理", default=ReturnState.USED)
    rows: Annotated[int, Field(ge=0)] = key("收下行数", default=0)
    waiting: Annotated[int, Field(ge=0)] = key("待改行数", default=0)
    changed: Annotated[int, Field(ge=0)] = key("改动行数", default=0)


# ── What is read from the sheets, and a round as a whole ──


class ScoreRow(Struct, frozen=True):
    """What one group gave one body; points of None are n/a, items without an entry were not scored."""

    organization: OrganizationId
    scores: tuple[tuple[ItemId, Decimal | None], ...] = ()
    bonus: tuple[tuple[ItemId, Decimal], ...] = ()
    deductions: tuple[tuple[ItemId, Decimal], ...] = ()
    vetoes: tuple[str, ...] = ()
    claimed: LevelId | None = None
    recommended: LevelId | None = None
    evidence: str | None = None
    remark: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return self == ScoreRow(self.organization)


class ScoreSheet(Struct, frozen=True):
    """The scores of one group in one region: `scores/<group>/<region>.csv`."""

    group: GroupId
    region: RegionId
    rows: tuple[ScoreRow, ...] = ()


class RoundFolder(Struct, frozen=True):
    """All that is written of one round. `decisions` is None before the first draft, or where it cannot be read."""

    programme: ProgrammeId
    period: Period
    round: Round
    sheets: tuple[ScoreSheet, ...] = ()
    decisions: RoundDecisions | None = None
    objections: tuple[Objection, ...] = ()
    ledger: tuple[Return, ...] = ()

    @property
    def path(self) -> str:
        """The folder, relative to the root."""
        return f"review/rounds/{self.programme}/{self.period}"

    def sheet(self, group: str, region: str) -> ScoreSheet | None:
        """What a group gave in a region; None where nothing has come back."""
        return next((one for one in self.sheets if (one.group, one.region) == (group, region)), None)

    @property
    def open_objections(self) -> tuple[Objection, ...]:
        return tuple(one for one in self.objections if one.is_open)
