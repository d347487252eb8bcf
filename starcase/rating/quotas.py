"""Places the bodies of a round by the quotas of its levels, from the best level down.

Source: FORMAT.md section 4, Order and Quota.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field

from starcase.model.contest import Contest
from starcase.model.ids import LevelId, RegionId, RubricId
from starcase.model.organization import Organization, ReasonKind
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.rubric import Quota, Rubric
from starcase.model.same import Same
from starcase.model.verdict import Lowered, Lowering
from starcase.rating.events import is_evaluated
from starcase.rating.judging import Judged
from starcase.rating.terms import is_lower, needs_for, next_lower, place_of, places_of, rules_for
from starcase.rating.verdicts import is_possible

Area = RegionId | None
CountUnseen = Callable[[Tier | None, Area], int]


class Limit(Struct, frozen=True):
    """A quota and the levels whose holders take its places: those that it names, and those that count as one of them.

    `owner` is the rubric that gives it, "" for the programme: places are given among the bodies that were evaluated by the same.
    """

    owner: str
    quota: Quota
    levels: frozenset[LevelId]


def limits_of(programme: Programme, rubric: Rubric | None) -> tuple[Limit, ...]:
    """The quotas that hold for evaluations made with a rubric: those of single levels from the best down, then those of the rules."""
    return _limits_of(Same(programme), Same(rubric))


@lru_cache(maxsize=1024)
def _limits_of(programme: Same[Programme], rubric: Same[Rubric | None]) -> tuple[Limit, ...]:
    one, own = programme.value, rubric.value
    named = {entry.level for entry in own.needs} if own else set()
    by_rule = str(own.id) if own and own.rules else ""
    of_levels = [
        Limit(str(own.id) if own and level.id in named else "", asked.quota, _counting((level.id,), one))
        for level, asked in needs_for(one, own)
        if asked.quota
    ]
    of_rules = [Limit(by_rule, quota, _counting(quota.levels, one)) for quota in rules_for(one, own).quotas]
    return tuple(dict.fromkeys((*of_levels, *of_rules)))


def _counting(levels: tuple[LevelId, ...], programme: Programme) -> frozenset[LevelId]:
    return frozenset((*levels, *(one.id for one in programme.known_levels if one.counts_as in levels)))


def has_quotas(programme: Programme) -> bool:
    """Whether any level of a programme is limited in number."""
    return _has_quotas(Same(programme))


@lru_cache(maxsize=1024)
def _has_quotas(programme: Same[Programme]) -> bool:
    return any(limits_of(programme.value, rubric) for rubric in (None, *programme.value.rubrics))


def is_limited(level: LevelId | None, programme: Programme, rubric: Rubric | None = None) -> bool:
    """Whether there are only so many places for a level."""
    return any(level in limit.levels for limit in limits_of(programme, rubric))


def may_fall_to(lower: LevelId | None, level: LevelId | None, programme: Programme, rubric: Rubric | None) -> bool:
    """Whether quotas may take a body down from one level to another: each on the way must be limited."""
    order = [one.id for one in programme.known_levels]
    between = order[place_of(level, programme) : place_of(lower, programme)]
    return bool(between) and all(is_limited(one, programme, rubric) for one in between)


def contests_of(body: Organization, programme: Programme, judged: Iterable[Judged]) -> Iterator[Contest]:
    """The body's part in each round with quotas in which it was evaluated."""
    if not has_quotas(programme):
        return
    for one in judged:
        evaluation, verdict, reason = one.evaluation, one.verdict, one.evaluation.reason
        if not is_evaluated(evaluation):
            continue
        is_supported = verdict is None or is_possible(evaluation.level, verdict, programme)
        yield Contest(
            programme=programme.id,
            period=evaluation.period,
            number=one.event.number,
            declared=evaluation.level,
            earned=evaluation.level if verdict is None or is_supported else verdict.level,
            total=one.card.total if one.card else None,
            rubric=one.rubric.id if one.rubric else None,
            has_reason=bool(reason and (reason.text or reason.basis)),
            is_waived=bool(reason and reason.basis and reason.exception is ReasonKind.QUOTA),
        )


