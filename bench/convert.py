"""Writes the records and stories of a corpus as a Hugo site and as an Eleventy site, each in the form that it reads fastest.

    python3 bench/convert.py CORPUS HUGO ELEVENTY      (needs PyYAML; bench/compare.py calls it)

What a generator would have to search for is put into the front matter, for the peers' good: a record's path of regions, its stories, its place
in the order of names.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

PEERS = Path(__file__).resolve().parent / "peers"
STATIC = PEERS.parent.parent / "templates" / "static"
TIERS = {"province": "省", "city": "市", "district": "区县", "street": "街道", "community": "社区"}
# The addresses of starcase spell what is offered; neither peer knows how Chinese is read.
NEEDS = {
    "上门理发": "shang-men-li-fa", "助餐送餐": "zhu-can-song-can", "陪诊陪护": "pei-zhen-pei-hu", "家电维修": "jia-dian-wei-xiu",
    "代买代办": "dai-mai-dai-ban", "邻里调解": "lin-li-tiao-jie", "楼道议事": "lou-dao-yi-shi", "停车协调": "ting-che-xie-tiao",
    "暑期托管": "shu-qi-tuo-guan", "戏曲演出": "xi-qu-yan-chu", "书画教学": "shu-hua-jiao-xue", "合唱排练": "he-chang-pai-lian",
    "义诊咨询": "yi-zhen-zi-xun", "心理倾听": "xin-li-qing-ting", "旧衣回收": "jiu-yi-hui-shou", "法律咨询": "fa-lv-zi-xun",
}  # fmt: skip
# Said again in the front matter in another form (below), or with a meaning of its own in a peer (`type`, `tags`).
RESTATED = ("id", "name", "programme", "type", "region", "offers", "tags")


@dataclass(frozen=True, slots=True)
class Region:
    id: str
    name: str
    tier: str
    path: list[str]
    phone: str
    phone_of: str
    children: list[str]


def convert(corpus: Path, hugo: Path, eleventy: Path) -> None:
    """Replaces both folders by a whole site each."""
    content = corpus / "content"
    programme = yaml.safe_load((content / "programmes" / "stars.yaml").read_text("utf-8"))
    tree = yaml.safe_load((content / "regions.yaml").read_text("utf-8"))
    regions = {one.id: one for one in _regions(tree, [], ("", ""))}
    data = {
        "programme": _with_maxima(programme),
        "regions": {one.id: asdict(one) for one in regions.values()},
        "names": _names(programme),
    }
    for name, folder in (("hugo", hugo), ("eleventy", eleventy)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PEERS / name, folder)
        (folder / "content" / "stories").mkdir(exist_ok=True)
        _write_assets(folder / "static" / "assets")
    (hugo / "data").mkdir()
    for name, value in data.items():
        (hugo / "data" / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    (eleventy / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    (eleventy / "records").mkdir()

    stories = dict(_stories(content))
    told: dict[str, list[str]] = {}
    for name, text in stories.items():
        front = yaml.load(text.split("---\n", 2)[1], yaml.CSafeLoader)
        for organization in front["organizations"]:
            told.setdefault(organization, []).append(name)
        for folder in (hugo, eleventy):
            (folder / "content" / "stories" / f"{name}.md").write_text(text, "utf-8")
    for name, text in _organizations(content, regions, told):
        (hugo / "content" / "organizations" / f"{name}.md").write_text(f"---\n{text}---\n", "utf-8")
        (eleventy / "records" / f"{name}.yaml").write_text(text, "utf-8")


def _regions(found: list[dict[str, Any]], above: list[str], phone: tuple[str, str]) -> Iterator[Region]:
    """Every region from the top down; one without a telephone has that of the region above it."""
    for one in found:
        path = [*above, one["id"]]
        own = (one["contact"]["phone"], one["name"]) if "contact" in one else phone
        below = one.get("children") or []
        number, of = own
        yield Region(one["id"], one["name"], TIERS[one["tier"]], path, number, of, [child["id"] for child in below])
        yield from _regions(below, path, own)


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
    (folder / "site.css").write_text("".join(one.read_text("utf-8") for one in styles), "utf-8")
    (folder / "site.js").write_text("".join(one.read_text("utf-8") for one in sorted(STATIC.glob("js/*.js"))), "utf-8")


def _stories(content: Path) -> Iterator[tuple[str, str]]:
    """Each story with the mark after its first paragraph that both peers cut a summary at."""
    for path in sorted(content.glob("organizations/**/*.md")):
        front, _, body = path.read_text("utf-8").partition("---\n\n")
        first, _, rest = body.partition("\n\n")
        yield path.stem, f"{front}---\n\n{first}\n\n<!--more-->\n\n{rest}"


def _organizations(content: Path, regions: dict[str, Region], told: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    texts = [
        text
        for path in sorted(content.glob("organizations/**/*.yaml"))
        for text in path.read_text("utf-8").split("---\n")
    ]
    records = [(yaml.load(text, yaml.CSafeLoader), text) for text in texts]
    records.sort(key=lambda pair: pair[0]["name"])
    for weight, (record, text) in enumerate(records, 1):
        front = {
            "title": record["name"],
            "weight": weight,
            "types": [record["type"]],
            "levels": [record["level"]],
            "regions": regions[record["region"]].path,
            "needs": [NEEDS[offer] for offer in record["offers"]],
            "stories": told.get(record["id"], []),
        }
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()]
        kept = (line for line in text.splitlines(keepends=True) if line.partition(":")[0] not in RESTATED)
        yield record["id"], "".join([*lines, *kept])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("hugo", type=Path)
    parser.add_argument("eleventy", type=Path)
    given = parser.parse_args()
    convert(given.corpus, given.hugo, given.eleventy)


if __name__ == "__main__":
    main()
