"""Which version of a sheet counts, what it changes, and what the ledger says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from starcase.exchange.rounds.returns import Asked, Version, rows_in
from starcase.model.ids import OrganizationId
from starcase.model.rounds import GroupId, Return, ReturnState, RoundFolder, ScoreRow
from starcase.model.row import Row
from starcase.reviewing.cells import cell_of
from starcase.reviewing.columns import SheetColumn, columns_of, rubrics_of


class Change(Struct, frozen=True):
    """What a newer version says otherwise of a body: each cell with its column, before and after."""

    row: Row
    cells: tuple[tuple[SheetColumn, str, str], ...]


class Collected(Struct, frozen=True):
    """What became of the versions of one sheet.

    `used` is the one taken in, None where what was there stays; `unused` came in vain, `known` had come before. `rows` are those of the
    CSV file from now on, `kept` those that stay as they were because the version does not have them or holds an error there.
    """

    asked: Asked
    used: Version | None
    unused: tuple[Version, ...]
    known: tuple[Version, ...]
    rows: tuple[ScoreRow, ...]
    kept: tuple[OrganizationId, ...]
    changes: tuple[Change, ...]
    ledger: tuple[Return, ...]
    replaced: Return | None = None


def collect(folder: RoundFolder, asked: Asked, versions: Sequence[Version], chosen: str | None, day: date) -> Collected:
    """Takes in the newest version of a sheet, or the one whose file is `chosen`.

    A version that is older than the one in use is noted and not used; one that has come before changes nothing.
    """
    own = tuple(one for one in folder.ledger if (one.group, one.region) == (asked.group.id, asked.area.region))
    in_use = next((one for one in own if one.state is ReturnState.USED), None)
    fresh = [one for one in _each_once(versions) if _is_fresh(one, own, chosen)]
    known = tuple(one for one in versions if one not in fresh)
    best = max(fresh, key=lambda one: (_is_called(one, chosen), one.saved, one.source.file), default=None)
    is_newer = best is not None and (_is_called(best, chosen) or in_use is None or best.saved >= (in_use.saved or ""))
    used = best if is_newer else None
    unused = tuple(one for one in fresh if one is not used)
    before = folder.sheet(asked.group.id, asked.area.region)
    old = {row.organization: row for row in before.rows} if before else {}
    if used is None:
        ledger = (*own, *(_noted(one, ReturnState.NOT_USED, day, 0) for one in unused))
        return Collected(asked, None, unused, known, before.rows if before else (), (), (), ledger)
    rows, kept = _merge(used, old, asked)
    changes = tuple(_changes(old, rows, asked)) if in_use else ()
    ledger = (
        *(_replaced(one) for one in own if one.digest != used.digest),
        *(_noted(one, ReturnState.NOT_USED, day, 0) for one in unused),
        _noted(used, ReturnState.USED, day, len(changes)),
    )
    return Collected(asked, used, unused, known, rows, kept, changes, ledger, in_use)


def _each_once(versions: Iterable[Version]) -> Iterator[Version]:
    return iter({one.digest: one for one in versions}.values())


def _is_called(version: Version, chosen: str | None) -> bool:
    return chosen is not None and chosen in (version.source.file, version.source.name)


def _is_fresh(version: Version, own: Iterable[Return], chosen: str | None) -> bool:
    """Whether a version has not come before; one that is chosen counts once more, unless it is in use."""
    seen = next((one for one in own if one.digest == version.digest), None)
    return seen is None or (_is_called(version, chosen) and seen.state is not ReturnState.USED)


def _merge(
    version: Version, old: dict[OrganizationId, ScoreRow], asked: Asked
) -> tuple[tuple[ScoreRow, ...], tuple[OrganizationId, ...]]:
    """The rows from now on, in the order of the roster: the new ones; the old one where the new holds an error or is not there."""
    new = {row.organization: row for row in rows_in(version)}
    blank = frozenset(version.blank)
    kept = tuple(body for body in old if body not in new and body not in blank)
    merged = {**{body: old[body] for body in kept}, **new}
    order = {row.id: at for at, row in enumerate(asked.area.rows)}
    return tuple(merged[body] for body in sorted(merged, key=lambda body: order.get(body, len(order)))), kept


def _changes(old: dict[OrganizationId, ScoreRow], rows: Iterable[ScoreRow], asked: Asked) -> Iterator[Change]:
    columns = columns_of(rubrics_of(asked.roster.round, asked.roster.programme))
    new = {row.organization: row for row in rows}
    for body in asked.area.rows:
        before, after = old.get(body.id, ScoreRow(body.id)), new.get(body.id, ScoreRow(body.id))
        if before != after:
            pairs = ((column, cell_of(before, column), cell_of(after, column)) for column in columns)
            cells = tuple((column, first, second) for column, first, second in pairs if first != second)
            if cells:
                yield Change(body, cells)


def _noted(version: Version, state: ReturnState, day: date, changed: int) -> Return:
    return Return(
        group=GroupId(version.asked.group.id),
        region=version.asked.area.region,
        file=version.source.name,
        saved=version.saved,
        received=day,
        digest=version.digest,
        state=state,
        rows=len(version.rows),
        waiting=len(version.waiting),
        changed=changed,
    )


def _replaced(entry: Return) -> Return:
    return entry.model_copy(update={"state": ReturnState.REPLACED}) if entry.state is ReturnState.USED else entry
