"""What is written above a page of the site's own: about it, how to use it."""

from starcase.model.base import Model, key
from starcase.model.ids import PageId
from starcase.model.values import Text


class ContentPage(Model):
    id: PageId = key("编号", "标识")
    title: Text = key("标题")
    menu: Text | None = key("菜单名", default=None)
    order: int = key("排序", default=0)
    summary: Text | None = key("摘要", default=None)
    draft: bool = key("草稿", default=False)
