"""A whole round: 22 districts, three groups that do not agree, twelve wrong stars; opened, collected, decided, published."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct
from openpyxl import load_workbook

from starcase.checking import check
from starcase.cli import main
from starcase.options import Options
from starcase.pipeline import build
from tests.round_city import ROUND, body_id, fill, scores_of, write_city

WRONG = frozenset(body_id(district, 2) for district in range(1, 13))
"""Bodies whose recommended star is not the one that their scores come to."""
DISTRICTS, EACH = 22, 2


class City(Struct, frozen=True):
    """A root, and a folder for what goes out and comes back."""

    root: Path
    out: Path

    def go(self, *typed: object, day: str = "2026-09-05") -> tuple[int, str]:
        """Runs `round …`; its status and all that it says."""
        with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(said):
            status = main(["round", *map(str, typed), "--root", str(self.root), "--as-of", day])
        return status, said.getvalue()

    def file(self, name: str) -> Path:
        return self.root / "review" / "rounds" / "stars" / "2026" / name

    @property
    def decisions(self) -> str:
        return self.file("decisions.yaml").read_text("utf-8")

    def decision(self, body: str) -> str:
        return next(line for line in self.decisions.splitlines() if f"organization: {body}," in line)

    def record(self, body: str) -> str:
        return next(self.root.rglob(f"{body}.yaml")).read_text("utf-8")

    def check(self) -> list[str]:
        """What a check of the content complains about."""
        report = check(Options(root=self.root, output=self.root / "site", as_of=date(2026, 11, 1), jobs=1))
        return [f"{one.place.file} {one.rule}" for one in report.problems if one.rule != "no-base-url"]


def _of_city(body: str) -> dict[str, object]:
    number = int(body.partition("-")[0].removeprefix("d"))
    total = 96 if body.endswith("b1") else 84
    recommended = "五星级" if body in WRONG else "四星级"
    given: dict[str, object] = {**scores_of(total - number % 3), "recommended": recommended}
    return given | ({"roster": 12.5, "visits": 29} if body == "d7-b1" else {})


def _of_district(body: str) -> dict[str, object]:
    given: dict[str, object] = {**scores_of(92 if body.endswith("b1") else 81), "recommended": "四星级"}
    return (
        given | ({"roster": "不适用"} if body == "d7-b1" else {}) | ({"vetoes": "弄虚作假"} if body == "d8-b1" else {})
    )


def _of_body(body: str) -> dict[str, object]:
    return {**scores_of(100), "claimed": "五星级"}


GROUPS: tuple[tuple[str, str, Callable[[str], dict[str, object]]], ...] = (
    ("self", "2026-09-05", _of_body),
    ("district", "2026-09-15", _of_district),
    ("city", "2026-09-25", _of_city),
)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The city once all sheets are back but one: that of the city's group for the 22nd district."""
    base = tmp_path_factory.mktemp("whole")
    city = City(write_city(base / "root", DISTRICTS, EACH), base / "out")
    assert city.go("open", "stars", "2026")[0] == 0
    city.file("round.yaml").write_text(ROUND, "utf-8")
    for group, day, points in GROUPS:
        assert city.go("sheet", "--to", city.out / group, day=day)[0] == 0
        for sheet in sorted((city.out / group).glob("*.xlsx")):
            if group == "city" and sheet.stem.endswith("示例22区"):
                sheet.unlink()
            else:
                fill(sheet, points)
        if group == "district":  # three versions of one district; only the last holds for d5-b1
            sheet = city.out / group / "2026-2区县评审组-示例5区.xlsx"
            for name, total in (("5区一稿", 61), ("5区二稿", 62)):
                copy = fill(sheet, lambda body, total=total: scores_of(total), city.out / group / f"{name}.xlsx")  # type: ignore[misc]
                _save_as_of(copy, f"2026-09-1{total % 10}T00:00:00")
        status, said = city.go("collect", city.out / group, day=day)
        assert status == 0, said
    return city


def _save_as_of(path: Path, moment: str) -> None:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment}Z", core).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)


@pytest.fixture(scope="module")
def drafted(collected: City) -> tuple[City, str]:
    """The city with its decisions drafted, and what was said."""
    status, said = collected.go("decide", "--decided", "2026-10-20", "--to", collected.out / "papers", day="2026-10-05")
    assert status == 0, said
    return collected, said


def test_the_ledger_counts_what_is_back_and_names_who_is_missing(collected: City) -> None:
    _, said = collected.go("status", day="2026-09-26")
    assert "市评审组：评分表收到 21/22，已评 42/44" in said
    assert "市评审组评分表已收到 21 份，共 22 份。还没有交的：示例22区。请在2026年9月30日前交来。" in said
    assert "下一个日子：2026年9月30日，市评审组" in said


