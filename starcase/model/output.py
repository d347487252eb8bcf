"""A page that is planned, and a file that is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from starcase.problems import DocumentId


class Kept(Struct, frozen=True):
    """A record as a part of a page: its bytes wait in the store until the page is made. `digest` tells it from every other state of it."""

    document: DocumentId
    digest: str


class Page(Struct, frozen=True):
    """One page to make: its kind, its address in the output, and the parts that its View is made of.

    Parts are frozen values; whatever is not in them cannot be on the page. In the place of a Kept the View is given the record's bytes.
    `edition` is the folder of a language beside the first; `url` is the same in all of them.
    """

    kind: str
    url: str
    parts: tuple[object, ...] = ()
    edition: str = ""

    @property
    def path(self) -> str:
        """Where the file stands in the output."""
        return f"{self.edition}/{self.url}" if self.edition else self.url


class Family(Struct, frozen=True):
    """Pages that are planned together. Where its parts are what they were, so are its pages, and they need not be planned again.

    `plan` is given the parts, and knows of nothing else but what all pages share. Without parts the pages are planned every time.
    """

    kind: str
    plan: Callable[..., Iterable[Page]]
    parts: tuple[object, ...] | None = None
    edition: str = ""

    def pages(self) -> Iterable[Page]:
        return self.plan(*(self.parts or ()))


class Planned(Struct, frozen=True, array_like=True):
    """Where the pages of a family stand: those that search engines are told of, and the others."""

    listed: tuple[str, ...]
    others: tuple[str, ...]


class Output(Struct, frozen=True):
    """One file of the site: its path relative to the output with `/`, and its bytes."""

    path: str
    content: bytes
