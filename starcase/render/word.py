"""A list on paper as a Word document: A4, the table's head on every page, pages numbered; the same bytes for the same list.

The table is written directly: a library that builds it cell by cell needs milliseconds for each row.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import escape

from starcase.render.word_parts import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    FONTS,
    FOOTER,
    NAMES,
    RELATIONS,
    SETTINGS,
    STYLES,
)
from starcase.views.papers import Column, Paper, PaperRow

_MADE = "2000-01-01T00:00:00Z"
"""Stands for the time of making, so that the same list has the same bytes."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
_TWIPS = 56.7
"""A millimetre in twentieths of a point."""
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[\w 、，。：（）-]*")
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="907" w:bottom="1134" w:left="907" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_word(paper: Paper) -> bytes:
    """The document's file. Source: ECMA-376, part 1."""
    parts = (
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", _core(paper)),
        ("word/document.xml", _document(paper)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/settings.xml", SETTINGS),
        ("word/fontTable.xml", FONTS),
        ("word/footer1.xml", FOOTER),
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, text.encode())
    return content.getvalue()


def _core(paper: Paper) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_text(paper.title)}</dc:title><dc:creator>{_text(paper.publisher)}</dc:creator>"
        f"<dc:language>{_text(paper.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:modified></cp:coreProperties>'
    )


def _document(paper: Paper) -> str:
    return "".join(
        (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMES}><w:body>',
            _paragraph("ListTitle", paper.title),
            *(_paragraph("ListLine", line) for line in paper.lines),
            *_table(paper.columns, paper.rows),
            _paragraph("ListLine", ""),
            *(_paragraph("ListLine", note) for note in paper.notes),
            *(_paragraph("Seal", line) for line in paper.seal),
            f"{_PAGE}</w:body></w:document>",
        )
    )


def _table(columns: tuple[Column, ...], rows: Iterable[PaperRow]) -> Iterator[str]:
    widths = [round(column.width * _TWIPS) for column in columns]
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_LINES}</w:tblBorders>'
    yield '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    cells = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
    for cell, column in zip(cells, columns, strict=True):
        yield f"{cell}{_paragraph('ListHead', column.heading)}</w:tc>"
    yield "</w:tr>"
    begins = [f"{cell}<w:p><w:r><w:t>" for cell in cells]
    for row in rows:
        texts = zip(begins, (row.number, row.name, *row.cells), strict=True)
        inside = "</w:t></w:r></w:p></w:tc>".join([begin + _text(text) for begin, text in texts])
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:t></w:r></w:p></w:tc></w:tr>"
    yield "</w:tbl>"


def _paragraph(style: str, text: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{_text(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _text(text: str) -> str:
    """What people wrote as XML text, without the characters that XML has no place for."""
    return text if _PLAIN.fullmatch(text) else escape(_NOT_IN_XML.sub("", text), quote=False)
