"""What a record says, as the cells of a table: in words that are read back as the very same."""

from __future__ import annotations

from starcase.exchange.editing.trees import Place, value_at
from starcase.exchange.records.shelf import Record, Shelf
from starcase.exchange.tables.columns import EVERYDAY_TIERS, Column, Kind, indicator_column
from starcase.exchange.tables.finding_places import Part, find_place
from starcase.model.organization import Evaluation, Organization, Outcome, Status
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.read.dates import parse_period
from starcase.read.names import Role, known_id, names_of_programme
from starcase.read.peek import peek_each, peek_text
from starcase.read.scalars import Fault, Understood
from starcase.read.shapes import parse_choice
from starcase.sources.yamltree import Tree

Cell = str | int | float | None
"""A text or a number; None where a cell stays empty."""


def evaluation_numbers(tree: Tree) -> dict[str, int]:
    """The number of each evaluation in a body's own programme, by its period as `2024` or `2024-Q3`."""
    found: dict[str, int] = {}
    for number, one in enumerate(peek_each(Organization, tree, "evaluations")):
        period = peek_text(Evaluation, one, "period")
        if period and not peek_text(Evaluation, one, "programme"):
            found.setdefault(plain_period(period), number)
    return found


def plain_period(text: str) -> str:
    """A period as the format writes it; what is none stays as it is."""
    parsed = parse_period(text)
    if isinstance(parsed, Fault):
        return text
    return str(parsed.value if isinstance(parsed, Understood) else parsed)


def cell_of(column: Column, record: Record, shelf: Shelf) -> Cell:
    """The cell of a column for a record; None where nothing is written, or what is written fits in no cell."""
    if column.kind is Kind.PLACE:
        return _place(column.tier, record, shelf)
    place: Place = column.path
    if place[0] == "evaluations":
        number = evaluation_numbers(record.tree).get(str(place[1]))
        if number is None:
            return None
        place = ("evaluations", number, *place[2:])
    programme = shelf.settings.programmes.get(record.programme) if record.programme else None
    if place[0] == "services" and not _has_indicator(column, programme):
        return None
    if column.kind is Kind.REGION:
        return None if is_placed(record, shelf) else "、".join(_path(one, shelf) for one in record.regions) or None
    return said_in_cell(value_at(record.tree, place, Organization, shelf.names_in(record.programme)), column, programme)


def _has_indicator(column: Column, programme: Programme | None) -> bool:
    """Whether a programme has this very indicator: two may use one id for different things."""
    _, period, indicator = column.path
    known = programme.indicators if programme else ()
    return any(one.id == indicator and indicator_column(one, period).header == column.header for one in known)


def said_in_cell(value: Tree, column: Column, programme: Programme | None) -> Cell:
    """One value as it stands in a cell of a column."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        joint = "—" if column.kind is Kind.COUNT else "、"
        return joint.join(str(one) for one in value) or None
    if not isinstance(value, str):
        return None
    match column.kind:
        case Kind.NAME:
            return _name(value, column, programme)
        case Kind.CHOICE:
            return _choice(value, column)
        case Kind.YES_NO:
            return "是" if value in ("true", "是") else "否" if value in ("false", "否") else value
        case Kind.COUNT:
            return _number(value)
    return value


def is_placed(record: Record, shelf: Shelf) -> bool:
    """Whether the columns for district, street and community tell where a body is, as tables are read."""
    tree = shelf.settings.regions
    if len(record.regions) != 1 or record.regions[0] not in tree:
        return False
    parts = tuple(Part(node.name, node.tier) for node in tree.path(record.regions[0]) if node.tier in EVERYDAY_TIERS)
    programme = shelf.settings.programmes.get(record.programme) if record.programme else None
    return bool(parts) and find_place(parts, tree, programme.region if programme else None) == record.regions[0]


def _place(tier: Tier | None, record: Record, shelf: Shelf) -> Cell:
    if not is_placed(record, shelf):
        return None
    upwards = shelf.settings.regions.upwards(record.regions[0])
    return next((node.name for node in upwards if node.tier is tier), None)


def _path(region: str, shelf: Shelf) -> str:
    return str(region)


def _name(value: str, column: Column, programme: Programme | None) -> str:
    """The name of what an id means, where no other has that name."""
    if programme is None or column.names not in _ROLES:
        return value
    identifier = known_id(names_of_programme(programme), _ROLES[column.names], value)
    things = _things(column.names, programme)
    names = [name for one, name in things if one == identifier]
    is_clear = len(names) == 1 and [name for _, name in things].count(names[0]) == 1
    return names[0] if is_clear else value


_ROLES = {"TypeId": Role.TYPE, "LevelId": Role.LEVEL, "RubricId": Role.RUBRIC}


def _things(names: str, programme: Programme) -> list[tuple[str, str]]:
    """Ids and names of the types, levels or rubrics of a programme."""
    if names == "TypeId":
        return [(one.id, one.name) for one in programme.types]
    if names == "LevelId":
        return [(one.id, one.name) for one in programme.known_levels]
    return [(one.id, one.name or one.id) for one in programme.rubrics]


def _choice(value: str, column: Column) -> str:
    parsed = parse_choice(Status if column.path[-1] == "status" else Outcome, value)
    if isinstance(parsed, Fault):
        return value
    choice = parsed.value if isinstance(parsed, Understood) else parsed
    return choice.zh[0]


def _number(text: str) -> Cell:
    """A plain figure as a number that a sheet can add up, where it shows it just so."""
    if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") and len(text) <= 15:
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if repr(number) == text and len(text) <= 15 else text
