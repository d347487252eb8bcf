"""How the sheets of a round are laid out: what stands in which column, and by what a sheet is known again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from starcase.language import Words
from starcase.model.packing import digest_of, pack
from starcase.model.rounds import RoundGroup, ScoreSheet
from starcase.model.row import Row
from starcase.model.rubric import Rubric
from starcase.reviewing.columns import (
    CLAIMED,
    RECOMMENDED,
    Part,
    SheetColumn,
    columns_for,
    columns_of,
    round_rubric,
    rubrics_of,
)
from starcase.reviewing.roster import Area, Roster
from starcase.views.parts import say_period

HIDDEN_SHEET = "starcase"
"""The sheet that says what workbook this is."""
ABOUT = ("programme", "period", "group", "region", "version")
"""The rows of the hidden sheet."""
BODY_KEYS = ("organization", "name", "place", "type", "level")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\[\]\s]+')


class SheetTask(Struct, frozen=True, eq=False):
    """One workbook: what one group is asked about the bodies of one region; `given` is what it gave before, `earlier` what others did."""

    roster: Roster
    group: RoundGroup
    area: Area
    given: ScoreSheet | None
    earlier: tuple[tuple[RoundGroup, ScoreSheet], ...]

    @property
    def about(self) -> dict[str, str]:
        """What the hidden sheet says, by its rows."""
        roster = self.roster
        values = (
            roster.programme.id,
            str(roster.period),
            self.group.id,
            self.area.region,
            version_of(roster, self.area),
        )
        return dict(zip(ABOUT, values, strict=True))


def version_of(roster: Roster, area: Area) -> str:
    """Stands for the columns and the bodies that a workbook is made of."""
    every = columns_of(rubrics_of(roster.round, roster.programme))
    asked = tuple((column.key, str(column.max), column.may_be_n_a) for column in every)
    return digest_of(pack((asked, tuple(row.id for row in area.rows))))[:12]


def sheet_tabs(task: SheetTask) -> Iterator[tuple[Rubric | None, tuple[Row, ...]]]:
    """The bodies of a workbook by the rubric that they are scored by; those of which it is not known come last."""
    roster = task.roster
    tabs: dict[str, tuple[Rubric | None, list[Row]]] = {}
    for row in task.area.rows:
        rubric = round_rubric(roster.round, roster.programme, row.type)
        tabs.setdefault(rubric.id if rubric else "", (rubric, []))[1].append(row)
    order = [*(str(one.id) for one in roster.programme.rubrics), ""]
    yield from ((tabs[one][0], tuple(tabs[one][1])) for one in order if one in tabs)


def asked_of(group: RoundGroup, roster: Roster, rubric: Rubric) -> tuple[SheetColumn, ...]:
    """The columns that a group fills in: the first says what is claimed, the others what they recommend."""
    every = columns_for(rubric, columns_of(rubrics_of(roster.round, roster.programme)))
    groups = roster.round.groups
    left_out = {CLAIMED.key} if group.id != groups[0].id else {RECOMMENDED.key} if len(groups) > 1 else set[str]()
    if not roster.programme.known_levels:
        left_out |= {CLAIMED.key, RECOMMENDED.key}
    return tuple(column for column in every if column.key not in left_out)


def title_of(roster: Roster, group: RoundGroup, area: Area, words: Words) -> str:
    """The first line of a sheet."""
    return words(
        "{programme}{period}评分表：{group} {region}",
        programme=roster.programme.name,
        period=say_period(roster.period, words),
        group=group.name,
        region=area.name,
    )


def file_name(roster: Roster, group: RoundGroup, area: Area) -> str:
    """What a workbook is called when it goes out; the group's place in the sequence comes first."""
    place = [one.id for one in roster.round.groups].index(group.id) + 1
    parts = (str(roster.period), f"{place}{group.name}", area.name)
    return "-".join(_NOT_IN_NAMES.sub("", part) for part in parts) + ".xlsx"


def heading_of(column: SheetColumn, words: Words) -> str:
    """What heads a column: its name, and how many points there are."""
    name = words(column.name) if column.part in (Part.VETOES, Part.LEVEL, Part.TEXT) else column.name
    if column.max is None:
        return name
    number = format(column.max.normalize(), "f")
    if column.part is Part.DEDUCTION:
        return words("{name}（最多扣{max}）", name=name, max=number)
    if column.part is Part.BONUS:
        return words("{name}（最多加{max}）", name=name, max=number)
    return words("{name}（满分{max}）", name=name, max=number)


def name_in_heading(heading: str) -> str:
    """The name at the beginning of a heading, without what stands in brackets behind it."""
    return re.split(r"[（(]", "".join(heading.split()), maxsplit=1)[0]
