"""What tables tell: values with the cells they stood in, and what has to be mended there."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from starcase.language import Phrase, Words, mark

KeyPath = tuple[str, ...]
"""English keys of the format: `("name",)`, `("contact", "phone")`, `("services", "2024", "visits")`,
`("services", "to_date", "hours")`, `("evaluations", "2024", "level")`; a private one begins with `review`:
`("review", "contacts", "mobile")`."""


class Source(Struct, frozen=True):
    """A file that was given: on the disk, or `inside` a zip on the disk.

    `file` is what people call it: its path inside the folder or zip that was given, with `/`.
    """

    file: str
    path: Path
    inside: str | None = None
    size: int = 0

    @property
    def name(self) -> str:
        """The last part of what people call it."""
        return self.file.rpartition("/")[2]


class Spot(Struct, frozen=True, order=True):
    """Where a value stood. Rows and columns count from 1; column 0 is the whole row, row 0 the whole sheet or file.

    `sheet` is empty for CSV and where the whole file is meant.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0


class Given(Struct, frozen=True):
    """One value as it would stand in YAML: str, int, float, bool or a list of str; a date is `2024-05-01`.

    None: the cell is empty, which leaves the record alone. An approximate figure stays text (`1200余`); names are ids
    where the settings know them. A leader's name stands under `people.leader.name` also where the table says nothing of a consent,
    a mobile number under `contact.phone` where it was written in a column for the public: whoever writes records decides by consent.
    """

    path: KeyPath
    value: object
    spot: Spot


class Entry(Struct, frozen=True):
    """One body as a table tells it; `spot` is its (first) row."""

    given: tuple[Given, ...]
    spot: Spot


class Complaint(Struct, frozen=True):
    """Something to mend in a table; `field` is the column's header and `value` what was written, as the person sees them.

    `must`: the row, or where no row is named the sheet or file, waits until it is mended; else it is worth a look.
    """

    spot: Spot
    field: str
    value: str
    wrong: Phrase
    mend: Phrase
    must: bool = True


class PhotoNote(Struct, frozen=True):
    """What a list says of one photo: its file's name, the body by id or name (empty where nobody said it), and the keys of a photo.

    Texts are empty, and `consent` None, where nothing was written. `spot` is the cell that names the file.
    """

    file: str
    body: str
    alt: str
    credit: str
    consent: bool | None
    spot: Spot


class Tables(Struct, frozen=True):
    """All that was read: one entry a body, complaints in the order of the cells, the workbooks and lists that were read.

    `others` are files beside them that are no tables: documents and pictures of a parcel; `photos` is what lists say of these.
    """

    entries: tuple[Entry, ...]
    complaints: tuple[Complaint, ...]
    sources: tuple[Source, ...]
    others: tuple[Source, ...] = ()
    photos: tuple[PhotoNote, ...] = ()


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column that counts from 1: A to Z, then AA."""
    above, place = divmod(column - 1, 26)
    return (column_letters(above) if above else "") + chr(ord("A") + place)


def say_complaint(complaint: Complaint, words: Words) -> str:
    """The whole message: 《文件》“表”第5行D列（星级）：写的是“六星”，没有这个星级。请改成：…"""
    says = mark("{place}：{reason}")
    return words(says, place=say_place(complaint.spot, complaint.field, words), reason=say_reason(complaint, words))


def say_reason(complaint: Complaint, words: Words) -> str:
    """What was written, what is wrong and how to mend it, without the place."""
    wrong, mend = complaint.wrong.said(words).rstrip("。."), complaint.mend.said(words)
    if complaint.value:
        return words("写的是“{value}”，{wrong}。{mend}", value=complaint.value, wrong=wrong, mend=mend)
    return words("{wrong}。{mend}", wrong=wrong, mend=mend)


def say_place(spot: Spot, field: str, words: Words) -> str:
    """The place as people look for it: file, sheet, row and column, as far as they are named."""
    parts = [words("《{file}》", file=spot.file)]
    if spot.sheet:
        parts.append(words("“{sheet}”", sheet=spot.sheet))
    if spot.row:
        parts.append(words("第{row}行", row=spot.row))
    if spot.column:
        parts.append(words("{column}列", column=column_letters(spot.column)))
    if field:
        parts.append(words("（{field}）", field=field))
    return "".join(parts)
