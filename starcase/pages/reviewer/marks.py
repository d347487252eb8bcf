"""The small files by which a reviewers' site is known, and that keep search engines out."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.desk import Desk
from starcase.model.output import Page
from starcase.pages.reviewer.kind import DeskKind
from starcase.views.reviewer import addresses
from starcase.views.reviewer.marks import project_mark


def _plan_mark(desk: Desk) -> Iterator[Page]:
    yield Page("desk-mark", addresses.MARK)


def _plan_robots(desk: Desk) -> Iterator[Page]:
    yield Page("desk-robots", addresses.ROBOTS)


KINDS = (
    DeskKind("desk-mark", _plan_mark, project_mark, "pages/internal.txt"),
    DeskKind("desk-robots", _plan_robots, project_mark, "pages/robots.txt"),
)
