"""The reviewers' desk: every planted wrong star is found, with what a reviewer needs to decide."""

from __future__ import annotations

import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from starcase.cli import main
from starcase.desk.sampling import draw_sample
from starcase.model.ids import OrganizationId, ProgrammeId
from starcase.model.values import Period
from starcase.options import Options
from starcase.pipeline import load
from starcase.session import Session
from tests.compared import tree_of
from tests.desks import CANARY, DAY, REVIEW, ROUND, body, build_desk, desk_text, rebuild_desk
from tests.sites import BASE, Site


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_desk(tmp_path_factory.mktemp("desk"), desk_text(fine=REVIEW, nobody="notes: [示例]\n") + ROUND)


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _rows(page: str, section: str) -> list[str]:
    """The rows of a table, as texts."""
    part = page.split(f'id="{section}"')[1].split("</section>")[0]
    return [_text(row).strip() for row in re.findall(r"<tr>(.*?)</tr>", part.split("<tbody>")[1], re.DOTALL)]


def test_a_star_that_the_scores_do_not_support_must_be_dealt_with(desk: Site) -> None:
    rows = _rows(desk.page("checklist/must/index.html"), "work")
    (wrong,) = [row for row in rows if "示例错星队" in row]
    assert "星级与得分不符" in wrong and "五星级" in wrong and "四星级" in wrong and " 80 " in wrong


def test_a_score_above_the_maximum_must_be_dealt_with(desk: Site) -> None:
    rows = _rows(desk.page("checklist/must/index.html"), "work")
    assert [row for row in rows if "示例超分队" in row and "得分超过满分" in row]


def test_a_body_whose_level_is_right_is_not_on_the_first_pile(desk: Site) -> None:
    rows = _rows(desk.page("checklist/must/index.html"), "work")
    assert not [row for row in rows if "示例孪生" in row or "示例猛增队" in row]


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("示例贴线队", "总分贴近分数线", "总分 80 分，正好是四星级的分数线。"),
        ("示例猛增队", "数据猛增", "2023的服务人次是 4000人次，2022是 40人次，是 100 倍。"),
        ("示例猛增队", "人均时长反常", "人均 2500 小时，太多。"),
        ("示例孪生队", "疑似重复", "和“示例孪生服务队”（twins）名称相近，电话、地址都相同。"),
        ("示例孪生服务队", "疑似重复", "和“示例孪生队”（twin）"),
        ("示例对星队", "评审组分歧大", "2024各组给的总分最多差 15 分"),
    ],
)
def test_what_is_doubtful_is_to_be_looked_at(desk: Site, name: str, kind: str, says: str) -> None:
    rows = _rows(desk.page("checklist/look/index.html"), "work")
    assert [row for row in rows if name in row and kind in row and says in row], rows


def test_a_level_that_runs_out_within_sixty_days_is_to_be_looked_at(tmp_path: Path) -> None:
    text = desk_text().replace("period: 2023, decided: 2023-12-01", "period: 2021, decided: 2022-07-15")
    page = build_desk(tmp_path, text).page("checklist/look/index.html")
    assert "四星级到 2024-07-14 到期，还有 43 天。" in page


def test_a_decision_of_a_round_that_departs_from_the_scores_without_a_reason_must_be_dealt_with(desk: Site) -> None:
    rows = _rows(desk.page("checklist/must/index.html"), "work")
    assert [row for row in rows if "2024审定为五星级，按各组的得分和评定规则应为三星级，没有写理由。" in row]


def test_open_objections_and_complaints_must_be_dealt_with(desk: Site) -> None:
    rows = _rows(desk.page("checklist/must/index.html"), "work")
    assert [row for row in rows if "示例贴线队" in row and "异议未答复" in row and f"酉{CANARY}" in row]
    assert [row for row in rows if "示例对星队" in row and "投诉未答复" in row and f"寅{CANARY}" in row]


