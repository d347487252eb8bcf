"""Reckons the figures that an authority published again, from nothing but each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from math import floor

from msgspec.structs import replace

from starcase.model.programme import Programme, Rounding
from starcase.model.reconciled import Gap, Outcome, Reckoning, Reconciled, Way
from starcase.rating.claim_book import Book, Levels, Scope, is_counting, open_book
from starcase.rating.spans import (
    Printed,
    Span,
    add_spans,
    fit,
    only_by,
    percent_spans,
    printed_number,
    round_to,
)

_ANYTHING = Span(Fraction(0), None)
_HUNDRED = Fraction(100)
_NO_SHARE = Decimal(0)
_MOST_WELCOME = (Outcome.AGREES, Outcome.ONLY_TRUNCATED, Outcome.ONLY_NEAREST, Outcome.UNCHECKED, Outcome.DIFFERS)
_SHARES = ("%", "％", "‰", "个百分点")


def reconcile(programme: Programme) -> tuple[Reconciled, ...]:
    """Every published figure of a programme, in the order of the file, with what the others say of it.

    Sums, shares and figures that were published twice are reckoned exactly. A figure that is not exact (FORMAT.md section 4,
    Approximate figures; also one that may have been rounded) never differs while it can be true.
    """
    book = open_book(programme)
    own = [_reckon(book, place) for place in range(len(programme.claims))]
    agreed = _agreements(own)
    return tuple(
        Reconciled(claim, _or_through_others(book, place, own[place], agreed))
        for place, claim in enumerate(programme.claims)
    )


def _reckon(book: Book, place: int) -> tuple[Reckoning, ...]:
    """All that can be reckoned about one figure; whether it exceeds what it is part of, only where nothing else settles it."""
    ways = (_add_parts, _add_shares, _divide, _add_levels, _compare_twice)
    found = tuple(reckoning for way in ways if (reckoning := way(book, place)))
    if any(each.outcome is not Outcome.UNCHECKED for each in found):
        return found
    exceeding = _exceed(book, place)
    return (*found, exceeding) if exceeding else found


def _agreements(own: Iterable[tuple[Reckoning, ...]]) -> Mapping[int, Reckoning]:
    """For each figure the first agreement of another that it was needed for."""
    found: dict[int, Reckoning] = {}
    for each in chain.from_iterable(own):
        if each.outcome is Outcome.AGREES and each.way in (Way.PARTS, Way.LEVELS, Way.SHARE):
            for term in each.terms:
                found.setdefault(term, each)
    return found


def _or_through_others(
    book: Book, place: int, found: tuple[Reckoning, ...], agreed: Mapping[int, Reckoning]
) -> tuple[Reckoning, ...]:
    """What was reckoned about a figure; where that settles nothing, an agreement of another that it was needed for comes first."""
    if any(each.outcome is not Outcome.UNCHECKED for each in found):
        return found
    if place in agreed:
        return (agreed[place], *found)
    return found or (Reckoning(Way.NONE, Outcome.UNCHECKED, place, gap=_why_alone(book, place)),)


def _why_alone(book: Book, place: int) -> Gap:
    return Gap.ONLY_SHARE if book.scopes[place].unit in _SHARES else Gap.ALONE


# ── Sums ──


def _add_parts(book: Book, place: int) -> Reckoning | None:
    """The figure against the sum of its parts; a single part cannot be all of it."""
    parts = book.parts.get(place)
    if parts is None:
        return None
    about = Reckoning(Way.PARTS, Outcome.UNCHECKED, place, parts.terms, parts.missing)
    return _add_up(book, about, is_partial=bool(parts.missing) or len(parts.terms) < 2)


def _add_levels(book: Book, place: int) -> Reckoning | None:
    """A level and all above it, against the figures of each; an honour may be counted with them or stand beside them."""
    levels = book.scopes[place].levels
    if levels is None or len(levels) < 2:
        return None
    honours = {level.id for level in book.programme.known_levels if level.honour}
    sets = [levels, levels - honours] if levels & honours and levels - honours else [levels]
    return min((_add_these(book, place, some) for some in sets), key=lambda each: _MOST_WELCOME.index(each.outcome))


def _add_these(book: Book, place: int, levels: Levels) -> Reckoning:
    scope, known = book.scopes[place], [level for level in book.programme.known_levels if level.id in levels]
    found = {level.name: book.first_of(replace(scope, levels=frozenset((level.id,)))) for level in known}
    terms = tuple(term for term in found.values() if term is not None)
    missing = tuple(name for name, term in found.items() if term is None)
    about = Reckoning(Way.LEVELS, Outcome.UNCHECKED, place, terms, missing)
    return _add_up(book, about, is_partial=bool(missing))


def _add_up(book: Book, about: Reckoning, *, is_partial: bool) -> Reckoning:
    """The figure against the sum of its terms, or of some of its terms, which is no more than a lower end."""
    whole, terms = book.printed[about.claim], [book.printed[term] for term in about.terms]
    if gap := book.gap_between(about.claim, about.terms):
        return replace(about, gap=gap)
    reckoned = sum((one.value for one in terms), Fraction(0)) if all(one.is_exact for one in terms) else None
    span = add_spans([*(book.spans[term] for term in about.terms), *([_ANYTHING] if is_partial else [])])
    if is_partial and span.meets(whole.rounded):
        return replace(about, gap=Gap.SPLIT)
    return _settle(replace(about, reckoned=reckoned), whole, span, book.claim(about.claim).rounding)


def _settle(about: Reckoning, printed: Printed, span: Span, said: Rounding | None) -> Reckoning:
    """Whether a number that was reckoned, or may lie anywhere in a span, is the printed one."""
    exact = about.reckoned if printed.is_exact else None
    if exact is not None and (found := fit(exact, printed, said)):
        return replace(about, outcome=found[0], by=found[1])
    if span.meets(printed.rounded):
        return replace(about, gap=Gap.APPROXIMATE)
    if exact is None:
        return replace(about, outcome=Outcome.DIFFERS)
    apart = abs(round_to(exact, printed.step, said or Rounding.NEAREST) - printed.value)
    return replace(about, outcome=Outcome.DIFFERS, apart=apart)


# ── Shares ──


def _divide(book: Book, place: int) -> Reckoning | None:
    """A published share against the figure and the one that it is a share of: the whole that it is a part of, where none is named."""
    claim = book.claim(place)
    if claim.share is None:
        return None
    whole = book.by_id.get(claim.of) if claim.of else book.wholes.get(place)
    share, about = printed_number(claim.share), Reckoning(Way.SHARE, Outcome.UNCHECKED, place)
    if whole is None:
        return _guess_whole(book, about, share)
    about = replace(about, terms=(whole,))
    if gap := book.gap_between(place, (whole,)):
        return replace(about, gap=gap)
    part, full = book.printed[place], book.printed[whole]
    if not full.value and full.is_exact:
        return replace(about, gap=Gap.WHOLE)
    span = percent_spans(book.spans[place], book.spans[whole])
    if part.is_exact and full.is_exact:
        return _settle(replace(about, reckoned=part.value / full.value * 100), share, span, claim.rounding)
    if full.is_exact:
        about = replace(about, way=Way.PRODUCT, reckoned=full.value * share.value / 100)
    possible = span.meets(share.rounded)
    return replace(about, gap=Gap.APPROXIMATE) if possible else replace(about, outcome=Outcome.DIFFERS)


def _guess_whole(book: Book, about: Reckoning, share: Printed) -> Reckoning:
    """Whether some whole number could be the whole that was not published; which one is nobody's to say."""
    part, said = book.printed[about.claim], book.claim(about.claim).rounding
    if not (part.is_exact and part.step == 1 and is_counting(book.scopes[about.claim].unit)):
        return replace(about, gap=Gap.WHOLE)
    possible = [each for each in Rounding if _has_whole(part.value, share, each)]
    if (said or Rounding.NEAREST) in possible:
        return replace(about, gap=Gap.WHOLE)
    if possible:
        return replace(about, outcome=only_by(possible[0]), by=possible[0])
    return replace(about, outcome=Outcome.DIFFERS)


