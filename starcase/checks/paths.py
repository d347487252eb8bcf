"""Audits that no two files of the made site are one on some computer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from starcase.model.output import Output
from starcase.problems import DocumentId, Problem, Spot, problem, rule

OUTPUTS_COLLIDE = rule(
    "outputs-collide",
    says="“{file}”和“{other}”在有些电脑上是同一个文件（文件名不分大小写）。",
    mend="请给其中一份资料换一个编号，或给附件换一个文件名。",
    stops_site=True,
)


def audit_paths(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Reports ``outputs-collide``."""
    first: dict[str, str] = {}
    for output in outputs:
        known = normalize("NFC", output.path).casefold()
        if known in first:
            related = (Spot(DocumentId(first[known])),)
            yield problem(
                OUTPUTS_COLLIDE, DocumentId(output.path), related=related, file=output.path, other=first[known]
            )
        first.setdefault(known, output.path)
