"""A Word document becomes a story: nothing of it is lost in silence, and nothing in it can do harm."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from starcase.exchange.word.markdown_blocks import to_blocks
from starcase.exchange.word.package import Refused
from starcase.exchange.word.story import read_date, read_story
from starcase.language import Words
from starcase.sources.markdown import text_blocks, to_html
from tests.word_files import add_picture, bold, picture, save, story, with_part


def test_title_facts_text_and_tables_come_over(tmp_path: Path) -> None:
    told = read_story(story(tmp_path / "新闻稿(1).docx"))
    assert (told.title, told.date, told.source, told.author) == (
        "示例：楼道里的周末灯",
        "2025-03-12",
        "示例街道",
        "示例通讯员",
    )
    read = text_blocks(to_html(told.markdown, Words(), prefix="s"))
    assert "每到周末，*灯*就亮了。<b> & [方括号] a_b_c" in read
    assert "来了二十名孩子。" in read and "**二十名**" in told.markdown
    assert "## 一、缘起" in told.markdown and "1. 第一条\n2. 第二条" in told.markdown
    assert "| 2024 | 约120\\|余 |" in told.markdown
    assert '<td colspan="2">合并的一格</td>' in told.markdown
    assert "来源" not in told.markdown and "**——新芽课堂纪实**" in told.markdown


def test_pictures_keep_their_order_captions_and_what_stands_for_them(tmp_path: Path) -> None:
    told = read_story(story(tmp_path / "a.docx"))
    assert [(one.name, one.alt, one.caption) for one in told.pictures] == [
        (f"{told.stem}-1.jpg", "孩子们围着一张桌子", "图1 队员在讲题"),
        (f"{told.stem}-2.png", "", ""),
    ]
    assert f'![图片1]({told.stem}-1.jpg "图1 队员在讲题")' in told.markdown
    assert told.pictures[0].content == picture("#d9b382").getvalue(), "a picture comes over byte by byte"


def test_pictures_side_by_side_in_a_table_get_the_captions_below_them(tmp_path: Path) -> None:
    document = Document()
    bold(document, "题目")
    table = document.add_table(2, 2)
    for column, colour in enumerate(("#ccbbaa", "#aabbcc")):
        table.cell(0, column).paragraphs[0].add_run().add_picture(picture(colour))
        table.cell(1, column).text = f"图{column + 1} 第{column + 1}盏灯"
    add_picture(document, picture("#bbccaa"))
    add_picture(document, picture("#bbaacc"))
    document.add_paragraph("图3 只说后一张")
    told = read_story(save(document, tmp_path / "a.docx"))
    assert [one.caption for one in told.pictures] == ["图1 第1盏灯", "图2 第2盏灯", "", "图3 只说后一张"]
    assert "|" not in told.markdown


def test_what_cannot_be_carried_over_is_said_with_its_place(tmp_path: Path) -> None:
    document = Document()
    bold(document, "题目")
    document.add_paragraph("公式在这里")
    document.add_paragraph("批注在这里")
    add_picture(document, picture("green", "TIFF"))
    path = save(document, tmp_path / "a.docx")
    math = b'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
    with_part(path, "word/document.xml", "公式在这里</w:t>".encode(), "公式在这里</w:t>".encode() + math)
    with_part(
        path,
        "word/document.xml",
        "批注在这里</w:t></w:r>".encode(),
        "批注在这里</w:t></w:r><w:del w:id='1'><w:r><w:delText>旧话</w:delText></w:r></w:del>".encode(),
    )
    told = read_story(path)
    assert [(str(remark.says)[:8], remark.near) for remark in told.remarks] == [
        ("这里的公式没有带", "公式在这里"),
        ("这里有修订时删去", "批注在这里"),
        ("这里有一张图片没", "批注在这里"),
    ]
    assert "旧话" not in told.markdown and not told.pictures


def test_words_that_a_converter_drops_are_said_and_hidden_ones_do_not_come_over(tmp_path: Path) -> None:
    document = Document()
    bold(document, "题目")
    document.add_paragraph("正文在这里，还有后半句。")
    document.add_paragraph("看得见").add_run("内部电话").font.hidden = True
    path = save(document, tmp_path / "a.docx")
    box = (
        "</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent></w:r><w:r><w:t>，还有"
    )
    with_part(path, "word/document.xml", "，还有".encode(), box.encode())
    told = read_story(path)
    said = [str(remark.says) for remark in told.remarks]
    assert "这些文字没有带过来：“框里的字”。请看看要不要写进去。" in said
    assert "这里有隐藏的文字，没有带过来。" in said
    assert "内部电话" not in told.markdown + "".join(said) and "正文在这里，还有后半句。" in told.markdown


def test_automatic_chinese_numbers_become_text(tmp_path: Path) -> None:
    document = Document()
    for text in ("缘起", "经过"):
        document.add_paragraph(text, style="List Number")
        document.add_paragraph("中间的话，把名单隔开了。")
    path = save(document, tmp_path / "a.docx")
    content = zipfile.ZipFile(path).read("word/numbering.xml")
    number = re.search(rb'<w:num w:numId="(\d+)"[^>]*>\s*<w:abstractNumId w:val="(\d+)"', content)
    assert number
    style = zipfile.ZipFile(path).read("word/styles.xml")
    used = re.search(rb'w:styleId="ListNumber".*?<w:numId w:val="(\d+)"', style, re.DOTALL)
    assert used
    family = re.search(rb'<w:num w:numId="%s"[^>]*>\s*<w:abstractNumId w:val="(\d+)"' % used[1], content)
    assert family
    block = re.search(rb'<w:abstractNum [^>]*w:abstractNumId="%s".*?</w:abstractNum>' % family[1], content, re.DOTALL)
    assert block
    changed = block[0].replace(b'w:val="decimal"', b'w:val="chineseCounting"', 1).replace(b"%1.", "%1、".encode(), 1)
    with_part(path, "word/numbering.xml", block[0], changed)
    assert "一、缘起" in read_story(path).markdown and "二、经过" in read_story(path).markdown


@pytest.mark.parametrize(
    "content, says",
    [
        (b"\xd0\xcf\x11\xe0 old", "旧格式"),
        (b"<html>", "不是 Word 文件"),
        (b"", "不是 Word 文件"),
    ],
)
def test_what_is_no_word_document_is_refused_with_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "稿件.docx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=says) as refused:
        read_story(path)
    assert "《稿件.docx》" in str(refused.value) and "另存为 .docx" in str(refused.value)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = save(Document(), tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/comments.xml", b" " * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(Refused, match="内容太多"):
        read_story(path)
    entity = save(Document(), tmp_path / "b.docx")
    start = b"<w:document "
    with_part(entity, "word/document.xml", start, b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + start)
    with pytest.raises(Refused, match="打不开"):
        read_story(entity)


def test_scripts_and_addresses_that_run_do_not_come_over(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("点这里看看，后面还有很长的一段文字。")
    path = save(document, tmp_path / "a.docx")
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        b' Target="javascript:alert(1)" TargetMode="External"/></Relationships>'
    )
    with_part(path, "word/_rels/document.xml.rels", b"</Relationships>", relation)
    with_part(path, "word/document.xml", b"<w:r><w:t>", b'<w:hyperlink r:id="rId99"><w:r><w:t>')
    with_part(path, "word/document.xml", b"</w:t></w:r>", b"</w:t></w:r></w:hyperlink>")
    markdown = read_story(path).markdown
    assert "javascript" not in markdown and "点这里看看" in markdown


_TEXT = st.text(st.sampled_from("灯亮ab1. *_`[]()<>&|#+-=!~\\^:;\"'　，。%$"), max_size=30)


@settings(max_examples=200, deadline=None)
@given(_TEXT, _TEXT, _TEXT, st.sampled_from(["strong", "em", "p", "sup"]))
def test_what_a_document_says_is_what_the_page_says(first: str, second: str, third: str, tag: str) -> None:
    """Whatever signs it holds: no word turns into a heading, a list, a link or a tag."""

    def quoted(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    html = f"<p>{quoted(first)}<{tag}>{quoted(second)}</{tag}>{quoted(third)}</p>"
    markdown = "\n\n".join(block.markdown for block in to_blocks(html))
    read = " ".join(text_blocks(to_html(markdown, Words(), prefix="s")))
    parts = (first, second, third) if tag == "p" else (first + second + third,)
    assert "".join(read.split()) == "".join("".join(parts).split())


@pytest.mark.parametrize(
    "typed, read",
    [
        ("2024年5月1日", "2024-05-01"),
        ("２０２４．５．１", "2024-05-01"),
        ("2024-05-01 10:30", "2024-05-01"),
        ("二〇二四年五月十二日", "2024-05-12"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("2024年5月", "2024-05"),
        ("2024年13月1日", ""),
        ("2024", ""),
        ("五月里", ""),
    ],
)
def test_the_dates_below_a_text_are_understood(typed: str, read: str) -> None:
    assert read_date(typed) == read
