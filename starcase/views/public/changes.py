"""What changed from one round to the next: all rounds, and the moves of one."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from starcase.language import Words
from starcase.model.ids import ProgrammeId, RegionId
from starcase.model.move import Moved, MoveKind, RoundCount
from starcase.model.programme import Programme
from starcase.model.stretch import Stretch
from starcase.model.values import Period
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.moves import (
    KindOfMoves,
    name_changes,
    name_kind,
    say_area,
    say_counts,
    say_round,
    view_kinds,
)
from starcase.views.parts import Cell, Entry, Pager, Table, say_period
from starcase.views.sections import Index, crumbs_down, say_here, say_title, view_indexes, view_pager
from starcase.views.shared import Shared

_OPEN = 12

AreaCounts = tuple[tuple[RegionId | None, tuple[tuple[MoveKind, int], ...]], ...]
"""How many moves of each kind there are in each area."""


class RoundsOfProgramme(Struct, frozen=True):
    """A programme's rounds, the newest first; `older` are folded below."""

    anchor: str
    name: Link
    rounds: tuple[Entry, ...]
    older: tuple[Entry, ...]


class ChangesView(Struct, frozen=True):
    frame: Frame
    title: str
    lead: str
    programmes: tuple[RoundsOfProgramme, ...]
    feed: str | None


class RoundView(Struct, frozen=True):
    """A page of a round; `counts`, `lead` and `files` stand on its first page only. `indexes` lead to the sections of a long round."""

    frame: Frame
    title: str
    programme: Link
    lead: str
    counts: Table | None
    indexes: tuple[Index, ...]
    kinds: tuple[KindOfMoves, ...]
    pager: Pager | None
    files: tuple[Link, ...]
    all: Link
    feed: str | None


def project_changes(shared: Shared, url: str, rounds: tuple[RoundCount, ...]) -> ChangesView:
    """All rounds in which something changed; `rounds` are the newest first."""
    words = shared.words
    ordered = dict.fromkeys(one.programme for one in rounds)
    lead = words("每一轮评定以后，以及两轮之间，谁升了、谁降了、谁是新评的、谁取消或到期了。")
    return ChangesView(
        frame=frame_page(shared, url, words("星级变动"), description=lead),
        title=words("星级变动"),
        lead=lead,
        programmes=tuple(
            _view_programme(
                shared.programmes[programme],
                tuple(one for one in rounds if one.programme == programme),
                url,
                shared,
            )
            for programme in ordered
        ),
        feed=link_feed(url, shared),
    )


def link_feed(url: str, shared: Shared) -> str | None:
    """The feed, where the site knows its public address."""
    return urls.relative(url, urls.CHANGES_FEED) if shared.config.base_url else None


def _view_programme(
    programme: Programme, rounds: tuple[RoundCount, ...], url: str, shared: Shared
) -> RoundsOfProgramme:
    entries = enter_rounds(rounds, programme, url, shared)
    return RoundsOfProgramme(
        anchor=f"programme-{programme.id}",
        name=Link(programme.name, urls.relative(url, urls.programme_url(programme.id))),
        rounds=entries[:_OPEN],
        older=entries[_OPEN:],
    )


def enter_rounds(rounds: tuple[RoundCount, ...], programme: Programme, url: str, shared: Shared) -> tuple[Entry, ...]:
    """Each round as a line: its period, and how much changed."""
    words = shared.words
    return tuple(
        Entry(
            label=say_period(one.period, words),
            href=urls.relative(url, urls.changes_url(one.programme, one.period)),
            note=say_round(one, programme, words),
        )
        for one in rounds
    )


