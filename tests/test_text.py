"""Bytes become text, or a problem that says how to save the file."""

import pytest

from starcase.language import Words
from starcase.problems import DocumentId
from starcase.sources.text import decode, joins_in_chinese, unreadable_characters

FILE = "content/organizations/a.yaml"
RECORD = "id: shouwang\nname: 守望邻里志愿服务队\nsummary: 低龄老人结对照看高龄独居老人。\n"


@pytest.mark.parametrize(
    "content",
    [
        RECORD.encode(),
        b"\xef\xbb\xbf" + RECORD.encode(),
        RECORD.replace("\n", "\r\n").encode(),
        RECORD.replace("\n", "\r").encode(),
    ],
)
def test_utf8_is_read_with_or_without_a_byte_order_mark_and_with_any_line_ends(content: bytes) -> None:
    assert decode(content, FILE) == (RECORD, ())


def test_a_blank_line_of_windows_stays_one_line() -> None:
    assert decode(b"a: 1\r\n\r\nb: 2\r\n", FILE)[0] == "a: 1\n\nb: 2\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (RECORD.encode("gb18030"), "GBK（ANSI）"),
        ("name: 守望".encode("gbk"), "GBK（ANSI）"),
        ("title: 示例站".encode("gbk"), "GBK（ANSI）"),  # 示 and 站 happen to be letters in UTF-8
        (RECORD.encode("gbk") + b"\xb0", "GBK（ANSI）"),
        (RECORD.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + RECORD.encode("utf-16-be"), "UTF-16"),
        (RECORD.encode("utf-16-le"), "UTF-16"),
        (RECORD.encode("utf-32"), "UTF-32"),
    ],
)
def test_another_encoding_is_named_and_the_mend_says_how_to_save(content: bytes, encoding: str) -> None:
    text, (found,) = decode(content, FILE)
    assert text is None
    assert (found.rule.id, found.is_error, found.spot.at) == ("text-other-encoding", True, (1, 1))
    assert encoding in found.message(Words())
    assert "另存为" in found.mend(Words())


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", bytes(200)]
)
def test_a_file_that_is_no_text_is_refused(content: bytes) -> None:
    text, (found,) = decode(content, FILE)
    assert (text, found.rule.id) == (None, "text-not-text")


def test_one_damaged_byte_leaves_the_text_and_is_reported_where_it_stands() -> None:
    text, problems = decode("name: 守望队\nregion: 安".encode() + b"\xe5\xb1\ntype: service\n", FILE)
    assert problems == ()
    assert text is not None
    (found,) = unreadable_characters(text, DocumentId(FILE), 1)
    assert (found.rule.id, found.spot.at) == ("text-damaged-character", (2, 10))


@pytest.mark.parametrize(
    ("character", "code"), [("\x00", "U+0000"), ("\x07", "U+0007"), ("\x85", "U+0085"), ("\u2028", "U+2028")]
)
def test_a_control_character_is_reported_at_its_place(character: str, code: str) -> None:
    text, _ = decode(f"id: a\nname: 守{character}望\n".encode(), FILE)
    assert text is not None
    (found,) = unreadable_characters(text, DocumentId(FILE), 11)
    assert (found.rule.id, found.spot.at, dict(found.values)) == ("text-control-character", (12, 8), {"code": code})


def test_tabs_newlines_and_rare_characters_are_readable() -> None:
    assert unreadable_characters("a\tb\n翟\U00020000营😀é“”—", DocumentId(FILE)) == ()


def test_a_text_full_of_control_characters_is_not_reported_without_end() -> None:
    assert len(unreadable_characters("\x07" * 1000, DocumentId(FILE))) == 20


def test_characters_that_nobody_sees_are_left_out_with_one_warning() -> None:
    text, (found,) = decode("id: a\nphone: \u202d0311-86\u202c\nname: 守\u200b望\ufeff\n".encode(), FILE)
    assert text == "id: a\nphone: 0311-86\nname: 守望\n"
    assert (found.rule.id, found.is_error, found.spot.at) == ("text-hidden-character", False, (2, 8))
    assert dict(found.values) == {"count": "4", "code": "U+202D"}


def test_the_joiners_of_emoji_are_kept() -> None:
    assert decode("name: 👩‍🌾\n".encode(), FILE) == ("name: 👩‍🌾\n", ())


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", FILE) == ("", ())


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("望", "邻", True),
        ("，", "邻", True),
        ("说", "“", True),
        ("”", "的", True),
        ("望", "A", False),
        ("d", "“", False),
        ("”", "“", False),
        ("人", "2", False),
    ],
)
def test_lines_join_between_chinese_characters_only(before: str, after: str, joined: bool) -> None:
    assert joins_in_chinese(before, after) is joined
