"""What is written above a notice: a call, a publicity period before a decision (公示), the result (公告), or a decision."""

from starcase.model.base import Choice, Model, key
from starcase.model.ids import LevelId, NoticeId, OrganizationId, ProgrammeId
from starcase.model.source import Source
from starcase.model.values import Day, Text, WrittenPeriod


class NoticeKind(Choice):
    CALL = "通知"
    PUBLICITY = "公示"
    RESULT = "公告"
    DECISION = "决定"


class Listed(Model):
    """One body in a published list; the list is frozen with the notice."""

    shorthand = "id"

    id: OrganizationId = key("编号", "标识", "名称")
    level: LevelId | None = key("等级", "星级", default=None)


class Notice(Model):
    id: NoticeId = key("编号", "标识")
    title: Text = key("标题")
    date: Day = key("日期")
    kind: NoticeKind = key("类别")
    document_no: Text | None = key("文号", default=None)
    issuer: Text | None = key("发布单位", default=None)
    programme: ProgrammeId | None = key("项目", default=None)
    period: WrittenPeriod | None = key("期次", default=None)
    opens: Day | None = key("公示开始", default=None)
    closes: Day | None = key("公示截止", default=None)
    contact: Text | None = key("受理方式", default=None)
    objections_to: Text | None = key("异议受理", default=None)
    attachments: tuple[Source, ...] = key("附件", default=())
    list: tuple[Listed, ...] = key("名单", default=())
    draft: bool = key("草稿", default=False)
    publish_on: Day | None = key("发布日期", default=None)
    expires_on: Day | None = key("下线日期", default=None)
