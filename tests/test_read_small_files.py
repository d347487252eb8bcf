"""Settings, stories, notices, pages and redirects."""

from __future__ import annotations

from datetime import date

import pytest

from starcase.model.config import Config, ContentSecurityPolicy, MenuEntry
from starcase.model.ids import ProgrammeId
from starcase.model.notice import NoticeKind
from starcase.model.personal import PersonalKind
from starcase.model.region import Tier
from starcase.model.values import PartialDate
from starcase.problems import DocumentId
from starcase.read.config import read_config
from starcase.read.notice import read_notice
from starcase.read.page import read_page
from starcase.read.redirects import read_redirects
from starcase.read.story import read_story
from tests.trees import programme, said, tree_of

CONFIG = DocumentId("config.yaml")
STORY = DocumentId("content/organizations/shouwang-zhousan.md")
NOTICE = DocumentId("content/notices/gongshi.md")
PAGE = DocumentId("content/pages/about.md")
REDIRECTS = DocumentId("content/redirects.yaml")
PROGRAMMES = {ProgrammeId("example-stars"): programme()}


# ---- config --------------------------------------------------------------------------------------------------------


def test_every_setting_has_a_default() -> None:
    assert read_config(None, CONFIG).value == Config() == read_config(tree_of("{title: }"), CONFIG).value


def test_settings_are_read() -> None:
    text = """
    title: 示例站
    base_url: https://www.example.gov.cn/stars/
    time_zone: Asia/Urumqi
    languages: [zh-CN, en]
    hold_back: {percent: 2.5, at_least: 10}
    tiers: {街道: 镇街, community: 小区}
    csp: portal
    menu: [organizations, 服务故事]
    privacy: {mask: 电话}
    """
    config = read_config(tree_of(text), CONFIG).value
    assert config is not None
    assert [(one.tier, one.word) for one in config.tiers] == [(Tier.STREET, "镇街"), (Tier.COMMUNITY, "小区")]
    assert config.csp is ContentSecurityPolicy.PORTAL and config.menu == (MenuEntry.ORGANIZATIONS, MenuEntry.STORIES)
    assert config.privacy.mask == (PersonalKind.PHONE,) and str(config.hold_back.percent) == "2.5"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("titel: 示例站", "unknown-key titel@key"),
        ("base_url: www.example.gov.cn", "url-wanted base_url"),
        ("base_url: http://www.example.gov.cn/", "base-url-not-secure base_url"),
        ("base_url: https://www.example.gov.cn/?a=1", "base-url-extras base_url"),
        ("base_url: https://user:pass@www.example.gov.cn/", "base-url-extras base_url"),
        ("time_zone: Asia/Shanghia", "time-zone-unknown time_zone"),
        ("time_zone: ../../etc/passwd", "time-zone-unknown time_zone"),
        ("language: 中文", "language-tag language"),
        ("languages: [zh-CN, English]", "language-tag languages.1"),
        ("languages: [en, en]", "written-twice languages.1"),
        ("hold_back: {percent: 101}", "number-too-large hold_back.percent"),
        ("hold_back: {at_least: -1}", "number-too-small hold_back.at_least"),
        ("hold_back: 5", "value-instead-of-mapping hold_back"),
        ("tiers: {片区: 网格}", "unknown-word tiers.片区@key"),
        ("tiers: {street: 镇街, 街道: 乡}", "twin-keys tiers.街道@key"),
        ("menu: [organizations, organisations]", "unknown-word menu.1"),
        ("menu: [how, 怎么评的]", "written-twice menu.1"),
        ("publish: {scores: item}", "unknown-word publish.scores"),
        ("identity: {portal: {name: 门户, url: x}}", "url-wanted identity.portal.url"),
        ("privacy: {allow: [{where: 联系方式}]}", "missing-key privacy.allow.0"),
    ],
)
def test_a_mistake_in_the_settings_is_located(text: str, expected: str) -> None:
    read = read_config(tree_of(text), CONFIG)
    assert said(read.problems) == [expected]
    assert (read.value is None) == read.has_errors


# ---- stories and pages ---------------------------------------------------------------------------------------------


def test_a_story_is_read_from_what_stands_above_its_text() -> None:
    tree = tree_of(
        "标题: 周三的热汤\n日期: 2024-05\n相关组织: shouwang\n配图: {文件: a.jpg, 已获同意: true}\n标签: 养老"
    )
    story = read_story(tree, STORY, "shouwang-zhousan").value
    assert story is not None
    assert (story.id, story.title, story.date, story.organizations) == (
        "shouwang-zhousan",
        "周三的热汤",
        PartialDate(2024, 5),
        ("shouwang",),
    )
    assert [photo.file for photo in story.photos] == ["a.jpg"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("date: 2024-05-01", "missing-key"),
        ("{title: 甲, body: 正文}", "unknown-key body@key"),
        ("{title: 甲, photo: a.jpg}", "consent-missing photo.file"),
        ("{title: 甲, publish_on: 2024-05-02, expires_on: 2024-05-01}", "dates-out-of-order expires_on"),
        ("{title: 甲, draft: 待定}", "yes-or-no-wanted draft"),
        ("{title: 甲, id: 故事一}", "id-characters id"),
    ],
)
def test_a_mistake_in_a_story_is_located(text: str, expected: str) -> None:
    read = read_story(tree_of(text), STORY, "zhousan")
    assert said(read.problems) == [expected] and read.value is None


