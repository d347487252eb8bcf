"""JSON Schema of everything that people write, for editors: English and Chinese keys, words and short forms alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotated_types import Ge, Gt, Le
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from starcase.model.base import Choice, Model, chinese_keys, spellings, written_key
from starcase.model.config import Config
from starcase.model.notice import Notice
from starcase.model.organization import Organization
from starcase.model.page import ContentPage
from starcase.model.programme import Programme
from starcase.model.redirect import Redirect
from starcase.model.region import Region
from starcase.model.review import Review
from starcase.model.rounds import Objection, Round, RoundDecisions
from starcase.model.story import Story
from starcase.model.values import Period
from starcase.read.annotations import alternatives, item_of, keyed_by, plain, rest_field
from starcase.read.shapes import RANGES

_MODELS: Mapping[str, type[Model]] = {
    "config": Config,
    "programme": Programme,
    "regions": Region,
    "organization": Organization,
    "story": Story,
    "notice": Notice,
    "page": ContentPage,
    "redirects": Redirect,
    "round": Round,
    "decisions": RoundDecisions,
    "objections": Objection,
    "review": Review,
}
_LISTS = frozenset(("regions", "redirects", "objections"))
_NAMED_BY_FILE = frozenset((Programme, Organization, Story, Notice, ContentPage))

kinds: tuple[str, ...] = tuple(_MODELS)
"""Every kind of file that has a schema."""

_BLANK: JsonSchemaValue = {"type": "null"}
_TEXT: JsonSchemaValue = {"type": ["string", "number"]}
_YES_OR_NO: JsonSchemaValue = {"enum": [True, False, "是", "否"]}
_PERIOD_KEY = "^[0-9０-９]{4}"


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file; `kind` is one of `kinds`.

    It keeps to what 2020-12 and draft-07 have in common, since the YAML language server reads it as the latter. It is looser than
    reading: it knows nothing of names, dates or sums. `errorMessage` and `doNotSuggest` are words of editors: what they say of a
    mistake, and that of several spellings only an English and a Chinese one are offered.
    """
    model = _MODELS[kind]
    generated = model.model_json_schema(schema_generator=_Plain, ref_template=_REFERENCE)
    defined = generated.pop("$defs", {})
    written = {
        found.__name__: _written(found, defined.get(found.__name__, generated), defined) for found in _within(model)
    }
    root = {"$ref": _REFERENCE.format(model=model.__name__)}
    either = [{"type": "array", "items": root}, root] if kind in _LISTS else [root]
    words = {name: schema for name, schema in defined.items() if "enum" in schema}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        "anyOf": either,
        "$defs": {**words, **written},
    }


_REFERENCE = "#/$defs/{model}"


class _Plain(GenerateJsonSchema):
    """Values as they may be typed; the mappings around them are written by `_written`."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return dict(_TEXT)

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return dict(_YES_OR_NO)

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return {**super().int_schema(schema), "type": ["integer", "string"]}

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        choices: type[Choice] = schema["cls"]
        offered = "、".join(choice.zh[0] if choice.zh else choice.value for choice in choices)
        return {
            "enum": list(dict.fromkeys(word for choice in choices for word in (choice.value, *choice.zh))),
            "errorMessage": f"这里可以写：{offered}。",
        }

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        several = super().tuple_schema(schema)
        return {"anyOf": [several["items"], {"type": "array", "items": _or_blank(several["items"])}]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _within(model: type[Model]) -> list[type[Model]]:
    """A model and every mapping inside it; the pairs of mappings with the writer's own keys are not mappings themselves."""
    found: dict[type[Model], None] = {}
    waiting = [model]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = None
            waiting += [inside for field in one.model_fields for inside in _models_of(one, field)]
    return list(found)


def _models_of(model: type[Model], field: str) -> Iterator[type[Model]]:
    """The mappings that a field holds, or that stand at the end of the writer's own keys."""
    for choice in alternatives(plain(model.model_fields[field].annotation)):
        one = plain(item_of(choice) or choice)
        if not (isinstance(one, type) and issubclass(one, Model)):
            continue
        if keyed := keyed_by(model, field):
            yield from _models_of(one, keyed.value)
        else:
            yield one


