"""Reads the list of addresses that have moved or are gone."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Label
from starcase.model.redirect import Redirect
from starcase.problems import DocumentId, Problem, Spot, problem, rule
from starcase.read.fields import read_each
from starcase.read.order import check_exactly_one, check_unique
from starcase.read.reading import Reading
from starcase.read.record import check_record
from starcase.read.result import Read
from starcase.sources.yamltree import Tree

REDIRECT_CHAIN = rule(
    "redirect-chain",
    says="“{got}”要转到“{to}”，可是“{to}”自己也已经搬走或停用。",
    mend="请直接写最后的地址。",
)


def read_redirects(tree: Tree, document: DocumentId) -> Read[tuple[Redirect, ...]]:
    """Old addresses with their new ones; every address is a folder of the site, ending in `/`."""
    reading = Reading(document, Redirect)
    redirects = read_each(Redirect, tree, reading, Label("地址变更", "redirects.yaml"))
    problems = check_record(reading, _check_redirects)
    return Read(None if any(met.is_error for met in problems) else redirects, problems)


def _check_redirects(reading: Reading) -> Iterator[Problem]:
    """Reports: exactly-one, written-twice, redirect-chain."""
    redirects = list(reading.each(Redirect))
    places = (((*path, "from"), redirect.from_address) for path, redirect in redirects)
    yield from check_unique(reading.document, Label("原地址", "from"), places)
    moved = {redirect.from_address.casefold(): path for path, redirect in redirects}
    for path, redirect in redirects:
        yield from check_exactly_one(
            reading, path, {Label("新地址", "to"): redirect.to, Label("停用原因", "gone"): redirect.gone}
        )
        if redirect.to and redirect.to.casefold() in moved:
            related = (Spot(reading.document, (*moved[redirect.to.casefold()], "from")),)
            here = (*path, "to")
            yield problem(
                REDIRECT_CHAIN, reading.document, here, related=related, got=redirect.from_address, to=redirect.to
            )
