"""A mistake in the content, as a value: which rule, in which document, at which path."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from starcase.language import Said, Words, as_said


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    def __reduce_ex__(self, _: object) -> tuple[type[Severity], tuple[str]]:
        """Kept by its value; Python 3.11.0 to 3.11.3 would keep it as a call, which `found` believes nobody."""
        return Severity, (self.value,)


class Rule(Struct, frozen=True):
    """What can be wrong, declared once beside its check; the id never changes.

    `says` and `mend` are Chinese templates, filled with the problem's own words. `stops_site`: an error of this rule lets nothing
    be published, also where it stands in one record (ids and paths). `in_drafts`: it is no less wrong in a draft.
    """

    id: str
    says: str
    mend: str
    severity: Severity = Severity.ERROR
    stops_site: bool = False
    in_drafts: bool = False


def rule(
    identifier: str,
    *,
    says: str,
    mend: str,
    severity: Severity = Severity.ERROR,
    stops_site: bool = False,
    in_drafts: bool = False,
) -> Rule:
    """Declares a rule; `starcase.rulebook` gathers them for the documentation."""
    return Rule(identifier, says, mend, severity, stops_site, in_drafts)


Step = str | int
Path = tuple[Step, ...]


class DocumentId(Struct, frozen=True, order=True):
    """One document: its file, relative to the root with `/`, and its number in that file from 0."""

    file: str
    number: int = 0


class Spot(Struct, frozen=True):
    """A value in a document, or a point in its text where the parser already knew it.

    `path` is written in English keys; the writer's own keys (items, indicators, periods) stand as ids. `key` points at the key rather
    than at its value. `at` is line and column from 1, counted from the start of the file.
    """

    document: DocumentId
    path: Path = ()
    key: bool = False
    at: tuple[int, int] | None = None


class Problem(Struct, frozen=True):
    """What is wrong and where; `values` fill the rule's words."""

    rule: Rule
    spot: Spot
    values: tuple[tuple[str, Said], ...] = ()
    severity: Severity = Severity.ERROR
    related: tuple[Spot, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def message(self, words: Words) -> str:
        return words(self.rule.says, **dict(self.values)) if self.values else words(self.rule.says)

    def mend(self, words: Words) -> str:
        return words(self.rule.mend, **dict(self.values)) if self.values else words(self.rule.mend)


def said_values(values: Mapping[str, object]) -> tuple[tuple[str, Said], ...]:
    """The values of a problem: texts, and what is worded together with its message."""
    return tuple((name, as_said(value)) for name, value in values.items())


def problem(
    about: Rule,
    document: DocumentId,
    path: Path = (),
    *,
    key: bool = False,
    at: tuple[int, int] | None = None,
    related: tuple[Spot, ...] = (),
    severity: Severity | None = None,
    **values: object,
) -> Problem:
    """A problem of a rule at a place, its words given by name."""
    return Problem(about, Spot(document, path, key, at), said_values(values), severity or about.severity, related)


class Place(Struct, frozen=True, order=True):
    """A place as people read it: line and column count from 1, columns in code points."""

    file: str
    line: int
    column: int


class PlacedProblem(Struct, frozen=True):
    """A problem that has been located and worded, ready to be printed."""

    place: Place
    rule: str
    severity: Severity
    message: str
    mend: str
    related: tuple[Place, ...] = ()