class Entrant(Struct, frozen=True):
    """A body in a round: its id, its contest, and the area of each tier in which it lies."""

    id: str
    contest: Contest
    area: Callable[[Tier], Area]


class Border(Struct, frozen=True):
    """The border of a quota of so many places, at which totals are equal: one of them may have the level and another not.

    `is_overfull` says that more of them were given the level than have a place, and that nobody can tell which.
    """

    level: LevelId
    places: int
    is_overfull: bool = False


class Placing(Struct):
    """Where the bodies of a round come to stand, by id: the level, how it was lowered, and whose total stands at a border.

    `least` is the level that is left if bodies that are not seen had places.
    """

    levels: dict[str, LevelId | None]
    least: dict[str, LevelId | None]
    lowered: dict[str, list[Lowered]] = field(default_factory=dict)
    borders: dict[str, Border] = field(default_factory=dict)


def place(entrants: Collection[Entrant], programme: Programme, unseen: CountUnseen) -> Placing:
    """What quotas make of one round.

    `unseen` counts the bodies of an area whose records are held back: they may have been evaluated, so a percentage is taken of them
    too; and they may have taken places.
    """
    placing = _run(entrants, programme, unseen, are_taken=False)
    if unseen(None, None):
        placing.least = _run(entrants, programme, unseen, are_taken=True).levels
    return placing


class _Pot(Struct, eq=False):
    """The places of a limit in one area, and who competes for them. `taken` are lost to bodies that are not seen."""

    levels: frozenset[LevelId]
    places: int
    inside: tuple[Entrant, ...]
    taken: int
    placed: list[Entrant] = field(default_factory=list)
    """Those who found a place at the level that is being filled, the best first."""


def _run(entrants: Collection[Entrant], programme: Programme, unseen: CountUnseen, *, are_taken: bool) -> Placing:
    levels = {one.id: _starting_level(one.contest, programme) for one in entrants}
    placing = Placing(levels, least=levels)
    pots = tuple(_pots(entrants, programme, unseen, are_taken=are_taken))
    for level in programme.known_levels:
        concerned = [pot for pot in pots if level.id in pot.levels]
        if concerned:
            waiting = [one for one in entrants if levels[one.id] == level.id and not one.contest.is_waived]
            _fill(level.id, waiting, concerned, placing, programme)
    return placing


def _starting_level(contest: Contest, programme: Programme) -> LevelId | None:
    """The level earned; a body that was given less, for a reason, does not compete for more."""
    if contest.has_reason and not contest.is_waived and is_lower(contest.declared, contest.earned, programme):
        return contest.declared
    return contest.earned


def _pots(entrants: Iterable[Entrant], programme: Programme, unseen: CountUnseen, *, are_taken: bool) -> Iterator[_Pot]:
    """The places of every limit, area by area; those of a level alone before those that several share."""
    evaluated: dict[RubricId | None, list[Entrant]] = {}
    for one in entrants:
        evaluated.setdefault(one.contest.rubric, []).append(one)
    rubrics = {rubric.id: rubric for rubric in programme.rubrics}
    competing: dict[Limit, list[Entrant]] = {}
    for used, together in evaluated.items():
        for limit in limits_of(programme, rubrics.get(used) if used else None):
            competing.setdefault(limit, []).extend(together)
    for limit, bodies in competing.items():
        tier = limit.quota.within
        for area, inside in _by_area(bodies, tier):
            others = unseen(tier, area)
            places = count_places(limit.quota, len(inside) + others)
            yield _Pot(limit.levels, places, tuple(inside), others if are_taken else 0)


