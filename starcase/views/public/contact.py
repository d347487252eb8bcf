"""How to reach a body: its own contact, or its region's where it gives none."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.ids import RegionId
from starcase.model.organization import Contact
from starcase.model.region_tree import RegionNode
from starcase.views.frame import Link, telephone_href
from starcase.views.shared import Shared

_NOTHING = Contact()


class ContactView(Struct, frozen=True):
    """`phone_of` and `place_of` say whose they are; None for the body's own."""

    phone: Link | None
    phone_of: str | None
    address: str | None
    hours: str | None
    place_of: str | None


def make_contact(own: Contact | None, regions: tuple[RegionId, ...], shared: Shared) -> ContactView | None:
    """The body's contact; None where neither it nor a region above it gives one.

    A phone is taken from the region where the body gives none; address and hours only where it gives nothing at all,
    so that nobody is sent to one place to find another.
    """
    own = own or _NOTHING
    region = region_contact(regions, shared)
    if region is None:
        return _only_own(own)
    node, theirs = region
    owner = _name_owner(node, theirs, shared)
    gives_nothing = not (own.phone or own.address or own.hours)
    place = theirs if gives_nothing else own
    phone = own.phone or theirs.phone
    return ContactView(
        phone=link_phone(phone),
        phone_of=owner if phone and not own.phone else None,
        address=place.address,
        hours=place.hours,
        place_of=owner if gives_nothing and (theirs.address or theirs.hours) else None,
    )


def region_contact(regions: tuple[RegionId, ...], shared: Shared) -> tuple[RegionNode, Contact] | None:
    """The first contact at or above the places that can be called or visited."""
    found = (shared.regions.contact(region) for region in regions if region in shared.regions)
    return next((each for each in found if each and (each[1].phone or each[1].address or each[1].hours)), None)


def region_phone(regions: tuple[RegionId, ...], shared: Shared) -> tuple[str, Link] | None:
    """The phone of the place, with whose it is."""
    found = region_contact(regions, shared)
    phone = link_phone(found[1].phone) if found else None
    return (_name_owner(*found, shared), phone) if found and phone else None


def link_phone(phone: str | None) -> Link | None:
    """A number as a link that a phone calls; None where there is none."""
    return Link(phone, telephone_href(phone)) if phone else None


def _only_own(own: Contact) -> ContactView | None:
    if not (own.phone or own.address or own.hours):
        return None
    return ContactView(link_phone(own.phone), None, own.address, own.hours, None)


def _name_owner(node: RegionNode, contact: Contact, shared: Shared) -> str:
    """The office with its place before it, unless its name already begins with that."""
    if contact.name is None:
        return node.name
    if contact.name.startswith(node.name):
        return contact.name
    return shared.words("{place}{name}", place=node.name, name=contact.name)
