"""Reads one record of any kind: its id, its fields, and what holds for every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from starcase.language import Label, Said
from starcase.model.base import Model
from starcase.problems import Problem, rule
from starcase.read.build import build
from starcase.read.consent import check_consent
from starcase.read.drafts import is_draft, soften
from starcase.read.fields import read_values
from starcase.read.identifiers import parse_identifier, suggested_id
from starcase.read.peek import peek_text
from starcase.read.photos import check_photos
from starcase.read.reading import BROKEN, Reading, settle
from starcase.read.result import Read
from starcase.read.scalars import Fault
from starcase.sources.yamltree import Tree

M = TypeVar("M", bound=Model)

ID_MISSING = rule(
    "id-missing",
    says="一个文件里有几份资料时，每一份都要写编号，这一份没有写。",
    mend="请在这一份资料的开头加一行“编号: {offers}”。",
    stops_site=True,
)
FILE_NAME_AS_ID = rule(
    "file-name-as-id",
    says="没有写编号，文件名“{got}”又不能当编号：编号会成为网址的一部分，只用小写字母、数字和连字符，也不能与网站自己的文件夹重名。",
    mend="请在开头加一行“编号: {offers}”，或者把文件改名为 {offers}。",
    stops_site=True,
)

Check: TypeAlias = Callable[[Reading], Iterator[Problem]]


def own_id(model: type[Model], tree: Tree, stem: str, reading: Reading) -> str:
    """The id that a record goes by: as written, else its file's stem. Where neither can be one, a stand-in.

    Reports: id-missing, file-name-as-id. What is wrong with a written id, its field reports.
    """
    if written := peek_text(model, tree, "id"):
        parsed = parse_identifier(written, has_page=True)
        return suggested_id(written) if isinstance(parsed, Fault) else written
    if reading.document.number > 0:
        stand_in = f"{suggested_id(stem)}-{reading.document.number}"
        name = peek_text(model, tree, "name")
        reading.report(ID_MISSING, (), offers=suggested_id(name) if name else stand_in)
        return stand_in
    parsed = parse_identifier(stem, has_page=True)
    if isinstance(parsed, Fault):
        offered = dict(parsed.values).get("offers", suggested_id(stem))
        reading.report(FILE_NAME_AS_ID, (), got=stem, offers=offered)
        return suggested_id(stem)
    return settle(parsed, stem, Label("编号", "id"), (), reading)


def read_record(
    model: type[M], tree: Tree, reading: Reading, label: Said, given: Mapping[str, Any]
) -> tuple[M | None, Mapping[str, Any]]:
    """The record as far as it can be built, and the values that were read for it; errors stand in the reading."""
    values, broken = read_values(model, {} if tree is None else tree, (), reading, label, given)
    if values is None:
        return None, given
    built = build(model, values, broken, (), reading)
    return (None if built is BROKEN else built), values


def check_record(reading: Reading, *checks: Check) -> tuple[Problem, ...]:
    """Every problem of a record that has been read: those of reading, then of the checks of its kind and of every kind."""
    for check in (*checks, check_consent, check_photos):
        for met in check(reading):
            reading.note(met)
    return tuple(reading.problems)


def whole_article(record: M | None, tree: Tree, reading: Reading, *checks: Check) -> Read[M]:
    """As `whole`, for what stands above a text; a draft can be used as far as it is written."""
    problems = check_record(reading, *checks)
    if is_draft(reading.root, tree):
        problems = soften(problems)
    return Read(None if any(met.is_error for met in problems) else record, problems)


def whole(record: M | None, reading: Reading, *checks: Check) -> Read[M]:
    """A record that can be used only when nothing in it is an error."""
    problems = check_record(reading, *checks)
    return Read(None if any(met.is_error for met in problems) else record, problems)
