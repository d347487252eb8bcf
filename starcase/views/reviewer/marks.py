"""That a site is for reviewers only, as a small file says it."""

from __future__ import annotations

from msgspec import Struct

from starcase.views.reviewer.desk import SECRET
from starcase.views.shared import Shared


class MarkView(Struct, frozen=True):
    secret: str
    title: str


def project_mark(shared: Shared, url: str) -> MarkView:
    return MarkView(shared.words(SECRET), shared.config.title)
