"""Makes one set of points of what several groups gave a body, as the round says.

Source: FORMAT.md section 5, `aggregate`: a missing group's weight goes to the others and is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from statistics import median

from msgspec import Struct

from starcase.model.ids import ItemId, LevelId, OrganizationId
from starcase.model.rounds import Aggregate, GroupId, Round, RoundGroup, ScoreRow, ScoreSheet
from starcase.model.rubric import Rubric

_LEAST_PLACES = 2


class Voice(Struct, frozen=True):
    """What one group gave a body."""

    group: RoundGroup
    row: ScoreRow


class Joined(Struct, frozen=True):
    """The points that count for a body; `scores` lack an item that nobody scored.

    `silent` are groups that count and gave nothing: their weight went to the others. `split` are items that one group scored and another
    called n/a; there the last group is followed. A veto that any group found stands; `is_veto_disputed` says that another did not find it.
    """

    organization: OrganizationId
    scores: tuple[tuple[ItemId, Decimal | None], ...] = ()
    bonus: tuple[tuple[ItemId, Decimal], ...] = ()
    deductions: tuple[tuple[ItemId, Decimal], ...] = ()
    vetoes: tuple[str, ...] = ()
    claimed: LevelId | None = None
    recommended: LevelId | None = None
    evidence: tuple[str, ...] = ()
    silent: tuple[GroupId, ...] = ()
    split: tuple[ItemId, ...] = ()
    is_veto_disputed: bool = False

    def lacks(self, rubric: Rubric) -> tuple[ItemId, ...]:
        """The items that nobody scored."""
        given = {item for item, _ in self.scores}
        return tuple(item.id for item in rubric.items if item.id not in given)


def voices_of(round_: Round, sheets: Iterable[ScoreSheet]) -> Mapping[OrganizationId, tuple[Voice, ...]]:
    """What every group gave each body, in the sequence of the groups."""
    order = {group.id: at for at, group in enumerate(round_.groups)}
    found: dict[OrganizationId, list[Voice]] = {}
    for sheet in sorted(sheets, key=lambda sheet: order[sheet.group]):
        for row in sheet.rows:
            if not row.is_blank:
                found.setdefault(row.organization, []).append(Voice(round_.groups[order[sheet.group]], row))
    return {body: tuple(voices) for body, voices in found.items()}


def join_scores(organization: OrganizationId, voices: Sequence[Voice], round_: Round, rubric: Rubric) -> Joined:
    """The points of a body. Each item is rounded half up once, to the rubric's decimals (at least two), and is then exact.

    A group of weight 0 is heard and does not count.
    """
    counting = [voice for voice in voices if voice.group.weight > 0]
    places = max(rubric.decimals, _LEAST_PLACES)
    reckon = _RECKONED[round_.aggregate]
    scores, split = _join_items(counting, rubric, lambda given: _round(reckon(given), places))
    spoken = {voice.group.id for voice in counting if voice.row.scores}
    vetoes = tuple(dict.fromkeys(veto for voice in counting for veto in voice.row.vetoes))
    return Joined(
        organization,
        scores,
        _join_extra([(voice.group, voice.row.bonus) for voice in counting if voice.row.scores], reckon, places),
        _join_extra([(voice.group, voice.row.deductions) for voice in counting if voice.row.scores], reckon, places),
        vetoes,
        claimed=next((voice.row.claimed for voice in voices if voice.row.claimed), None),
        recommended=next((voice.row.recommended for voice in reversed(voices) if voice.row.recommended), None),
        evidence=tuple(dict.fromkeys(voice.row.evidence for voice in voices if voice.row.evidence)),
        silent=tuple(group.id for group in round_.groups if group.weight > 0 and group.id not in spoken),
        split=split,
        is_veto_disputed=any(set(voice.row.vetoes) != set(vetoes) for voice in counting),
    )


Weighed = Sequence[tuple[Decimal, Decimal]]
"""Points, each with the weight of the group that gave them, in the sequence of the groups."""


def _join_items(
    voices: Sequence[Voice], rubric: Rubric, reckon: Callable[[Weighed], Decimal]
) -> tuple[tuple[tuple[ItemId, Decimal | None], ...], tuple[ItemId, ...]]:
    given_by = [(voice.group.weight, dict(voice.row.scores)) for voice in voices]
    scores: list[tuple[ItemId, Decimal | None]] = []
    split: list[ItemId] = []
    for item in rubric.items:
        given = [(weight, points[item.id]) for weight, points in given_by if item.id in points]
        applying = [(points, weight) for weight, points in given if points is not None]
        if given and given[-1][1] is None:
            scores.append((item.id, None))
        elif applying:
            scores.append((item.id, reckon(applying)))
        if 0 < len(applying) < len(given):
            split.append(item.id)
    return tuple(scores), tuple(split)


def _join_extra(
    given: Sequence[tuple[RoundGroup, tuple[tuple[ItemId, Decimal], ...]]],
    reckon: Callable[[Weighed], Fraction],
    places: int,
) -> tuple[tuple[ItemId, Decimal], ...]:
    """Bonus or deduction points; a group that scored a body and gave none gave 0."""
    items = dict.fromkeys(item for _, points in given for item, _ in points)
    joined = (
        (item, _round(reckon([(dict(points).get(item, Decimal(0)), group.weight) for group, points in given]), places))
        for item in items
    )
    return tuple((item, points) for item, points in joined if points)


def _mean(given: Weighed) -> Fraction:
    return sum((Fraction(points) for points, _ in given), Fraction(0)) / len(given)


def _weighted_mean(given: Weighed) -> Fraction:
    total = sum((Fraction(points) * Fraction(weight) for points, weight in given), Fraction(0))
    return total / sum((Fraction(weight) for _, weight in given), Fraction(0))


def _median(given: Weighed) -> Fraction:
    return Fraction(median(Fraction(points) for points, _ in given))


def _last(given: Weighed) -> Fraction:
    return Fraction(given[-1][0])


_RECKONED: Mapping[Aggregate, Callable[[Weighed], Fraction]] = {
    Aggregate.MEAN: _mean,
    Aggregate.MEDIAN: _median,
    Aggregate.WEIGHTED_MEAN: _weighted_mean,
    Aggregate.LAST: _last,
}


def _round(points: Fraction, places: int) -> Decimal:
    """Half up; points are never below 0."""
    return Decimal(floor(points * 10**places + Fraction(1, 2))).scaleb(-places)
