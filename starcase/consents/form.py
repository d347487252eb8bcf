"""The form by which a person agrees to be shown, as a Word document to be printed and signed."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from starcase.language import Words, mark
from starcase.model.config import Config

_FONT = "宋体"
_ROW, _WIDTHS = Cm(1.1), (Cm(5), Cm(11))
_SIGNATURES = (mark("本人签名"), mark("监护人签名（未满十四周岁的）"), mark("我撤回上面的同意，签名"))
_SCOPES = (mark("姓名"), mark("照片"), mark("手机号码"), mark("事迹"))


def consent_form(config: Config, organization: str | None, words: Words) -> bytes:
    """One sheet of A4, in the site's words; `organization` fills in the body's name."""
    document = Document()
    _set_up(document)
    title = document.add_heading(words("姓名、照片和联系方式公开同意书"), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_table(document, config, organization, words)
    for line in _terms(config, words):
        document.add_paragraph(line)
    for label in _SIGNATURES:
        signature = document.add_paragraph(words("{label}：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿", label=words(label)))
        signature.paragraph_format.space_before = Pt(14)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    for name, size in (("Normal", 12), ("Heading 1", 18)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    about = document.core_properties
    about.author, about.comments = "", ""
    about.created = about.modified = datetime(2000, 1, 1)


def _add_table(document: DocumentType, config: Config, organization: str | None, words: Words) -> None:
    boxes = "　".join(words("□ {what}", what=words(what)) for what in _SCOPES)
    rows = (
        (words("组织名称"), organization or ""),
        (words("姓名"), ""),
        (words("在组织里的身份"), ""),
        (words("同意公开（请打勾）"), boxes),
        (words("照片（文件名或者说明）"), ""),
        (words("公开在哪里"), "　".join(filter(None, (config.title, config.base_url)))),
        (words("公开到哪一天"), ""),
    )
    table = document.add_table(len(rows), 2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for row, (label, value) in zip(table.rows, rows, strict=True):
        row.height = _ROW
        row.cells[0].width, row.cells[1].width = _WIDTHS
        row.cells[0].text, row.cells[1].text = label, value
        for cell in row.cells:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _terms(config: Config, words: Words) -> tuple[str, ...]:
    owner = config.identity.owner or "＿＿＿＿＿＿＿＿"
    contact = config.identity.contact
    reach = "，".join(filter(None, (contact.phone, contact.email, contact.address))) or words("发给您这张表的社区")
    return (
        words("一、用途：在上面的网站上介绍本组织，不作别的用途。主办单位是{owner}。", owner=owner),
        words("二、公开以后，任何人都能在网上看到，也可能被别人转载。"),
        words("三、同意与否由您决定，不同意不影响参加活动和评星。"),
        words("四、您随时可以撤回，不用说明理由。撤回后网站上不再出现。联系：{reach}。", reach=reach),
        words("五、这张表由社区保存，不上网。"),
    )
