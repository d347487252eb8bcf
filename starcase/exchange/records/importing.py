"""From what tables tell to what is written: records new and changed, rows that wait and why."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from starcase.exchange.editing.edits import edit, edit_documents
from starcase.exchange.editing.kinds import ordered
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.trees import Place, tree_of, value_at, with_value
from starcase.exchange.editing.wanted import REMOVE
from starcase.exchange.editing.yaml_text import Style, entry_lines
from starcase.exchange.records.matching import Matched, match_rows, regions_of, text_of
from starcase.exchange.records.new_places import folder_for
from starcase.exchange.records.placing import Wanted, is_written, placed
from starcase.exchange.records.private_parts import (
    LEADER,
    LEADER_CONSENT,
    PHONE,
    PHONE_CONSENT,
    Parted,
    part,
    review_file,
    with_private,
)
from starcase.exchange.records.row_complaints import is_about, of_problem, of_stranger, on_row
from starcase.exchange.records.shelf import Record, Shelf
from starcase.exchange.records.wording import Wording
from starcase.exchange.tables.given import Complaint, Entry, KeyPath, Spot
from starcase.found import Kind, unpack_found
from starcase.language import phrase
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.organization import Organization
from starcase.problems import DocumentId, Problem, Severity
from starcase.read.organization import read_organization
from starcase.reading import Task, read_batch, stem_of, to_bytes
from starcase.sources.yamltree import Tree

Tick = Callable[[int], None]


class Change(Struct, frozen=True):
    """One value that becomes another: its column's header, what stood there and what will, as text."""

    header: str
    before: str
    after: str


class Body(Struct, frozen=True):
    """A body with the document of its record."""

    id: str
    name: str
    document: DocumentId

    @property
    def folder(self) -> str:
        """The folder of its record, from the root."""
        return self.document.file.rpartition("/")[0]


class Step(Struct, frozen=True):
    """One body that is new or changes."""

    id: OrganizationId
    name: str
    regions: tuple[RegionId, ...]
    file: str
    is_new: bool
    changes: tuple[Change, ...]
    spot: Spot


class Plan(Struct, frozen=True):
    """What an import will do. `writes` are the files' contents, below the root; `private` counts bodies with something kept back.

    `bodies` are those of the tables that have a record, or get one.
    """

    steps: tuple[Step, ...] = ()
    same: int = 0
    waiting: int = 0
    private: int = 0
    complaints: tuple[Complaint, ...] = ()
    writes: Mapping[Path, bytes | None] = {}
    bodies: tuple[Body, ...] = ()

    @property
    def new(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_new)

    @property
    def changed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_new)


def plan_import(
    entries: Sequence[Entry],
    complaints: Sequence[Complaint],
    shelf: Shelf,
    programme: ProgrammeId | None = None,
    tick: Tick = lambda done: None,
) -> Plan:
    """What becomes of each row. A row that must be mended waits; the others go in.

    `complaints` are those of reading the tables. New bodies that name no programme belong to `programme`, or to the only one there is.
    `tick` is told how many rows are done.
    """
    matching = match_rows(_without_waiting(entries, complaints), shelf)
    planner = _Planner(shelf, {body.id for body in matching.bodies}, programme)
    for done, body in enumerate(matching.bodies, start=1):
        planner.take(body)
        tick(done)
    said = (*complaints, *matching.complaints, *planner.complaints)
    return Plan(
        tuple(planner.steps),
        planner.same,
        rows_waiting(said),
        planner.private,
        tuple(sorted(dict.fromkeys(said), key=lambda one: one.spot)),
        planner.writes(),
        tuple(planner.bodies),
    )


def rows_waiting(complaints: Iterable[Complaint]) -> int:
    """How many rows have something that must be mended first."""
    return len({(one.spot.file, one.spot.sheet, one.spot.row) for one in complaints if one.must})


def _without_waiting(entries: Iterable[Entry], complaints: Iterable[Complaint]) -> list[Entry]:
    """The rows without anything that must be mended in them, their sheet or their file."""
    spots = {(one.spot.file, one.spot.sheet, one.spot.row) for one in complaints if one.must}
    return [entry for entry in entries if not any(_places_around(one.spot) & spots for one in entry.given)]


def _places_around(spot: Spot) -> set[tuple[str, str, int]]:
    return {(spot.file, spot.sheet, spot.row), (spot.file, spot.sheet, 0), (spot.file, "", 0)}


def _no_other(step: str) -> tuple[str, ...]:
    return ()


