"""The files that a browser searches hold what the public pages show: in the order of the levels, each word where it is looked for, nothing else."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from starcase.folding import ENCODING, fold, fold_words
from starcase.machine import MachineError
from starcase.options import Options
from starcase.pipeline import load
from starcase.publish import site_files
from starcase.search.index import make_index
from starcase.search.numbers import code_lists, code_numbers
from starcase.search.slots import count_slots, digests_of, slots_of
from starcase.search.spelling import learn_spelling, spell
from starcase.search.words import Manner, make_words, often_said, own_words, story_words, take_census
from starcase.session import Session
from tests.search_files import Index, ascending, digest_of, grams, numbers, read_index, slot_of, unspelled, whole
from tests.sites import Site, build_site, rebuild, write_site

ROOT = Path(__file__).resolve().parents[1]
TABLE = json.loads((ROOT / "tests/search_folding.json").read_text("utf-8"))
CONTENT = """
-- content/organizations/many.yaml --
{id: gold, name: 安居社区爱心敲门队, programme: example-stars, type: service, region: anju, level: gold, former_names: [敲门小组],
 summary: 每天看望独居老人。, offers: [上门理发, 助餐], for: 高龄老人, tags: [为老], contact: {phone: 0311-1234567}}
---
{id: five, name: 乐业歌咏队, programme: example-stars, type: charity, region: leye, level: star5, summary: 合唱。}
---
{id: four-b, name: 八四星队, programme: example-stars, region: [anju, leye], level: star4, summary: "愛心義剪，每月２次"}
---
{id: four-a, name: 安四星队, programme: example-stars, region: anju, level: star4}
---
{id: none, name: 无星级队, programme: example-stars, region: anju, offers: [很长的服务内容一直写到写不下为止还要再写]}
---
{id: paused, name: 暂停的队, programme: example-stars, region: anju, level: gold, status: paused}
---
{id: gone, name: 解散的队, programme: example-stars, region: anju, level: gold, status: dissolved, contact: {phone: 0311-7654321}}
---
{id: held, name: 待核队, programme: example-stars, type: service, region: anju, level: nine, summary: 藏起来的话, contact: {phone: 0311-2222222}}
---
{id: draft, name: 草稿队, programme: example-stars, region: anju, status: draft, summary: 草稿里的字}
---
{id: rare, name: 𠮷祥队, programme: example-stars, region: anju, summary: 去𠮷祥里}
-- content/organizations/told.md --
---
title: 雪夜敲门
organizations: [gold, five]
summary: 大雪那天
---
老人说：“你们来了，我就**踏实**了。”