def _has_whole(part: Fraction, share: Printed, rounding: Rounding) -> bool:
    """Whether a whole number lies where the share would be printed so: from 100·part/high, itself not, to 100·part/low."""
    low = share.value - (share.step / 2 if rounding is Rounding.NEAREST else 0)
    high = low + share.step
    return low <= 0 or floor(part * 100 / low) > part * 100 / high


def _add_shares(book: Book, place: int) -> Reckoning | None:
    """The shares of the parts against 100 %; some of them cannot be more."""
    parts = book.parts.get(place)
    if parts is None:
        return None
    claims, whole = book.programme.claims, book.claim(place).id
    terms = tuple(term for term in parts.terms if claims[term].share is not None and claims[term].of in (None, whole))
    if len(terms) < 2:
        return None
    shares = [printed_number(claims[term].share or _NO_SHARE) for term in terms]
    is_partial = bool(parts.missing) or len(terms) < len(parts.terms)
    total = sum((share.value for share in shares), Fraction(0))
    span = add_spans([*(share.rounded for share in shares), *([_ANYTHING] if is_partial else [])])
    about = Reckoning(Way.HUNDRED, Outcome.AGREES, place, terms, reckoned=total, apart=abs(total - _HUNDRED))
    if not span.meets(Span(_HUNDRED, _HUNDRED)):
        return replace(about, outcome=Outcome.DIFFERS)
    return None if is_partial else about


