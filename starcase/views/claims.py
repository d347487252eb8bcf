"""Figures that an authority published: what each counts, as of when, from where, how it was checked; never added to anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import groupby

from msgspec import Struct

from starcase.language import Words, say_number
from starcase.model.programme import Claim, ClaimWhere, Programme
from starcase.model.reconciled import Outcome, Reconciled, Way
from starcase.model.source import Source
from starcase.rating.claim_book import counts_bodies
from starcase.rating.claim_words import OUTCOMES, say_reckoning
from starcase.rating.claims import reconcile
from starcase.views.parts import Cell, Checked, Figure, Table, make_bars, say_count, say_date
from starcase.views.shared import Shared

LEADING = 3


class Split(Struct, frozen=True):
    """The parts of a published figure, and how they and the figure were checked."""

    table: Table
    checked: Checked


class ClaimGroup(Struct, frozen=True):
    """Figures from one source; `source` is empty where none is given."""

    source: str
    figures: tuple[Figure, ...]
    splits: tuple[Split, ...]


def view_claims(reconciled: tuple[Reconciled, ...], programme: Programme, shared: Shared) -> tuple[ClaimGroup, ...]:
    """All published figures of a programme, in the order of the file, under the source that they come from."""
    splits = _find_splits(reconciled)
    in_tables = {part for parts in splits.values() for part in parts}

    def view_group(places: tuple[int, ...]) -> ClaimGroup:
        return ClaimGroup(
            source=say_source(reconciled[places[0]].claim, programme, shared.words),
            figures=tuple(view_claim(reconciled[one], programme, shared) for one in places if one not in in_tables),
            splits=tuple(
                _view_split(reconciled[one], [reconciled[part] for part in splits[one]], programme, shared)
                for one in places
                if one in splits
            ),
        )

    by_source = groupby(range(len(reconciled)), key=lambda place: reconciled[place].claim.source)
    groups = (view_group(tuple(places)) for _, places in by_source)
    return tuple(group for group in groups if group.figures or group.splits)


def leading_claims(programme: Programme) -> tuple[Reconciled, ...]:
    """The figures that stand for a programme: the first that count bodies and are no part of another, else the first of all."""
    reconciled = reconcile(programme)
    parts = {part for parts in _find_splits(reconciled).values() for part in parts}
    bodies = [one for place, one in enumerate(reconciled) if counts_bodies(one.claim) and place not in parts]
    return tuple(bodies[:LEADING] or reconciled[:1])


def view_claim(one: Reconciled, programme: Programme, shared: Shared) -> Figure:
    """One published figure, with the day it holds for, its share where one was published, and how it was checked."""
    claim, words = one.claim, shared.words
    note = words("，").join(filter(None, (say_day_of(claim, words), _say_share_of(one, programme, shared))))
    checked = _check([one], say_reckonings(one, programme, words), words)
    return Figure(claim.value.text, _unit(claim, programme), say_what(claim, programme, shared), note, checked=checked)


def _check(figures: Iterable[Reconciled], lines: Iterable[str], words: Words) -> Checked:
    """How figures were checked, in these lines; the result is the one that says most, and no result where nothing could be."""
    found = {one.outcome for one in figures}
    outcome = next(outcome for outcome in Outcome if outcome in found)
    result = words(OUTCOMES[outcome])
    if outcome is Outcome.UNCHECKED:
        return Checked(words("核对"), tuple(words("{result}：{line}", result=result, line=line) for line in lines))
    return Checked(words("核对：{result}", result=result), tuple(lines))


def say_reckonings(one: Reconciled, programme: Programme, words: Words) -> tuple[str, ...]:
    """Each reckoning of a figure as a sentence."""
    said = (say_reckoning(reckoning, programme).said(words) for reckoning in one.reckonings)
    return tuple(words("{sentence}。", sentence=sentence) for sentence in said)


def say_day_of(claim: Claim, words: Words) -> str:
    """As of when a figure holds; empty where that is not given."""
    return words("截至{day}", day=say_date(claim.as_of, words)) if claim.as_of else ""


def say_source(claim: Claim, programme: Programme, words: Words) -> str:
    """The source's title and date, or what was written in place of its id; empty where none is given."""
    found = next((source for source in programme.sources if source.id and source.id == claim.source), None)
    return name_source(found, words) if found else claim.source or ""