def test_a_page_is_named_by_its_file() -> None:
    page = read_page(tree_of("{title: 关于本站, menu: 关于, order: -1}"), PAGE, "about").value
    assert page is not None and (page.id, page.menu, page.order) == ("about", "关于", -1)


def test_a_page_does_not_take_the_folder_of_another_part_of_the_site() -> None:
    assert said(read_page(tree_of("title: 统计"), PAGE, "statistics").problems) == ["file-name-as-id"]


# ---- notices -------------------------------------------------------------------------------------------------------


def test_a_notice_lists_bodies_with_levels_of_its_programme() -> None:
    text = """
    title: 2022年度星级评定结果公示
    date: 2022年12月1日
    kind: 公示
    programme: 示例社区社会组织星级评定
    period: 2022
    opens: 2022-12-01
    closes: 2022-12-07
    attachments: [{title: 名单, file: 名单.pdf}]
    list: [shouwang, {id: hefeng, level: 五星级}]
    """
    notice = read_notice(tree_of(text), NOTICE, "gongshi", PROGRAMMES).value
    assert notice is not None
    assert (notice.date, notice.kind, notice.programme) == (date(2022, 12, 1), NoticeKind.PUBLICITY, "example-stars")
    assert [(one.id, one.level) for one in notice.list] == [("shouwang", None), ("hefeng", "star5")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("kind: 公式", "unknown-word kind"),
        ("kind: 公示\nopens: 2022-12-07\ncloses: 2022-12-01", "dates-out-of-order closes"),
        ("kind: 公示\nprogramme: example-star", "unknown-name programme"),
        ("kind: 公示\nprogramme: example-star\nlist: [{id: a, level: x}]", "unknown-name programme"),
        ("kind: 公告\nprogramme: example-stars\nlist: [{id: a, level: star6}]", "unknown-name list.0.level"),
        ("kind: 公告\nlist: [{id: a, level: star5}]", "level-of-no-programme list.0.level"),
        ("kind: 公告\nlist: [a, b, a]", "written-twice list.2.id"),
        ("kind: 公告\nperiod: 2022-13", "period-impossible period"),
        ("", "missing-key"),
    ],
)
def test_a_mistake_in_a_notice_is_located(text: str, expected: str) -> None:
    read = read_notice(tree_of(f"title: 公告\ndate: 2022-12-01\n{text}"), NOTICE, "gongshi", PROGRAMMES)
    assert said(read.problems) == [expected] and read.value is None


# ---- redirects -----------------------------------------------------------------------------------------------------


def test_redirects_are_folders_of_the_site() -> None:
    text = """
    - {from: organizations/old/, to: /organizations/new}
    - {from: 旧栏目/2020/index.html, gone: 栏目已停办}
    - {from: start/, to: /}
    """
    read = read_redirects(tree_of(text), REDIRECTS)
    assert read.value is not None
    assert [(one.from_address, one.to, one.gone) for one in read.value] == [
        ("organizations/old/", "organizations/new/", None),
        ("旧栏目/2020/", None, "栏目已停办"),
        ("start/", "/", None),
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[{from: a/}]", ["exactly-one 0"]),
        ("[{from: a/, to: b/, gone: 停办}]", ["exactly-one 0"]),
        ("[{to: b/}]", ["missing-key 0"]),
        ("[{from: a/, to: b/}, {from: b/, to: c/}]", ["redirect-chain 0.to"]),
        ("[{from: a/, to: a/}]", ["redirect-chain 0.to"]),
        ("[{from: a/, to: b/}, {from: A/, to: c/}]", ["written-twice 1.from"]),
        ("[{from: https://example.com/a/, to: b/}]", ["site-folder 0.from"]),
        ("[{from: ../a/, to: b/}]", ["site-folder 0.from"]),
        ("[{from: a.html, to: b/}]", ["site-folder 0.from"]),
        ("[{from: 'a/?id=1', to: b/}]", ["site-folder 0.from"]),
        ("[{from: a/, to: b/, until: 2024}]", ["unknown-key 0.until@key"]),
    ],
)
def test_a_mistake_in_the_redirects_is_located(text: str, expected: list[str]) -> None:
    read = read_redirects(tree_of(text), REDIRECTS)
    assert said(read.problems) == expected and read.value is None
