"""All bodies of a programme as one table: filled in with the columns by which it is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from starcase.exchange.editing.kinds import spellings_of
from starcase.exchange.editing.trees import value_at
from starcase.exchange.records.cell_values import cell_of, evaluation_numbers, is_placed, plain_period
from starcase.exchange.records.photo_entries import has_agreed, photos_of
from starcase.exchange.records.shelf import Record, Shelf
from starcase.exchange.tables.columns import TO_DATE, Column, Kind, table_columns
from starcase.exchange.tables.fill_in import FillIn
from starcase.language import mark
from starcase.model.ids import ProgrammeId
from starcase.model.organization import Organization, Services


def export_table(shelf: Shelf, programme: ProgrammeId | None) -> FillIn:
    """The bodies of a programme, or of all programmes, in the order of their ids; private columns are not among them.

    A column stands there where people fill it in every day, or where any body has something in it.
    """
    records = sorted((one for one in shelf.records if one.tree is not None), key=lambda one: one.id)
    if programme is not None:
        records = [one for one in records if one.programme == programme]
    columns = _columns(records, shelf, programme)
    rows = [[cell_of(column, record, shelf) for column in columns] for record in records]
    kept = [
        number
        for number, column in enumerate(columns)
        if column.is_everyday or any(row[number] is not None for row in rows)
    ]
    cells = tuple(tuple("" if row[number] is None else row[number] for number in kept) for row in rows)
    photos = tuple(row for record in records for row in _photos(record))
    shown = tuple(columns[number] for number in kept)
    return FillIn(mark("组织名单"), shown, shelf.settings.regions, cells, photos=photos)


def _photos(record: Record) -> Iterator[tuple[str, ...]]:
    """What a record says of each of its photos, in the order of the columns."""
    for photo in photos_of(record.tree):
        told = (photo.get("alt", ""), photo.get("credit", ""), "是" if has_agreed(photo) else "")
        yield str(record.id), record.name, PurePosixPath(photo.get("file", "")).name, *told


def _columns(records: Sequence[Record], shelf: Shelf, programme: ProgrammeId | None) -> tuple[Column, ...]:
    settings = shelf.settings
    own = settings.programmes.get(programme) if programme else None
    if own is None and len(settings.programmes) == 1:
        own = next(iter(settings.programmes.values()))
    columns = table_columns(own, settings.regions, _periods(records), _evaluated(records))
    if own is None:
        columns = _with_all_indicators(columns, shelf, _periods(records))
    needs_paths = not all(is_placed(record, shelf) for record in records if record.regions)
    return tuple(
        column
        for column in columns
        if not column.is_private
        and (column.kind is not Kind.REGION or needs_paths)
        and (column.path != ("programme",) or own is None)
    )


def _with_all_indicators(columns: Iterable[Column], shelf: Shelf, periods: Sequence[str]) -> tuple[Column, ...]:
    """Where bodies of several programmes stand in one table, it has the indicators of all of them, by their names."""
    figures = {
        column.header: column
        for programme in shelf.settings.programmes.values()
        for column in table_columns(programme, shelf.settings.regions, periods)
        if column.path[0] == "services"
    }
    record = [column for column in columns if column.path[0] != "evaluations"]
    evaluated = [column for column in columns if column.path[0] == "evaluations"]
    return (*record, *figures.values(), *evaluated)


def _periods(records: Iterable[Record]) -> tuple[str, ...]:
    """Every period of which any body has figures, in order; the cumulative ones last."""
    found: set[str] = set()
    cumulative = False
    for record in records:
        services = value_at(record.tree, ("services",), Organization, lambda step: ())
        for key in services if isinstance(services, dict) else ():
            if key in spellings_of(Services, TO_DATE):
                cumulative = True
            else:
                found.add(plain_period(key))
    return (*sorted(found), *((TO_DATE,) if cumulative else ()))


def _evaluated(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(sorted({period for record in records for period in evaluation_numbers(record.tree)}))
