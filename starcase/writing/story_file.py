"""A story from Word as the files of a site: a Markdown file, and its pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starcase.exchange.word.story import Picture, WordStory
from starcase.language import CHINESE, Words
from starcase.model.organization import Photo
from starcase.model.story import Story
from starcase.writing.form import Line, fill_in
from starcase.writing.forms import STORY


def story_files(story: WordStory, folder: str, words: Words, organizations: Sequence[str] = ()) -> Mapping[str, bytes]:
    """The files to write, by their paths from the root.

    The story is a draft. Of a picture it says what the document says; consent is asked for, never claimed.
    """
    values = {
        "title": story.title,
        "date": story.date,
        "organizations": list(organizations),
        "author": story.author,
        "source": story.source,
        "draft": True,
    }
    head = fill_in((line for line in STORY if line.key != "photo"), values, Story, words)
    photos = _photos(story, words) if story.pictures else fill_in(_PHOTO_LINE, {}, Story, words)
    text = f"---\n{head}{photos}---\n\n{story.markdown}"
    pictures = {f"{folder}/{picture.name}": picture.content for picture in story.pictures}
    return {**pictures, f"{folder}/{story.stem}.md": text.encode()}


_PHOTO_LINE: tuple[Line, ...] = tuple(line for line in STORY if line.key == "photo")


def _photos(story: WordStory, words: Words) -> str:
    """All pictures, each with what is still to be filled in."""
    (line,) = _PHOTO_LINE
    chinese = words.tag == CHINESE
    entries = "".join(_photo(picture, story.credit, line.inner, words) for picture in story.pictures)
    return (
        ("配图" if chinese else "photo") + f":  # {words('每张照片都要填图片说明，并在本人同意后写 true')}\n" + entries
    )


def _photo(picture: Picture, credit: str, lines: Sequence[Line], words: Words) -> str:
    values = {"file": picture.name, "alt": picture.alt, "credit": credit}
    asked = tuple(Line(line.key, line.example, line.says, wanted=line.key != "credit") for line in lines)
    written = fill_in(asked, values, Photo, words).splitlines()
    return "".join(f"{'  - ' if number == 0 else '    '}{line}\n" for number, line in enumerate(written))
