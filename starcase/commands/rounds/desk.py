"""What every action of a round begins with: the content, the round that is meant, its roster."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from starcase.arguments import UsageMistake
from starcase.commands.chosen import options_of
from starcase.language import Listing, Words, mark
from starcase.loading import Loaded, read_text
from starcase.model.ids import OrganizationId
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.rounds import RoundFolder, RoundGroup, Stage
from starcase.model.row import Row
from starcase.model.values import Period
from starcase.options import Options
from starcase.pipeline import load
from starcase.places import place_problems
from starcase.problems import PlacedProblem, Problem
from starcase.read.dates import parse_period
from starcase.read.names import Names, Role, index, known_id, names_of_programmes, names_of_regions
from starcase.read.scalars import Fault, Understood
from starcase.report import Line, print_lines, show_progress
from starcase.reviewing.folders import names_of_bodies, read_round_folder, read_rounds
from starcase.reviewing.roster import Area, Roster, make_roster, rows_of
from starcase.settings import Settings


class Desk(Struct, frozen=True, eq=False):
    """The content as it is now, for people who review it."""

    options: Options
    loaded: Loaded
    words: Words
    settings: Settings

    @property
    def root(self) -> Path:
        return self.options.root

    @property
    def day(self) -> date:
        return self.loaded.catalogue.as_of

    @property
    def bodies(self) -> Names:
        """The bodies by id and name."""
        return names_of_bodies(self.loaded.catalogue.rows)

    def rows(self, programme: Programme) -> tuple[Row, ...]:
        """The bodies of a programme, in directory order."""
        return rows_of(self.loaded.catalogue.rows, programme.id)

    def read_body(self, row: Row) -> Organization:
        """The record of a body that is not held back."""
        return Organization.model_validate_json(self.loaded.store.record(row.document))

    def name_of(self, body: OrganizationId) -> str:
        """What a body is called; its id where nobody is."""
        row = self.loaded.catalogue.by_id.get(body)
        return row.name if row else body


@contextlib.contextmanager
def open_desk(typed: argparse.Namespace, words: Words) -> Iterator[Desk]:
    """The content, read; what a killed command had begun was finished with the options. UsageMistake where its settings cannot be read."""
    options = options_of(typed)
    with show_progress(sys.stderr, words) as progress:
        loaded = load(options, progress)
    with contextlib.closing(loaded.store):
        if loaded.stopped:
            raise UsageMistake("资料里有要先改正的错误。请先运行 check，按它说的改好，再来一次。")
        catalogue = loaded.catalogue
        settings = Settings(catalogue.config, catalogue.programmes, {}, catalogue.regions, catalogue.redirects)
        yield Desk(options, loaded, words, settings)


# ── Which round ──


def programme_called(desk: Desk, word: str) -> Programme:
    """A programme by its id or name. UsageMistake where there is none."""
    found = known_id(names_of_programmes(desk.settings.programmes), Role.PROGRAMME, word)
    programme = next((one for one in desk.settings.programmes.values() if one.id == found), None)
    if programme is None:
        known = Listing(tuple(one.id for one in desk.settings.programmes.values()))
        raise UsageMistake("没有“{word}”这个项目。可以写：{known}。", word=word, known=known)
    return programme


def period_called(word: str) -> Period:
    """A period as people write it. UsageMistake where it is none."""
    parsed = parse_period(word)
    period = parsed.value if isinstance(parsed, Understood) else parsed
    if isinstance(period, Fault):
        raise UsageMistake("“{word}”不是期次。请写成 2024、2024-H1、2024-Q3 或 2024-07。", word=word)
    return period


def named_round(desk: Desk, named: list[str]) -> tuple[Programme, Period]:
    """The round that is named; without a name the only one that is not over, or the only one. UsageMistake where nothing or too much is meant."""
    if len(named) == 2:
        return programme_called(desk, named[0]), period_called(named[1])
    found, _ = read_rounds(desk.root, desk.settings, desk.bodies)
    current = [one for one in found if one.round.status is not Stage.PUBLISHED] or list(found)
    if not named and len(current) == 1:
        return desk.settings.programmes[current[0].programme], current[0].period
    raise UsageMistake("请写明是哪一批：项目和期次，例如 {example}。", example=_example(desk, current))


def _example(desk: Desk, current: list[RoundFolder]) -> str:
    if current:
        return f"{current[-1].programme} {current[-1].period}"
    programme = next(iter(desk.settings.programmes.values()), None)
    return f"{programme.id if programme else 'example-stars'} {desk.day.year}"


class Seat(Struct, frozen=True, eq=False):
    """One round, with its roster."""

    desk: Desk
    programme: Programme
    folder: RoundFolder
    roster: Roster
    problems: tuple[Problem, ...] = ()

    def group(self, word: str) -> RoundGroup:
        """A group of the round by its id or name. UsageMistake where there is none."""
        groups = self.folder.round.groups
        found = known_id({Role.GROUP: index(Role.GROUP, ((one.id, one.name) for one in groups))}, Role.GROUP, word)
        group = next((one for one in groups if one.id == found), None)
        if group is None:
            names = Listing(tuple(one.id for one in groups))
            raise UsageMistake("这一批没有“{word}”这个评审组。可以写：{known}。", word=word, known=names)
        return group

    def area(self, group: RoundGroup, word: str) -> Area:
        """The sheet's region of a group by its id or name. UsageMistake where there is none."""
        found = known_id(names_of_regions(self.roster.regions), Role.REGION, word)
        areas = self.roster.areas(group)
        area = next((one for one in areas if one.region == found), None)
        if area is None:
            names = Listing(tuple(one.name for one in areas))
            raise UsageMistake(
                "{group}没有“{word}”的评分表。可以写：{known}。", group=group.name, word=word, known=names
            )
        return area


def take_seat(desk: Desk, named: list[str]) -> Seat:
    """The round that is meant. UsageMistake where it is not open, or its files cannot be read."""
    programme, period = named_round(desk, named)
    folder, problems = read_round_folder(desk.root, desk.settings, programme, period, desk.bodies)
    errors = [one for one in problems if one.is_error]
    if folder is None and not errors:
        says = mark("{programme} {period} 还没有开批。请先运行 round open {id} {period}。")
        raise UsageMistake(says, programme=programme.name, period=period, id=programme.id)
    if folder is None or errors:
        print_lines(problem_lines(desk, problems), sys.stderr)
        raise UsageMistake("这一批的文件里有错误，请按上面说的改好，再来一次。")
    roster = make_roster(programme, period, folder.round, desk.rows(programme), desk.settings.regions)
    return Seat(desk, programme, folder, roster, problems)


def problem_lines(desk: Desk, problems: tuple[Problem, ...], texts: Mapping[str, str] | None = None) -> Iterator[Line]:
    """Problems of files, each with its place; `texts` are files that are not written yet."""
    for one in placed(desk, problems, texts or {}):
        yield f"{one.place.file}:{one.place.line}:{one.place.column}  {one.message}  {one.mend}", ""


def placed(desk: Desk, problems: tuple[Problem, ...], texts: Mapping[str, str]) -> tuple[PlacedProblem, ...]:
    """Problems at their places."""

    def text_of(file: str) -> str | None:
        return texts[file] if file in texts else read_text(desk.root, file)[0]

    return place_problems(problems, text_of, desk.settings.programmes.values(), desk.words)


def write_file(place: Path, content: bytes) -> None:
    """A file that people asked for, whole or not at all; one that is the same already stays."""
    if place.is_file() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    waiting = place.with_name(f".{place.name}.part")
    waiting.write_bytes(content)
    os.replace(waiting, place)
