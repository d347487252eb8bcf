"""Compiled pages hold what Jinja itself would write, and no text of a record is ever taken for HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from itertools import chain, count
from pathlib import Path
from types import SimpleNamespace, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from starcase.language import Words
from starcase.pages import PAGES, content_page
from starcase.pages.kind import PageKind
from starcase.render.folders import template_folders
from starcase.render.template_code import PageEnvironment
from starcase.render.templates import environment, read_templates

ROOT = Path(__file__).resolve().parents[1]
SETTINGS: dict[str, Any] = {
    "undefined": StrictUndefined,
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "extensions": ["jinja2.ext.i18n"],
}


@cache
def as_jinja_does(made: PageEnvironment) -> Environment:
    """Jinja's own environment over the same templates, in the same words."""
    own = Environment(loader=made.loader, **SETTINGS)
    _speak(own, made.words)
    return own


def _speak(made: Environment, words: Words) -> None:
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words(text), lambda one, many, n: words(one if n == 1 else many), newstyle=True
    )


# ── Every page kind, filled with texts that would like to be HTML ──


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror='alert(1)'>&lt;&"


def harmless(number: int) -> str:
    return f"text{number};"


def hostile(number: int) -> str:
    return harmless(number) + HOSTILE


def fill(shape: Any, text: Callable[[], str], *, full: bool = True, depth: int = 0) -> Any:
    """A value of a type of the views: with everything that may be there, or with nothing that may be missing."""
    inner = get_args(shape)
    if get_origin(shape) is UnionType:
        return fill(inner[0], text, full=full, depth=depth) if full else None
    if get_origin(shape) is tuple and inner[-1] is Ellipsis:
        return tuple(fill(inner[0], text, depth=depth + 1) for _ in range(2 if full and depth < 6 else 0))
    if get_origin(shape) is tuple:
        return tuple(fill(each, text, full=full, depth=depth) for each in inner)
    plain: dict[Any, Any] = {int: 3, float: 2.5, bool: full, Markup: Markup("<p>正文&amp;</p>")}
    if shape is str:
        return text()
    if shape in plain:
        return plain[shape]
    hints = get_type_hints(shape)
    return shape(**{name: fill(hints[name], text, full=full, depth=depth + 1) for name in shape.__match_args__})


def view_of(kind: PageKind, say: Callable[[int], str], *, full: bool = True) -> Any:
    numbers = count()
    return fill(get_type_hints(kind.project)["return"], lambda: say(next(numbers)), full=full)


ARRANGED = tuple(kind for kind in PAGES if kind.template.startswith("pages/"))
"""All but those that are data."""


