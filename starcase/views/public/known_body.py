"""A body's record, read and judged once for its page, its data and its certificate, which are made one after the other."""

from __future__ import annotations

from functools import lru_cache

from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.same import Same
from starcase.rating.judging import Judged, judge


@lru_cache(maxsize=1)
def read_body(record: bytes) -> Organization:
    """The record of a body, from its bytes in the store."""
    return Organization.model_validate_json(record)


def judge_body(body: Organization, programme: Programme, source: Programme | None) -> tuple[Judged, ...]:
    """Its evaluations in a programme; `source` is the one that this is built from."""
    return _judge(Same(body), Same(programme), Same(source))


@lru_cache(maxsize=8)
def _judge(body: Same[Organization], programme: Same[Programme], source: Same[Programme | None]) -> tuple[Judged, ...]:
    return judge(body.value, programme.value, source.value)
