"""The tree of regions."""

from __future__ import annotations

import pytest

from starcase.model.ids import RegionId
from starcase.model.region import Tier
from starcase.model.values import PartialDate
from starcase.problems import DocumentId
from starcase.read.regions import read_regions
from starcase.sources.yamltree import Tree
from tests.trees import regions, said, tree_of

DOCUMENT = DocumentId("content/regions.yaml")


def _said(text: str) -> list[str]:
    return said(read_regions((DOCUMENT, tree_of(text))).problems)


def test_regions_stand_in_the_order_of_the_file_parents_first() -> None:
    tree = regions()
    assert list(tree.nodes) == ["example-city", "bridge", "anju", "leye", "river", "anju-east"]
    assert [node.id for node in tree.path(tree[RegionId("anju")].id)] == ["example-city", "bridge", "anju"]
    assert tree[RegionId("bridge")].children == ("anju", "leye") and tree[RegionId("bridge")].tier is Tier.STREET


def test_regions_may_be_written_in_chinese() -> None:
    text = """
    - 编号: a
      名称: 示例市
      层级: 市
      区划代码: 130100
      联系方式: {名称: 党群服务中心, 电话: 0000-1234567}
      下级: [{编号: b, 名称: 示例镇, 层级: 乡镇, 曾用名: 旧镇, 截止: 2024, 并入: 示例市}]
    """
    tree = regions(text)
    child = tree[RegionId("b")]
    assert (child.tier, child.former_names, child.until, child.merged_into) == (
        Tier.STREET,
        ("旧镇",),
        PartialDate(2024),
        "a",
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[{id: a, name: 甲, tier: city}, {id: A, name: 乙, tier: city}]", ["plain-form 1.id", "written-twice 1.id"]),
        ("[{id: a, name: 甲, tier: city}, {id: b, name: 甲, tier: city}]", ["written-twice 1.name"]),
        (
            "[{id: a, name: 甲, tier: city, children: [{id: b, name: 乙, tier: province}]}]",
            ["tier-not-below 0.children.0.tier"],
        ),
        ("[{id: a, name: 甲, tier: city, children: {id: a, name: 乙, tier: grid}}]", ["written-twice 0.children.id"]),
        ("[{id: a, name: 甲, tier: 片区}]", ["unknown-word 0.tier"]),
        ("[{id: a, name: 甲}]", ["missing-key 0"]),
        ("[{name: 甲, tier: city}]", ["missing-key 0"]),
        ("[{id: 甲, name: 甲, tier: city}]", ["id-characters 0.id"]),
        ("[{id: media, name: 甲, tier: city}]", ["id-reserved 0.id"]),
        ("[{id: a, name: 甲, tier: city, code: 13010}]", ["region-code-shape 0.code"]),
        ("[{id: a, name: 甲, tier: city, merged_into: b}]", ["unknown-name 0.merged_into"]),
        ("[{id: a, name: 甲, tier: city, merged_into: 甲}]", ["merged-in-a-circle 0.merged_into"]),
        (
            "[{id: a, name: 甲, tier: city, merged_into: b}, {id: b, name: 乙, tier: city, merged_into: a}]",
            ["merged-in-a-circle 0.merged_into"],
        ),
        ("[{id: a, name: 甲, tier: city, contact: {phone: 13912345678}}]", ["mobile-without-consent 0.contact.phone"]),
        ("[示例市]", ["value-instead-of-mapping 0"]),
    ],
)
def test_what_is_wrong_in_the_tree_is_located(text: str, expected: list[str]) -> None:
    assert _said(text) == expected


def test_the_same_name_below_different_parents_is_fine() -> None:
    assert regions()[RegionId("anju-east")].name == "安居社区"


def test_a_region_that_is_its_own_descendant_makes_no_circle() -> None:
    text = "[{id: a, name: 甲, tier: city, children: [{id: a, name: 乙, tier: grid, children: [{id: b, name: 丙, tier: microgrid}]}]}]"
    tree = read_regions((DOCUMENT, tree_of(text))).value
    assert tree is not None and tree[RegionId("a")].children == ("b",) and len(tree.path(tree[RegionId("b")].id)) == 2


def test_a_thousand_regions_are_read() -> None:
    lines = "".join(f"- {{id: r{number}, name: 第{number}社区, tier: community}}\n" for number in range(1000))
    assert len(regions(lines).nodes) == 1000


def test_no_regions_are_no_mistake() -> None:
    read = read_regions((DOCUMENT, None))
    assert read.value is not None and not read.value.nodes and not read.problems


def test_regions_may_stand_in_several_documents_which_are_one_tree() -> None:
    south, north = "[{id: a, name: 南省, tier: province, merged_into: 北省}]", "[{id: b, name: 北省, tier: province}]"
    read = read_regions(*_documents(south, north))
    assert read.value is not None and not read.problems
    assert list(read.value.nodes) == ["a", "b"] and read.value[RegionId("a")].merged_into == "b"


def test_what_stands_twice_in_several_documents_is_told_with_both_places() -> None:
    first = "[{id: a, name: 甲, tier: city, children: [{id: b, name: 乙, tier: district}]}]"
    second = "[{id: c, name: 甲, tier: city, children: [{id: b, name: 乙, tier: district}]}]"
    found = read_regions(*_documents(first, second)).problems
    assert said(found) == ["written-twice 0.children.0.id", "written-twice 0.name"]
    assert {(one.spot.document.number, spot.document.number) for one in found for spot in one.related} == {(1, 0)}


def _documents(*texts: str) -> list[tuple[DocumentId, Tree]]:
    return [(DocumentId("content/regions.yaml", number), tree_of(text)) for number, text in enumerate(texts)]
