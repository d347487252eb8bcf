"""Audits that no two files of the made site are one on some computer."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from starcase.checks.anatomy import Anatomy
from starcase.problems import DocumentId, Problem, Spot, problem, rule

OUTPUTS_COLLIDE = rule(
    "outputs-collide",
    says="“{file}”和“{other}”在有些电脑上是同一个文件（文件名不分大小写）。",
    mend="请给其中一份资料换一个编号，或给附件换一个文件名。",
    stops_site=True,
)


class PathAudit:
    """Reports ``outputs-collide``."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._again: list[str] = []

    def see(self, file: Anatomy) -> None:
        path, known = file.path, _name_anywhere(file.path)
        if known in self._first:
            self._again.append(path)
        else:
            self._first[path if known == path else known] = path  # not the same text twice in memory

    def found(self) -> Iterator[Problem]:
        for path in self._again:
            other = self._first[_name_anywhere(path)]
            related = (Spot(DocumentId(other)),)
            yield problem(OUTPUTS_COLLIDE, DocumentId(path), related=related, file=path, other=other)


def _name_anywhere(path: str) -> str:
    """What a path is to a system that tells neither capital letters nor ways of writing an accent."""
    return normalize("NFC", path).casefold()
