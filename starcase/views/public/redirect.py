"""What stands at an address that has moved, or is gone for good."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.redirect import Redirect
from starcase.views import urls
from starcase.views.frame import Frame, frame_page
from starcase.views.shared import Shared


class RedirectView(Struct, frozen=True):
    """`href` leads to the new address; None where the page is gone, for the `reason` given."""

    frame: Frame
    title: str
    href: str | None
    reason: str | None


def project_redirect(shared: Shared, url: str, redirect: Redirect) -> RedirectView:
    """The view of an old address."""
    words = shared.words
    title = words("这个页面搬家了") if redirect.to else words("这个页面已停用")
    return RedirectView(
        frame=replace(frame_page(shared, url, title), translations=()),
        title=title,
        href=urls.relative(url, address_to_url(redirect.to)) if redirect.to else None,
        reason=redirect.gone,
    )


def address_to_url(address: str) -> str:
    """The page of a site-relative folder: `organizations/old/` is at `organizations/old/index.html`."""
    folder = address.strip("/").removesuffix("index.html").strip("/")
    return f"{folder}/index.html" if folder else urls.HOME