- 送去热汤
-- content/organizations/apart.md --
---
title: 无名好人
organizations: [held]
date: 2024-03
---
不知道是谁。
-- content/organizations/of-held.md --
---
title: 待核的故事
organizations: [held]
date: 2024-01
---
别处的话。
-- content/organizations/later.md --
---
title: 明年再看
organizations: [gold]
publish_on: 2025-01-01
---
未到时候的字。
-- content/organizations/draft.md --
---
title: 草拟故事
organizations: [gold]
draft: true
---
草拟时候的字。
"""
KINDS = ("own", "words")
"""What bodies say of themselves, and what their stories do."""
ORDER = [
    "gold",
    "five",
    "four-a",
    "four-b",
    "held",
    "none",
    "rare",
    "paused",
    "gone",
    "stories/apart",
    "stories/of-held",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("search"), CONTENT)


def index_of(site: Site) -> Index:
    paths = [path for path in site_files(site.output) if path.startswith("search/") and path.endswith(".js")]
    return read_index({path: (site.output / path).read_bytes() for path in paths})


@pytest.fixture(scope="module")
def index(site: Site) -> Index:
    return index_of(site)


@pytest.fixture(scope="module")
def sharded(site: Site) -> Index:
    """The same content as if it were too much to be loaded at once."""
    loaded = load(Options(root=site.root, output=site.output, as_of=date(2024, 6, 1), jobs=1))
    with closing(loaded.store):
        scripts = make_index(
            loaded.catalogue, loaded.context.shared, loaded.store.words(), loaded.folders, most_whole=0
        )
        return read_index({script.url: script.make() for script in scripts})


def documents(index: Index, kind: str, word: str) -> set[str]:
    """The documents of which each two characters of a word that stand side by side are said."""
    lists = [index.documents(kind, gram)[0] for gram in grams(word)]
    return {ORDER[number] for number in set.intersection(*map(set, lists))}


# ── What Python and the browser must do alike ──


@pytest.mark.parametrize("case", TABLE["fold"], ids=lambda case: case["text"])
def test_text_is_folded_as_the_shared_table_says(case: dict[str, object]) -> None:
    text = str(case["text"])
    starts = itertools.accumulate((len(one.encode(ENCODING)) // 2 for one in text), initial=0)
    at = [start for one, start in zip(text, starts, strict=False) for _ in range(len(fold(one).encode(ENCODING)) // 2)]
    assert (fold(text), at) == (case["folded"], case["at"])


def test_folding_what_is_folded_changes_nothing() -> None:
    every = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    assert [one for one in every if fold(fold(one)) != fold(one)] == []


def test_numbers_lists_and_slots_are_written_as_the_shared_table_says() -> None:
    for case in TABLE["numbers"]:
        assert code_numbers(case["values"]) == case["code"]
        assert numbers(case["code"]) == case["values"]
    for case in TABLE["lists"]:
        starts = np.zeros(min(1, len(case["values"])), np.int64)
        assert b"".join(code_lists(np.array(case["values"], np.int64), starts)).decode() == case["code"]
        assert ascending(case["code"]) == case["values"]
    for case in TABLE["slots"]:
        units = np.frombuffer(case["token"].encode(ENCODING), "<u2").astype(np.uint32)
        assert slots_of(tuple(units.reshape(-1, 1)), case["slots"]).tolist() == [case["slot"]]
        assert slot_of(case["token"], case["slots"]) == case["slot"]
    for case in TABLE["grams"]:
        assert sorted(grams(case["text"])) == sorted(set(case["grams"]))
    for case in TABLE["digests"]:
        units = np.frombuffer(case["gram"].encode("utf-16-be"), ">u4").astype(np.uint32)
        assert digests_of(units).tolist() == [case["digest"]] == [digest_of(case["gram"])]


def test_any_numbers_can_be_read_again() -> None:
    draw = Random(5)
    for _ in range(200):
        values = [draw.randrange(2 ** draw.randrange(1, 40)) for _ in range(draw.randrange(40))]
        assert numbers(code_numbers(values)) == values


# ── Documents ──


def test_bodies_stand_by_their_level_then_in_the_order_of_the_directory(index: Index) -> None:
    assert index.column("id") == ORDER
    assert (index.manifest["bodies"], index.manifest["documents"]) == (9, 11)


def test_names_are_whole_again_with_their_places(index: Index) -> None:
    assert index.names()[:4] == ["安居社区爱心敲门队", "乐业歌咏队", "安四星队", "八四星队"]
    assert index.names()[-2:] == ["无名好人", "待核的故事"]
    core = index.one("core")
    assert unspelled(core["names"], core["signs"])[:3] == ["\t爱心敲门队", "\v歌咏队", "安四星队"]


def test_what_a_document_is_stands_in_its_columns(index: Index) -> None:
    core, manifest = index.one("core"), index.manifest
    places = core["places"]["names"].split("\n")
    assert places == ["示例市", "东湖区", "安居社区", "乐业社区"]
    assert numbers(core["places"]["parents"]) == [0, 1, 2, 2]
    assert [manifest["tiers"][tier] for tier in numbers(core["places"]["tiers"])] == [
        "市",
        "区县",
        "社区、村",
        "社区、村",
    ]
    assert [places[place - 1] if place else "" for place in numbers(core["place"])][:4] == [
        "安居社区",
        "乐业社区",
        "安居社区",
        "安居社区",
    ]
    assert core["also"] == [[3, 3]]
    kinds = [manifest["kinds"][kind - 1]["id"] if kind else "" for kind in numbers(core["kind"])]
    assert kinds == ["gold", "star5", "star4", "star4", "", "", "", "gold", "", "", ""]
    types = [one["id"] for programme in manifest["programmes"] for one in programme["types"]]
    assert [types[kind - 1] if kind else "" for kind in numbers(core["type"])][:3] == ["service", "charity", ""]
    assert numbers(core["programme"]) == [1] * 9 + [0, 0]
    assert index.former() == [(0, "敲门小组")]
    assert index.states() == {4: "资料核对中", 5: "未评", 6: "未评", 7: "暂停活动", 8: "已停止活动"}
    gold = {"programme": 0, "id": "gold", "label": "金牌", "stars": None, "out_of": 5, "honour": True}
    assert manifest["kinds"][0] == gold


def test_cards_say_shortly_what_a_body_does_and_how_to_reach_it(index: Index) -> None:
    what = dict(zip(ORDER, index.column("what"), strict=True))
    assert what["gold"] == "上门理发、助餐"
    assert what["none"] == "很长的服务内容一直写到写不下为止还…"
    assert what["five"] == "合唱。"
    assert what["stories/apart"] == "不知道是谁。"
    assert max(map(len, what.values())) <= 18
    assert dict(zip(ORDER, index.column("phone"), strict=True))["gold"] == "0311-1234567"


def test_a_body_that_is_held_back_or_gone_shows_no_more_than_its_page(index: Index) -> None:
    for column in ("what", "phone"):
        assert dict(zip(ORDER, index.column(column), strict=True))["held"] == ""
    assert dict(zip(ORDER, index.column("phone"), strict=True))["gone"] == ""
    for kind in KINDS:
        found = (number % len(ORDER) for slot in index.decoded(kind) for number in slot)
        assert ORDER.index("held") not in found


# ── Words ──


def test_a_word_leads_to_the_documents_whose_pages_say_it(index: Index) -> None:
    for word in ("看望独居老人", "上门理发", "高龄老人", "为老", "为民服务类"):
        assert documents(index, "own", word) == {"gold"}, word
    assert documents(index, "own", "爱心义剪") == {"four-b"}
    assert documents(index, "own", "每月2次") == {"four-b"}
    for word in ("雪夜敲门", "大雪那天", "我就踏实了", "送去热汤"):
        assert documents(index, "words", word) == {"gold", "five"}, word
    assert documents(index, "words", "不知道是谁") == {"stories/apart"}
    assert documents(index, "words", "别处的话") == {"stories/of-held"}


@pytest.mark.parametrize(
    "word", ["藏起来", "未到时候", "草拟时候", "草稿里", "明年再看", "理发助餐", "天老人", "踏实了送"]
)
def test_what_no_page_says_is_not_there(index: Index, word: str) -> None:
    assert not any(documents(index, kind, word) for kind in KINDS)


def test_a_rare_character_is_found_by_itself(index: Index) -> None:
    assert documents(index, "own", "𠮷") == {"rare"} == documents(index, "own", "祥里")


def every_gram(texts: list[str]) -> set[str]:
    return set().union(*(grams(fold(text)) for text in texts))


@pytest.mark.parametrize("at_once", [None, 5_000])
def test_every_gram_leads_to_all_its_documents_however_many_are_sorted_at_once(
    at_once: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against the plainest way to make such lists, for random texts with rare characters, in one go and in many."""
    draw = Random(7)
    letters = "社区志愿服务队每月上门理发3ｘ，𠮷。" + "".join(chr(0x4E00 + 7 * number) for number in range(300))

    def text() -> str:
        return "".join(draw.choices(letters, k=draw.randrange(60)))

    texts = [[text() for _ in range(draw.randrange(3))] for _ in range(900)]
    wanted: dict[str, set[int]] = {}
    for number, mine in enumerate(texts):
        for gram in every_gram(mine):
            wanted.setdefault(gram, set()).add(number)
    if at_once:
        monkeypatch.setattr("starcase.search.words._AT_ONCE", at_once)
        monkeypatch.setattr("starcase.search.words._CHUNK", at_once)
    index = index_of_words([fold_words(mine) for mine in texts], own_words(is_small=True))
    slots = index.manifest["own"]["slots"]
    alike: dict[tuple[int, int], set[int]] = {}
    for gram, found in wanted.items():
        alike.setdefault((slot_of(gram, slots), digest_of(gram)), set()).update(found)
    told = [(slot, *divmod(number, len(texts))) for slot, all_ in enumerate(index.decoded("own")) for number in all_]
    assert told == sorted((*key, one) for key, found in alike.items() for one in found)
    assert len(alike) > 0.99 * len(wanted), "hardly any two in a file are taken for each other"


