"""Small records as YAML text, and what reading them says, for the tests of `starcase/read`."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent

from starcase.language import Words
from starcase.model.ids import ProgrammeId
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.problems import DocumentId, Problem
from starcase.read.organization import read_organization
from starcase.read.programme import read_programme
from starcase.read.regions import read_regions
from starcase.read.result import Identity, Read
from starcase.sources.yamltree import RawDocument, Tree, parse_document

RECORD = DocumentId("content/organizations/shouwang.yaml")

REGIONS = """
- id: example-city
  name: 示例市
  tier: city
  children:
  - id: bridge
    name: 桥头街道
    tier: street
    children:
    - {id: anju, name: 安居社区, tier: community}
    - {id: leye, name: 乐业社区, tier: community}
  - id: river
    name: 河东街道
    tier: street
    children:
    - {id: anju-east, name: 安居社区, tier: community}
"""

PROGRAMME = """
id: example-stars
name: 示例社区社会组织星级评定
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
indicators:
- {id: visits, name: 服务人次, unit: 人次, add_up: true}
- {id: hours, name: 服务时长, unit: 小时, decimals: 2, add_up: true}
- {id: beneficiaries, name: 受益人数, unit: 人}
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5}
- {id: star5, name: 五星级, stars: 5}
- {id: star4, name: 四星级, stars: 4}
rules:
  vetoes: [{id: fraud, name: 弄虚作假}]
rubrics:
- id: "2022"
  aspects:
  - id: team
    name: 队伍建设
    items:
    - {id: leader, name: 负责人作用, max: 6}
    - {id: roster, name: 成员名册, max: 5}
    - {id: training, name: 成员培训, max: 4, may_be_n_a: true}
  bonus: {max: 10, items: [{id: media, name: 媒体报道, max: 3}]}
  deductions: {max: 10, items: [{id: complaint, name: 群众投诉}]}
"""


def tree_of(text: str) -> Tree:
    """The values of a YAML text that has no mistakes of its own."""
    tree, problems = parse_document(RawDocument(DocumentId("test.yaml"), dedent(text), 1))
    assert not problems, said(problems)
    return tree


def regions(text: str = REGIONS) -> RegionTree:
    read = read_regions((DocumentId("content/regions.yaml"), tree_of(text)))
    assert read.value is not None and not read.problems, said(read.problems)
    return read.value


def programme(text: str = PROGRAMME) -> Programme:
    read = read_programme_text(text)
    assert read.value is not None and not read.has_errors, said(read.problems)
    return read.value


def read_programme_text(text: str) -> Read[Programme]:
    return read_programme(tree_of(text), DocumentId("content/programmes/example-stars.yaml"), "example-stars")


_PROGRAMME = programme()
_REGIONS = regions()


def read_record(
    text: str, *programmes: Programme, stem: str = "shouwang", document: DocumentId = RECORD
) -> tuple[Read[Organization], Identity | None]:
    """Reads an organization against the programmes given, else against PROGRAMME above."""
    known = {ProgrammeId(one.id): one for one in programmes or (_PROGRAMME,)}
    return read_organization(tree_of(text), document, stem, known, _REGIONS)


def organization(text: str, *programmes: Programme) -> Organization:
    """The record of a text in which nothing is wrong; `name` and `programme` need not be written."""
    read, _ = read_record(f"name: 守望邻里志愿服务队\nprogramme: example-stars\n{dedent(text)}", *programmes)
    assert read.value is not None, said(read.problems)
    return read.value


def complaints(text: str, *programmes: Programme) -> list[str]:
    """What is wrong with a record; `name` and `programme` need not be written."""
    read, _ = read_record(f"name: 守望邻里志愿服务队\nprogramme: example-stars\n{dedent(text)}", *programmes)
    return said(read.problems)


def said(problems: Iterable[Problem]) -> list[str]:
    """`rule path`, with `@key` behind the path where a key is meant."""
    return [f"{one.rule.id} {path_of(one)}".strip() for one in problems]


def path_of(one: Problem) -> str:
    return ".".join(map(str, one.spot.path)) + ("@key" if one.spot.key else "")


def words_of(problems: Iterable[Problem]) -> str:
    """All that is said to a reader, one problem a line."""
    return "\n".join(f"{one.message(Words())} {one.mend(Words())}" for one in problems)
