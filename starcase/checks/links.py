"""Audits the links of the made site: that each leads to a file, and to a place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from starcase.checks.anatomy import Anatomy, Target, take_apart
from starcase.model.output import Output
from starcase.problems import DocumentId, Problem, Rule, Spot, problem, rule

LINK_DEAD = rule(
    "link-dead",
    says="链接“{link}”要打开的文件 {file} 在网站里没有。",
    mend="请核对链接：本站的页面要写到文件，例如 ../index.html；别的网站写以 https:// 开头的完整网址。",
)
LINK_ANCHOR_MISSING = rule(
    "link-anchor-missing",
    says="链接“{link}”要跳到的地方“{anchor}”在 {file} 里没有。",
    mend="请核对链接里 # 后面的字，或者删去 # 和它后面的字。",
)
LINK_LEAVES_SITE = rule(
    "link-leaves-site",
    says="链接“{link}”通向网站的文件夹之外。",
    mend="请改成相对链接，例如 ../index.html；别的网站要写完整网址。",
)
ANCHOR_TWICE = rule(
    "anchor-twice",
    says="“{anchor}”在一页里标了两处，链接不知道该跳到哪一处。",
    mend="请检查正文里的网页代码和网站模板，同一个 id 在一页里只能用一次。",
)

_SHOWN_PLACES = 5


def audit_links(outputs: Iterable[Output]) -> Iterator[Problem]:
    """Reports ``link-dead``, ``link-anchor-missing``, ``link-leaves-site`` and ``anchor-twice`` in the pages.

    A target that many pages share is reported once, at its first link; some of the others are related.
    """
    paths: set[str] = set()
    pages: list[Anatomy] = []
    for output in outputs:
        paths.add(output.path)
        if output.path.endswith(".html"):
            pages.append(take_apart(output))
    yield from _group_links(_broken_links(pages, paths))
    for page in pages:
        for anchor, at in page.twice:
            yield problem(ANCHOR_TWICE, DocumentId(page.path), at=at, anchor=anchor)


class _Broken(Struct, frozen=True):
    rule: Rule
    target: Target
    page: str


def _broken_links(pages: list[Anatomy], paths: set[str]) -> Iterator[_Broken]:
    anchors = {page.path: page.anchors for page in pages}
    for page in pages:
        for target in page.targets:
            if target.path is None:
                yield _Broken(LINK_LEAVES_SITE, target, page.path)
            elif target.path not in paths:
                yield _Broken(LINK_DEAD, target, page.path)
            elif target.anchor and target.path in anchors and target.anchor not in anchors[target.path]:
                yield _Broken(LINK_ANCHOR_MISSING, target, page.path)


def _group_links(broken: Iterable[_Broken]) -> Iterator[Problem]:
    """One problem for each place that links lead to; a way out of the site counts by its text."""
    groups: dict[tuple[str, str, str], list[_Broken]] = {}
    for one in broken:
        group = (one.rule.id, one.target.path or one.target.written, one.target.anchor)
        groups.setdefault(group, []).append(one)
    for first, *others in groups.values():
        yield problem(
            first.rule,
            DocumentId(first.page),
            at=first.target.at,
            related=tuple(Spot(DocumentId(one.page), at=one.target.at) for one in others[:_SHOWN_PLACES]),
            link=first.target.written,
            file=first.target.path or "",
            anchor=first.target.anchor,
        )
