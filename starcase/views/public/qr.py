"""The code on paper that leads back to a page, and its address in words."""

from __future__ import annotations

from msgspec import Struct

from starcase.views.frame import canonical_address
from starcase.views.qr_code import draw_code
from starcase.views.shared import Shared

_SECURE = "https://"


class QrView(Struct, frozen=True):
    """`path` is drawn in a square of `size`; `address` is what the code holds."""

    path: str
    size: int
    label: str
    address: str


def project_qr(shared: Shared, url: str) -> QrView | None:
    """The code of the page at `url`; None where the site has no address that a telephone could open safely."""
    address = canonical_address(shared, url)
    if address is None or not address.lower().startswith(_SECURE):
        return None
    code = draw_code(address)
    return QrView(code.path, code.size, shared.words("二维码，扫码打开{address}", address=address), address)
