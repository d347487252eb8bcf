"""Asks what a new file needs, and makes its text; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from starcase.exchange.word.story import WordStory
from starcase.model.base import Choice
from starcase.model.ids import ProgrammeId
from starcase.model.notice import Notice, NoticeKind
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.story import Story
from starcase.read.identifiers import parse_identifier, suggested_id
from starcase.read.scalars import Fault, Understood
from starcase.writing.asking import Asker
from starcase.writing.form import fill_in
from starcase.writing.forms import NOTICE, ORGANIZATION, PROGRAMME, STORY
from starcase.writing.known import Known
from starcase.writing.story_file import story_files

Files = Mapping[str, bytes]
"""What to write, by paths from the root; the last is the one to open."""

_SHORT = 40
_LEVELS = (
    ("star5", "五星级", 5),
    ("star4", "四星级", 4),
    ("star3", "三星级", 3),
    ("star2", "二星级", 2),
    ("star1", "一星级", 1),
)


class New(Struct, frozen=True):
    """A kind of file that can be asked for."""

    name: str
    ask: Callable[[Asker, Known, date], Files]


def ask_organization(ask: Asker, known: Known, today: date) -> Files:
    """The record of one body."""
    words = ask.words
    name = ask.text(words("组织的名称"), needed=True)
    programme = _choose_programme(ask, known, optional=False)
    values: dict[str, object] = {"name": name, "programme": programme}
    scheme = known.settings.programmes.get(programme) if programme else None
    types = scheme.types if scheme else ()
    if types:
        values["type"] = ask.choose(words("类型"), [(one.id, one.name) for one in types], optional=True)
    values["region"] = _choose_region(ask, known)
    values["founded"] = ask.day(words("成立时间，例如 2018-03"))
    values["summary"] = ask.text(words("一句话说出它做什么"))
    identifier = _ask_id(ask, known.taken["organizations"], _propose(name, values["region"], known), "organizations")
    values["id"] = identifier
    text = fill_in(ORGANIZATION, values, Organization, words)
    return {f"{known.folder_of(str(programme))}/{identifier}.yaml": text.encode()}


def ask_story(ask: Asker, known: Known, today: date) -> Files:
    """A story to be written."""
    words = ask.words
    title = ask.text(words("故事的标题"), needed=True)
    body, folder = _choose_body(ask, known)
    values: dict[str, object] = {"title": title, "organizations": [body] if body else []}
    values["date"] = ask.day(words("日期"), proposed=today.isoformat())
    values["summary"] = ask.text(words("一句话说出这个故事"))
    values["source"] = ask.text(words("谁提供的，例如社区或报社"))
    values["draft"] = True
    stem = _ask_id(ask, known.taken["stories"], _cut(suggested_id(title)), "stories")
    front = fill_in(STORY, values, Story, words)
    return {f"{folder}/{stem}.md": _article(front, words("在这里写正文，段落之间空一行。小标题以“## ”开头。"))}


def ask_word_story(ask: Asker, known: Known, story: WordStory, read_again: Callable[[str], WordStory]) -> Files:
    """A story from Word; `read_again` gives it with its files called otherwise."""
    words = ask.words
    ask.tell(words("标题：{title}；图片 {n} 张。", title=story.title, n=len(story.pictures)))
    body, folder = _choose_body(ask, known)
    stem = _ask_id(ask, known.taken["stories"], story.stem, "stories")
    told = story if stem == story.stem else read_again(stem)
    return story_files(told, folder, words, (body,) if body else ())


def ask_notice(ask: Asker, known: Known, today: date) -> Files:
    """A notice to be written."""
    words = ask.words
    title = ask.text(words("公告的标题"), needed=True)
    kind = ask.choose(words("类别"), _words_of(NoticeKind))
    values: dict[str, object] = {"title": title, "kind": str(kind)}
    values["date"] = ask.day(words("日期"), proposed=today.isoformat()) or today.isoformat()
    values["issuer"] = ask.text(words("发布单位"))
    values["programme"] = _choose_programme(ask, known, optional=True)
    if kind is NoticeKind.PUBLICITY:
        values["opens"] = ask.day(words("公示从哪一天起"), proposed=str(values["date"]))
        values["closes"] = ask.day(words("公示的最后一天（不填的，按项目的公示期计算）"))
    values["draft"] = True
    stem = _ask_id(ask, known.taken["notices"], _cut(suggested_id(title)), "notices")
    front = fill_in(NOTICE, values, Notice, words)
    return {f"content/notices/{stem}.md": _article(front, words("在这里写正文，段落之间空一行。"))}


def ask_programme(ask: Asker, known: Known, today: date) -> Files:
    """A programme to be written."""
    words = ask.words
    name = ask.text(words("项目的名称"), needed=True)
    values: dict[str, object] = {"name": name, "summary": ask.text(words("一句话说出这个项目"))}
    values["authority"] = ask.text(words("评定单位"))
    values["region"] = _choose_region(ask, known)
    levels = ask.choose(
        words("评几个等级"), [(0, words("不评等级")), (3, words("一星到三星")), (5, words("一星到五星"))]
    )
    if levels:
        values["level_word"] = "星级"
        values["levels"] = [{"id": id, "name": called, "stars": n} for id, called, n in _LEVELS if n <= levels]
    identifier = _ask_id(ask, known.taken["programmes"], _cut(suggested_id(name)), "programmes")
    values["id"] = identifier
    return {f"content/programmes/{identifier}.yaml": fill_in(PROGRAMME, values, Programme, words).encode()}


KINDS = (
    New("organization", ask_organization),
    New("story", ask_story),
    New("programme", ask_programme),
    New("notice", ask_notice),
)


# ── What several of them ask ──


def _choose_programme(ask: Asker, known: Known, *, optional: bool) -> ProgrammeId | None:
    programmes = [(one.id, one.name) for one in known.settings.programmes.values()]
    if not programmes:
        return None if optional else ProgrammeId(ask.text(ask.words("项目的编号"), needed=True))
    return ask.choose(ask.words("项目"), programmes, optional=optional)


def _choose_region(ask: Asker, known: Known) -> str:
    regions = known.settings.regions
    choices = [(node.id, "/".join(one.name for one in regions.path(node.id))) for node in regions.nodes.values()]
    return (ask.choose(ask.words("所在的社区（村）"), choices, optional=True) or "") if choices else ""


def _choose_body(ask: Asker, known: Known) -> tuple[str, str]:
    """The body that a story tells of, and the folder of its record."""
    choices = [(body, f"{body.name}（{body.id}）") for body in known.bodies]
    body = ask.choose(ask.words("说的是哪个组织"), choices, optional=True) if choices else None
    folder = str(PurePosixPath(body.file).parent) if body else "content/organizations"
    return (body.id if body else "", folder)


def _words_of(kinds: Iterable[Choice]) -> list[tuple[Choice, str]]:
    return [(kind, kind.value) for kind in kinds]


def _propose(name: str, region: object, known: Known) -> str:
    """An id in pinyin, made unlike another body's by the place."""
    plain = _cut(suggested_id(name))
    return f"{plain}-{region}" if plain in known.taken["organizations"] and region else plain


def _cut(identifier: str) -> str:
    """A short id: whole syllables of it."""
    if len(identifier) <= _SHORT:
        return identifier
    return identifier[: _SHORT + 1].rpartition("-")[0] or identifier[:_SHORT]


def _ask_id(ask: Asker, taken: frozenset[str], proposed: str, folder: str) -> str:
    words = ask.words
    free = next(name for name in (proposed, *(f"{proposed}-{n}" for n in range(2, 10_000))) if name not in taken)

    def complain(typed: str) -> str | None:
        parsed = parse_identifier(typed, has_page=True)
        if isinstance(parsed, Fault):
            return words("“{typed}”不能当编号，请用小写字母、数字和连字符，例如 {offers}。", typed=typed, offers=free)
        return words("“{typed}”已经用过了，请换一个。", typed=typed) if _plain(typed) in taken else None

    question = words("编号（网址是 {folder}/编号/，定了就不再改）", folder=folder)
    return _plain(ask.checked(question, complain, proposed=free))


def _plain(typed: str) -> str:
    parsed = parse_identifier(typed, has_page=True)
    return parsed.value if isinstance(parsed, Understood) else typed


def _article(front: str, hint: str) -> bytes:
    return f"---\n{front}---\n\n{hint}\n".encode()
