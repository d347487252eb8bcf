"""Figures that an authority published: what each counts, as of when, from where; never added to anything."""

from __future__ import annotations

from functools import reduce
from itertools import groupby

from msgspec import Struct

from starcase.language import Words
from starcase.model.programme import Claim, ClaimWhere, Programme
from starcase.model.source import Source
from starcase.views.parts import Cell, Figure, Table, make_bars, say_count, say_date, say_number
from starcase.views.shared import Shared

_BODIES = ("organizations", "组织")
LEADING = 3


class ClaimGroup(Struct, frozen=True):
    """Figures from one source; `source` is empty where none is given."""

    source: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]


def counts_bodies(claim: Claim) -> bool:
    """Whether a figure counts the programme's bodies, and not anything else."""
    return claim.what in _BODIES


def view_claims(programme: Programme, shared: Shared) -> tuple[ClaimGroup, ...]:
    """All published figures of a programme, in the order of the file, under the source that they come from."""
    in_tables = {part for claim in programme.claims for part in claim.parts}
    by_source = groupby(programme.claims, key=lambda claim: claim.source)
    groups = (_view_group(source, tuple(claims), in_tables, programme, shared) for source, claims in by_source)
    return tuple(group for group in groups if group.figures or group.tables)


def leading_claims(programme: Programme) -> tuple[Claim, ...]:
    """The figures that stand for a programme: the first that count bodies and are no part of another, else the first of all."""
    parts = {part for claim in programme.claims for part in claim.parts}
    bodies = [claim for claim in programme.claims if counts_bodies(claim) and claim.id not in parts]
    return tuple(bodies[:LEADING] or programme.claims[:1])


def view_claim(claim: Claim, programme: Programme, shared: Shared) -> Figure:
    """One published figure, with the day it holds for and its share where one was published."""
    words = shared.words
    day = words("截至{day}", day=say_date(claim.as_of, words)) if claim.as_of else ""
    note = words("，").join(filter(None, (day, _say_share_of(claim, programme, shared))))
    return Figure(claim.value.text, _unit(claim, programme), _say_what(claim, programme, shared), note)


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


def _view_group(
    source: str | None, claims: tuple[Claim, ...], in_tables: set[str], programme: Programme, shared: Shared
) -> ClaimGroup:
    return ClaimGroup(
        source=say_source(claims[0], programme, shared.words) if source else "",
        figures=tuple(view_claim(claim, programme, shared) for claim in claims if claim.id not in in_tables),
        tables=tuple(_view_parts(claim, programme, shared) for claim in claims if claim.parts),
    )


def _view_parts(whole: Claim, programme: Programme, shared: Shared) -> Table:
    """The parts of a published figure, with their published shares."""
    words = shared.words
    parts = [claim for part in whole.parts for claim in programme.claims if claim.id == part]
    figures = [
        (_say_what(part, programme, shared), part.value.value, _say_value(part, programme, words)) for part in parts
    ]
    what, value = _say_what(whole, programme, shared), _say_value(whole, programme, words)
    return Table(
        caption=words("{what}{value}，其中", what=what, value=value),
        columns=(Cell(words("类别")), Cell(words("数量"), numeric=True), Cell(words("占比"), numeric=True)),
        rows=tuple(
            (Cell(bar.label, bar=bar.share), Cell(bar.text, numeric=True), Cell(_say_share(part), numeric=True))
            for bar, part in zip(make_bars(figures), parts, strict=True)
        ),
    )


def _say_value(claim: Claim, programme: Programme, words: Words) -> str:
    return say_count(claim.value, _unit(claim, programme), words)


def _say_share(claim: Claim) -> str:
    return f"{say_number(claim.share)}%" if claim.share is not None else ""


def _say_share_of(claim: Claim, programme: Programme, shared: Shared) -> str:
    """`占组织总数的41.7%`; empty where no share was published."""
    whole = next((other for other in programme.claims if other.id and other.id == claim.of), None)
    if claim.share is None:
        return ""
    if whole is None:
        return shared.words("占{share}", share=_say_share(claim))
    return shared.words("占{whole}的{share}", whole=_say_what(whole, programme, shared), share=_say_share(claim))


def _unit(claim: Claim, programme: Programme) -> str:
    return claim.unit or (programme.measure_word if counts_bodies(claim) else "")


def _say_what(claim: Claim, programme: Programme, shared: Shared) -> str:
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
