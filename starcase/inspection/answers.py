"""The items of the self-check, a visible tuple, each answered by what was found: good, not good, or to be looked at by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from starcase.language import Said, mark, phrase
from starcase.loading import read_text
from starcase.model.catalogue import Catalogue
from starcase.model.config import MenuEntry
from starcase.model.report import Report
from starcase.model.story import Story
from starcase.problems import PlacedProblem, Severity
from starcase.read.peek import peek_text
from starcase.sources.front_matter import split_front_matter
from starcase.sources.yamltree import parse_document


class Verdict(StrEnum):
    GOOD = mark("合格")
    BAD = mark("不合格")
    LOOK = mark("需人工看")


class Inspected(Struct, frozen=True):
    """A site that has been checked; what stopped it leaves parts of the catalogue empty."""

    root: Path
    report: Report
    catalogue: Catalogue


class Answer(Struct, frozen=True):
    """`found` says what was found, `mend` what to do; `places` are files with lines."""

    part: str
    title: str
    verdict: Verdict
    found: Said = ""
    mend: Said = ""
    places: tuple[str, ...] = ()


Ask = Callable[[Inspected], tuple[Verdict, Said, Said, tuple[str, ...]]]

_STALE = timedelta(days=183)
_FRONT_PAGE = timedelta(days=14)
_NOTHING: tuple[str, ...] = ()


def inspect(site: Inspected) -> tuple[Answer, ...]:
    """Every item, in the order of the sheet."""
    return tuple(Answer(part, title, *ask(site)) for part, title, ask in ITEMS)


# ── Ways to answer ──


def _by_rules(*rules: str, mend: str, doubtful: bool = False) -> Ask:
    """Good where none of the rules found anything; an error or warning is bad, what is `doubtful` or only a hint a person must look at."""

    def ask(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
        found = [one for one in site.report.problems if one.rule in rules]
        if not found:
            return Verdict.GOOD, "", "", _NOTHING
        is_bad = not doubtful and any(one.severity is not Severity.HINT for one in found)
        verdict = Verdict.BAD if is_bad else Verdict.LOOK
        return verdict, phrase("{n} 处", n=len(found)), phrase(mend), _places(found)

    return ask


def _places(found: Iterable[PlacedProblem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.place.file}:{one.place.line}" for one in found))


def _by_person(what: str) -> Ask:
    return lambda site: (Verdict.LOOK, "", phrase(what), _NOTHING)


def _by_setting(value: Callable[[Catalogue], str | None], key: str) -> Ask:
    """Good where something is written in config.yaml."""

    def ask(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
        written = value(site.catalogue)
        if written:
            return Verdict.GOOD, written, "", _NOTHING
        return Verdict.BAD, phrase("没有写"), phrase("请写在 config.yaml 的 {key} 后面。", key=key), _NOTHING

    return ask


def _errors(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    found = [one for one in site.report.problems if one.severity is Severity.ERROR]
    if not found:
        return Verdict.GOOD, "", "", _NOTHING
    return Verdict.BAD, phrase("{n} 处", n=len(found)), phrase("请照“明细”表逐条改正。"), _places(found)


def _attachments(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    """Old Office files, scanned PDF and locked ones hold text that no program can look through."""
    named = (one for files in site.catalogue.files.values() for one in files)
    closed = tuple(dict.fromkeys(one.path for one in named if one.is_unread))
    if not closed:
        return Verdict.GOOD, "", "", _NOTHING
    return (
        Verdict.LOOK,
        phrase("{n} 个文件", n=len(closed)),
        phrase("程序读不出这些文件里的字（扫描件、加密的、旧格式），请逐个打开看一看。"),
        closed,
    )


def _articles(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    """Stories that do not say when, or by whom."""
    files = tuple(story.document.file for story in site.catalogue.stories)
    bare = tuple(f"{file}:1" for file in files if not _says_when_and_whence(site.root, file))
    if not bare:
        return Verdict.GOOD, "", "", _NOTHING
    return Verdict.LOOK, phrase("{n} 处", n=len(bare)), phrase("请补上日期，和来源或者作者。"), bare


def _says_when_and_whence(root: Path, file: str) -> bool:
    front, _ = split_front_matter(read_text(root, file)[0] or "", file)
    tree, _ = parse_document(front.raw) if front else (None, ())
    whence = peek_text(Story, tree, "source") or peek_text(Story, tree, "author")
    return bool(peek_text(Story, tree, "date") and whence)


def _columns(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    """A column of the menu in which there is nothing."""
    catalogue = site.catalogue
    filled = {
        MenuEntry.ORGANIZATIONS: bool(catalogue.rows),
        MenuEntry.STORIES: bool(catalogue.stories),
        MenuEntry.NOTICES: bool(catalogue.notices),
        MenuEntry.ABOUT: any(page.id == "about" for page in catalogue.pages),
    }
    empty = tuple(entry.zh[0] for entry in catalogue.config.menu if not filled.get(entry, True))
    if not empty:
        return Verdict.GOOD, "", "", _NOTHING
    mend = phrase("空栏目不会显示；不打算写的，请从 config.yaml 的 menu（菜单）里删去。")
    return Verdict.LOOK, phrase("没有内容的栏目：{names}", names="、".join(empty)), mend, _NOTHING


def _freshness(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    """A column with nothing new for half a year."""
    catalogue = site.catalogue
    newest = ((MenuEntry.STORIES, _newest(catalogue.stories)), (MenuEntry.NOTICES, _newest(catalogue.notices)))
    stale = [f"{entry.zh[0]} {day}" for entry, day in newest if day and catalogue.as_of - day > _STALE]
    if not stale:
        return Verdict.GOOD, "", "", _NOTHING
    return Verdict.BAD, phrase("最近一篇：{names}", names="、".join(stale)), phrase("请补上新的内容。"), _NOTHING


def _front_page(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    """Something new on the first page within two weeks."""
    days = tuple(filter(None, (_newest(site.catalogue.stories), _newest(site.catalogue.notices))))
    if days and site.catalogue.as_of - max(days) <= _FRONT_PAGE:
        return Verdict.GOOD, str(max(days)), "", _NOTHING
    said = phrase("最近一篇：{names}", names=max(days)) if days else phrase("没有写日期的文章")
    return Verdict.LOOK, said, phrase("首页两周内要有更新，请看一看有没有可以发布的。"), _NOTHING


def _newest(articles: Iterable[object]) -> date | None:
    days = (getattr(one, "date", None) for one in articles)
    return max((getattr(day, "last_day", day) for day in days if day), default=None)


def _sign_off(site: Inspected) -> tuple[Verdict, Said, Said, tuple[str, ...]]:
    if site.catalogue.config.sign_off:
        return Verdict.GOOD, "", "", _NOTHING
    return (
        Verdict.LOOK,
        phrase("没有要求审签"),
        phrase("请确认发布前有人审核；要程序把关的，写 config.yaml 的 sign_off（审签）。"),
        _NOTHING,
    )


_SAFE, _TEXT, _LINKS, _SIGNS, _CARE = (
    mark("一、信息安全"),
    mark("二、内容"),
    mark("三、链接和功能"),
    mark("四、网站标识"),
    mark("五、适老和发布"),
)

ITEMS: tuple[tuple[str, str, Ask], ...] = (
    (
        _SAFE,
        mark("网页里没有个人信息"),
        _by_rules(
            *("personal-data", "personal-data-covered", "personal-data-expired", "personal-data-in-address"),
            *("consent-missing", "mobile-without-consent", "person-shown"),
            mend=mark("请照“明细”表删去号码和住址；已遮盖的，也请从资料里删去。"),
        ),
    ),
    (
        _SAFE,
        mark("电话、邮箱、门牌是单位的"),
        _by_rules("personal-data-doubtful", mend=mark("请看一看是单位的还是个人的，是个人的请删去。"), doubtful=True),
    ),
    (
        _SAFE,
        mark("附件里没有个人信息"),
        _by_rules("attachment-personal-data", "attachment-author", mend=mark("请改好附件，再替换原来的文件。")),
    ),
    (
        _SAFE,
        mark("附件里没有隐藏的内容"),
        _by_rules("attachment-hidden-content", mend=mark("请取消隐藏，核对后再保存。")),
    ),
    (_SAFE, mark("程序看不了的附件"), _attachments),
    (
        _SAFE,
        mark("允许公开的号码有理由、没过期"),
        _by_rules(
            "allowance-expired", "allowance-without-reason", mend=mark("请核对 config.yaml 的 privacy（隐私）。")
        ),
    ),
    (_SAFE, mark("公开姓名和照片的同意书"), _by_person(mark("请运行 consent list，核对登记和纸质同意书。"))),
    (_SAFE, mark("没有涉密和不宜公开的内容"), _by_person(mark("请按保密审查的规定看一遍新内容。"))),
    (_TEXT, mark("资料没有错误"), _errors),
    (
        _TEXT,
        mark("没有错别字、繁体字、重复的字"),
        _by_rules("traditional-characters", "doubled-words", "paragraph-twice", mend=mark("请照“明细”表核对后改正。")),
    ),
    (
        _TEXT,
        mark("标点和空格合规范"),
        _by_rules("half-width-punctuation", "spaces-in-chinese", "line-broken", mend=mark("请照“明细”表核对后改正。")),
    ),
    (_TEXT, mark("机构和活动的叫法正确"), _by_rules("wrong-name", mend=mark("请改成正确的叫法。"))),
    (_TEXT, mark("领导姓名、职务和政策表述"), _by_person(mark("请对照最新文件看一遍。"))),
    (
        _TEXT,
        mark("日期合情合理"),
        _by_rules(
            *("dated-in-future", "founded-in-future", "not-yet-made", "made-before-founded", "publicity-too-short"),
            mend=mark("请核对日期。"),
        ),
    ),
    (
        _TEXT,
        mark("文章有日期和来源"),
        _articles,
    ),
    (_TEXT, mark("没有空白的栏目"), _columns),
    (_TEXT, mark("栏目半年内有更新"), _freshness),
    (_TEXT, mark("首页两周内有更新"), _front_page),
    (
        _LINKS,
        mark("站内链接都能打开"),
        _by_rules(
            *("link-dead", "link-anchor-missing", "link-leaves-site", "anchor-twice", "file-missing"),
            mend=mark("请核对链接和文件名。"),
        ),
    ),
    (_LINKS, mark("外部链接都能打开"), _by_person(mark("程序不上网，请点开文章里的外部链接看一看。"))),
    (
        _LINKS,
        mark("图片能显示，有文字说明"),
        _by_rules(
            *("photo-without-alt", "markdown-picture", "picture-unreadable", "picture-too-large", "picture-format"),
            mend=mark("请补上图片说明，换掉打不开的图片。"),
        ),
    ),
    (_LINKS, mark("有正式网址和网站地图"), _by_setting(lambda one: one.config.base_url, "base_url（正式网址）")),
    (_SIGNS, mark("主办单位"), _by_setting(lambda one: one.config.identity.owner, "identity: owner（主办单位）")),
    (_SIGNS, mark("备案号"), _by_setting(lambda one: one.config.identity.icp, "identity: icp（备案号）")),
    (_SIGNS, mark("公安备案号"), _by_setting(lambda one: one.config.identity.police, "identity: police（公安备案号）")),
    (
        _SIGNS,
        mark("网站标识码"),
        _by_setting(lambda one: one.config.identity.site_code, "identity: site_code（网站标识码）"),
    ),
    (
        _SIGNS,
        mark("党政机关标识"),
        _by_setting(lambda one: one.config.identity.conac, "identity: conac（党政机关标识）"),
    ),
    (
        _SIGNS,
        mark("联系方式"),
        _by_setting(
            lambda one: one.config.identity.contact.phone or one.config.identity.contact.email,
            "identity: contact（联系方式）",
        ),
    ),
    (_CARE, mark("老人看得清、点得中"), _by_person(mark("请用手机打开首页和一个组织的页面，试一试放大、拨号和返回。"))),
    (_CARE, mark("发布前有人审核"), _sign_off),
    (_CARE, mark("网站和资料一致"), _by_person(mark("生成以后请运行 verify。"))),
)
