"""A programme as it holds for evaluations made with one rubric: its levels, what they ask for, and where that is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from starcase.language import Phrase, phrase
from starcase.model.programme import Level, Programme
from starcase.model.rubric import Needs, Rubric, Rules
from starcase.problems import DocumentId, Path, Problem, Spot
from starcase.rating.maxima import full_points, most_points


class Asked(Struct, frozen=True):
    """A level with what it asks for, and where that is written."""

    level: Level
    needs: Needs
    path: Path

    @property
    def total_path(self) -> Path:
        return (*self.path, "total")


class Scheme(Struct, frozen=True):
    """`asked` are the levels that ask for anything, best first. `rubric` is None where the programme has none.

    `counted` is the rubric where its points can be held against what levels ask for.
    """

    programme: Programme
    document: DocumentId
    rubric: Rubric | None
    rubric_path: Path
    asked: tuple[Asked, ...]
    rules: Rules
    rules_path: Path
    counted: Rubric | None

    def spot(self, path: Path) -> Spot:
        return Spot(self.document, path)


def in_each_scheme(
    check: Callable[[Scheme], Iterable[Problem]], programme: Programme, document: DocumentId
) -> Iterator[Problem]:
    """What a check finds under each rubric; what lies in the same places only once."""
    told = set()
    for scheme in schemes_of(programme, document):
        for found in check(scheme):
            where = (found.rule, found.spot, found.related)
            if where not in told:
                told.add(where)
                yield found


def schemes_of(programme: Programme, document: DocumentId) -> tuple[Scheme, ...]:
    """One for each rubric; one without where there is no rubric.

    Source: FORMAT.md section 3: a rubric's needs stand in place of the programme's for the levels that it names, its rules in place of
    all of them.
    """
    if not programme.rubrics:
        return (_scheme(programme, document, None, ()),)
    return tuple(
        _scheme(programme, document, rubric, ("rubrics", number)) for number, rubric in enumerate(programme.rubrics)
    )


def asked_of(programme: Programme, document: DocumentId) -> Iterable[Asked]:
    """Everything that levels ask for under any rubric."""
    return {one.path: one for scheme in schemes_of(programme, document) for one in scheme.asked}.values()


def rules_of(programme: Programme) -> Iterator[tuple[Rules, Path]]:
    """The programme's rules and those of its rubrics, each with its place."""
    if programme.rules:
        yield programme.rules, ("rules",)
    for number, rubric in enumerate(programme.rubrics):
        if rubric.rules:
            yield rubric.rules, ("rubrics", number, "rules")


def has_other_needs(asked: Asked, scheme: Scheme) -> bool:
    """Whether a level asks for anything but a total, or has only so many places."""
    is_limited = any(asked.level.id in quota.levels for quota in scheme.rules.quotas)
    return is_limited or asked.needs != Needs(total=asked.needs.total)


def may_come_down(worse: Asked, better: Level, scheme: Scheme) -> bool:
    """Whether a rule takes bodies from a better level down to a worse one, whose own needs are not asked then."""
    rules = scheme.rules
    named = {rules.new_at_most, *(cap.at_most for cap in rules.caps)}
    own = next((one.needs.quota for one in scheme.asked if one.level == better), None)
    is_limited = own is not None or any(better.id in quota.levels for quota in rules.quotas)
    return rules.step_limit is not None or worse.level.id in named or is_limited


def plain(number: Decimal) -> str:
    """Digits without trailing zeros."""
    return f"{number.normalize():f}"


def say_rubric(rubric: Rubric) -> Phrase:
    return phrase("评分标准“{name}”", name=rubric.name or rubric.id)


def say_most(rubric: Rubric, most: Decimal) -> Phrase:
    """A rubric's highest total, and whether bonus is in it."""
    if most > full_points(rubric):
        return phrase("{n}分（加分在内）", n=plain(most))
    return phrase("{n}分", n=plain(most))


def _scheme(programme: Programme, document: DocumentId, rubric: Rubric | None, path: Path) -> Scheme:
    asked = tuple(_asked(programme, rubric, path))
    has_own_rules = bool(rubric and rubric.rules)
    return Scheme(
        programme=programme,
        document=document,
        rubric=rubric,
        rubric_path=path,
        asked=asked,
        rules=(rubric.rules if rubric else None) or programme.rules or Rules(),
        rules_path=(*path, "rules") if has_own_rules else ("rules",),
        counted=rubric if rubric and rubric.items and not _is_sample(rubric, asked) else None,
    )


def _asked(programme: Programme, rubric: Rubric | None, path: Path) -> Iterator[Asked]:
    own = {entry.level: entry.needs for entry in rubric.needs} if rubric else {}
    for number, level in enumerate(programme.known_levels):
        if level.id in own:
            yield Asked(level, own[level.id], (*path, "needs", level.id))
        elif level.needs:
            yield Asked(level, level.needs, ("levels", number, "needs"))


def _is_sample(rubric: Rubric, asked: tuple[Asked, ...]) -> bool:
    """Whether a rubric only shows what items look like: it says that it is illustrative, and no level's total can be reached with it."""
    totals = [one.needs.total.at_least for one in asked if one.needs.total]
    most = most_points(rubric)
    return rubric.illustrative and bool(totals) and most is not None and min(totals) > most
