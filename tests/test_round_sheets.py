"""Sheets of a round: what goes out, and what comes back in whatever state."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from starcase.cli import main
from tests.round_city import ROUND, body_id, fill, scores_of, write_city

Round = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two districts of three bodies, a round that is open, and the workbooks of its self-assessment in `out`."""
    root = write_city(tmp_path_factory.mktemp("city") / "root", districts=2, each=3)
    place = root / "review" / "rounds" / "stars" / "2026" / "round.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(ROUND, "utf-8")
    typed = ["round", "sheet", "--group", "自评", "--to", str(root / "out"), "--root", str(root)]
    assert main([*typed, "--as-of", "2026-09-05"]) == 0
    return root


@pytest.fixture
def city(made_once: Path, tmp_path: Path) -> Path:
    """A copy of the city for one test."""
    return Path(shutil.copytree(made_once, tmp_path / "root"))


@pytest.fixture
def go(city: Path, capsys: pytest.CaptureFixture[str]) -> Round:
    """Runs `round …`; its status and all that it says."""

    def run(*typed: object, day: str = "2026-09-05") -> tuple[int, str]:
        status = main(["round", *map(str, typed), "--root", str(city), "--as-of", day])
        said = capsys.readouterr()
        return status, said.out + said.err

    return run


@pytest.fixture
def sheets(city: Path, tmp_path: Path) -> list[Path]:
    """The workbooks of the self-assessment, as they go out."""
    shutil.move(city / "out", tmp_path / "out")
    return sorted((tmp_path / "out").glob("*.xlsx"))


def _scores(city: Path, group: str, district: str) -> dict[str, str]:
    """The lines of a CSV file of scores by body."""
    place = city / "review" / "rounds" / "stars" / "2026" / "scores" / group / f"{district}.csv"
    lines = place.read_text("utf-8-sig").splitlines() if place.is_file() else []
    return {line.partition(",")[0]: line.partition(",")[2] for line in lines[1:]}


# ── What goes out ──


