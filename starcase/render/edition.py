"""A page of another language in its own folder: it shares with the first language whatever is no page, and says which words are in that language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial

_LINK = re.compile(r'(?<=\s)(href|src|srcset)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?|$", re.IGNORECASE)
_TOKEN = re.compile(r"(<script\b.*?</script>|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_CHINESE = "[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e]"
_RUN = re.compile(f"{_CHINESE}(?:[^<>&a-zA-Z]*{_CHINESE})?")
"""From one Chinese character to the last before a Latin letter, with the numbers between them."""
_ONLY_TEXT = frozenset({"title", "option", "text"})
"""Elements that hold no others: all that is in one is in one language."""


def settle_in_edition(page: str, url: str, first: str, own: str) -> str:
    """The page at `url` of an edition as it stands in its folder; `first` is the language of the content, `own` that of the page."""
    settled = _LINK.sub(partial(_settle_link, url), page)
    return mark_chinese(settled, first) if _is_chinese(first) and not _is_chinese(own) else settled


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def _settle_link(url: str, link: re.Match[str]) -> str:
    name, value = link.groups()
    parts = value.split(", ") if name == "srcset" else [value]
    return f'{name}="{", ".join(_settle(part, url) for part in parts)}"'


def _settle(address: str, url: str) -> str:
    """The address of a page as it is; that of any other file of the site leads out of the edition's folder."""
    path = re.split(r"[?# ]", address, maxsplit=1)[0]
    if _ELSEWHERE.match(address) or path.endswith(".html"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(url), path))
    return "../" * (url.count("/") + 1) + target + address[len(path) :]


def mark_chinese(page: str, language: str) -> str:
    """Marks every Chinese text with its language: by the element that holds nothing else, or by a <span> around the words."""
    return "".join(_marked(_TOKEN.split(page), language))


def _marked(tokens: list[str], language: str) -> Iterator[str]:
    """The tokens are texts, each followed by a tag but for the last."""
    tag = ""
    for at in range(0, len(tokens), 2):
        text, following = tokens[at], "".join(tokens[at + 1 : at + 2])
        if not _HAN.search(text) or " lang=" in tag:
            yield tag + text
        elif _holds_only(tag, text, following):
            yield f'{tag[:-1]} lang="{language}">{text}'
        else:
            yield tag + _RUN.sub(rf'<span lang="{language}">\g<0></span>', text)
        tag = following
    yield tag


def _holds_only(tag: str, text: str, following: str) -> bool:
    """Whether an element that begins with a tag holds this text and nothing else, all of it Chinese or not to be divided."""
    name = _NAME.match(tag)
    if name is None or not following.startswith(f"</{name[1]}"):
        return False
    return name[1] in _ONLY_TEXT or bool(_RUN.fullmatch(text.strip()))
