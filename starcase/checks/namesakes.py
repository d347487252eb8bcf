"""Finds bodies that may be one and the same, entered twice."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.row import Row
from starcase.model.tally import GONE
from starcase.problems import Problem, Severity, Spot, problem, rule

NAMESAKES = rule(
    "namesakes",
    says="{region}有两个“{name}”，另一个写在 {other} 里。",
    mend="请核对：是同一个组织的，删去其中一份；不是的，在名称里加以区别。",
    severity=Severity.WARNING,
)
USCC_TWICE = rule(
    "uscc-twice",
    says="统一社会信用代码 {uscc} 已经用在 {other} 里了。",
    mend="一个代码只属于一个组织，请核对是哪一份抄错了，还是同一个组织写了两份。",
    severity=Severity.WARNING,
)


def find_namesakes(catalogue: Catalogue) -> Iterator[Problem]:
    """Reports ``namesakes``: bodies of one name that name the same region, unless one of them is gone."""
    first: dict[tuple[str, RegionId], Row] = {}
    for row in catalogue.rows:
        if row.status in GONE:
            continue
        for region in row.regions:
            other = first.setdefault((row.name, region), row)
            if other is not row and region in catalogue.regions:
                yield problem(
                    NAMESAKES,
                    row.document,
                    ("name",),
                    related=(Spot(other.document, ("name",)),),
                    region=catalogue.regions[region].name,
                    name=row.name,
                    other=other.document.file,
                )
                break


def find_shared_codes(catalogue: Catalogue) -> Iterator[Problem]:
    """Reports ``uscc-twice``."""
    first: dict[str, Row] = {}
    for row in catalogue.rows:
        other = first.setdefault(row.uscc, row) if row.uscc else row
        if row.uscc and other is not row:
            related = (Spot(other.document, ("uscc",)),)
            yield problem(
                USCC_TWICE, row.document, ("uscc",), related=related, uscc=row.uscc, other=other.document.file
            )
