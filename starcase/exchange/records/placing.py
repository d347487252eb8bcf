"""Where in a record the values of a row are to stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from starcase.exchange.editing.trees import Place, tree_of
from starcase.exchange.records.cell_values import evaluation_numbers, plain_period
from starcase.exchange.tables.given import Given
from starcase.model.organization import Organization
from starcase.read.peek import is_blank, peek_each
from starcase.sources.yamltree import Tree


class Wanted(Struct, frozen=True):
    """A value and the place in the record where it is to stand."""

    place: Place
    given: Given
    value: Any


def placed(given: Iterable[Given], tree: Tree, value: object = None) -> list[Wanted]:
    """Each value with its place: evaluations are found by their period, and made where there is none of it."""
    numbers = evaluation_numbers(tree)
    wanted: list[Wanted] = []
    for one in given:
        place: Place = one.path
        if one.path[0] == "evaluations":
            period = plain_period(one.path[1])
            if period not in numbers:
                numbers[period] = _next_evaluation(tree, numbers)
                wanted.append(Wanted(("evaluations", numbers[period], "period"), one, one.path[1]))
            place = ("evaluations", numbers[period], *one.path[2:])
        wanted.append(Wanted(place, one, one.value if value is None else value))
    return wanted


def _next_evaluation(tree: Tree, numbers: Mapping[str, int]) -> int:
    return max(len(list(peek_each(Organization, tree, "evaluations"))), *(number + 1 for number in numbers.values()), 0)


def is_written(tree: Tree, value: object) -> bool:
    """Whether a value stands there in the same words; a list of one may be written bare."""
    wanted = tree_of(value)
    bare = wanted[0] if isinstance(wanted, list) and len(wanted) == 1 else wanted
    return tree in (wanted, bare) or (is_blank(tree) and is_blank(wanted))