def test_of_three_versions_of_a_district_the_last_counts(collected: City) -> None:
    assert "d5-b1,30,20,30,12," in collected.file("scores/district/d5.csv").read_text("utf-8-sig")
    ledger = collected.file("ledger.yaml").read_text("utf-8")
    assert ledger.count("region: d5, file: 5区一稿.xlsx") == 1 and "5区二稿.xlsx" in ledger


def test_points_are_joined_as_the_round_says_exactly(drafted: tuple[City, str]) -> None:
    city, _ = drafted
    # 0.4 × 92 + 0.6 × 94 = 93.2; item by item 0.4 × 12 + 0.6 × 14 = 13.2
    assert "level: star4, by: district, claimed: star5" in city.decision("d2-b1")
    assert city.decision("d2-b1").endswith("computed: star4, total: 93.20}"), (
        "one step above three stars, whatever the points"
    )


def test_the_twelve_wrong_stars_are_named_and_no_other(drafted: tuple[City, str]) -> None:
    _, said = drafted
    listed = said.partition("推荐的和计算的不一样：")[2]
    assert listed.startswith("13 个"), "the twelve, and the body that was vetoed"
    city, _ = drafted
    sheet = load_workbook(city.out / "papers" / "2026-审定表.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    note, body = heads.index("请注意"), heads.index("编号")
    found = {
        row[body] for row in sheet.iter_rows(min_row=4, values_only=True) if "推荐的和计算的不一样" in str(row[note])
    }
    assert found == WRONG | {"d8-b1"}
    above, missing, total = (heads.index(head) for head in ("超过界线", "距上一级", "总分"))
    row = next(row for row in sheet.iter_rows(min_row=4, values_only=True) if row[body] == "d2-b1")
    assert (row[total], row[above], row[missing]) == (93.2, 3.2, 1.8), "what lies near a border can be filtered for"


def test_groups_at_odds_and_groups_that_are_missing_are_told(drafted: tuple[City, str]) -> None:
    city, said = drafted
    assert "各组对是否适用说法不一：1 个\n    示例7区1号服务队（d7-b1）" in said
    assert "否决情形只有一部分组写了：1 个\n    示例8区1号服务队（d8-b1）" in said
    assert "没有市评审组的分，权重给了其他组：2 个" in said
    assert city.decision("d22-b1").endswith("total: 92.00}"), "the district's own points, as if it weighed everything"
    assert "outcome: not_rated, by: city" in city.decision("d8-b1"), "a veto means no level"


def test_the_papers_of_the_meeting_are_written(drafted: tuple[City, str]) -> None:
    city, _ = drafted
    assert sorted(one.name for one in (city.out / "papers").iterdir()) == [
        "2026-升降星对照表.docx",
        "2026-审定表.xlsx",
        "2026-拟评定名单.docx",
        "2026-汇总表.docx",
    ]
    texts = _texts(city.out / "papers" / "2026-升降星对照表.docx")
    assert "升级43支，降级0支，新评0支，未评上1支。" in texts
    texts = _texts(city.out / "papers" / "2026-汇总表.docx")
    assert texts[-4 - 6 :][:6] != [] and "合计" in texts


def _texts(path: Path) -> list[str]:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_a_second_draft_changes_nothing_and_keeps_what_people_wrote(drafted: tuple[City, str]) -> None:
    city, _ = drafted
    before = city.decisions
    edited = before.replace(
        city.decision("d3-b2"),
        city.decision("d3-b2").replace("level: star4", "level: star3").replace("}", ", reason: 材料迟交}")
        + "   # 会上定的",
    )
    city.file("decisions.yaml").write_text(edited, "utf-8")
    assert city.go("decide", day="2026-10-06")[0] == 0
    assert city.decisions == edited
    city.file("decisions.yaml").write_text(before, "utf-8")


def test_what_the_meeting_writes_into_its_workbook_is_taken_back(drafted: tuple[City, str]) -> None:
    city, _ = drafted
    before = city.decisions
    book = load_workbook(city.out / "papers" / "2026-审定表.xlsx")
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[3]}
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == "d4-b1")
    sheet.cell(row, heads["审定等级"]).value = "五星级"
    sheet.cell(row, heads["变动理由"]).value = "表现突出"
    sheet.cell(row, heads["依据"]).value = "示例〔2026〕1号"
    sheet.cell(row, heads["破格"]).value = "逐级晋升"
    sheet.cell(row + 1, heads["审定等级"]).value = "六星"
    book.save(city.out / "meeting.xlsx")
    status, said = city.go("decide", city.out / "meeting.xlsx", day="2026-10-06")
    assert status == 1 and "没有这个等级" in said
    assert "level: star5, by: city" in city.decision("d4-b1") and "exception: step_limit" in city.decision("d4-b1")
    changed = [line for line in city.decisions.splitlines() if line not in before.splitlines()]
    assert len(changed) == 1, changed
    city.file("decisions.yaml").write_text(before, "utf-8")


