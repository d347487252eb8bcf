"""The search engine in a real browser: what a query finds, in which order, and what it fetches; from a folder and from a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from starcase.folding import simplified
from starcase.options import Options
from starcase.pipeline import load
from starcase.search.index import make_index
from starcase.search.numbers import code_numbers
from tests.served import served
from tests.sites import Site, build_site

TABLE = json.loads((Path(__file__).parent / "search_folding.json").read_text("utf-8"))
REGIONS = """
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  children:
  - id: changan
    name: 长安区
    tier: district
    children:
    - {id: zhaiying, name: 翟营社区, tier: community}
    - {id: shanjia, name: 单家庄社区, tier: community}
  - id: qiaoxi
    name: 桥西区
    tier: district
    children:
    - {id: s3502, name: 3502社区, tier: community}
    - {id: leye, name: 乐业社区, tier: community}
"""


def _body(id: str, name: str, region: str, level: str | None = None, **facts: object) -> str:
    known = {"id": id, "name": name, "programme": "example-stars", "type": "service", "region": region, **facts}
    return json.dumps(known | ({"level": level} if level else {}), ensure_ascii=False)


BODIES = (
    _body("laiqiaomen", "爱心来敲门", "s3502", "gold", offers=["结对看望"], contact={"phone": "0000-1234567"}),
    _body("aixin-five", "翟营社区爱心理发队", "zhaiying", "star5", offers=["上门理发"]),
    _body("aixin-four", "爱心助学社", "leye", "star4", type="charity", summary="为困难学生补习。"),
    _body("aixin-none", "爱心", "leye", summary="一支队伍。"),
    _body("shuqi", "暑期小课堂", "changan", "star4", summary="讲革命故事。"),
    _body("shuqi-far", "暑期乐园", "leye", "star5"),
    _body("zhucan", "暖阳午饭队", "leye", "star4", offers=["助餐"], **{"for": "老人"}),
    _body("gechang", "乐业歌咏队", "leye", "star3", former_names=["红梅合唱团"]),
    _body("shan", "单家庄书画社", "shanjia", "star3", summary="写字画画，每周六开门。"),
    _body("lvse", "绿色骑行俱乐部", "zhaiying"),
    _body("ktv", "KTV老歌会", "leye"),
    _body("tiaojie", "邻里纠纷调解室", "zhaiying", "star3"),
    _body("xinya", "新芽读书会", "leye"),
    _body("taiji", "晨光太极拳表演队", "leye"),
    _body("qipai", "夕阳紅棋牌團", "leye"),
    _body("guangchang", "广场舞", "leye"),
    *(_body(f"wudao{number}", f"广场舞第{number}队", "leye") for number in range(1, 16)),
)
CONTENT = f"""{REGIONS}
-- content/organizations/all.yaml --
{(chr(10) + "---" + chr(10)).join(BODIES)}
-- content/organizations/story.md --
---
title: 雪夜
date: 2024-03-05
organizations: [tiaojie]
---
那天夜里下着大雪，他们把饮水机修好了。
"""
ASK = """([base, request]) => starcaseSearch.open(base).then(engine => new Promise(done => {
  const told = [];
  engine.search(request, result => { told.push(result); if (result.done) done(told); });
}))"""


@dataclass(frozen=True)
class Search:
    """A page from which the index at `base` is searched."""

    page: Page
    base: str = "search/"

    def updates(self, q: str, **request: object) -> list[dict[str, Any]]:
        """All that the engine tells, one after the other."""
        told: list[dict[str, Any]] = self.page.evaluate(ASK, [self.base, {"q": q, **request}])
        return told

    def ask(self, q: str, **request: object) -> dict[str, Any]:
        return self.updates(q, **request)[-1]

    def ids(self, q: str, **request: object) -> list[str]:
        """The bodies that are found, by their ids; of a story its address."""
        return [hit["href"].split("/")[-2] for hit in self.ask(q, **request)["hits"]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = build_site(tmp_path_factory.mktemp("engine"), CONTENT)
    assert site.report.published and not site.problems
    return site


@pytest.fixture(scope="module")
def sharded(site: Site) -> Path:
    """The site's folder, with the index of a large site beside the one of a small one."""
    options = Options(root=site.root, output=site.output, as_of=date(2024, 6, 1), jobs=1, cache=False)
    loaded = load(options)
    with closing(loaded.store):
        words = loaded.store.words()
        for script in make_index(loaded.catalogue, loaded.context.shared, words, loaded.folders, most_whole=0):
            place = site.output / "sharded" / script.url.removeprefix("search/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(script.make())
    return site.output


@pytest.fixture(scope="module")
def search(site: Site, browser: Browser) -> Iterator[Search]:
    """The index of a small site, from a folder, in a page that many tests ask."""
    errors: list[str] = []
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(5000)
        page.goto((site.output / "index.html").as_uri())
        yield Search(page)
    assert errors == []


@pytest.fixture
def fresh(site: Site, page: Page) -> Search:
    """The same in a page of the test's own."""
    page.goto((site.output / "index.html").as_uri())
    return Search(page)


@pytest.fixture
def online(address: str, page: Page) -> Search:
    """The same from a server, whose files may be kept back."""
    page.goto(address + "index.html")
    return Search(page)


@pytest.fixture(params=("whole", "sharded"))
def either(request: pytest.FixtureRequest, search: Search, sharded: Path) -> Search:
    """The same site, searched as a small one and as a large one."""
    return Search(search.page, "search/" if request.param == "whole" else "sharded/")


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site.output) as found:
        yield found


