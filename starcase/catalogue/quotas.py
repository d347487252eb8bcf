"""Places the bodies of each round with quotas, and compares the levels that they were given with the places that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from starcase.model.contest import Contest, Placed
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.row import Row
from starcase.model.rubric import OnMismatch, Rubric
from starcase.problems import Problem, Severity, problem, rule
from starcase.rating.quotas import Area, Border, Entrant, Placing, may_fall_to, place, rounds
from starcase.rating.telling import tell_due, tell_given
from starcase.rating.terms import next_lower, place_of, rules_for

QUOTA_EXCEEDED = rule(
    "quota-exceeded",
    says="{period} {given}，可是名额只有 {places} 个，按总分排名没有排进，{due}。",
    mend="请核对总分和等级；确有依据超出名额的，在 reason 里写 exception: quota 和依据 basis。",
)
QUOTA_PASSED_OVER = rule(
    "quota-passed-over",
    says="{period} {given}，可是按总分排名和名额{due}。",
    mend="请核对总分和等级；确有理由评得低一些的，在 reason 里写明。",
)
QUOTA_TIED = rule(
    "quota-tied",
    says="{period} {given}，总分正在名额的边上，和别的组织相同，却没有写理由。",
    mend="请在 reason 里写明为什么这样定。",
    severity=Severity.WARNING,
)

QUOTA_OVERFULL = rule(
    "quota-overfull",
    says="{period} {given}，可是名额只有 {places} 个，总分和它相同的都评上，名额就不够了。",
    mend="请核对总分和等级；评上的和没有评上的，都在 reason 里写明为什么这样定。",
)

FindArea = Callable[[Row, Tier], Area]
Placements = Mapping[OrganizationId, tuple[Placed, ...]]


def place_rounds(
    rows: Iterable[Row], programmes: Mapping[ProgrammeId, Programme], regions: RegionTree
) -> tuple[Placements, tuple[Problem, ...]]:
    """What quotas make of the bodies that they lower, by body.

    Reports: quota-exceeded, quota-passed-over, quota-tied, quota-overfull. Source: FORMAT.md section 4, Quota.
    """
    rows = tuple(rows)
    by_id = {row.id: row for row in rows if row.contests}
    area = areas_of(regions)
    entrants = [Entrant(row.id, contest, partial(area, row)) for row in by_id.values() for contest in row.contests]
    placed: dict[OrganizationId, list[Placed]] = {}
    problems: list[Problem] = []
    for together in rounds(entrants):
        programme = programmes[together[0].contest.programme]
        placing = place(together, programme, partial(count_unseen, tuple(held_back(rows, programme)), area))
        for one in together:
            row, contest, level = by_id[OrganizationId(one.id)], one.contest, placing.levels[one.id]
            if lowered := placing.lowered.get(one.id):
                result = Placed(programme.id, contest.number, level, tuple(lowered))
                placed.setdefault(row.id, []).append(result)
            if level != contest.declared or one.id in placing.borders:
                problems += _compare(row, contest, placing, programme)
    return {body: tuple(some) for body, some in placed.items()}, tuple(problems)


def held_back(rows: Iterable[Row], programme: Programme) -> Iterator[Row]:
    """The bodies of a programme whose records an error holds back."""
    return (
        row
        for row in rows
        if row.is_held_back and programme.id in (row.programme, *(other.programme for other in row.elsewhere))
    )


def count_unseen(unseen: tuple[Row, ...], area: FindArea, tier: Tier | None, wanted: Area) -> int:
    """How many of the bodies that are held back lie in an area."""
    return sum(tier is None or area(row, tier) == wanted for row in unseen)


def areas_of(regions: RegionTree) -> FindArea:
    """Finds the nearest region of a tier in which a body lies; each region is looked up once."""

    @cache
    def above(home: RegionId, tier: Tier) -> RegionId | None:
        return next((node.id for node in regions.upwards(home) if node.tier is tier), None)

    def find(row: Row, tier: Tier) -> RegionId | None:
        home = next((region for region in row.regions if region in regions), None)
        return above(home, tier) if home else None

    return find


def _compare(row: Row, contest: Contest, placing: Placing, programme: Programme) -> Iterator[Problem]:
    """Whether a body was given what its place earns. Nobody is passed over whose place may be that of a body that is held back."""
    level, border = placing.levels[row.id], placing.borders.get(row.id)
    given, earned, reached, least = (
        place_of(one, programme) for one in (contest.declared, contest.earned, level, placing.least[row.id])
    )
    rubric = _rubric(contest, programme)
    if given < earned or (given > earned and not may_fall_to(contest.declared, contest.earned, programme, rubric)):
        return  # what the scores do not support is reported with the record
    severity = Severity.WARNING if rules_for(programme, rubric).mismatch is OnMismatch.WARNING else Severity.ERROR
    says = partial(
        problem,
        document=row.document,
        path=("evaluations", contest.number, "level" if contest.declared else "outcome"),
        period=contest.period,
        given=tell_given(contest.declared, programme),
        due=tell_due(level, programme),
    )
    if border and border.is_overfull:
        yield says(QUOTA_OVERFULL, severity=severity, places=border.places)
    elif border and _is_at_border(contest, border, level, programme):
        if not contest.has_reason:
            yield says(QUOTA_TIED)
    elif given < reached:
        yield says(QUOTA_EXCEEDED, severity=severity, places=placing.lowered[row.id][0].limit)
    elif given > reached and given > least and not contest.has_reason:
        yield says(QUOTA_PASSED_OVER, severity=severity)


def _is_at_border(contest: Contest, border: Border, reached: LevelId | None, programme: Programme) -> bool:
    """Whether the level that was given is one of those that an equal total may have."""
    return contest.declared in (border.level, next_lower(border.level, programme), reached)


def _rubric(contest: Contest, programme: Programme) -> Rubric | None:
    return next((rubric for rubric in programme.rubrics if rubric.id == contest.rubric), None)
