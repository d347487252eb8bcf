"""Where a fact comes from."""

from starcase.model.base import Model, key
from starcase.model.values import Text, WrittenDate


class Source(Model):
    """A published source; programmes give theirs an id so that figures can name it."""

    id: Text | None = key("编号", "标识", default=None, says="资料的编号，供数据引用，例如 A4。")
    title: Text | None = key("名称", default=None, says="文件或报道的名称。")
    url: Text | None = key("网址", default=None, says="公开网址，以 https:// 开头。")
    file: Text | None = key("文件", default=None, says="随网站一起公布的附件，写相对路径。")
    date: WrittenDate | None = key("日期", default=None, says="发布日期，知道到哪一级就写到哪一级。")
    note: Text | None = key("说明", default=None)