def test_each_region_gets_a_workbook_with_its_own_bodies_locked_and_its_points_limited(sheets: list[Path]) -> None:
    assert [one.name for one in sheets] == ["2026-1自评-示例1区.xlsx", "2026-1自评-示例2区.xlsx"]
    book = load_workbook(sheets[0])
    sheet = book.worksheets[0]
    assert [sheet.cell(row, 1).value for row in (6, 7, 8)] == [body_id(1, 1), body_id(1, 2), body_id(1, 3)]
    assert sheet.protection.sheet and sheet.cell(6, 2).protection.locked and not sheet.cell(6, 6).protection.locked
    rules = {str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["F6"].formula1 == "AND(ISNUMBER(F6),F6>=0,F6<=30)"
    assert '"不适用"' in rules["G6"].formula1, "what may be n/a says so"
    assert rules["L6"].formula1 == '"弄虚作假"' and rules["M6"].formula1 == '"金牌,五星级,四星级,三星级"'
    assert sheet["F5"].comment.text.startswith("看负责人是不是常在")
    assert book["starcase"].sheet_state == "veryHidden"


def test_the_same_round_gives_the_same_bytes(go: Round, sheets: list[Path], tmp_path: Path) -> None:
    go("sheet", "--group", "self", "--to", tmp_path / "again")
    assert [one.read_bytes() for one in sheets] == [(tmp_path / "again" / one.name).read_bytes() for one in sheets]


def test_a_later_group_sees_what_the_earlier_one_gave_and_cannot_change_it(
    go: Round, sheets: list[Path], tmp_path: Path
) -> None:
    fill(sheets[0], lambda body: {**scores_of(88), "claimed": "五星级"})
    assert go("collect", sheets[0])[0] == 0
    go("sheet", "--group", "district", "--region", "示例1区", "--to", tmp_path / "next")
    sheet = load_workbook(tmp_path / "next" / "2026-2区县评审组-示例1区.xlsx").worksheets[0]
    keys = {cell.value: cell.column for cell in sheet[4]}
    assert (sheet.cell(6, keys["self/total"]).value, sheet.cell(6, keys["self/claimed"]).value) == (88, "五星级")
    assert sheet.cell(6, keys["self/leader"]).protection.locked


def test_what_was_collected_stands_in_the_sheet_when_it_goes_out_again(
    go: Round, sheets: list[Path], tmp_path: Path
) -> None:
    fill(sheets[0], lambda body: {**scores_of(88), "roster": "不适用"})
    go("collect", sheets[0])
    go("sheet", "--group", "self", "--to", tmp_path / "again")
    sheet = load_workbook(tmp_path / "again" / sheets[0].name).worksheets[0]
    assert [sheet.cell(6, column).value for column in (6, 7, 8)] == [30, "不适用", 30]


# ── What comes back ──


def test_a_filled_sheet_becomes_scores(go: Round, city: Path, sheets: list[Path]) -> None:
    fill(
        sheets[0],
        lambda body: {**scores_of(88), "claimed": "★★★★★", "vetoes": "弄虚作假", "award": 2.5, "remark": "好"},
    )
    status, said = go("collect", sheets[0])
    assert status == 0, said
    assert _scores(city, "self", "d1")["d1-b1"] == "30,20,30,8,2.5,,fraud,star5,,,好"


def test_a_sheet_is_known_whatever_it_is_called_now_and_whatever_order_its_columns_have(
    go: Round, city: Path, sheets: list[Path], tmp_path: Path
) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    book = load_workbook(sheets[0])
    sheet = book.worksheets[0]
    sheet.protection.disable()
    for row in range(4, 9):  # the columns of 负责人作用 and 居民评议 change places, hidden keys included
        first, second = sheet.cell(row, 6), sheet.cell(row, 9)
        first.value, second.value = second.value, first.value
    sheet["F5"].value = "群众评议"
    renamed = tmp_path / "returned" / "发来的表(1).xlsx"
    renamed.parent.mkdir()
    book.save(renamed)
    status, said = go("collect", renamed)
    assert status == 0, said
    assert _scores(city, "self", "d1")["d1-b1"].startswith("30,20,30,8,")
    assert "表头改过，仍按“居民评议”收下" in said


def test_a_sheet_without_its_hidden_parts_is_known_by_its_title(
    go: Round, city: Path, sheets: list[Path], tmp_path: Path
) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    old, new = load_workbook(sheets[0]).worksheets[0], Workbook()
    for row in old.iter_rows(values_only=True):
        if row[0] != "organization":
            new.worksheets[0].append(row)
    copied = tmp_path / "copied.xlsx"
    new.save(copied)
    status, said = go("collect", copied)
    assert status == 0, said
    assert _scores(city, "self", "d1").keys() == {"d1-b1", "d1-b2", "d1-b3"}


def test_a_sheet_that_says_nothing_of_itself_is_asked_for_its_group(go: Round, city: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["编号", "名称", "负责人作用", "成员名册", "上门服务", "居民评议"])
    book.worksheets[0].append(["d2-b1", "示例2区1号服务队", 1, 2, 3, 4])
    bare = tmp_path / "bare.xlsx"
    book.save(bare)
    status, said = go("collect", bare)
    assert status == 1 and "认不出这是哪一张评分表" in said and "--group" in said
    assert go("collect", bare, "--group", "区县评审组")[0] == 0
    assert _scores(city, "district", "d2") == {"d2-b1": "1,2,3,4,,,,,,,"}


def test_two_columns_that_changed_only_their_values_are_not_guessed_at(
    go: Round, city: Path, sheets: list[Path]
) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    book = load_workbook(sheets[0])
    sheet = book.worksheets[0]
    sheet["F5"].value, sheet["G5"].value = sheet["G5"].value, sheet["F5"].value
    book.save(sheets[0])
    status, said = go("collect", sheets[0])
    assert status == 1 and "表头和这一列原来的内容对不上" in said
    assert _scores(city, "self", "d1") == {}


def test_each_mistake_is_told_at_its_cell_and_only_its_row_waits(go: Round, city: Path, sheets: list[Path]) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    book = load_workbook(sheets[0])
    sheet = book.worksheets[0]
    sheet["F6"].value = 31
    sheet["H7"].value = "三十"
    sheet["I7"].value = "不适用"
    sheet["M7"].value = "六星级"
    sheet["L7"].value = "造假"
    sheet["A8"].value, sheet["B8"].value = "d9-b9", "示例1区3号服务队"
    sheet.append(["d2-b1", "示例2区1号服务队", None, None, None, 1, 2, 3, 4])
    sheet.append(["new", "新来的队", None, None, None, 1, 2, 3, 4])
    sheet.append(["d1-b3", "改了名的队", None, None, None, 1, 2, 3, 4])
    sheet.append(["合计", None, None, None, None, 3, 6, 9, 12])
    book.save(sheets[0])
    status, said = go("collect", sheets[0])
    assert status == 1
    for wanted in (
        "第6行F列（负责人作用）：写的是“31”，应在 0 到 30 之间",
        "第7行H列（上门服务）：写的是“三十”，应当是数字",
        "第7行I列（居民评议）：写的是“不适用”，这一项不能写不适用",
        "第7行M列（申报星级）：写的是“六星级”，没有这个等级",
        "第7行L列（否决情形）：写的是“造假”，评定规则里没有“造假”这种否决情形",
        "第8行A列：写的是“d9-b9”，编号不对，按名称认作 d1-b3",
        "第9行：“示例2区1号服务队”不在示例1区的名单里",
        "第10行：写的是“新来的队”，参评名单里没有这个组织",
        "第11行：“示例1区3号服务队”前面第8行已经有了",
    ):
        assert wanted in said, said
    assert "第12行" not in said, "a sum is no body"
    assert _scores(city, "self", "d1") == {"d1-b3": "30,20,30,8,,,,,,,"}


def test_a_renamed_team_is_known_by_its_id(go: Round, city: Path, sheets: list[Path]) -> None:
    fill(sheets[0], lambda body: {**scores_of(88), "name": "换了名字的队"} if body == "d1-b2" else None)
    status, said = go("collect", sheets[0])
    assert status == 0 and "名称和资料里的“示例1区2号服务队”不一样，按编号认作它" in said
    assert list(_scores(city, "self", "d1")) == ["d1-b2"]


def test_mistakes_come_back_in_a_marked_copy_that_can_be_mended_and_sent_again(
    go: Round, city: Path, sheets: list[Path]
) -> None:
    fill(sheets[0], lambda body: {**scores_of(88), "leader": 31 if body == "d1-b1" else 29})
    go("collect", sheets[0])
    marked = sheets[0].parent / "需修改" / "2026-1自评-示例1区-需修改.xlsx"
    book = load_workbook(marked)
    sheet = book["2026"]
    heads = [cell.value for cell in sheet[5]]
    reason = sheet.cell(6, heads.index("需修改原因") + 1).value
    assert "应在 0 到 30 之间" in reason and sheet["F6"].fill.start_color.rgb == "FFFFC7CE"
    sheet["F6"].value = 28
    book.save(marked)
    status, said = go("collect", marked)
    assert status == 0, said
    assert _scores(city, "self", "d1")["d1-b1"].startswith("28,")


def test_marked_copies_in_the_folder_are_not_taken_for_returns(go: Round, sheets: list[Path]) -> None:
    fill(sheets[0], lambda body: {"leader": 31})
    go("collect", sheets[0].parent)
    status, said = go("collect", sheets[0].parent)
    assert status == 0 and "需修改" not in said.replace("要改", "")


def test_what_is_no_workbook_is_said_and_the_others_are_taken(go: Round, city: Path, sheets: list[Path]) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    sheets[1].write_bytes(b"PK\x03\x04 torn")
    status, said = go("collect", sheets[0].parent)
    assert status == 1 and sheets[1].name in said
    assert len(_scores(city, "self", "d1")) == 3


# ── Versions ──


def _saved(path: Path, moment: str) -> None:
    """Makes a workbook say when it was last saved."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}", core).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)


@pytest.fixture
def versions(sheets: list[Path], tmp_path: Path) -> list[Path]:
    """Three versions of one district, each saved a day after the one before; none has a row for the third body."""
    made = []
    for name, day, total in (("一稿", "2026-09-01", 80), ("最终稿", "2026-09-02", 85), ("改稿", "2026-09-03", 90)):
        points = {"d1-b1": scores_of(total), "d1-b2": scores_of(total)}
        made.append(fill(sheets[0], points.get, tmp_path / "back" / f"{name}.xlsx"))
        _saved(made[-1], f"{day}T02:00:00Z")
    return made


def test_of_three_versions_the_one_saved_last_counts(go: Round, city: Path, versions: list[Path]) -> None:
    status, said = go("collect", versions[0].parent)
    assert status == 0, said
    assert "收下《改稿.xlsx》（2026-09-03 10:00:00保存），2 行；没有填的 1 行" in said
    assert "《最终稿.xlsx》（2026-09-02 10:00:00保存）没有用：有更新的一份" in said
    assert _scores(city, "self", "d1") == {"d1-b1": "30,20,30,10,,,,,,,", "d1-b2": "30,20,30,10,,,,,,,"}


def test_a_newer_version_replaces_and_what_changed_is_told(go: Round, city: Path, versions: list[Path]) -> None:
    go("collect", versions[1])
    _, said = go("collect", versions[2])
    assert "它替换了《最终稿.xlsx》（2026-09-02 10:00:00保存），改了 2 行" in said
    assert "示例1区1号服务队：居民评议 5→10" in said
    _, said = go("collect", versions[0])
    assert "《一稿.xlsx》（2026-09-01 10:00:00保存）没有用" in said
    ledger = (city / "review/rounds/stars/2026/ledger.yaml").read_text("utf-8")
    assert [ledger.count(f"state: {state},") for state in ("replaced", "not_used", "used")] == [1, 1, 1]


def test_an_older_version_counts_when_it_is_named(go: Round, city: Path, versions: list[Path]) -> None:
    go("collect", versions[0].parent)
    status, said = go("collect", versions[0].parent, "--choose", "一稿.xlsx")
    assert status == 0 and "收下《一稿.xlsx》" in said
    assert _scores(city, "self", "d1")["d1-b1"] == "30,20,30,0,,,,,,,"


def test_the_same_files_once_more_change_nothing(go: Round, city: Path, versions: list[Path]) -> None:
    go("collect", versions[0].parent)
    before = {path: path.read_bytes() for path in sorted((city / "review").rglob("*")) if path.is_file()}
    status, said = go("collect", versions[0].parent)
    assert status == 0 and "以前收过，没有变化" in said
    assert {path: path.read_bytes() for path in sorted((city / "review").rglob("*")) if path.is_file()} == before


def test_a_row_with_an_error_leaves_what_was_taken_before(go: Round, city: Path, versions: list[Path]) -> None:
    go("collect", versions[1])
    fill(versions[2], lambda body: {"leader": 99} if body == "d1-b1" else None)
    status, said = go("collect", versions[2])
    assert status == 1 and "1 行，仍用原来收下的" in said
    assert _scores(city, "self", "d1")["d1-b1"] == "30,20,30,5,,,,,,,"


def test_the_reminder_names_who_is_missing_and_says_when_the_day_is_over(go: Round, sheets: list[Path]) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    _, said = go("collect", sheets[0])
    assert "自评评分表已收到 1 份，共 2 份。还没有交的：示例2区。请在2026年9月10日前交来。" in said
    _, said = go("status", day="2026-09-12")
    assert "期限是2026年9月10日，已经过了，请马上交来。" in said and "自评：评分表收到 1/2，已评 3/6" in said


def test_a_group_that_was_passed_over_is_not_waited_for(go: Round, sheets: list[Path], tmp_path: Path) -> None:
    assert go("sheet", "--group", "district", "--region", "d1", "--to", tmp_path / "district")[0] == 0
    (sheet,) = (tmp_path / "district").glob("*.xlsx")
    _, said = go("collect", fill(sheet, lambda body: scores_of(88)))
    assert "区县评审组评分表已收到 1 份，共 2 份。还没有交的：示例2区。" in said and "自评评分表" not in said


def test_of_versions_that_were_saved_at_once_nobody_says_which_is_newer(go: Round, versions: list[Path]) -> None:
    for version in versions:
        _saved(version, "2026-09-03T02:00:00Z")
    _, said = go("collect", versions[0].parent)
    assert said.count("是同时保存的，内容不一样，看不出哪一份新，没有用") == 2


# ── Other rounds ──


def test_a_sheet_that_was_made_before_the_list_changed_is_taken_and_it_is_told(
    go: Round, city: Path, sheets: list[Path]
) -> None:
    fill(sheets[0], lambda body: scores_of(88))
    place = city / "review/rounds/stars/2026/round.yaml"
    place.write_text(place.read_text("utf-8") + "not_taking_part: {d1-b2: 正在换届}\n", "utf-8")
    status, said = go("collect", sheets[0])
    assert (
        status == 1
        and "发表以后名单或评分标准改过" in said
        and "第7行：写的是“示例1区2号服务队”，参评名单里没有这个组织" in said
    )
    assert _scores(city, "self", "d1").keys() == {"d1-b1", "d1-b3"}


def test_bodies_of_two_rubrics_stand_on_two_tabs_each_with_its_own_columns(
    go: Round, city: Path, tmp_path: Path
) -> None:
    programme = city / "content/programmes/stars.yaml"
    other = (
        '- id: "2026-charity"\n  types: [charity]\n  aspects:\n  - id: good\n    name: 公益成效\n    items:\n'
        "    - {id: leader, name: 负责人作用, max: 10}\n    - {id: effect, name: 公益效果, max: 90}\n"
    )
    text = programme.read_text("utf-8").replace('- id: "2026"\n', '- id: "2026"\n  types: [service]\n') + other
    programme.write_text(text, "utf-8")
    record = city / "content/organizations/d1/d1-b3.yaml"
    record.write_text(
        record.read_text("utf-8").replace("type: service", "type: charity").partition("evaluations:")[0], "utf-8"
    )
    place = city / "review/rounds/stars/2026/round.yaml"
    place.write_text(place.read_text("utf-8").replace('rubric: "2026"\n', ""), "utf-8")
    assert go("sheet", "--group", "self", "--region", "d1", "--to", tmp_path / "two")[0] == 0
    sheet = tmp_path / "two" / "2026-1自评-示例1区.xlsx"
    assert load_workbook(sheet).sheetnames == ["2026", "2026-charity", "starcase"]
    fill(sheet, lambda body: {"leader": 9, "effect": 80} if body == "d1-b3" else scores_of(88))
    status, said = go("collect", sheet)
    assert status == 0, said
    assert _scores(city, "self", "d1")["d1-b3"] == "9,,,,80,,,,,,,"
    fill(sheet, lambda body: {"leader": 11} if body == "d1-b3" else None)
    assert "第6行F列（负责人作用）：写的是“11”，应在 0 到 10 之间" in go("collect", sheet)[1], "each by its own maximum"


def test_a_group_of_the_streets_gets_a_sheet_for_each_street(go: Round, city: Path, tmp_path: Path) -> None:
    regions = city / "content/regions.yaml"
    street = "name: 示例1区, tier: district, children: [{id: s1, name: 示例街道, tier: street}]}"
    regions.write_text(regions.read_text("utf-8").replace("name: 示例1区, tier: district}", street), "utf-8")
    record = city / "content/organizations/d1/d1-b1.yaml"
    record.write_text(record.read_text("utf-8").replace("region: d1", "region: s1"), "utf-8")
    place = city / "review/rounds/stars/2026/round.yaml"
    text = place.read_text("utf-8")
    place.write_text(
        text.replace("{id: district,", "{id: street, name: 街道评审组, tier: street}\n  - {id: district,"), "utf-8"
    )
    assert go("sheet", "--group", "street", "--to", tmp_path / "streets")[0] == 0
    names = sorted(one.name for one in (tmp_path / "streets").glob("*.xlsx"))
    assert names == ["2026-2街道评审组-示例市.xlsx", "2026-2街道评审组-示例街道.xlsx"], (
        "those in no street belong to the city"
    )


def test_a_round_is_opened_once_and_the_next_one_has_the_same_groups(go: Round, city: Path) -> None:
    before = (city / "review/rounds/stars/2026/round.yaml").read_bytes()
    status, said = go("open", "stars", "2026")
    assert status == 2 and "这一批已经开过了" in said
    assert (city / "review/rounds/stars/2026/round.yaml").read_bytes() == before
    record = city / "content/organizations/d1/d1-b2.yaml"
    record.write_text(record.read_text("utf-8").replace("type: service", "type: service\nstatus: paused"), "utf-8")
    assert go("open", "stars", "2027", day="2027-09-01")[0] == 0
    text = (city / "review/rounds/stars/2027/round.yaml").read_text("utf-8")
    assert "{id: district, name: 区县评审组, tier: district, weight: 0.4, decides: [star3, star4]}" in text
    assert "  d1-b2: 暂停活动" in text and "aggregate: weighted_mean" in text
    listed = [line.split() for line in text.partition("bodies:")[2].partition("not_taking_part:")[0].splitlines()[1:]]
    assert ["-", "d1-b1", "#", "示例1区1号服务队"] in listed and len(listed) == 5
    newcomer = city / "content/organizations/d1/later.yaml"
    newcomer.write_text("name: 示例后来队\nprogramme: stars\ntype: service\nregion: d1\n", "utf-8")
    _, said = go("status", "stars", "2027", day="2027-09-02")
    assert "参评 5 支，不参评 1" in said and "名单以外还有 1 个：示例后来队。" in said