class _Planner:
    """Takes one body after the other; what has to be written is kept until the end."""

    def __init__(self, shelf: Shelf, coming: set[OrganizationId], programme: ProgrammeId | None) -> None:
        self.steps: list[Step] = []
        self.complaints: list[Complaint] = []
        self.bodies: list[Body] = []
        self.same = self.private = 0
        self._default = programme
        self._shelf = shelf
        self._context = pickle.dumps(shelf.context)
        self._ids = {*shelf.by_id, *coming}
        self._edits: dict[tuple[str, ProgrammeId | None], dict[int, dict[Place, Any]]] = {}
        self._made: dict[Path, bytes | None] = {}
        self._words = Wording(shelf)

    def take(self, body: Matched) -> None:
        """Plans one body: nothing of it is kept where something must be mended first."""
        try:
            if body.record:
                self._take_standing(body, body.record)
            else:
                self._take_new(body)
        except CannotEdit:
            file = body.record.document.file if body.record else ""
            wrong = phrase("这个组织的资料文件“{file}”写法特殊或者有错，不能自动改", file=file)
            mend = phrase("请先运行 check，改好这个文件，再导入一次；或者把这一行直接改到文件里。")
            self.complaints.append(on_row(body.entry, wrong, mend))

    # ── A body that has a record ──

    def _take_standing(self, body: Matched, record: Record) -> None:
        if record.tree is None or "\ufffd" in record.text:
            raise CannotEdit("cannot be read")
        self.bodies.append(Body(record.id, body.name, record.document))
        parted = part(body.entry.given, _consents(record.tree), _shown(record.tree))
        self.complaints += parted.complaints
        wanted = self._differences(parted, record)
        if not wanted:
            private = self._keep_private(body, parted)
            self.same += not private
            return
        changes = {one.place: one.value for one in wanted}
        text = edit(record.text, 0, changes, also_written=self._shelf.names_in(record.programme))
        if not self._is_sound(body, record.document, text, wanted, record):
            return
        self._edits.setdefault((record.document.file, record.programme), {})[record.document.number] = changes
        self._keep_private(body, parted)
        told = tuple(self._change(one, record, record.programme) for one in wanted if one.place[-1] != "period")
        regions = regions_of(body.entry) or record.regions
        self.steps.append(Step(record.id, body.name, regions, record.document.file, False, told, body.entry.spot))

    def _differences(self, parted: Parted, record: Record) -> list[Wanted]:
        """What a row says otherwise than the record, by meaning: a name for an id, or 2,870 for 2870, is no difference."""
        tree = record.tree
        wanted = [
            one
            for one in placed(parted.public, tree)
            if one.given.path != ("id",)
            and not is_written(self._value_at(record, one.place), one.value)
            and not self._words.is_the_same(
                self._value_at(record, one.place), one.given.path, one.value, record.programme
            )
        ]
        wanted += [one for one in placed(parted.withdrawn, tree, REMOVE) if self._value_at(record, one.place)]
        if not wanted:
            return []
        before = self._meaning(tree, record.document)
        if before is None:
            return wanted
        return [one for one in wanted if one.value is REMOVE or self._means_else(before, one, record)]

    def _value_at(self, record: Record, place: Place) -> Tree:
        return value_at(record.tree, place, Organization, self._shelf.names_in(record.programme))

    def _means_else(self, before: bytes, one: Wanted, record: Record) -> bool:
        tree = with_value(record.tree, one.place, one.value, Organization, self._shelf.names_in(record.programme))
        return self._meaning(tree, record.document) != before

    def _meaning(self, tree: Tree, document: DocumentId) -> bytes | None:
        settings = self._shelf.settings
        read, _ = read_organization(tree, document, stem_of(document), settings.programmes, settings.regions)
        return to_bytes(read.value) if read.value else None

    # ── A new body ──

    def _take_new(self, body: Matched) -> None:
        parted = part(body.entry.given, frozenset(), {})
        given = {one.path: one for one in parted.public}
        if ("programme",) not in given and not self._default_programme():
            wrong = phrase("新的组织要写明属于哪个项目")
            mend = phrase("请加上“项目”一列，或者导入时写 --programme 和项目编号。")
            self.complaints.append(on_row(body.entry, wrong, mend))
            return
        file = self._free_file(folder_for(regions_of(body.entry), self._shelf), body.id)
        document = DocumentId(file)
        wanted = placed((one for one in parted.public if one.path != ("id",)), None)
        tree: Tree = {"id": str(body.id)}
        if ("programme",) not in given:
            tree = with_value(tree, ("programme",), self._default_programme(), Organization, _no_other)
        for one in wanted:
            tree = with_value(tree, one.place, one.value, Organization, _no_other)
        text = record_text(tree)
        if not self._is_sound(body, document, text, wanted, None):
            return
        self._made[Path(file)] = text.encode()
        self.bodies.append(Body(body.id, body.name, document))
        self._keep_private(body, parted)
        programme = text_of(body.entry, ("programme",)) or self._default_programme()
        told = tuple(self._change(one, None, programme) for one in wanted if one.place[-1] != "period")
        self.steps.append(Step(body.id, body.name, regions_of(body.entry), file, True, told, body.entry.spot))

    def _free_file(self, folder: str, identifier: str) -> str:
        """A file of the body's id; with a number behind it where a file of that name holds something else."""
        names = (identifier, *(f"{identifier}-{number}" for number in range(2, 100)))
        paths = (f"{folder}/{name}.yaml" for name in names)
        return next(path for path in paths if not (self._shelf.root / path).exists() and Path(path) not in self._made)

    def _default_programme(self) -> str | None:
        programmes = self._shelf.settings.programmes
        return self._default or (str(next(iter(programmes))) if len(programmes) == 1 else None)

    # ── What holds for both ──

    def _is_sound(
        self, body: Matched, document: DocumentId, text: str, wanted: Sequence[Wanted], before: Record | None
    ) -> bool:
        """Whether the record, as it will be, has no error that it does not have already; new warnings are said, too."""
        programme = before.programme if before else text_of(body.entry, ("programme",)) or self._default_programme()
        header = partial(self._words.header, programme=programme)
        found = problems_of(self._context, document, text)
        if found and before:
            known = {(one.rule.id, one.spot.path) for one in problems_of(self._context, document, before.text)}
            found = [one for one in found if (one.rule.id, one.spot.path) not in known]
        errors = [one for one in found if one.is_error]
        self.complaints += (of_problem(one, wanted, body.entry, header) for one in errors or _near(found, wanted))
        strangers = [one for one in wanted if one.place[0] == "relations" and self._unknown(one.value)]
        self.complaints += (of_stranger(one, self._unknown(one.value)) for one in strangers)
        return not errors and not strangers

    def _unknown(self, value: object) -> list[str]:
        named = value if isinstance(value, list | tuple) else [value]
        return [str(one) for one in named if str(one) not in self._ids]

    def _keep_private(self, body: Matched, parted: Parted) -> bool:
        """Whether the reviewers' notes on this body change."""
        if not parted.private:
            return False
        place = review_file(body.id)
        path = self._shelf.root / place
        try:
            content = with_private(path.read_bytes() if path.is_file() else None, parted.private)
        except (CannotEdit, UnicodeDecodeError):
            wrong = phrase("内部资料“{file}”写法特殊或者有错，不公开的几项没有存进去", file=place.as_posix())
            self.complaints.append(on_row(body.entry, wrong, phrase("请改好这个文件，再导入一次。"), must=False))
            return False
        if content is not None:
            self._made[place] = content
            self.private += 1
        return content is not None

    def _change(self, one: Wanted, record: Record | None, programme: str | None) -> Change:
        path, words = one.given.path, self._words
        before = self._value_at(record, one.place) if record else None
        after = None if one.value is REMOVE else tree_of(one.value)
        return Change(
            words.header(path, programme), words.said(before, path, programme), words.said(after, path, programme)
        )

    def writes(self) -> Mapping[Path, bytes | None]:
        """Every file that is to be written, below the root."""
        for (file, programme), changes in self._edits.items():
            content = self._made.get(Path(file)) or (self._shelf.root / file).read_bytes()
            text = content.decode("utf-8", "surrogateescape")
            edited = edit_documents(text, changes, also_written=self._shelf.names_in(programme))
            self._made[Path(file)] = edited.encode("utf-8", "surrogateescape")
        return dict(self._made)