class Seen(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[tuple[str | None, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, *chain.from_iterable(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(("/", tag))

    def handle_data(self, data: str) -> None:
        self.parts.append(("text", data))

    def handle_comment(self, data: str) -> None:
        self.parts.append(("comment", data))


@pytest.mark.parametrize("kind", ARRANGED, ids=lambda kind: kind.name)
def test_a_page_shows_hostile_texts_as_the_texts_that_they_are(kind: PageKind) -> None:
    template = environment(read_templates(template_folders(ROOT), "public"), "zh-CN").get_template(kind.template)
    calm, wild = (template.render(view=view_of(kind, say)) for say in (harmless, hostile))
    expected = [
        tuple(each and re.sub(r"text\d+;", rf"\g<0>{HOSTILE}", each) for each in part) for part in Seen(calm).parts
    ]
    assert Seen(wild).parts == expected
    assert any(HOSTILE in (each or "") for part in expected for each in part)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("kind", ARRANGED, ids=lambda kind: kind.name)
def test_a_page_is_written_as_jinja_itself_would(kind: PageKind, language: str) -> None:
    made = environment(read_templates(template_folders(ROOT), "public"), language)
    jinja = as_jinja_does(made)
    for view in (view_of(kind, hostile), view_of(kind, harmless, full=False)):
        written = made.get_template(kind.template).render(view=view)
        assert written == jinja.get_template(kind.template).render(view=view)


# ── What a template of the site's own may say besides ──


@pytest.mark.parametrize("sign", "&<>\"'")
def test_each_sign_that_html_gives_a_meaning_is_escaped(sign: str) -> None:
    made = PageEnvironment(Words(), **SETTINGS)
    for text in (sign, f"前{sign}后", f"a{sign}"):
        assert made.from_string("{{ view }}").render(view=text) == escape(text) != text


@pass_context
def in_context(context: Context, said: str) -> str:
    return f"<{context['view'].number}{said}>"


VIEW = SimpleNamespace(
    in_context=in_context,
    text=f"三星{HOSTILE}",
    number=3,
    html=Markup("<i>&amp;</i>"),
    empty="",
    rows=(SimpleNamespace(name="<甲>", links=("一", "<二>")), SimpleNamespace(name="乙", links=())),
    pairs=(("a", 1), ("<b>", 2)),
    tree=(SimpleNamespace(name="<根>", below=(SimpleNamespace(name="叶", below=()),)),),
    **{"from": "<源>"},
)
WORDS = Words(
    "en",
    {
        "字": ("one <b>word</b>", "words"),
        "满分%(max)s分": ("", "max %(max)s, %(max)s"),
        "%(n)s%%": ("%(n)s%%", "%(n)s%%"),
        "%(n)d": ("%(n)d", "%(n)d"),
        "半100%%": ("100%% of it", "100%% of it"),
    },
)
SHARED = {
    "parts.html": """
{% macro mark(text, after="。") %}<b class="{{ text }}">{{ text }}{{ after }}</b>{% endmacro %}
{% macro marks(texts) %}{% for text in texts %}{{ mark(text) }}{% if not loop.last %}、{% endif %}{% endfor %}{% endmacro %}
{% macro frame(title) %}<div title='{{ title }}'>{{ caller(title) }}</div>{% endmacro %}
{% macro any() %}{{ varargs|join(",") }}{% for name, value in kwargs.items() %}{{ name }}={{ value }}{% endfor %}{% endmacro %}
{% macro seen() %}{{ view.text }}{% endmacro %}
""",
    "inner.html": "[{{ view.text }}{{ word }}{% for one in view.pairs %}{{ loop.last }}{% endfor %}{{ loop.index if loop is defined }}]",
    "base.html": "<p>{% block one %}{{ view.text }}{% endblock %}</p>{% for row in view.rows %}{% block row scoped %}{{ row.name }}{% endblock %}{% endfor %}{{ self.one() }}",
}
SNIPPETS = (
    """<a title="{{ view.text }}" href='{{ view.text }}'>{{ view.text }}{{ view.number }}{{ view.html }}{{ 2.5 }}{{ none }}</a>""",
    "{{ '<' }}{{ view.text|upper }}{{ view.text ~ view.html }}{{ view.html ~ 1 }}{{ view.html + view.text }}{{ (view.number * 2) }}",
    "{{ view.text if view.number > 2 else view.html }}{{ view.empty or view.text }}{{ '<' if view.empty else '>' }}",
    "{{ view['text'] }}{{ view.from }}{{ view.text|safe }}{{ view.text|e }}{{ view.text|replace('<', '>') }}{{ view.text[:5] }}",
    "{% set copy = view.text %}{{ copy }}{% set block %}<b>{{ copy }}</b>{% endset %}{{ block }}{{ block|upper }}",
    "{% set box = namespace(n=view.text) %}{% set box.n = box.n ~ '<' %}{{ box.n }}",
    "{% with text = view.text %}{{ text }}{% endwith %}{% filter upper %}{{ view.text }}<b>{% endfilter %}",
    # components
    "{% from 'parts.html' import mark %}{{ mark(view.text) }}{{ mark(view.text, view.text) }}{{ mark(view.html, after='<') }}",
    "{% from 'parts.html' import mark as m, marks %}{{ marks(view.rows[0].links) }}{{ m(m('<')) }}{{ m(view.text)|upper }}",
    "{% from 'parts.html' import mark %}{% set one = mark('<') %}{{ one }}{{ one ~ '<' }}{{ mark(text=view.text) ~ '<' }}",
    "{% import 'parts.html' as parts %}{{ parts.mark(view.text) }}",
    "{% from 'parts.html' import mark, seen with context %}{{ seen() }}{{ mark(*['<', '>']) }}{{ mark(**{'text': '<'}) }}",
    "{% from 'parts.html' import frame %}{% call(title) frame(view.text) %}{{ title }}<br>{{ view.text }}{% endcall %}",
    "{% from 'parts.html' import any %}{{ any('<', view.text, key=view.text) }}{{ any('<', '>') }}{{ any() }}",
    "{% macro mark() %}{{ view.text }}{% endmacro %}{{ mark() }}{% set mark = view.text %}{{ mark }}",
    "{% macro say(mark) %}{{ mark('<') }}{% endmacro %}{% from 'parts.html' import mark %}{{ say(mark) }}{{ say(view.in_context) }}",
    "{% if view.number %}{% from 'parts.html' import mark %}{% endif %}{{ mark(view.text) }}",
    # components that are written again and again
    "{% macro menu(links) %}{% for link in links %}{{ link }}<br>{% endfor %}{% endmacro %}{{ menu(['<']) }}{{ menu(('<',)) }}{{ menu(('>',)) }}",
    "{% macro menu(links=none) %}{{ view.text }}{{ links }}{% endmacro %}{{ menu() }}{{ menu(view.text) }}{{ menu(view.html) }}{{ menu(1) }}{{ menu(true) }}",
    # loops
    "{% for row in view.rows %}{% if not loop.first %}、{% endif %}{{ row.name }}{% for link in row.links %}{{ link }}{% if loop.last %}。{% endif %}{% endfor %}{% endfor %}",
    "{% for row in view.rows %}{% for link in row.links %}{{ link }}{% else %}无{{ loop.last }}{% endfor %}{{ loop.last }}{% endfor %}",
    "{% for row in view.rows %}{{ loop.index }}/{{ loop.length }}{{ loop.first }}{{ loop.nextitem is defined }}{% endfor %}",
    "{% for row in view.rows if row.links %}{{ row.name }}{{ loop.last }}{% endfor %}{% for x in [] %}{% else %}{{ view.text }}{% endfor %}",
    "{% for a, b in view.pairs %}{{ a }}{{ b }}{{ loop.first }}{% endfor %}{% for x in view.rows|map(attribute='name') %}{{ x }}{{ loop.last }}{% endfor %}",
    "{% for one in view.tree recursive %}{{ one.name }}{{ loop.last }}{{ loop(one.below) }}{% endfor %}",
    "{% set word = '<' %}{% for row in view.rows %}{{ loop.last }}{% include 'inner.html' %}{% endfor %}",
    "{% for n in range(3) %}{{ n }}{% endfor %}{% for n in range(*[1, 3]) %}{{ n }}{% endfor %}",
    "{% macro say(range) %}{{ range(view.text) }}{% endmacro %}{{ say(view.in_context) }}",
    # labels
    "{{ _('字') }}{{ gettext('没有翻译') }}{{ _('半100%%') }}{{ _(view.empty) }}<p title=\"{{ _('字') }}\">",
    "{{ _('满分%(max)s分', max=view.text) }}{{ _('满分%(max)s分', max=view.html) }}{{ _('%(n)s%%', n=view.number, other=1) }}",
    "{{ _('%(n)d', n=view.number) }}{{ _('字')|upper }}{{ _('字') ~ '<' }}{{ ngettext('字', '字', view.number) }}",
    "{% trans %}字{% endtrans %}{% trans max=view.text %}满分{{ max }}分{% endtrans %}",
    "{% from 'parts.html' import mark %}{{ mark(_('字')) }}{{ _('满分%(max)s分', max=mark(view.text)) }}",
    "{% macro _(text) %}<{{ text }}>{% endmacro %}{{ _('字') }}{% set gettext = view.in_context %}{{ gettext('字') }}",
    "{% if view.empty %}{{ _('满分%(max)s分') }}{% endif %}{{ view.text }}",
    # files
    "{% extends 'base.html' %}{% block one %}<b>{{ super() }}{{ view.text }}</b>{% endblock %}{% block row %}{{ row.links|length }}{% endblock %}",
    "{% extends 'base.html' %}{% from 'parts.html' import mark %}{% block row %}{{ mark(row.name) }}{% endblock %}no text",
    "{% set word = view.text %}{% include 'inner.html' %}{% include 'none.html' ignore missing %}",
    # where escaping is turned off, and where nobody knows before
    "{% autoescape false %}{{ view.text }}{{ _('字') }}{{ _('满分%(max)s分', max=view.text) }}{% from 'parts.html' import mark %}{{ mark(view.text) }}{% endautoescape %}",
    "{% autoescape view.number %}{{ view.text }}{{ _('字') }}{% from 'parts.html' import mark %}{{ mark(view.text) }}{% endautoescape %}",
)


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_whatever_a_template_says_comes_out_as_from_jinja(snippet: str) -> None:
    loader = DictLoader({**SHARED, "page.html": snippet})
    made = PageEnvironment(WORDS, loader=loader, **SETTINGS)
    _speak(made, WORDS)
    written = made.get_template("page.html").render(view=VIEW)
    assert written == as_jinja_does(made).get_template("page.html").render(view=VIEW)


def test_a_component_that_is_written_again_and_again_is_kept_for_its_values() -> None:
    asked: list[str] = []
    page = "{% from 'menu.html' import menu, row %}{{ menu(view, word) }}{{ row(view, word) }}"
    part = "{% macro menu(view, word) %}{{ view(word) }}{% endmacro %}{% macro row(view, word) %}{{ view(word) }}{% endmacro %}"
    made = PageEnvironment(WORDS, loader=DictLoader({"menu.html": part, "page.html": page}), **SETTINGS)
    for word in "一二一":
        assert made.get_template("page.html").render(view=asked.append, word=word) == "NoneNone"
    assert asked == ["一", "一", "二", "二", "一"]


@pytest.mark.parametrize(
    ("snippet", "named"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ nothing.text }}", "'nothing' is undefined"),
        ("{{ view.nothing }}", "no attribute 'nothing'"),
        ("{% if view.nothing %}{% endif %}", "no attribute 'nothing'"),
        ("{% for row in view.rows %}{{ row.nothing }}{% endfor %}", "no attribute 'nothing'"),
        ("{% from 'parts.html' import nothing %}{{ nothing(view.text) }}", "requested name 'nothing'"),
        ("{% from 'parts.html' import mark %}{{ mark() }}", "parameter 'text' was not provided"),
        ("{% from 'parts.html' import mark %}{{ mark('一', '二', '三') }}", "3 were given"),
        ("{% from 'parts.html' import mark %}{{ mark('一', nothing='二') }}", "takes no keyword argument 'nothing'"),
        ("{% from 'parts.html' import frame %}{{ frame('一') }}", "No caller defined"),
        ("{{ range(3, step=2) }}", "no keyword argument"),
        ("{{ _('满分%(max)s分') }}", "max"),
    ],
)
def test_what_a_template_asks_for_in_vain_is_named(snippet: str, named: str) -> None:
    made = PageEnvironment(WORDS, loader=DictLoader({**SHARED, "page.html": snippet}), **SETTINGS)
    _speak(made, WORDS)
    with pytest.raises((UndefinedError, AttributeError, TypeError, KeyError), match=named):
        made.get_template("page.html").render(view=VIEW)


def test_a_template_of_the_site_is_used_and_shown_as_it_was_last_saved(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "components" / "notice" / "notice.html"
    own.parent.mkdir(parents=True)
    shown = []
    for said in ("旧", "新"):
        own.write_text(f"{{% macro notice(text) %}}<p>{said}{{{{ text }}}}</p>{{% endmacro %}}", "utf-8")
        made = environment(read_templates(template_folders(tmp_path), "public"), "zh-CN")
        html = made.get_template("pages/content-page.html").render(view=view_of(content_page.KIND, harmless))
        shown += re.findall(r"<p>.草稿：", html)
    assert shown == ["<p>旧草稿：", "<p>新草稿："]
