"""A draft may be incomplete: what is wrong in it is a hint, for nobody but its writers sees it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from starcase.model.base import Model
from starcase.model.organization import Organization, Status
from starcase.problems import Problem, Severity
from starcase.read.peek import peek_text
from starcase.read.scalars import Understood, parse_yes_or_no
from starcase.sources.yamltree import Tree

_DRAFT = frozenset((Status.DRAFT.value, *Status.DRAFT.zh))


def is_draft(model: type[Model], tree: Tree) -> bool:
    """Whether a record says of itself that it is a draft; what cannot be read says nothing."""
    if model is Organization:
        return peek_text(model, tree, "status") in _DRAFT
    said = parse_yes_or_no(peek_text(model, tree, "draft") or "no")
    return (said.value if isinstance(said, Understood) else said) is True


def soften(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a draft, as hints; ids, paths and numbers of persons are no less wrong in one."""
    return tuple(
        replace(met, severity=Severity.HINT)
        if met.is_error and not (met.rule.stops_site or met.rule.in_drafts)
        else met
        for met in problems
    )