def test_the_page_of_a_body_with_a_wrong_star_shows_the_points_and_how_the_level_would_come_about(desk: Site) -> None:
    page = _text(desk.page("bodies/wrong/index.html"))
    assert "必须处理 星级与得分不符" in page and "content/organizations/wrong.yaml 第 6 行" in page
    assert "负责人作用 50 60" in page and "总分80分，达到四星级（80分（含）以上）" in page


def test_the_groups_of_a_round_stand_side_by_side(desk: Site) -> None:
    page = desk.page("bodies/fine/index.html")
    part = _text(page.split("<h2>各评审组打分对照</h2>")[1].split("</section>")[0])
    assert "负责人作用 55 40" in part and "总分 85 70" in part and "推荐等级 四星级 三星级" in part
    assert re.search(r'tone-look">55<', page) and re.search(r"grid__number[^>]*>15<", page)


def test_what_only_reviewers_know_stands_on_the_page_of_the_body(desk: Site) -> None:
    page = desk.page("bodies/fine/index.html")
    assert all(f"{sign}{CANARY}" in page for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳未申")


def test_the_first_page_tells_the_stage_the_returns_and_the_next_day(desk: Site) -> None:
    page = _text(desk.page("index.html"))
    assert "评分中" in page and f"2024年6月20日 区组{CANARY}交表截止" in page
    assert _rows(desk.page("index.html"), "returns")[1].startswith(f"市组{CANARY}")
    assert "1 / 1" in _rows(desk.page("index.html"), "returns")[0]
    assert "<b>1</b> <span>本轮已有评定</span>" in desk.page("index.html")


def test_a_decision_between_rounds_is_shown_with_its_basis_and_what_the_public_sees(desk: Site) -> None:
    (row,) = _rows(desk.page("moves/index.html"), "between")
    assert "示例摘牌队" in row and "取消" in row and "示例决定〔2024〕1号" in row and row.endswith("已取消")


def test_the_trail_tells_who_ticked_and_who_decided(desk: Site) -> None:
    rows = _rows(desk.page("trail/index.html"), "trail")
    assert [row for row in rows if "核查" in row and f"辰{CANARY}" in row and "2024年1月5日" in row]
    assert [row for row in rows if "审定" in row and f"市组{CANARY}" in row and "五星级" in row]


def test_the_rubric_is_looked_at_item_by_item(desk: Site) -> None:
    rows = _rows(desk.page("rubrics/index.html"), "items")
    (leader,) = [row for row in rows if row.startswith("负责人作用")] or [""]
    assert "队伍建设" in leader and " 60 " in leader


def test_a_file_of_reviewers_that_belongs_to_nobody_is_said(desk: Site) -> None:
    assert "review/organizations/nobody.yaml:1:1 review-nobody" in desk.problems
    assert "review 里有“nobody”的内部资料" in desk.page("rubrics/index.html")


def test_a_quota_tells_its_places_and_who_stands_at_its_border(tmp_path: Path) -> None:
    ruled = BASE.replace(
        "validity: {months: 24}",
        "rules: {quotas: [{levels: [star4], places: 2, within: district}]}\nvalidity: {months: 24}",
    )
    records = "".join(
        f"-- content/organizations/{name}.yaml --\n{body(f'示例{name}队', level, leader)}"
        for name, level, leader in (
            ("jia", "star4", 58),
            ("yi", "star4", 57),
            ("bing", "star3", 56),
            ("ding", "star3", 40),
        )
    )
    site = build_desk(tmp_path, ruled + records)
    (row,) = _rows(site.page("quotas/index.html"), "quotas")
    assert row.startswith("东湖区") and " 4 2 2 0 " in row and row.endswith("示例yi队 87 示例bing队 86")
    assert _rows(site.page("districts/east/index.html"), "quotas") == [row]
    (lowered,) = [row for row in _rows(site.page("bodies/index.html"), "bodies") if "示例bing队" in row]
    assert "86 三星级 三星级" in lowered, "what quotas took down is not due a better level"


def test_the_page_of_a_district_tells_whose_sheets_are_missing(desk: Site) -> None:
    rows = _rows(desk.page("districts/east/index.html"), "returns")
    assert [row.split()[-1] for row in rows] == ["都交了", "都交了"]
    book = load_workbook(desk.output / "districts" / "east" / "list.xlsx")
    assert book.sheetnames == ["内部资料 请勿外传 东湖区"]


# ── The sample ──


def test_the_sample_can_be_drawn_again_and_hardly_changes_with_one_body_more() -> None:
    bodies = [OrganizationId(f"o{number}") for number in range(200)]
    programme, period = ProgrammeId("stars"), Period(2024)
    drawn = draw_sample(bodies, programme, period, Decimal(5))
    assert len(drawn) == 10 and drawn == draw_sample(reversed(bodies), programme, period, Decimal(5))
    assert len(drawn - draw_sample([*bodies, OrganizationId("new")], programme, period, Decimal(5))) <= 1
    assert drawn != draw_sample(bodies, programme, Period(2025), Decimal(5))


def test_every_honour_is_in_the_sample(tmp_path: Path) -> None:
    page = build_desk(tmp_path, desk_text()).page("checklist/sample/index.html")
    assert [row for row in _rows(page, "work") if "示例金牌队" in row and "金牌必查" in row]


# ── Ticks ──


def _digest_of(site: Site, number: str) -> str:
    loaded = load(Options(root=site.root, output=site.output, audience="review", as_of=DAY, jobs=1))
    assert loaded.desk
    return loaded.desk.notes[OrganizationId(number)].digest


def test_a_tick_lapses_when_the_record_changes_and_not_when_it_is_only_typed_otherwise(tmp_path: Path) -> None:
    site = build_desk(tmp_path, desk_text())
    tick = f"checked: [{{date: 2024-05-01, by: 示例甲, result: 属实, digest: {_digest_of(site, 'near')}}}]\n"
    review = site.root / "review" / "organizations" / "near.yaml"
    review.parent.mkdir(parents=True)
    review.write_text(tick, "utf-8")
    record = site.root / "content" / "organizations" / "near.yaml"
    assert _near(rebuild_desk(site.root)) == "属实"
    record.write_text("# 说明\n" + record.read_text("utf-8"), "utf-8")
    assert _near(rebuild_desk(site.root)) == "属实"
    record.write_text(record.read_text("utf-8").replace("leader: 50", "leader: 52"), "utf-8")
    assert _near(rebuild_desk(site.root)) == "属实（资料已改，作废）"


def _near(site: Site) -> str:
    head = site.page("bodies/near/index.html").split('class="tick')[1]
    return head.split("<b>")[1].split("</b>")[0]


# ── The site as a whole ──


def test_every_page_and_workbook_is_marked_and_kept_from_search_engines(desk: Site) -> None:
    for file in desk.output.rglob("*.html"):
        page = file.read_text("utf-8")
        assert '<p class="secret">内部资料 请勿外传</p>' in page and 'content="noindex' in page, file
        assert "canonical" not in page
    for file in desk.output.rglob("*.xlsx"):
        book = load_workbook(io.BytesIO(file.read_bytes()))
        sheet = book.worksheets[0]
        assert sheet.title.startswith("内部资料") and sheet.oddHeader.center.text == "内部资料 请勿外传"
        assert sheet.auto_filter.ref and sheet.freeze_panes == "C2"
    assert "Disallow: /" in desk.page("robots.txt") and desk.has("internal.txt")
    names = {file.name for file in desk.output.rglob("*")}
    assert not {"sitemap.xml", "feed.xml", "search"} & names


def test_no_link_leads_nowhere(desk: Site) -> None:
    for file in desk.output.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#:]+)"', file.read_text("utf-8")):
            assert (file.parent / link).exists(), f"{file}: {link}"


def test_an_edit_gives_the_site_that_a_fresh_build_gives(tmp_path: Path) -> None:
    site = build_desk(tmp_path / "a", desk_text(fine=REVIEW) + ROUND)
    edited = (
        desk_text(fine=REVIEW.replace("寅", "改"), near="notes: [示例]\n").replace("示例猛增队", "示例稳步队") + ROUND
    )
    again = build_desk(tmp_path / "a", edited)
    assert 0 < again.report.rendered < site.report.rendered
    fresh = build_desk(tmp_path / "b", edited)
    assert tree_of(again.output) == tree_of(fresh.output)


def test_too_many_mistakes_stop_the_public_site_and_not_the_desk(tmp_path: Path) -> None:
    text = "-- config.yaml --\ntitle: 示例站\nhold_back: {percent: 0, at_least: 0}\n" + desk_text()
    site = build_desk(tmp_path, text)
    assert site.report.published and not site.report.held_back and site.errors


def test_lists_can_be_narrowed_in_the_browser(desk: Site, page: Page) -> None:
    page.goto((desk.output / "bodies" / "index.html").as_uri())
    page.get_by_label("查找").fill("孪生")
    assert page.get_by_role("status").inner_text() == "显示 2 / 9 行"
    page.get_by_label("查找").fill("")
    page.get_by_label("评定等级").select_option(value="金牌")
    assert page.locator("tbody tr:visible th").all_inner_texts() == ["示例金牌队"]


def test_no_page_has_to_be_moved_sideways_on_a_phone(desk: Site, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    wide = []
    for place in sorted(desk.output.rglob("*.html")):
        page.goto(place.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(place.relative_to(desk.output).as_posix())
    assert not wide


def test_published_figures_stand_with_how_they_were_checked_and_what_this_site_lists(tmp_path: Path) -> None:
    claims = (
        "claims:\n"
        "- {what: 服务时长, unit: 小时, value: 5000, as_of: 2022}\n"
        "- {what: organizations, where: {level_at_least: star5}, value: 60, as_of: 2022}\n"
        "- {id: all, what: organizations, value: 100, parts: [service, charity], as_of: 2022}\n"
        "- {id: service, what: organizations, where: {type: service}, value: 60, as_of: 2022}\n"
        "- {id: charity, what: organizations, where: {type: charity}, value: 30, as_of: 2022}\n"
    )
    text = (BASE + desk_text()).replace("validity: {months: 24}\n", "validity: {months: 24}\n" + claims, 1)
    site = build_desk(tmp_path, text)
    (book,) = load_workbook(io.BytesIO((site.output / "claims/list.xlsx").read_bytes())).worksheets
    rows = [tuple(cell.value for cell in row) for row in book.iter_rows(min_row=2)]
    told = [(row[1], row[2], row[4], row[6] or None) for row in rows]
    assert told[0] == ("组织总数", "100", "不相符", 9)
    assert set(told[1:]) == {
        ("为民服务类", "60", "无法核对", 8),  # the type of a body whose points are above the maximum is not known
        ("社会公益类", "30", "无法核对", None),
        ("五星级及以上", "60", "无法核对", 1),
        ("服务时长", "5000小时", "无法核对", None),
    }
    assert "不相符" in _rows(site.page("claims/index.html"), "claims")[0]


def test_the_preview_of_the_desk_shows_what_a_build_makes_and_what_reviewers_save(desk: Site, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(desk.root, root, ignore=shutil.ignore_patterns("site*", ".*"))
    session = Session(Options(root, tmp_path / "out", as_of=DAY, jobs=1, audience="review"))
    shown = session.read(None)
    for url in ("index.html", "checklist/must/index.html", "bodies/wrong/index.html"):
        made = shown.answer(url)
        assert made is not None and made.content.decode() == desk.page(url), url
    place = root / "review/organizations/fine.yaml"
    place.write_text(place.read_text("utf-8").replace(f"辛{CANARY}", "示例后来写的话"), "utf-8")
    after = session.read([place]).answer("bodies/fine/index.html")
    assert after is not None and "示例后来写的话" in after.content.decode()


def test_the_preview_of_the_desk_is_for_this_machine_only(desk: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--audience", "review", "--host", "0.0.0.0", "--root", str(desk.root)]) == 2
    assert "只能在本机看" in capsys.readouterr().err
