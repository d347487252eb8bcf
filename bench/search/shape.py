"""An invented corpus as values, and as the root of a site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PER_FILE = 100
SOURCE = "示例数据，为测量搜索而编写"


@dataclass(frozen=True, slots=True)
class Place:
    """A region; `parent` is its index among the places, None at the top."""

    id: str
    name: str
    tier: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level; `height` orders all levels of the corpus that can be compared, 0 is the best."""

    id: str
    name: str
    written: str
    height: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme: its types as (id, name), its levels best first, and how a level is called."""

    id: str
    name: str
    types: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...]
    level_word: str

    def level(self, named: str | None) -> Level | None:
        """The level of this id."""
        return next((one for one in self.levels if one.id == named), None)


@dataclass(frozen=True, slots=True)
class Body:
    """An organization as its record says; `places` are indices among the places."""

    id: str
    name: str
    programme: Programme
    type: str | None
    level: str | None
    status: str
    places: tuple[int, ...]
    former: tuple[str, ...]
    summary: str
    offers: tuple[str, ...]
    for_whom: str
    tags: tuple[str, ...]

    @property
    def type_name(self) -> str:
        """The name of its type, empty where it has none."""
        return dict(self.programme.types).get(self.type or "", "")

    @property
    def in_force(self) -> Level | None:
        """The level that counts in the order: none while it pauses or where it has ended."""
        return self.programme.level(self.level) if self.status == "active" else None


@dataclass(frozen=True, slots=True)
class Story:
    """A story; `bodies` are the ids of those that it is about."""

    id: str
    title: str
    date: str
    bodies: tuple[str, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """All that a site is made of."""

    places: tuple[Place, ...]
    programmes: tuple[Programme, ...]
    bodies: tuple[Body, ...]
    stories: tuple[Story, ...]

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        """Which places lie directly within each."""
        found: dict[int | None, list[int]] = {}
        for at, place in enumerate(self.places):
            found.setdefault(place.parent, []).append(at)
        return found

    def path(self, place: int) -> Iterator[Place]:
        """A place and all that it lies in."""
        at: int | None = place
        while at is not None:
            yield self.places[at]
            at = self.places[at].parent


def write_root(corpus: Corpus, folder: Path) -> None:
    """A root with config.yaml and content/."""
    content = folder / "content"
    write(
        folder / "config.yaml",
        "title: 示例名录\nsubtitle: 示例数据，不是真实组织\nbase_url: https://www.example.org/\n",
    )
    for programme in corpus.programmes:
        write(content / "programmes" / f"{programme.id}.yaml", "\n".join(programme_lines(programme)) + "\n")
    write(content / "regions.yaml", "\n".join(region_lines(corpus, None, "")) + "\n")
    bodies = corpus.bodies
    for start in range(0, len(bodies), PER_FILE):
        records = ("\n".join(body_lines(corpus, body)) + "\n" for body in bodies[start : start + PER_FILE])
        write(content / "organizations" / f"records-{start // PER_FILE:05}.yaml", "---\n".join(records))
    for number, story in enumerate(corpus.stories):
        write(content / "organizations" / f"s{number // 1000:03}" / f"{story.id}.md", story_text(story))


def write(path: Path, text: str) -> None:
    """The text as a file, in folders that are made where they are missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def quoted(text: str) -> str:
    """The text as YAML."""
    return json.dumps(text, ensure_ascii=False)


def listed(texts: tuple[str, ...]) -> str:
    """The texts as a YAML list in one line."""
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def programme_lines(programme: Programme) -> Iterator[str]:
    """The file of a programme whose levels are taken as decided."""
    yield f"id: {programme.id}\nname: {quoted(programme.name)}\nauthority: 示例市社会工作部\nlevel_word: {programme.level_word}"
    if programme.types:
        yield "types:"
        yield from (f"  - {{id: {one}, name: {quoted(name)}}}" for one, name in programme.types)
    yield "levels:"
    yield from (f"  - {{id: {level.id}, name: {quoted(level.name)}{level.written}}}" for level in programme.levels)
    yield f"sources:\n  - {{id: invented, title: {SOURCE}, date: 2026}}"


def region_lines(corpus: Corpus, above: int | None, indent: str) -> Iterator[str]:
    """The places within one, and all that lies in them, as nested lists."""
    for at in corpus.children.get(above, []):
        place = corpus.places[at]
        yield f"{indent}- id: {place.id}\n{indent}  name: {quoted(place.name)}\n{indent}  tier: {place.tier}"
        if place.tier in ("street", "community"):
            yield f"{indent}  contact: {{phone: 0000-{1000000 + at * 37 % 9000000}}}"
        if at in corpus.children:
            yield f"{indent}  children:"
            yield from region_lines(corpus, at, indent + "    ")


def body_lines(corpus: Corpus, body: Body) -> Iterator[str]:
    """The record of a body."""
    yield f"id: {body.id}\nname: {quoted(body.name)}\nprogramme: {body.programme.id}"
    yield from (f"{key}: {value}" for key, value in (("type", body.type), ("level", body.level)) if value)
    yield f"status: {body.status}\nregion: [{', '.join(corpus.places[at].id for at in body.places)}]"
    if body.former:
        yield f"former_names: {listed(body.former)}"
    yield f"summary: {quoted(body.summary)}"
    if body.offers:
        yield f"offers: {listed(body.offers)}"
    if body.for_whom:
        yield f"for: {quoted(body.for_whom)}"
    if body.tags:
        yield f"tags: {listed(body.tags)}"
    yield f"sources: [{{title: {SOURCE}, date: 2026}}]"


def story_text(story: Story) -> str:
    """The file of a story."""
    head = f"title: {quoted(story.title)}\ndate: {story.date}\norganizations: [{', '.join(story.bodies)}]\nsource: {SOURCE}"
    return f"---\nid: {story.id}\n{head}\n---\n\n" + "\n\n".join(story.paragraphs) + "\n"
