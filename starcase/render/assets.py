"""The stylesheet and the script: plain files joined in a visible order, and static files as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starcase.model.output import Output
from starcase.views import urls

COLOURS = ("static/css/tokens.css", "static/css/theme.css")
"""What a city restyles first: the bundled values, then those that its own theme puts over them."""
STYLES = (
    *COLOURS,
    "static/css/base.css",
    "static/css/layout.css",
    "components/level/level.css",
    "components/tools/tools.css",
    "components/card/card.css",
    "components/figure/figure.css",
    "components/checked/checked.css",
    "components/reconciled/reconciled.css",
    "components/table/table.css",
    "components/bars/bars.css",
    "components/chart/chart.css",
    "components/pager/pager.css",
    "components/contact/contact.css",
    "components/scorecard/scorecard.css",
    "components/prose/prose.css",
    "components/notice/notice.css",
    "components/document/document.css",
    "components/photo/photo.css",
    "components/badge/badge.css",
    "components/rating/rating.css",
    "components/trace/trace.css",
    "components/record/record.css",
    "components/article/article.css",
    "components/chips/chips.css",
    "components/fold/fold.css",
    "components/areas/areas.css",
    "components/letters/letters.css",
    "components/tree/tree.css",
    "components/needs/needs.css",
    "components/scheme/scheme.css",
    "components/overview/overview.css",
    "components/moves/moves.css",
    "components/files/files.css",
    "components/ways/ways.css",
    "components/mark/mark.css",
    "components/search/search.css",
    "components/finder/finder.css",
    "components/qr/qr.css",
    "components/paper/paper.css",
    "components/plaque/plaque.css",
    "components/elder/elder.css",
    "components/styleguide/styleguide.css",
    "static/css/print.css",
)
SCRIPTS = (
    "static/js/start.js",
    "static/js/elder.js",
    "static/js/text-size.js",
    "static/js/read-aloud.js",
    "static/js/my-community.js",
    "static/js/print.js",
    "static/js/unfold.js",
    "static/js/search-loader.js",
    "static/js/search-ui/typing.js",
    "static/js/search-ui/drawing.js",
    "static/js/search-ui/box.js",
)
FINDER_SCRIPTS = (
    "static/js/search-ui/address.js",
    "static/js/search-ui/cards.js",
    "static/js/search-ui/facets.js",
    "static/js/search-ui/community.js",
    "static/js/search-ui/shorter.js",
    "static/js/search-ui/found.js",
    "static/js/search-ui/finder.js",
)
"""Of the search page and the directory only."""
IMAGES = (("static/img/icon.svg", urls.ICON),)


REVIEWERS_STYLES = ("reviewer/desk.css",)
REVIEWERS_SCRIPTS = (
    "static/js/start.js",
    "static/js/print.js",
    "static/js/unfold.js",
    "reviewer/narrow.js",
)
"""What reviewers have besides; no public file is joined from it."""
_FILES = {
    "public": ((urls.STYLESHEET, STYLES), (urls.SCRIPT, SCRIPTS), (urls.FINDER_SCRIPT, FINDER_SCRIPTS)),
    "review": ((urls.STYLESHEET, (*STYLES, *REVIEWERS_STYLES)), (urls.SCRIPT, REVIEWERS_SCRIPTS)),
}


def make_assets(folders: tuple[Path, ...], audience: str = "public") -> Iterator[Output]:
    """The files under assets/, from the first folder that has each source file."""
    for url, names in _FILES[audience]:
        yield Output(url, b"\n".join(_find(folders, name).read_bytes() for name in names))
    for name, url in IMAGES:
        yield Output(url, _find(folders, name).read_bytes())


def find_colours(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The stylesheets that say the colours, in the order in which later ones win."""
    return tuple(_find(folders, name) for name in COLOURS)


def _find(folders: tuple[Path, ...], name: str) -> Path:
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)
