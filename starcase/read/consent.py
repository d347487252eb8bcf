"""People agree before they are shown: names, photos and mobile numbers."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Label
from starcase.model.organization import Contact, Person, Photo
from starcase.model.personal import PersonalKind
from starcase.privacy.masking import shown_name
from starcase.privacy.sightings import find_sightings
from starcase.problems import Path, Problem, problem, rule
from starcase.read.reading import Reading

CONSENT_MISSING = rule(
    "consent-missing",
    says="写了“{field}”，没有写明已得到同意。",
    mend="得到同意的，在它旁边加一项 consent: true；没有得到同意的，删去“{field}”。",
)
MOBILE_WITHOUT_CONSENT = rule(
    "mobile-without-consent",
    says="“{field}”里有手机号码，没有写明本人同意公开。",
    mend="请换成单位的固定电话；本人同意公开的，在联系方式下面加上 consent: true。",
)

_CONTACT_FIELDS = {"name": "名称", "address": "地址", "phone": "电话", "hours": "服务时间", "how_to_join": "参加方式"}


def holds_mobile(text: str) -> bool:
    """Whether a mobile number stands in a text."""
    return any(one.kind is PersonalKind.PHONE and text[one.start] in "1１" for one in find_sightings(text))


def check_consent(reading: Reading) -> Iterator[Problem]:
    """A leader's name and a photo are shown only with consent; so is a mobile number.

    Reports: consent-missing, mobile-without-consent. Source: FORMAT.md section 2.
    """
    for path, person in reading.each(Person):
        if person.name and shown_name(person) is None and not reading.has_error_at((*path, "consent")):
            yield problem(CONSENT_MISSING, reading.document, (*path, "name"), field=Label("姓名", "name"))
    for path, photo in reading.each(Photo):
        if not photo.consent and not reading.has_error_at((*path, "consent")):
            yield problem(CONSENT_MISSING, reading.document, (*path, "file"), field=Label("照片", "file"))
    for path, contact in reading.each(Contact):
        yield from _check_contact(path, contact, reading)


def _check_contact(path: Path, contact: Contact, reading: Reading) -> Iterator[Problem]:
    if contact.consent or reading.has_error_at((*path, "consent")):
        return
    for field, title in _CONTACT_FIELDS.items():
        if holds_mobile(getattr(contact, field) or ""):
            yield problem(MOBILE_WITHOUT_CONSENT, reading.document, (*path, field), field=Label(title, field))
