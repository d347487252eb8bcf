"""The content as it is written: every record, and the facts that its fields state."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import chain
from typing import NewType, get_args

from msgspec import Struct

from starcase.comparing.facts import Fact, Kind, Record, State, Step, Way, make_state
from starcase.comparing.naming import Naming
from starcase.language import Label, Words
from starcase.loading import Loaded
from starcase.model.article import Article
from starcase.model.base import Choice, Keyed, Model, Rest, chinese_keys, written_key
from starcase.model.ids import RegionId
from starcase.model.notice import Notice
from starcase.model.organization import Decision, Evaluation, Organization
from starcase.model.organization import Fact as Figure
from starcase.model.packing import digest_of, pack
from starcase.model.page import ContentPage
from starcase.model.region import Region
from starcase.model.region_tree import RegionNode
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow
from starcase.model.story import Story
from starcase.model.values import Count

_TOLD_APART: Mapping[type[Model], tuple[str, ...]] = {
    Evaluation: ("programme", "period"),
    Decision: ("date", "kind"),
    Figure: ("what", "unit", "as_of"),
}
"""The fields by which entries of a list are known, where one is not enough."""
_USUALLY = ("id", "from_address", "period", "date", "file", "what", "title", "name")
_ARTICLES: Mapping[
    type[StoryRow | NoticeRow | PageRow], tuple[Kind, type[Article[Story] | Article[Notice] | Article[ContentPage]]]
] = {
    StoryRow: (Kind.STORY, Article[Story]),
    NoticeRow: (Kind.NOTICE, Article[Notice]),
    PageRow: (Kind.PAGE, Article[ContentPage]),
}
_TAGS = re.compile(r"<[^>]*>")
_TEXT = Label("正文", "text")
_ABOVE = Label("上级", "parent")


def read_written(loaded: Loaded, words: Words) -> State:
    """Every record of the content, in the words of a language; its facts are read only when they are asked for."""
    reader = _Reader(loaded, Naming(loaded.catalogue), words)
    catalogue = loaded.catalogue
    known = {row.id for row in catalogue.rows}
    records = chain(
        map(reader.body, catalogue.rows),
        map(reader.article, (*catalogue.stories, *catalogue.notices, *catalogue.coming, *catalogue.pages)),
        (reader.settled(Kind.PROGRAMME, one.id, one.name, one) for one in catalogue.programmes.values()),
        map(reader.region, catalogue.regions.nodes.values()),
        (reader.settled(Kind.REDIRECT, one.from_address, one.from_address, one) for one in catalogue.redirects),
        [reader.settled(Kind.CONFIG, "config.yaml", "config.yaml", catalogue.config)],
    )
    return make_state(records, (one for one in loaded.held_back if one not in known))


class _Reader(Struct, frozen=True):
    """Makes records of what was loaded."""

    loaded: Loaded
    naming: Naming
    words: Words

    def body(self, row: Row) -> Record:
        def list_facts() -> tuple[Fact, ...]:
            return self._facts(Organization.model_validate_json(self.loaded.store.record(row.document)))

        return Record(Kind.ORGANIZATION, row.id, row.name, row.digest, list_facts, row.is_held_back)

    def article(self, row: StoryRow | NoticeRow | PageRow) -> Record:
        """A story, a notice or a page, with its text."""
        kind, shape = _ARTICLES[type(row)]

        def list_facts() -> tuple[Fact, ...]:
            article = shape.model_validate_json(self.loaded.store.record(row.document))
            text = html.unescape(_TAGS.sub("", article.html)).strip()
            return (*self._facts(article.record), Fact((Step(_TEXT),), text, text))

        return Record(kind, row.id, row.title, row.digest, list_facts)

    def settled(self, kind: Kind, identifier: str, name: str, model: Model) -> Record:
        """One of the documents that all else depends on."""
        return Record(kind, identifier, name, digest_of(pack(model)), lambda: self._facts(model))

    def region(self, node: RegionNode) -> Record:
        """A place without those below it: its own place is told by the one above."""
        written = {field: getattr(node, field) for field in Region.model_fields if field != "children"}
        model = Region.model_construct(**written)

        def list_facts() -> tuple[Fact, ...]:
            above = self.naming.name(RegionId, node.parent) if node.parent else None
            return (*self._facts(model), *([Fact((Step(_ABOVE),), node.parent or "", above)] if above else []))

        return Record(Kind.REGION, node.id, node.name, digest_of(pack(node)), list_facts)

    def _facts(self, model: Model) -> tuple[Fact, ...]:
        return tuple(_walk_model(model, (), self.naming, self.words))


def _walk_model(model: Model, way: Way, naming: Naming, words: Words) -> Iterator[Fact]:
    within = naming.within(model)
    for field in type(model).model_fields:
        yield from _walk_field(model, field, (*way, *_step(type(model), field)), within, words)


def _walk_field(model: Model, field: str, way: Way, naming: Naming, words: Words) -> Iterator[Fact]:
    """What a field says; nothing where it is not filled in."""
    value, shape = getattr(model, field), type(model)
    if isinstance(value, Model):
        yield from _walk_model(value, way, naming, words)
    elif isinstance(value, tuple) and value and isinstance(value[0], Model):
        yield from _walk_entries(value, _keyed(shape, field), way, naming, words)
    elif value not in (None, ()):
        said = partial(_say, id_type=_id_type(shape, field), naming=naming, words=words)
        many = value if isinstance(value, tuple) else (value,)
        written = tuple(map(_write, many))
        yield Fact(way, written if isinstance(value, tuple) else written[0], words("、").join(map(said, many)))


def _walk_entries(
    entries: tuple[Model, ...], keyed: Keyed | None, way: Way, naming: Naming, words: Words
) -> Iterator[Fact]:
    for step, entry in zip(_entry_steps(entries, keyed, naming, words), entries, strict=True):
        here = (*way, step)
        if keyed is None:
            yield from _walk_model(entry, here, naming, words)
        elif getattr(entry, keyed.value) is None:  # an item that does not apply
            yield Fact(here, "n/a", words("不适用"))
        else:
            yield from _walk_field(entry, keyed.value, here, naming, words)


def _entry_steps(entries: tuple[Model, ...], keyed: Keyed | None, naming: Naming, words: Words) -> Iterator[Step]:
    """What each entry is known by; a number makes the second of the same another one."""
    seen: Counter[str] = Counter()
    for entry in entries:
        fields = (keyed.key,) if keyed else _known_by(type(entry))
        known = [(field, value) for field in fields if (value := getattr(entry, field)) is not None]
        key = " ".join(str(value) for _, value in known)
        title = " ".join(_say(value, _id_type(type(entry), field), naming, words) for field, value in known)
        seen[key] += 1
        again = f"#{seen[key]}" if seen[key] > 1 or not key else ""
        named = getattr(entry, "name", None) or title
        yield Step(Label(f"{named} {again}".strip(), f"{key} {again}".strip()), is_entry=True)


@cache
def _known_by(shape: type[Model]) -> tuple[str, ...]:
    return _TOLD_APART.get(shape) or next(((field,) for field in _USUALLY if field in shape.model_fields), ())


@cache
def _step(shape: type[Model], field: str) -> tuple[Step, ...]:
    """The key of a field; none where its entries stand among its mapping's own keys."""
    if isinstance(_keyed(shape, field), Rest):
        return ()
    key = written_key(shape, field)
    return (Step(Label(next(iter(chinese_keys(shape, field)), key), key)),)


@cache
def _keyed(shape: type[Model], field: str) -> Keyed | None:
    return next((one for one in shape.model_fields[field].metadata if isinstance(one, Keyed)), None)


@cache
def _id_type(shape: type[Model], field: str) -> object:
    """The type of id that a field holds, one or several; None for what is no id of something that has a name."""
    if field == "id":
        return None
    waiting: list[object] = [shape.model_fields[field].annotation]
    for one in waiting:
        if isinstance(one, NewType):
            return one
        waiting += get_args(one)
    return None


def _write(value: object) -> str:
    """A value as it is written in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, Count) else str(value)


def _say(value: object, id_type: object, naming: Naming, words: Words) -> str:
    if isinstance(value, bool):
        return words("是") if value else words("否")
    if isinstance(value, Choice):
        return value.label.said(words)
    if isinstance(value, Count):
        return value.text
    return naming.name(id_type, str(value)) if id_type else str(value)
