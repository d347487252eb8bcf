"""Markdown bodies: their front matter is found, what is wrong is placed, and their HTML can do no harm."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starcase.language import Words
from starcase.problems import DocumentId
from starcase.sources.documents import RawDocument
from starcase.sources.front_matter import Front, split_front_matter
from starcase.sources.markdown import plain_text, to_html
from starcase.sources.markdown_checks import LONGEST, check_markdown
from starcase.sources.markdown_parser import convert, whole_parser
from starcase.sources.markdown_plain import convert_plain

FILE = "content/organizations/a.md"
ROOT = Path(__file__).resolve().parent.parent


def body(text: str, line: int = 1) -> Front:
    return Front(RawDocument(DocumentId(FILE), "", 1), text, line)


def faults(text: str) -> list[str]:
    """Each problem of a body as `line:column rule`, with `~` before a warning."""
    problems = check_markdown(body(text))
    return [f"{'' if p.is_error else '~'}{p.spot.at[0]}:{p.spot.at[1]} {p.rule.id}" for p in problems if p.spot.at]


def html(text: str) -> str:
    return to_html(text, Words(), prefix="s")


# Front matter


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("---\ntitle: 敲门\n---\n正文\n\n二段\n", ("title: 敲门\n", 2, "正文\n\n二段\n", 4)),
        ("\n\n---\ntitle: 敲门\n---\n", ("title: 敲门\n", 4, "", 6)),
        ("---- \na: |\n  b\n-----\n正文\n---\n线下\n", ("a: |\n  b\n", 2, "正文\n---\n线下\n", 5)),
        ("---\n---", ("", 2, "", 3)),
    ],
)
def test_front_matter_stands_between_two_lines_of_hyphens(text: str, front: tuple[str, int, str, int]) -> None:
    found, problems = split_front_matter(text, FILE)
    assert problems == ()
    assert found is not None
    assert (found.raw.text, found.raw.first_line, found.body, found.body_line) == front
    assert found.raw.id == DocumentId(FILE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: 敲门\n---\n正文\n", [(1, "front-matter-missing")]),
        ("\n# 敲门\n", [(2, "front-matter-missing")]),
        ("", [(1, "front-matter-missing")]),
        ("---\ntitle: 敲门\n\n正文\n", [(1, "front-matter-unclosed")]),
        ("---\ntitle: 敲门\n———\n正文\n", [(3, "front-matter-dashes")]),
        ("——\ntitle: 敲门\n---\n正文\n", [(1, "front-matter-dashes")]),
        ("———\ntitle: 敲门\n－－－\n正文\n", [(1, "front-matter-dashes"), (3, "front-matter-dashes")]),
    ],
)
def test_front_matter_that_is_not_found_is_reported_at_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    front, problems = split_front_matter(text, FILE)
    assert front is None
    assert [(found.spot.at, found.rule.id) for found in problems] == [((line, 1), rule) for line, rule in expected]
    assert all("请" in found.mend(Words()) for found in problems)


# Checks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见[这里](javascript:alert(1))", ["1:7 markdown-link-refused"]),
        ("[a](JavaScript:x) [b](data:text/html,x)", ["1:5 markdown-link-refused", "1:23 markdown-link-refused"]),
        ("[a](java&#115;cript:x)", ["1:5 markdown-link-refused"]),
        ("[a](www.example.com)", ["1:5 markdown-link-refused"]),
        ("[a](//example.com/x)", ["1:5 markdown-link-refused"]),
        ("<weixin:dl>", ["1:2 markdown-link-refused"]),
        ("正文\n\n[a]: file:///C:/x", ["3:6 markdown-link-refused"]),
        ("[a](/organizations/)", ["~1:5 markdown-link-from-top"]),
        ("![图](http://example.com/a.png)", ["~1:6 markdown-picture"]),
        ("<font color=red>重要</font>\n<font>x</font>", ["~1:1 markdown-tag-dropped"]),
        ("守\x07望", ["1:2 text-control-character"]),
        ("守\n望\ufffd", ["2:2 text-damaged-character"]),
        ("守\n\n" + "> " * 30 + "望", ["3:1 markdown-too-deep"]),
        ("守\n" + " " * 200 + "- 望", ["2:1 markdown-too-deep"]),
        ("- " * 30 + "望", ["1:1 markdown-too-deep"]),
        ("守\n" + "[" * 50_000, ["2:1 markdown-too-repetitive"]),
        ("守\n\n" + "[a](" * 5_000, ["3:1 markdown-too-repetitive"]),
        ("a\n=\n" * 5_000, ["1:1 markdown-too-repetitive"]),
        ("*_" * 20_000, ["1:1 markdown-too-repetitive"]),
        ("守*_" * 10_001, ["1:1 markdown-too-repetitive"]),
        ("[^1]: a\n\n" * 5_000, ["2001:1 markdown-too-repetitive"]),
        ("<div>" * 5_000, ["1:501 markdown-tags-unclosed"]),
        (">" * 19 + "守", ["1:1 markdown-too-deep"]),
        ("守。\n" + "长" * 501, ["2:1 markdown-too-repetitive"]),
        ("守。\n\n" + "# 望\n" * 101, ["3:1 markdown-too-repetitive"]),
        ("守。\n\n" + "[守望 " * 800, ["3:1 markdown-too-repetitive"]),
        ("守" * (LONGEST + 1), ["1:1 markdown-too-long"]),
    ],
)
def test_a_mistake_in_a_body_is_placed(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


def test_a_mistake_is_placed_in_the_file_rather_than_in_its_body() -> None:
    front, _ = split_front_matter("---\ntitle: a\n---\n正文\n[a](ftp://x)\n", FILE)
    assert front is not None
    (found,) = check_markdown(front)
    assert (found.spot.document, found.spot.at) == (DocumentId(FILE), (5, 5))


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://example.com/?q=1&r=2) [b](../x/index.html#y) [c](mailto:a@example.com) [d](tel:0311-86) <https://a.cn>",
        "*着重* **加粗** `[x](javascript:1)` `<font>`\n\n* 一\n    * 二\n        * 三\n\n> 引用\n> > 再引\n",
        "|甲|乙|\n|-|-|\n" + "|**一**|[二](a.html)[^1]|\n" * 500 + "\n[^1]: 注\n",
        "共 3 < 5 项，a<b>粗</b><br>守望 <守望>\n" + "-" * 80 + "\n",
        ("段落里有[方括号]和（括号）。" * 20 + "\n\n") * 60,
        "\t" * 40 + "守" + "望" * 500 + "\n" + "# 守\n" * 100,
    ],
)
def test_ordinary_bodies_have_no_problems(text: str) -> None:
    assert faults(text) == []


# HTML


def test_markdown_becomes_html() -> None:
    text = "**加粗**，*着重*。\n\n1. 一\n2. 二\n\n* 三\n\n> 引\n\n    代码 <b>\n"
    assert html(text) == (
        "<p><strong>加粗</strong>，<em>着重</em>。</p>\n<ol>\n<li>一</li>\n<li>二</li>\n</ol>\n<ul>\n<li>三</li>\n</ul>\n"
        "<blockquote>\n<p>引</p>\n</blockquote>\n<pre><code>代码 &lt;b&gt;\n</code></pre>"
    )


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("# 一\n\n## 二\n", 2, "<h2>一</h2>\n<h3>二</h3>"),
        ("## 一\n\n#### 二\n\n## 三\n", 2, "<h2>一</h2>\n<h3>二</h3>\n<h2>三</h2>"),
        ("#### 一\n", 3, "<h3>一</h3>"),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n", 5, "<h5>1</h5>\n<h6>2</h6>\n<h6>3</h6>\n<h6>4</h6>"),
        ("<h1>一</h1>\n", 2, "<h2>一</h2>"),
    ],
)
def test_headings_start_where_the_page_leaves_off_and_leave_no_gap(text: str, heading: int, expected: str) -> None:
    assert to_html(text, Words(), prefix="s", heading=heading) == expected


def test_a_tables_alignment_is_a_class() -> None:
    made = html("|a|b|c|d|\n|-|:-|:-:|-:|\n|1|2|3|4|\n")
    assert "style" not in made
    assert " align=" not in made
    for cell in ("<td>1</td>", *(f'<td class="align-{way}">' for way in ("left", "center", "right"))):
        assert cell in made


def test_ids_and_the_links_to_them_begin_with_the_prefix() -> None:
    made = to_html("守望[^注]\n\n[^注]: 说明\n", Words(), prefix="knock-on-doors")
    assert '<sup id="knock-on-doors-fnref-注"><a class="footnote-ref" href="#knock-on-doors-fn-注">1</a></sup>' in made
    assert '<li id="knock-on-doors-fn-注">' in made
    assert 'href="#knock-on-doors-fnref-注" title="回到正文注释 1"' in made


def test_footnotes_of_one_body_do_not_appear_in_the_next() -> None:
    first = html("守望[^1]\n\n[^1]: 说明\n")
    assert html("没有注释[^1]\n") == "<p>没有注释[^1]</p>"
    assert html("守望[^1]\n\n[^1]: 说明\n") == first


def test_what_an_attribute_says_is_not_taken_for_an_attribute() -> None:
    text = '<a title=" id=" href="#b">c</a><a title=" href=" href="d">e</a>'
    assert html(text) == '<p><a title=" id=" href="#s-b">c</a><a title=" href=" href="d">e</a></p>'


def test_a_link_that_leads_away_says_so_and_others_do_not() -> None:
    made = html("[外](https://example.com/?a=1&b=2) [内](../a/index.html) [电话](tel:0311)")
    assert '<a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer">外</a>' in made
    assert '<a href="../a/index.html">内</a> <a href="tel:0311">电话</a>' in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低龄老人\n结对照看", "<p>低龄老人结对照看</p>"),
        ("低龄**老人**\n*结对*照看", "<p>低龄<strong>老人</strong><em>结对</em>照看</p>"),
        ("说：\n“你好”\n的", "<p>说：“你好”的</p>"),
        ("* 低龄\n  老人", "<ul>\n<li>低龄老人</li>\n</ul>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("使用\nAPP", "<p>使用\nAPP</p>"),
        ("一行  \n二行", "<p>一行<br>\n二行</p>"),
        ("    一\n    二", "<pre><code>一\n二\n</code></pre>"),
    ],
)
def test_a_line_break_within_chinese_is_no_space(text: str, expected: str) -> None:
    assert html(text) == expected


def test_comments_are_not_published() -> None:
    assert html("前<!-- 内部\n\n说明 -->后\n\n<!-- 没有写完") == "<p>前后</p>"


HARMFUL = [
    "<script>alert(1)</script>",
    "<script>\n\nalert(1)\n\n</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://example.com/a.png'>",
    "![a](https://example.com/a.png)",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//example.com)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<iframe src='https://example.com'></iframe>",
    "<form action='https://example.com'><input name=a><button formaction=javascript:x>x</button></form>",
    "<style>*{background:url(https://example.com)}</style>",
    "<p style='position:fixed' class='evil' id='top' onclick='x'>x</p>",
    "<object data=x></object><embed src=x><base href=https://example.com><link rel=stylesheet href=x><meta http-equiv=refresh>",
    "<td align='right\" onclick=x'>",
    "**<b onclick='x'>**",
    "`<script>` <scr<script>ipt>alert(1)</scr</script>ipt>",
    '[x](https://example.com/"onmouseover="alert(1))',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "</div></article><template><script>1</script></template>",
]


class Inspector(HTMLParser):
    """Collects the tags of a page and every attribute with its value."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


