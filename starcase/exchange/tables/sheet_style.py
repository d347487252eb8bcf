"""The look of every workbook that people fill in: formats, drop-down lists, notes, locked cells; the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from starcase.language import mark

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A workbook must say when it was made: always on one day, so that equal cells give equal bytes."""
_AUTHOR = "starcase"
LISTS = "选项"
"""The hidden sheet that holds what may be chosen."""
_ASKED_MOST = 255
_FONT = "微软雅黑"
_NARROWEST, _WIDEST = 8, 42


class Fill(Protocol):
    """Writes the sheets of a workbook."""

    def __call__(self, book: Workbook, look: Look, /) -> None: ...


class Look(Struct, frozen=True):
    """The formats of a workbook. Locked cells are locked only in a sheet that is protected."""

    head: Format
    required: Format
    private: Format
    text: Format
    number: Format
    locked: Format
    example: Format
    title: Format
    plain: Format


def make_workbook(fill: Fill) -> bytes:
    """The workbook whose sheets `fill` writes."""
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE, "author": _AUTHOR})
    book.set_size(2400, 1400)
    fill(book, _look(book))
    book.close()
    return made.getvalue()


def _look(book: Workbook) -> Look:
    def style(**given: Any) -> Format:
        return book.add_format({"font_name": _FONT, "font_size": 11, "valign": "vcenter", **given})

    head = {"bold": True, "text_wrap": True, "align": "center", "border": 1, "border_color": "#B7B7B7"}
    return Look(
        head=style(**head, bg_color="#E7E6E6"),
        required=style(**head, bg_color="#F8CBAD"),
        private=style(**head, bg_color="#D9E1F2"),
        text=style(num_format="@", locked=False),
        number=style(locked=False),
        locked=style(num_format="@", bg_color="#F2F2F2", font_color="#7F7F7F"),
        example=style(num_format="@", italic=True, font_color="#7F7F7F", bg_color="#FFF9E5"),
        title=style(bold=True, font_size=16),
        plain=style(text_wrap=True, valign="top"),
    )


def width_of(text: str) -> int:
    """How wide a column must be for a text; a Chinese character takes two."""
    longest = max((len(line) + sum(sign > "\u2e80" for sign in line) for line in text.splitlines()), default=0)
    return min(max(longest + 3, _NARROWEST), _WIDEST)


def protect(sheet: Worksheet) -> None:
    """Locks what is locked, without a password: everything else may be typed, sorted, filtered, widened."""
    allowed = (
        "format_cells",
        "format_columns",
        "format_rows",
        "insert_rows",
        "delete_rows",
        "sort",
        "autofilter",
        "insert_hyperlinks",
    )
    sheet.protect("", dict.fromkeys(allowed, True))


def note(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A note on a cell, as large as its text."""
    lines = sum(1 + len(line) // 18 for line in text.splitlines())
    sheet.write_comment(row, column, text, {"author": _AUTHOR, "x_scale": 2.2, "y_scale": 0.3 + 0.25 * lines})


class Lists(Struct):
    """The hidden sheet of what may be chosen: one column a list, or two for a list that hangs on other columns."""

    sheet: Worksheet
    next_column: int = 0

    def add(self, heading: str, choices: Sequence[str]) -> str:
        """The formula of a drop-down list of some choices."""
        column = self._take()
        self.sheet.write_column(0, column, [heading, *choices])
        letters = xl_col_to_name(column)
        return f"={LISTS}!${letters}$2:${letters}${len(choices) + 1}"

    def add_dependent(self, heading: str, choices: Mapping[str, Sequence[str]], parents: Sequence[str]) -> str:
        """The formula of a list that offers what belongs to the values of other cells, `parents`, such as `$C5`, joined by `/`.

        It works in Excel, WPS and LibreOffice alike: the choices of one key stand one below the other, and are cut out by counting.
        """
        keys, offered = self._take(), self._take()
        pairs = [(key, choice) for key in sorted(choices) for choice in choices[key]]
        self.sheet.write_column(0, keys, [heading, *(key for key, _ in pairs)])
        self.sheet.write_column(0, offered, [heading, *(choice for _, choice in pairs)])
        key, last = '&"/"&'.join(parents), len(pairs) + 1
        known = f"{LISTS}!${xl_col_to_name(keys)}$2:${xl_col_to_name(keys)}${last}"
        start = f"{LISTS}!{xl_rowcol_to_cell(1, offered, row_abs=True, col_abs=True)}"
        return f"=OFFSET({start},MATCH({key},{known},0)-1,0,COUNTIF({known},{key}),1)"

    def _take(self) -> int:
        column, self.next_column = self.next_column, self.next_column + 1
        return column


def add_lists(book: Workbook) -> Lists:
    """The sheet of lists, hidden, to be filled before the sheets that use it."""
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    return Lists(sheet)


def offer(sheet: Worksheet, rows: tuple[int, int], column: int, source: str, *, strictly: bool, says: str) -> None:
    """A drop-down list in a column, from one row to another; not `strictly`: another text is taken after a question."""
    sheet.data_validation(
        rows[0],
        column,
        rows[1],
        column,
        {
            "validate": "list",
            "source": source,
            "error_type": "stop" if strictly else "warning",
            "error_title": mark("请从列表里选"),
            "error_message": says[:_ASKED_MOST],
        },
    )
