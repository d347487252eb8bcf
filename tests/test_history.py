"""A body's history: former names, mergers and splits, and the ratings that follow it there."""

from __future__ import annotations

import re

import pytest

from tests.page_parts import links
from tests.sites import Site, build_site

RATED = "evaluations: [{period: 2022, level: star4, decided: 2022-12-01, scores: {leader: 50, roster: 15, visits-done: 20}}]"
BODIES = f"""
-- content/organizations/old.yaml --
id: lao
name: 守望小组
programme: example-stars
region: anju
status: merged
relations: {{merged_into: shouwang}}
{RATED}
-- content/organizations/split.yaml --
id: fenchu
name: 助餐队
programme: example-stars
region: anju
relations: {{succeeds: [lao]}}
-- content/organizations/unrated.yaml --
id: weiping
name: 未评小组
programme: example-stars
region: leye
status: dissolved
-- content/organizations/new.yaml --
id: shouwang
name: 守望邻里队
former_names: [守望队]
programme: example-stars
region: anju
relations: {{succeeds: [weiping]}}
-- content/redirects.yaml --
- {{from: organizations/shouwangdui/, to: organizations/shouwang/}}
- {{from: organizations/meiyou/, gone: 登记有误，没有这个组织。}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = build_site(tmp_path_factory.mktemp("history"), BODIES)
    assert site.errors == []
    return site


def test_the_latest_rating_of_what_a_body_came_out_of_follows_it(site: Site) -> None:
    for body in ("shouwang", "fenchu"):
        background = links(site.page(f"organizations/{body}/index.html").partition("基本情况")[2])
        assert background["守望小组（2022年度评为四星级）"] == "../lao/index.html"
    assert "未评小组" in links(site.page("organizations/shouwang/index.html"))


def test_its_own_page_keeps_its_ratings_and_leads_on(site: Site) -> None:
    page = site.page("organizations/lao/index.html")
    assert "这个组织已并入" in page and links(page)["守望邻里队"] == "../shouwang/index.html"
    assert "2022年度评定" in page
    assert '<p class="record__standing">' not in page


def test_old_addresses_lead_on_or_say_why_not(site: Site) -> None:
    assert re.search(
        r'href="(\.\./)+(organizations/)?shouwang/index.html"', site.page("organizations/shouwangdui/index.html")
    )
    assert "登记有误，没有这个组织。" in site.page("organizations/meiyou/index.html")
