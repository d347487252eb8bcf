"""Where rounds are kept, and what is written there: every document of `review/rounds/` in one value a round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from starcase.model.ids import ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.rounds import GroupId, Round, RoundFolder, ScoreSheet
from starcase.model.row import Row
from starcase.model.values import Period
from starcase.problems import Problem
from starcase.read.dates import parse_period
from starcase.read.names import Names, Role, index
from starcase.read.round import read_decisions, read_ledger, read_objections, read_round
from starcase.reviewing.scores import read_scores
from starcase.settings import Settings, read_only_document
from starcase.sources.text import decode

ROUNDS = "review/rounds"
NOBODY: Names = MappingProxyType({})


class RoundPaths(Struct, frozen=True):
    """The files of one round, relative to the root with `/`."""

    folder: str

    @property
    def round(self) -> str:
        return f"{self.folder}/round.yaml"

    @property
    def decisions(self) -> str:
        return f"{self.folder}/decisions.yaml"

    @property
    def objections(self) -> str:
        return f"{self.folder}/objections.yaml"

    @property
    def ledger(self) -> str:
        return f"{self.folder}/ledger.yaml"

    def scores(self, group: str, region: str) -> str:
        return f"{self.folder}/scores/{group}/{region}.csv"


def paths_of(programme: str, period: Period) -> RoundPaths:
    """Where a round is kept."""
    return RoundPaths(f"{ROUNDS}/{programme}/{period}")


def names_of_bodies(rows: Iterable[Row]) -> Names:
    """The bodies of a site by id and name, so that a round may name them by either."""
    return {Role.ORGANIZATION: index(Role.ORGANIZATION, ((row.id, row.name) for row in rows))}


def read_rounds(
    root: Path, settings: Settings, bodies: Names = NOBODY
) -> tuple[tuple[RoundFolder, ...], tuple[Problem, ...]]:
    """Every round whose round.yaml can be read, the newest last, and what is wrong in any. `bodies` are the names of bodies."""
    found: list[RoundFolder] = []
    problems: list[Problem] = []
    for programme, period in _list_rounds(root, settings):
        one, wrong = read_round_folder(root, settings, programme, period, bodies)
        problems += wrong
        if one is not None:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.programme, one.period.last_day, one.period.first_day))), tuple(
        problems
    )


def read_round_folder(
    root: Path, settings: Settings, programme: Programme, period: Period, bodies: Names = NOBODY
) -> tuple[RoundFolder | None, tuple[Problem, ...]]:
    """One round with all that is written of it; None where its round.yaml is missing or cannot be read."""
    paths, read_text = paths_of(programme.id, period), partial(_read_text, root)
    if not (root / paths.round).is_file():
        return None, ()
    about = read_only_document(paths.round, read_text, partial(read_round, programme=programme, around=bodies))
    if about.value is None:
        return None, about.problems
    round_ = about.value
    reading = partial(read_decisions, programme=programme, round_=round_, around=bodies)
    decisions = read_only_document(paths.decisions, read_text, reading)
    objections = read_only_document(paths.objections, read_text, partial(read_objections, around=bodies))
    ledger = read_only_document(paths.ledger, read_text, partial(read_ledger, round_=round_, regions=settings.regions))
    sheets, misread = _read_sheets(root, paths, programme, round_)
    problems = (*about.problems, *decisions.problems, *objections.problems, *ledger.problems, *misread)
    folder = RoundFolder(
        ProgrammeId(programme.id),
        period,
        round_,
        sheets,
        decisions.value,
        objections.value or (),
        ledger.value or (),
    )
    return folder, problems


def _list_rounds(root: Path, settings: Settings) -> Iterator[tuple[Programme, Period]]:
    for programme in settings.programmes.values():
        home = root / ROUNDS / programme.id
        for folder in sorted(home.iterdir()) if home.is_dir() else ():
            period = parse_period(folder.name)
            if isinstance(period, Period) and folder.is_dir():
                yield programme, period


def _read_sheets(
    root: Path, paths: RoundPaths, programme: Programme, round_: Round
) -> tuple[tuple[ScoreSheet, ...], tuple[Problem, ...]]:
    sheets: list[ScoreSheet] = []
    problems: list[Problem] = []
    for group in round_.groups:
        home = root / paths.folder / "scores" / group.id
        for place in sorted(home.glob("*.csv")) if home.is_dir() else ():
            file = paths.scores(group.id, place.stem)
            text, undecodable = _read_text(root, file)
            rows, wrong = read_scores(text or "", file, programme, round_)
            sheets.append(ScoreSheet(GroupId(group.id), RegionId(place.stem), rows))
            problems += (*undecodable, *wrong)
    return tuple(sheets), tuple(problems)


def _read_text(root: Path, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    place = root / file
    return decode(place.read_bytes(), file) if place.is_file() else (None, ())
