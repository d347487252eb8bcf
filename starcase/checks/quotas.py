"""Checks that quotas leave places, and fit together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, permutations

from msgspec import Struct

from starcase.checks.levels import level_name
from starcase.checks.scheme import Scheme, in_each_scheme, plain, schemes_of
from starcase.language import Listing, Phrase, phrase
from starcase.model.ids import LevelId
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.rubric import Quota
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule
from starcase.settings import Settings

QUOTA_OF_NOTHING = rule(
    "quota-of-nothing",
    says="{levels}的名额是 0，谁也评不上。",
    mend="请核对名额；不限名额的，删去这一项。",
    severity=Severity.WARNING,
)
QUOTA_ABOVE_GROUP = rule(
    "quota-above-group",
    says="{levels}的名额写了{own}，而包括它在内的{group}一共只有{shared}。",
    mend="请对照文件核对这两处名额。",
    severity=Severity.WARNING,
)
QUOTAS_OVER_WHOLE = rule(
    "quotas-over-whole",
    says="各级的名额比例加起来是{sum}%，超过了 100%。",
    mend="请对照文件核对各级的比例。",
    severity=Severity.WARNING,
)
TIER_NOT_LISTED = rule(
    "tier-not-listed",
    says="名额按{tier}计算，而地区文件里没有{tier}这一层。",
    mend="请核对 within:（范围），或者在 content/regions.yaml（地区文件）里补上这一层。",
    severity=Severity.WARNING,
)


class _Share(Struct, frozen=True):
    """A quota, the levels that share its places, and where it is written. `named` are the levels as they are named there."""

    quota: Quota
    named: tuple[LevelId, ...]
    levels: frozenset[LevelId]
    path: Path


def check_quotas(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``quota-of-nothing``, ``quota-above-group`` and ``quotas-over-whole``."""
    return in_each_scheme(_check_quotas, programme, document)


def check_quota_tiers(settings: Settings) -> Iterator[Problem]:
    """Reports ``tier-not-listed``: then no body lies in an area of that tier."""
    for programme in settings.programmes.values():
        if _ends_at(programme, settings.regions):
            continue
        tiers = {node.tier for node in settings.regions.nodes.values()}
        document = settings.documents[programme.id]
        paths = (
            (share.path, share.quota.within) for scheme in schemes_of(programme, document) for share in _shares(scheme)
        )
        for path, tier in dict(paths).items():
            if tier is not None and tier not in tiers:
                yield problem(TIER_NOT_LISTED, document, (*path, "within"), tier=tier.label)


def _ends_at(programme: Programme, regions: RegionTree) -> bool:
    """Whether no region is listed, or none below the programme's own: its areas are still to be filled in."""
    own = regions.nodes.get(programme.region) if programme.region else None
    return not regions.nodes or (own is not None and not own.children)


def _check_quotas(scheme: Scheme) -> Iterator[Problem]:
    shares = tuple(_shares(scheme))
    for share in shares:
        if _gives_nothing(share.quota):
            yield problem(QUOTA_OF_NOTHING, scheme.document, share.path, levels=_say_levels(share, scheme))
    for one, group in permutations(shares, 2):
        if one.quota.within == group.quota.within and one.levels <= group.levels and _is_more(one.quota, group.quota):
            yield problem(
                QUOTA_ABOVE_GROUP,
                scheme.document,
                one.path,
                related=(scheme.spot(group.path),),
                levels=_say_levels(one, scheme),
                own=_say_amount(one.quota),
                group=_say_levels(group, scheme),
                shared=_say_amount(group.quota),
            )
    for tier in dict.fromkeys(share.quota.within for share in shares):
        yield from _check_sum([share for share in shares if share.quota.within == tier], scheme)


def _shares(scheme: Scheme) -> Iterator[_Share]:
    """Every quota of a scheme. Source: FORMAT.md section 4: `counts_as` holds for quotas."""
    for asked in scheme.asked:
        if asked.needs.quota:
            own = (asked.level.id,)
            yield _Share(asked.needs.quota, own, _counting_as(own, scheme), (*asked.path, "quota"))
    for number, quota in enumerate(scheme.rules.quotas):
        path = (*scheme.rules_path, "quotas", number)
        yield _Share(quota, quota.levels, _counting_as(quota.levels, scheme), path)


def _counting_as(levels: tuple[LevelId, ...], scheme: Scheme) -> frozenset[LevelId]:
    return frozenset((*levels, *(one.id for one in scheme.programme.known_levels if one.counts_as in levels)))


def _gives_nothing(quota: Quota) -> bool:
    return quota.places == 0 or (quota.percent == 0 and not quota.at_least)


def _is_more(one: Quota, other: Quota) -> bool:
    """Whether a quota is larger than another; False where they are given in different ways."""
    if one.places is not None and other.places is not None:
        return one.places > other.places
    return one.percent is not None and other.percent is not None and one.percent > other.percent


def _check_sum(shares: list[_Share], scheme: Scheme) -> Iterator[Problem]:
    """Percentages of groups that have no level in common; a group inside another counts with it."""
    percents = [share for share in shares if share.quota.percent is not None]
    outer = [one for one in percents if not any(one.levels < other.levels for other in percents)]
    if any(one.levels & other.levels for one, other in combinations(outer, 2)):
        return
    total = sum((share.quota.percent or Decimal(0) for share in outer), Decimal(0))
    if total > 100:
        *others, last = outer
        related = tuple(scheme.spot((*share.path, "percent")) for share in others)
        yield problem(QUOTAS_OVER_WHOLE, scheme.document, (*last.path, "percent"), related=related, sum=plain(total))


def _say_levels(share: _Share, scheme: Scheme) -> Listing:
    return Listing(tuple(level_name(level, scheme.programme) for level in share.named))


def _say_amount(quota: Quota) -> Phrase:
    if quota.places is not None:
        return phrase("{n}个", n=quota.places)
    return phrase("{n}%", n=plain(quota.percent or Decimal(0)))
