"""The page on open data: what each file is, when to take which, what the values mean, and how to check a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from starcase.language import Words, mark
from starcase.model.config import Depth
from starcase.model.ids import OrganizationId
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.public.changes import name_round
from starcase.views.rounds import RoundName
from starcase.views.shared import Shared

_FORMS = {
    "xlsx": mark("Excel 工作簿"),
    "csv": mark("CSV 表格"),
    "json": "JSON",
    "xml": mark("Atom 订阅"),
}
_DEPTHS = {
    Depth.ITEMS: mark("得分公布到每项评价内容。"),
    Depth.ASPECTS: mark("得分公布到各方面，不公布每项内容。"),
    Depth.TOTAL: mark("得分只公布总分。"),
    Depth.LEVEL: mark("只公布等级，不公布得分。"),
}


class File(Struct, frozen=True):
    """A file to download; `name` is its own in the folder `data/`, `form` what kind of file it is."""

    title: str
    href: str
    name: str
    form: str
    about: str


class FileGroup(Struct, frozen=True):
    anchor: str
    heading: str
    files: tuple[File, ...]


class OpenDataView(Struct, frozen=True):
    """`notes` say how the values are to be taken; `more` leads from the licence to who answers for it."""

    frame: Frame
    title: str
    lead: str
    groups: tuple[FileGroup, ...]
    notes: tuple[str, ...]
    licence: str
    more: Link | None
    check: str
    commands: tuple[tuple[str, str], ...]


def project_open_data(
    shared: Shared,
    url: str,
    files: int,
    example: OrganizationId | None,
    rounds: tuple[RoundName, ...],
    has_about: bool,
    tells_stories: bool,
) -> OpenDataView:
    """The page; `files` is how many the list of bodies is cut into, `example` a body, `rounds` the latest in which anything changed;
    `tells_stories` says whether there is a feed of stories."""
    words = shared.words
    title = words("开放数据")
    lead = words("本站公布的资料都可以整份下载，用来核对、统计，或放进别的系统。文件与网页同时生成，内容一致。")
    return OpenDataView(
        frame=frame_page(shared, url, title, description=lead),
        title=title,
        lead=lead,
        groups=(
            FileGroup("sheets", words("用表格软件打开"), tuple(_sheets(files, url, shared))),
            FileGroup("programs", words("给程序使用"), tuple(_data(files, example, url, shared))),
            *_changes(rounds, url, shared),
            FileGroup("meaning", words("字段和格式说明"), tuple(_explanations(url, words))),
            *_feeds(bool(rounds), tells_stories, url, shared),
        ),
        notes=tuple(_notes(files, shared)),
        licence=_say_licence(shared),
        more=Link(words("关于本站"), urls.relative(url, "about/index.html")) if has_about else None,
        check=words(
            "文件清单 manifest.json 列出本站每个文件的 SHA-256 校验值。下载后算一遍，与清单一致，就没有被改动过。"
        ),
        commands=(
            ("Windows", "certutil -hashfile organizations.csv SHA256"),
            ("Linux", "sha256sum organizations.csv"),
            ("macOS", "shasum -a 256 organizations.csv"),
        ),
    )


def _file(title: str, to: str, about: str, url: str, words: Words) -> File:
    form = _FORMS[PurePosixPath(to).suffix.removeprefix(".")]
    return File(title, urls.relative(url, to), PurePosixPath(to).name, words(form), about)


def _lists(title: str, ending: str, about: str, files: int, url: str, words: Words) -> Iterator[File]:
    """The list of all bodies in one form: one file, or several."""
    for number in range(1, files + 1):
        named = words("{title}（第{n}份）", title=title, n=number) if files > 1 else title
        to = urls.bodies_file_url(number if files > 1 else None, ending)
        yield _file(named, to, about if number == 1 else "", url, words)


def _sheets(files: int, url: str, shared: Shared) -> Iterator[File]:
    words, title = shared.words, shared.words("全部组织")
    workbook = words(
        "一个组织一行，可以筛选。用 Excel 或 WPS 打开；编号、电话都按文本保存，不会变样。不确定用哪个，就用这个。"
    )
    plain = words("内容与工作簿相同，是纯文本（UTF-8，带标记），双击可以用 Excel 打开，也便于导入别的软件。")
    yield from _lists(title, "xlsx", workbook, files, url, words)
    yield from _lists(title, "csv", plain, files, url, words)
    if shared.regions.nodes:
        places = words("各级地区的编号、上级、联系单位，以及本站在当地列出的组织数。")
        yield _file(words("全部地区"), urls.REGIONS_SHEET, places, url, words)


def _data(files: int, example: OrganizationId | None, url: str, shared: Shared) -> Iterator[File]:
    words = shared.words
    whole = words("内容与工作簿相同，编号、数字、日期分开写，适合一次读入。")
    yield from _lists(words("全部组织"), "json", whole, files, url, words)
    if example:
        each = words(
            "一个组织一个文件，网页上有的都有：评定记录、得分、服务数据、资料来源。文件名是组织的编号，这里是其中一个。"
        )
        yield _file(words("单个组织"), urls.body_data_url(example), each, url, words)
    schemes = words("各项目的类型、等级和条件、评分标准，以及主管单位公布的数字。")
    yield _file(words("全部项目"), urls.PROGRAMMES_DATA, schemes, url, words)


def _changes(rounds: tuple[RoundName, ...], url: str, shared: Shared) -> Iterator[FileGroup]:
    files: list[File] = []
    words = shared.words
    about = words("这一轮谁升了、谁降了、谁是新评的，理由和依据。更早的在“星级变动”各页下载。")
    for programme, period in rounds:
        scheme = shared.programmes[programme]
        title = words("{programme}：{here}", programme=scheme.name, here=name_round(scheme, period, words))
        for ending in ("csv", "json"):
            to = urls.changes_file_url(programme, period, ending)
            files.append(_file(title, to, "" if files else about, url, words))
    if files:
        yield FileGroup("changes", words("各轮变动"), tuple(files))


def _explanations(url: str, words: Words) -> Iterator[File]:
    each = words("每个字段的中文名、英文说明、类型和单位。")
    yield _file(words("字段说明"), urls.DICTIONARY_SHEET, each, url, words)
    yield _file(words("字段说明"), urls.DICTIONARY_DATA, "", url, words)
    schema = words("各 JSON 文件的格式（JSON Schema 2020-12），程序可以用它检查读到的文件。")
    yield _file(words("格式定义"), urls.SCHEMA, schema, url, words)
    yield _file(words("文件清单"), urls.MANIFEST, words("本站每个文件的 SHA-256 校验值。"), url, words)


def _feeds(has_changes: bool, has_stories: bool, url: str, shared: Shared) -> Iterator[FileGroup]:
    """What can be subscribed to, where the site knows its public address."""
    files: list[File] = []
    words = shared.words
    if has_stories:
        files.append(_file(words("服务故事"), urls.STORIES_FEED, words("有新故事时，阅读器会提醒。"), url, words))
    if has_changes and shared.config.base_url:
        files.append(_file(words("星级变动"), urls.CHANGES_FEED, words("有升降时，阅读器会提醒。"), url, words))
    if files:
        yield FileGroup("feeds", words("订阅"), tuple(files))


def _notes(files: int, shared: Shared) -> Iterator[str]:
    words = shared.words
    if files > 1:
        yield words("组织很多，按名录的顺序（拼音）分成{n}份，每份最多5万个。", n=files)
    yield words("空格子和 JSON 里没有值的项，都表示资料没有写，不是0。")
    yield words("写作“约”“余”“多”“近”的不是准确数。text 是公布的原文；只有准确数才写进 number，可以相加。")
    yield words("等级是网站生成那一天的。到期、暂停以后会变，使用前请看网页。")
    yield words(_DEPTHS[shared.config.publish.scores])
    yield words("“资料核对中”的组织，这里和网页上一样，只有名称、地点和联系方式。")
    yield words("项目里的“公布数据”是主管单位公布的数字，与本站列出的组织数不相加，也不互相替换。")


def _say_licence(shared: Shared) -> str:
    words, owner = shared.words, shared.config.identity.owner
    if owner:
        return words("转载和再利用的条件，以主办单位（{owner}）的说明为准。", owner=owner)
    return words("转载和再利用的条件，以主办单位的说明为准。")
