"""A small site with something of everything, and the ways in which its files are changed, as people and their programs do it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

from starcase.cli import main
from tests.sites import write_site

REPOSITORY = Path(__file__).resolve().parents[1]

CONTENT = """
-- config.yaml --
title: 示例站
subtitle: 红色社区社会组织
base_url: https://stars.example.org/
language: zh-CN
time_zone: Asia/Shanghai
publish: {scores: items}
hold_back: {percent: 100, at_least: 20}
tiers: {street: 镇街}
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  contact: {name: 党群服务中心, phone: 0000-1234567}
  children:
  - id: east
    name: 东湖区
    tier: district
    children:
    - id: bridge
      name: 桥头街道
      tier: street
      contact: {name: 桥头街道办, phone: 0000-2222222}
      children:
      - {id: anju, name: 安居社区, tier: community}
      - {id: leye, name: 乐业社区, tier: community, former_names: [老街]}
    - id: river
      name: 河东街道
      tier: street
      children:
      - {id: heyan, name: 河沿社区, tier: community, contact: {name: 河沿居委会, phone: 0000-3333333}}
      - {id: liulin, name: 柳林社区, tier: community}
  - id: west
    name: 西山区
    tier: district
    children:
    - {id: shanqian, name: 山前社区, tier: community}
-- content/programmes/example-stars.yaml --
id: example-stars
name: 示例社区社会组织星级评定
authority: 示例市社会工作部
region: example-city
level_word: 星级
measure_word: 支
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
indicators:
- {id: visits, name: 服务人次, unit: 人次, add_up: true}
- {id: hours, name: 服务时长, unit: 小时, decimals: 2, add_up: true}
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5}
- {id: star5, name: 五星级, stars: 5, needs: {total: 90}}
- {id: star4, name: 四星级, stars: 4, needs: {total: 80}}
- {id: star3, name: 三星级, stars: 3, needs: {total: 60}}
validity: {months: 24}
publicity: {days: 5}
rubrics:
- id: "2022"
  aspects:
  - {id: team, name: 队伍建设, weight: 1, items: [{id: leader, name: 负责人作用, max: 60}, {id: roster, name: 成员名册, max: 20, may_be_n_a: true}]}
  - {id: work, name: 活动开展, items: [{id: visits-done, name: 上门服务, max: 20}]}
sources: [{id: A4, title: 评定结果通报, date: 2022-12}]
claims:
- {id: all, what: organizations, value: 374, parts: [service], as_of: 2022, source: A4}
- {id: service, what: organizations, where: {type: service}, value: 120, share: 32.1, of: all, as_of: 2022, source: A4}
-- content/programmes/others.yaml --
id: yearly-grade
name: 示例年度等级
built_from: example-stars
validity: {months: 12}
levels: [{id: a, name: 甲等, honour: true}, {id: b, name: 乙等}]
---
id: teams
name: 示例志愿服务队
measure_word: 个
indicators: [{id: hours, name: 服务时长, unit: 小时, add_up: true}]
-- content/organizations/shouwang.yaml --
id: shouwang
name: 守望邻里志愿服务队
programme: example-stars
type: service
region: anju
founded: 2018-03
summary: 低龄老人结对照看高龄独居老人。
offers: [上门探访, 代买代办]
services: {2022: {visits: 2000余, hours: 120.50}, 2023: {visits: 640, hours: 80}}
photos: [{file: shouwang.png, alt: 合影, consent: true}]
sources: [{title: 评定通知, file: tongzhi.pdf}]
relations: {partners: [wanqing], paired_with: [linli]}
contact: {phone: 0000-7654321, hours: 每天}
evaluations: [{period: 2022, level: star4, decided: 2022-11-30, scores: {leader: 50.5, roster: n/a, visits-done: 18.25}}, {period: 2023, programme: yearly-grade, level: a, decided: 2023-12-15}]
decisions: [{date: 2023-05-01, kind: suspended}, {date: 2023-06-01, kind: resumed}]
-- content/organizations/wanqing/wanqing.yaml --
name: 晚晴社
programme: example-stars
type: charity
region: 乐业社区
summary: 陪伴失能老人。
offers: [陪伴, 理发]
tags: [养老]
evaluations: [{period: 2022, level: gold, decided: 2022-06-02}]
-- content/organizations/wanqing/gushi.md --
---
title: 一盏灯
date: 2024-05-20
---
晚上有人等[^1]。

