"""Reads any model from a tree, driven by the model itself: one plan a model, made once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, NewType, TypeVar

from msgspec import Struct, field

from starcase.language import Label, Said, phrase
from starcase.model.base import Choice, Model, chinese_keys, spellings, written_key
from starcase.model.values import Count
from starcase.problems import Path, Severity, rule
from starcase.read.annotations import alternatives, item_of, keyed_by, plain, rest_field
from starcase.read.build import build
from starcase.read.identifiers import parse_identifier
from starcase.read.keys import report_twin, report_unknown_key
from starcase.read.names import Role, look_up
from starcase.read.peek import is_blank
from starcase.read.reading import ABSENT, BROKEN, UNUSUAL, Reading, settle, shortened
from starcase.read.scalars import Fault, Parsed, parse_score
from starcase.read.shapes import FORMS, HAVE_PAGES, MAY_BE_N_A, NAMED, RANGES, ROLES, SCALARS, Form, parse_choice
from starcase.read.values import (
    Parse,
    Reader,
    count_reader,
    either_reader,
    label_of,
    list_reader,
    scalar_reader,
    text_reader,
)
from starcase.read.words import closest, quoted
from starcase.sources.yamltree import Tree

M = TypeVar("M", bound=Model)

VALUE_INSTEAD_OF_MAPPING = rule(
    "value-instead-of-mapping",
    says="“{field}”下面要分项写，这里直接写了“{got}”。",
    mend="请另起一行，缩进两格，一行写一项：{examples}。",
)
LIST_INSTEAD_OF_MAPPING = rule(
    "list-instead-of-mapping",
    says="“{field}”下面要分项写，这里写成了列表。",
    mend="请去掉行首的“- ”，写成“{example}: ……”这样的一项。",
)
RECORDS_AS_LIST = rule(
    "records-as-list",
    says="这里的行首有“- ”，整份成了列表。",
    mend="请去掉行首的“- ”，让各行左边对齐；有几份资料的，用一行“---”分开，每一份都写编号。",
)
UNFILLED = rule(
    "unfilled",
    says="“{field}”里有一条没有填“{missing}”，没有采用。",
    mend="请把它填好；用不到的话，删去这一条。",
    severity=Severity.WARNING,
)

_EXAMPLES = 4


class Field(Struct, frozen=True):
    """How one field is read; `key` is its English key."""

    name: str
    key: str
    read: Reader


class Entries(Struct, frozen=True):
    """How a mapping with the writer's own keys is read: each entry becomes two fields; `word` is what its keys are."""

    key_field: str
    value_field: str
    word: Said
    parse_key: Parse
    read_value: Reader


class Plan(Struct, frozen=True):
    """How a mapping is read: its fields by every spelling of their keys, and where the writer's own keys go."""

    model: type[Model]
    fields: Mapping[str, Field]
    shorthand: Field | None
    rest_field: str | None
    rest: Entries | None
    required: frozenset[str]

    @property
    def examples(self) -> tuple[Said, ...]:
        """One spelling of each key, in the order of the model."""
        first: dict[str, Said] = {}
        for word, known in self.fields.items():
            first.setdefault(known.name, Label(word, known.key))
        return tuple(first.values())


class _Open(Struct):
    """A mapping while it is read: values by field, entries with the writer's own keys, and each key as it was written.

    An entry stays a mapping of two fields until the model around it is built.
    """

    path: Path
    reading: Reading
    values: dict[str, Any] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    entries: list[dict[str, Any]] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    def place(self, key: str, written: str) -> Path | None:
        """The path of a value, its key as written noted where that is another; None, reported, where its twin has been read."""
        if (first := self.written.setdefault(key, written)) is not written:
            report_twin(first, written, self.path, self.reading)
            return None
        here = (*self.path, key)
        if written != key:
            self.reading.renamed[here] = written
        return here


# ---- walking -------------------------------------------------------------------------------------------------------


def read_model(model: type[Model], tree: Tree, path: Path, reading: Reading, label: Said) -> Any:
    """A model from its mapping, or from what its shorthand or range stands for; else BROKEN.

    A form that was not filled in gives ABSENT. Reports: unfilled, and whatever is wrong in it.
    """
    values, broken = read_values(model, tree, path, reading, label)
    if values is None:
        return BROKEN
    if not values and not broken and is_blank(tree):
        return ABSENT
    if blank := _blank_essential(model, values, tree):
        reading.report(UNFILLED, path, field=label, missing=_name(model, blank))
        return ABSENT
    return build(model, values, broken, path, reading)


