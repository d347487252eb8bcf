"""What every reviewers' page is made of: the mark, a heading, figures, and sections with dense tables."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import mark, say_number
from starcase.model.config import Depth, Publish
from starcase.model.desk import Pile
from starcase.model.ids import LevelId, ProgrammeId, RegionId
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.reviewer import addresses
from starcase.views.shared import MenuItem, Shared
from starcase.views.sheets import Sheet

SECRET = mark("内部资料 请勿外传")
_TITLE = mark("{title} · 评审工作台")
_MENU = (
    (mark("核查清单"), addresses.pile_url(Pile.MUST), "checklist"),
    (mark("区县"), addresses.DISTRICTS, "districts"),
    (mark("组织"), addresses.BODIES, "bodies"),
    (mark("名额与分数线"), addresses.QUOTAS, "quotas"),
    (mark("升降星"), addresses.MOVES, "moves"),
    (mark("公示与异议"), addresses.PUBLICITY, "publicity"),
    (mark("公布的数据"), addresses.CLAIMS, "claims"),
    (mark("标准自查"), addresses.RUBRICS, "rubrics"),
    (mark("留痕"), addresses.TRAIL, "trail"),
)
_SHEET_NAME = 31
"""Letters that the name of a sheet may have."""


class Kind(StrEnum):
    """How a column is set, and narrowed: by its text alone, or by choosing one of its values. PROSE is given room."""

    TEXT = "text"
    PROSE = "prose"
    NUMBER = "number"
    CHOICE = "choice"


class Column(Struct, frozen=True):
    label: str
    kind: Kind = Kind.TEXT


class Cell(Struct, frozen=True):
    """`tone` colours it: must, look, good, faint. `number` is what stands in a workbook in the place of the text."""

    text: str
    href: str | None = None
    tone: str = ""
    number: Decimal | int | None = None


class Table(Struct, frozen=True):
    """Each row heads itself with its first cell; `empty` is said where there is no row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""

    @property
    def can_be_narrowed(self) -> bool:
        """A long table, or one with a column to choose from."""
        few = 5 if any(column.kind is Kind.CHOICE for column in self.columns) else 15
        return len(self.rows) > few


class Section(Struct, frozen=True):
    """A table with its heading; `notes` stand above it."""

    id: str
    heading: str
    table: Table | None = None
    notes: tuple[str, ...] = ()


class Figure(Struct, frozen=True):
    value: str
    label: str
    href: str | None = None
    tone: str = ""


class DeskView(Struct, frozen=True):
    """A page of lists. `tabs` lead to the page's siblings; `workbook` is its first table to download."""

    frame: Frame
    secret: str
    heading: str
    notes: tuple[str, ...] = ()
    tabs: tuple[Link, ...] = ()
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    workbook: Link | None = None


def share_inside(shared: Shared) -> Shared:
    """What all reviewers' pages share: their own menu, no address in public, scorecards as deep as they go."""
    words, config = shared.words, shared.config
    inside = config.model_copy(
        update={
            "title": words(_TITLE, title=config.title),
            "subtitle": None,
            "base_url": None,
            "publish": Publish(scores=Depth.ITEMS),
        }
    )
    menu = tuple(MenuItem(words(label), url, section) for label, url, section in _MENU)
    return replace(shared, config=inside, menu=menu, footer=())


def frame(shared: Shared, url: str, title: str, crumbs: tuple[tuple[str, str], ...] = ()) -> Frame:
    """The frame of a reviewers' page; its title begins with the mark."""
    made = frame_page(shared, url, title, crumbs=crumbs)
    return replace(made, title=f"{shared.words(SECRET)} - {made.title}")


def make_workbook(table: Table, name: str, shared: Shared) -> Sheet:
    """A table as a sheet that says on its tab, and on every printed page, whose it is."""
    secret = shared.words(SECRET)
    return Sheet(
        columns=tuple(column.label for column in table.columns),
        rows=tuple(tuple(_sheet_cell(cell) for cell in row) for row in table.rows),
        name=f"{secret} {name}"[:_SHEET_NAME],
        mark=secret,
    )


def _sheet_cell(cell: Cell) -> str | int | float:
    if cell.number is None:
        return cell.text
    whole = cell.number == int(cell.number)
    return int(cell.number) if whole else float(cell.number)


def link_workbook(url: str, shared: Shared) -> Link:
    return Link(shared.words("下载 Excel"), urls.relative(url, addresses.workbook_url(url)))


def number_cell(number: Decimal | int | None, tone: str = "") -> Cell:
    """A number; an empty cell where there is none."""
    if number is None:
        return Cell("")
    return Cell(say_number(Decimal(number)), number=number, tone=tone)


def count_cell(number: int, href: str | None = None, tone: str = "") -> Cell:
    """A count; 0 is set faint."""
    return Cell(str(number), href if number else None, tone if number else "faint", number)


def say_region(region: RegionId | None, shared: Shared) -> str:
    return shared.regions[region].name if region and region in shared.regions else shared.words("（没有写地区）")


def say_level(programme: ProgrammeId | None, level: LevelId | None, shared: Shared) -> str:
    """The name of a level; nothing for none."""
    known = shared.programmes.get(programme) if programme else None
    found = known.level(level) if known else None
    return found.name if found else str(level or "")
