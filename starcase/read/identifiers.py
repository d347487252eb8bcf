"""Ids: which texts can be one, and which to offer for a name that cannot (FORMAT.md section 1)."""

from __future__ import annotations

import re

from starcase.pinyin import toneless
from starcase.problems import rule
from starcase.read.scalars import Fault, Parsed, Understood, narrow
from starcase.read.words import is_chinese

ID_CHARACTERS = rule(
    "id-characters",
    says="编号“{got}”里有不能用的字；编号会成为网址的一部分。",
    mend="编号只用小写字母、数字和连字符，例如 {offers}。",
    stops_site=True,
)
ID_RESERVED = rule(
    "id-reserved",
    says="编号“{got}”已被网站自己的文件夹或电脑系统占用。",
    mend="请换一个编号，例如 {offers}。",
    stops_site=True,
)
ID_TOO_LONG = rule(
    "id-too-long",
    says="编号“{got}”太长，有些电脑存不下这样的文件名。",
    mend="请缩短到{most}个字符以内，例如 {offers}。",
    stops_site=True,
)
LONGEST = 80

_PLAIN_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_BUILT_IN = frozenset(
    [
        "assets",
        "changes",
        "data",
        "elder",
        "feed",
        "how",
        "index",
        "media",
        "notices",
        "organizations",
        "page",
        "print",
        "programmes",
        "regions",
        "robots",
        "search",
        "sitemap",
        "statistics",
        "stories",
        "styleguide",
    ]
)
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)


def parse_identifier(text: str, *, has_page: bool) -> Parsed[str]:
    """An id in lower case; `has_page` also refuses what the site's own folders or Windows need."""
    plain = text if _PLAIN_ID.fullmatch(text) else narrow(text).casefold()
    if not _PLAIN_ID.fullmatch(plain):
        return Fault(ID_CHARACTERS, (("offers", suggested_id(text)),))
    if len(plain) > LONGEST:
        return Fault(ID_TOO_LONG, (("most", LONGEST), ("offers", _cut(plain))))
    if has_page and (plain in _BUILT_IN or plain in _DEVICES):
        return Fault(ID_RESERVED, (("offers", f"{plain}-1"),))
    return plain if plain == text else Understood(plain, plain)


def suggested_id(text: str) -> str:
    """An id for a name that cannot be one: pinyin for Chinese, hyphens for what is neither letter nor digit."""
    words = " ".join(toneless(text)) if is_chinese(text) else narrow(text)
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
    return _cut(plain) or "id-1"


def _cut(plain: str) -> str:
    """As much of an id as it may be long, cut between two words where it has any."""
    if len(plain) <= LONGEST:
        return plain
    words = plain[: LONGEST + 1].rpartition("-")[0]
    return (words or plain[:LONGEST]).strip("-")
