"""`round open`: opens a round with its groups and its bodies."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.commands.ending import WHOLE
from starcase.commands.rounds.desk import Desk, open_desk, period_called, programme_called
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.rounds.files import write_round
from starcase.language import Listing, Words, mark
from starcase.model.ids import RubricId
from starcase.model.organization import Status
from starcase.model.programme import Programme, Rates
from starcase.model.region import Tier
from starcase.model.rounds import Aggregate, GroupId, NotTakingPart, Round, RoundFolder, RoundGroup, Stage
from starcase.model.row import Row
from starcase.model.values import Period
from starcase.report import Line, print_lines
from starcase.reviewing.folders import paths_of, read_rounds
from starcase.reviewing.roster import make_roster
from starcase.views.parts import say_period

_SEQUENCE: tuple[tuple[str, str, Tier | None], ...] = (
    ("self", mark("自评"), None),
    ("community", mark("社区评审组"), Tier.COMMUNITY),
    ("street", mark("街道评审组"), Tier.STREET),
    ("district", mark("区县评审组"), Tier.DISTRICT),
    ("city", mark("市评审组"), Tier.CITY),
)
_USUAL = ("self", "district", "city")


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    with open_desk(typed, words) as desk:
        if len(typed.words) != 2:
            raise UsageMistake("请写明项目和期次，例如 round open example-stars 2026。")
        programme, period = programme_called(desk, typed.words[0]), period_called(typed.words[1])
        paths = paths_of(programme.id, period)
        if (desk.root / paths.round).exists():
            raise UsageMistake("这一批已经开过了：{file}。要改的，直接改那个文件。", file=paths.round)
        round_ = _make_round(typed, desk, programme, period)
        names = {row.id: " ".join(row.name.split()) for row in desk.rows(programme)}
        apply_all(desk.root, {Path(paths.round): write_round(round_, names, words).encode()})
        print_lines(_lines(desk, programme, period, round_, paths.round), sys.stdout)
    return WHOLE


def _make_round(typed: argparse.Namespace, desk: Desk, programme: Programme, period: Period) -> Round:
    if programme.built_from or programme.rates is not Rates.BODIES:
        raise UsageMistake("“{name}”不是给组织评定的项目，不能开批。", name=programme.name)
    earlier = _earlier(desk, programme)
    opens = typed.opens or desk.day
    if typed.groups or earlier is None:
        groups, aggregate = _groups(typed.groups, desk), Aggregate.LAST
    else:
        groups, aggregate = tuple(_without_day(one) for one in earlier.round.groups), earlier.round.aggregate
    out = tuple(_not_taking_part(desk.rows(programme), desk.words))
    absent = {one.organization for one in out}
    return Round(
        status=Stage.APPLYING if opens > desk.day else Stage.SCORING,
        rubric=_rubric(typed.rubric, programme, earlier),
        opens=opens,
        groups=groups,
        aggregate=aggregate,
        bodies=tuple(row.id for row in desk.rows(programme) if row.id not in absent),
        not_taking_part=out,
    )


def _earlier(desk: Desk, programme: Programme) -> RoundFolder | None:
    """The latest round of the programme."""
    found, _ = read_rounds(desk.root, desk.settings, desk.bodies)
    return next((one for one in reversed(found) if one.programme == programme.id), None)


def _without_day(group: RoundGroup) -> RoundGroup:
    return group.model_copy(update={"until": None})


def _groups(wanted: list[str] | None, desk: Desk) -> tuple[RoundGroup, ...]:
    """The groups that are wanted, else the usual ones, of those whose tier the regions have; in the sequence of the format."""
    tiers = {node.tier for node in desk.settings.regions.nodes.values()}
    known = {group for group, _, _ in _SEQUENCE}
    for word in wanted or ():
        if word not in known:
            raise UsageMistake("没有“{word}”这种评审组。可以写：{known}。", word=word, known=Listing(tuple(known)))
    chosen = [
        RoundGroup(id=GroupId(group), name=desk.words(name), tier=tier, weight=Decimal(0 if group == "self" else 1))
        for group, name, tier in _SEQUENCE
        if group in (wanted or _USUAL) and (tier is None or tier in tiers or wanted)
    ]
    if all(group.weight == 0 for group in chosen):
        chosen.append(RoundGroup(id=GroupId("review"), name=desk.words("评审组")))
    return tuple(chosen)


def _rubric(wanted: str | None, programme: Programme, earlier: RoundFolder | None) -> RubricId | None:
    """The rubric that is wanted, or the only one; None where each type of bodies has its own."""
    ids = [rubric.id for rubric in programme.rubrics]
    if wanted is not None and wanted not in ids:
        raise UsageMistake("没有“{word}”这个评分标准。可以写：{known}。", word=wanted, known=Listing(tuple(ids)))
    if wanted is not None:
        return RubricId(wanted)
    if not ids:
        raise UsageMistake("项目“{name}”还没有评分标准，请先写在项目文件的 rubrics 里。", name=programme.name)
    if len(ids) == 1:
        return ids[0]
    if earlier and earlier.round.rubric in ids:
        return earlier.round.rubric
    if all(rubric.types for rubric in programme.rubrics):
        return None
    raise UsageMistake("评分标准不止一个，请用 --rubric 写明用哪一个：{known}。", known=Listing(tuple(ids)))


def _not_taking_part(rows: tuple[Row, ...], words: Words) -> Iterator[NotTakingPart]:
    for row in rows:
        if row.status is Status.PAUSED:
            yield NotTakingPart(organization=row.id, reason=words("暂停活动"))


def _lines(desk: Desk, programme: Programme, period: Period, round_: Round, file: str) -> Iterator[Line]:
    words = desk.words
    roster = make_roster(programme, period, round_, desk.rows(programme), desk.settings.regions)
    says = mark("已开批：{programme} {period}，参评 {n} {measure}。写在 {file}")
    yield (
        words(
            says,
            programme=programme.name,
            period=say_period(period, words),
            n=len(roster.rows),
            measure=programme.measure_word,
            file=file,
        ),
        "green",
    )
    for one in round_.not_taking_part:
        yield words("  不参评：{name}（{reason}）", name=desk.name_of(one.organization), reason=one.reason), ""
    for group in round_.groups:
        yield words("  {group}：{n} 份评分表", group=group.name, n=len(roster.areas(group))), ""
    yield words("请打开这个文件，核对评审组、权重、审定等级、交表日期和参评名单，再运行 round sheet 发表。"), ""