# ── What is found ──

FOUND = (
    ("爱心来敲门", "laiqiaomen", 0, "the exact name"),
    ("红梅合唱团", "gechang", 0, "a former name"),
    ("邻里纠纷", "tiaojie", 1, "the beginning of a name"),
    ("太极拳", "taiji", 1, "the middle of a name"),
    ("ＫＴＶ", "ktv", 1, "full-width letters"),
    ("３５０２", "laiqiaomen", 2, "full-width digits of a place"),
    ("3502", "laiqiaomen", 2, "digits of a place"),
    ("长安区 暑期", "shuqi", 2, "a place and a word"),
    ("暑期 长安区", "shuqi", 2, "in any order"),
    ("长安暑期", "shuqi", 2, "a place and a word without a space"),
    ("单家庄", "shan", 1, "a place without the word for its tier"),
    ("axlqm", "laiqiaomen", 3, "initials"),
    ("aixinlaiqiaomen", "laiqiaomen", 3, "pinyin in full"),
    ("aixinlaiq", "laiqiaomen", 3, "pinyin that goes on"),
    ("aixin来敲门", "laiqiaomen", 3, "pinyin and characters"),
    ("xin来", "laiqiaomen", 3, "a syllable beside a character"),
    ("晨光太极拳表言队", "taiji", 5, "a homophone in a long name"),
    ("zhaiying", "aixin-five", 3, "the local reading of a place"),
    ("shanjiazhuang", "shan", 3, "a family's name"),
    ("lǜsè", "lvse", 3, "pinyin with tones"),
    ("lvse", "lvse", 3, "ü as v"),
    ("luse", "lvse", 3, "ü as u"),
    ("上门理发", "aixin-five", 4, "what is offered"),
    ("补习", "aixin-four", 4, "a word of the summary"),
    ("哪里有老人助餐？", "zhucan", 4, "a question"),
    ("愛心來敲門", "laiqiaomen", 0, "traditional characters"),
    ("爱新来敲门", "laiqiaomen", 5, "a homophone"),
    ("邻里纠葛调解", "tiaojie", 5, "a wrong character"),
    ("邻里纠调解", "tiaojie", 5, "a missing character"),
    ("邻里纠好纷调解", "tiaojie", 5, "an extra character"),
    ("邻里纷纠调解", "tiaojie", 5, "swapped characters"),
    ("绿色骑行翟营社区", "lvse", 2, "a word and a place at its end"),
    ("翟营好社区", "aixin-five", 5, "an extra character in a place"),
    ("绿色绮行俱乐步", "lvse", 5, "two homophones in a long name"),
    ("单夹庄社区", "shan", 5, "a homophone in a place"),
    ("单庄家社区", "shan", 5, "swapped characters in a place"),
    ("饮水机", "tiaojie", 6, "the text of a story"),
    ("广场舞", "guangchang", 0, "an exact name that many others hold"),
    ("qipaituan", "qipai", 3, "pinyin of a name in traditional characters"),
    ("ktvlg", "ktv", 3, "letters and initials"),
    ("tvlaoge", "ktv", 3, "letters and pinyin"),
    ("xinyadush", "xinya", 3, "pinyin whose last syllable is not finished"),
    ("新芽瓶书会", "xinya", 5, "a wrong character in a short name"),
    ("夕红阳棋牌", "qipai", 5, "swapped characters of a name in traditional ones"),
)


