"""Puts another Row in the place of one where that makes no difference to any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from starcase.catalogue.rows import row_elsewhere
from starcase.model.catalogue import Catalogue
from starcase.model.ids import ProgrammeId
from starcase.model.row import AnyRow, Row, StoryRow, alter_row

K = TypeVar("K")
R = TypeVar("R", bound=Row | StoryRow)

_OWN = (
    *("digest", "standing", "summary", "offers", "for_whom", "tags", "phone", "address", "total", "former_names"),
    *("founded", "sums", "elsewhere", "moves"),
)
"""What only pages show of a body: neither the joining nor a finding looks at it; of `elsewhere` at the programmes alone."""
_OWN_OF_STORY = ("digest", "title", "summary")


def substitute(catalogue: Catalogue, old: AnyRow, new: AnyRow) -> Catalogue | None:
    """The catalogue as it would be had `new` been read in the place of `old`; None where that takes another joining."""
    if isinstance(old, Row) and isinstance(new, Row):
        return _substitute_body(catalogue, old, new)
    if isinstance(old, StoryRow) and isinstance(new, StoryRow):
        return _substitute_story(catalogue, old, new)
    return None


def _substitute_body(catalogue: Catalogue, old: Row, new: Row) -> Catalogue | None:
    if catalogue.by_id.get(old.id) != old or not _is_alike(old, new, _OWN) or _others(old) != _others(new):
        return None
    listed: dict[ProgrammeId | None, Row] = {new.programme: new}
    listed |= {other.programme: row_elsewhere(new, other) for other in new.elsewhere}
    regions = {node.id for named in new.regions if named in catalogue.regions for node in catalogue.regions.path(named)}
    return replace(
        catalogue,
        rows=_put(new, catalogue.rows),
        by_id={**catalogue.by_id, new.id: new},
        by_programme={
            programme: _put(listed[programme], rows) if programme in listed else rows
            for programme, rows in catalogue.by_programme.items()
        },
        by_region=_put_everywhere(new, regions, catalogue.by_region),
    )


def _others(row: Row) -> list[str]:
    return [membership.programme for membership in row.elsewhere]


def _substitute_story(catalogue: Catalogue, old: StoryRow, new: StoryRow) -> Catalogue | None:
    shown = next((story for story in catalogue.stories if story.document == old.document), None)
    if shown is None or not _is_alike(old, new, _OWN_OF_STORY):
        return None
    if shown != old:  # it was given to the only body of its folder
        new = alter_row(new, organizations=shown.organizations)
    return replace(
        catalogue,
        stories=_put(new, catalogue.stories),
        stories_of=_put_everywhere(new, new.organizations, catalogue.stories_of),
    )


def _is_alike(old: R, new: R, own: tuple[str, ...]) -> bool:
    return replace(old, **{name: getattr(new, name) for name in own}) == new


def _put_everywhere(new: R, keys: Iterable[K], lists: Mapping[K, tuple[R, ...]]) -> dict[K, tuple[R, ...]]:
    return {**lists, **{key: _put(new, lists[key]) for key in keys}}


def _put(new: R, rows: tuple[R, ...]) -> tuple[R, ...]:
    """The rows, in each of which an id stands once, with the new one in the place of the old."""
    at = next(number for number, row in enumerate(rows) if row.id == new.id)
    return (*rows[:at], new, *rows[at + 1 :])