def _written(model: type[Model], generated: JsonSchemaValue, defined: JsonSchemaValue) -> JsonSchemaValue:
    """The mapping of a model as it may be written: every spelling of its keys, and what may stand in its place."""
    properties: JsonSchemaValue = {}
    for field in dict.fromkeys(spellings(model).values()):
        described = _property(model, field, generated, defined)
        offered = _spelled(model, field)[:2]
        for word in _spelled(model, field):
            properties[word] = described if word in offered else {**described, "doNotSuggest": True}
    written: JsonSchemaValue = {"type": "object", "properties": properties, **_other_keys(model, generated, defined)}
    if written.get("additionalProperties") is False:
        written["errorMessage"] = "这一项的名字不对，或者写错了地方。请从提示里选。"
    if required := [_one_of_keys(model, field) for field in _required(model)]:
        written["allOf"] = required
    return _in_place_of(model, written, properties)


def _property(model: type[Model], field: str, generated: JsonSchemaValue, defined: JsonSchemaValue) -> JsonSchemaValue:
    about = model.model_fields[field]
    chinese = chinese_keys(model, field)
    also = "、".join(word for word in _spelled(model, field))
    value = _value(model, field, generated, defined)
    return {
        "title": chinese[0] if chinese else written_key(model, field),
        "description": f"{about.description or ''}可以写作：{also}。",
        **_bounds(about.metadata),
        **_or_blank(value),
    }


def _value(model: type[Model], field: str, generated: JsonSchemaValue, defined: JsonSchemaValue) -> JsonSchemaValue:
    keyed = keyed_by(model, field)
    if keyed is None:
        value = generated["properties"][written_key(model, field)]
        return {word: said for word, said in value.items() if word not in ("title", "description", "chinese")}
    return {"type": "object", "additionalProperties": _entry(model, field, defined)}


def _entry(model: type[Model], field: str, defined: JsonSchemaValue) -> JsonSchemaValue:
    """The value beside one of the writer's own keys."""
    keyed = keyed_by(model, field)
    assert keyed is not None
    pair = _pair(model, field)
    return {
        **_bounds(pair.model_fields[keyed.value].metadata),
        **_or_blank(_value(pair, keyed.value, defined[pair.__name__], defined)),
    }


def _pair(model: type[Model], field: str) -> type[Model]:
    listed = (item_of(choice) for choice in alternatives(plain(model.model_fields[field].annotation)))
    pair: type[Model] = plain(next(item for item in listed if item is not None))
    return pair


def _other_keys(model: type[Model], generated: JsonSchemaValue, defined: JsonSchemaValue) -> JsonSchemaValue:
    """What may stand under keys that are not fixed: nothing, or the writer's own entries."""
    rest = rest_field(model)
    if rest is None:
        return {"additionalProperties": False}
    keyed = keyed_by(model, rest)
    entry = _entry(model, rest, defined)
    pair = _pair(model, rest)
    if keyed is not None and plain(pair.model_fields[keyed.key].annotation) is Period:
        return {"patternProperties": {_PERIOD_KEY: entry}, "additionalProperties": False}
    return {"additionalProperties": entry}


def _in_place_of(model: type[Model], written: JsonSchemaValue, properties: JsonSchemaValue) -> JsonSchemaValue:
    """A mapping, or the bare value or the two values that may stand for it."""
    either = [written]
    if model.shorthand:
        either.append(properties[written_key(model, model.shorthand)])
    if model in RANGES:
        either.append({"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2})
    return written if len(either) == 1 else {"anyOf": either}


def _required(model: type[Model]) -> Iterator[str]:
    for field in dict.fromkeys(spellings(model).values()):
        is_named_by_file = field == "id" and model in _NAMED_BY_FILE
        if model.model_fields[field].is_required() and not is_named_by_file:
            yield field


def _one_of_keys(model: type[Model], field: str) -> JsonSchemaValue:
    return {"anyOf": [{"required": [word]} for word in _spelled(model, field)]}


def _spelled(model: type[Model], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((written_key(model, field), *chinese_keys(model, field))))


def _bounds(metadata: list[Any]) -> JsonSchemaValue:
    """The bounds of a number, which hold where it is typed as one."""
    bounds: JsonSchemaValue = {}
    for one in metadata:
        match one:
            case Ge():
                bounds["minimum"] = float(str(one.ge))
            case Gt():
                bounds["exclusiveMinimum"] = float(str(one.gt))
            case Le():
                bounds["maximum"] = float(str(one.le))
    return bounds


def _or_blank(value: JsonSchemaValue) -> JsonSchemaValue:
    """A value that may also be left blank."""
    if value.get("anyOf") and _BLANK in value["anyOf"]:
        return value
    return {"anyOf": [value, _BLANK]}
