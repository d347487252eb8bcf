"""Writes the records and stories of a corpus as a Hugo site and as an Eleventy site, each in the form that it reads fastest.

    python3 bench/convert.py CORPUS HUGO ELEVENTY      (needs PyYAML; bench/compare.py calls it)

What a generator would have to search for is put into the front matter, for the peers' good: a record's path of regions, its stories, its place
in the order of names and in that of places, whether its level changed, its sections. Which lists are cut, where their sections are and which
rosters are printed is handed over too: neither peer knows how Chinese is read, and Hugo makes a page only where it finds a file.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from rosters import Roster, cut_roster
from sections import (
    LONGEST,
    PROMOTED,
    Crumb,
    Listing,
    Part,
    Sections,
    cut_lists,
    sections_of_change,
    sections_of_day,
    sections_of_name,
)

PEERS = Path(__file__).resolve().parent / "peers"
STATIC = PEERS.parent.parent / "templates" / "static"
BOX = ("typing", "drawing", "box")
"""The scripts of the search box, which every page has; the other ones of js/search-ui are for the search page and the directory."""
TIERS = {"province": "省", "city": "市", "district": "区县", "street": "街道", "community": "社区"}
PRINTED = ("区县", "街道")
"""Regions of these tiers have rosters."""
CHANGES = ("/changes/stars/2025/", "2025年度星级变动")
"""The only round in which levels changed."""
# The addresses of starcase spell what is offered; neither peer knows how Chinese is read.
NEEDS = {
    "上门理发": "shang-men-li-fa", "助餐送餐": "zhu-can-song-can", "陪诊陪护": "pei-zhen-pei-hu", "家电维修": "jia-dian-wei-xiu",
    "代买代办": "dai-mai-dai-ban", "邻里调解": "lin-li-tiao-jie", "楼道议事": "lou-dao-yi-shi", "停车协调": "ting-che-xie-tiao",
    "暑期托管": "shu-qi-tuo-guan", "戏曲演出": "xi-qu-yan-chu", "书画教学": "shu-hua-jiao-xue", "合唱排练": "he-chang-pai-lian",
    "义诊咨询": "yi-zhen-zi-xun", "心理倾听": "xin-li-qing-ting", "旧衣回收": "jiu-yi-hui-shou", "法律咨询": "fa-lv-zi-xun",
}  # fmt: skip
# Said again in the front matter in another form (below), or with a meaning of its own in a peer (`type`, `tags`).
RESTATED = ("id", "name", "programme", "type", "offers", "tags")
# Lists of the bodies that have one thing in common: their address, what they are called, and what stands over the entries.
LISTS = {
    "types": ("/programmes/stars/types/{id}/", "{name}", "本站列出的{name}组织"),
    "levels": ("/programmes/stars/levels/{id}/", "{name}", "现在是{name}的组织"),
    "regions": ("/regions/{id}/", "{name}", "{name}的组织"),
    "needs": ("/organizations/search/{id}/", "我需要：{name}", "写明“{name}”的组织"),
}

Front = dict[str, Any]
"""What a record says in front of its own lines."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where it `leads_down`, its page shows the regions below it in place of all that lies there; `printed` ones have a roster."""

    id: str
    name: str
    tier: str
    path: list[str]
    phone: str
    phone_of: str
    children: list[str]
    leads_down: bool
    printed: bool


@dataclass(frozen=True, slots=True)
class Story:
    """`text` is the whole file for a peer, `organizations` whom it tells of."""

    name: str
    text: str
    organizations: list[str]
    sections: Sections


def convert(corpus: Path, hugo: Path, eleventy: Path) -> None:
    """Replaces both folders by a whole site each."""
    content = corpus / "content"
    programme = yaml.safe_load((content / "programmes" / "stars.yaml").read_text("utf-8"))
    tree = yaml.safe_load((content / "regions.yaml").read_text("utf-8"))
    records = sorted(_records(content), key=lambda pair: pair[0]["name"])
    stories = list(_stories(content))
    regions = {one.id: one for one in _regions(tree, [], ("", ""), len(records))}
    fronts = _fronts([record for record, _ in records], stories, regions)
    names = _names(programme)
    cuts, parts = cut_lists(_listings(fronts, stories, programme["name"], names, regions))
    rosters = list(_rosters(_groups(fronts), programme, regions))
    data = {
        "programme": _with_maxima(programme),
        "regions": {one.id: asdict(one) for one in regions.values()},
        "names": names,
        "cuts": {url: asdict(cut) for url, cut in cuts.items()},
    }
    for name, folder in (("hugo", hugo), ("eleventy", eleventy)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PEERS / name, folder)
        (folder / "content" / "stories").mkdir(exist_ok=True)
        _write_assets(folder / "static" / "assets")
        for story in stories:
            (folder / "content" / "stories" / f"{story.name}.md").write_text(story.text, "utf-8")
    _write_hugo(hugo, data, parts, rosters)
    pages = {"parts": [asdict(part) for part in parts], "rosters": [asdict(roster) for roster in rosters]}
    _write_json(eleventy / "data.json", data | pages)
    (eleventy / "records").mkdir()
    for (record, text), front in zip(records, fronts, strict=True):
        kept = (line for line in text.splitlines(keepends=True) if line.partition(":")[0] not in RESTATED)
        text = _front_matter(front) + "".join(kept)
        (hugo / "content" / "organizations" / f"{record['id']}.md").write_text(f"---\n{text}---\n", "utf-8")
        (eleventy / "records" / f"{record['id']}.yaml").write_text(text, "utf-8")