def index_of_words(texts: list[bytes], manner: Manner) -> Index:
    scripts = list(make_words(texts, take_census(texts, manner), manner))
    index = read_index({script.url: script.make() for script in scripts})
    slots = {"slots": len(scripts), "names": "".join(script.name[-5:] for script in scripts)}
    manifest = {
        manner.kind: slots,
        "documents": len(texts),
        "told": {"nexts": manner.nexts, manner.kind: manner.cut and manner.cut[1]},
    }
    return Index({**index.values, "manifest": manifest})


@pytest.mark.parametrize(("saying", "left", "is_whole"), [(99, 99, True), (100, 100, False), (201, 100, False)])
def test_of_what_very_many_stories_say_only_the_best_documents_are_named(
    saying: int, left: int, is_whole: bool
) -> None:
    texts = [fold_words(("故事说",)) if number < saying else b"" for number in range(600)]
    told = index_of_words(texts, story_words(is_small=True)).documents("words", "故事")
    assert told == (list(range(left)), is_whole)
    assert index_of_words(texts, own_words(is_small=True)).documents("own", "故事") == (list(range(saying)), True)


def test_files_of_words_have_other_names_where_there_are_more_documents_since_their_numbers_mean_others() -> None:
    texts = [fold_words(("理发",)), fold_words(("助餐",))]
    (of_two,), (of_three,) = (
        make_words(some, take_census(some, manner), manner)
        for manner in [Manner("own", 100, 1)]
        for some in (texts, [*texts, b""])
    )
    assert of_two.make().split(b",")[1] != of_three.make().split(b",")[1]
    assert of_two.name != of_three.name and of_two.key != of_three.key