def name_source(source: Source, words: Words) -> str:
    """Title and date; a title that names the year already is enough."""
    title = source.title or source.note or source.url or ""
    if source.date is None or words("{year}年", year=source.date.year) in title:
        return title
    return words("{title}，{day}", title=title, day=say_date(source.date, words))


def _find_splits(reconciled: tuple[Reconciled, ...]) -> Mapping[int, tuple[int, ...]]:
    """The places of the figures that have published parts, each with the places of those."""
    sums = (each for one in reconciled for each in one.reckonings if each.way is Way.PARTS)
    return {each.claim: each.terms for each in sums if each.terms}


def _view_split(whole: Reconciled, parts: list[Reconciled], programme: Programme, shared: Shared) -> Split:
    """The parts of a published figure, with their shares where any was published."""
    words = shared.words
    named = [(say_what(one.claim, programme, shared), one) for one in parts]
    what, value = say_what(whole.claim, programme, shared), say_value(whole.claim, programme, words)
    return Split(
        table=_tabulate(words("{what}{value}，其中", what=what, value=value), named, programme, words),
        checked=_check([whole, *parts], _say_split(whole, named, programme, words), words),
    )


def _tabulate(caption: str, named: list[tuple[str, Reconciled]], programme: Programme, words: Words) -> Table:
    bars = make_bars([(name, one.claim.value.value, say_value(one.claim, programme, words)) for name, one in named])
    rows = [(Cell(bar.label, bar=bar.share), Cell(bar.text, numeric=True)) for bar in bars]
    shares = [Cell(_say_share(one.claim), numeric=True) for _, one in named]
    if not any(share.text for share in shares):
        return Table(caption, (Cell(words("类别")), Cell(words("数量"), numeric=True)), tuple(rows))
    return Table(
        caption=caption,
        columns=(Cell(words("类别")), Cell(words("数量"), numeric=True), Cell(words("占比"), numeric=True)),
        rows=tuple((*row, share) for row, share in zip(rows, shares, strict=True)),
    )


def _say_split(
    whole: Reconciled, named: list[tuple[str, Reconciled]], programme: Programme, words: Words
) -> Iterator[str]:
    """How the whole was checked, then what more there is to say of each part."""
    said = say_reckonings(whole, programme, words)
    yield from said
    for name, part in named:
        for line in say_reckonings(part, programme, words):
            if line not in said:
                yield words("{name}：{line}", name=name, line=line)


def say_value(claim: Claim, programme: Programme, words: Words) -> str:
    """The figure with its unit."""
    return say_count(claim.value, _unit(claim, programme), words)


def _say_share(claim: Claim) -> str:
    return f"{say_number(claim.share)}%" if claim.share is not None else ""


def _say_share_of(one: Reconciled, programme: Programme, shared: Shared) -> str:
    """`占组织总数的41.7%`; empty where no share was published."""
    if one.claim.share is None:
        return ""
    own = (each for each in one.reckonings if programme.claims[each.claim] is one.claim)
    whole = next((each.terms[0] for each in own if each.way in (Way.SHARE, Way.PRODUCT) and each.terms), None)
    if whole is None:
        return shared.words("占{share}，没有公布总数", share=_say_share(one.claim))
    what = say_what(programme.claims[whole], programme, shared)
    return shared.words("占{whole}的{share}", whole=what, share=_say_share(one.claim))


def _unit(claim: Claim, programme: Programme) -> str:
    return claim.unit or (programme.measure_word if counts_bodies(claim) else "")


def say_what(claim: Claim, programme: Programme, shared: Shared) -> str:
    """What the figure counts; bodies are named by their type, level and region."""
    if not counts_bodies(claim):
        return claim.what
    return _say_where(claim.where, programme, shared) if claim.where else shared.words("组织总数")


def _say_where(where: ClaimWhere, programme: Programme, shared: Shared) -> str:
    kind = programme.type(where.type)
    level = programme.level(where.level)
    parts = (
        shared.regions[where.region].name if where.region and where.region in shared.regions else "",
        kind.name if kind else "",
        level.name if level else "",
        _say_at_least(where, programme, shared.words),
    )
    said = [part for part in parts if part] or [shared.words("组织总数")]
    return reduce(lambda before, after: shared.words("{before}{after}", before=before, after=after), said)


def _say_at_least(where: ClaimWhere, programme: Programme, words: Words) -> str:
    """A level and all above it; the best level has none above."""
    level = programme.level(where.level_at_least)
    if level is None or level == programme.known_levels[0]:
        return level.name if level else ""
    return words("{level}及以上", level=level.name)