def _blank_essential(model: type[Model], values: Mapping[str, Any], tree: Tree) -> str | None:
    """The field left blank in a form that was copied and not filled in: nothing stands in it but words to choose from."""
    plan = plan_of(model)
    if plan.required <= values.keys() or not isinstance(tree, dict):
        return None
    if not all(isinstance(value, bool | Choice) for value in values.values()):
        return None
    blanks = (plan.fields[written].name for written, below in tree.items() if not below and written in plan.fields)
    return next((name for name in blanks if name in plan.required), None)


def read_values(
    model: type[Model], tree: Tree, path: Path, reading: Reading, label: Said, given: Mapping[str, Any] | None = None
) -> tuple[Mapping[str, Any] | None, set[str]]:
    """A model's values by field, and the fields that could not be read; no values where the shape is wrong.

    `given` are values of fields that need not be written. Reports every mistake below `path`.
    """
    plan = plan_of(model)
    if not isinstance(tree, dict):
        return _read_shorthand(plan, tree, path, reading, label)
    mapping = _Open(path, reading, dict(given or {}))
    if (enter := reading.inner.get(model)) is not None:
        inside = enter(tree, path, reading)
        mapping.reading = inside.reading
        mapping.values.update(inside.given)
    for written, below in tree.items():
        if (known := plan.fields.get(written)) is not None:
            _read_field(known, written, below, mapping)
        elif plan.rest is not None and not _is_mistyped(written, plan.fields, plan.rest, mapping.reading):
            _read_entry(plan.rest, written, below, mapping)
        else:
            report_unknown_key(written, path, model, reading)
    if plan.rest_field and mapping.entries:
        mapping.values[plan.rest_field] = tuple(mapping.entries)
    return mapping.values, mapping.broken


def read_each(model: type[M], tree: Tree, reading: Reading, label: Said) -> tuple[M, ...]:
    """The models of a document that is a list; a document with one mapping is a list of one."""

    def read_one(below: Tree, path: Path, reading: Reading) -> Any:
        return read_model(model, below, path, reading, label)

    read: tuple[M, ...] = list_reader(read_one)(tree or [], (), reading)
    return () if read is BROKEN or read is ABSENT else read


def _read_field(known: Field, written: str, below: Tree, mapping: _Open) -> None:
    here = mapping.place(known.key, written)
    if not below or here is None:
        return
    value = known.read(below, here, mapping.reading)
    if value is BROKEN:
        mapping.broken.add(known.name)
    elif value is not ABSENT:
        mapping.values[known.name] = value


def _read_entry(kind: Entries, written: str, below: Tree, mapping: _Open) -> None:
    reading = mapping.reading
    own = kind.parse_key(written, reading)
    if type(own) in UNUSUAL:
        own = settle(own, written, kind.word, (*mapping.path, written), reading, key=True)
    here = None if own is BROKEN else mapping.place(str(own), written)
    if not below or here is None:
        return
    value = kind.read_value(below, here, reading)
    if value is BROKEN or value is ABSENT:
        return
    mapping.entries.append({kind.key_field: own, kind.value_field: value})


def _is_mistyped(written: str, fields: Mapping[str, Field], rest: Entries, reading: Reading) -> bool:
    """Whether a key is rather a mistyped fixed key than one of the writer's own."""
    return isinstance(rest.parse_key(written, reading), Fault) and bool(closest(written, fields))


def _read_shorthand(
    plan: Plan, tree: Tree, path: Path, reading: Reading, label: Said
) -> tuple[Mapping[str, Any] | None, set[str]]:
    """What a bare value stands for in a model that has a shorthand, or two values in one that is a range."""
    if isinstance(tree, str) and plan.shorthand is not None:
        read = {plan.shorthand.name: plan.shorthand.read(tree, path, reading)}
    elif isinstance(tree, list) and len(tree) == 2 and plan.model in RANGES:
        read = {
            name: plan.fields[name].read(tree[at], (*path, at), reading) for at, name in enumerate(RANGES[plan.model])
        }
    else:
        _report_shape(tree, path, reading, label, plan.examples)
        return None, set()
    values = {name: value for name, value in read.items() if value is not BROKEN and value is not ABSENT}
    return values, read.keys() - values.keys()


def _report_shape(tree: Tree, path: Path, reading: Reading, label: Said, examples: Sequence[Said]) -> None:
    if isinstance(tree, list):
        written = next((key for item in tree if isinstance(item, dict) for key in item), None)
        about = RECORDS_AS_LIST if written and not path else LIST_INSTEAD_OF_MAPPING
        reading.report(about, path, field=label, example=written or examples[0])
    else:
        shown = quoted([phrase("{key}: ……", key=word) for word in examples[:_EXAMPLES]])
        reading.report(VALUE_INSTEAD_OF_MAPPING, path, field=label, got=shortened(str(tree)), examples=shown)