def project_round(
    shared: Shared,
    url: str,
    programme_id: ProgrammeId,
    period: Period,
    counts: AreaCounts,
    stretch: Stretch,
    moved: tuple[Moved, ...],
) -> RoundView:
    """A page of a round; `counts` are given for its first page, `moved` are those on this one."""
    programme, words = shared.programmes[programme_id], shared.words
    first, title = urls.changes_url(programme_id, period), name_round(programme, period, words)
    return RoundView(
        frame=_frame(shared, url, title, first, stretch, programme),
        title=say_title(title, stretch, words),
        programme=Link(programme.name, urls.relative(url, urls.programme_url(programme_id))),
        lead=words("{counts}。", counts=say_counts(_sum(counts), programme, words)) if counts else "",
        counts=_tabulate(counts, programme, url, shared) if len(counts) > 1 else None,
        indexes=view_indexes(first, stretch, url, words),
        kinds=view_kinds(moved, programme, url, shared),
        pager=view_pager(first, stretch),
        files=_link_files(programme_id, period, url, words) if stretch.is_first else (),
        all=Link(
            words("{programme}的全部{changes}", programme=programme.name, changes=name_changes(programme, words)),
            urls.relative(url, f"{urls.CHANGES}#programme-{programme_id}"),
        ),
        feed=link_feed(url, shared),
    )


def name_round(programme: Programme, period: Period, words: Words) -> str:
    """`2025年度星级变动`."""
    return words("{period}{changes}", period=say_period(period, words), changes=name_changes(programme, words))


def count_areas_of(moved: tuple[Moved, ...]) -> AreaCounts:
    """How many moves of each kind there are in each area; areas in the order in which a kind has them first."""
    counts = Counter((one.area, one.move.kind) for one in moved)
    areas = dict.fromkeys(one.area for one in moved)
    return tuple((area, tuple((kind, counts[area, kind]) for kind in MoveKind if counts[area, kind])) for area in areas)


def _sum(counts: AreaCounts) -> tuple[tuple[MoveKind, int], ...]:
    total: Counter[MoveKind] = Counter()
    for _, some in counts:
        total.update(dict(some))
    return tuple((kind, total[kind]) for kind in MoveKind if total[kind])


def _tabulate(counts: AreaCounts, programme: Programme, url: str, shared: Shared) -> Table:
    words, kinds = shared.words, [kind for kind, _ in _sum(counts)]

    def cells(numbers: dict[MoveKind, int]) -> tuple[Cell, ...]:
        return tuple(Cell(str(numbers.get(kind, 0)), numeric=True) for kind in kinds)

    return Table(
        caption=words("按地区（{unit}）", unit=programme.measure_word),
        columns=(
            Cell(words("地区")),
            *(Cell(_name_column(kind, programme, words), numeric=True) for kind in kinds),
        ),
        rows=(
            *(
                (
                    Cell(
                        say_area(area, programme, shared), urls.relative(url, urls.region_url(area)) if area else None
                    ),
                    *cells(dict(some)),
                )
                for area, some in counts
            ),
            (Cell(words("合计")), *cells(dict(_sum(counts)))),
        ),
    )


def _name_column(kind: MoveKind, programme: Programme, words: Words) -> str:
    return words("换了评分标准") if kind is MoveKind.ANOTHER_RUBRIC else name_kind(kind, programme, words)


def _link_files(programme: ProgrammeId, period: Period, url: str, words: Words) -> tuple[Link, ...]:
    labels = (("csv", words("表格（CSV，可用Excel打开）")), ("json", words("数据（JSON）")))
    return tuple(
        Link(label, urls.relative(url, urls.changes_file_url(programme, period, ending))) for ending, label in labels
    )


def _frame(shared: Shared, url: str, title: str, first: str, stretch: Stretch, programme: Programme) -> Frame:
    """The frame of a page of the round at `first`; the title in the browser's tab names the programme."""
    words = shared.words
    down = crumbs_down(title, first, stretch, words) if stretch.folders else ()
    return frame_page(
        shared,
        url,
        say_title(words("{programme}：{here}", programme=programme.name, here=title), stretch, words),
        here=say_here(stretch, words) or title,
        crumbs=((words("星级变动"), urls.CHANGES), *down),
    )
