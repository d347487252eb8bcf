"""Checks what documents say of one another: ids used twice, references that lead nowhere, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from starcase.catalogue.nearest import find_nearest
from starcase.language import Listing, Said, phrase
from starcase.model.ids import OrganizationId
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow
from starcase.problems import DocumentId, Path, Problem, Severity, Spot, problem, rule

ID_TWICE = rule(
    "id-twice",
    says="编号“{id}”已经用在 {other} 里了，同类资料的编号不能相同。",
    mend="请给其中一份换一个编号；没有写编号的，编号就是文件名，请改文件名。",
    stops_site=True,
)
ORGANIZATION_UNKNOWN = rule(
    "organization-unknown",
    says="“{got}”不是本站任何一个组织的编号。",
    mend="请改成已有组织的编号{offers}；没有这个组织的，删去这一处。",
)
RELATION_TO_ITSELF = rule(
    "relation-to-itself",
    says="“{name}”在关系里写了它自己。",
    mend="请改成另一个组织的编号，或删去这一处。",
)
RELATION_CIRCLE = rule(
    "relation-circle",
    says="隶属或并入关系绕成了一圈：{circle}。",
    mend="请核对这几个组织谁在谁之下，删去其中写反的一处。",
)

AnyRow = Row | StoryRow | NoticeRow | PageRow


def check_ids(rows: Iterable[AnyRow]) -> Iterator[Problem]:
    """Reports ``id-twice`` at every use of an id after its first; the rows are of one kind."""
    first: dict[str, DocumentId] = {}
    for row in rows:
        earlier = first.setdefault(row.id, row.document)
        if earlier != row.document:
            spot = Spot(earlier, ("id",))
            yield problem(ID_TWICE, row.document, ("id",), related=(spot,), id=row.id, other=earlier.file)


def check_references(
    rows: tuple[Row, ...],
    stories: Iterable[StoryRow],
    notices: Iterable[NoticeRow],
    unreadable: frozenset[str],
) -> Iterator[Problem]:
    """Reports ``organization-unknown`` for every reference to a body that is neither listed nor `unreadable`.

    In a notice it is a warning: a published list stays as it was, also when a body has left the site.
    """
    known = unreadable.union(row.id for row in rows)
    dangling = tuple(_dangling(rows, stories, notices, known))
    near = find_nearest({reference.to for reference in dangling}, _ids_and_names(rows))
    for reference in dangling:
        yield problem(
            ORGANIZATION_UNKNOWN,
            reference.document,
            reference.path,
            severity=reference.severity,
            got=reference.to,
            offers=_offer(near.get(reference.to, ())),
        )


def check_circles(rows: tuple[Row, ...]) -> Iterator[Problem]:
    """Reports ``relation-to-itself``, and ``relation-circle`` once for each circle of `part_of` or of `merged_into`."""
    related = [row for row in rows if row.relations]
    for row in related:
        for path, named in _relations(row):
            if named == row.id:
                yield problem(RELATION_TO_ITSELF, row.document, path, name=row.name)
    by_id = {row.id: row for row in rows} if related else {}
    for field in ("part_of", "merged_into"):
        links = {row.id: to for row in related if (to := _link(row, field)) and to != row.id}
        for circle in _circles(links):
            spots = tuple(Spot(by_id[one].document, ("relations", field)) for one in circle)
            names = " → ".join(by_id[one].name for one in (*circle, circle[0]))
            yield problem(RELATION_CIRCLE, spots[0].document, spots[0].path, related=spots[1:], circle=names)


class _Reference(Struct, frozen=True):
    """A document names a body at a path."""

    to: OrganizationId
    document: DocumentId
    path: Path
    severity: Severity = Severity.ERROR


def _dangling(
    rows: Iterable[Row], stories: Iterable[StoryRow], notices: Iterable[NoticeRow], known: frozenset[str]
) -> Iterator[_Reference]:
    for row in rows:
        for path, to in _relations(row):
            if to not in known:
                yield _Reference(to, row.document, path)
    for story in stories:
        for number, to in enumerate(story.organizations):
            if to not in known:
                yield _Reference(to, story.document, ("organizations", number))
    for notice in notices:
        for number, to in enumerate(notice.organizations):
            if to not in known:
                yield _Reference(to, notice.document, ("list", number, "id"), Severity.WARNING)


def _relations(row: Row) -> Iterator[tuple[Path, OrganizationId]]:
    relations = row.relations
    if relations is None:
        return
    if relations.part_of:
        yield ("relations", "part_of"), relations.part_of
    if relations.merged_into:
        yield ("relations", "merged_into"), relations.merged_into
    for field, many in (
        ("succeeds", relations.succeeds),
        ("partners", relations.partners),
        ("paired_with", relations.paired_with),
    ):
        for number, to in enumerate(many):
            yield ("relations", field, number), to


def _link(row: Row, field: str) -> OrganizationId | None:
    if row.relations is None:
        return None
    return row.relations.part_of if field == "part_of" else row.relations.merged_into


def _circles(links: Mapping[OrganizationId, OrganizationId]) -> Iterator[tuple[OrganizationId, ...]]:
    """Each circle once, from its least id on; `links` leads from each body to at most one other."""
    seen: set[OrganizationId] = set()
    for start in links:
        trail: dict[OrganizationId, None] = {}
        at: OrganizationId | None = start
        while at is not None and at not in seen:
            seen.add(at)
            trail[at] = None
            at = links.get(at)
        if at in trail:
            walked = list(trail)
            circle = walked[walked.index(at) :]
            least = circle.index(min(circle))
            yield tuple(circle[least:] + circle[:least])


def _ids_and_names(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield row.id, row.id
        yield row.name, row.id


def _offer(near: tuple[str, ...]) -> Said:
    return phrase("（{ids}？）", ids=Listing(near)) if near else ""