def test_of_the_longest_lists_of_a_large_site_only_the_best_documents_are_left() -> None:
    texts = [fold_words(("服务" if number else "服务理发",)) for number in range(6)]
    index = index_of_words(texts, Manner("own", 100, 1, cut=(5, 2)))
    found = index.documents("own", "服务"), index.documents("own", "理发")
    assert found == (([0, 1], False), ([0], True))


def test_what_stories_say_often_is_told_the_most_frequent_first() -> None:
    texts = [fold_words((chr(0x4E00 + number) + "雪夜",)) for number in range(600)]
    most, others = often_said(texts)
    assert "雪夜" in most and len(most) == 2 * 500 and others and "雪夜" not in others


def test_what_follows_a_word_of_a_story_is_told_so_that_a_phrase_is_told_from_its_pieces() -> None:
    texts = [fold_words((text,)) for text in ("雪夜敲门", "雪夜里", "夜敲", "雪夜")]
    index = index_of_words(texts, story_words(is_small=True))
    after = {character: ord(character) % 16 for character in "敲里"}
    assert len(set(after.values())) == 2
    assert index.told("雪夜") == {after["敲"]: [0], after["里"]: [1], 0: [3]}
    assert index.told("夜敲") == {ord("门") % 16: [0], 0: [2]}


