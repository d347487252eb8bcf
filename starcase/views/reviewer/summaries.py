"""How far each district is: bodies, scorecards, work and ticks; and how its totals are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from msgspec import Struct

from starcase.model.desk import Line, Pile, RoundFacts
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.region_tree import RegionTree
from starcase.model.values import Period

_TENTH = Decimal("0.1")


class Summary(Struct, frozen=True, array_like=True):
    """The bodies of one district, or of all.

    `returned` of `bodies` have scores of a group, or an evaluation, in the round that is under way; `settled` of `to_check` have a tick that holds.
    `levels` count the levels given, by programme; the rest describes the totals, None where there are none.
    """

    district: RegionId | None
    bodies: int
    returned: int
    must: int
    look: int
    sample: int
    to_check: int
    settled: int
    lapsed: int
    levels: tuple[tuple[ProgrammeId | None, LevelId, int], ...]
    mean: Decimal | None
    middle: Decimal | None
    spread: Decimal | None
    least: Decimal | None
    most: Decimal | None


def summarize(
    district: RegionId | None,
    lines: Iterable[Line],
    rounds: Iterable[RoundFacts],
    scored: Collection[OrganizationId],
) -> Summary:
    """`scored` are the bodies of which a group has sent scores in a current round. `spread` is the standard deviation; averages are rounded half up to a tenth."""
    lines = tuple(lines)
    current: dict[ProgrammeId | None, Period] = {one.programme: one.period for one in rounds}
    totals = [line.total for line in lines if line.total is not None]
    levels = Counter((line.programme, line.level) for line in lines if line.level)
    checked = [line for line in lines if line.work]
    mean = sum(totals, Decimal(0)) / len(totals) if totals else None
    return Summary(
        district=district,
        bodies=len(lines),
        returned=sum(
            line.id in scored or (line.period is not None and current.get(line.programme) == line.period)
            for line in lines
        ),
        must=sum(line.has(Pile.MUST) for line in lines),
        look=sum(line.has(Pile.LOOK) for line in lines),
        sample=sum(line.has(Pile.SAMPLE) for line in lines),
        to_check=len(checked),
        settled=sum(line.is_settled for line in checked),
        lapsed=sum(bool(line.mark and line.mark.has_lapsed) for line in lines),
        levels=tuple((programme, level, count) for (programme, level), count in sorted(levels.items(), key=str)),
        mean=_tenth(mean),
        middle=_tenth(median(totals)) if totals else None,
        spread=_tenth(_deviation(totals, mean)) if mean is not None and len(totals) > 1 else None,
        least=min(totals, default=None),
        most=max(totals, default=None),
    )


def by_district(lines: Iterable[Line], regions: RegionTree) -> dict[RegionId | None, tuple[Line, ...]]:
    """The lines of each district, in the order of the regions' file; those that lie nowhere last."""
    found: dict[RegionId | None, list[Line]] = {}
    for line in lines:
        found.setdefault(line.district, []).append(line)
    in_order = [*(region for region in regions.nodes if region in found), *([None] if None in found else [])]
    return {district: tuple(found[district]) for district in in_order}


def _deviation(totals: list[Decimal], mean: Decimal) -> Decimal:
    return (sum(((total - mean) ** 2 for total in totals), Decimal(0)) / len(totals)).sqrt()


def _tenth(number: Decimal | None) -> Decimal | None:
    return number.quantize(_TENTH, ROUND_HALF_UP) if number is not None else None
