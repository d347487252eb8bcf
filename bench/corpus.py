"""Writes a content folder of any size, the same one for the same numbers.

    python3 bench/corpus.py FOLDER [--orgs 7356] [--per-file 1] [--stories 1.0]

The proportions of types and levels are those of the published figures for Shijiazhuang (7,356 bodies of four types, 30 of them gold,
2,870 of three stars and more). Every name, figure and story is invented and says so (示例).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CITY = 7356
DISTRICTS = 22
STREETS = 10
COMMUNITIES = 7
CITIES = 20  # of a province

TYPES = (
    ("service", "为民服务类", 2361),
    ("charity", "社会公益类", 1502),
    ("governance", "社会治理类", 1292),
    ("culture", "文体娱乐类", 2201),
)
LEVELS = (
    ("gold", "金牌", 95, 100, 30),
    ("star5", "五星级", 90, 95, 340),
    ("star4", "四星级", 80, 90, 900),
    ("star3", "三星级", 70, 80, 1600),
    ("star2", "二星级", 60, 70, 4486),
)
ITEMS = (
    ("team", "队伍建设", (("leader", 6), ("roster", 5), ("training", 5), ("house-rules", 4))),
    ("party", "党建工作", (("guidance", 7), ("members", 7), ("study", 6))),
    ("work", "活动开展", (("plan", 6), ("frequency", 8), ("records", 6), ("safety", 8))),
    ("ability", "能力建设", (("needs", 6), ("resources", 5), ("finance", 5))),
    ("view", "社会评价", (("residents", 7), ("partners", 5), ("feedback", 4))),
)
MAXIMA = tuple((item, most) for _, _, items in ITEMS for item, most in items)

GIVEN = "安和乐康福宁顺祥春夏秋冬晨星明辉清源泉林松柏竹梅兰菊桃杏桂荷枫榆槐柳"
WORK = (
    ("上门理发", "理发志愿服务队", "行动不便的老人"),
    ("助餐送餐", "助餐服务队", "独居和高龄老人"),
    ("陪诊陪护", "陪诊服务队", "看病不便的老人"),
    ("家电维修", "便民维修队", "社区居民"),
    ("代买代办", "代办服务队", "高龄独居老人"),
    ("邻里调解", "邻里调解室", "有纠纷的邻里"),
    ("楼道议事", "议事会", "楼里的住户"),
    ("停车协调", "停车自管会", "有车的居民"),
    ("暑期托管", "暑期小课堂", "小学生"),
    ("戏曲演出", "戏曲社", "爱听戏的居民"),
    ("书画教学", "书画社", "爱好书画的居民"),
    ("合唱排练", "合唱团", "爱唱歌的居民"),
    ("义诊咨询", "义诊服务队", "社区居民"),
    ("心理倾听", "倾听小屋", "有心事的居民"),
    ("旧衣回收", "旧物回收站", "社区居民"),
    ("法律咨询", "法律服务队", "需要法律帮助的居民"),
)
SENTENCES = (
    "那天下着小雨，队员们照样早早到了{place}。",
    "王阿姨今年八十二岁，一个人住在五楼，下楼一趟要歇三回。",
    "大家先把名单看了一遍，分成三个小组，每组两个人。",
    "“你们来了，我这心里就踏实了。”老人拉着队员的手说。",
    "这样的活动每月两次，从来没有断过。",
    "有的居民起初不相信，看了几次以后，也报名加入了。",
    "社区腾出一间屋子，摆上桌椅和饮水机，成了大家碰头的地方。",
    "遇到自己办不了的事，队员记在本子上，第二天交给社区。",
    "活动结束时，天已经黑了，队员们把场地收拾干净才走。",
    "半年下来，本子上记了一百多件事，办成的在后面打了勾。",
    "孩子们也来帮忙，给爷爷奶奶倒水、念报纸。",
    "队长说，做这件事不图什么，邻居高兴就好。",
)


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    path: str


def places(orgs: int) -> list[Place]:
    """The communities; about five bodies in each."""
    wanted = max(1, orgs // 5)
    found = []
    for number in range(wanted):
        street, community = divmod(number, COMMUNITIES)
        district, street = divmod(street, STREETS)
        city, district = divmod(district, DISTRICTS)
        place = f"c{city + 1}-d{district + 1}-s{street + 1}-m{community + 1}"
        found.append(Place(place, f"{_word(number)}社区", f"c{city + 1}-d{district + 1}"))
    return found


def _word(number: int) -> str:
    first, second = divmod(number, len(GIVEN))
    return (
        GIVEN[first % len(GIVEN)]
        + GIVEN[second]
        + ("" if first < len(GIVEN) else GIVEN[first // len(GIVEN) % len(GIVEN)])
    )


def write_corpus(folder: Path, orgs: int, per_file: int = 1, stories: float = 1.0) -> None:
    """A root with config.yaml and content/ of `orgs` bodies; `stories` is the share of bodies that have one."""
    chance = random.Random(20221130)
    content = folder / "content"
    (content / "programmes").mkdir(parents=True)
    _write(folder / "config.yaml", "title: 示例名录\nbase_url: https://www.example.org/\n")
    _write(content / "programmes" / "stars.yaml", PROGRAMME)
    communities = places(orgs)
    _write(content / "regions.yaml", "".join(_regions(communities)))
    batch: list[str] = []
    for number in range(orgs):
        place = communities[number * len(communities) // orgs]
        batch.append(_record(number, place, chance))
        inside = content / "organizations" / place.path
        if stories and chance.random() < stories:
            _write(inside / f"t{number:07}.md", _story(number, place, chance))
        if len(batch) == per_file or number == orgs - 1:
            _write(inside / f"o{number:07}.yaml", "---\n".join(batch))
            batch.clear()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _regions(communities: list[Place]) -> Iterator[str]:
    """The tree as nested lists, each region opened when its first community comes."""
    opened: list[str] = []
    for place in communities:
        path = place.id.split("-")
        if opened[:1] != path[:1] and (int(path[0][1:]) - 1) % CITIES == 0:
            yield from _open_province((int(path[0][1:]) - 1) // CITIES)
        for depth in range(4):
            if opened[: depth + 1] != path[: depth + 1]:
                opened = path[: depth + 1]
                indent = "  " * (2 * depth + 2)
                name = place.name if depth == 3 else _region_name(path[: depth + 1])
                tier = ("city", "district", "street", "community")[depth]
                yield f"{indent}- id: {'-'.join(opened)}\n{indent}  name: {name}\n{indent}  tier: {tier}\n"
                if depth == 2:
                    yield f"{indent}  contact:\n{indent}    phone: 0000-{abs(hash_of(opened)) % 9000000 + 1000000}\n"
                if depth < 3:
                    yield f"{indent}  children:\n"


def _open_province(number: int) -> Iterator[str]:
    """A document of its own for each province after the first: what a whole country has would be too long for one."""
    if number:
        yield "---\n"
    identifier, name = (f"province-{number + 1}", f"示例{number + 1}省") if number else ("province", "示例省")
    yield f"- id: {identifier}\n  name: {name}\n  tier: province\n  children:\n"


def _region_name(path: list[str]) -> str:
    number = int(path[-1][1:]) - 1 + 31 * sum(int(part[1:]) for part in path[:-1])
    return _word(number) + ("市", "区", "街道")[len(path) - 1]


def hash_of(path: list[str]) -> int:
    value = 0
    for part in path:
        for character in part:
            value = (value * 131 + ord(character)) % 1_000_003
    return value


def _pick(chance: random.Random, weighted: tuple[tuple[object, ...], ...]) -> int:
    return chance.choices(range(len(weighted)), [int(str(one[-1])) for one in weighted])[0]


def _scores(low: int, high: int, chance: random.Random) -> list[tuple[str, str]]:
    """Points of every item, in halves, whose sum lies from `low` to just below `high`."""
    target = chance.randrange(low * 2, min(high, 100) * 2)
    halves = [2 * most for _, most in MAXIMA]
    while sum(halves) > target:
        at = chance.randrange(len(halves))
        if halves[at] > MAXIMA[at][1]:
            halves[at] -= 1
    return [(item, f"{half / 2:g}") for (item, _), half in zip(MAXIMA, halves, strict=True)]


def _record(number: int, place: Place, chance: random.Random) -> str:
    kind = TYPES[_pick(chance, TYPES)][0]
    level, _, low, high, _ = LEVELS[_pick(chance, LEVELS)]
    offer, called, people = WORK[chance.randrange(len(WORK))]
    other = WORK[chance.randrange(len(WORK))][0]
    year, month = chance.randrange(2012, 2023), chance.randrange(1, 13)
    rating = 2025
    lines = [
        f"id: o{number:07}",
        f"name: {place.name}{_word(number * 7919 % 1000)}{called}{number}",
        "programme: stars",
        f"type: {kind}",
        f"level: {level}",
        f"region: {place.id}",
        f"founded: {year}-{month:02}",
        f"summary: （示例）为{people}提供{offer}服务，每月活动{chance.randrange(2, 9)}次，由{place.name}的居民自己组织。",
        f"offers: [{offer}, {other}]" if other != offer else f"offers: [{offer}]",
        f"for: {people}",
        f"area: {place.name}",
        "fee: 免费",
        f"schedule: 每周{'一二三四五六日'[chance.randrange(7)]}上午",
        "tags: [示例]",
        "people:",
        f"  members: {chance.randrange(8, 90)}",
        f"  party_members: {chance.randrange(1, 8)}",
        "services:",
    ]
    for period in (2024, 2025):
        visits = chance.randrange(100, 3000)
        lines += [
            f"  {period}:",
            f"    visits: {visits}" + ("余" if chance.random() < 0.1 else ""),
            f"    hours: {visits * 1.5:g}",
            f"    activities: {chance.randrange(12, 90)}",
        ]
    before = LEVELS[min(len(LEVELS) - 1, _index(level) + 1)][0]
    lines += [
        "evaluations:",
        "  - period: 2024",
        f"    level: {before}",
        "    decided: 2024-11-29",
        f"  - period: {rating}",
        '    rubric: "2022"',
        f"    certificate_no: 示例2025-{number:07}",
        f"    level: {level}",
        "    decided: 2025-11-28",
        "    scores:",
    ]
    lines += [f"      {item}: {points}" for item, points in _scores(low, high, chance)]
    lines += [
        "contact:",
        f"  phone: 0000-{1000000 + number % 9000000}",
        f"  address: {place.name}示例路{number % 200 + 1}号",
        "sources:",
        "  - title: 示例数据，为测速而编写",
        "    date: 2026",
    ]
    return "\n".join(lines) + "\n"


def _index(level: str) -> int:
    return next(at for at, one in enumerate(LEVELS) if one[0] == level)


def _story(number: int, place: Place, chance: random.Random) -> str:
    """500 to 800 characters in paragraphs, with a heading, a list, bold words and a quotation."""
    wanted, made = chance.randrange(500, 801), 0
    parts: list[str] = []
    while made < wanted:
        text = "".join(chance.choice(SENTENCES).format(place=place.name) for _ in range(4))
        parts.append(text)
        made += len(text)
    middle = len(parts) // 2
    parts.insert(
        middle, "## 他们怎么做\n\n- **登记**：记下每一件事\n- **分工**：两个人一组\n- **回访**：一周以后再问一次"
    )
    parts.append("> 邻居好，赛金宝。")
    front = f"---\ntitle: {place.name}的一天{number}\ndate: 2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}\norganizations: [o{number:07}]\n---\n\n"
    return front + "\n\n".join(parts) + "\n"


def _programme() -> Iterator[str]:
    yield "id: stars\nname: 示例社区社会组织星级评定\nauthority: 示例省社会工作部\nregion: province\nlevel_word: 星级\nmeasure_word: 支\nrates: bodies\ntypes:\n"
    for kind, name, _ in TYPES:
        yield f"  - id: {kind}\n    name: {name}\n"
    yield "indicators:\n  - {id: visits, name: 服务人次, unit: 人次, add_up: true}\n  - {id: hours, name: 服务时长, unit: 小时, decimals: 1, add_up: true}\n"
    yield "  - {id: activities, name: 活动次数, unit: 次, add_up: true}\nlevels:\n"
    for number, (level, name, low, _, _) in enumerate(LEVELS):
        mark = "honour: true" if number == 0 else f"stars: {6 - number}"
        yield f"  - {{id: {level}, name: {name}, {mark}, needs: {{total: {low}}}}}\n"
    yield "cadence: yearly\nvalidity: {months: 24}\npublicity: {days: 7}\nrubrics:\n"
    yield '  - id: "2022"\n    illustrative: true\n    aspects:\n'
    for aspect, name, items in ITEMS:
        yield f"      - id: {aspect}\n        name: {name}\n        items:\n"
        for item, most in items:
            yield f"          - {{id: {item}, name: 示例{name}之{item}, max: {most}, guidance: （示例）查看记录和台账。}}\n"


PROGRAMME = "".join(_programme())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orgs", type=int, default=CITY)
    parser.add_argument("--per-file", type=int, default=1)
    parser.add_argument("--stories", type=float, default=1.0)
    given = parser.parse_args()
    write_corpus(given.folder, given.orgs, given.per_file, given.stories)


if __name__ == "__main__":
    main()
