"""A story's page, and the list of stories."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from starcase.model.article import Article
from starcase.model.row import Row, StoryRow
from starcase.model.story import Story
from starcase.views import urls
from starcase.views.frame import Frame, frame_page
from starcase.views.parts import Card, Pager, StoryCard, make_cards, make_pager, make_story_card, say_date
from starcase.views.public.documents import Files, PictureView, make_picture
from starcase.views.public.labelled import Labelled, given, label_text
from starcase.views.shared import Shared


class StoryView(Struct, frozen=True):
    """`facts` are date, author and source."""

    frame: Frame
    title: str
    is_draft: bool
    facts: tuple[Labelled, ...]
    summary: str | None
    picture: PictureView | None
    body: Markup
    organizations: tuple[Card, ...]


class StoriesView(Struct, frozen=True):
    frame: Frame
    stories: tuple[StoryCard, ...]
    pager: Pager | None


def project_story(shared: Shared, url: str, record: bytes, organizations: tuple[Row, ...], files: Files) -> StoryView:
    """The page of a story; `organizations` are the bodies that it tells of."""
    article = Article[Story].model_validate_json(record)
    story, words = article.record, shared.words
    date = say_date(story.date, words) if story.date else None
    return StoryView(
        frame=frame_page(
            shared,
            url,
            story.title,
            crumbs=((words("服务故事"), urls.STORIES),),
            description=story.summary or story.title,
            published=str(story.date) if story.date else None,
            source=story.source,
        ),
        title=story.title,
        is_draft=story.draft,
        facts=given(
            label_text(words("时间"), date),
            label_text(words("作者"), story.author),
            label_text(words("来源"), story.source),
        ),
        summary=story.summary,
        picture=make_picture(story.photo, files, url, shared),
        body=Markup(article.html),
        organizations=make_cards(organizations, url, shared),
    )


def project_stories(
    shared: Shared,
    url: str,
    stories: tuple[StoryRow, ...],
    organizations: tuple[tuple[Row, ...], ...],
    number: int,
    count: int,
) -> StoriesView:
    """Page `number` of `count` of all stories; `organizations` are each story's bodies."""
    return StoriesView(
        frame=frame_page(shared, url, shared.words("服务故事")),
        stories=tuple(
            make_story_card(story, url, shared, bodies) for story, bodies in zip(stories, organizations, strict=True)
        ),
        pager=make_pager(urls.STORIES, number, count),
    )
