"""All published figures of a programme as one list: what was published, how it was reckoned again, what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from starcase.language import Words, mark
from starcase.model.programme import Programme
from starcase.model.reconciled import Outcome, Reconciled
from starcase.rating.claim_words import OUTCOMES
from starcase.views.claims import say_day_of, say_reckonings, say_source, say_value, say_what
from starcase.views.shared import Shared

_COUNTS = {
    Outcome.AGREES: mark("{n}个相符"),
    Outcome.ONLY_TRUNCATED: mark("{n}个截尾才相符"),
    Outcome.ONLY_NEAREST: mark("{n}个四舍五入才相符"),
    Outcome.DIFFERS: mark("{n}个不相符"),
    Outcome.UNCHECKED: mark("{n}个无法核对"),
}


class ReconciledRow(Struct, frozen=True):
    """`day` is empty where no date is given; `is_doubtful` marks a figure that the others do not bear out as it stands."""

    what: str
    value: str
    day: str
    lines: tuple[str, ...]
    result: str
    is_doubtful: bool


class ReconciledGroup(Struct, frozen=True):
    """Figures from one source; `source` is empty where none is given."""

    source: str
    rows: tuple[ReconciledRow, ...]


class ReconciledView(Struct, frozen=True):
    """`unchecked` are the figures that cannot be checked, folded under `unchecked_label`."""

    lead: str
    groups: tuple[ReconciledGroup, ...]
    unchecked_label: str
    unchecked: tuple[ReconciledGroup, ...]


def view_reconciled(reconciled: tuple[Reconciled, ...], programme: Programme, shared: Shared) -> ReconciledView | None:
    """The list of all published figures; None where none were published."""
    if not reconciled:
        return None
    words = shared.words
    unchecked = [one for one in reconciled if one.outcome is Outcome.UNCHECKED]
    lead = words("公布的数照原文写。这里用一起公布的其他数再算一遍，看对不对得上；本站自己列出多少组织，不拿来比。")
    return ReconciledView(
        lead=words("{before}{after}", before=lead, after=_say_counts(reconciled, words)),
        groups=_group((one for one in reconciled if one.outcome is not Outcome.UNCHECKED), programme, shared),
        unchecked_label=words("无法核对的{n}个数", n=len(unchecked)),
        unchecked=_group(unchecked, programme, shared),
    )


def _say_counts(reconciled: tuple[Reconciled, ...], words: Words) -> str:
    found = Counter(one.outcome for one in reconciled)
    counts = words("，").join(words(text, n=found[outcome]) for outcome, text in _COUNTS.items() if found[outcome])
    return words("公布了{n}个数：{counts}。", n=len(reconciled), counts=counts)


def _group(some: Iterable[Reconciled], programme: Programme, shared: Shared) -> tuple[ReconciledGroup, ...]:
    by_source = groupby(some, key=lambda one: say_source(one.claim, programme, shared.words))
    return tuple(
        ReconciledGroup(source, tuple(_view_row(one, programme, shared) for one in own)) for source, own in by_source
    )


def _view_row(one: Reconciled, programme: Programme, shared: Shared) -> ReconciledRow:
    words = shared.words
    return ReconciledRow(
        what=say_what(one.claim, programme, shared),
        value=say_value(one.claim, programme, words),
        day=say_day_of(one.claim, words),
        lines=say_reckonings(one, programme, words),
        result=words(OUTCOMES[one.outcome]),
        is_doubtful=one.outcome in (Outcome.DIFFERS, Outcome.ONLY_TRUNCATED, Outcome.ONLY_NEAREST),
    )
