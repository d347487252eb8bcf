"""A whole tiny site, from its folder to its pages: what is held back, what stops it, what is made of named files."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

from starcase.checking import check
from starcase.options import Options
from tests.sites import build_site, rebuild, write_site

TWO = """
-- content/organizations/wanqing.yaml --
name: 晚晴陪伴社
programme: example-stars
region: anju
level: star5
contact: {phone: 0000-7654321}
-- content/organizations/xinya.yaml --
name: 新芽课堂
programme: example-stars
region: anju
"""


def test_a_record_with_a_mistake_is_held_back_and_the_rest_is_published(tmp_path: Path) -> None:
    site = build_site(tmp_path, TWO.replace("level: star5", "level: star9"))
    assert site.errors == ["content/organizations/wanqing.yaml:4:8 unknown-name"]
    assert site.report.published and site.report.held_back == ("wanqing",)
    page = site.page("organizations/wanqing/index.html")
    assert "资料核对中" in page and "0000-7654321" in page and "安居社区" in page
    assert "五星级" not in page
    assert "资料核对中" in site.page("organizations/index.html")
    assert site.has("organizations/xinya/index.html")


def test_a_reference_to_a_record_that_is_held_back_is_no_second_problem(tmp_path: Path) -> None:
    story = "-- content/organizations/gushi.md --\n---\ntitle: 一盏灯\norganizations: [wanqing]\n---\n晚上有人等。\n"
    site = build_site(tmp_path, TWO.replace("level: star5", "level: star9") + story)
    assert site.errors == ["content/organizations/wanqing.yaml:4:8 unknown-name"]


def test_a_document_that_cannot_be_parsed_has_no_page_and_counts_as_held_back(tmp_path: Path) -> None:
    site = build_site(tmp_path, TWO.replace("level: star5", "level： star5"))
    assert site.report.held_back == ("wanqing",)
    assert not site.has("organizations/wanqing/index.html")
    assert "晚晴陪伴社" not in site.page("organizations/index.html")


def test_an_error_of_the_programme_publishes_nothing_and_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    before = build_site(tmp_path, TWO)
    page = before.page("index.html")
    programme = tmp_path / "content/programmes/example-stars.yaml"
    programme.write_text(programme.read_text(encoding="utf-8").replace("stars: 5", "stars: viele"), encoding="utf-8")
    after = rebuild(tmp_path)
    assert after.report.stopped and not after.report.published
    assert after.page("index.html") == page


def test_more_held_back_than_allowed_publishes_nothing(tmp_path: Path) -> None:
    config = "-- config.yaml --\nhold_back: {percent: 0, at_least: 0}\n"
    site = build_site(tmp_path, TWO.replace("level: star5", "level: star9") + config)
    assert "config.yaml:1:12 too-many-held-back" in site.errors
    assert not site.has("index.html")


def test_strict_publishes_nothing_when_one_record_is_wrong(tmp_path: Path) -> None:
    site = build_site(tmp_path, TWO.replace("level: star5", "level: star9"), strict=True)
    assert site.report.stopped and not site.has("index.html")


def test_a_draft_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    text = TWO.replace("name: 新芽课堂\n", "name: 新芽课堂\nstatus: draft\n")
    assert not build_site(tmp_path, text).has("organizations/xinya/index.html")
    assert rebuild(tmp_path, drafts=True).has("organizations/xinya/index.html")


def test_a_page_that_was_removed_is_gone_from_the_site(tmp_path: Path) -> None:
    build_site(tmp_path, TWO)
    (tmp_path / "content/organizations/xinya.yaml").unlink()
    assert not rebuild(tmp_path).has("organizations/xinya/index.html")


def test_a_document_that_is_named_as_evidence_is_published_and_not_called_unread(tmp_path: Path) -> None:
    source = "sources: [{title: 评定通知, file: tongzhi.docx}]\n"
    root = write_site(tmp_path, TWO.replace("name: 新芽课堂\n", "name: 新芽课堂\n" + source))
    (root / "content/organizations/tongzhi.docx").write_bytes(b"PK a notice")
    site = rebuild(root)
    assert site.problems == []
    (published,) = site.output.glob("media/*.docx")
    assert published.read_bytes() == b"PK a notice"


def test_review_is_never_opened_by_a_public_build(tmp_path: Path) -> None:
    root = write_site(tmp_path, TWO)
    (root / "review").mkdir()
    (root / "review" / "organizations").symlink_to(root / "nowhere")
    (root / "review" / "secret.yaml").write_bytes(b"\xff\xfe canary")
    site = rebuild(root)
    assert site.problems == []
    assert not any(b"canary" in path.read_bytes() for path in site.output.rglob("*") if path.is_file())


def test_an_old_address_leads_to_the_new_one_and_a_gone_one_says_why(tmp_path: Path) -> None:
    redirects = "-- content/redirects.yaml --\n- {from: zuzhi/xinya/, to: organizations/xinya/}\n- {from: old/, gone: 已经停办}\n"
    site = build_site(tmp_path, TWO + redirects)
    assert site.problems == []
    assert 'content="0; url=../../organizations/xinya/index.html"' in site.page("zuzhi/xinya/index.html")
    assert "已经停办" in site.page("old/index.html")


class _MemoryOfRendering:
    """The most memory that was in use at once, in bytes, while pages were made."""

    peak = 0

    def stage(self, name: str) -> None:
        if tracemalloc.is_tracing():
            _, self.peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        if name == "render":
            tracemalloc.start()

    def step(self, done: int, total: int) -> None:
        pass


def test_check_looks_at_every_page_and_holds_only_a_few_at_once(tmp_path: Path) -> None:
    pages = "".join(f"-- content/pages/p{number}.md --\n---\ntitle: 说明\n---\n请看。\n" for number in range(300))
    own = "-- templates/pages/public/content-page.html --\n<p>{{ '文' * 40000 }}<a href='p1.html'>去</a>\n"
    root, memory = write_site(tmp_path, pages + own), _MemoryOfRendering()
    report = check(Options(root=root, output=root / "site", as_of=date(2024, 6, 1), jobs=1), memory)
    assert len([found for found in report.problems if found.rule == "link-dead"]) == 300
    assert 0 < memory.peak < 300 * 40000 * len("文".encode()) / 2


def test_a_city_s_own_template_takes_the_place_of_the_bundled_one(tmp_path: Path) -> None:
    own = "-- templates/pages/public/not-found.html --\n<!doctype html><title>{{ view.frame.site_title }}</title><p>走错了\n"
    site = build_site(tmp_path, TWO + own)
    assert "走错了" in site.page("404.html")
    assert "晚晴陪伴社" in site.page("organizations/wanqing/index.html")
