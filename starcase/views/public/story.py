"""A story's page, and the list of stories."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from starcase.model.article import Article
from starcase.model.row import Row, StoryRow
from starcase.model.story import Story
from starcase.model.stretch import Stretch
from starcase.sources.markdown import split_pictures
from starcase.views import urls
from starcase.views.feeds import FeedLink
from starcase.views.frame import Frame, frame_page
from starcase.views.parts import Card, Pager, StoryCard, make_cards, make_story_card, say_date, say_hidden
from starcase.views.portal import Published
from starcase.views.public.documents import Files, PictureView, make_picture, make_pictures
from starcase.views.public.labelled import Labelled, given, label_text
from starcase.views.public.stories_feed import link_stories_feed
from starcase.views.sections import Index, crumbs_down, say_here, say_title, view_indexes, view_pager
from starcase.views.shared import Shared


class Passage(Struct, frozen=True):
    """A part of the text, and the picture that follows it."""

    text: Markup
    picture: PictureView | None


class StoryView(Struct, frozen=True):
    """`hidden` says why only a preview shows it; `facts` are date, author and source; `picture` stands above the text, `more` below it."""

    frame: Frame
    title: str
    hidden: str | None
    facts: tuple[Labelled, ...]
    summary: str | None
    picture: PictureView | None
    body: tuple[Passage, ...]
    more: tuple[PictureView, ...]
    organizations: tuple[Card, ...]


class StoriesView(Struct, frozen=True):
    frame: Frame
    title: str
    indexes: tuple[Index, ...]
    stories: tuple[StoryCard, ...]
    pager: Pager | None
    feeds: tuple[FeedLink, ...]


def project_story(
    shared: Shared, url: str, record: bytes, is_hidden: bool, organizations: tuple[Row, ...], files: Files
) -> StoryView:
    """The page of a story; `organizations` are the bodies that it tells of. `is_hidden`: the public does not see it on this day."""
    article = Article[Story].model_validate_json(record)
    story, words = article.record, shared.words
    date = say_date(story.date, words) if story.date else None
    passages, placed = _passages(article, files, url, shared)
    others = make_pictures((photo for photo in story.photos if photo.file not in placed), files, url, shared)
    picture = next(iter(make_pictures(story.photos, files, url, shared)), None)
    return StoryView(
        frame=frame_page(
            shared,
            url,
            story.title,
            crumbs=((words("服务故事"), urls.STORIES),),
            description=story.summary or story.title,
            article=Published(
                published=str(story.date) if story.date else None,
                source=story.source,
                author=story.author,
                keywords=story.tags,
            ),
            picture=picture.src if picture else None,
        ),
        title=story.title,
        hidden=say_hidden(story.publish_on, story.expires_on, story.draft, words) if is_hidden else None,
        facts=given(
            label_text(words("时间"), date),
            label_text(words("作者"), story.author),
            label_text(words("来源"), story.source or words("本站")),
        ),
        summary=story.summary,
        picture=others[0] if others else None,
        body=passages,
        more=others[1:],
        organizations=make_cards(organizations, url, shared),
    )


def _passages(
    article: Article[Story], files: Files, url: str, shared: Shared
) -> tuple[tuple[Passage, ...], frozenset[str]]:
    """The text, cut at the pictures that stand in it; and which of its photos these are."""
    parts = tuple(split_pictures(article.html))
    photos = {photo.file: photo for photo in article.record.photos}
    passages = tuple(
        Passage(Markup(text), make_picture(photos.get(file), files, url, shared, caption))
        for text, file, caption in parts
    )
    return passages, frozenset(file for _, file, _ in parts)


def project_stories(
    shared: Shared,
    url: str,
    stories: tuple[StoryRow, ...],
    organizations: tuple[tuple[Row, ...], ...],
    stretch: Stretch,
    has_feed: bool,
) -> StoriesView:
    """A page of the list of stories; `organizations` are each story's bodies."""
    words = shared.words
    title = say_title(words("服务故事"), stretch, words) if stretch.folders else words("服务故事")
    between = crumbs_down(words("服务故事"), urls.STORIES, stretch, words) if stretch.folders else ()
    return StoriesView(
        frame=frame_page(shared, url, title, here=say_here(stretch, words), crumbs=between),
        title=title,
        indexes=view_indexes(urls.STORIES, stretch, url, words),
        stories=tuple(
            make_story_card(story, url, shared, bodies) for story, bodies in zip(stories, organizations, strict=True)
        ),
        pager=view_pager(urls.STORIES, stretch),
        feeds=link_stories_feed(has_feed, url, words),
    )
