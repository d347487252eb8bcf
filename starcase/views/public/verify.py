"""How to check somebody who comes to the door in a body's name."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.organization import Organization, Status
from starcase.model.tally import GONE
from starcase.views.frame import Link
from starcase.views.public.community import community_of
from starcase.views.public.contact import link_phone, region_phone
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.shared import Shared


class VerifyView(Struct, frozen=True):
    """`ask` says where to ask, `phone` is the number to call there, None where there is none."""

    first: str
    ask: str
    phone: Link | None
    names: tuple[Labelled, ...]
    fee: str | None
    limits: str | None


def project_verify(body: Organization, shared: Shared) -> VerifyView:
    """The place's phone comes before the body's: nobody should have to trust the number of the one in question."""
    words, works = shared.words, body.status not in GONE
    ask, phone = _where_to_ask(body, shared)
    return VerifyView(
        first=_say_first(body, shared),
        ask=ask,
        phone=phone,
        names=given(
            label_text(words("正式名称"), body.name),
            label_links(words("曾用名"), (Link(name, None) for name in body.former_names)),
            label_text(words("统一社会信用代码"), body.uscc),
        ),
        fee=words("它写明的收费是“{fee}”。有人另外要钱，先问清楚。", fee=body.fee) if body.fee and works else None,
        limits=words("本页能说明有这个组织、它做什么，不能说明上门的人就是它派来的。") if works else None,
    )


def _say_first(body: Organization, shared: Shared) -> str:
    if body.status is Status.DISSOLVED:
        return shared.words("“{name}”已停止活动。有人还用这个名称上门，不要开门，先问清楚。", name=body.name)
    if body.status is Status.MERGED:
        return shared.words("“{name}”已并入别的组织。有人还用这个名称上门，先问清楚再开门。", name=body.name)
    return shared.words("有人上门说是“{name}”的，先问清楚再开门。", name=body.name)


def _where_to_ask(body: Organization, shared: Shared) -> tuple[str, Link | None]:
    words, place = shared.words, community_of(body.regions, shared.regions)
    if found := region_phone(body.regions, shared):
        owner, phone = found
        return words("问{owner}：", owner=owner), phone
    own = link_phone(body.contact.phone) if body.contact else None
    if own and body.status not in GONE:
        return words("打它登记的电话问："), own
    if place:
        return words("可以向{place}的工作人员打听。", place=shared.regions[place].name), None
    return words("可以向住地社区或村的工作人员打听。"), None
