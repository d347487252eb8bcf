"""What reviewers keep of one body beside its public record: never part of a public build."""

from starcase.model.base import Choice, Model, key
from starcase.model.values import Day, Text, WrittenDate


class CheckResult(Choice):
    """What a reviewer found when he looked."""

    CONFIRMED = "confirmed", "属实"
    RETURNED = "returned", "退回"
    ADJUSTED = "adjusted", "调整"
    PENDING = "pending", "待查"


class PrivateContact(Model):
    shorthand = "name"

    name: Text | None = key("姓名", "名称", default=None)
    role: Text | None = key("身份", "职务", default=None)
    phone: Text | None = key("电话", "手机", default=None)
    id_number: Text | None = key("身份证号", default=None)
    address: Text | None = key("地址", "住址", default=None)
    note: Text | None = key("说明", default=None)


class ReviewNote(Model):
    shorthand = "text"

    text: Text = key("说明", "内容")
    date: Day | None = key("日期", default=None)
    by: Text | None = key("经办人", default=None)


class Consent(Model):
    """Whose name or picture may be shown, since when, and until it was withdrawn."""

    person: Text = key("姓名", "本人")
    scope: Text | None = key("范围", default=None)
    given: WrittenDate | None = key("同意日期", default=None)
    withdrawn: WrittenDate | None = key("撤回日期", default=None)


class FollowUp(Model):
    shorthand = "text"

    text: Text = key("说明", "内容")
    date: Day | None = key("日期", default=None)
    by: Text | None = key("经办人", default=None)
    due: Day | None = key("期限", default=None)
    done: Day | None = key("办结日期", default=None)


class Complaint(Model):
    shorthand = "text"

    text: Text = key("说明", "内容")
    date: Day | None = key("日期", default=None)
    by: Text | None = key("经办人", default=None)
    complainant: Text | None = key("来源", "反映人", default=None, written="from")
    answer: Text | None = key("答复", default=None)
    answered: Day | None = key("答复日期", default=None)


class Tick(Model):
    """That somebody looked; it holds while the record's content still has this digest."""

    date: Day = key("日期", "核查日期")
    by: Text = key("核查人", "经办人")
    result: CheckResult = key("核查结果", "结果")
    remark: Text | None = key("备注", "说明", default=None)
    digest: Text | None = key("资料指纹", default=None)


class Review(Model):
    """`review/organizations/<id>.yaml`; the file's name is the body's id (FORMAT.md section 5)."""

    contacts: tuple[PrivateContact, ...] = key("内部联系人", default=())
    notes: tuple[ReviewNote, ...] = key("备注", "内部备注", default=())
    consents: tuple[Consent, ...] = key("同意书", "同意记录", default=())
    follow_ups: tuple[FollowUp, ...] = key("跟进", "跟进事项", default=())
    complaints: tuple[Complaint, ...] = key("投诉", "投诉记录", default=())
    checked: tuple[Tick, ...] = key("核查记录", default=())