[^1]: 每周三。
-- content/organizations/linli.yaml --
id: linli
name: 邻里调解队
programme: example-stars
region: [anju, heyan]
summary: 调解邻里纠纷。
offers: [调解]
evaluations: [{period: 2023, level: star3, decided: 2024-06-10}]
-- content/organizations/hedong/juwu.yaml --
name: 聚五公益社
programme: example-stars
region: heyan
founded: 2024-07
level: star3
tags: [读书, 助残]
-- content/organizations/hedong/duli.yaml --
id: duli
name: 独立书画社
programme: teams
region: heyan
services: {2023: {hours: 1200.5}}
-- content/organizations/hedong/bingru.yaml --
id: bingru
name: 并入的队
programme: example-stars
status: merged
relations: {merged_into: linli}
-- content/organizations/many.yaml --
id: xinya
name: 新芽课堂
programme: example-stars
region: liulin
evaluations: [{period: 2023, level: star5, decided: 2023-11-30}]
---
id: nuanyang
name: 暖阳助餐队
programme: example-stars
region: liulin
offers: [送餐, 理发]
evaluations: [{period: 2022, level: star4, decided: 2022-11-30, valid_until: 2024-06-05}]
---
id: caogao
name: 草稿队
programme: example-stars
status: draft
---
id: loumen
name: 楼门互助队
programme: example-stars
region: shanqian
relations: {paired_with: [xinya]}
evaluations: [{period: 2022, level: star4, decided: ２０２２年11月30日}]
---
id: cuowu
name: 写错的队
programme: example-stars
region: shanqian
level: star9
contact: {phone: 0000-9999999}
---
id: kuohao
name: 少了括号的队
programme: example-stars
offers: [理发
-- content/organizations/zhousan.md --
---
title: 周三的门铃
date: 2024-05-01
organizations: [shouwang, xinya]
photo: {file: shouwang.png, alt: 门口, consent: true}
---
第一段。

第二段 [链接](https://example.org/)。
-- content/organizations/yujing.md --
---
title: 下个月见
date: 2024-06-18
organizations: [linli]
publish_on: 2024-06-20
expires_on: 2024-07-15
---
夏天的事。
-- content/organizations/caogao.md --
---
title: 还没写完
organizations: [wanqing]
draft: true
---
……
-- content/notices/gongshi.md --
---
title: 2024年星级公示
date: 2024-05-28
kind: 公示
programme: example-stars
opens: 2024-05-28
list: [{id: shouwang, level: star4}, {id: cuowu, level: star3}]
---
如有异议请来电。
-- content/notices/jieguo.md --
---
title: 2022年星级结果
date: 2022-12-01
kind: 公告
programme: example-stars
attachments: [{title: 名单, file: mingdan.docx}]
expires_on: 2024-12-01
---
名单见附件。
-- content/pages/about.md --
---
title: 关于本站
menu: 关于
order: 2
---
说明。
-- content/pages/bangzhu.md --
---
title: 使用帮助
---
怎么找组织。
-- content/redirects.yaml --
- {from: old/shouwang, to: organizations/shouwang}
- {from: old/gone, gone: 已经停办}
"""
FIXED_CLOCK = "1717272000"
"""2024-06-02 04:00 in Shanghai, 2024-06-01 16:00 in New York: SOURCE_DATE_EPOCH for runs without --as-of."""

RECORDS = "content/organizations/**/*.yaml"
STORIES = "content/organizations/**/*.md"
NOTICES = "content/notices/*.md"
PAGES = "content/pages/*.md"
_DOCUMENT = re.compile(r"^---\n", re.MULTILINE)


@dataclass(frozen=True)
class Done:
    """What a command ended with, and what it said."""

    status: int
    said: bytes
    complained: str


def run_here(arguments: list[str]) -> Done:
    """Runs the command line in this process."""
    hook, said, complained = sys.excepthook, io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        status = main(arguments)
    said.flush()
    sys.excepthook = hook
    return Done(status, said.buffer.getvalue(), complained.getvalue())


def run_apart(arguments: list[str], *, program: Path = REPOSITORY) -> Done:
    """Runs the command line as people do, in a process of its own; `program` is the folder that the program lies in."""
    command = [sys.executable, str(program / "build.py"), *arguments]
    known = {**os.environ, "STARCASE_NO_VENV": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, env=known, check=False)
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


@dataclass
class EditedSite:
    """A root, its output, how it is built next, and what somebody who edits it remembers.

    `mends` put right, after the next build, what lets nothing be published; `foreign` is a file of somebody's own in the output.
    """

    root: Path
    output: Path
    apart: bool = False
    day: str | None = "2024-06-01"
    drafts: bool = False
    strict: bool = False
    cache: bool = True
    jobs: int = 1
    mends: list[Callable[[], object]] = field(default_factory=list)
    foreign: Path | None = None
    older: list[tuple[Path, bytes, int]] = field(default_factory=list)

    def arguments(self) -> list[str]:
        chosen = {"--drafts": self.drafts, "--strict": self.strict, "--no-cache": not self.cache}
        day = ["--as-of", self.day] if self.day else []
        return [*day, "--jobs", str(self.jobs), *(flag for flag, is_on in chosen.items() if is_on)]

    def build(self) -> Done:
        """Builds the site as it is now, in this process."""
        return self._build(run_here)

    def build_as_asked(self) -> Done:
        """Builds the site as it is now; `apart` in a process of its own."""
        return self._build(run_apart if self.apart else run_here)

    def _build(self, run: Callable[[list[str]], Done]) -> Done:
        return run(
            ["build", "--root", str(self.root), "--output", str(self.output), "--format", "json", *self.arguments()]
        )

    def files(self, *patterns: str) -> list[Path]:
        """The files of the root that fit a pattern, in an order that is the same in every run."""
        found = {place for pattern in patterns for place in self.root.glob(pattern) if place.is_file()}
        return sorted(place for place in found if not place.is_symlink())

    def text(self, place: Path) -> str:
        return place.read_text("utf-8", "surrogateescape")

    def save(self, place: Path, text: str | bytes, *, in_place: bool = True) -> None:
        """Writes as editors do: into the file itself, or another file that takes its place. The content before is remembered."""
        content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        if place.is_file():
            self.older.append((place, place.read_bytes(), place.stat().st_mtime_ns))
        place.parent.mkdir(parents=True, exist_ok=True)
        target = place if in_place else place.with_name(f".{place.name}.tmp")
        target.write_bytes(content)
        target.replace(place)

    def named(self, place: Path) -> str:
        return place.relative_to(self.root).as_posix()


def make_site(folder: Path) -> EditedSite:
    """The site in a new folder."""
    return EditedSite(write_content(folder / "root"), folder / "site")


def write_content(root: Path) -> Path:
    """Writes the site's files; whatever was in its content before is gone."""
    shutil.rmtree(root / "content", ignore_errors=True)
    write_site(root, CONTENT, base="")
    (root / "content/organizations/shouwang.png").write_bytes(picture("red"))
    (root / "content/organizations/tongzhi.pdf").write_bytes(b"%PDF a notice")
    (root / "content/notices/mingdan.docx").write_bytes(b"PK a list")
    return root


def picture(colour: str, width: int = 8) -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, 6), colour).save(content, "PNG")
    return content.getvalue()