def _model_reader(model: type[Model], title: str | None) -> Reader:
    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        return read_model(model, tree, path, reading, label_of(title, path, reading))

    return read


def _entries_reader(kind: Entries, title: str | None) -> Reader:
    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        if not isinstance(tree, dict):
            _report_shape(tree, path, reading, label_of(title, path, reading), (kind.word,))
            return BROKEN
        mapping = _Open(path, reading)
        for written, below in tree.items():
            _read_entry(kind, written, below, mapping)
        return ABSENT if is_blank(tree) else tuple(mapping.entries)

    return read


# ---- plans ---------------------------------------------------------------------------------------------------------


@cache
def plan_of(model: type[Model]) -> Plan:
    """How a model is read, from its fields' keys and annotations."""
    spelled = spellings(model)
    fields = {name: _field(model, name) for name in dict.fromkeys(spelled.values())}
    rest = rest_field(model)
    return Plan(
        model,
        {word: fields[name] for word, name in spelled.items()},
        fields[model.shorthand] if model.shorthand else None,
        rest,
        _entries(model, rest) if rest else None,
        frozenset(name for name, about in model.model_fields.items() if about.is_required()),
    )


def _name(model: type[Model], field: str) -> Said:
    """What people call a field that they have not written."""
    key = written_key(model, field)
    return Label(next(iter(chinese_keys(model, field)), key), key)


def _field(model: type[Model], name: str) -> Field:
    title = next(iter(chinese_keys(model, name)), None)
    return Field(name, written_key(model, name), _field_reader(model, name, title))


def _field_reader(model: type[Model], name: str, title: str | None) -> Reader:
    annotation = plain(model.model_fields[name].annotation)
    if keyed_by(model, name):
        return _entries_reader(_entries(model, name), title)
    if (model, name) in MAY_BE_N_A:
        return scalar_reader(lambda text, _: parse_score(text), title)
    if one := _reader_by_name(model, name, title):
        return list_reader(one) if item_of(annotation) else one
    if name == "id" and isinstance(annotation, NewType):
        return scalar_reader(partial(_parse_own_id, has_page=model in HAVE_PAGES), title)
    return _reader(annotation, title)


def _reader_by_name(model: type[Model], name: str, title: str | None) -> Reader | None:
    """The reader of a field of which the tables say more than its type does."""
    if (model, name) in NAMED:
        return _name_reader(NAMED[model, name], title)
    if (form := FORMS.get((model, name))) is not None:
        return scalar_reader(partial(_parse_form, form), title)
    return None


def _parse_form(form: Form, text: str, reading: Reading) -> Parsed[str]:
    return form(text, reading.document)


def _parse_own_id(text: str, reading: Reading, *, has_page: bool) -> Parsed[str]:
    return parse_identifier(text, has_page=has_page)


def _reader(annotation: Any, title: str | None) -> Reader:
    """The reader of an annotation's values."""
    annotation = plain(annotation)
    if (item := item_of(annotation)) is not None:
        return list_reader(_reader(item, title))
    if len(choices := alternatives(annotation)) > 1:
        several, word = sorted(choices, key=lambda choice: item_of(choice) is None)
        return either_reader(_reader(word, title), _reader(several, title))
    if isinstance(annotation, NewType):
        return _name_reader(ROLES.get(annotation), title)
    if annotation is str:
        return text_reader(title)
    if annotation is Count:
        return count_reader(title)
    if issubclass(annotation, Model):
        return _model_reader(annotation, title)
    return scalar_reader(_parse(annotation), title)


def _name_reader(role: Role | None, title: str | None) -> Reader:
    return scalar_reader(partial(_parse_name, role), title) if role else text_reader(title)


def _parse_name(role: Role, text: str, reading: Reading) -> Parsed[str]:
    return look_up(reading.names, role, text)


def _parse(annotation: Any) -> Parse:
    if issubclass(annotation, Choice):
        return lambda text, _: parse_choice(annotation, text)
    parse = SCALARS[annotation]
    return lambda text, _: parse(text)


def _entries(model: type[Model], name: str) -> Entries:
    """How the writer's own keys of a field are read: what they name, and the values beside them."""
    keyed = keyed_by(model, name)
    assert keyed is not None
    listed = next(
        item for choice in alternatives(plain(model.model_fields[name].annotation)) if (item := item_of(choice))
    )
    pair: type[Model] = plain(listed)
    key_type = plain(pair.model_fields[keyed.key].annotation)
    role = NAMED.get((model, name)) or ROLES.get(key_type)
    word = role.label if role else _name(pair, keyed.key)
    parse_key: Parse = partial(_parse_name, role) if role else _parse(key_type)
    return Entries(keyed.key, keyed.value, word, parse_key, _field(pair, keyed.value).read)
