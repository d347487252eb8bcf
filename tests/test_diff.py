"""What changed between two states of the content, and between two releases: found, told, and drafted as a correction log."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from starcase.cli import main
from tests.sites import build_site, rebuild, write_site

SHOUWANG = """id: shouwang
name: 守望队
programme: example-stars
region: anju
type: service
fee: 免费
offers: [探访, 代买]
people: {members: 46, leader: {name: 示例甲, consent: true}}
contact: {phone: 0000-1111111}
services: {2022: {visits: 2000余}}
evaluations:
- {period: 2022, level: star4, decided: 2022-12-01, scores: {leader: 50, roster: 15, visits-done: 20}}
"""
EDITS = (
    ("name: 守望队", "name: 守望邻里队"),
    ("fee: 免费\n", ""),
    ("[探访, 代买]", "[探访, 代买, 陪诊]"),
    ("type: service", "type: charity"),
    ("members: 46", "members: 约50"),
    ("示例甲", "示例乙"),
    ("0000-1111111", "0000-2222222"),
    ("2022: {visits: 2000余}", "2022: {visits: 2100}, 2023: {visits: 900}"),
    ("roster: 15", "roster: n/a"),
    ("leader: 50", "leader: 48"),
)
OTHER = "{id: hefeng, name: 和风队, programme: example-stars, region: leye}\n"
NOTICE = "---\ntitle: 公告\ndate: 2024-01-01\nkind: 公告\n---\n{text}\n"
CONTENT = f"""
-- content/organizations/shouwang.yaml --
{SHOUWANG}-- content/organizations/hefeng.yaml --
{OTHER}-- content/notices/gonggao.md --
{NOTICE.format(text="原来的话。")}"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The same content before and after the edits."""
    old = write_site(tmp_path / "旧", CONTENT)
    new = Path(shutil.copytree(old, tmp_path / "新"))
    text = SHOUWANG
    for before, after in EDITS:
        assert before in text
        text = text.replace(before, after)
    (new / "content/organizations/shouwang.yaml").write_text(text, "utf-8")
    (new / "content/notices/gonggao.md").write_text(NOTICE.format(text="现在的话。"), "utf-8")
    (new / "content/organizations/hefeng.yaml").unlink()
    (new / "content/organizations/new.yaml").write_text(OTHER.replace("hefeng", "wanqing"), "utf-8")
    return old, new


