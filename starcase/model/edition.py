"""A site in one of its languages: the first stands at the top of the output, each of the others in a folder of its own."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.catalogue import Catalogue
from starcase.model.config import Config


class Edition(Struct, frozen=True):
    """`folder` is where its pages stand: "" for the first language, else `en`."""

    language: str
    folder: str


def editions_of(config: Config) -> tuple[Edition, ...]:
    """The site's own language, then those of `languages:` that are others (FORMAT.md section 5)."""
    others = (language for language in config.languages if language != config.language)
    return (Edition(config.language, ""), *(Edition(language, language.lower()) for language in others))


def in_edition(catalogue: Catalogue, edition: Edition) -> Catalogue:
    """The same records under settings that name the edition's language."""
    if not edition.folder:
        return catalogue
    return replace(catalogue, config=catalogue.config.model_copy(update={"language": edition.language}))
