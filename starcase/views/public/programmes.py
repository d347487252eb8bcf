"""All programmes, those that rate bodies first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme
from starcase.model.tally import Tally
from starcase.rating.claim_book import counts_bodies
from starcase.views import urls
from starcase.views.frame import Frame, frame_page
from starcase.views.scheme import Scheme, measure_of, rates_bodies, say_scheme, scheme_of
from starcase.views.shared import Shared

_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$))")


class ProgrammeEntry(Struct, frozen=True):
    """A programme in a list; `how` is empty where nothing is rated."""

    name: str
    href: str
    place: str
    count: str
    summary: str
    how: str


class ProgrammeGroup(Struct, frozen=True):
    heading: str
    programmes: tuple[ProgrammeEntry, ...]


class ProgrammesView(Struct, frozen=True):
    frame: Frame
    title: str
    lead: str
    groups: tuple[ProgrammeGroup, ...]


def project_programmes(shared: Shared, url: str, tally: Tally) -> ProgrammesView:
    """The list of programmes; in `tally` a body counts in each of its programmes."""
    words = shared.words
    ordered = order_programmes(shared.programmes)
    rating = [programme for programme in ordered if rates_bodies(programme)]
    persons = [programme for programme in ordered if scheme_of(programme) is Scheme.PERSONS]
    others = [programme for programme in ordered if programme not in rating and programme not in persons]
    groups = ((words("评等级的项目"), rating), (words("不评等级的项目"), others), (words("评个人的项目"), persons))
    lead = words("共{n}个项目。", n=len(ordered)) if ordered else words("本站还没有项目。")
    return ProgrammesView(
        frame=frame_page(shared, url, words("全部项目"), description=lead),
        title=words("全部项目"),
        lead=lead,
        groups=tuple(
            ProgrammeGroup(heading, tuple(view_entry(programme, tally, url, shared) for programme in some))
            for heading, some in groups
            if some
        ),
    )


def order_programmes(programmes: Mapping[ProgrammeId, Programme]) -> tuple[Programme, ...]:
    """Programmes whose authority published how many bodies there are, then those with other figures, then the rest."""

    def place(programme: Programme) -> int:
        has_bodies = any(counts_bodies(claim) for claim in programme.claims)
        return 0 if has_bodies else 1 if programme.claims else 2

    return tuple(sorted(programmes.values(), key=place))


def view_entry(programme: Programme, tally: Tally, url: str, shared: Shared) -> ProgrammeEntry:
    words, number = shared.words, tally.of_programme(programme.id).listed
    region = shared.regions[programme.region] if programme.region and programme.region in shared.regions else None
    return ProgrammeEntry(
        name=programme.name,
        href=urls.relative(url, urls.programme_url(programme.id)),
        place=region.name if region else "",
        count=words("本站列出{n}{measure}", n=number, measure=measure_of(programme, words)) if number else "",
        summary=_first_sentence(programme.summary or ""),
        how=say_scheme(programme, shared),
    )


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[0] if found else text
