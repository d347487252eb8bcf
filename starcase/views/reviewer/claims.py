"""Figures that authorities published: how each was reckoned again, beside what this site lists itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from starcase.model.desk import Line
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Claim, ClaimWhere, Programme
from starcase.model.reconciled import Outcome
from starcase.model.region_tree import RegionTree
from starcase.model.standing import State
from starcase.rating.claim_book import counts_bodies
from starcase.rating.claim_words import OUTCOMES
from starcase.rating.claims import reconcile
from starcase.views.claims import say_day_of, say_reckonings, say_source, say_what
from starcase.views.reviewer.desk import (
    SECRET,
    Cell,
    Column,
    DeskView,
    Kind,
    Section,
    Table,
    frame,
    link_workbook,
    make_workbook,
    number_cell,
)
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

_TONES = {Outcome.DIFFERS: "must", Outcome.ONLY_TRUNCATED: "look", Outcome.ONLY_NEAREST: "look", Outcome.AGREES: "good"}


class Listed(Struct, frozen=True, array_like=True):
    """How many bodies this site lists of those that each of a programme's figures counts; None where it counts something else."""

    programme: ProgrammeId
    counts: tuple[int | None, ...]


def count_listed(lines: Iterable[Line], programmes: Iterable[Programme], regions: RegionTree) -> Iterator[Listed]:
    """Of every programme with published figures, in the order of its file."""
    known = tuple(lines)
    for programme in programmes:
        if programme.claims:
            own = tuple(line for line in known if line.programme == programme.id)
            counts = (_count(claim, own, programme, regions) for claim in programme.claims)
            yield Listed(programme.id, tuple(counts))


def _count(claim: Claim, lines: tuple[Line, ...], programme: Programme, regions: RegionTree) -> int | None:
    if not counts_bodies(claim):
        return None
    where = claim.where or ClaimWhere()
    return sum(_is_counted(line, where, programme, regions) for line in lines)


def _is_counted(line: Line, where: ClaimWhere, programme: Programme, regions: RegionTree) -> bool:
    """Whether a body is one of those; of levels only those in force count."""
    levels = [level.id for level in programme.known_levels]
    asked = where.level or where.level_at_least
    if asked and (line.state != State.RATED.value or line.level not in levels):
        return False
    if where.level and line.level != where.level:
        return False
    if where.level_at_least and line.level and levels.index(line.level) > levels.index(where.level_at_least):
        return False
    above = {node.id for region in line.regions if region in regions for node in regions.upwards(region)}
    return (not where.type or line.type == where.type) and (not where.region or where.region in above)


def project_claims(shared: Shared, url: str, listed: tuple[Listed, ...]) -> DeskView:
    """Every published figure, those that differ first."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("公布的数据")),
        secret=words(SECRET),
        heading=words("公布的数据"),
        notes=(words("主管单位公布的数字和本站列出的组织分开看：本站不一定列全，两个数不同不等于有错。"),),
        sections=(Section("claims", words("逐项核对"), _table(listed, shared)),),
        workbook=link_workbook(url, shared),
    )


def project_claims_sheet(shared: Shared, url: str, listed: tuple[Listed, ...]) -> Sheet:
    """The same as a workbook."""
    return make_workbook(_table(listed, shared), shared.words("公布的数据"), shared)


def _table(listed: tuple[Listed, ...], shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("项目"), Kind.CHOICE),
        Column(words("公布的是什么")),
        Column(words("公布的数")),
        Column(words("截至")),
        Column(words("核对结果"), Kind.CHOICE),
        Column(words("怎样核对"), Kind.PROSE),
        Column(words("本站列出"), Kind.NUMBER),
        Column(words("来源"), Kind.PROSE),
    )
    order = list(Outcome)
    rows = (row for one in listed for row in _rows(one, shared))
    return Table(
        columns,
        tuple(cells for _, cells in sorted(rows, key=lambda row: order.index(row[0]))),
        words("没有公布的数据。"),
    )


def _rows(listed: Listed, shared: Shared) -> Iterator[tuple[Outcome, tuple[Cell, ...]]]:
    words, programme = shared.words, shared.programmes[listed.programme]
    for one, count in zip(reconcile(programme), listed.counts, strict=True):
        claim = one.claim
        yield (
            one.outcome,
            (
                Cell(programme.name),
                Cell(say_what(claim, programme, shared)),
                Cell(claim.value.text + (claim.unit or "")),
                Cell(say_day_of(claim, words)),
                Cell(words(OUTCOMES[one.outcome]), tone=_TONES.get(one.outcome, "faint")),
                Cell("".join(say_reckonings(one, programme, words))),
                number_cell(count),
                Cell(say_source(claim, programme, words)),
            ),
        )