# ── The same thing, and what is part of it ──


def _compare_twice(book: Book, place: int) -> Reckoning | None:
    """The figure against others of the same thing and time: the one that is farthest from it in what it says."""
    others = [other for other in book.by_scope[book.scopes[place]] if other != place]
    compared = [_compare(book, place, other) for other in others]
    return max(compared, key=lambda each: _MOST_WELCOME.index(each.outcome), default=None)


def _compare(book: Book, place: int, other: int) -> Reckoning:
    """Two figures of the same thing; the one that was printed more finely is rounded to the other."""
    about = Reckoning(Way.TWICE, Outcome.UNCHECKED, place, (other,))
    one, two = book.printed[place], book.printed[other]
    fine, coarse = (one, two) if one.step <= two.step else (two, one)
    if one.is_exact and two.is_exact and (found := fit(fine.value, coarse, None)):
        return replace(about, outcome=Outcome.AGREES, by=found[1])
    if book.spans[place].meets(book.spans[other]):
        return replace(about, gap=Gap.APPROXIMATE)
    apart = abs(one.value - two.value) if one.is_exact and two.is_exact else None
    return replace(about, outcome=Outcome.DIFFERS, apart=apart)


def _exceed(book: Book, place: int) -> Reckoning | None:
    """A figure that is larger than one of the same time that it is part of by its type, region or levels."""
    least = Span(book.spans[place].low, None)
    related = {book.by_id.get(book.claim(place).of or ""), book.wholes.get(place), place}
    for scope in _wider(book, place):
        other = book.first_of(scope)
        if other is not None and other not in related and not least.meets(book.spans[other]):
            return Reckoning(Way.WITHIN, Outcome.DIFFERS, place, (other,))
    return None


def _wider(book: Book, place: int) -> Iterator[Scope]:
    """All that a figure's scope is part of."""
    scope = book.scopes[place]
    for kind in dict.fromkeys((scope.type, None)):
        for region in dict.fromkeys((scope.region, None)):
            for levels in _wider_levels(book, scope.levels):
                yield replace(scope, type=kind, region=region, levels=levels)


def _wider_levels(book: Book, levels: Levels | None) -> Iterator[Levels | None]:
    """The same levels, those and some below them, all bodies whatever their level; of one level alone the sum of levels says more."""
    yield levels
    if levels is None:
        return
    known = book.programme.known_levels
    solid = levels - {level.id for level in known if level.honour}
    if len(levels) > 1 and solid:
        groups = (frozenset(level.id for level in known[: end + 1]) for end in range(len(known)))
        yield from (group for group in groups if solid <= group and group != levels)
    yield None
