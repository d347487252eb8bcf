"""What a record says of its photos, and how a list of photos changes that."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.wanted import REMOVE, Changes
from starcase.exchange.records.importing import Body, Change, Plan, Step, problems_of, rows_waiting
from starcase.exchange.records.shelf import Shelf
from starcase.exchange.tables.given import Complaint, PhotoNote
from starcase.exchange.tables.photo_lists import complain_of
from starcase.language import Phrase, mark, phrase
from starcase.model.ids import OrganizationId
from starcase.model.organization import Organization, Photo
from starcase.problems import DocumentId, Problem
from starcase.read.peek import peek_each, peek_text
from starcase.read.scalars import Understood, parse_yes_or_no
from starcase.sources.yamltree import Tree, parse_document, split_documents

_KEYS = ("file", "alt", "credit", "consent")


class Noted(Struct, frozen=True):
    """A photo of a body as a list describes it; `file` is its name beside the record, or as the record names it."""

    body: Body
    file: str
    note: PhotoNote


def photos_of(tree: Tree) -> Iterator[Mapping[str, str]]:
    """The photos of a record by the English keys, as they are typed; one that is only a file's name has no other key."""
    for photo in peek_each(Organization, tree, "photos"):
        if isinstance(photo, str):
            yield {"file": photo}
        else:
            yield {key: text for key in _KEYS if (text := peek_text(Photo, photo, key)) is not None}


def has_agreed(photo: Mapping[str, str]) -> bool:
    """Whether the record says that those on a photo have agreed."""
    agreed = parse_yes_or_no(photo.get("consent", ""))
    return (agreed.value if isinstance(agreed, Understood) else agreed) is True


def with_photos(noted: Iterable[Noted], plan: Plan, shelf: Shelf) -> Plan:
    """The plan with what lists say of photos written into their records, and what of it must be mended first."""
    writer = _Writer(plan, shelf)
    for one in noted:
        writer.take(one)
    complaints = tuple(sorted((*plan.complaints, *writer.complaints), key=lambda one: one.spot))
    before = {step.id for step in plan.steps}
    same = plan.same - sum(body.id in writer.steps and body.id not in before for body in plan.bodies)
    return replace(
        plan,
        complaints=complaints,
        waiting=rows_waiting(complaints),
        writes=writer.writes,
        steps=tuple(writer.steps.values()),
        same=max(same, 0),
    )


class _Writer:
    """Takes one photo after the other."""

    def __init__(self, plan: Plan, shelf: Shelf) -> None:
        self.complaints: list[Complaint] = []
        self.writes: dict[Path, bytes | None] = dict(plan.writes)
        self.steps = {step.id: step for step in plan.steps}
        self._shelf = shelf
        self._context = pickle.dumps(shelf.context)

    def take(self, one: Noted) -> None:
        """Writes one photo's entry, where it would say anything new and nothing wrong."""
        document = one.body.document
        text = self._text(document)
        tree = _tree_of(text, document)
        photos = list(photos_of(tree))
        number = next((at for at, photo in enumerate(photos) if _name(photo) == one.file), None)
        if number is None and (missing := self._missing(one)) is not None:
            self.complaints.append(missing)
            return
        changes = _changes(one, photos, number)
        if not changes:
            return
        try:
            edited = edit(text, document.number, changes)
        except CannotEdit:
            wrong = phrase("这个组织的资料文件“{file}”写法特殊或者有错，不能自动改", file=document.file)
            mend = phrase("请先运行 check，改好这个文件，再导入一次。")
            self.complaints.append(complain_of(one.note, wrong, mend, must=True))
            return
        if errors := self._new_errors(document, text, edited):
            found = errors[0]
            wrong, mend = Phrase(found.rule.says, found.values), Phrase(found.rule.mend, found.values)
            self.complaints.append(complain_of(one.note, wrong, mend, must=True))
            return
        self.writes[Path(document.file)] = edited.encode("utf-8", "surrogateescape")
        self._tell(one, changes)

    def _missing(self, one: Noted) -> Complaint | None:
        """What a photo that no record names yet still lacks."""
        path = Path(one.body.folder, one.file)
        if path not in self.writes and not (self._shelf.root / path).is_file():
            mend = phrase("请核对文件名，把照片放进“照片/组织名称”文件夹，和表一起交。")
            return complain_of(one.note, phrase("没有收到这张照片"), mend, must=True)
        if not one.note.consent:
            mend = phrase("照片上的人同意公开以后，写“是”，再导入一次。")
            return complain_of(one.note, phrase("没有写明已获同意，照片不会显示"), mend)
        if not one.note.alt:
            mend = phrase("请用一句话说出照片上看得见的人和事，再导入一次。")
            return complain_of(one.note, phrase("没有写图片说明，照片不会显示"), mend)
        return None

    def _text(self, document: DocumentId) -> str:
        written = self.writes.get(Path(document.file))
        content = written if written is not None else (self._shelf.root / document.file).read_bytes()
        return content.decode("utf-8", "surrogateescape")

    def _new_errors(self, document: DocumentId, before: str, after: str) -> list[Problem]:
        known = {one.rule.id for one in problems_of(self._context, document, _only(before, document))}
        found = problems_of(self._context, document, _only(after, document))
        return [one for one in found if one.is_error and one.rule.id not in known]

    def _tell(self, one: Noted, changes: Changes) -> None:
        identifier = OrganizationId(one.body.id)
        record = self._shelf.by_id.get(one.body.id)
        step = self.steps.get(identifier) or Step(
            identifier,
            one.body.name,
            record.regions if record else (),
            one.body.document.file,
            False,
            (),
            one.note.spot,
        )
        said = f"{one.file}：{one.note.alt}" if one.note.alt else one.file
        is_gone = REMOVE in changes.values()
        told = Change(mark("照片"), said if is_gone else "", "" if is_gone else said)
        self.steps[identifier] = replace(step, changes=(*step.changes, told))


def _changes(one: Noted, photos: Sequence[Mapping[str, str]], number: int | None) -> Changes:
    """What the list says otherwise than the record's photo of that number.

    A photo that has no entry gets one; the entry of one that somebody on it does not agree to goes.
    """
    wanted: dict[str, object] = {key: text for key in ("alt", "credit") if (text := getattr(one.note, key))}
    if number is None:
        return {("photos", len(photos)): {"file": one.file, **wanted, "consent": True}}
    if one.note.consent is False:
        return {("photos", number): REMOVE}
    there = photos[number]
    changes: dict[tuple[str | int, ...], object] = {
        ("photos", number, key): value for key, value in wanted.items() if there.get(key) != value
    }
    if one.note.consent and not has_agreed(there):
        changes["photos", number, "consent"] = True
    return changes


def _name(photo: Mapping[str, str]) -> str:
    return PurePosixPath(photo.get("file", "")).name


def _only(text: str, document: DocumentId) -> str:
    return split_documents(text, document.file)[document.number].text


def _tree_of(text: str, document: DocumentId) -> Tree:
    return parse_document(split_documents(text, document.file)[document.number])[0]
