"""Drafts, embargo and expiry: what is not finished, not yet due or past its day is seen in previews only, and marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from starcase.problems import Severity
from tests.sites import build_site, rebuild, write_site

BODY = """
-- content/organizations/xinya/xinya.yaml --
name: 新芽课堂
programme: example-stars
-- content/organizations/xinya/deng.md --
---
title: 周末的灯
date: 2024-05-01
publish_on: 2024-06-03
expires_on: 2024-07-01
---
灯亮着。
-- content/notices/gongshi.md --
---
title: 结果公示
kind: 公示
date: 2024-05-20
expires_on: 2024-06-02
---
名单如下。
"""
STORY, NOTICE = "stories/deng/index.html", "notices/gongshi/index.html"
DRAFT = """
-- content/organizations/xinya/cao.md --
---
title: 没写完的故事
draft: true
organizations: [meiyou]
date: 五月里
photo: {file: meiyou.jpg, alt: 灯, consent: true}
---
写到一半。
-- content/organizations/xinya/kong.md --
---
草稿: 是
---
-- content/organizations/other/other.yaml --
name: 写到一半的队
status: 草稿
programme: example-stars
people: {leader: {name: 张三}}
founded: 十年前
"""


@pytest.mark.parametrize(
    "day, story, notice, due",
    [
        (date(2024, 6, 1), False, True, date(2024, 6, 2)),
        (date(2024, 6, 2), False, False, date(2024, 6, 3)),
        (date(2024, 6, 3), True, False, date(2024, 7, 1)),
        (date(2024, 6, 30), True, False, date(2024, 7, 1)),
        (date(2024, 7, 1), False, False, None),
    ],
)
def test_a_story_comes_and_goes_on_its_days_and_the_report_names_the_next(
    tmp_path: Path, day: date, story: bool, notice: bool, due: date | None
) -> None:
    site = build_site(tmp_path, BODY, as_of=day)
    assert (site.has(STORY), site.has(NOTICE)) == (story, notice)
    assert ("周末的灯" in site.page("organizations/xinya/index.html")) == story
    assert (site.report.next_rebuild) == due


def test_a_preview_shows_what_is_not_due_and_what_is_over_and_marks_both(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODY, as_of=date(2024, 6, 2), drafts=True)
    assert "这一页现在不公布：2024年6月3日上线，2024年7月1日下线。" in site.page(STORY)
    assert "这一页现在不公布：2024年6月2日下线。" in site.page(NOTICE)
    assert "还没有公布" in site.page("stories/index.html")
    assert "公示（还没有公布）" in site.page("notices/index.html")
    assert "不公布" not in rebuild(site.root, as_of=date(2024, 6, 3), drafts=True).page(STORY)


def test_a_draft_may_be_incomplete_and_holds_nothing_back(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODY + DRAFT, strict=True)
    assert site.report.published and not site.report.held_back and not site.errors
    hinted = {found.place.file: found.severity for found in site.report.problems}
    assert hinted["content/organizations/xinya/cao.md"] is Severity.HINT
    assert not site.has("stories/cao/index.html") and not site.has("organizations/other/index.html")


def test_an_unfinished_draft_can_be_previewed_without_what_needs_consent(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODY + DRAFT.replace("consent: true", "consent: false"), drafts=True)
    assert "写到一半。" in site.page("stories/cao/index.html")
    assert "草稿：这一页还没有发布。" in site.page("stories/cao/index.html")
    assert "张三" not in site.page("organizations/other/index.html")


def test_the_same_mistakes_are_errors_once_the_draft_is_finished(tmp_path: Path) -> None:
    finished = DRAFT.replace("draft: true", "draft: false").replace("草稿: 是\n", "")
    site = build_site(tmp_path, BODY + finished.replace("status: 草稿\n", ""))
    rules = {found.partition(" ")[2] for found in site.errors}
    assert {"date-wanted", "yaml-empty", "consent-missing"} <= rules
    assert len(site.report.held_back) == 3


def test_an_id_used_twice_is_an_error_in_a_draft_as_well(tmp_path: Path) -> None:
    root = write_site(tmp_path, BODY + "-- content/organizations/a.yaml --\nid: xinya\nname: 乙\nstatus: draft\n")
    site = rebuild(root)
    assert not site.report.published and any("id-twice" in found for found in site.errors)


def test_a_number_of_a_person_is_an_error_in_a_draft_as_well(tmp_path: Path) -> None:
    number = (
        "-- content/organizations/xinya/hao.md --\n---\ntitle: 草稿\ndraft: true\n---\n银行卡 6228480402564890018。\n"
    )
    site = build_site(tmp_path, BODY + number, drafts=True)
    assert any("personal-data" in found for found in site.errors)
    assert not site.has("stories/hao/index.html")
