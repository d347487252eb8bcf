"""A site with a desk: planted wrong stars, and what reviewers wrote, in one string."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from starcase.options import Options
from starcase.pipeline import build
from tests.sites import BASE, Site, write_site

DAY = date(2024, 6, 1)
SCORES = "{leader: %s, roster: %s, visits-done: %s}"
CANARY = "金丝雀canary7391"


def body(name: str, level: str, leader: object, roster: object = 15, visits: object = 15, more: str = "") -> str:
    """A record of 安居社区 with one evaluation of 2023; the total is the sum of its points."""
    scores = SCORES % (leader, roster, visits)
    return (
        f"name: {name}\nprogramme: example-stars\ntype: service\nregion: anju\n{more}"
        f"evaluations:\n- {{period: 2023, decided: 2023-12-01, level: {level}, scores: {scores}}}\n"
    )


RECORDS = {
    "wrong": body("示例错星队", "star5", 50),  # 80 points
    "fine": body("示例对星队", "star4", 55),  # 85
    "near": body("示例贴线队", "star4", 50),  # 80
    "gold": body("示例金牌队", "gold", 58, 19, 19),  # 96
    "above": body("示例超分队", "star5", 61, 20, 20),
    "leap": body(
        "示例猛增队",
        "star4",
        55,
        more="people: {members: 2}\nservices: {2022: {visits: 40}, 2023: {visits: 4000, hours: 5000}}\n",
    ),
    "twin": body("示例孪生队", "star4", 55, more="contact: {address: 示例路1号, phone: 0000-7654321}\n"),
    "twins": body("示例孪生服务队", "star4", 55, more="contact: {address: 示例路1号, phone: 0000-7654321}\n"),
    "taken": body("示例摘牌队", "star4", 55)
    + "decisions:\n- {date: 2024-03-01, kind: withdrawn, from: star4, basis: 示例决定〔2024〕1号}\n",
}
REVIEW = f"""
contacts: [{{name: 甲{CANARY}, role: 乙{CANARY}, phone: "丙{CANARY}", id_number: "丁{CANARY}", address: 戊{CANARY}, note: 己{CANARY}}}]
notes: [{{date: 2024-01-02, by: 庚{CANARY}, text: 辛{CANARY}}}]
consents: [{{person: 壬{CANARY}, scope: 癸{CANARY}, given: 2023-01, withdrawn: 2024-01}}]
follow_ups: [{{text: 子{CANARY}, date: 2024-01-03, by: 丑{CANARY}, due: 2024-07-01}}]
complaints: [{{text: 寅{CANARY}, date: 2024-01-04, from: 卯{CANARY}}}]
checked: [{{date: 2024-01-05, by: 辰{CANARY}, result: 属实, remark: 巳{CANARY}, digest: 午{CANARY}}}]
"""
ROUND = f"""
-- review/rounds/example-stars/2024/round.yaml --
status: scoring
rubric: "2022"
groups:
- {{id: district, name: 区组{CANARY}, tier: district, weight: 1, until: 2024-06-20}}
- {{id: city, name: 市组{CANARY}, tier: city, weight: 1}}
aggregate: mean
-- review/rounds/example-stars/2024/scores/district/east.csv --
organization,leader,roster,visits-done,vetoes,claimed,recommended,evidence,remark
fine,55,15,15,,star4,star4,,未{CANARY}
-- review/rounds/example-stars/2024/scores/city/east.csv --
organization,leader,roster,visits-done,vetoes,claimed,recommended,evidence,remark
fine,40,15,15,,,star3,,申{CANARY}
-- review/rounds/example-stars/2024/decisions.yaml --
decided: 2024-05-30
decisions:
- {{organization: fine, level: star5, by: city, computed: star3, total: 77.5}}
-- review/rounds/example-stars/2024/objections.yaml --
- {{date: 2024-05-31, organization: near, text: 酉{CANARY}}}
"""


def desk_text(**reviews: str) -> str:
    """The records, and what reviewers wrote of some of them."""
    records = "".join(f"-- content/organizations/{name}.yaml --\n{text}" for name, text in RECORDS.items())
    inside = "".join(f"-- review/organizations/{name}.yaml --\n{text.lstrip()}" for name, text in reviews.items())
    return records + inside


def build_desk(root: Path, text: str, **options: Any) -> Site:
    """Writes and builds the reviewers' site of a root."""
    return rebuild_desk(write_site(root, text, BASE), **options)


def rebuild_desk(root: Path, **options: Any) -> Site:
    output = root / "site-review"
    chosen = {"as_of": DAY, "jobs": 1, **options}
    return Site(root, output, build(Options(root=root, output=output, audience="review", **chosen)))
