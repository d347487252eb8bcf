"""Turns problems into what people read: file, line, column, and the words of the site's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from starcase.language import Words
from starcase.model.base import Model, chinese_keys, written_key
from starcase.model.programme import Programme
from starcase.privacy.masking import veil
from starcase.problems import DocumentId, Place, PlacedProblem, Problem, Spot
from starcase.sources.front_matter import split_front_matter
from starcase.sources.text import line_and_column
from starcase.sources.yamltree import RawDocument, places_of, split_documents

TextOf = Callable[[str], str | None]
Origins = Mapping[str, tuple[DocumentId, str]]


def trace_links(problems: Iterable[Problem], origins: Origins, text_of: TextOf) -> Iterator[Problem]:
    """Problems of made pages; those of links that stand in a Markdown body are moved to where they are written.

    `origins`: for a page's address, the document of its body, and what the body's own anchors begin with on the page.
    """
    for found in problems:
        document, prefix = origins.get(found.spot.document.file, (None, ""))
        said = dict(found.values)
        text = text_of(document.file) if document and "link" in said else None
        if document is None or text is None:
            yield found
            continue
        if str(said["link"]).startswith("#"):
            said["anchor"] = str(said["anchor"]).removeprefix(f"{prefix}-")
            said["link"] = f"#{said['anchor']}"
        at = _link_in(text, str(said["link"]))
        yield replace(found, spot=Spot(document, at=at), values=tuple(said.items())) if at else found


def _link_in(text: str, link: str) -> tuple[int, int] | None:
    found = re.search(rf"(?:(?<=[(<\"'])|(?<=]: )){re.escape(link)}(?=[\s)>\"']|\Z)", text)
    return line_and_column(text, found.start()) if found else None


def place_problems(
    problems: Iterable[Problem], text_of: TextOf, programmes: Iterable[Programme], words: Words
) -> tuple[PlacedProblem, ...]:
    """Problems located and worded, sorted by place; each once."""
    problems = tuple(problems)
    return word_problems(problems, find_places(spots_of(problems), text_of, programmes), words)


def spots_of(problems: Iterable[Problem]) -> Iterator[Spot]:
    """Every spot whose place is told."""
    return (spot for found in problems for spot in (found.spot, *found.related))


def word_problems(problems: Iterable[Problem], places: Mapping[Spot, Place], words: Words) -> tuple[PlacedProblem, ...]:
    """Problems worded, sorted by place; each once. No number of a person is repeated, whatever a message quotes."""
    placed = {
        PlacedProblem(
            place=places[found.spot],
            rule=found.rule.id,
            severity=found.severity,
            message=veil(found.message(words)),
            mend=veil(found.mend(words)),
            related=tuple(places[spot] for spot in found.related),
        )
        for found in problems
    }
    return tuple(sorted(placed, key=lambda found: (found.place, found.rule, found.message)))


def find_places(spots: Iterable[Spot], text_of: TextOf, programmes: Iterable[Programme]) -> Mapping[Spot, Place]:
    """The place of each spot, which depends on its own file and the programmes only; a file is read once, and each of its documents."""
    by_file: dict[str, dict[DocumentId, list[Spot]]] = {}
    for spot in dict.fromkeys(spots):
        by_file.setdefault(spot.document.file, {}).setdefault(spot.document, []).append(spot)
    spellings = spellings_in(programmes) if by_file else {}
    places: dict[Spot, Place] = {}
    for file, by_document in by_file.items():
        is_known = all(spot.at for some in by_document.values() for spot in some)
        documents = {} if is_known else _documents(file, text_of(file))
        for document, some in by_document.items():
            raw = documents.get(document)
            found = (
                places_of(raw, some, lambda step: spellings.get(step, ()))
                if raw
                else (spot.at or (1, 1) for spot in some)
            )
            places |= {spot: Place(file, *at) for spot, at in zip(some, found, strict=True)}
    return places


def _documents(file: str, text: str | None) -> Mapping[DocumentId, RawDocument]:
    if text is None:
        return {}
    if file.lower().endswith(".md"):
        front, _ = split_front_matter(text, file)
        return {front.raw.id: front.raw} if front else {}
    return {raw.id: raw for raw in split_documents(text, file)}


def spellings_in(programmes: Iterable[Programme]) -> Mapping[str, Collection[str]]:
    """Every way in which a step of a path may have been typed: Chinese keys, and the names of what a programme defines."""
    ways: dict[str, set[str]] = {}
    for key, chinese in (pair for model in _models(Model) for pair in _keys_of(model)):
        ways.setdefault(key, set()).update(chinese)
    for identifier, name in (named for programme in programmes for named in _names(programme)):
        ways.setdefault(identifier, set()).add(name)
    return ways


@cache
def _keys_of(model: type[Model]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The English key of each field with its Chinese ones."""
    return tuple((written_key(model, field), chinese_keys(model, field)) for field in model.model_fields)


def _names(programme: Programme) -> Iterator[tuple[str, str]]:
    """Id and name of everything that a programme defines and a record may name."""
    for rubric in programme.rubrics:
        yield from ((aspect.id, aspect.name) for aspect in rubric.aspects)
        yield from ((item.id, item.name) for item in rubric.items)
        extras = (extra for extra in (rubric.bonus, rubric.deductions) if extra)
        yield from ((item.id, item.name) for extra in extras for item in extra.items if item.id)
    yield from ((indicator.id, indicator.name) for indicator in programme.indicators)
    yield from ((level.id, level.name) for level in programme.known_levels)


def _models(model: type[Model]) -> tuple[type[Model], ...]:
    return tuple(found for child in model.__subclasses__() for found in (child, *_models(child)))