def test_the_words_of_bodies_and_stories_share_the_files_that_a_small_site_may_have() -> None:
    both = own_words(is_small=True).most_slots, story_words(is_small=True, beside=128).most_slots
    assert sum(both) <= 240
    assert story_words(is_small=True, beside=64).most_slots > both[1]


@pytest.mark.parametrize("distinct", [40, 66, 67, 158, 2_500, 4_000])
def test_names_are_spelled_so_that_they_can_be_read_again(distinct: int) -> None:
    """Of more characters than can be spelled the rarest stay as they are."""
    ascii_signs = [chr(code) for code in range(0x20, 0x7F)]
    characters = [*ascii_signs, "𠮷", *(chr(0x4E00 + number) for number in range(4_000))][:distinct]
    names = ["".join(Random(number).choices(characters, k=9)) for number in range(800)] + ["\t队", "\v团", ""]
    spelling = learn_spelling(names, 600)
    text = spell(names, spelling)
    assert unspelled(text, spelling.signs) == names
    assert '"' not in text and "\\" not in text


def test_words_that_stand_in_many_names_are_one_sign_each() -> None:
    words = ["社区", "志愿服务队", "理发", "敲门", "合唱", "2号院", "AED急救"]
    draw = Random(4)
    names = ["".join(draw.sample(words, 3)) for _ in range(400)] + ["独此一家"]
    spelling = learn_spelling(names, 600)
    text = spell(names, spelling)
    assert unspelled(text, spelling.signs) == names
    assert set(words) <= set(spelling.signs.split("\n"))
    assert len(text) < 5 * len(names)


def test_texts_that_are_not_those_a_spelling_was_learned_from_can_be_read_again() -> None:
    """Neither what it never met, nor a half of a run that it only met whole, nor a run that it only met in a longer one."""
    spelling = learn_spelling(["爱心KTV志愿服务队"] * 40 + ["爱心"], 600)
    texts = ["心愿", "KTV", "TV志愿者", "“龘” \\n", "Q", "𠮷", "", "服务队KT爱"]
    text = spell(texts, spelling)
    assert unspelled(text, spelling.signs) == texts
    assert len(spell(["爱心KTV志愿服务队"], spelling)) <= 2


def test_the_most_frequent_characters_are_told_first(index: Index) -> None:
    common = index.manifest["common"]
    assert common.index("人") < common.index("老") < common.index("合")
    assert len(set(common)) == len(common) <= 300
    assert not set(common) & set("藏，。“")


# ── How it sounds, how it may be written ──


def test_characters_of_names_are_listed_by_their_sound(index: Index) -> None:
    readings = index.one("readings")
    assert "乐" in readings["le"] and "乐" in readings["yue"]
    assert "敲" in readings["qiao"] and "敲" not in readings.get("ma", "")
    assert "独" not in readings.get("du", ""), "stands in no name"
    assert "独" in index.one("sounds")["du"], "but may be typed for a character that does"
    assert not set("".join(readings.values())) & set("".join(index.one("sounds").values()))


def test_readings_that_stand_in_no_name_follow_those_that_do(index: Index) -> None:
    here, _, elsewhere = index.one("readings")["yue"].partition(" ")
    assert "乐" in here + elsewhere
    for syllable, characters in index.one("readings").items():
        here, _, elsewhere = characters.partition(" ")
        assert not set(here) & set(elsewhere), syllable


def test_places_are_read_as_people_there_read_them(tmp_path: Path) -> None:
    regions = """
-- content/regions.yaml --
- {id: example-city, name: 示例市, tier: city, children: [{id: zhaiying, name: 翟营社区, tier: community}]}
-- content/organizations/one.yaml --
{name: 长安之声, programme: example-stars, region: zhaiying}
"""
    readings = index_of(build_site(tmp_path, regions)).one("readings")
    assert "翟" in readings["zhai"] and "长" in readings["chang"]