def _by_area(entrants: list[Entrant], tier: Tier | None) -> list[tuple[Area, list[Entrant]]]:
    found: dict[Area, list[Entrant]] = {}
    for one in entrants:
        found.setdefault(one.area(tier) if tier else None, []).append(one)
    return list(found.items())


def count_places(quota: Quota, evaluated: int) -> int:
    """How many places there are; a percentage is rounded down."""
    if quota.places is not None:
        return quota.places
    return max(int(Decimal(evaluated) * (quota.percent or Decimal(0)) / 100), quota.at_least or 0)


def _fill(level: LevelId, waiting: list[Entrant], pots: list[_Pot], placing: Placing, programme: Programme) -> None:
    """Gives the places of a level that better ones have left over, by rank; who finds none goes one level lower."""
    free = {pot: _count_free(level, pot, placing, programme) for pot in pots}
    pots_of: dict[str, list[_Pot]] = {one.id: [] for one in waiting}
    for pot in pots:
        pot.placed.clear()
        for one in pot.inside:
            if one.id in pots_of:
                pots_of[one.id].append(pot)
    lower = next_lower(level, programme)
    for one in sorted(waiting, key=lambda one: _rank(one, level, programme)):
        own = pots_of[one.id]
        full = [pot for pot in own if len(pot.placed) >= free[pot]]
        if not full:
            for pot in own:
                pot.placed.append(one)
            continue
        placing.levels[one.id] = lower
        placing.lowered.setdefault(one.id, []).append(Lowered(Lowering.QUOTA, level, lower, limit=full[0].places))
        if all(pot.placed and pot.placed[-1].contest.total == one.contest.total for pot in full):
            for pot in full:
                _tie(level, pot, one.contest.total, placing, programme)


def _count_free(level: LevelId, pot: _Pot, placing: Placing, programme: Programme) -> int:
    order = places_of(programme)
    held = (placing.levels[one.id] for one in pot.inside if not one.contest.is_waived)
    better = sum(one in pot.levels and order[one] < order[level] for one in held if one)
    return max(pot.places - better - pot.taken, 0)


def _tie(level: LevelId, pot: _Pot, total: Decimal | None, placing: Placing, programme: Programme) -> None:
    """Notes the equal totals at a border. Those who were given the level for a reason have it before others."""
    tied = [one for one in pot.inside if one.contest.total == total and _competed(one, level, placing)]
    spots = sum(one.contest.total == total for one in pot.placed)
    given = [one for one in tied if _was_given(one, level, programme)]
    explained = [one for one in given if one.contest.has_reason]
    accepted = given if len(given) <= spots else explained if len(explained) <= spots else []
    for one in tied:
        placing.borders[one.id] = Border(level, pot.places, is_overfull=one in given and one not in accepted)


def _competed(one: Entrant, level: LevelId, placing: Placing) -> bool:
    """Whether a body has, or had until now, the level."""
    before = (step.before for step in placing.lowered.get(one.id, ()))
    return not one.contest.is_waived and (placing.levels[one.id] == level or level in before)


def _rank(one: Entrant, level: LevelId, programme: Programme) -> tuple[bool, Decimal, bool, bool, str]:
    """First those without a total, whose level was taken as decided, then the highest total; of equal ones those that were given the level."""
    contest = one.contest
    total = contest.total if contest.total is not None else Decimal(0)
    return contest.total is not None, -total, not _was_given(one, level, programme), not contest.has_reason, one.id


def _was_given(one: Entrant, level: LevelId, programme: Programme) -> bool:
    return one.contest.declared is not None and not is_lower(one.contest.declared, level, programme)


def rounds(entrants: Iterable[Entrant]) -> Iterable[list[Entrant]]:
    """The entrants of each programme and period."""
    found: dict[tuple[str, int, str], list[Entrant]] = {}
    for one in entrants:
        contest = one.contest
        found.setdefault((contest.programme, contest.period.year, contest.period.part), []).append(one)
    return found.values()