def test_an_objection_is_recorded_and_answered(drafted: tuple[City, str]) -> None:
    city, _ = drafted
    assert (
        city.go("objection", "--text", "分数: 算错了", "--organization", "示例2区1号服务队", day="2026-10-12")[0] == 0
    )
    _, said = city.go("objection", day="2026-10-12")
    assert "1．2026年10月12日 示例2区1号服务队：分数: 算错了\n    还没有答复" in said
    status, said = city.go("publish", day="2026-10-12")
    assert status == 4 and "有 1 件异议还没有答复" in said
    city.go("objection", "--answer", "核对无误", day="2026-10-13")
    assert "2026年10月13日答复：核对无误" in city.go("objection", day="2026-10-14")[1]


def test_publishing(drafted: tuple[City, str]) -> None:
    """One after the other: what keeps it back, what it writes, and that it writes it once."""
    city, _ = drafted
    status, said = city.go("publish", day="2026-10-14")
    assert status == 4 and "还没有公示。请先运行 round publicity。" in said
    assert city.go("publicity", "--opens", "2026-10-14", day="2026-10-14")[0] == 0
    notice = city.root / "content" / "notices" / "stars-2026-publicity.md"
    assert "opens: 2026-10-14\ncloses: 2026-10-21\n" in notice.read_text("utf-8"), "five working days"
    assert "decided: 2026-10-22" in city.decisions, "the decision comes after the publicity"
    assert "公示还是草稿" in city.go("publish", day="2026-10-22")[1]
    notice.write_text(re.sub(r"draft: true.*\n", "", notice.read_text("utf-8")), "utf-8")
    assert "公示到2026年10月21日为止，还没有结束" in city.go("publish", day="2026-10-21")[1]

    good = city.decisions
    for body in sorted(WRONG):  # twelve stars that nothing supports
        wrong = city.decision(body).replace("level: star4", "level: star5")
        city.file("decisions.yaml").write_text(city.decisions.replace(city.decision(body), wrong), "utf-8")
    assert "请先运行 round decide" in city.go("publish", day="2026-10-22")[1]
    assert "人定的，没有写理由：12 个" in city.go("decide", day="2026-10-22")[1]
    before = {path: path.read_bytes() for path in sorted(city.root.rglob("*.yaml"))}
    status, said = city.go("publish", day="2026-10-22")
    assert status == 4 and said.count("五星级") >= len(WRONG) and "没有公布，什么也没有改动" in said
    assert {body for body in WRONG if f"示例{body[1:].replace('-b', '区')}号服务队：2026 评为“五星级”" in said} == WRONG
    assert "请在 review/rounds/stars/2026/decisions.yaml 里改 level，或者写上 reason" in said and "写法特别" not in said
    assert {path: path.read_bytes() for path in sorted(city.root.rglob("*.yaml"))} == before
    city.file("decisions.yaml").write_text(good, "utf-8")

    status, said = city.go("publish", day="2026-10-22")
    assert status == 0, said
    assert city.record("d2-b1") == RECORD
    assert "outcome: not_rated" in city.record("d8-b1") and "vetoes: [fraud]" in city.record("d8-b1")
    assert "level: star3                    # 现行的" not in city.record("d8-b1"), "it has no level any more"
    assert city.file("round.yaml").read_text("utf-8").splitlines()[1] == "status: published"
    assert city.check() == [], "the public build agrees with what was decided"
    before = {path: path.read_bytes() for path in sorted(city.root.rglob("*.yaml"))}
    assert city.go("publish", day="2026-10-23") == (0, "这一批已经公布过，没有改动。\n")
    assert {path: path.read_bytes() for path in sorted(city.root.rglob("*.yaml"))} == before

    report = build(Options(root=city.root, output=city.root / "site", as_of=date(2026, 11, 1), jobs=1))
    page = (city.root / "site" / "organizations" / "d2-b1" / "index.html").read_text("utf-8")
    assert report.published and "四星级" in page and "93.2" in page


RECORD = """\
# 示例2区的第1支队伍
id: d2-b1
name: 示例2区1号服务队
programme: stars
type: service
level: star4                    # 现行的
region: d2
founded: 2018-03
evaluations:
  # 上一次评定
  - period: 2024
    level: star3
    decided: 2024-11-29
    scores: {leader: 20, roster: 15, visits: 20, review: 10}
  - period: 2026
    rubric: 2026
    level: star4
    decided: 2026-10-22
    scores:
      leader: 30
      roster: 20
      visits: 30
      review: 13.2
contact:
  phone: 0000-1234567
"""