@pytest.mark.parametrize(("q", "id", "tier"), [one[:3] for one in FOUND], ids=[one[3] for one in FOUND])
def test_a_body_is_found_by(either: Search, q: str, id: str, tier: int) -> None:
    result = either.ask(q)
    first = result["hits"][0]
    assert (first["href"].split("/")[-2], first["tier"]) == (id, tier)
    assert result["done"] and not result["incomplete"]


@pytest.mark.parametrize("q", ("axqm", "爱新敲门", "aixin敲门", "aixinqiaomen"))
def test_a_name_is_found_though_a_character_in_its_middle_is_left_out(search: Search, q: str) -> None:
    assert search.ids(q) == ["laiqiaomen"]


@pytest.mark.parametrize("q", ("魑魅魍魉", "qwrtplkj", "电锯惊魂夜", "9184736205", "？", "。。。", "火山爆发预报"))
def test_nonsense_finds_nothing(either: Search, q: str) -> None:
    assert either.ids(q) == []


def test_where_a_slip_was_understood_all_are_found_that_are_called_so(either: Search) -> None:
    result = either.ask("广场午第", limit=30)
    assert {hit["name"] for hit in result["hits"]} == {f"广场舞第{number}队" for number in range(1, 16)}


def test_better_levels_come_first_within_a_tier_and_an_exact_name_before_all(either: Search) -> None:
    assert either.ids("爱心", more=True)[:4] == ["aixin-none", "laiqiaomen", "aixin-five", "aixin-four"]


def test_of_one_character_names_come_before_places(search: Search) -> None:
    fields = [hit["field"] for hit in search.ask("乐", limit=30)["hits"]]
    assert fields == ["name"] * 3 + ["place"] * (len(fields) - 3) and "place" in fields


def test_what_was_typed_is_marked_in_names_and_places(search: Search) -> None:
    def marked(q: str) -> tuple[str, str]:
        hit = search.ask(q)["hits"][0]
        name = "|".join(hit["name"][start:end] for start, end in hit["marks"])
        return name, "|".join(hit["place"][start:end] for start, end in hit["placeMarks"])

    assert marked("太极") == ("太极", "")
    assert marked("ktv") == ("KTV", "")
    assert marked("axlqm") == ("爱心来敲门", "")
    assert marked("长安暑期") == ("暑期", "长安")
    assert marked("邻里纷纠调解") == ("邻里纠纷调解", "")


def test_a_hit_tells_what_is_shown_of_it(either: Search) -> None:
    hit = either.ask("来敲门")["hits"][0]
    assert (hit["name"], hit["place"], hit["href"]) == (
        "爱心来敲门",
        "桥西区 3502社区",
        "organizations/laiqiaomen/index.html",
    )
    assert (hit["what"], hit["phone"], hit["type"], hit["kind"]["label"]) == (
        "结对看望",
        "0000-1234567",
        "为民服务类",
        "金牌",
    )
    assert either.ask("红梅合唱")["hits"][0]["former"] == "红梅合唱团"


# ── Narrowing ──


def test_filters_alone_list_what_they_leave(either: Search) -> None:
    assert either.ids("", filters={"level": "star5"}) == ["shuqi-far", "aixin-five"]
    assert either.ask("", filters={"type": "service"})["total"] == len(BODIES) - 1
    assert either.ids("爱心", filters={"type": "charity"}, more=True) == ["aixin-four"]


def test_a_region_holds_what_lies_below_it(search: Search) -> None:
    changan = search.page.evaluate("starcaseSearch.open('search/').then(engine => engine.places.find('长安')[0])")
    assert set(search.ids("", filters={"region": changan})) == {"aixin-five", "shuqi", "shan", "lvse", "tiaojie"}


def test_each_choice_is_counted_as_if_no_other_of_its_kind_were_made(either: Search) -> None:
    facets = either.ask("爱心", filters={"level": "gold"}, facets=True, more=True)["facets"]
    assert [entry[1:] for entry in facets["level"]] == [["金牌", 1], ["五星级", 1], ["四星级", 1]]
    assert facets["type"] == [["service", "为民服务类", 1]]
    assert [entry[1:] for entry in facets["region"]] == [["3502社区", 1]]
    everywhere = either.ask("爱心", facets=True, more=True)["facets"]
    assert [entry[1:] for entry in everywhere["region"]] == [["长安区", 1], ["桥西区", 3]]


