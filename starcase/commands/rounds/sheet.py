"""`round sheet`: writes the workbooks of a group, one for each region."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.commands.ending import WHOLE
from starcase.commands.rounds.desk import Seat, open_desk, take_seat, write_file
from starcase.exchange.rounds.layout import SheetTask, file_name
from starcase.exchange.rounds.sheet import write_sheet
from starcase.language import Words
from starcase.model.rounds import RoundGroup, ScoreSheet
from starcase.report import print_lines
from starcase.reviewing.ledger import current_group
from starcase.reviewing.roster import Area


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    if not typed.to:
        raise UsageMistake("请用 --to 写明评分表放到哪个文件夹。")
    with open_desk(typed, words) as desk:
        seat = take_seat(desk, typed.words)
        group = seat.group(typed.group) if typed.group else current_group(seat.folder, seat.roster)
        areas = (seat.area(group, typed.region),) if typed.region else seat.roster.areas(group)
        folder = Path(typed.to)
        for area in areas:
            write_file(folder / file_name(seat.roster, group, area), write_sheet(_task(seat, group, area), words))
        rows = sum(len(area.rows) for area in areas)
        says = words(
            "已写出{group}的评分表 {n} 份，共 {rows} 行：{folder}",
            group=group.name,
            n=len(areas),
            rows=rows,
            folder=folder,
        )
        print_lines([(says, "green")], sys.stdout)
    return WHOLE


def _task(seat: Seat, group: RoundGroup, area: Area) -> SheetTask:
    folder = seat.folder
    return SheetTask(seat.roster, group, area, folder.sheet(group.id, area.region), tuple(_earlier(seat, group, area)))


def _earlier(seat: Seat, group: RoundGroup, area: Area) -> Iterator[tuple[RoundGroup, ScoreSheet]]:
    """What the groups before gave to the bodies of a region, also where their sheets are cut by other regions."""
    wanted = {row.id for row in area.rows}
    for before in seat.folder.round.groups:
        if before.id == group.id:
            return
        sheets = [sheet for sheet in seat.folder.sheets if sheet.group == before.id]
        rows = tuple(row for sheet in sheets for row in sheet.rows if row.organization in wanted)
        if rows:
            yield before, ScoreSheet(before.id, area.region, rows)
