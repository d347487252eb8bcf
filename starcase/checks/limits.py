"""Checks that caps, vetoes and step limits limit something."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.checks.levels import level_name
from starcase.checks.scheme import rules_of
from starcase.language import Label, Said
from starcase.model.ids import LevelId
from starcase.model.programme import Programme
from starcase.model.rubric import Rules
from starcase.problems import DocumentId, Path, Problem, Severity, Spot, problem, rule
from starcase.read.words import folded

CAP_AT_BEST = rule(
    "cap-at-best",
    says="“{name}”写的是“{level}”，那就是最高的一级，等于没有限制。",
    mend="请核对最高评为哪一级；没有限制的，删去这一条。",
    severity=Severity.WARNING,
)
VETO_TWICE = rule(
    "veto-twice",
    says="否决情形“{name}”列了两次。",
    mend="请改掉或删去其中一个。",
    severity=Severity.WARNING,
)
STEP_LIMIT_WITHOUT_EFFECT = rule(
    "step-limit-without-effect",
    says="每次最多升{limit}级，而一共只有{n}级（荣誉等级不算），等于没有限制。",
    mend="请核对每次最多升几级；没有限制的，删去这一条。",
    severity=Severity.WARNING,
)


def check_limits(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``cap-at-best``, ``veto-twice`` and ``step-limit-without-effect``."""
    for rules, path in rules_of(programme):
        yield from _check_caps(rules, path, programme, document)
        yield from _check_vetoes(rules, path, document)
        yield from _check_steps(rules, path, programme, document)


def _check_caps(rules: Rules, path: Path, programme: Programme, document: DocumentId) -> Iterator[Problem]:
    caps: list[tuple[Said, LevelId | None, Path]] = [
        (cap.name, cap.at_most, ("caps", number, "at_most")) for number, cap in enumerate(rules.caps)
    ]
    best = [level.id for level in programme.known_levels[:1]]
    for name, level, below in (*caps, (Label("首评最高", "new_at_most"), rules.new_at_most, ("new_at_most",))):
        if level in best:
            yield problem(CAP_AT_BEST, document, (*path, *below), name=name, level=level_name(level, programme))


def _check_vetoes(rules: Rules, path: Path, document: DocumentId) -> Iterator[Problem]:
    """Both as an id and as a name a veto may stand once."""
    first: dict[str, int] = {}
    for number, veto in enumerate(rules.vetoes):
        words = {folded(word) for word in (veto.id, veto.name) if word}
        earlier = next((first[word] for word in words if word in first), None)
        if earlier is not None:
            related = (Spot(document, (*path, "vetoes", earlier)),)
            yield problem(VETO_TWICE, document, (*path, "vetoes", number), related=related, name=veto.name)
        first |= dict.fromkeys(words - first.keys(), number)


def _check_steps(rules: Rules, path: Path, programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Steps are counted from below the lowest level, without honours (FORMAT.md section 4)."""
    count = sum(not level.honour for level in programme.known_levels)
    if rules.step_limit is not None and count and rules.step_limit >= count:
        where = (*path, "step_limit")
        yield problem(STEP_LIMIT_WITHOUT_EFFECT, document, where, limit=rules.step_limit, n=count)
