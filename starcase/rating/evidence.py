"""Which items of a rubric ask for evidence, and which evaluations give it."""

from __future__ import annotations

from functools import lru_cache

from starcase.model.ids import ItemId
from starcase.model.organization import Evaluation
from starcase.model.rubric import EvidenceNeed, Item, Rubric
from starcase.model.same import Same


def items_with_evidence(rubric: Rubric) -> tuple[Item, ...]:
    """The items that require evidence."""
    return _items_with_evidence(Same(rubric))


@lru_cache(maxsize=1024)
def _items_with_evidence(rubric: Same[Rubric]) -> tuple[Item, ...]:
    return tuple(item for item in rubric.value.items if item.evidence is EvidenceNeed.REQUIRED)


def evidence_given(evaluation: Evaluation) -> frozenset[ItemId]:
    """The items for which an evaluation names any evidence."""
    return frozenset(one.item for one in evaluation.evidence if one.documents)
