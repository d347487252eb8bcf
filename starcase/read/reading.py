"""The state of reading one document: what names mean here, and what was met and built on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from starcase.language import Said
from starcase.model.base import Model
from starcase.problems import DocumentId, Path, Problem, Rule, Spot, said_values
from starcase.read.names import Names
from starcase.read.scalars import PLAIN_FORM, Fault, Parsed, Understood
from starcase.sources.yamltree import Tree

M = TypeVar("M", bound=Model)
T = TypeVar("T")

BROKEN: Final[Any] = object()
"""In place of a value that could not be read; its problem has been reported."""

ABSENT: Final[Any] = object()
"""In place of a value that is only blank."""

UNUSUAL: Final = frozenset((Fault, Understood))
"""The types of a parsed text that is not simply its value; `settle` says so."""

_SHOWN = 40


class Reading(Struct):
    """One document while it is read; `root` is the model of the whole record.

    `inner` says what changes inside mappings of a model. `units` are the units that a figure may repeat, by the last step of its
    path. Whatever is built stands in `built` with its place, also when the record as a whole cannot be used, so that every part is
    checked in one go. `renamed` holds the key as written of each path that ends in another key than the one in the document.
    `wrong` are the places at or below which an error lies.
    """

    document: DocumentId
    root: type[Model]
    names: Names = field(default_factory=dict)
    inner: Mapping[type[Model], Inner] = field(default_factory=dict)
    units: Mapping[str | int, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    built: dict[type[Model], list[tuple[Path, Model]]] = field(default_factory=dict)
    renamed: dict[Path, str] = field(default_factory=dict)
    wrong: set[Path] = field(default_factory=set)

    def note(self, met: Problem) -> None:
        """Keeps a problem of this document."""
        self.problems.append(met)
        if met.is_error:
            self.wrong.update(met.spot.path[:depth] for depth in range(len(met.spot.path) + 1))

    def report(
        self, about: Rule, path: Path, *, key: bool = False, related: tuple[Spot, ...] = (), **values: object
    ) -> None:
        """Notes a problem at a place; `values` fill its words."""
        spot = Spot(self.document, path, key)
        self.note(Problem(about, spot, said_values(values), about.severity, related))

    def report_fault(self, fault: Fault, got: str, label: Said, path: Path, *, key: bool = False) -> None:
        """Notes why a text cannot be read."""
        self.note(fault_problem(fault, got, label, self.document, path, key=key))

    def each(self, model: type[M], below: Path = ()) -> Iterator[tuple[Path, M]]:
        """Everything of a model that was built below a place, each with its own place, as it stands; inner ones come first."""
        for path, built in self.built.get(model, ()):
            if isinstance(built, model) and path[: len(below)] == below:
                yield path, built

    def has_error_at(self, path: Path) -> bool:
        """Whether an error lies at a place or below it."""
        return path in self.wrong

    def with_names(self, names: Names) -> Reading:
        """The same reading in a place where names mean something else."""
        return replace(self, names=names)

    def with_units(self, units: Mapping[str | int, tuple[str, ...]]) -> Reading:
        """The same reading in a place where figures repeat other units."""
        return replace(self, units=units)


class Inside(Struct, frozen=True):
    """What holds inside one mapping: how it is read on, and values of fields that are not written in it."""

    reading: Reading
    given: Mapping[str, Any] = field(default_factory=dict)


Inner: TypeAlias = Callable[[dict[str, Tree], Path, Reading], Inside]


def settle(parsed: Parsed[T], got: str, label: Said, path: Path, reading: Reading, *, key: bool = False) -> T:
    """The value of a parsed text; reports its fault (and gives BROKEN) or the hint on how it was understood."""
    if isinstance(parsed, Fault):
        reading.report_fault(parsed, got, label, path, key=key)
        return BROKEN  # type: ignore[no-any-return]
    if isinstance(parsed, Understood):
        reading.report(PLAIN_FORM, path, key=key, field=label, got=shortened(got), plain=parsed.plain)
        return parsed.value
    return parsed


def fault_problem(
    fault: Fault, got: str, label: Said, document: DocumentId, path: Path, *, key: bool = False
) -> Problem:
    """The problem of a text that cannot be read, in the words of the field in which it stands."""
    said = said_values({"field": label, "got": shortened(got), **dict(fault.values)})
    return Problem(fault.rule, Spot(document, path, key), said, fault.rule.severity)


def shortened(text: str) -> str:
    """A text on one line, cut where it is long, to be quoted in a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}……"
