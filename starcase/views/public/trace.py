"""Why a rating is what it is: the steps of its verdict in words, as far as the site publishes what they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words
from starcase.model.config import Depth
from starcase.model.contest import Placed
from starcase.model.ids import LevelId
from starcase.model.verdict import Condition, Lowered, Need, Step, Tested, Verdict
from starcase.rating.telling import Names, join, tell, tell_briefly

_SHOWN: dict[Depth, frozenset[Need]] = {
    Depth.LEVEL: frozenset({Need.INDICATOR, Need.FROM, Need.HELD, Need.EVIDENCE}),
}
_SHOWN[Depth.TOTAL] = _SHOWN[Depth.LEVEL] | {Need.TOTAL, Need.PERCENT}
_SHOWN[Depth.ASPECTS] = _SHOWN[Depth.TOTAL] | {Need.EACH_ASPECT, Need.EACH_ASPECT_PERCENT, Need.ASPECT}
_SHOWN[Depth.ITEMS] = frozenset(Need)
"""What may be told of, by how deep scorecards are published (FORMAT.md section 5, `publish`)."""


class TraceView(Struct, frozen=True):
    """`sentence` says in short how the level came about; `lines` tell every step. `departs` says that another level was given."""

    sentence: str
    lines: tuple[str, ...]
    departs: str


def project_trace(
    verdict: Verdict, placed: Placed | None, given: LevelId | None, names: Names, depth: Depth, words: Words
) -> TraceView | None:
    """The trace of one evaluation, with what quotas made of it; None where nothing of it is published."""
    whole = _with_quotas(verdict, placed)
    shown = Verdict(whole.level, tuple(_published(whole.steps, _SHOWN[depth])), whole.doubts)
    steps = tell(shown, names)
    if not steps:
        return None
    brief = tell_briefly(shown, names)
    lines = () if brief == join(steps) else tuple(words("{said}。", said=one) for one in steps)
    return TraceView(words("{said}。", said=brief), lines, _depart(whole.level, given, names, words))


def _with_quotas(verdict: Verdict, placed: Placed | None) -> Verdict:
    if placed is None or not placed.lowered:
        return verdict
    return replace(verdict, level=placed.level, steps=(*verdict.steps, *placed.lowered))


def _published(steps: tuple[Step, ...], needs: frozenset[Need]) -> Iterator[Step]:
    """The steps without the conditions that are not published; a level of which nothing remains is left out."""
    for step in steps:
        match step:
            case Tested(conditions=conditions):
                kept = tuple(one for one in conditions if one.need in needs)
                if kept or not conditions:
                    yield replace(step, conditions=kept)
            case Lowered(condition=Condition(need=need)) if need not in needs:
                yield replace(step, condition=None)
            case _:
                yield step


def _depart(earned: LevelId | None, given: LevelId | None, names: Names, words: Words) -> str:
    if earned == given or earned is None or given is None:
        return ""
    return words("按评定规则是{earned}，实际评为{given}。", earned=names.level(earned), given=names.level(given))
