"""A photo is for everybody, also for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.organization import Photo
from starcase.problems import Problem, Severity, problem, rule
from starcase.read.reading import Reading

PHOTO_WITHOUT_ALT = rule(
    "photo-without-alt",
    says="照片没有写图片说明，所以不显示：看不见的人不知道上面是什么。",
    mend="请在它旁边加一项 alt:（图片说明），用一句话说出照片上看得见的人和事。",
    severity=Severity.WARNING,
)


def check_photos(reading: Reading) -> Iterator[Problem]:
    """A photo without a text that stands for it is not shown.

    Reports: photo-without-alt. Source: WCAG 2.2, 1.1.1.
    """
    for path, photo in reading.each(Photo):
        place = (*path, "file")
        if photo.consent and not (photo.alt or reading.has_error_at(place) or reading.has_error_at((*path, "alt"))):
            yield problem(PHOTO_WITHOUT_ALT, reading.document, place)