def test_results_are_sorted_by_name_as_pinyin_goes(search: Search) -> None:
    names = [hit["name"] for hit in search.ask("爱心", sort="name", more=True)["hits"]]
    assert names == ["爱心", "爱心来敲门", "爱心助学社", "翟营社区爱心理发队"]


def test_a_large_site_knows_its_places_when_they_are_asked_for(search: Search, sharded: Path) -> None:
    name = "engine => engine.places.name(engine.places.find('翟营')[0])"
    assert (
        search.page.evaluate(f"starcaseSearch.open('sharded/').then(engine => engine.withPlaces()).then({name})")
        == "翟营社区"
    )


# ── Files ──


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The files of the index that the page asks for."""
    files: list[str] = []
    page.on(
        "request",
        lambda request: files.append(request.url.rpartition("/search/")[2]) if "/search/" in request.url else None,
    )
    return files


def test_it_works_from_a_server_as_from_a_folder(online: Search) -> None:
    assert online.ids("长安暑期") == ["shuqi"]


@pytest.fixture
def loaded_as(page: Page) -> dict[str, str]:
    """How each file of the index is loaded, by the beginning of its name."""
    found: dict[str, str] = {}

    def note(request: Request) -> None:
        if "/search/" in request.url:
            found[request.url.rpartition("/search/")[2][:4]] = request.resource_type

    page.on("request", note)
    return found


def test_values_of_a_server_are_read_as_text(online: Search, loaded_as: dict[str, str]) -> None:
    assert online.ids("补习") == ["aixin-four"]
    assert loaded_as.pop("engi") == "script"
    assert loaded_as.keys() >= {"mani", "core", "own/"} and set(loaded_as.values()) == {"xhr"}


def test_values_of_a_folder_are_run_as_scripts(fresh: Search, loaded_as: dict[str, str]) -> None:
    assert fresh.ids("补习") == ["aixin-four"]
    assert loaded_as.keys() >= {"mani", "core", "own/"} and set(loaded_as.values()) == {"script"}


def test_what_a_server_sends_in_place_of_a_file_is_not_run(online: Search) -> None:
    online.page.route("**/search/own/**", lambda route: route.fulfill(body="starcaseSearch.put(document.title='run');"))
    assert online.ask("补习")["incomplete"]
    assert online.page.title() != "run"


def test_no_file_is_fetched_twice_and_words_only_where_names_are_not_enough(fresh: Search, asked: list[str]) -> None:
    exact = fresh.ask("爱心来敲门")
    assert exact["least"] and not any(file.startswith(("words", "readings")) for file in asked)
    fresh.ask("爱心来敲门", more=True)
    fresh.ask("补习")
    fresh.ask("补习")
    fresh.ask("axlqm")
    fresh.ask("axlqm")
    assert any(file.startswith("words") for file in asked)
    assert len(asked) == len(set(asked))


def test_what_is_known_is_shown_before_all_is(fresh: Search) -> None:
    first, *_, last = fresh.updates("太极", more=True)
    assert not first["done"] and [hit["name"] for hit in first["hits"]] == ["晨光太极拳表演队"]
    assert first["hits"][0]["href"] is None and last["hits"][0]["href"] == "organizations/taiji/index.html"


def test_what_bodies_say_of_themselves_is_shown_before_stories_are_looked_up(fresh: Search) -> None:
    before = [told for told in fresh.updates("补习", more=True) if not told["done"]]
    assert any(told["hits"] and told["hits"][0]["href"] for told in before)


def test_a_slip_in_a_long_name_needs_no_file_but_its_card(fresh: Search, asked: list[str]) -> None:
    assert fresh.ids("晨光太极拳表明队") == ["taiji"]
    assert {file[:5] for file in asked} == {"manif", "core-", "engin", "cards"}


@pytest.mark.parametrize(
    ("lost", "q", "found"),
    [
        ("words", "太极", "晨光太极拳表演队"),
        ("readings", "邻里纠葛调解", "邻里纠纷调解室"),
        ("cards", "太极", "晨光太极拳表演队"),
    ],
)
def test_a_file_that_does_not_come_is_no_error(
    online: Search, page_errors: list[str], lost: str, q: str, found: str
) -> None:
    online.page.route(f"**/search/{lost}*", lambda route: route.abort())
    online.page.route(f"**/search/{lost}/*", lambda route: route.abort())
    result = online.ask(q, more=True)
    assert result["incomplete"] and [hit["name"] for hit in result["hits"]] == [found]
    online.page.unroute(f"**/search/{lost}*")
    online.page.unroute(f"**/search/{lost}/*")
    assert not online.ask(q, more=True)["incomplete"], "it is not asked for again"
    page_errors.clear()


def test_a_file_that_holds_something_else_ends_the_answer_and_the_next_one_is_whole(
    online: Search, page_errors: list[str]
) -> None:
    online.page.evaluate("""() => {
      const put = starcaseSearch.put;
      starcaseSearch.put = (name, value) => put(name, name.startsWith("own/") ? 7 : value);
    }""")
    result = online.ask("太极", more=True)
    assert result["done"] and result["incomplete"]
    assert [hit["name"] for hit in result["hits"]] == ["晨光太极拳表演队"]
    assert online.ask("晨光太极拳表演队")["hits"] and "is no text" in page_errors[0]
    page_errors.clear()


def test_an_engine_that_did_not_come_may_be_asked_again(online: Search, page_errors: list[str]) -> None:
    online.page.route("**/search/engine-*", lambda route: route.abort())
    assert online.page.evaluate("starcaseSearch.open('search/').then(() => 'open', () => 'not there')") == "not there"
    online.page.unroute("**/search/engine-*")
    assert online.ids("太极") == ["taiji"]
    page_errors.clear()


@pytest.fixture
def large(fresh: Search, sharded: Path) -> Search:
    """The index of a large site in a page of the test's own."""
    return Search(fresh.page, "sharded/")