def problems_of(context: bytes, document: DocumentId, text: str) -> list[Problem]:
    """What the build would say of a record, but for hints; `context` is what it is read against, pickled."""
    (packed,) = read_batch(context, (Task(Kind.ORGANIZATION, document, text),))
    return [found for found in unpack_found(packed).problems if found.severity is not Severity.HINT]


def record_text(tree: Tree) -> str:
    """A new record's file: keys in the order of the format."""
    record = ordered(tree, Organization)
    return "".join(f"{line}\n" for key in record for line in entry_lines(key, record[key], 0, Style()))


# ── What a record holds already ──


def _consents(tree: Tree) -> frozenset[KeyPath]:
    """The consents that a record holds."""
    read = {path: value_at(tree, path, Organization, _no_other) for path in (LEADER_CONSENT, PHONE_CONSENT)}
    return frozenset(path for path, value in read.items() if value in ("true", "是", "True", "yes"))


def _shown(tree: Tree) -> Mapping[KeyPath, str]:
    """The name and the phone that a record shows."""
    read = {path: value_at(tree, path, Organization, _no_other) for path in (LEADER, PHONE)}
    return {path: value for path, value in read.items() if isinstance(value, str)}


def _near(found: Sequence[Problem], wanted: Sequence[Wanted]) -> list[Problem]:
    """The problems that lie at values of the row."""
    return [problem for problem in found if any(is_about(problem, one) for one in wanted)]