def assert_harmless(made: str) -> None:
    inspector = Inspector()
    inspector.feed(made)
    assert not inspector.tags & {
        *("script", "style", "svg", "math", "iframe", "img", "form", "input", "button", "object", "embed", "base"),
        *("link", "meta", "template", "noscript", "h1"),
    }
    for name, value in inspector.attributes:
        assert name in {"href", "title", "id", "class", "rel", "start", "colspan", "rowspan"}
        if name == "href":
            assert value is not None
            assert value.startswith(("https:", "http:", "mailto:", "tel:", "#")) or ":" not in value.partition("/")[0]
            assert not value.startswith(("//", "\\"))
        if name == "id":
            assert value is not None
            assert value.startswith("s-")
        if name == "class":
            assert value in {
                "footnote",
                "footnote-ref",
                "footnote-backref",
                "align-left",
                "align-center",
                "align-right",
            }


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_in_a_body_can_do_harm(text: str) -> None:
    assert_harmless(html(text))
    assert_harmless(html(f"正文\n\n> * {text}\n\n|{text}|b|\n|-|-|\n|{text}|d|\n"))


PIECES = [
    *"<>[]()!\"'*_`|#&;:/\\= \n守a",
    *(
        "\n\n",
        "    ",
        "<a href=",
        "javascript:",
        "<img src=x onerror=",
        "<!--",
        "-->",
        "[^1]",
        "[^1]: ",
        "|-|-|\n",
        "<h1>",
    ),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES + HARMFUL), max_size=30).map("".join))
