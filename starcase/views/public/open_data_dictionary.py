"""What the published data mean: a JSON Schema of the JSON files, and a dictionary of every field, both made from the types themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Struct

from starcase.views.public.changes_files import ChangesData
from starcase.views.public.open_data_body import BodyFile, HeldBackFile
from starcase.views.public.open_data_fields import titled
from starcase.views.public.open_data_list import BodiesFile, ListedBody
from starcase.views.public.open_data_programmes import ProgrammesFile
from starcase.views.public.open_data_regions import ListedRegion
from starcase.views.public.open_data_sheets import make_sheet
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

JSON_FILES: Mapping[str, type[Struct]] = {
    "organizations.json": BodiesFile,
    "organizations/<id>.json": BodyFile,
    "organizations/<id>.json (held_back)": HeldBackFile,
    "programmes.json": ProgrammesFile,
    "changes-<programme>-<period>.json": ChangesData,
}
"""The files that the schema holds for, each with what it is made of."""
_SHEETS: Mapping[str, type[Struct]] = {"organizations.csv, organizations.xlsx": ListedBody, "regions.csv": ListedRegion}
_REFERENCE = "#/$defs/{name}"

Schema = dict[str, Any]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of a file; `field` is the way to it: `organizations[].name`."""

    file: Annotated[str, titled("文件", "File below data/")]
    field: Annotated[str, titled("字段", "The way to the field; [] stands for every entry of a list")]
    title: Annotated[str, titled("中文名", "Chinese title")]
    meaning: Annotated[str, titled("英文说明", "What it means, in English")]
    type: Annotated[str, titled("类型", "Type in JSON; “null” where it may be missing")]
    unit: Annotated[str | None, titled("单位", "Unit of a number; null where it has none or where the data name it")]
    values: Annotated[tuple[str, ...], titled("取值", "The words that may stand there; empty where any may")]


class DictionaryFile(Struct, frozen=True, forbid_unknown_fields=True):
    fields: Annotated[tuple[Entry, ...], titled("字段", "Every field of every file")]


_JSON_ALSO: Mapping[str, type[Struct]] = {**JSON_FILES, "dictionary.json": DictionaryFile}


def project_schema(shared: Shared, url: str) -> Schema:
    """The schema of the JSON files, whichever of them it is held against."""
    roots, defined = _schemas()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": shared.config.title,
        "anyOf": list(roots),
        "$defs": defined,
    }


@cache
def _schemas() -> tuple[tuple[Schema, ...], dict[str, Schema]]:
    """The schema of each JSON file, and what they all refer to."""
    return msgspec.json.schema_components(list(_JSON_ALSO.values()), ref_template=_REFERENCE)


def project_dictionary_data(shared: Shared, url: str) -> DictionaryFile:
    """The dictionary as data."""
    return DictionaryFile(list_entries())


def project_dictionary_sheet(shared: Shared, url: str) -> Sheet:
    """The dictionary as a sheet."""
    return make_sheet(shared.words("字段说明"), Entry, list_entries(), shared.words)


@cache
def list_entries() -> tuple[Entry, ...]:
    """Every field of every file, in the order in which the files hold them."""
    found: list[Entry] = []
    for file, shape in {**_JSON_ALSO, **_SHEETS}.items():
        _, defined = msgspec.json.schema_components([shape], ref_template=_REFERENCE)
        found.extend(_list_fields(file, "", defined[shape.__name__], defined))
    return tuple(found)


def _list_fields(file: str, above: str, schema: Schema, defined: Schema) -> Iterator[Entry]:
    for key, about in schema["properties"].items():
        way, choices = f"{above}{key}", [_resolve(one, defined) for one in about.get("anyOf", [about])]
        inner = [_resolve(one["items"], defined) if "items" in one else one for one in choices]
        yield Entry(
            file=file,
            field=way,
            title=about["title"],
            meaning=about["description"],
            type=" | ".join(_name_type(one, defined) for one in choices),
            unit=about.get("unit"),
            values=tuple(word for one in inner for word in one.get("enum", ())),
        )
        for one, inside in zip(choices, inner, strict=True):
            if "properties" in inside:
                yield from _list_fields(file, f"{way}[]." if "items" in one else f"{way}.", inside, defined)


def _resolve(schema: Schema, defined: Schema) -> Schema:
    """What a reference stands for, with what is said of the field beside it."""
    if "$ref" not in schema:
        return schema
    meant: Schema = defined[schema["$ref"].rpartition("/")[2]]
    return meant


def _name_type(schema: Schema, defined: Schema) -> str:
    if "items" in schema:
        return f"array of {_name_type(_resolve(schema['items'], defined), defined)}"
    if "enum" in schema:
        return "string"
    kind: str = schema["type"]
    return f"{kind} ({schema['format']})" if "format" in schema else kind
