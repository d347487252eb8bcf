"""Word documents as people hand them in, made with another library."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm
from PIL import Image


def picture(colour: str, kind: str = "JPEG", width: int = 800) -> BytesIO:
    written = BytesIO()
    Image.new("RGB", (width, width * 3 // 4), colour).save(written, kind)
    written.seek(0)
    return written


def add_picture(document: WordDocument, content: BytesIO, alt: str = "") -> None:
    document.add_picture(content, width=Cm(5))
    if alt:
        document.inline_shapes[-1]._inline.docPr.set("descr", alt)


def save(document: WordDocument, path: Path) -> Path:
    document.save(str(path))
    return path


def bold(document: WordDocument, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def story(path: Path) -> Path:
    """A story with all that stories usually have."""
    document = Document()
    bold(document, "示例：楼道里的周末灯")
    document.add_paragraph("——新芽课堂纪实")
    document.add_paragraph("来源：示例街道　作者：示例通讯员　时间：2025年3月12日")
    document.add_paragraph("　　每到周末，*灯*就亮了。<b> & [方括号] a_b_c")
    paragraph = document.add_paragraph("来了")
    paragraph.add_run("二十名").bold = True
    paragraph.add_run("孩子。")
    bold(document, "一、缘起")
    document.add_paragraph("第一条", style="List Number")
    document.add_paragraph("第二条", style="List Number")
    add_picture(document, picture("#d9b382"), "孩子们围着一张桌子")
    document.add_paragraph("图1　队员在讲题")
    add_picture(document, picture("#8fb3c9", "PNG"), "IMG_2035.jpg")
    document.add_paragraph("桌上有一盏灯。")
    table = document.add_table(2, 2)
    for number, text in enumerate(("年份", "人次", "2024", "约120|余")):
        table.cell(number // 2, number % 2).text = text
    merged = document.add_table(2, 2)
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "合并的一格"
    merged.cell(1, 0).text, merged.cell(1, 1).text = "甲", "乙"
    document.add_paragraph("示例街道党工委")
    return save(document, path)


def with_part(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """The document with bytes of one of its parts replaced."""
    parts = {}
    with zipfile.ZipFile(path) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for one, content in parts.items():
            package.writestr(one, content)
    return path
