"""Views that are data, to bytes: sheets for Excel and its like, JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from starcase.views.sheets import Cell, Piece, Sheet

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""What a cell may not begin with: a spreadsheet would reckon it, and what people write is no formula."""


_NO_ENTRIES = b"[]\n}\n"
_END = b"\n  ]\n}\n"
"""What ends JSON whose last field is a list, without and with entries."""


def write_sheet(sheet: Sheet) -> bytes:
    """CSV as Excel opens it by a double click: UTF-8 with its mark, lines that end as in Windows.

    Source: RFC 4180; for what is not to begin a cell, OWASP, CSV Injection.
    """
    return _write_lines([sheet.columns]).encode("utf-8-sig") + _write_rows(sheet)


def write_sheet_piece(piece: Piece[Sheet]) -> bytes:
    """Some rows of a long sheet: the pieces one after the other are what `write_sheet` gives for the whole."""
    return _write_rows(piece.view) if piece.before else write_sheet(piece.view)


def _write_rows(sheet: Sheet) -> bytes:
    return _write_lines([_as_text(cell) if type(cell) is str else cell for cell in row] for row in sheet.rows).encode()


def _write_lines(lines: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def write_json(view: object) -> bytes:
    """The fields of a View as JSON that people can read, too."""
    return msgspec.json.format(msgspec.json.encode(view), indent=2) + b"\n"


def write_json_piece(piece: Piece[Struct]) -> bytes:
    """Some entries of a long list, which is the last field of its View: the pieces one after the other are what `write_json` gives for the whole."""
    name = msgspec.structs.fields(piece.view)[-1].name
    begin = write_json(replace(piece.view, **{name: ()})).removesuffix(_NO_ENTRIES) + b"[\n"
    if not getattr(piece.view, name):
        return write_json(piece.view)
    entries = write_json(piece.view).removeprefix(begin).removesuffix(_END)
    return (b"" if piece.before else begin) + entries + (_END if piece.is_last else b",\n")


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