def _names_of(requests: list[str]) -> set[str]:
    """The kinds of files among addresses."""
    return {
        url.rpartition("/sharded/")[2].partition("/")[0].partition("-")[0] for url in requests if "/sharded/" in url
    }


@pytest.fixture
def requests(page: Page) -> list[str]:
    """All addresses that the page asks for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def test_a_slip_in_a_long_name_of_a_large_site_needs_no_words(large: Search, requests: list[str]) -> None:
    assert large.ids("晨光太极拳表明队") == ["taiji"]
    assert _names_of(requests) & {"own", "words", "spoken", "sounds"} == set()


def test_a_large_site_hears_a_query_cut_into_syllables_in_every_way_that_is_as_likely(
    call: Callable[[str, object], Any],
) -> None:
    cut = (
        "(parts, query) => parts.waysToCut(query, ['an', 'chan', 'chang', 'gan']).map(way => way.map(one => one.text))"
    )
    assert sorted(call(cut, "changan")) == [["chan", "gan"], ["chang", "an"]]


def test_results_of_a_large_site_do_not_wait_for_what_its_choices_need(large: Search) -> None:
    *before, last = large.updates("太极", facets=True)
    assert any(told["hits"] and told["facets"] is None for told in before)
    assert last["facets"]["type"] == [["service", "为民服务类", 1]]


def test_traditional_characters_are_looked_up_only_where_some_were_typed(fresh: Search, asked: list[str]) -> None:
    fresh.ask("蝎蜈")
    assert not any(file.startswith("variants") for file in asked)
    assert fresh.ids("晨光太極") == ["taiji"]
    assert any(file.startswith("variants") for file in asked)


def test_how_other_characters_sound_is_looked_up_only_where_some_name_may_be_meant(
    fresh: Search, asked: list[str]
) -> None:
    assert fresh.ids("鲸鲨蜻蜓蟋蟀") == []
    assert not any(file.startswith("sounds") for file in asked)
    assert fresh.ids("爱馨来敲门") == ["laiqiaomen"]
    assert any(file.startswith("sounds") for file in asked)


def test_of_a_term_the_rarer_end_is_looked_up_first(call: Callable[[str, object], Any]) -> None:
    ends = """(parts, terms) => {
      const words = parts.makeWords({common: "的社区"}, null);
      return terms.map(term => [words.rarerEnd(term), words.bothEnds(term)]);
    }"""
    found = call(ends, ["的社区鲸鱼", "鲸鱼社区"])
    assert found == [[["鲸鱼"], ["的社", "鲸鱼"]], [["鲸鱼"], ["鲸鱼", "社区"]]]


def test_a_phrase_of_stories_is_looked_up_by_what_is_said_least_often_until_all_of_it_is(
    call: Callable[[str, object], Any],
) -> None:
    chain = """async (parts, term) => {
      const words = parts.makeWords({common: "", often: "often"}, {read: async () => ["跟着大姐", ""]});
      await words.learn(new Set());
      return [1, 2, 3].map(count => [words.chain(term, count), words.isChained(term, count)]);
    }"""
    assert call(chain, "跟着郑大姐") == [
        [["着郑大"], False],
        [["着郑大", "跟着郑"], False],
        [["着郑大", "跟着郑", "郑大姐"], True],
    ]


def test_of_a_name_that_comes_near_an_end_that_was_typed_wrong_is_not_meant(
    call: Callable[[str, object], Any],
) -> None:
    meant = """(parts, cases) => cases.map(([term, name]) => parts.meant(term, name, parts.makeNear(term, () => "")(name)))"""
    cases = [
        ("目锋五老队", "先锋五老队"),
        ("先锋五老人", "先锋五老队"),
        ("先锋老五队", "社区先锋五老队"),
        ("先锋五队", "先锋五老队"),
    ]
    assert call(meant, cases) == ["锋五老队", "先锋五老", "先锋五老队", "先锋五老队"]


def test_of_a_term_that_is_hardly_nowhere_both_ends_are_looked_up_together(call: Callable[[str, object], Any]) -> None:
    ends = "(parts, term) => parts.makeWords({common: '的社区理发'}, null).rarerEnd(term)"
    assert call(ends, "社区理发") == ["理发", "社区"]


def test_a_query_that_was_given_up_tells_and_fetches_nothing_more(fresh: Search, asked: list[str]) -> None:
    fresh.ask("太极")
    before = len(asked)
    told = fresh.page.evaluate("""() => starcaseSearch.open("search/").then(engine => new Promise(done => {
      let told = 0;
      engine.search({q: "补习"}, () => { told++; }).cancel();
      setTimeout(() => done(told), 200);
    }))""")
    assert told == 0 and len(asked) == before


# ── Parts ──


@pytest.fixture
def call(search: Search) -> Callable[[str, object], Any]:
    """Calls a function on the engine's parts."""
    search.ask("")
    return lambda function, value: search.page.evaluate(f"value => ({function})(starcaseSearch.parts, value)", value)


