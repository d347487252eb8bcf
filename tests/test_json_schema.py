"""The schemas for editors: what FORMAT.md shows is valid, what it refuses is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from starcase.exchange.json_schema import json_schema, kinds
from starcase.reviewing.folders import paths_of
from tests import format_examples as examples
from tests.desks import REVIEW
from tests.round_city import ROUND

ROOT = Path(__file__).resolve().parents[1]
VALID = (
    ("organization", examples.ORGANIZATION),
    ("organization", examples.CHINESE_ORGANIZATION),
    ("programme", examples.PROGRAMME),
    ("programme", examples.CHINESE_PROGRAMME),
    ("config", examples.CONFIG),
    ("config", "网站名称: 示例站\n审签: [初审]\n层级名称: {街道: 镇街}\n隐私: {遮盖: [电话]}"),
    ("regions", examples.REGIONS),
    ("regions", "- {编号: a, 名称: 示例市, 层级: 市, 下级: [{编号: b, 名称: 示例村, 层级: 村}]}"),
    ("story", examples.STORY),
    ("story", "标题: 周三的热汤\n配图: 热汤.jpg"),
    ("notice", examples.NOTICE),
    ("notice", "标题: 公告\n日期: 2022-12-01\n类别: 公告\n名单: [shouwang]"),
    ("page", examples.PAGE),
    ("page", "标题: 关于\n菜单名: 关于"),
    ("redirects", examples.REDIRECTS),
    ("redirects", "- {原地址: a/, 新地址: b/}"),
    ("organization", "名称: 队\n项目: p\n评定记录: {期次: 2022, 得分: {甲: 不适用}}\n活动时间: {每月: [6]}"),
    ("organization", "name: 队\nprogramme: p\nstatus: 已注销\nservices: {2022年上半年: {服务人次: [10, 15]}}"),
    ("round", ROUND),
    (
        "round",
        "阶段: 评分中\n评审组: [{编号: a, 名称: 甲, 层级: 区县, 权重: 0.4}]\n参评组织: [a, b]\n不参评: {c: 换届}",
    ),
    ("decisions", "decided: 2026-10-20\ndecisions: [{organization: a, level: gold, reason: 示例}]"),
    ("objections", "- {date: 2026-10-22, text: 分数算错了}"),
    ("review", REVIEW),
    ("programme", "name: 示例\nlevels: 未公布\nauthority: 示例部\nvalidity: {years: 5, from: 次年1月起}"),
    (
        "programme",
        "name: 示例\nlevels: [{id: a, name: 甲, needs: {total: [901, 950], quota: {percent: 9, within: 区县}}}]",
    ),
)

WRONG = (
    ("organization", "name: 队"),
    ("organization", "name: 队\nprogramme: p\nstauts: active"),
    ("organization", "name: 队\nprogramme: p\nstatus: acive"),
    ("organization", "name: 队\nprogramme: p\ncontact: 0311-1234567"),
    ("organization", "name: 队\nprogramme: p\nsummary: [一, 二]"),
    ("organization", "name: 队\nprogramme: p\nservices: {某年: {visits: 3}}"),
    ("organization", "name: 队\nprogramme: p\nevaluations: [{level: star4}]"),
    ("organization", "name: 队\nprogramme: p\nevaluations: [{period: 2022, scores: [5, 4]}]"),
    ("organization", "name: 队\nprogramme: p\nschedule: {monthly: [32]}"),
    ("organization", "name: 队\nprogramme: p\npeople: {leader: {consent: 也许}}"),
    ("programme", "id: p"),
    ("programme", "name: 示例\nlevels: hidden"),
    ("programme", "name: 示例\nlevels: [{name: 甲}]"),
    ("programme", "name: 示例\nrubrics: [{id: a, decimals: 7}]"),
    ("programme", "name: 示例\nlevels: [{id: a, name: 甲, needs: {total: [1, 2, 3]}}]"),
    ("config", "hold_back: {percent: 101}"),
    ("config", "titel: 示例站"),
    ("regions", "- {id: a, name: 示例市, tier: 片区}"),
    ("regions", "- {id: a, name: 示例市, tier: city, children: [{id: b}]}"),
    ("story", "date: 2022"),
    ("story", "title: 甲\nbody: 正文"),
    ("notice", "title: 甲\ndate: 2022-12-01\nkind: 公式"),
    ("page", "title: 甲\norder: [1]"),
    ("redirects", "- {to: b/}"),
    ("round", "status: 打分"),
    ("round", "groups: [{name: 甲}]"),
    ("decisions", "decisions: []"),
    ("objections", "- {text: 没有日期}"),
    ("review", "note: 示例"),
)


class _CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core types, as editors read them: no dates, and only true and false are truth values."""


