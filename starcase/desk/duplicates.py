"""Bodies of one district that may be the same one, entered twice: alike in two of name, telephone and address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from starcase.desk.leads import DUPLICATE
from starcase.folding import fold
from starcase.language import mark
from starcase.model.desk import Lead
from starcase.model.ids import OrganizationId, RegionId
from starcase.model.row import Row
from starcase.model.tally import GONE

_COMMON = re.compile("(?:志愿者?|服务|社区|示例|邻里|便民|之家|协会|总|分|队伍?|小组|组|团|站|社|会)")
"""What many names share, and so tells none from another."""
_MOST = 12
"""Of more that share a telephone or an address it is that of the place, not of the body."""
_TELLS = {
    ("name", "phone"): mark("名称相近，电话相同"),
    ("address", "name"): mark("名称相近，地址相同"),
    ("address", "phone"): mark("电话、地址都相同"),
    ("address", "name", "phone"): mark("名称相近，电话、地址都相同"),
}


def find_duplicates(
    rows: Iterable[Row], district_of: Mapping[OrganizationId, RegionId | None]
) -> Iterator[tuple[OrganizationId, Lead]]:
    """Each body of a pair, with the other."""
    groups: dict[tuple[RegionId | None, str, str], list[Row]] = {}
    for row in rows:
        if row.status not in GONE:
            for what, value in _traits(row):
                groups.setdefault((district_of[row.id], what, value), []).append(row)
    alike: dict[tuple[OrganizationId, OrganizationId], set[str]] = {}
    known: dict[OrganizationId, Row] = {}
    for (_, what, _), together in groups.items():
        if 1 < len(together) <= _MOST:
            for one, other in combinations(together, 2):
                alike.setdefault((one.id, other.id), set()).add(what)
                known |= {one.id: one, other.id: other}
    for (one_id, other_id), traits in alike.items():
        if why := _TELLS.get(tuple(sorted(traits))):
            yield one_id, _lead(known[other_id], why)
            yield other_id, _lead(known[one_id], why)


def _traits(row: Row) -> Iterator[tuple[str, str]]:
    """What two entries of one body would have in common, without what is written differently each time."""
    folded = fold(row.name)
    yield "name", _COMMON.sub("", folded) or folded
    if row.phone and len(digits := re.sub(r"\D", "", row.phone)) >= 7:
        yield "phone", digits
    if row.address:
        yield "address", fold(row.address)


def _lead(other: Row, why: str) -> Lead:
    values = (("other", other.name), ("number", str(other.id)), ("why", why))
    return Lead(DUPLICATE, values, other.id)
