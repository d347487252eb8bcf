"""The reviewers' page kinds, as a visible tuple; nothing of it is loaded by a public build."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from starcase.model.desk import Desk
from starcase.model.output import Page
from starcase.pages.reviewer import body, lists, marks
from starcase.pages.reviewer.kind import DeskKind
from starcase.views.reviewer.desk import share_inside as share

PAGES: tuple[DeskKind, ...] = (*marks.KINDS, *lists.KINDS, body.KIND)

__all__ = ["PAGES", "plan_pages", "share"]


def plan_pages(desk: Desk) -> Iterator[Page]:
    """Every page of the reviewers' site, one by one."""
    return chain.from_iterable(kind.plan(desk) for kind in PAGES)
