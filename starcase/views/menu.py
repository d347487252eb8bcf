"""The menu: the entries of config.yaml that lead somewhere, and the site's own pages that ask to be in it."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import words_for
from starcase.model.catalogue import Catalogue
from starcase.model.config import MenuEntry
from starcase.model.row import PageRow
from starcase.views import urls
from starcase.views.rounds import find_rounds
from starcase.views.scheme import has_how
from starcase.views.shared import MenuItem


def make_menu(catalogue: Catalogue) -> tuple[MenuItem, ...]:
    """The entries in the order of `menu:`; the site's own pages stand where `about` does, else at the end.

    Source: FORMAT.md section 5, `menu`; DESIGN.md section 5.
    """
    named = catalogue.config.menu
    entries = (item for entry in named for item in _items(entry, catalogue))
    return (*entries, *(() if MenuEntry.ABOUT in named else _other_pages(catalogue)))


def make_footer(catalogue: Catalogue) -> tuple[MenuItem, ...]:
    """What stands at the foot of every page: the pages on the whole site that lead somewhere."""
    words = words_for(catalogue.config.language)
    changes = MenuItem(words("星级变动"), urls.CHANGES, "changes")
    return (
        MenuItem(words("统计"), urls.STATISTICS, "statistics"),
        MenuItem(words("全部项目"), urls.PROGRAMMES, "programmes"),
        *((changes,) if find_rounds(catalogue) else ()),
        MenuItem(words("开放数据"), urls.OPEN_DATA, "data"),
    )


def _items(entry: MenuEntry, catalogue: Catalogue) -> Iterator[MenuItem]:
    """Nothing for an entry that would lead to an empty page."""
    words = words_for(catalogue.config.language)
    if entry is MenuEntry.ABOUT:
        yield from (_page_item(page, words(entry.zh[0])) for page in catalogue.pages if _is_about(page))
        yield from _other_pages(catalogue)
        return
    url, is_filled = {
        MenuEntry.ORGANIZATIONS: (urls.DIRECTORY, bool(catalogue.rows)),
        MenuEntry.REGIONS: (urls.REGIONS, bool(catalogue.regions.nodes)),
        MenuEntry.STORIES: (urls.STORIES, bool(catalogue.stories)),
        MenuEntry.NOTICES: (urls.NOTICES, bool(catalogue.notices)),
        MenuEntry.CHANGES: (urls.CHANGES, bool(find_rounds(catalogue))),
        MenuEntry.HOW: (urls.HOW, any(has_how(programme) for programme in catalogue.programmes.values())),
    }[entry]
    if is_filled:
        yield MenuItem(words(entry.zh[0]), url, url.partition("/")[0])


def _other_pages(catalogue: Catalogue) -> Iterator[MenuItem]:
    pages = (page for page in catalogue.pages if page.menu and not _is_about(page))
    for page in sorted(pages, key=lambda page: (page.order, page.id)):
        yield _page_item(page, page.menu or page.title)


def _page_item(page: PageRow, label: str) -> MenuItem:
    return MenuItem(page.menu or label, urls.page_url(page.id), page.id)


def _is_about(page: PageRow) -> bool:
    return page.id == MenuEntry.ABOUT.value
