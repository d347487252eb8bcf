"""The lists of the desk, each as a page and as a workbook of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from starcase.model.desk import Desk, Line, Pile
from starcase.model.ids import OrganizationId, RegionId
from starcase.model.output import Page
from starcase.pages.kind import XLSX
from starcase.pages.reviewer.kind import LISTS, DeskKind
from starcase.views.reviewer import addresses, claims, moves, pages, publicity, quotas, rubrics, trail
from starcase.views.reviewer.summaries import Summary, by_district, summarize

Planned = Iterator[tuple[str, tuple[object, ...]]]


@lru_cache(maxsize=1)
def _districts(desk: Desk) -> dict[RegionId | None, tuple[Line, ...]]:
    return by_district(desk.lines, desk.catalogue.regions)


@lru_cache(maxsize=1)
def _scored(desk: Desk) -> frozenset[OrganizationId]:
    """The bodies of which a group has sent scores in a current round."""
    current = {(one.programme, one.period) for one in desk.rounds}
    return frozenset(
        body for body, given in desk.scores.items() if any((one.programme, one.period) in current for one in given)
    )


@lru_cache(maxsize=1)
def _summaries(desk: Desk) -> tuple[Summary, ...]:
    return tuple(summarize(district, lines, desk.rounds, _scored(desk)) for district, lines in _districts(desk).items())


def _home(desk: Desk) -> Planned:
    yield addresses.HOME, (summarize(None, desk.lines, desk.rounds, _scored(desk)), _summaries(desk), desk.rounds)


def _piles(desk: Desk) -> Planned:
    for pile in Pile:
        yield addresses.pile_url(pile), (pile, tuple(line for line in desk.lines if line.has(pile)))


def _all_districts(desk: Desk) -> Planned:
    yield addresses.DISTRICTS, (_summaries(desk),)


def _each_district(desk: Desk) -> Planned:
    used = _used_quotas(desk)
    for summary in _summaries(desk):
        district = summary.district
        places = tuple(one for one in used if one.area == district and district)
        sheets = tuple(_sheets(desk, district)) if district else ()
        yield addresses.district_url(district), (summary, _districts(desk)[district], places, sheets)


def _sheets(desk: Desk, district: RegionId) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each group of the current rounds, with the regions of a district whose sheets are missing."""
    tree = desk.catalogue.regions
    for one in desk.rounds:
        for each in one.returns:
            missing = [(region, name) for region, name in each.missing if region in tree]
            inside = (name for region, name in missing if district in (node.id for node in tree.upwards(region)))
            yield each.group, tuple(inside)


def _bodies(desk: Desk) -> Planned:
    yield addresses.BODIES, (desk.lines,)


def _quotas(desk: Desk) -> Planned:
    lines, rounds = quotas.with_decisions(desk.lines, desk.decided, desk.rounds, desk.recorded)
    bounds = tuple(quotas.count_bounds(lines, rounds, desk.catalogue.programmes))
    yield addresses.QUOTAS, (_used_quotas(desk), bounds)


@lru_cache(maxsize=1)
def _used_quotas(desk: Desk) -> tuple[quotas.QuotaUse, ...]:
    lines, rounds = quotas.with_decisions(desk.lines, desk.decided, desk.rounds, desk.recorded)
    return tuple(quotas.count_quotas(lines, rounds, desk.catalogue.programmes, desk.catalogue.regions))


def _moves(desk: Desk) -> Planned:
    lines = {line.id: line for line in desk.lines}
    made = moves.moves_in(desk.catalogue.rows, lines, desk.recorded)
    proposed = moves.proposals(desk.decided, desk.catalogue.by_id, lines, desk.rounds)
    yield addresses.MOVES, (made, proposed, moves.decisions_between(desk.notes, lines))


def _publicity(desk: Desk) -> Planned:
    named = {one.organization for one in desk.objections}
    names = tuple((line.id, line.name) for line in desk.lines if line.id in named)
    yield addresses.PUBLICITY, (desk.catalogue.notices, desk.objections, names)


def _claims(desk: Desk) -> Planned:
    catalogue = desk.catalogue
    yield addresses.CLAIMS, (tuple(claims.count_listed(desk.lines, catalogue.programmes.values(), catalogue.regions)),)


def _rubrics(desk: Desk) -> Planned:
    items = tuple(rubrics.count_items(desk.notes, desk.recorded, desk.catalogue.programmes))
    yield addresses.RUBRICS, (desk.scheme_notes, items)


def _trail(desk: Desk) -> Planned:
    yield addresses.TRAIL, (trail.list_events(desk),)


def _in_both_forms(
    name: str, plan: Callable[[Desk], Planned], project: Callable[..., object], sheet: Callable[..., object]
) -> tuple[DeskKind, DeskKind]:
    """The pages of a list, and beside each its workbook."""
    book = f"{name}-workbook"

    def plan_pages(desk: Desk) -> Iterator[Page]:
        return (Page(name, url, parts) for url, parts in plan(desk))

    def plan_books(desk: Desk) -> Iterator[Page]:
        return (Page(book, addresses.workbook_url(url), parts) for url, parts in plan(desk))

    return DeskKind(name, plan_pages, project, LISTS), DeskKind(book, plan_books, sheet, XLSX)


KINDS = (
    *_in_both_forms("desk-home", _home, pages.project_home, pages.project_home_sheet),
    *_in_both_forms("desk-pile", _piles, pages.project_pile, pages.project_pile_sheet),
    *_in_both_forms("desk-districts", _all_districts, pages.project_districts, pages.project_districts_sheet),
    *_in_both_forms("desk-district", _each_district, pages.project_district, pages.project_district_sheet),
    *_in_both_forms("desk-bodies", _bodies, pages.project_bodies, pages.project_bodies_sheet),
    *_in_both_forms("desk-quotas", _quotas, quotas.project_quotas, quotas.project_quotas_sheet),
    *_in_both_forms("desk-moves", _moves, moves.project_moves, moves.project_moves_sheet),
    *_in_both_forms("desk-publicity", _publicity, publicity.project_publicity, publicity.project_publicity_sheet),
    *_in_both_forms("desk-claims", _claims, claims.project_claims, claims.project_claims_sheet),
    *_in_both_forms("desk-rubrics", _rubrics, rubrics.project_rubrics, rubrics.project_rubrics_sheet),
    *_in_both_forms("desk-trail", _trail, trail.project_trail, trail.project_trail_sheet),
)
