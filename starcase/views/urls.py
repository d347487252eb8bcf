"""Where each page lives in the output, and how one page links to another."""

from __future__ import annotations

import posixpath

from starcase.model.ids import LevelId, NoticeId, OrganizationId, PageId, ProgrammeId, RegionId, StoryId, TypeId
from starcase.model.values import Period

HOME = "index.html"
DIRECTORY = "organizations/index.html"
SEARCH = "search/index.html"
PROGRAMMES = "programmes/index.html"
REGIONS = "regions/index.html"
STORIES = "stories/index.html"
NOTICES = "notices/index.html"
STATISTICS = "statistics/index.html"
CHANGES = "changes/index.html"
CHANGES_FEED = "changes/feed.xml"
HOW = "how/index.html"
NOT_FOUND = "404.html"
STYLEGUIDE = "styleguide/index.html"
ELDER = "elder/index.html"
ELDER_DIRECTORY = "elder/organizations/index.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
STORIES_FEED = "stories/feed.xml"
OPEN_DATA = "data/index.html"
BODIES_DATA = "data/organizations.json"
REGIONS_SHEET = "data/regions.csv"
PROGRAMMES_DATA = "data/programmes.json"
SCHEMA = "data/schema.json"
DICTIONARY_SHEET = "data/dictionary.csv"
DICTIONARY_DATA = "data/dictionary.json"
MANIFEST = "data/manifest.json"
STYLESHEET = "assets/site.css"
SCRIPT = "assets/site.js"
FINDER_SCRIPT = "assets/finder.js"
ICON = "assets/icon.svg"
SEARCH_FOLDER = "search/"
SEARCH_MANIFEST = "search/manifest.js"
_PAGE_ONE = "/page/1"


def organization_url(organization: OrganizationId) -> str:
    return f"organizations/{organization}/index.html"


def plaque_url(organization: OrganizationId) -> str:
    """A body's certificate, to print and hang up. Its code leads to the body's own page, which says what holds today."""
    return f"organizations/{organization}/plaque/index.html"


def programme_url(programme: ProgrammeId) -> str:
    return f"programmes/{programme}/index.html"


def programme_list_url(programme: ProgrammeId) -> str:
    """The list of all bodies of a programme: numbered from its first page on, since the programme's own page stands above it."""
    return f"programmes/{programme}{_PAGE_ONE}/index.html"


def type_url(programme: ProgrammeId, kind: TypeId) -> str:
    return f"programmes/{programme}/types/{kind}/index.html"


def level_url(programme: ProgrammeId, level: LevelId) -> str:
    return f"programmes/{programme}/levels/{level}/index.html"


def how_url(programme: ProgrammeId) -> str:
    return f"how/{programme}/index.html"


def badge_url(programme: ProgrammeId, level: LevelId, year: int) -> str:
    """A picture for other sites."""
    return f"badges/{programme}/{level}/{year}.svg"


def changes_url(programme: ProgrammeId, period: Period) -> str:
    """What changed in a round; capitals of a half year or a quarter are written small, as in all addresses."""
    return f"changes/{programme}/{str(period).lower()}/index.html"


def changes_file_url(programme: ProgrammeId, period: Period, ending: str) -> str:
    """The same to download."""
    return f"data/changes-{programme}-{str(period).lower()}.{ending}"


def bodies_file_url(number: int | None, ending: str) -> str:
    """The list of all bodies to download; a long one in numbered files."""
    return f"data/organizations{'' if number is None else f'-{number}'}.{ending}"


def body_data_url(organization: OrganizationId) -> str:
    """One body as data."""
    return f"data/organizations/{organization}.json"


def need_url(slug: str) -> str:
    """The bodies that meet a need. No organization can be called `search`, so this address is free."""
    return f"organizations/search/{slug}/index.html"


def region_url(region: RegionId) -> str:
    return f"regions/{region}/index.html"


def region_roster_url(region: RegionId, part: int = 1) -> str:
    """The list of a region's bodies, to print; no page can be called `print`."""
    return _part_url(f"print/regions/{region}/index.html", part)


def level_roster_url(programme: ProgrammeId, level: LevelId, part: int = 1) -> str:
    """The list of the bodies that have a level, to print."""
    return _part_url(f"print/programmes/{programme}/levels/{level}/index.html", part)


def _part_url(first: str, part: int) -> str:
    return first if part == 1 else first.replace("index.html", f"{part}/index.html")


def word_url(page: str) -> str:
    """A page's list as a Word document, beside the page."""
    return page.removesuffix("index.html") + "list.docx"


def elder_url(url: str) -> str:
    """The twin, in the version for old people, of the home page, of a page of the directory or of one of a need."""
    return f"elder/{url}"


def has_elder_twin(url: str) -> bool:
    """Whether there is such a twin; a page of a body or of its certificate has none."""
    return url in (HOME, DIRECTORY) or url.startswith(("organizations/page/", "organizations/search/"))


def story_url(story: StoryId) -> str:
    return f"stories/{story}/index.html"


def notice_url(notice: NoticeId) -> str:
    return f"notices/{notice}/index.html"


def page_url(page: PageId) -> str:
    return f"{page}/index.html"


def search_url(name: str) -> str:
    """A file of the index."""
    return f"{SEARCH_FOLDER}{name}.js"


def numbered_url(first: str, number: int) -> str:
    """The address of the n-th page (from 1) of a list whose first page is at `first`."""
    return first if number == 1 else section_url(first, (str(number),))


def section_url(first: str, folders: tuple[str, ...]) -> str:
    """The first page of a section of a list; no id can be `page`, so all below that folder is free for the parts of lists."""
    if not folders:
        return first
    above = posixpath.dirname(first).removesuffix(_PAGE_ONE)
    return "/".join((above, "page", *folders, "index.html")).lstrip("/")


def sitemap_url(kind: str, section: str) -> str:
    """The sitemap of a section of the site: pages of a folder (none for those at the top) whose addresses go on with some letters.

    It stands at the top, since a sitemap speaks only of what lies beside and below it. No id holds `_`.
    """
    return "-".join(("sitemap", kind or "pages", *filter(None, [section.replace("/", "_")]))) + ".xml"


def relative(from_url: str, to_url: str) -> str:
    """The link from one page to another, both addressed from the output's top folder; `#anchor` is kept."""
    shared = from_url.find("/") + 1
    if shared and not to_url.startswith(from_url[:shared]):
        return "../" * from_url.count("/") + to_url
    if "#" in to_url and to_url.startswith(f"{from_url}#"):
        return to_url[len(from_url) :]
    while (end := from_url.find("/", shared) + 1) and to_url.startswith(from_url[shared:end], shared):
        shared = end
    return "../" * from_url.count("/", shared) + to_url[shared:]
