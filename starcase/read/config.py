"""Reads the site's own settings."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Label, has_words
from starcase.model.config import Config
from starcase.problems import DocumentId, Problem, Severity, problem, rule
from starcase.read.order import check_unique
from starcase.read.reading import Reading
from starcase.read.record import read_record, whole
from starcase.read.result import Read
from starcase.sources.yamltree import Tree

BASE_URL_NOT_SECURE = rule(
    "base-url-not-secure",
    says="“{field}”写的“{got}”以 http:// 开头，浏览器会提示不安全。",
    mend="请确认网站能用 https:// 打开，再把它改成 https://。",
    severity=Severity.WARNING,
)
LANGUAGE_UNKNOWN = rule(
    "language-unknown",
    says="界面文字还没有“{got}”这种语言。",
    mend="请改成 zh-CN 或 en；用不到的话，删去它。",
)


def read_config(tree: Tree, document: DocumentId) -> Read[Config]:
    """The settings; every key has a default, so an empty file is a whole one."""
    reading = Reading(document, Config)
    config, _ = read_record(Config, tree, reading, Label("网站设置", "config.yaml"), {})
    return whole(config, reading, _check_config)


def _check_config(reading: Reading) -> Iterator[Problem]:
    """Reports: base-url-not-secure, language-unknown, written-twice."""
    for _, config in reading.each(Config):
        if config.base_url and config.base_url.startswith("http:"):
            yield problem(
                BASE_URL_NOT_SECURE,
                reading.document,
                ("base_url",),
                field=Label("正式网址", "base_url"),
                got=config.base_url,
            )
        menu = ((("menu", at), entry.value) for at, entry in enumerate(config.menu))
        yield from check_unique(reading.document, Label("菜单", "menu"), menu)
        languages = ((("languages", at), language) for at, language in enumerate(config.languages))
        yield from check_unique(reading.document, Label("语言版本", "languages"), languages)
        for at, language in enumerate(config.languages):
            if not has_words(language):
                yield problem(LANGUAGE_UNKNOWN, reading.document, ("languages", at), got=language)
