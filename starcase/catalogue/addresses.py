"""Checks that every redirect leads from an address without a page to one that has a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from starcase.model.redirect import Redirect
from starcase.problems import DocumentId, Problem, problem, rule

REDIRECT_UNKNOWN = rule(
    "redirect-unknown",
    says="新地址“{to}”在本站没有页面。",
    mend="请把新地址改成现有的页面，例如 organizations/某个组织的编号/；页面已经停用的，改写 gone: 和原因。",
    stops_site=True,
)
REDIRECT_OVER_PAGE = rule(
    "redirect-over-page",
    says="原地址“{address}”现在有自己的页面，不能再转到别处。",
    mend="请删去这一条，或给现有的页面换一个编号。",
    stops_site=True,
)

REDIRECTS = DocumentId("content/redirects.yaml")
_COMING_AND_GOING = re.compile(
    r"organizations/search/[^/]+|changes/[^/]+/[^/]+|(?:.+/)?page/.+"
)  # needs; rounds; the parts of a long list


class Addresses(Struct, frozen=True):
    """The site's pages: by the folder above them (`` for the top one) the folders that have a page."""

    pages: Mapping[str, Collection[str]]

    def has_page(self, address: str) -> bool:
        """Whether a page stands in a folder, written from the top of the site: `organizations/shouwang/`.

        Capitals make no difference: on some computers they are the same folder.
        """
        above, _, last = address.strip("/").casefold().rpartition("/")
        return not last or last in self.pages.get(above, ())

    def is_taken(self, address: str) -> bool:
        """Whether a page stands there, or may stand there once there are more bodies."""
        return self.has_page(address) or bool(_COMING_AND_GOING.fullmatch(address.strip("/").casefold()))


def check_redirects(redirects: tuple[Redirect, ...], addresses: Addresses) -> Iterator[Problem]:
    """Reports ``redirect-unknown`` and ``redirect-over-page``."""
    for number, redirect in enumerate(redirects):
        if addresses.is_taken(redirect.from_address):
            yield problem(REDIRECT_OVER_PAGE, REDIRECTS, (number, "from"), address=redirect.from_address)
        if redirect.to and not addresses.has_page(redirect.to):
            yield problem(REDIRECT_UNKNOWN, REDIRECTS, (number, "to"), to=redirect.to)
