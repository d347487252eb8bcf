"""How texts are written is looked over, in sentences that are wrong and in those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from starcase.wording.proofreading import prepare_proofreading, proofread
from starcase.wording.slips import find_slips
from tests.sites import check_site


@pytest.mark.parametrize(
    ("rule", "text", "offered"),
    [
        ("traditional-characters", "為獨居老人服务", "为独居老人"),
        ("doubled-words", "安居社区的的楼院", "安居社区的楼院"),
        ("doubled-words", "他们完成了了任务", "他们完成了任务"),
        ("doubled-words", "为居民居民办事", "为居民办事"),
        ("doubled-words", "志愿服务队志愿服务队成立", "志愿服务队成立"),
        ("doubled-words", "上门探访，，代买代办", "上门探访，代买代办"),
        ("half-width-punctuation", "每周上门,陪老人说话", "每周上门，陪老人说"),
        ("half-width-punctuation", "活动时间:周三上午", "活动时间：周三上午"),
        ("half-width-punctuation", "守望队（示例)成立", "（示例）"),
        ("half-width-punctuation", "守望队(示例)成立", "（示例）"),
        ("half-width-punctuation", "老人高兴.", "老人高兴。"),
        ("spaces-in-chinese", "本站由社区居 民自己办，每月更新。", "由社区居民自己办"),
        ("spaces-in-chinese", "每周三上午， 在服务中心。", "三上午，在服务中"),
    ],
)
def test_a_slip_is_found_and_the_right_way_offered(rule: str, text: str, offered: str) -> None:
    assert [(slip.rule.id, slip.offered) for slip in find_slips(text, {})] == [(rule, offered)]


@pytest.mark.parametrize(
    "text",
    [
        "确实的的确确，了了解情况，看看、研究研究、讨论讨论",
        "一步一步，一个一个，谢谢大家，天天向上，人人参与，种种困难",
        "为为民服务类组织评星，在在建工地",
        "联系 张示芹 0000-1234567",
        "3.5 小时；1,200 人次；A4 纸；（示例）；https://example.org/a,b",
        "老人说：“好……”",
        "书画社  合唱团",
        "乾坤，瞭望，著名，於女士，馀下",
        "第一（二）款 (a) b",
        "10:30—11:30",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    assert [slip.written for slip in find_slips(text, {})] == []


def test_a_wrong_name_is_found_unless_it_is_part_of_the_right_one() -> None:
    names = {"社工部": "市委社会工作部", "桥头街道": "桥头街道办事处"}
    assert [slip.offered for slip in find_slips("社工部来人了", names)] == ["市委社会工作部"]
    assert not list(find_slips("桥头街道办事处来人了", names))
    assert [slip.start for slip in find_slips("桥头街道办事处和桥头街道来人了", names)] == [8]


def said(text: str, file: str = "content/pages/about.md", names: tuple[str, ...] = ()) -> list[str]:
    with_what = prepare_proofreading({}, names)
    return [
        f"{one.rule.id} {one.spot.at or '.'.join(map(str, one.spot.path))}" for one in proofread(file, text, with_what)
    ]


HEAD = "---\ntitle: 关于\n---\n"


def test_paragraphs_that_stand_twice_or_break_off_are_found_at_their_line() -> None:
    twice = "本站介绍社区里的志愿服务队和它们的星级。"
    assert said(f"{HEAD}{twice}\n\n别的话。\n\n{twice}\n") == ["paragraph-twice (8, 1)"]
    broken = "本站介绍安居社区和乐业社区的志愿服务队怎样上门\n\n照看独居老人，也介绍怎样参加进来。\n"
    assert said(HEAD + broken) == ["line-broken (4, 23)"]


def test_headings_lists_tables_code_and_a_signature_do_not_break_off() -> None:
    text = """## 一个相当长的小标题一个相当长的小标题一二三

一、这里列出本站二〇二四年全年要做的各项事情如下

- 第一件事情是走访每一位独居的老人并登记在册

- 第二件事情是走访每一位独居的老人并登记在册

| 名称 | 说明 |
|---|---|
| 守望队 | 在社区里 |

`的的,了了`

示例市社会工作部
"""
    assert said(HEAD + text) == []


def test_names_may_be_written_as_their_owners_do() -> None:
    record = "name: 龍騰书画社\nprogramme: example-stars\nsummary: 龍騰书画社每周活动。\npeople: {leader: {name: 葉示, consent: true}}\n"
    file = "content/organizations/a.yaml"
    assert said(record, file, ("龍騰书画社", "守望队")) == []
    assert said(record, file) == ["traditional-characters summary"]


def test_addresses_and_ids_are_no_prose() -> None:
    record = "name: 甲队\nprogramme: example-stars\ncontact: {address: 示例市 东湖区， 安居社区}\nsources: [{url: 'https://example.org/中,文'}]\n"
    assert said(record, "content/organizations/a.yaml") == []


def test_a_check_tells_slips_and_a_published_language_other_than_chinese_is_left_alone(tmp_path: Path) -> None:
    page = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n安居社区的的楼院。\n"
    assert [one.rule for one in check_site(tmp_path, page).problems] == ["doubled-words"]
    english = "-- config.yaml --\ntitle: Stars\nlanguage: en\nbase_url: https://stars.example.org/\n" + page
    assert "doubled-words" not in [one.rule for one in check_site(tmp_path, english).problems]