def _write_hugo(folder: Path, data: Mapping[str, Any], parts: Iterable[Part], rosters: Iterable[Roster]) -> None:
    """The data, a section of Hugo's for each section, whose address leaves out `parts`, and a page for each roster.

    What is listed below /organizations/ has its twin in the version for old people.
    """
    (folder / "data").mkdir()
    for name, value in data.items():
        _write_json(folder / "data" / f"{name}.json", value)
    for part in parts:
        twin = {"outputs": ["html", "elder"]} if part.url.startswith("/organizations/") else {}
        _write_front(folder / "content" / "parts" / part.url.strip("/") / "_index.md", asdict(part) | twin)
    for roster in rosters:
        _write_front(folder / "content" / "rosters" / f"{roster.url.strip('/')}.md", asdict(roster))


def _write_front(path: Path, values: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{_front_matter(values)}---\n", "utf-8")


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def _front_matter(values: Mapping[str, Any]) -> str:
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _regions(found: list[dict[str, Any]], above: list[str], phone: tuple[str, str], bodies: int) -> Iterator[Region]:
    """Every region from the top down; one without a telephone has that of the region above it. Above cities lie all `bodies`."""
    for one in found:
        path = [*above, one["id"]]
        own = (one["contact"]["phone"], one["name"]) if "contact" in one else phone
        below = one.get("children") or []
        number, of = own
        leads_down = bodies > LONGEST and any(child["tier"] == "city" for child in below)
        children = [child["id"] for child in below]
        tier = TIERS[one["tier"]]
        yield Region(one["id"], one["name"], tier, path, number, of, children, leads_down, tier in PRINTED)
        yield from _regions(below, path, own, bodies)


def _names(programme: dict[str, Any]) -> dict[str, str]:
    named = {one["id"]: one["name"] for kind in ("types", "levels") for one in programme[kind]}
    return {slug: name for name, slug in NEEDS.items()} | named


def _with_maxima(programme: dict[str, Any]) -> dict[str, Any]:
    for aspect in programme["rubrics"][0]["aspects"]:
        aspect["max"] = sum(item["max"] for item in aspect["items"])
    return programme


def _write_assets(folder: Path) -> None:
    """The picture, the styles and the scripts that starcase's pages name, under the same names."""
    folder.mkdir(parents=True)
    shutil.copy(STATIC / "img" / "icon.svg", folder)
    styles = [*sorted(STATIC.glob("css/*.css")), *sorted(STATIC.parent.glob("components/*/*.css"))]
    _join(folder / "site.css", styles)
    box = [STATIC / "js" / "search-ui" / f"{name}.js" for name in BOX]
    finder = [one for one in sorted(STATIC.glob("js/search-ui/*.js")) if one not in box]
    start = STATIC / "js" / "start.js"
    others = [one for one in sorted(STATIC.glob("js/*.js")) if one != start]
    _join(folder / "site.js", [start, *others, *box])
    _join(folder / "finder.js", finder)


def _join(path: Path, parts: Iterable[Path]) -> None:
    path.write_text("".join(one.read_text("utf-8") for one in parts), "utf-8")


def _records(content: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Each record, read and as it was written."""
    for path in sorted(content.glob("organizations/**/*.yaml")):
        for text in path.read_text("utf-8").split("---\n"):
            yield yaml.load(text, yaml.CSafeLoader), text


def _stories(content: Path) -> Iterator[Story]:
    """Each story with the mark after its first paragraph that both peers cut a summary at."""
    for path in sorted(content.glob("organizations/**/*.md")):
        front, _, body = path.read_text("utf-8").removeprefix("---\n").partition("---\n\n")
        first, _, rest = body.partition("\n\n")
        read = yaml.load(front, yaml.CSafeLoader)
        sections = sections_of_day(read["date"].isoformat())
        text = f"---\n{front}{_front_matter(sections)}---\n\n{first}\n\n<!--more-->\n\n{rest}"
        yield Story(path.stem, text, read["organizations"], sections)


def _fronts(
    records: Sequence[Mapping[str, Any]], stories: Iterable[Story], regions: Mapping[str, Region]
) -> list[Front]:
    """What each record says in front; the records are in the order of names."""
    told: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        for organization in story.organizations:
            told[organization].append(story.name)
    tree = {region: place for place, region in enumerate(regions)}
    by_place = sorted(records, key=lambda record: tree[record["region"]])
    places = {record["id"]: place for place, record in enumerate(by_place, 1)}
    return [
        {
            "title": record["name"],
            "weight": weight,
            "place": places[record["id"]],
            "types": [record["type"]],
            "levels": [record["level"]],
            "regions": regions[record["region"]].path,
            "needs": [NEEDS[offer] for offer in record["offers"]],
            "stories": told.get(record["id"], []),
            **sections_of_name(record["name"]),
            **_change(record, regions[record["region"]].path),
        }
        for weight, record in enumerate(records, 1)
    ]


def _change(record: Mapping[str, Any], path: Sequence[str]) -> Sections:
    """Where a body stands in the list of what changed; the programme is the province's, whose areas are cities."""
    before, after = (evaluation["level"] for evaluation in record["evaluations"])
    return sections_of_change(path[1], sections_of_name(record["name"])) if before != after else {}


def _listings(
    fronts: Sequence[Front],
    stories: Iterable[Story],
    programme: str,
    names: Mapping[str, str],
    regions: Mapping[str, Region],
) -> Iterator[Listing]:
    """Every list that starcase cuts where it is long."""
    groups = _groups(fronts)
    everybody = groups.pop(("organizations", ""))
    directory, told = ("/organizations/", "找组织"), ("/stories/", "服务故事")
    stars = [("/programmes/", "全部项目"), ("/programmes/stars/", programme)]
    above = {"needs": [directory], "types": stars, "levels": stars}
    yield Listing(directory[0], directory[0], "/organizations", directory[1], "", [], everybody)
    yield Listing(told[0], told[0], "/stories", told[1], "", [], [story.sections for story in stories])
    whole, heading = f"{programme}：全部组织", "本站列出的组织"
    yield Listing("/programmes/stars/page/1/", stars[1][0], "/organizations", whole, heading, stars, everybody)
    changed = [{by: front[by] for by in front if by.startswith("change")} for front in fronts if "change" in front]
    kinds = {PROMOTED: "升星", **{f"{PROMOTED}/{one.id}": one.name for one in regions.values()}}
    url, title = CHANGES
    yield Listing(url, url, "/changes", title, "", [("/changes/", "星级变动")], changed, kinds)
    for (kind, chosen), entries in groups.items():
        if kind == "regions" and regions[chosen].leads_down:
            continue
        name = regions[chosen].name if kind == "regions" else names[chosen]
        url, title, heading = (text.format(id=chosen, name=name) for text in LISTS[kind])
        crumbs = _above(regions[chosen], regions) if kind == "regions" else above[kind]
        yield Listing(url, url, f"/{kind}/{chosen}", title, heading, crumbs, entries)


def _rosters(
    groups: Mapping[tuple[str, str], Sequence[Sections]], programme: Mapping[str, Any], regions: Mapping[str, Region]
) -> Iterator[Roster]:
    """The rosters that starcase prints."""
    for region in regions.values():
        if region.tier in PRINTED:
            url, source = f"/regions/{region.id}/", f"/regions/{region.id}"
            crumbs = [*_above(region, regions), (url, region.name)]
            total = len(groups.get(("regions", region.id), ()))
            yield from cut_roster(url, f"{region.name}组织名册", source, crumbs, total)
    for level in programme["levels"]:
        url = f"/programmes/stars/levels/{level['id']}/"
        above = [("/programmes/", "全部项目"), ("/programmes/stars/", programme["name"]), (url, level["name"])]
        total = len(groups.get(("levels", level["id"]), ()))
        title = f"{programme['name']}：{level['name']}名册"
        yield from cut_roster(url, title, f"/levels/{level['id']}", above, total)


def _groups(fronts: Iterable[Front]) -> dict[tuple[str, str], list[Sections]]:
    """The sections of all bodies, and of those of each type, level, region and need."""
    groups: dict[tuple[str, str], list[Sections]] = defaultdict(list)
    for front in fronts:
        sections = {by: front[by] for by in ("letter", "syllable")}
        groups["organizations", ""].append(sections)
        for kind in LISTS:
            for chosen in front[kind]:
                groups[kind, chosen].append(sections)
    return groups


def _above(region: Region, regions: Mapping[str, Region]) -> list[Crumb]:
    return [("/regions/", "按地区找"), *((f"/regions/{one}/", regions[one].name) for one in region.path[:-1])]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("hugo", type=Path)
    parser.add_argument("eleventy", type=Path)
    given = parser.parse_args()
    convert(given.corpus, given.hugo, given.eleventy)


if __name__ == "__main__":
    main()
