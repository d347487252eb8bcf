"""A Word document made ready for a converter: hidden words taken out, automatic numbers written out."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from starcase.exchange.word.numbers import write_numbers
from starcase.exchange.word.package import MAIN, W, is_hidden, read_xml


def prepare_word(package: BytesIO) -> BytesIO:
    """The same document where there is nothing to do."""
    with zipfile.ZipFile(package) as parts:
        names = frozenset(parts.namelist())
        body = read_xml(parts, MAIN)
        has_changed = _drop_hidden(body)
        if "word/numbering.xml" in names:
            styles = read_xml(parts, "word/styles.xml") if "word/styles.xml" in names else None
            has_changed |= write_numbers(body, styles, read_xml(parts, "word/numbering.xml"))
        return _with_body(parts, ElementTree.tostring(body, "utf-8", xml_declaration=True)) if has_changed else package


def _drop_hidden(body: Element) -> bool:
    found = [(parent, run) for parent in body.iter() for run in parent.findall(f"{W}r") if is_hidden(run)]
    for parent, run in found:
        parent.remove(run)
    return bool(found)


def _with_body(parts: zipfile.ZipFile, body: bytes) -> BytesIO:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as copy:
        for part in parts.infolist():
            copy.writestr(part.filename, body if part.filename == MAIN else parts.read(part))
    written.seek(0)
    return written
