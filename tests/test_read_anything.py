"""Whatever is written, reading gives a value and problems: it never fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from string import Formatter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from starcase.model.base import Model, spellings
from starcase.model.config import Config
from starcase.model.ids import ProgrammeId
from starcase.model.notice import Listed, Notice
from starcase.model.organization import Contact, Evaluation, Fact, Organization, Services
from starcase.model.programme import Claim, Level, Programme
from starcase.model.redirect import Redirect
from starcase.model.region import Region
from starcase.model.rubric import Aspect, Item, Needs, Rubric, Rules
from starcase.model.story import Story
from starcase.problems import DocumentId, Path, Problem
from starcase.read.config import read_config
from starcase.read.notice import read_notice
from starcase.read.organization import read_organization
from starcase.read.page import read_page
from starcase.read.programme import read_programme
from starcase.read.redirects import read_redirects
from starcase.read.regions import read_regions
from starcase.read.story import read_story
from starcase.sources.yamltree import Tree
from tests import format_examples as examples
from tests.trees import REGIONS as REGIONS_TEXT
from tests.trees import programme, regions, tree_of

DOCUMENT = DocumentId("content/organizations/a.yaml")
PROGRAMME = programme()
REGIONS = regions()
KNOWN = {ProgrammeId(PROGRAMME.id): PROGRAMME}

READERS: tuple[Callable[[Tree], Any], ...] = (
    lambda tree: read_organization(tree, DOCUMENT, "a", KNOWN, REGIONS)[0],
    lambda tree: read_programme(tree, DOCUMENT, "a", REGIONS),
    lambda tree: read_regions((DOCUMENT, tree)),
    lambda tree: read_config(tree, DOCUMENT),
    lambda tree: read_story(tree, DOCUMENT, "a"),
    lambda tree: read_notice(tree, DOCUMENT, "a", KNOWN),
    lambda tree: read_page(tree, DOCUMENT, "a"),
    lambda tree: read_redirects(tree, DOCUMENT),
)

MODELS: tuple[type[Model], ...] = (
    *(Organization, Evaluation, Services, Fact, Contact, Programme, Level, Needs, Rubric, Rules, Aspect, Item, Claim),
    *(Region, Config, Notice, Listed, Story, Redirect),
)
KEYS = sorted({key for model in MODELS for key in spellings(model)} | {"2022", "leader", "五星级", "xx", "２０２２年"})
ODD = """|0|-1|85分|1e9|99999999999999999999999999999999999999999|2022|2022-13|2024-02-30|n/a|是|gold|五星级|leader|anju|安居社区
/|a/b|..|https://|example-stars|unpublished|10—|近|上万|[|{x}|守望队"""
TEXTS = some.sampled_from(ODD.replace("\n", "|").split("|"))
TREES = some.recursive(
    some.none() | TEXTS | some.text(max_size=5),
    lambda below: some.lists(below, max_size=3) | some.dictionaries(some.sampled_from(KEYS), below, max_size=6),
    max_leaves=12,
)
EXAMPLES = (
    (examples.ORGANIZATION, READERS[0]),
    (examples.CHINESE_ORGANIZATION, READERS[0]),
    (examples.PROGRAMME, READERS[1]),
    (examples.CHINESE_PROGRAMME, READERS[1]),
    (REGIONS_TEXT, READERS[2]),
    (examples.CONFIG, READERS[3]),
    (examples.STORY, READERS[4]),
    (examples.NOTICE, READERS[5]),
    (examples.PAGE, READERS[6]),
    (examples.REDIRECTS, READERS[7]),
)


def _places(tree: Tree, path: Path = ()) -> Iterator[Path]:
    yield path
    below = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, inner in below:
        yield from _places(inner, (*path, step))


def _replaced(tree: Any, path: Path, new: Tree) -> Any:
    """The tree with another value at a place."""
    if not path:
        return new
    copy: Any = tree.copy() if isinstance(tree, dict | list) else tree
    copy[path[0]] = _replaced(copy[path[0]], path[1:], new)
    return copy


def _assert_worded(problems: Iterable[Problem]) -> None:
    for found in problems:
        wanted = {
            name for text in (found.rule.says, found.rule.mend) for _, name, _, _ in Formatter().parse(text) if name
        }
        assert wanted <= {name for name, _ in found.values}, found


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(TREES)
def test_no_tree_makes_reading_fail_and_every_problem_has_its_words(tree: Tree) -> None:
    for read_tree in READERS:
        _assert_worded(read_tree(tree).problems)


@pytest.mark.parametrize("text, read_tree", EXAMPLES)
@QUICK
@given(some.data())
def test_whatever_stands_at_one_place_of_a_sound_record_is_read_or_explained(
    text: str, read_tree: Callable[[Tree], Any], data: some.DataObject
) -> None:
    tree = tree_of(text)
    for _ in range(2):
        place = data.draw(some.sampled_from(list(_places(tree))))
        tree = _replaced(tree, place, data.draw(TREES))
    read = read_tree(tree)
    _assert_worded(read.problems)
    assert read.value is not None or read.has_errors