def test_traditional_characters_are_told_that_mean_what_is_written(index: Index) -> None:
    variants = index.one("variants")
    pairs = dict(zip(variants["from"], variants["to"], strict=True))
    assert pairs["愛"] == "爱" and pairs["門"] == "门"
    assert set(pairs.values()) <= set(
        fold("".join((*index.names(), CONTENT, *index.one("core")["places"]["names"], "为民服务类社会公益类")))
    )


# ── A large site ──


def test_a_large_site_has_the_same_words_and_all_that_is_shown_in_its_cards(index: Index, sharded: Index) -> None:
    assert sharded.decoded("own") == index.decoded("own")
    assert all(sharded.documents("words", gram) == index.documents("words", gram) for gram in grams(fold(CONTENT)))
    assert sharded.column("name") == index.names()
    assert sharded.column("place")[:2] == ["东湖区 安居社区", "东湖区 乐业社区"]
    assert sharded.column("former")[0] == "敲门小组"
    assert index.states() == {n: state for n, state in enumerate(sharded.column("state")) if state}
    for column in ("kind", "type"):
        assert sharded.column(column) == numbers(index.one("core")[column])
    columns = sharded.one("columns")
    assert {name: index.one("core")[name] for name in columns} == columns
    assert (index.manifest["mode"], sharded.manifest["mode"]) == ("whole", "sharded")
    assert "core" not in sharded.manifest and "columns" not in index.manifest


@pytest.mark.parametrize(
    ("token", "wanted"),
    [
        (whole("安居社区爱心敲门队"), None),
        ("b敲门", ["gold"]),
        ("b小组", ["gold"]),
        ("s爱敲", ["gold"]),
        ("u歌", ["five"]),
        ("p安居", ["gold", "four-a", "four-b", "held", "none", "rare", "paused", "gone"]),
        ("p乐业", ["five", "four-b"]),
        ("p东湖", ["gold", "five", "four-a", "four-b", "held", "none", "rare", "paused", "gone"]),
        ("yqiao men", ["gold"]),
        ("Yge", ["five"]),
        ("iqm", ["gold"]),
        ("Iaxq", ["gold"]),
        ("b𠮷", ["rare"]),
        ("u𠮷", None),
        ("b居乐", None),
        ("b队敲", None),
        ("p市东", None),
        ("b看望", None),
    ],
)
def test_tokens_of_names_lead_to_their_documents(sharded: Index, token: str, wanted: list[str] | None) -> None:
    found = sharded.tokens().get(token)
    assert (found and [ORDER[number] for number in found[0]]) == wanted


# ── One build and the next ──


def scripts_of(site: Site) -> dict[str, bytes]:
    paths = (path for path in site_files(site.output) if path.startswith("search/") and path.endswith(".js"))
    return {path: (site.output / path).read_bytes() for path in paths}


def test_an_edit_changes_what_it_must_and_leaves_the_site_as_a_clean_build_would(tmp_path: Path) -> None:
    long = "".join(chr(0x4E00 + 3 * number) for number in range(6_000))  # so much that there are several files of words
    text = f"{CONTENT}\n-- content/organizations/long.md --\n---\ntitle: 很长\norganizations: [four-a]\n---\n{long}\n"
    site = build_site(tmp_path / "one", text)
    before = scripts_of(site)
    again = rebuild(write_site(tmp_path / "one", text.replace("summary: 合唱。", "summary: 合奏。")))
    after = scripts_of(again)
    changed = {path.partition("-")[0] for path in after if after[path] != before.get(path)}
    assert "search/manifest.js" in changed and "search/cards/0" in changed
    assert not changed & {"search/core", "search/readings", "search/engine"}
    own = {path for path in after if path.startswith("search/own/")}
    words = {path for path in after if path.startswith("search/words/")}
    assert own - before.keys() and not words - before.keys() and len(words) > 1
    assert after == scripts_of(build_site(tmp_path / "other", text.replace("summary: 合唱。", "summary: 合奏。")))


