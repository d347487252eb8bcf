"""What has to be mended in a row so that its record can be written: at the cell where that is, else at the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starcase.exchange.editing.kinds import in_english
from starcase.exchange.records.placing import Wanted
from starcase.exchange.records.wording import plainly
from starcase.exchange.tables.given import Complaint, Entry, KeyPath, Spot
from starcase.language import Listing, Phrase, phrase
from starcase.model.organization import Organization
from starcase.problems import Problem


def on_row(entry: Entry, wrong: Phrase, mend: Phrase, *, must: bool = True) -> Complaint:
    """A complaint about a whole row."""
    return Complaint(Spot(entry.spot.file, entry.spot.sheet, entry.spot.row), "", "", wrong, mend, must)


def of_problem(found: Problem, wanted: Sequence[Wanted], entry: Entry, header: Callable[[KeyPath], str]) -> Complaint:
    """A mistake that the record would have, at the cell that causes it; at the row where no one cell does."""
    near = [one for one in wanted if is_about(found, one)]
    wrong, mend = Phrase(found.rule.says, found.values), Phrase(found.rule.mend, found.values)
    if not near:
        return on_row(entry, wrong, mend, must=found.is_error)
    given = near[0].given
    return Complaint(given.spot, header(given.path), "", wrong, mend, found.is_error)


def is_about(found: Problem, one: Wanted) -> bool:
    """Whether a problem lies at a value, in it, or around it."""
    path = in_english(found.spot.path, Organization)
    return path[: len(one.place)] == one.place or (bool(path) and one.place[: len(path)] == path)


def of_stranger(one: Wanted, names: Sequence[str]) -> Complaint:
    """A relation to bodies that nobody knows."""
    wrong = phrase("没有编号是{ids}的组织", ids=Listing(tuple(names)))
    return Complaint(one.given.spot, "", plainly(one.value), wrong, phrase("请改成已有组织的名称或编号，或者清空。"))
