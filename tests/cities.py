"""A small city of rated bodies, written as YAML and read, judged and joined by the program as a build does, without a disk."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from starcase.changed import split_file
from starcase.found import Found, Kind, unpack_found
from starcase.gathering import Gathered, gather, join
from starcase.language import Words
from starcase.model.catalogue import Catalogue
from starcase.model.contest import Placed
from starcase.model.ids import OrganizationId, ProgrammeId
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.standing import Standing
from starcase.model.verdict import Verdict, level_from
from starcase.places import place_problems
from starcase.problems import PlacedProblem, Problem
from starcase.rating.judging import Judged, judge
from starcase.rating.telling import Names, tell
from starcase.read.organization import read_organization
from starcase.reading import ReadingContext, read_batch, stem_of
from starcase.settings import Settings, read_settings
from starcase.sources.discover import Sources
from starcase.sources.yamltree import RawDocument, parse_document, split_documents
from tests.sites import split_files

REGIONS = """
-- content/regions.yaml --
- id: city
  name: 示例市
  tier: city
  children:
  - {id: east, name: 东湖区, tier: district, children: [{id: anju, name: 安居社区, tier: community}, {id: leye, name: 乐业社区, tier: community}]}
  - {id: west, name: 西山区, tier: district, children: [{id: heping, name: 和平社区, tier: community}]}
"""
LEVELS = """
-- content/programmes/stars.yaml --
name: 示例星级评定
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5}
- {id: star5, name: 五星级, needs: {total: 90}}
- {id: star4, name: 四星级, needs: {total: 80}}
- {id: star3, name: 三星级, needs: {total: 60}}
"""
POINTS = """
rubrics:
- id: "1"
  aspects:
  - {id: team, name: 队伍建设, items: [{id: leader, name: 负责人作用, max: 60}]}
  - {id: work, name: 活动开展, items: [{id: visits, name: 上门服务, max: 40}]}
"""
STARS = LEVELS + POINTS.lstrip("\n")
"""Four levels and a hundred points in two aspects of one item each; `rules:` may follow."""


@dataclass(frozen=True)
class City:
    """What was read of some files, and what was wrong with them."""

    settings: Settings
    gathered: Gathered
    catalogue: Catalogue
    found: tuple[PlacedProblem, ...]
    bodies: dict[str, Organization]

    @property
    def problems(self) -> list[str]:
        """`file:line:column rule` of errors and warnings, in order; the folders of the file left out."""
        return [
            f"{one.place.file.rpartition('/')[2]}:{one.place.line}:{one.place.column} {one.rule}"
            for one in self.found
            if one.severity.value != "hint"
        ]

    @property
    def rules(self) -> list[str]:
        """The rules of all errors and warnings, in order."""
        return [one.rule for one in self.found if one.severity.value != "hint"]

    @cached_property
    def held(self) -> set[str]:
        """The bodies that are held back."""
        return set(self.gathered.held_bodies.values())

    def problem(self, rule: str) -> PlacedProblem:
        """The only problem of a rule."""
        (one,) = (found for found in self.found if found.rule == rule)
        return one

    def programme(self, body: str, programme: str | None = None) -> Programme:
        return self.settings.programmes[ProgrammeId(programme or self.bodies[body].programme)]

    def source(self, programme: Programme) -> Programme | None:
        return self.settings.programmes[programme.built_from] if programme.built_from else None

    def judged(self, body: str, programme: str | None = None) -> tuple[Judged, ...]:
        """The body's evaluations in a programme, its own unless another is named, in the order in which they count."""
        rating = self.programme(body, programme)
        return judge(self.bodies[body], rating, self.source(rating))

    def verdict(self, body: str, programme: str | None = None) -> Verdict | None:
        """The verdict on the latest evaluation, before quotas; its level is the one to which its trace leads."""
        verdict = self.judged(body, programme)[-1].verdict
        assert verdict is None or level_from(verdict.steps) == verdict.level
        return verdict

    def level(self, body: str, programme: str | None = None) -> str | None:
        """The level of that verdict; "as decided" where there is none."""
        verdict = self.verdict(body, programme)
        return verdict.level if verdict else "as decided"

    def told(self, body: str, programme: str | None = None) -> list[str]:
        """That verdict, step by step, in Chinese."""
        one, rating = self.judged(body, programme)[-1], self.programme(body, programme)
        names = Names(rating, one.rubric, self.source(rating))
        return [str(said) for said in tell(one.verdict, names)] if one.verdict else []

    def placed(self, body: str) -> Placed:
        """What quotas make of the body's latest evaluation: where they do not lower it, the level that was earned, or decided."""
        judged, programme = self.judged(body)[-1], self.programme(body)
        given, verdict = judged.evaluation.level, judged.verdict
        known = self.catalogue.placements.get(OrganizationId(body), ())
        own = (one for one in known if (one.programme, one.number) == (programme.id, judged.event.number))
        return next(own, Placed(programme.id, judged.event.number, verdict.level if verdict else given))

    def standing(self, body: str, programme: str | None = None) -> Standing:
        row = self.catalogue.by_id[OrganizationId(body)]
        elsewhere = {one.programme: one.standing for one in row.elsewhere}
        return elsewhere[ProgrammeId(programme)] if programme else row.standing


def read_city(text: str, *, day: str = "2024-06-01", base: str = REGIONS) -> City:
    """Reads the files of a text (`-- path --` lines) over those of the base, for a day."""
    files = {**split_files(base), **split_files(text)}
    return read_files(files, day)


def read_files(files: dict[str, str], day: str = "2024-06-01") -> City:
    as_of = date.fromisoformat(day)
    settings, unread = read_settings(_sources(files), lambda file: (files.get(file), ()))
    assert not any(one.is_error for one in unread), [(one.rule.id, one.message(Words())) for one in unread]
    context = ReadingContext(
        dict(settings.programmes), settings.regions, as_of, "zh-CN", documents=dict(settings.documents)
    )
    gathered = gather(_read(files, context), lambda *_: (None, ()))
    catalogue = join(gathered, settings, as_of, drafts=False)
    return City(settings, gathered, catalogue, _place(gathered.problems, files, settings), _bodies(files, context))


def _sources(files: dict[str, str]) -> Sources:
    names = sorted(files)
    return Sources(
        config="config.yaml" if "config.yaml" in files else None,
        programmes=tuple(name for name in names if name.startswith("content/programmes/")),
        regions="content/regions.yaml" if "content/regions.yaml" in files else None,
        organizations=tuple(name for name in names if name.startswith("content/organizations/")),
    )


def _read(files: dict[str, str], context: ReadingContext) -> list[Found]:
    tasks = [
        task
        for name in _sources(files).organizations
        for task in split_file(name, Kind.ORGANIZATION, files[name].encode())
    ]
    return [unpack_found(packed) for packed in read_batch(pickle.dumps(context), tuple(tasks))]


def _place(problems: list[Problem], files: dict[str, str], settings: Settings) -> tuple[PlacedProblem, ...]:
    return place_problems(problems, files.get, settings.programmes.values(), Words())


def _bodies(files: dict[str, str], context: ReadingContext) -> dict[str, Organization]:
    """The records by themselves, those that are held back included."""
    raws = (raw for name in _sources(files).organizations for raw in split_documents(files[name], name))
    return {body.id: body for raw in raws if (body := _body(raw, context))}


def _body(raw: RawDocument, context: ReadingContext) -> Organization | None:
    tree, _ = parse_document(raw)
    read, _ = read_organization(tree, raw.id, stem_of(raw.id), context.programmes, context.regions)
    return read.value
