"""The lists of the desk: the round, the piles, the districts, all bodies."""

from __future__ import annotations

from collections.abc import Iterable

from starcase.language import Words, mark, say_day
from starcase.model.desk import Line, Pile, RoundFacts
from starcase.model.ids import LevelId, ProgrammeId
from starcase.views import urls
from starcase.views.frame import Link
from starcase.views.parts import say_period
from starcase.views.reviewer import addresses
from starcase.views.reviewer.desk import (
    SECRET,
    Cell,
    Column,
    DeskView,
    Figure,
    Kind,
    Section,
    Table,
    count_cell,
    frame,
    link_workbook,
    make_workbook,
    number_cell,
    say_level,
    say_region,
)
from starcase.views.reviewer.lists import body_table, work_table
from starcase.views.reviewer.quotas import QuotaUse, quota_table
from starcase.views.reviewer.summaries import Summary
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

_ABOUT_PILES = {
    Pile.MUST: mark(
        "等级和得分对不上、得分超过满分、该否决没否决、超出名额这一类，必须改正或写明理由。由程序逐家算出。"
    ),
    Pile.LOOK: mark(
        "不一定有错：总分贴近分数线、数据猛增、人均时长反常、疑似重复、缺佐证材料、评审组分歧大、60 天内到期。"
    ),
    Pile.SAMPLE: mark("随机抽中的和荣誉等级的组织。抽样只由项目、期次和组织编号决定，谁来抽都一样，可以复核。"),
}
_HOW_TO_TICK = mark(
    "逐家核查：python3 build.py checklist export --to 清单.xlsx 导出，填好后用 checklist collect 收回。"
)
_NOTHING = mark("这一堆里没有要办的。")