def test_no_mixture_of_signs_makes_harmful_html_or_fails(text: str) -> None:
    check_markdown(body(text))
    assert_harmless(html(text))
    assert len(plain_text(html(text), 20)) <= 20


def test_the_html_is_the_same_in_every_process() -> None:
    text = "# 一\n\n守望[^1][^2]\n\n|a|b|\n|-|-:|\n|1|2|\n\n<a title=x class='footnote' href=b>c</a>\n\n[^2]: 二\n[^1]: 一\n"
    program = (
        "import sys; from starcase.language import Words; from starcase.sources.markdown import to_html; "
        "print(ascii(to_html(sys.argv[1], Words(), prefix='s')))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program, text],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout.decode()
        for seed in ("0", "1", "2")
    }
    assert made == {ascii(html(text)) + "\n"}


# The parser's short cuts

BACK = "回到 {}"
CONSTRUCTS = [
    *("守\\*望", "\\\\`守`", "`守`", "``守`望``", "**守**望", "__守__", "*守*", "_守_望", "***守***"),
    *("[守](望)", "![守](望)", "[守][b]\n\n[b]: c", "[b]\n\n[b]: c", "![守][b]\n\n[b]: c", "守[^1]\n\n[^1]: 注 *a*"),
    *(
        "<https://a.cn>",
        "<a@b.cn>",
        "<b>守</b>",
        "<!-- 守 -->",
        "守&amp;望",
        "&#35;",
        "一  \n二",
        "一\t\n二",
        "一 \x02 \n二",
    ),
    *("# 守", "守\n# 望", "守\n===", "守\n---", "***", "守\n* * *\n望", "- - -", "___", "守\n\n\n望", "\u3000\u3000守"),
    *(
        "1. 守\n2. 望",
        "2. 守",
        "１. 守",
        "2024年",
        "3.5元",
        "- 守\n- 望",
        "+ 守",
        "* 守",
        "- 守\n\n    望",
        "- # 守\n  望",
    ),
    *(
        "> 守",
        "守\n   > 望",
        "|守|望|\n|-|-:|\n|1|2|",
        "守|望\n:-|-:",
        "|守\n|-\n|望",
        "    守",
        "守\n    望",
        "\t守",
        "**守**\n===",
        "**守**|a\n-|-",
    ),
]