def test_texts_are_folded_as_the_index_folds_them(call: Callable[[str, object], Any]) -> None:
    table = {"from": "".join(simplified()), "to": "".join(simplified().values())}
    fold = """(parts, [table, texts]) => {
      const folder = parts.makeFolder();
      folder.learn(table);
      return texts.map(text => {
        const folded = folder.fold(text), units = Array.from({length: folded.length}, (_, at) => at);
        return [folded, folder.unfold(text, units.map(at => [at, at + 1])).map(range => range[0])];
      });
    }"""
    found = call(fold, [table, [row["text"] for row in TABLE["fold"]]])
    assert found == [[row["folded"], row["at"]] for row in TABLE["fold"]]


def test_numbers_are_read_as_the_index_writes_them(call: Callable[[str, object], Any]) -> None:
    values = [0, 45, 46, 91, 92, 2115, 2116, 99999, 10**6, 7]
    assert call("(parts, text) => parts.readNumbers(text)", code_numbers(values)) == values
    ascending = sorted(values)
    assert call("(parts, text) => parts.readStored(text).documents", code_numbers(_gaps(ascending))) == ascending
    long = list(range(9, 310))
    cut = call("(parts, text) => parts.readStored(text)", code_numbers(_gaps(long[:300])) + " ")
    assert cut == {"documents": long[:300], "last": 308}


def test_pairs_are_told_apart_as_the_index_tells_them(call: Callable[[str, object], Any]) -> None:
    digest = "(parts, gram) => parts.makeFiles({}, null).digest(gram)"
    for case in TABLE["digests"]:
        assert call(digest, case["gram"]) == case["digest"]


def test_of_two_ways_to_be_nearly_right_the_one_counts_that_has_all_that_was_typed(
    call: Callable[[str, object], Any],
) -> None:
    near = "(parts, [query, name]) => parts.makeNear(query, () => '')(name)"
    found = call(near, ["机社旧区", "煤机社区旧物回收站"])
    assert (found["cost"], found["from"], found["to"], found["isAll"]) == (1, 1, 5, True)
    assert not call(near, ["机社旧区", "煤机社区"])["isAll"]


def _gaps(ascending: list[int]) -> list[int]:
    return [ascending[0], *(after - before - 1 for before, after in pairwise(ascending))]
