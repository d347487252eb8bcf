"""An address that has moved or is gone for good."""

from starcase.model.base import Model, key
from starcase.model.values import Text


class Redirect(Model):
    from_address: Text = key("原地址", written="from")
    to: Text | None = key("新地址", default=None)
    gone: Text | None = key("停用原因", default=None)