def _diff(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capfd.readouterr()
    status = main(["diff", *map(str, arguments), "--as-of", "2024-06-01"])
    return status, *capfd.readouterr()


def _as_json(capfd: pytest.CaptureFixture[str], *arguments: object) -> dict[str, list[dict[str, object]]]:
    status, out, _ = _diff(capfd, *arguments, "--format", "json")
    assert status == 0
    told: dict[str, list[dict[str, object]]] = json.loads(out)
    return told


def test_each_edit_is_told_by_its_chinese_key_with_old_and_new(
    folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = _diff(capfd, *folders)
    assert status == 0
    assert out.splitlines() == [
        "组织“守望邻里队”（shouwang）",
        "  名称：守望队 → 守望邻里队",
        "  类型：为民服务类 → 社会公益类",
        "  服务内容：探访、代买 → 探访、代买、陪诊",
        "  人员 · 负责人 · 姓名：示例甲 → 示例乙",
        "  人员 · 成员人数：46 → 约50",
        "  服务数据 2022 服务人次：2000余 → 2100",
        "  服务数据 2023：新增（服务人次：900）",
        "  评定记录 2022 · 得分 负责人作用：50 → 48",
        "  评定记录 2022 · 得分 成员名册：15 → 不适用",
        "  联系方式 · 电话：0000-1111111 → 0000-2222222",
        "  收费：免费 → 没有写",
        "公示公告“公告”（gonggao）",
        "  正文：原来的话。 → 现在的话。",
        "新增组织“和风队”（wanqing）",
        "减少组织“和风队”（hefeng）",
        "共有 2 份改动，1 份新增，1 份减少。",
    ]


def test_programs_are_given_keys_and_values_as_they_are_written(
    folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    told = _as_json(capfd, *folders)
    body = told["changed"][0]
    assert (body["kind"], body["id"]) == ("organization", "shouwang")
    fields = {field["field"]: field for field in body["fields"]}  # type: ignore[attr-defined]
    assert fields["type"] | {"title": ""} == {
        "field": "type",
        "title": "",
        "old": "service",
        "old_said": "为民服务类",
        "new": "charity",
        "new_said": "社会公益类",
    }
    assert fields["offers"]["new"] == ["探访", "代买", "陪诊"]
    assert fields["services[2022][visits]"]["old"] == "2000余"
    assert fields["evaluations[2022].scores[roster]"]["new"] == "n/a"
    assert fields["fee"]["new"] is None
    assert [one["id"] for one in (*told["added"], *told["removed"])] == ["wanqing", "hefeng"]


def test_quotes_order_comments_and_chinese_keys_are_no_change(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old = write_site(tmp_path / "a", CONTENT)
    new = write_site(tmp_path / "b", CONTENT)
    lines = SHOUWANG.replace("fee: 免费", '收费: "免费"  # 没有变').splitlines(keepends=True)
    (new / "content/organizations/shouwang.yaml").unlink()
    (new / "content/organizations/moved.yaml").write_text("".join(lines[1:7] + lines[:1] + lines[7:]), "utf-8")
    assert _diff(capfd, old, new)[1] == "两边没有不同。\n"


def test_settings_programmes_regions_and_redirects_are_compared_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old = write_site(tmp_path / "a", CONTENT)
    new = write_site(tmp_path / "b", CONTENT)
    for file, before, after in (
        ("config.yaml", "示例站", "另一个站"),
        ("content/regions.yaml", "东湖区", "西湖区"),
        ("content/programmes/example-stars.yaml", "total: 90", "total: 92"),
    ):
        place = new / file
        place.write_text(place.read_text("utf-8").replace(before, after), "utf-8")
    (new / "content/redirects.yaml").write_text("- {from: organizations/lao/, to: organizations/shouwang/}\n", "utf-8")
    out = _diff(capfd, old, new)[1]
    assert "  网站名称：示例站 → 另一个站" in out
    assert "  名称：东湖区 → 西湖区" in out
    assert "  等级 五星级 · 达标条件 · 总分 · 不低于：90 → 92" in out
    assert "新增转址“organizations/lao/”" in out


def test_a_record_with_errors_is_not_said_to_be_gone(
    folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    old, new = folders
    (new / "content/organizations/shouwang.yaml").write_text(SHOUWANG + "bogus: 1\n", "utf-8")
    (new / "content/organizations/hefeng.yaml").write_text("id: hefeng\nname: [", "utf-8")
    told = _as_json(capfd, old, new)
    assert [one["id"] for one in told["not_compared"]] == ["shouwang", "hefeng"]
    assert told["removed"] == []


def test_two_releases_are_compared_by_their_open_data(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    site = build_site(tmp_path / "a", CONTENT)
    old = shutil.copytree(site.output, tmp_path / "上次")
    file = site.root / "content/organizations/shouwang.yaml"
    file.write_text(SHOUWANG.replace("leader: 50", "leader: 45").replace("免费", "成本价"), "utf-8")
    new = rebuild(site.root).output
    out = _diff(capfd, old, new)[1]
    assert "  收费：免费 → 成本价\n" in out
    assert "评分表 · 总分：85 → 80\n" in out
    assert "评价内容 负责人作用 · 得分：50 → 45\n" in out
    assert out.endswith("共有 1 份改动，0 份新增，0 份减少。\n")


def test_a_body_that_is_held_back_in_a_release_is_not_compared(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site = build_site(tmp_path / "a", CONTENT)
    old = shutil.copytree(site.output, tmp_path / "上次")
    (site.root / "content/organizations/shouwang.yaml").write_text(SHOUWANG + "bogus: 1\n", "utf-8")
    told = _as_json(capfd, old, rebuild(site.root).output)
    assert [one["id"] for one in told["not_compared"]] == ["shouwang"]
    assert told["changed"] == []


def test_the_draft_of_a_correction_log_is_a_notice_that_waits_to_be_finished(
    folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    old, new = folders
    log = new / "content/notices/gengzheng.md"
    status, _, err = _diff(capfd, old, new, "--log", log)
    assert status == 0 and str(log) in err
    text = log.read_text("utf-8")
    assert "| 名称 | 守望队 | 守望邻里队 |  |" in text
    assert "不再列出：和风队。" in text
    assert "公告" not in text.partition("| 组织 |")[2], "only bodies are in it"
    draft = rebuild(new)
    assert draft.errors == [] and not draft.has("notices/correction-2024-06-01/index.html")
    log.write_text(text.replace("draft: true\n", ""), "utf-8")
    page = rebuild(new).page("notices/correction-2024-06-01/index.html")
    assert "更正记录（2024年6月1日）" in page
    assert '<a href="../../organizations/shouwang/index.html">守望邻里队</a>' in page and "<td>守望队</td>" in page


def test_what_may_have_been_taken_away_for_somebodys_sake_is_not_published_again(
    folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _diff(capfd, *folders, "--log", tmp_path / "log.md")
    text = (tmp_path / "log.md").read_text("utf-8")
    assert "0000-2222222" in text and "0000-1111111" not in text and "示例甲" not in text
    assert "| 人员 · 成员人数 | 46 | 约50 |" in text


def test_values_mean_nothing_to_markdown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old, new = write_site(tmp_path / "a", CONTENT), write_site(tmp_path / "b", CONTENT)
    text = SHOUWANG.replace("fee: 免费", "fee: '<b>*1*|2</b> [a](b)'")
    (new / "content/organizations/shouwang.yaml").write_text(text, "utf-8")
    _diff(capfd, old, new, "--log", new / "content/notices/log.md")
    written = (new / "content/notices/log.md").read_text("utf-8")
    (new / "content/notices/log.md").write_text(written.replace("draft: true\n", ""), "utf-8")
    page = rebuild(new).page("notices/correction-2024-06-01/index.html")
    assert "<td>&lt;b&gt;*1*|2&lt;/b&gt; [a](b)</td>" in page


def test_what_cannot_be_meant_is_said_and_nothing_is_written(
    folders: tuple[Path, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old, new = folders
    site = rebuild(new).output
    there = tmp_path / "log.md"
    there.write_text("写好的")
    for arguments, says in (
        ((), "请在 diff 后面写两个文件夹"),
        ((old,), "请在 diff 后面写两个文件夹"),
        ((old, tmp_path / "没有"), "里没有资料"),
        ((old, site), "一边是生成好的网站，另一边是资料"),
        ((old, new, "--log", there), "已经有了"),
    ):
        status, _, err = _diff(capfd, *arguments)
        assert status == 2 and says in err, arguments
    assert there.read_text() == "写好的"
    (site / "data/programmes.json").unlink()
    assert "不完整" in _diff(capfd, site, site)[2]


def test_nothing_is_written_into_the_folders_that_are_compared(
    folders: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    before = [sorted(folder.rglob("*")) for folder in folders]
    _diff(capfd, *folders)
    assert [sorted(folder.rglob("*")) for folder in folders] == before
