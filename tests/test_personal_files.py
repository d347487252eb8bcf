"""What lies in attachments is looked at before anybody can download it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from starcase.privacy.attachments import Sort, look_inside
from tests.sites import Site, rebuild, write_site
from tests.test_personal_data import CARD, ID, MOBILE, everything, report_of

NOTICE = """
-- content/notices/mingdan.md --
---
title: 示例名单
date: 2024-05-01
kind: 通知
attachments: [{title: 名单, file: %s}]
---
见附件。
"""


def build_with(folder: Path, name: str, content: bytes, config: str = "") -> Site:
    root = write_site(folder, NOTICE % name + config)
    (root / "content/notices" / name).write_bytes(content)
    return rebuild(root)


def workbook(**cells: object) -> Workbook:
    book = Workbook()
    book.active.title = "名单"  # type: ignore[union-attr]
    for place, value in cells.items():
        book.active[place] = value  # type: ignore[index]
    return book


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def word(*paragraphs: str, author: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 1)
    table.cell(0, 0).text = paragraphs[-1] if paragraphs else ""
    document.core_properties.author = author
    return saved(document)


def messages(site: Site) -> dict[str, str]:
    return {one.rule: one.message for one in site.report.problems}


@pytest.mark.parametrize("value", [int(MOBILE), MOBILE, f"身份证{ID}", CARD])
def test_a_number_in_a_cell_keeps_the_workbook_back_and_is_named_by_its_cell(value: object, tmp_path: Path) -> None:
    site = build_with(tmp_path, "a.xlsx", saved(workbook(A1="姓名", B5=value)))
    assert site.errors == ["content/notices/mingdan.md:5:33 attachment-personal-data"]
    assert "表“名单”B5" in messages(site)["attachment-personal-data"]
    assert not list((site.output / "media").glob("*.xlsx")) and site.report.held_back == ("mingdan",)
    assert not any(number in report_of(site) for number in (MOBILE, ID, CARD))


def test_a_number_in_a_word_document_is_found_in_paragraphs_and_tables(tmp_path: Path) -> None:
    site = build_with(tmp_path, "a.docx", word("第一段", f"联系{MOBILE}"))
    assert "有 2 处个人信息" in messages(site)["attachment-personal-data"]


def test_a_number_in_a_text_of_any_encoding_is_found_in_its_line(tmp_path: Path) -> None:
    site = build_with(tmp_path, "a.txt", f"示例名单\n电话{MOBILE}".encode("gb18030"))
    assert "第 2 行" in messages(site)["attachment-personal-data"]


def pdf(*pages: str, author: str = "") -> bytes:
    """A document with a line of text on each page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        | {NameObject("/BaseFont"): NameObject("/Helvetica")}
    )
    for text in pages:
        page = writer.add_blank_page(400, 200)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Author": author})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_number_in_a_pdf_is_found_on_its_page_with_who_wrote_it(tmp_path: Path) -> None:
    site = build_with(tmp_path, "a.pdf", pdf("Hello", f"Tel {MOBILE}", author="张示芹"))
    told = messages(site)
    assert "有 1 处个人信息" in told["attachment-personal-data"] and "第 2 页" in told["attachment-personal-data"]
    assert "张*芹" in told["attachment-author"] and MOBILE not in report_of(site)
    assert not list((site.output / "media").glob("*.pdf"))


def test_a_scanned_or_damaged_pdf_is_published_and_waits_for_a_person_to_look_at_it() -> None:
    scanned = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(scanned, "PDF")
    for content in (scanned.getvalue(), b"%PDF-1.7 nothing"):
        assert [trace.sort for trace in look_inside(content)] == [Sort.UNREAD]
    assert look_inside(pdf("Hello", "")) == ()


def test_what_a_workbook_hides_is_told(tmp_path: Path) -> None:
    book = workbook(A1="姓名", B1="人数")
    book.create_sheet("底表").sheet_state = "hidden"
    book.active.column_dimensions["B"].hidden = True  # type: ignore[union-attr]
    book.active.row_dimensions[1].hidden = True  # type: ignore[union-attr]
    book.active["A1"].comment = Comment("示例批注", "示例")  # type: ignore[index]
    site = build_with(tmp_path, "a.xlsx", saved(book))
    assert not site.errors and site.has("notices/mingdan/index.html")
    told = messages(site)["attachment-hidden-content"]
    assert "工作表“名单”里隐藏的列" in told and "工作表“名单”里隐藏的行" in told and "“底表”" in told


def test_an_author_in_the_properties_is_told_covered_and_a_program_is_none(tmp_path: Path) -> None:
    site = build_with(tmp_path, "a.docx", word("示例", author="张示芹"))
    assert not site.errors and "张*芹" in messages(site)["attachment-author"] and "张示芹" not in report_of(site)
    other = build_with(tmp_path, "a.docx", word("示例", author="微软用户"))
    assert not other.problems


def test_what_is_allowed_may_stand_in_an_attachment(tmp_path: Path) -> None:
    config = (
        "-- config.yaml --\ntitle: 示例站\nbase_url: https://stars.example.org/\n"
        f"privacy: {{allow: [{{value: '{MOBILE}', reason: 示例}}]}}\n"
    )
    site = build_with(tmp_path, "a.docx", word(f"热线{MOBILE}"), config)
    assert not site.problems and list((site.output / "media").glob("*.docx"))


def test_a_damaged_or_enormous_document_does_no_harm(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "1" * 70_000_000)
    for content in (stream.getvalue(), b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 old"):
        assert build_with(tmp_path, "a.docx", content).report.published


def test_a_picture_is_published_without_what_stands_beside_it_in_the_file(tmp_path: Path) -> None:
    from PIL import Image

    root = write_site(
        tmp_path,
        "-- content/organizations/a.yaml --\nname: 甲队\nprogramme: example-stars\n"
        "photos: [{file: a.jpg, alt: 示例, consent: true}]\n",
    )
    about = Image.Exif()
    about[0x010E] = MOBILE  # description
    Image.new("RGB", (80, 60)).save(root / "content/organizations/a.jpg", exif=about, comment=ID.encode())
    site = rebuild(root)
    assert not site.errors and MOBILE not in everything(site) and ID not in everything(site)
