"""What is written above a story about one organization or several."""

from starcase.model.base import Model, key
from starcase.model.ids import OrganizationId, StoryId
from starcase.model.organization import Photo
from starcase.model.values import Day, Text, WrittenDate


class Story(Model):
    id: StoryId = key("编号", "标识")
    title: Text = key("标题")
    date: WrittenDate | None = key("日期", default=None)
    organizations: tuple[OrganizationId, ...] = key("相关组织", default=())
    summary: Text | None = key("摘要", default=None)
    author: Text | None = key("作者", default=None)
    source: Text | None = key("来源", default=None)
    photos: tuple[Photo, ...] = key("配图", default=(), written="photo")
    draft: bool = key("草稿", default=False)
    publish_on: Day | None = key("发布日期", default=None)
    expires_on: Day | None = key("下线日期", default=None)
    tags: tuple[Text, ...] = key("标签", default=())