_CORE = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null")
_CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _CORE]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def _load(text: str) -> Any:
    return _with_text_keys(yaml.load(text, _CoreLoader))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(below) for key, below in value.items()}
    return [_with_text_keys(below) for below in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", kinds)
def test_every_kind_has_a_sound_schema(kind: str) -> None:
    Draft202012Validator.check_schema(json_schema(kind))
    Draft7Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("validator", [Draft202012Validator, Draft7Validator])
@pytest.mark.parametrize("kind, text", VALID)
def test_what_may_be_written_is_valid(kind: str, text: str, validator: Any) -> None:
    assert [error.json_path for error in validator(json_schema(kind)).iter_errors(_load(text))] == []


@pytest.mark.parametrize("validator", [Draft202012Validator, Draft7Validator])
@pytest.mark.parametrize("kind, text", WRONG)
def test_what_may_not_be_written_is_not_valid(kind: str, text: str, validator: Any) -> None:
    assert not validator(json_schema(kind)).is_valid(_load(text))


@pytest.mark.parametrize("kind", kinds)
def test_every_key_has_a_chinese_title_and_a_description(kind: str) -> None:
    for name, schema in json_schema(kind)["$defs"].items():
        for choice in (schema, *schema.get("anyOf", ())):
            for key, about in choice.get("properties", {}).items():
                assert re.search("[\u4e00-\u9fff]", about["title"]), f"{name}.{key}"
                assert key in about["description"], f"{name}.{key}"


def test_nothing_that_a_reader_does_not_type_is_in_a_schema() -> None:
    for kind in kinds:
        for schema in json_schema(kind)["$defs"].values():
            assert not {"body", "for_whom", "from_levels", "counts"} & schema.get("properties", {}).keys()


@pytest.mark.parametrize("kind", kinds)
def test_the_schemas_that_editors_find_are_those_of_the_program(kind: str) -> None:
    """After a change of a model: python3 build.py schema --to docs/schema"""
    assert json.loads((ROOT / f"docs/schema/{kind}.json").read_text("utf-8")) == json_schema(kind)


def test_an_editor_opens_every_kind_of_yaml_file_with_its_schema() -> None:
    mapped = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert all((ROOT / schema).is_file() for schema in mapped)
    meant = {Path(schema).stem: pattern for schema, pattern in mapped.items()}
    found = {kind: list(ROOT.glob(pattern)) for kind, pattern in meant.items()}
    assert found.pop("regions") == [ROOT / "content/regions.yaml"] and found.pop("config") == [ROOT / "config.yaml"]
    inside = {kind: found.pop(kind) for kind in ("round", "decisions", "objections", "review")}
    assert sorted(meant) == sorted({*kinds} - {"story", "notice", "page"}) and all(found.values())
    assert not any(inside.values()), "the folder of reviewers is no part of the program"
    places = [meant[kind].replace("*/*", "stars/2026") for kind in ("round", "decisions", "objections")]
    assert places == [
        paths_of("stars", "2026").round,
        paths_of("stars", "2026").decisions,
        paths_of("stars", "2026").objections,
    ]


def test_an_editor_offers_one_spelling_in_each_language_and_says_in_chinese_what_is_wrong() -> None:
    organization = json_schema("organization")["$defs"]["Organization"]
    offered = [word for word, said in organization["properties"].items() if not said.get("doNotSuggest")]
    assert {"name", "名称", "level", "等级"} <= set(offered) and not {"组织名称", "星级"} & set(offered)
    assert "从提示里选" in organization["errorMessage"]
    assert json_schema("organization")["$defs"]["Status"]["errorMessage"].startswith("这里可以写：草稿、正常")
