"""Says on which day the site must next be built again, although nobody has changed anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from starcase.language import mark, words_for
from starcase.model.catalogue import Catalogue
from starcase.model.row import NoticeRow, Row, StoryRow
from starcase.model.standing import Standing

AnyDated = Row | StoryRow | NoticeRow

_STANDING = mark("“{name}”的评定状态从这一天起可能会变。")
_EXPIRES = mark("“{name}”的评定有效期到前一天为止。")
_ONLINE = mark("“{name}”在这一天上线。")
_OFFLINE = mark("“{name}”在这一天下线。")
_OPENS = mark("“{name}”从这一天起公示。")
_CLOSED = mark("“{name}”的公示到前一天为止。")


class Rebuild(Struct, frozen=True):
    """`day` is the first day on which the site says something else, `about` whose page, `reason` in the site's words."""

    day: date
    about: AnyDated
    reason: str


def next_rebuild(catalogue: Catalogue) -> Rebuild | None:
    """The first day after the catalogue's own on which time alone may change an answer; None where none is known."""
    coming = (change for change in _changes(catalogue) if change[0] > catalogue.as_of)
    first = min(coming, key=lambda change: change[0], default=None)
    if first is None:
        return None
    day, about, reason = first
    name = about.name if isinstance(about, Row) else about.title
    return Rebuild(day, about, words_for(catalogue.config.language)(reason, name=name))


def _changes(catalogue: Catalogue) -> Iterator[tuple[date, AnyDated, str]]:
    for row in catalogue.rows:
        if row.standing.until:
            yield row.standing.until, row, _EXPIRES if _is_end(row.standing) else _STANDING
    for scheduled in (*catalogue.stories, *catalogue.notices, *catalogue.coming):
        if scheduled.publish_on:
            yield scheduled.publish_on, scheduled, _ONLINE
        if scheduled.expires_on:
            yield scheduled.expires_on, scheduled, _OFFLINE
    for notice in catalogue.notices:
        if notice.opens:
            yield notice.opens, notice, _OPENS
        if notice.closes:
            yield notice.closes + timedelta(days=1), notice, _CLOSED


def _is_end(standing: Standing) -> bool:
    """Whether it is the end of the level in force that changes the standing."""
    last, until = standing.valid_until, standing.until
    return last is not None and until is not None and until - timedelta(days=1) == last
