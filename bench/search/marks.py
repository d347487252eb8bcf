"""How good answers are, class by class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from driver import LIMIT, Answer
from oracle import NAME, UNRATED, Document, Oracle, fold
from queries import NOTHING, Query, kinds


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer: each from 0 to 1, None where it says nothing."""

    query: Query
    answer: Answer
    recall: float | None
    precision: float | None
    gold_first: bool | None
    order: bool | None

    @property
    def failed(self) -> bool:
        return any(
            value is not None and value < 1 for value in (self.recall, self.precision, self.gold_first, self.order)
        )


def mark(query: Query, answer: Answer, oracle: Oracle) -> Mark:
    """Recall: of what has to be found, or, where that is more than ten, of ten places filled with what suits; precision of the ten shown."""
    ids = answer.ids[:LIMIT]
    shown = [oracle.by_id[one] for one in ids if one in oracle.by_id]
    if query.way == NOTHING:
        return Mark(query, answer, None, 0.0 if ids else 1.0, None, None)
    suiting = sum(query.suits(one) for one in shown)
    few = len(query.right) <= LIMIT
    recall = sum(one in query.right for one in ids) / len(query.right) if few else suiting / LIMIT
    precision = suiting / len(ids) if ids else None
    return Mark(
        query, answer, recall, precision, gold_comes_first(query, answer, oracle), exact_comes_first(query, shown)
    )


def gold_comes_first(query: Query, answer: Answer, oracle: Oracle) -> bool | None:
    """Whether levels never rise within a tier (that of the search; names, and what had to be found, apart), and none better was left out."""
    shown = [(tier, oracle.by_id[one]) for one, tier, _ in answer.found[:LIMIT] if one in oracle.by_id]
    if len(shown) < 2:
        return None
    typed = fold(query.text)
    for (tier, one), (next_tier, other) in pairwise(shown):
        same = (tier, closeness(one, typed)) == (next_tier, closeness(other, typed))
        same = same and (one.body.id in query.right) == (other.body.id in query.right)
        if same and comparable(one, other) and one.height > other.height:
            return False
    return not best_left_out(query, [one for _, one in shown], oracle, typed)


def best_left_out(query: Query, shown: Sequence[Document], oracle: Oracle, typed: str) -> bool:
    """Where more names hold what was typed than are shown: whether those shown are not the best of them."""
    if len(oracle.corpus.programmes) > 1:
        return False
    within = [one for one in oracle.documents if closeness(one, typed) == 1]
    exact = sum(closeness(one, typed) == 0 for one in shown)
    if len(within) <= LIMIT - exact or not all(closeness(one, typed) < 2 for one in shown):
        return False
    best = sorted(one.height for one in within)[: len(shown) - exact]
    return [one.height for one in shown[exact:]] != best


def comparable(one: Document, other: Document) -> bool:
    return one.body.programme is other.body.programme or UNRATED in (one.height, other.height)


def closeness(document: Document, typed: str) -> int:
    """0: called exactly so, now or formerly; 1: so within the name; 2: within a former name; 3: in any other way."""
    if typed in document.names:
        return 0
    if typed in document.name:
        return 1
    return 2 if document.holds(typed, NAME) else 3


def exact_comes_first(query: Query, shown: Sequence[Document]) -> bool | None:
    """Whether those called exactly as typed come first, then those with it in their name, then all others."""
    typed = fold(query.text)
    ways = [max(1, 2 * (closeness(one, typed) // 3)) if closeness(one, typed) else 0 for one in shown]
    return ways == sorted(ways) if len(ways) > 1 else None


@dataclass(frozen=True, slots=True)
class Row:
    """The averages of a class: recall, precision, gold first, exact first; and milliseconds."""

    kind: str
    count: int
    cells: tuple[float | None, ...]
    milliseconds: float


def rows(marks: Sequence[Mark]) -> list[Row]:
    """A row for each class, and the macro average of all."""
    found = [_row(kind, [one for one in marks if one.query.kind == kind]) for kind in kinds()]
    found = [row for row in found if row.count]
    cells = tuple(mean(column) for column in zip(*(row.cells for row in found), strict=True))
    return [*found, Row("macro average", len(marks), cells, fmean([row.milliseconds for row in found] or [0.0]))]


def _row(kind: str, marks: Sequence[Mark]) -> Row:
    columns = zip(*((one.recall, one.precision, one.gold_first, one.order) for one in marks), strict=True)
    cells = tuple(map(mean, columns))
    return Row(kind, len(marks), cells, mean(one.answer.whole for one in marks) or 0.0)


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of those that say something."""
    said = [value for value in values if value is not None]
    return fmean(said) if said else None
