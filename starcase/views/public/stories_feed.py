"""The newest stories as a feed: who subscribes learns of each."""

from __future__ import annotations

from datetime import date

from starcase.language import Words
from starcase.model.row import StoryRow
from starcase.views import urls
from starcase.views.feeds import FeedEntry, FeedLink, FeedView, public_address, say_time
from starcase.views.shared import Shared


def told_on(story: StoryRow) -> date | None:
    """The day on which a story was published, else the first that its date allows; None for a story without either."""
    return story.publish_on or (story.date.first_day if story.date else None)


def link_stories_feed(exists: bool, url: str, words: Words) -> tuple[FeedLink, ...]:
    """The way to the feed from the page at `url`, where it exists."""
    return (FeedLink(words("服务故事"), urls.relative(url, urls.STORIES_FEED)),) if exists else ()


def project_stories_feed(shared: Shared, url: str, latest: tuple[StoryRow, ...]) -> FeedView:
    """The feed of the `latest` stories, the newest first; there is at least one, and all have a day."""
    config, words = shared.config, shared.words
    entries = tuple(_view_entry(story, shared) for story in latest)
    return FeedView(
        language=config.language,
        title=words("{site}：服务故事", site=config.title),
        subtitle=words("最新的{n}篇服务故事。", n=len(latest)),
        id=public_address(url, shared),
        home=public_address(urls.STORIES, shared),
        author=config.identity.owner or config.title,
        updated=entries[0].updated,
        entries=entries,
    )


def _view_entry(story: StoryRow, shared: Shared) -> FeedEntry:
    page, day = public_address(urls.story_url(story.id), shared), told_on(story)
    return FeedEntry(
        id=page,
        title=story.title,
        href=page,
        updated=say_time(day, shared) if day else "",
        term=None,
        category=None,
        summary=story.summary,
    )