def copy_content(root: Path, target: Path) -> Path:
    """What a site is made of, and nothing else, in a new folder."""
    for name in ("content", "templates"):
        if (root / name).is_dir():
            shutil.copytree(root / name, target / name, symlinks=True)
    shutil.copy2(root / "config.yaml", target / "config.yaml")
    return target


def with_value(text: str, name: str, value: str) -> str:
    """A record's text with another value of one of its own keys; the key is added where it is not there."""
    line = re.compile(rf"^{name}:.*$", re.MULTILINE)
    if line.search(text):
        return line.sub(lambda _: f"{name}: {value}", text, count=1)
    return f"{text.rstrip(chr(10))}\n{name}: {value}\n"


def split_documents(text: str) -> list[str]:
    return _DOCUMENT.split(text)


def join_documents(documents: Iterable[str]) -> str:
    return "---\n".join(documents)


def other_digit(text: str, draw: Random) -> str:
    """The text with one character exchanged for another of the same length in bytes."""
    alphabets = ("0123456789", "一二三四五六七八九春夏秋冬晚早东西")
    places = [at for at, character in enumerate(text) if any(character in alphabet for alphabet in alphabets)]
    if not places:
        return text
    at = draw.choice(places)
    (alphabet,) = (one for one in alphabets if text[at] in one)
    return text[:at] + draw.choice([one for one in alphabet if one != text[at]]) + text[at + 1 :]


def keep_time(place: Path, change: Callable[[], object]) -> None:
    """Changes a file and gives it the times back that it had."""
    before = place.stat()
    change()
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
