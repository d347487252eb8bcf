"""What the page's script needs to find bodies and to narrow a list of them."""

from __future__ import annotations

from msgspec import Struct

from starcase.views import urls
from starcase.views.frame import Frame, Link


class Finder(Struct, frozen=True):
    """`script` is the file with the behaviour; `index` as in the frame; `contact` is whom to ask where nothing is found, None where no number is known."""

    script: str
    index: str | None
    contact: Link | None


def view_finder(url: str, frame: Frame) -> Finder:
    """The finder of the page at `url`, whose frame says whom to call."""
    return Finder(
        script=urls.relative(url, urls.FINDER_SCRIPT),
        index=frame.index,
        contact=frame.footer.phone,
    )
