"""Since when a body is there, who belongs to it, and which others it has to do with."""

from __future__ import annotations

from starcase.language import Words
from starcase.model.organization import Organization, People, Person
from starcase.model.programme import Programme, Rates
from starcase.model.row import Row
from starcase.privacy.masking import shown_name
from starcase.views.parts import say_date
from starcase.views.public.labelled import Labelled, given, label_text
from starcase.views.public.relations import label_relations
from starcase.views.shared import Shared


def list_background(
    body: Organization, programme: Programme | None, related: tuple[Row, ...], url: str, shared: Shared
) -> tuple[Labelled, ...]:
    """What stands at the end of the page; `related` are the bodies that it names and those that name it."""
    words = shared.words
    return given(
        label_text(words("成立时间"), say_date(body.founded, words) if body.founded else None),
        *_people(body.people, programme, shared),
        *label_relations(body, related, url, shared),
    )


def _people(people: People | None, programme: Programme | None, shared: Shared) -> tuple[Labelled | None, ...]:
    """Numbers of members; the leader only with consent, and never where persons are rated."""
    if people is None:
        return ()
    words = shared.words
    shows_leader = programme is None or programme.rates is Rates.BODIES
    return (
        label_text(words("负责人"), _say_person(people.leader, words) if people.leader and shows_leader else None),
        label_text(words("成员"), words("{n}人", n=people.members.text) if people.members else None),
        label_text(words("党员"), words("{n}人", n=people.party_members.text) if people.party_members else None),
    )


def _say_person(person: Person, words: Words) -> str | None:
    name = shown_name(person)
    return words("，").join(text for text in (name, person.role) if text) or None
