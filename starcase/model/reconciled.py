"""A published figure, reckoned again from the other figures that were published with it."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from msgspec import Struct

from starcase.model.programme import Claim, Rounding


class Outcome(Enum):
    """What came of it, the one that says most about a figure first."""

    DIFFERS = "differs"
    ONLY_TRUNCATED = "only truncated"
    ONLY_NEAREST = "only rounded to the nearest"
    AGREES = "agrees"
    UNCHECKED = "cannot be checked"


class Way(Enum):
    """How a figure is reckoned again."""

    PARTS = "the sum of its parts"
    LEVELS = "the sum of the levels that it counts together"
    SHARE = "its share of another figure"
    PRODUCT = "as many of another figure as its share says"
    HUNDRED = "the shares of its parts, together the whole"
    TWICE = "the same thing, published twice"
    WITHIN = "part of a larger figure"
    NONE = "nothing to reckon with"


class Gap(Enum):
    """Why a figure cannot be checked."""

    ALONE = "nothing was published that it can be compared with"
    ONLY_SHARE = "a share, without the figures that it was reckoned from"
    WHOLE = "the whole is not published"
    SPLIT = "not all parts are published"
    APPROXIMATE = "the figures are not exact enough"
    TIMES = "the figures are of different times"
    UNITS = "the figures are in different units"


class Reckoning(Struct, frozen=True):
    """One comparison of a published figure; figures are told by their place among the programme's claims.

    `terms` are what it was reckoned from, `missing` the names of those that were not published. `reckoned` is the exact result (a share in
    percent), None where a figure is approximate or missing; `apart` how far what was published is from it, rounded as that is. `by` is the
    rounding that leads from one to the other, None where they are equal. `gap` belongs to what is unchecked.
    """

    way: Way
    outcome: Outcome
    claim: int
    terms: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    reckoned: Fraction | None = None
    apart: Fraction | None = None
    by: Rounding | None = None
    gap: Gap | None = None


class Reconciled(Struct, frozen=True):
    """A published figure with everything that was found out about it: at least one reckoning."""

    claim: Claim
    reckonings: tuple[Reckoning, ...]

    @property
    def outcome(self) -> Outcome:
        """The outcome that says most: a difference before an agreement, an agreement before what cannot be checked."""
        found = {reckoning.outcome for reckoning in self.reckonings}
        return next(outcome for outcome in Outcome if outcome in found)
