"""Which sheets of a round have come back, which are missing, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from starcase.language import mark
from starcase.model.rounds import Return, ReturnState, RoundFolder, RoundGroup
from starcase.reviewing.roster import Area, Roster


class Progress(Struct, frozen=True):
    """How far a group has come: its sheets that are back, those that are missing, and bodies that were scored; `waiting` are rows with an error."""

    group: RoundGroup
    received: tuple[tuple[Area, Return], ...]
    missing: tuple[Area, ...]
    scored: int
    bodies: int

    @property
    def sheets(self) -> int:
        return len(self.received) + len(self.missing)

    @property
    def waiting(self) -> int:
        return sum(entry.waiting for _, entry in self.received)

    @property
    def is_complete(self) -> bool:
        return not self.missing and not self.waiting


def progress_of(folder: RoundFolder, roster: Roster, group: RoundGroup) -> Progress:
    """How far one group has come. A file of scores that nobody collected counts as received, too."""
    used = {(one.group, one.region): one for one in folder.ledger if one.state is ReturnState.USED}
    received, missing = [], []
    for area in roster.areas(group):
        entry = used.get((group.id, area.region))
        if entry is None and folder.sheet(group.id, area.region) is not None:
            entry = Return(group=group.id, region=area.region, file=f"{area.region}.csv", received=date.min, digest="-")
        if entry is None:
            missing.append(area)
        else:
            received.append((area, entry))
    scored = {
        row.organization for sheet in folder.sheets if sheet.group == group.id for row in sheet.rows if row.scores
    }
    count = sum(row.id in scored for row in roster.rows)
    return Progress(group, tuple(received), tuple(missing), count, len(roster.rows))


def current_group(folder: RoundFolder, roster: Roster) -> RoundGroup:
    """The group whose turn it is: the first whose sheets are not all back; the last where all are.

    One that sent nothing while a later one has begun was passed over, and nobody waits for it.
    """
    progress = [progress_of(folder, roster, group) for group in folder.round.groups]
    begun = max((at for at, one in enumerate(progress) if one.received), default=-1)
    waited_for = (one for at, one in enumerate(progress) if one.missing and (one.received or at > begun))
    return next((one.group for one in waited_for), progress[-1].group)


def coming_days(folder: RoundFolder, day: date, closes: date | None) -> Iterator[tuple[str, date]]:
    """What is due from a day on, the nearest first: a group's last day (by its name), the end of publicity, the day of the decision."""
    found = [(group.name, group.until) for group in folder.round.groups if group.until]
    found += [(mark("公示截止"), closes)] if closes else []
    found += [(mark("评定日期"), folder.decisions.decided)] if folder.decisions else []
    yield from sorted(((name, when) for name, when in found if when >= day), key=lambda one: one[1])
