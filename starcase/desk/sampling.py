"""Which bodies are looked at although nothing stands out: a sample that anybody can draw again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from starcase.model.ids import OrganizationId, ProgrammeId
from starcase.model.values import Period


def draw_sample(
    bodies: Iterable[OrganizationId], programme: ProgrammeId, period: Period, percent: Decimal
) -> frozenset[OrganizationId]:
    """So many percent of the bodies, rounded up: those whose ids, mixed with programme and period, have the smallest digests.

    The same bodies give the same sample everywhere, and one body more or less moves at most one place in it.
    """
    ranked = sorted(set(bodies), key=lambda body: _digest(body, programme, period))
    wanted = int((Decimal(len(ranked)) * percent / 100).to_integral_value(ROUND_CEILING))
    return frozenset(ranked[:wanted])


def _digest(body: OrganizationId, programme: ProgrammeId, period: Period) -> bytes:
    return hashlib.sha256(f"{programme} {period} {body}".encode()).digest()
