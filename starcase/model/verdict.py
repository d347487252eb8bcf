"""A verdict: the level that a record earns by its programme's rules, and every step that led to it."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from msgspec import Struct

from starcase.model.ids import LevelId
from starcase.model.organization import ReasonKind
from starcase.model.values import Exactness


class Need(Enum):
    """What a condition looks at (FORMAT.md section 4, the table of needs)."""

    TOTAL = "total"
    PERCENT = "percent"
    EACH_ASPECT = "each_aspect"
    EACH_ASPECT_PERCENT = "each_aspect_percent"
    ASPECT = "aspect"
    ITEM = "item"
    INDICATOR = "indicator"
    FROM = "from"
    HELD = "held"
    EVIDENCE = "evidence"


class Doubt(Enum):
    """Why a figure does not decide for certain."""

    MISSING = "missing"
    APPROXIMATE = "approximate"


class Condition(Struct, frozen=True, array_like=True):
    """One thing that is asked for, or that a cap looks at, beside what was found.

    It is met where `found` reaches `asked`, or for a cap that `is_below` falls below it; a service figure is taken as `exactness` says,
    one that is `under` so much never reaches it. `high` is the upper end of a range.

    `subject` is the id of an aspect, item or indicator, for `each_aspect` of the one with the least; empty for the rest. `found` is None
    where there is nothing to compare: then what does not apply (n/a) is met, and what is missing is not. `levels` are those that `from`
    or `held` name, `level` is the one found before; of evidence, `found` counts the items that have it and `asked` those that must.
    """

    need: Need
    asked: Decimal
    found: Decimal | None
    is_met: bool
    subject: str = ""
    doubt: Doubt | None = None
    levels: tuple[LevelId, ...] = ()
    level: LevelId | None = None
    exactness: Exactness = Exactness.EXACT
    high: Decimal | None = None
    is_below: bool = False


class Refusal(Enum):
    """Why a body gets no level whatever it scored."""

    TOO_NEW = "too_new"
    VETO = "veto"
    NO_TOTAL = "no_total"


class Refused(Struct, frozen=True, tag=True):
    """No level; `names` are the vetoes that were found."""

    why: Refusal
    names: tuple[str, ...] = ()


class Tested(Struct, frozen=True, tag=True):
    """A level and what it asks for: all of it where the level is reached, else what was not met."""

    level: LevelId
    conditions: tuple[Condition, ...]

    @property
    def is_met(self) -> bool:
        return all(condition.is_met for condition in self.conditions)


class Lowering(Enum):
    CAP = "cap"
    NEW = "new_at_most"
    STEP = "step_limit"
    QUOTA = "quota"


class Lowered(Struct, frozen=True, tag=True):
    """A level taken down by a rule to another; `after` is None where none is left.

    `name` is the cap's, and `condition` what it looked at.
    `limit` is the number of levels, or of places; `base` the level from which steps are counted, None for a body rated without one.
    """

    by: Lowering
    before: LevelId
    after: LevelId | None
    name: str = ""
    condition: Condition | None = None
    limit: int | None = None
    base: LevelId | None = None


class Waived(Struct, frozen=True, tag=True):
    """A rule that would have kept the body lower, but for an exception with a basis."""

    exception: ReasonKind


Step = Refused | Tested | Lowered | Waived


class Verdict(Struct, frozen=True):
    """`level` is None where no level is reached; `steps` in the order of the rules, the levels from the best down to the one reached.

    `doubts` are conditions that the outcome hangs on and that no exact figure decides. Where figures are only approximate, `between` are
    the lowest and the highest level that they may come to: any of them may be given. None where nothing is left open.
    """

    level: LevelId | None
    steps: tuple[Step, ...]
    doubts: tuple[Condition, ...] = ()
    between: tuple[LevelId | None, LevelId | None] | None = None


def level_from(steps: tuple[Step, ...]) -> LevelId | None:
    """The level that a trace leads to, by nothing but its steps."""
    level: LevelId | None = None
    for step in steps:
        match step:
            case Refused():
                return None
            case Tested(reached, _) if step.is_met:
                level = reached
            case Lowered(before=before, after=after) if before == level:
                level = after
    return level
