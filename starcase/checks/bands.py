"""Checks that the printed ranges of totals hold every possible total once (801–900 beside 900–950; 950.5 that fits none)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from msgspec import Struct

from starcase.checks.scheme import Asked, Scheme, has_other_needs, in_each_scheme, plain, say_most
from starcase.language import Phrase, phrase
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Problem, Severity, problem, rule
from starcase.rating.maxima import full_points, most_points

RANGES_OVERLAP = rule(
    "ranges-overlap",
    says="总分{shared}，“{worse}”的范围（{worse_range}）里有，“{better}”的范围（{better_range}）里也有。",
    mend="计算时评为“{better}”。请对照文件核对；两级相接的，“{worse}”的上限写 {upper}。",
    severity=Severity.WARNING,
)
RANGES_LEAVE_GAP = rule(
    "ranges-leave-gap",
    says="总分{total}分不在任何一级的范围里：“{worse}”到{high}分为止，“{better}”从{low}分开始。",
    mend="计算时归“{worse}”。请对照文件核对；两级相接的，“{worse}”的上限写 {upper}，或者每一级都只写下限。",
    severity=Severity.WARNING,
)
RANGE_ENDS_EARLY = rule(
    "range-ends-early",
    says="“{level}”的总分写到{high}分为止，而总分最高可以到{most}，再高的不在任何一级的范围里。",
    mend="计算时评为“{level}”。请对照文件核对上限；没有上限的只写下限 {low}。",
    severity=Severity.WARNING,
)


class _Band(Struct, frozen=True):
    """A level's range of totals; `high` is None where no upper end is printed."""

    asked: Asked
    low: Decimal
    high: Decimal | None

    def holds(self, total: Decimal) -> bool:
        return self.low <= total and (self.high is None or total <= self.high)


def check_ranges(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``ranges-overlap``, ``ranges-leave-gap`` and ``range-ends-early``.

    Source: FORMAT.md section 4, `total`: upper bounds serve this report only, levels are decided by lower bounds.
    """
    return in_each_scheme(_check_ranges, programme, document)


def _check_ranges(scheme: Scheme) -> Iterator[Problem]:
    bands = [
        _Band(asked, total.at_least, total.at_most)
        for asked in scheme.asked
        if (total := asked.needs.total) is not None
    ]
    for number, band in enumerate(bands):
        if band.high is not None:
            yield from _check_upper_end(band, band.high, bands[:number], scheme)
    yield from _check_top(bands, scheme)


def _check_upper_end(worse: _Band, high: Decimal, above: list[_Band], scheme: Scheme) -> Iterator[Problem]:
    """What the upper end of a range makes of the ranges of better levels."""
    twin = next((better for better in reversed(above) if _overlap(worse, high, better, scheme)), None)
    if twin:
        yield _tell_overlap(worse, high, twin, scheme)
        return
    unit = _unit(scheme)
    first = high.quantize(unit, ROUND_FLOOR) + unit
    later = [better for better in above if better.low > first]
    if later and not any(better.holds(first) for better in above):
        following = min(later, key=lambda better: better.low)
        if not _stands_between(worse, following, scheme):
            yield _tell_gap(worse, high, following, scheme)


def _overlap(worse: _Band, high: Decimal, better: _Band, scheme: Scheme) -> bool:
    """Whether the same total is meant to give two levels.

    Not where the lower level's range reaches to the top (60–100 beside 90–100) and the better one asks for more than points: then it is
    the rest that tells them apart. So an honour without an upper end, which is drawn from the stars, overlaps with none of them.
    """
    if not worse.low < better.low <= high:
        return False
    has_more = better.asked.level.honour or has_other_needs(better.asked, scheme)
    top = better.high
    if top is None:
        if better.asked.level.honour and has_other_needs(better.asked, scheme):
            return False
        top = full_points(scheme.counted) if scheme.counted else None
    reaches_top = high > better.low if top is None else high >= top
    return not (has_more and reaches_top)


def _tell_overlap(worse: _Band, high: Decimal, better: _Band, scheme: Scheme) -> Problem:
    end = high if better.high is None else min(high, better.high)
    shared = phrase("{n}分", n=plain(high)) if end == better.low else _say_range(better.low, end)
    return problem(
        RANGES_OVERLAP,
        scheme.document,
        worse.asked.total_path,
        related=(scheme.spot(better.asked.total_path),),
        shared=shared,
        worse=worse.asked.level.name,
        worse_range=_say_range(worse.low, worse.high),
        better=better.asked.level.name,
        better_range=_say_range(better.low, better.high),
        upper=plain(better.low - _unit(scheme)),
    )


def _tell_gap(worse: _Band, high: Decimal, better: _Band, scheme: Scheme) -> Problem:
    unit = _unit(scheme)
    middle = ((high + better.low) / 2).quantize(unit, ROUND_FLOOR)
    return problem(
        RANGES_LEAVE_GAP,
        scheme.document,
        worse.asked.total_path,
        related=(scheme.spot(better.asked.total_path),),
        total=plain(middle if middle > high else middle + unit),
        worse=worse.asked.level.name,
        high=plain(high),
        better=better.asked.level.name,
        low=plain(better.low),
        upper=plain(better.low - unit),
    )


def _check_top(bands: list[_Band], scheme: Scheme) -> Iterator[Problem]:
    """Whether totals above all printed ranges are possible."""
    ends = [band.high for band in bands if band.high is not None]
    if scheme.counted is None or not ends or len(ends) < len(bands):
        return
    top = next(band for band in bands if band.high == max(ends))
    most = most_points(scheme.counted) or full_points(scheme.counted)
    above = scheme.asked[: scheme.asked.index(top.asked)]
    if most > max(ends) and all(one.level.honour or one.needs.total for one in above):
        high, name = plain(max(ends)), top.asked.level.name
        said = say_most(scheme.counted, most)
        yield problem(
            RANGE_ENDS_EARLY,
            scheme.document,
            top.asked.total_path,
            level=name,
            high=high,
            most=said,
            low=plain(top.low),
        )


def _stands_between(worse: _Band, better: _Band, scheme: Scheme) -> bool:
    """Whether between two levels stands one that asks for no total: what lies between their ranges may be its own."""
    levels = scheme.programme.known_levels
    between = levels[levels.index(better.asked.level) + 1 : levels.index(worse.asked.level)]
    with_total = {one.level.id for one in scheme.asked if one.needs.total}
    return any(not level.honour and level.id not in with_total for level in between)


def _unit(scheme: Scheme) -> Decimal:
    """The step in which totals go up; a whole number where no rubric says so."""
    return Decimal(1).scaleb(-scheme.rubric.decimals) if scheme.rubric else Decimal(1)


def _say_range(low: Decimal, high: Decimal | None) -> Phrase:
    if high is None:
        return phrase("{n}分（含）以上", n=plain(low))
    return phrase("{low}分至{high}分", low=plain(low), high=plain(high))
