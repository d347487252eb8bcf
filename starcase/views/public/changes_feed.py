"""The latest moves as a feed: who subscribes learns of every change."""

from __future__ import annotations

from starcase.model.move import Moved
from starcase.model.programme import Programme
from starcase.views import urls
from starcase.views.feeds import FeedEntry, FeedView, public_address, say_time
from starcase.views.moves import name_kind, name_level, say_origin, say_state
from starcase.views.parts import say_place
from starcase.views.shared import Shared


def project_changes_feed(shared: Shared, url: str, latest: tuple[Moved, ...]) -> FeedView:
    """The feed of the `latest` moves, the newest first; there is at least one."""
    config, words = shared.config, shared.words
    return FeedView(
        language=config.language,
        title=words("{site}：星级变动", site=config.title),
        subtitle=words("升星、降星、新评、取消、到期，最近{n}条。", n=len(latest)),
        id=public_address(url, shared),
        home=public_address(urls.CHANGES, shared),
        author=config.identity.owner or config.title,
        updated=say_time(latest[0].move.day, shared),
        entries=tuple(_view_entry(one, shared) for one in latest),
    )


def _view_entry(one: Moved, shared: Shared) -> FeedEntry:
    programme, move = shared.programmes[one.move.programme], one.move
    page = public_address(urls.changes_url(move.programme, move.round), shared)
    kind = name_kind(move.kind, programme, shared.words)
    return FeedEntry(  # its id is made of the round, the body, the day and the kind of move
        id=f"{page}#{one.id}-{move.day.isoformat()}-{move.kind.value}",
        title=_say_title(one, kind, programme, shared),
        href=public_address(urls.organization_url(one.id), shared),
        updated=say_time(move.day, shared),
        term=move.kind.value,
        category=kind,
        summary=_say_summary(one, programme, shared),
    )


def _say_title(one: Moved, kind: str, programme: Programme, shared: Shared) -> str:
    """`守望队：五星级→金牌（升星）`; where one of the levels is missing, what there is."""
    words = shared.words
    before, after = name_level(one.move.from_level, programme), name_level(one.move.to_level, programme)
    if before and after:
        return words("{name}：{before}→{after}（{kind}）", name=one.name, before=before, after=after, kind=kind)
    if after:
        return words("{name}：{after}（{kind}）", name=one.name, after=after, kind=kind)
    state = say_state(one, programme, words)
    return words("{name}：{before}→{state}", name=one.name, before=before, state=state)


def _say_summary(one: Moved, programme: Programme, shared: Shared) -> str:
    words, move = shared.words, one.move
    parts = (
        say_place(one.regions, shared),
        words("{programme}，{origin}", programme=programme.name, origin=say_origin(one, words)),
        words("理由：{reason}", reason=move.reason) if move.reason else "",
        words("依据：{basis}", basis=move.basis) if move.basis else "",
    )
    return words("；").join(filter(None, parts))