def project_home(
    shared: Shared, url: str, everything: Summary, districts: tuple[Summary, ...], rounds: tuple[RoundFacts, ...]
) -> DeskView:
    """This round: how far it is, and how far each district is."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("本轮概况")),
        secret=words(SECRET),
        heading=words("本轮概况"),
        notes=(words(_HOW_TO_TICK),),
        figures=_figures(everything, url, words),
        sections=(
            Section("rounds", words("评定批次"), _round_table(rounds, shared)),
            *_returns(rounds, shared),
            Section("districts", words("各区县进度"), district_table(districts, url, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def _figures(summary: Summary, url: str, words: Words) -> tuple[Figure, ...]:
    def to(pile: Pile) -> str:
        return urls.relative(url, addresses.pile_url(pile))

    return (
        Figure(str(summary.bodies), words("组织"), urls.relative(url, addresses.BODIES)),
        Figure(str(summary.returned), words("本轮已有评定")),
        Figure(str(summary.must), words("必须处理"), to(Pile.MUST), "must" if summary.must else ""),
        Figure(str(summary.look), words("需要核对"), to(Pile.LOOK), "look" if summary.look else ""),
        Figure(str(summary.sample), words("抽查"), to(Pile.SAMPLE)),
        Figure(f"{summary.settled} / {summary.to_check}", words("已核查")),
    )


def _round_table(rounds: Iterable[RoundFacts], shared: Shared) -> Table:
    words = shared.words
    columns = tuple(map(Column, (words("项目"), words("期次"), words("阶段"), words("下一个日子"))))
    rows = (
        (
            Cell(shared.programmes[one.programme].name),
            Cell(say_period(one.period, words)),
            Cell(one.stage or words("review 里没有这一轮的资料")),
            Cell(_say_next(one, words)),
        )
        for one in rounds
    )
    return Table(columns, tuple(rows), words("还没有任何评定。"))


def _returns(rounds: tuple[RoundFacts, ...], shared: Shared) -> tuple[Section, ...]:
    """A section where any group sends sheets."""
    if not any(one.returns for one in rounds):
        return ()
    return (Section("returns", shared.words("交表情况"), _return_table(rounds, shared)),)


def _return_table(rounds: Iterable[RoundFacts], shared: Shared) -> Table:
    """How many sheets each group has sent back, and who is missing."""
    words = shared.words
    columns = (
        Column(words("评审组")),
        Column(words("项目")),
        Column(words("期次")),
        Column(words("交表"), Kind.NUMBER),
        Column(words("截止")),
        Column(words("还没有交"), Kind.PROSE),
    )
    rows = (
        (
            Cell(each.group),
            Cell(shared.programmes[one.programme].name),
            Cell(say_period(one.period, words)),
            Cell(f"{each.received} / {each.expected}", tone="good" if not each.missing else ""),
            Cell(say_day(each.until, words) if each.until else ""),
            Cell(words("、").join(name for _, name in each.missing)),
        )
        for one in rounds
        for each in one.returns
    )
    return Table(columns, tuple(rows))


def _say_next(one: RoundFacts, words: Words) -> str:
    return words("{day} {what}", day=say_day(one.next_day, words), what=one.next_what) if one.next_day else ""


def district_table(districts: Iterable[Summary], url: str, shared: Shared) -> Table:
    """How far each district is."""
    words = shared.words
    columns = (
        Column(words("区县")),
        *(
            Column(words(label), Kind.NUMBER)
            for label in (
                mark("组织"),
                mark("本轮已有评定"),
                mark("必须处理"),
                mark("需要核对"),
                mark("抽查"),
                mark("应核查"),
                mark("已核查"),
                mark("作废"),
            )
        ),
    )
    rows = (
        (
            Cell(say_region(one.district, shared), urls.relative(url, addresses.district_url(one.district))),
            *map(count_cell, (one.bodies, one.returned)),
            count_cell(one.must, tone="must"),
            count_cell(one.look, tone="look"),
            *map(count_cell, (one.sample, one.to_check)),
            count_cell(one.settled, tone="good" if one.settled == one.to_check else ""),
            count_cell(one.lapsed),
        )
        for one in districts
    )
    return Table(columns, tuple(rows), words("没有组织。"))


def project_home_sheet(
    shared: Shared, url: str, everything: Summary, districts: tuple[Summary, ...], rounds: tuple[RoundFacts, ...]
) -> Sheet:
    return make_workbook(district_table(districts, url, shared), shared.words("各区县进度"), shared)


# ── The piles ──


def project_pile(shared: Shared, url: str, pile: Pile, lines: tuple[Line, ...]) -> DeskView:
    """Everything that lies on one pile."""
    words = shared.words
    name = words(pile.zh[0])
    return DeskView(
        frame=frame(shared, url, name),
        secret=words(SECRET),
        heading=words("核查清单：{pile}", pile=name),
        notes=(words(_ABOUT_PILES[pile]),),
        tabs=tuple(Link(words(one.zh[0]), urls.relative(url, addresses.pile_url(one)), one is pile) for one in Pile),
        sections=(Section("work", name, _pile_table(pile, lines, url, shared)),),
        workbook=link_workbook(url, shared),
    )


def _pile_table(pile: Pile, lines: tuple[Line, ...], url: str, shared: Shared) -> Table:
    return work_table(lines, (pile,), url, shared, shared.words(_NOTHING))


def project_pile_sheet(shared: Shared, url: str, pile: Pile, lines: tuple[Line, ...]) -> Sheet:
    return make_workbook(_pile_table(pile, lines, url, shared), shared.words(pile.zh[0]), shared)


# ── The districts ──


def project_districts(shared: Shared, url: str, districts: tuple[Summary, ...]) -> DeskView:
    """How levels and totals are spread in each district, side by side."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("区县")),
        secret=words(SECRET),
        heading=words("区县对照"),
        notes=(words("哪个区县的均分特别高、分得特别集中，或者高等级特别多，值得多抽查几家。"),),
        sections=(
            Section("spread", words("等级和总分"), _spread_table(districts, url, shared)),
            Section("progress", words("进度"), district_table(districts, url, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def project_districts_sheet(shared: Shared, url: str, districts: tuple[Summary, ...]) -> Sheet:
    return make_workbook(_spread_table(districts, url, shared), shared.words("区县对照"), shared)


def _spread_table(districts: tuple[Summary, ...], url: str, shared: Shared) -> Table:
    """A column for each level that anybody has, the programmes one after the other."""
    words = shared.words
    given = {(programme, level) for one in districts for programme, level, _ in one.levels}
    levels = [
        (programme.id, level.id)
        for programme in shared.programmes.values()
        for level in programme.known_levels
        if (programme.id, level.id) in given
    ]
    several = len({programme for programme, _ in levels}) > 1
    columns = (
        Column(words("区县")),
        Column(words("组织"), Kind.NUMBER),
        *(
            Column(words(label), Kind.NUMBER)
            for label in (mark("平均分"), mark("中位分"), mark("标准差"), mark("最低"), mark("最高"))
        ),
        *(
            Column(
                f"{shared.programmes[programme].name} {say_level(programme, level, shared)}"
                if several
                else say_level(programme, level, shared),
                Kind.NUMBER,
            )
            for programme, level in levels
        ),
    )
    return Table(columns, tuple(_spread_row(one, levels, url, shared) for one in districts), words("没有组织。"))


def _spread_row(one: Summary, levels: list[tuple[ProgrammeId, LevelId]], url: str, shared: Shared) -> tuple[Cell, ...]:
    counts: dict[tuple[ProgrammeId | None, LevelId], int] = {
        (programme, level): count for programme, level, count in one.levels
    }
    return (
        Cell(say_region(one.district, shared), urls.relative(url, addresses.district_url(one.district))),
        count_cell(one.bodies),
        *map(number_cell, (one.mean, one.middle, one.spread, one.least, one.most)),
        *(count_cell(counts.get(level, 0)) for level in levels),
    )


Sheets = tuple[tuple[str, tuple[str, ...]], ...]
"""Each group, with the regions whose sheets are missing."""


def project_district(
    shared: Shared, url: str, summary: Summary, lines: tuple[Line, ...], quotas: tuple[QuotaUse, ...], sheets: Sheets
) -> DeskView:
    """One district: its work, its quotas, its returns, and all its bodies."""
    words = shared.words
    name = say_region(summary.district, shared)
    return DeskView(
        frame=frame(shared, url, name, ((words("区县"), addresses.DISTRICTS),)),
        secret=words(SECRET),
        heading=name,
        figures=_figures(summary, url, words),
        sections=(
            *(
                Section(
                    pile.value,
                    words(pile.zh[0]),
                    work_table(lines, (pile,), url, shared, words(_NOTHING)),
                )
                for pile in Pile
            ),
            *((Section("quotas", words("名额"), quota_table(quotas, url, shared)),) if quotas else ()),
            *((Section("returns", words("交表情况"), _sheet_table(sheets, words)),) if sheets else ()),
            Section("bodies", words("全部组织"), body_table(lines, url, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def _sheet_table(sheets: Sheets, words: Words) -> Table:
    columns = (Column(words("评审组")), Column(words("还没有交"), Kind.PROSE))
    rows = (
        (Cell(group), Cell(words("、").join(missing) or words("都交了"), tone="look" if missing else "good"))
        for group, missing in sheets
    )
    return Table(columns, tuple(rows))


def project_district_sheet(
    shared: Shared, url: str, summary: Summary, lines: tuple[Line, ...], quotas: tuple[QuotaUse, ...], sheets: Sheets
) -> Sheet:
    return make_workbook(work_table(lines, tuple(Pile), url, shared), say_region(summary.district, shared), shared)


# ── All bodies ──


def project_bodies(shared: Shared, url: str, lines: tuple[Line, ...]) -> DeskView:
    """Every body on one list."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("组织")),
        secret=words(SECRET),
        heading=words("全部组织"),
        sections=(Section("bodies", words("全部组织"), body_table(lines, url, shared)),),
        workbook=link_workbook(url, shared),
    )


def project_bodies_sheet(shared: Shared, url: str, lines: tuple[Line, ...]) -> Sheet:
    return make_workbook(body_table(lines, url, shared), shared.words("全部组织"), shared)
