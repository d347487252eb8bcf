"""A region: a place in the tree from province to micro-grid."""

from starcase.model.base import Choice, Model, key
from starcase.model.ids import RegionId
from starcase.model.organization import Contact
from starcase.model.values import Text, WrittenDate


class Tier(Choice):
    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区县"
    STREET = "street", "街道", "乡镇"
    COMMUNITY = "community", "社区", "村"
    GRID = "grid", "网格"
    MICROGRID = "microgrid", "微网格"


class Region(Model):
    """A region as it is written, with its children."""

    id: RegionId = key("编号", "标识")
    name: Text = key("名称")
    tier: Tier = key("层级")
    code: Text | None = key("区划代码", default=None)
    contact: Contact | None = key("联系方式", default=None)
    former_names: tuple[Text, ...] = key("曾用名", default=())
    merged_into: RegionId | None = key("并入", default=None)
    until: WrittenDate | None = key("截止", default=None)
    children: tuple["Region", ...] = key("下级", default=())
