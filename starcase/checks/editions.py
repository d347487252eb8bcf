"""Finds pages that would stand where another language of the site has its folder."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.edition import editions_of
from starcase.problems import Problem, problem, rule

LANGUAGE_FOLDER_TAKEN = rule(
    "language-folder-taken",
    says="这一页的编号“{id}”，也是另一种语言版本的文件夹名。",
    mend="请给这一页换一个编号，或从 config.yaml 的 languages（语言版本）里去掉这种语言。",
    stops_site=True,
)


def find_taken_folders(catalogue: Catalogue) -> Iterator[Problem]:
    """Reports ``language-folder-taken``."""
    folders = {edition.folder for edition in editions_of(catalogue.config)[1:]}
    for page in catalogue.pages:
        if page.id in folders:
            yield problem(LANGUAGE_FOLDER_TAKEN, page.document, ("id",), id=page.id)
