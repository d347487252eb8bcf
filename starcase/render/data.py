"""Views that are data, to bytes: sheets for Excel and its like, JSON for programs."""

from __future__ import annotations

import csv
import io

import msgspec

from starcase.views.sheets import Sheet

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""What a cell may not begin with: a spreadsheet would reckon it, and what people write is no formula."""


def write_sheet(sheet: Sheet) -> bytes:
    """CSV as Excel opens it by a double click: UTF-8 with its mark, lines that end as in Windows.

    Source: RFC 4180; for what is not to begin a cell, OWASP, CSV Injection.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([_as_text(cell) if type(cell) is str else cell for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def write_json(view: object) -> bytes:
    """The fields of a View as JSON that people can read, too."""
    return msgspec.json.format(msgspec.json.encode(view), indent=2) + b"\n"


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
