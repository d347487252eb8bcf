"""Signatures before publication: each stands for the content as it was when somebody signed (FORMAT.md section 5)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from starcase.model.config import SignOffStep
from starcase.model.signature import Signature
from starcase.problems import DocumentId, Problem, problem, rule
from starcase.read.signatures import read_signatures
from starcase.sources.discover import is_leftover
from starcase.sources.text import decode
from starcase.sources.yamltree import parse_document, split_documents

FILE = "content/sign-off.yaml"

SIGN_OFF_MISSING = rule(
    "sign-off-missing",
    says="还没有{step}的审签，不能发布。",
    mend="请核对资料，由{step}的人运行 python3 build.py sign {word}，再发布。",
    stops_site=True,
)
SIGN_OFF_OUTDATED = rule(
    "sign-off-outdated",
    says="{step}是 {day} 签的，签过以后资料又改过。",
    mend="请核对改动，再运行一次 python3 build.py sign {word}，然后发布。",
    stops_site=True,
)


class Signed(Struct, frozen=True):
    """The signatures of a root, the digest of its content as it is now, and what is wrong with the list."""

    signatures: tuple[Signature, ...]
    digest: str
    problems: tuple[Problem, ...] = ()

    def holds(self, step: SignOffStep) -> bool:
        """Whether a step is signed for the content as it is."""
        return any(one.step is step and one.digest == self.digest for one in self.signatures)


def read_signed(root: Path) -> Signed:
    """Reads the list, and the whole content for its digest."""
    path = root / FILE
    if not path.is_file():
        return Signed((), content_digest(root))
    text, problems = decode(path.read_bytes(), FILE)
    for raw in split_documents(text, FILE)[:1] if text is not None else ():
        tree, unparsed = parse_document(raw)
        read = read_signatures(tree, raw.id)
        return Signed(read.value or (), content_digest(root), (*problems, *unparsed, *read.problems))
    return Signed((), content_digest(root), problems)


def content_digest(root: Path) -> str:
    """The SHA-256 over every file of content/ and config.yaml, the signatures themselves left out."""
    whole = hashlib.sha256()
    for path in (*sorted(root.glob("config.y*ml")), *_files(root / "content")):
        name = path.relative_to(root).as_posix()
        if name != FILE:
            whole.update(
                f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode("utf-8", "surrogateescape")
            )
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_leftover(name))
        yield from (Path(parent, name) for name in sorted(files) if not is_leftover(name))


def check_signatures(root: Path, steps: Sequence[SignOffStep], config: DocumentId) -> tuple[Problem, ...]:
    """What stands against publishing. Reports: sign-off-missing, sign-off-outdated, and every rule of reading."""
    if not steps:
        return ()
    signed = read_signed(root)
    return (*signed.problems, *(found for step in steps if (found := _check(step, signed, config))))


def _check(step: SignOffStep, signed: Signed, config: DocumentId) -> Problem | None:
    if signed.holds(step):
        return None
    latest = max((one.date for one in signed.signatures if one.step is step), default=None)
    if latest is None:
        return problem(SIGN_OFF_MISSING, config, ("sign_off",), step=step.label, word=step.value)
    return problem(SIGN_OFF_OUTDATED, config, ("sign_off",), step=step.label, word=step.value, day=latest)


def with_signature(signed: Signed, step: SignOffStep, day: date) -> bytes:
    """The list with a step signed for the content as it is; an older signature of that step goes."""
    others = [one for one in signed.signatures if one.step is not step]
    new = Signature(step=step, date=day, digest=signed.digest)
    order = list(SignOffStep)
    listed = sorted((*others, new), key=lambda one: order.index(one.step))
    lines = (f"- {{step: {one.step.value}, date: {one.date}, digest: {one.digest}}}\n" for one in listed)
    return ("# 审签：每一道签的是当时的资料，资料改了要重签。由 sign 命令写入。\n" + "".join(lines)).encode()