def test_an_edit_that_the_index_does_not_show_leaves_it_as_it_is(tmp_path: Path) -> None:
    site = build_site(tmp_path, CONTENT)
    before = scripts_of(site)
    page = "\n-- content/pages/about.md --\n---\ntitle: 关于\n---\n本站。\n"
    assert scripts_of(rebuild(write_site(tmp_path, CONTENT + page))) == before


@pytest.mark.parametrize("damage", ["own", "words", "manifest", "engine"])
def test_a_file_of_the_index_that_was_damaged_is_made_again(tmp_path: Path, damage: str) -> None:
    site = build_site(tmp_path, CONTENT)
    before = scripts_of(site)
    path = next(path for path in before if path.startswith(f"search/{damage}"))
    (site.output / path).write_bytes(b"damaged")
    assert scripts_of(rebuild(site.root)) == before


def test_only_the_list_of_files_has_a_name_that_stays(site: Site) -> None:
    scripts = scripts_of(site)
    assert [path for path in scripts if "-" not in path] == ["search/manifest.js"]
    text = scripts["search/manifest.js"].decode()
    assert all(path[-8:-3] in text for path in scripts if path != "search/manifest.js")


def test_a_site_without_bodies_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    index = index_of(build_site(tmp_path, "-- content/pages/about.md --\n---\ntitle: 关于\n---\n本站。\n"))
    assert (index.manifest["documents"], index.manifest["programmes"], index.manifest["common"]) == (0, [], "")
    assert not any(index.decoded("own") + index.decoded("words")) and index.slots("cards") == []


def test_the_preview_answers_with_the_index_as_it_is_after_a_save(tmp_path: Path) -> None:
    root = write_site(tmp_path, CONTENT)
    session = Session(Options(root=root, output=tmp_path / "none", drafts=True, jobs=1))
    manifest = answer_index(session.read(None).answer("search/manifest.js"))
    assert manifest["documents"] > len(ORDER), "drafts are shown, too"
    place = root / "content/organizations/many.yaml"
    place.write_text(place.read_text("utf-8").replace("乐业歌咏队", "乐业合唱团"), "utf-8")
    preview = session.read([place])
    again = answer_index(preview.answer("search/manifest.js"))
    assert again["core"] != manifest["core"]
    core = preview.answer(f"search/{again['core']}.js")
    assert core and "唱" in core.content.decode() and "咏" not in core.content.decode()
    assert preview.answer(f"search/{manifest['core']}.js") is None


def answer_index(output: object) -> dict[str, object]:
    content = getattr(output, "content", b"").decode()
    found: dict[str, object] = json.loads(content.partition(",")[2].removesuffix(");\n"))
    return found


def test_numpy_is_loaded_only_when_an_index_is_made(tmp_path: Path) -> None:
    root = write_site(tmp_path, CONTENT)
    program = (
        "import sys, starcase.cli\n"
        "status = starcase.cli.main(sys.argv[1:])\n"
        "print('numpy' in sys.modules, file=sys.stderr)\n"
        "sys.exit(status)"
    )

    def loads_numpy() -> bool:
        command = [sys.executable, "-c", program, "--root", str(root), "--as-of", "2024-06-01", "--jobs", "1"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stderr.splitlines()[-1] == "True"

    assert loads_numpy()
    (root / "content/pages").mkdir()
    (root / "content/pages/about.md").write_text("---\ntitle: 关于\n---\n本站。\n", "utf-8")
    assert not loads_numpy()


def test_the_number_of_slots_is_seldom_another() -> None:
    assert [count_slots(size, 14_000, 170) for size in (0, 14_000, 96_000, 104_000, 9_999_999)] == [1, 1, 6, 8, 170]


def test_more_documents_than_their_numbers_can_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("starcase.search.documents.MOST_DOCUMENTS", 10)
    with pytest.raises(MachineError, match="一共有 11 份"):
        build_site(tmp_path, CONTENT)
    assert not (tmp_path / "site").exists()
