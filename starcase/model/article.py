"""A record that stands above a text, together with that text: a story, a notice, a page of the site's own."""

from typing import Generic, TypeVar

from starcase.model.base import Model

R = TypeVar("R", bound=Model)


class Article(Model, Generic[R]):
    """What is written above a text, and the text as HTML in which nothing can do harm, for headings below the title."""

    record: R
    html: str