@pytest.mark.parametrize("text", CONSTRUCTS)
def test_a_short_cut_passes_nothing_that_is_written(text: str) -> None:
    whole = whole_parser(BACK)
    for around in ("{}", "晨\n\n{}\n\n晚", "* {}", "> {}\n\n晚"):
        written = around.format(text)
        assert convert(written, BACK) == whole.reset().convert(written)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, *CONSTRUCTS, "\n", "  \n", "\t", "-", "+", "1.", "守望。"]), max_size=20).map(
        "".join
    )
)
def test_with_short_cuts_the_parser_makes_the_same_of_any_text(text: str) -> None:
    assert convert(text, BACK) == whole_parser(BACK).convert(text)


PLAIN = [
    "守望。",
    "**守望**：",
    " ",
    "> ",
    "- ",
    "* ",
    "2. ",
    "1. ",
    "\n",
    "\n\n",
    "\n\n1. ",
    "\n\n- ",
    "\n- ",
    "\n\n> ",
    "\n## ",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PLAIN, "　", "#", "**", ">", "-", "1.", "\x85"]), max_size=14).map("".join))
def test_what_is_written_out_without_a_parser_is_what_the_parser_makes(text: str) -> None:
    assert convert_plain(text) in (None, whole_parser(BACK).convert(text))


def test_a_story_as_most_are_needs_no_parser() -> None:
    assert convert_plain(
        "\n　　每周三，**守望**队上门。\n风雨无阻。\n\n## 怎么做\n一户一策：\n\n- **登记**：记下\n- 回访\n\n"
        "1. 先问\n2. 再办\n\n> 邻居好，\n> 赛金宝。\n\n\n完。\n"
    ) == (
        "<p>每周三，<strong>守望</strong>队上门。\n风雨无阻。</p>\n<h2>怎么做</h2>\n<p>一户一策：</p>\n"
        "<ul>\n<li><strong>登记</strong>：记下</li>\n<li>回访</li>\n</ul>\n<ol>\n<li>先问</li>\n<li>再办</li>\n</ol>\n"
        "<blockquote>\n<p>邻居好，\n赛金宝。</p>\n</blockquote>\n<p>完。</p>"
    )


@pytest.mark.parametrize(
    "text", ["- 甲\n\n- 乙", "> 甲\n\n> 乙", "1. 甲\n\n1. 乙", "甲\n- 乙", "2. 甲", "*甲*", "甲  \n乙"]
)
def test_what_needs_a_parser_gets_one(text: str) -> None:
    assert convert_plain(text) is None
    assert convert(text, BACK) == whole_parser(BACK).convert(text)


# Plain text


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("# 标题\n\n每周三，**守望**队[^1]\n上门。\n\n二段\n\n[^1]: 注\n", 100, "每周三，守望队上门。"),
        ("第一句。第二句很长很长很长。", 10, "第一句。"),
        ("“第一句。”第二句很长很长很长。", 10, "“第一句。”"),
        ("没有句号的一段很长很长的文字", 8, "没有句号的一段…"),
        ("一。" + "长" * 50, 30, "一。" + "长" * 27 + "…"),
        ("1 < 2 &amp; 3 > 2", 100, "1 < 2 & 3 > 2"),
        ("* 一\n* 二\n\n段落", 100, "段落"),
        ("# 只有标题\n", 100, ""),
        ("", 100, ""),
    ],
)
def test_a_summary_is_the_first_paragraph_cut_after_a_sentence(text: str, limit: int, expected: str) -> None:
    assert plain_text(html(text), limit) == expected
