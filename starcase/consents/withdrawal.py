"""Takes a person out of what is published: what is surely theirs goes, whatever else names them is told with file and line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from starcase.consents.documents import Document, documents_in, read_documents
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.trees import value_at
from starcase.exchange.editing.wanted import REMOVE
from starcase.language import Phrase, phrase
from starcase.model.organization import Organization
from starcase.model.story import Story
from starcase.privacy.attachments import passages
from starcase.read.consent import holds_mobile
from starcase.sources.yamltree import Tree

_KEPT_BACK = Path("review", "withdrawn")
_LONGEST = 40

Change = tuple[str | int, ...]


class Told(Struct, frozen=True):
    """A place, and what was done there or has to be decided; `line` is 0 where there is none."""

    file: str
    line: int
    says: Phrase


class Withdrawal(Struct):
    """What withdrawing makes of the files, what was changed, and what nobody but a person can decide."""

    writes: dict[Path, bytes | None] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    undecided: list[Told] = field(default_factory=list)


def plan_withdrawal(root: Path, person: str, organization: str | None) -> Withdrawal:
    """All that has to be written so that a person's name and photos are gone; nothing is written yet.

    `organization` is the id of the only body that is meant; None where all are.
    """
    plan = Withdrawal()
    documents = read_documents(root, organization)
    gone: list[str] = []
    texts: dict[str, str] = {}
    for document in documents:
        changes, told, files = _changes(document, person)
        text = texts.get(document.file, document.content)
        if changes:
            try:
                text = document.edited(text, changes)
                plan.changed += told
                gone += files
            except CannotEdit:
                plan.undecided += (
                    Told(one.file, one.line, phrase("{what}，程序改不了，请手工改", what=one.says)) for one in told
                )
        texts[document.file] = text
        if document.organization and (changes or _names(person, document.text)):
            plan.bodies.append(document.organization)
    before = {document.file: document for document in documents}
    for file, text in texts.items():
        if text != before[file].content:
            plan.writes[root / file] = text.encode("utf-8", "surrogateescape")
        plan.undecided += _left_in(file, text, person)
        now = documents_in(text, file, before[file].kind)
        plan.undecided += (told for document in now for told in _faces(document, documents, person))
    plan.undecided += (told for file in _attached(documents) for told in _left_in_attachment(root, file, person))
    _put_away(root, gone, texts, plan)
    return plan


def _changes(document: Document, person: str) -> tuple[dict[Change, Any], list[Told], list[str]]:
    """What is to be changed in a document, in words, and the pictures that it names no more."""
    looks = (_leader, _contact, _photos) if document.kind is Organization else (_photo, _author)
    changes: dict[Change, Any] = {}
    told: list[Told] = []
    files: list[str] = []
    for look in looks:
        for path, says, file in look(document, person):
            changes[path] = REMOVE
            if says:
                told.append(Told(document.file, document.line_of(path), says))
            files += [document.beside(file)] if file else []
    return changes, told, files


Found = Iterator[tuple[Change, Phrase | None, str]]


def _leader(document: Document, person: str) -> Found:
    leader = document.at("people", "leader")
    if not isinstance(leader, dict) or not _is(person, document.at("people", "leader", "name")):
        return
    others = [key for key in ("role",) if document.at("people", "leader", key)]
    people = document.at("people")
    says = phrase("删去了负责人的姓名")
    if others:
        yield ("people", "leader", "name"), says, ""
        if document.at("people", "leader", "consent") is not None:
            yield ("people", "leader", "consent"), None, ""
    elif isinstance(people, dict) and len(people) > 1:
        yield ("people", "leader"), says, ""
    else:
        yield ("people",), says, ""


def _contact(document: Document, person: str) -> Found:
    """A contact in that name: the name, the mobile number and the consent go, the place stays."""
    if not _is(person, document.at("contact", "name")):
        return
    yield ("contact", "name"), phrase("删去了联系人的姓名"), ""
    if _has_mobile(document.at("contact", "phone")):
        yield ("contact", "phone"), phrase("删去了联系人的手机号码"), ""
    if document.at("contact", "consent") is not None:
        yield ("contact", "consent"), None, ""


def _photos(document: Document, person: str) -> Found:
    photos = document.at("photos")
    listed = photos if isinstance(photos, list) else [] if photos is None else [photos]
    theirs = [number for number, one in enumerate(listed) if _shows(person, one)]
    for number in theirs:
        path: Change = ("photos",) if len(theirs) == len(listed) else ("photos", number)
        file = _file_of(listed[number])
        yield path, phrase("撤下了照片“{file}”", file=posixpath.basename(file)), file


def _photo(document: Document, person: str) -> Found:
    photo = document.at("photo")
    if photo is not None and _shows(person, photo):
        file = _file_of(photo)
        yield ("photo",), phrase("撤下了配图“{file}”", file=posixpath.basename(file)), file


def _author(document: Document, person: str) -> Found:
    if _is(person, document.at("author")):
        yield ("author",), phrase("删去了作者的姓名"), ""


def _faces(document: Document, before: Iterable[Document], person: str) -> Iterator[Told]:
    """Photos, and a mobile number, that stay with a body or story which named the person: whose they are, nobody can read."""
    named = any(one.raw.id == document.raw.id and _names(person, one.text) for one in before)
    if not named or document.kind not in (Organization, Story):
        return
    if _has_mobile(document.at("contact", "phone")):
        line = document.line_of(("contact", "phone"))
        yield Told(document.file, line, phrase("联系电话里的手机号码是不是本人的，请看一看；是的，请删去"))
    step = "photos" if document.kind is Organization else "photo"
    photos = document.at(step)
    for number, one in enumerate(photos if isinstance(photos, list) else [] if photos is None else [photos]):
        file = _file_of(one)
        if file:
            path: Change = (step, number) if isinstance(photos, list) else (step,)
            says = phrase("照片“{file}”里有没有本人，请看一看；有的，请删去这一条", file=posixpath.basename(file))
            yield Told(document.file, document.line_of(path), says)


def _left_in(file: str, text: str, person: str) -> Iterator[Told]:
    for number, line in enumerate(text.splitlines(), start=1):
        if _names(person, line):
            yield Told(file, number, phrase("这里还写着这个名字，请改写：{line}", line=_shortened(line)))


def _left_in_attachment(root: Path, file: str, person: str) -> Iterator[Told]:
    place = root / file
    if place.is_file() and any(_names(person, one.text) for one in passages(place.read_bytes())):
        yield Told(file, 0, phrase("附件里写着这个名字，请改好后替换"))


def _attached(documents: Iterable[Document]) -> tuple[str, ...]:
    named = (document.beside(str(file)) for document in documents for file in document.named_files())
    return tuple(dict.fromkeys(named))


def _put_away(root: Path, gone: Iterable[str], texts: Mapping[str, str], plan: Withdrawal) -> None:
    """Pictures that were taken down, and that nothing else names, go where no public build looks."""
    for file in dict.fromkeys(gone):
        place, name = root / file, posixpath.basename(file)
        if place.is_file() and file.startswith("content/") and not any(name in text for text in texts.values()):
            plan.writes[root / _KEPT_BACK / name] = place.read_bytes()
            plan.writes[place] = None
            plan.changed.append(Told(file, 0, phrase("照片文件移到了 {folder}", folder=_KEPT_BACK.as_posix())))


def _is(person: str, written: Tree) -> bool:
    return isinstance(written, str) and _plain(written) == _plain(person)


def _shows(person: str, photo: Tree) -> bool:
    values = photo.values() if isinstance(photo, dict) else (photo,)
    return any(isinstance(one, str) and _names(person, one) for one in values)


def _file_of(photo: Tree) -> str:
    written = photo if isinstance(photo, str) else value_at(photo, ("file",), None, lambda step: ("文件",))
    return written.strip() if isinstance(written, str) else ""


def _has_mobile(written: Tree) -> bool:
    return isinstance(written, str) and holds_mobile(written)


def _names(person: str, text: str) -> bool:
    """Whether a name stands in a text, also with spaces between its characters (张 三)."""
    return re.search(r"[ \u3000·]*".join(map(re.escape, _plain(person))), text) is not None


def _plain(name: str) -> str:
    return "".join(name.split()).replace("\u3000", "")


def _shortened(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"
