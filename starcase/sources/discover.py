"""Folders to files: which file of the root is read as what, and which ones nothing will read."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from starcase.problems import DocumentId, Problem, Rule, Severity, Spot, rule

CONTENT_MISSING = rule(
    "content-missing",
    says="没有找到 content 文件夹。",
    mend="请在放 config.yaml 的文件夹里建一个 content 文件夹，或者用 --root 指出正确的文件夹。",
    stops_site=True,
)
CONFIG_MISSING = rule(
    "config-missing",
    says="没有找到 config.yaml。",
    mend="请把自带的 config.yaml 复制到放 content 的文件夹里；已经有的，请在文件夹的“查看”里勾选“文件扩展名”，看看名字后面是不是多了 .txt；在别的文件夹的，用 --root 指出。",
    stops_site=True,
)
CONFIG_MISPLACED = rule(
    "config-misplaced",
    says="config.yaml 放在了 content 里面，不会被读取。",
    mend="请把它移出来，与 content 文件夹放在一起。",
    stops_site=True,
)
FILE_TWICE = rule(
    "file-twice",
    says="“{file}”和“{other}”只能有一个。",
    mend="请把它们的内容合并到“{other}”，再删去“{file}”。",
    stops_site=True,
)
PATH_COLLISION = rule(
    "path-collision",
    says="“{file}”和“{other}”的名字只差大小写，在有的电脑上会互相覆盖。",
    mend="请给其中一个改名。",
    stops_site=True,
)
PATH_REFUSED = rule(
    "path-refused",
    says="“{name}”这个名字在 Windows 电脑上不能用。",
    mend='请改名：不要用 < > : " | ? * 和反斜杠，不要以点或空格结尾，也不要叫 con、nul、com1 这一类名字。',
    stops_site=True,
)
FILE_LINKED = rule(
    "file-linked",
    says="“{file}”是快捷方式或者指向别处的链接，不是文件本身，没有读取。",
    mend="请把文件本身放到这里。",
    severity=Severity.WARNING,
)
FILE_MISPLACED = rule(
    "file-misplaced",
    says="“{file}”放在这里不会被读取。",
    mend="请把它移到“{folder}”里。",
    severity=Severity.WARNING,
)
FILE_MISNAMED = rule(
    "file-misnamed",
    says="“{file}”不会被读取，因为它的名字不对。",
    mend="请把它改名为“{meant}”。在文件夹的“查看”里勾选“文件扩展名”，就能看到完整的名字。",
    severity=Severity.WARNING,
)
FILE_UNKNOWN = rule(
    "file-unknown",
    says="“{file}”这一类文件放在这里不会被读取。",
    mend="组织资料请保存为 .yaml 文件，服务故事请保存为 .md 文件；Excel 和 Word 里的资料请用 import 导入。",
    severity=Severity.WARNING,
)
FOLDER_UNKNOWN = rule(
    "folder-unknown",
    says="content 里没有“{folder}”这一种文件夹，里面的 {count} 个文件不会被读取。",
    mend="请把这些文件移到“{meant}”里，或者给文件夹改成这个名字。",
    severity=Severity.WARNING,
)

Group = Literal["programmes", "organizations", "stories", "notices", "pages"]


class Sources(Struct, frozen=True):
    """The files that are read, relative to the root with `/`; each group sorted, so the same on every machine.

    `others` are not read by themselves: what records may name, and what stands in a wrong place. `reviews` are what reviewers keep of
    each body: empty for the public.
    """

    config: str | None = None
    programmes: tuple[str, ...] = ()
    regions: str | None = None
    organizations: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    redirects: str | None = None
    reviews: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


_CONTENT = "content"
_GROUPS: dict[tuple[str, str], Group] = {
    ("programmes", ".yaml"): "programmes",
    ("organizations", ".yaml"): "organizations",
    ("organizations", ".md"): "stories",
    ("notices", ".md"): "notices",
    ("pages", ".md"): "pages",
}
_FOLDERS = ("organizations", "programmes", "notices", "pages")
_CHINESE_FOLDERS = {
    "组织": "organizations",
    "故事": "organizations",
    "项目": "programmes",
    "公示": "notices",
    "公告": "notices",
    "通知": "notices",
    "页面": "pages",
}
_SINGLE_FILES = ("regions", "redirects", "sign-off")
_ENDINGS = {".yaml": ".yaml", ".yml": ".yaml", ".md": ".md"}
_LIKELY_ENDINGS = {
    **dict.fromkeys((".yalm", ".ymal", ".yam", ".ymml"), ".yaml"),
    **dict.fromkeys((".markdown", ".mdown", ".mkd"), ".md"),
}

# Records and stories may name these from wherever they are; notices and pages may name any kind of file.
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".bmp", ".tif", ".tiff", ".heic", ".avif"})
_MEDIA = _PICTURES | {".pdf", ".ofd", ".mp3", ".m4a", ".wav", ".mp4", ".mov", ".webm"}
_FOLDERS_WITH_ATTACHMENTS = frozenset({"notices", "pages"})
_SHORTCUT = ".lnk"  # on Windows, which hides this ending
_LEFTOVER = re.compile(
    r"\..*|~\$.*|.*~|\#.*\#|.*\.(?:sw[a-z]|bak|tmp|temp|orig|old)|thumbs\.db|desktop\.ini|__macosx|__pycache__|readme(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = re.compile(
    r".*[<>:\"|?*\\\x00-\x1f\ud800-\udfff].*|.*[. ]|(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?",
    re.IGNORECASE | re.DOTALL,
)


def discover_sources(root: Path) -> tuple[Sources, tuple[Problem, ...]]:
    """The files of a root (FORMAT.md section 1), and what is wrong with their places and names.

    Only config.yaml and content/ are looked at. Nothing in content/ is passed over in silence, but for hidden files,
    the leftovers of editors and systems, README files, and what records may name as photos and attachments. No link is
    followed out of content/.
    """
    config, problems = _single("config", [name for name in os.listdir(root) if (root / name).is_file()])
    missing = () if config else (_about(CONFIG_MISSING, "config.yaml"),)
    if not (root / _CONTENT).is_dir():
        return Sources(config), (*problems, *missing, _about(CONTENT_MISSING, _CONTENT))
    files, links = _files_in(root / _CONTENT)
    sources, not_read = _in_groups(config, [file for file in files if _shown(file) == file])
    if any(found.rule is CONFIG_MISPLACED for found in not_read):
        missing = ()
    linked = tuple(_about(FILE_LINKED, link, file=_shown(link)) for link in links)
    return sources, (*problems, *missing, *_path_problems(files), *linked, *not_read)


def discover_reviews(root: Path) -> tuple[str, ...]:
    """What reviewers keep of each body, a file each (FORMAT.md section 5); never asked for by a public build."""
    folder = root / "review" / "organizations"
    files = (place.relative_to(root).as_posix() for place in folder.rglob("*") if place.is_file())
    return tuple(sorted(file for file in files if _kind(file) == ".yaml" and not is_leftover(Path(file).name)))


def _files_in(content: Path) -> tuple[list[str], list[str]]:
    """The files of content/, from the root and sorted; then the links and special files that are not read."""
    base = os.path.realpath(content)
    files: list[str] = []
    links: list[str] = []
    folders = [_CONTENT]
    while folders:
        folder = folders.pop()
        with os.scandir(os.path.join(base, *folder.split("/")[1:])) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if is_leftover(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                else:
                    (files if _is_own_file(entry, base) else links).append(path)
    return sorted(files), sorted(links)


def is_leftover(name: str) -> bool:
    """Whether a file or folder of content/ with that name is passed over in silence."""
    return _LEFTOVER.fullmatch(name) is not None


def _is_own_file(entry: os.DirEntry[str], base: str) -> bool:
    """Whether an entry is a file of content/, or a link to one."""
    if not entry.is_symlink():
        return entry.is_file()
    target = Path(os.path.realpath(entry.path))
    return target.is_relative_to(base) and target.is_file()


def _in_groups(config: str | None, files: list[str]) -> tuple[Sources, tuple[Problem, ...]]:
    """Each file where it is read; a problem for each that is not."""
    groups: dict[Group, list[str]] = {group: [] for group in _GROUPS.values()}
    others: list[str] = []
    for file in files:
        group = _GROUPS.get((_folder(file), _kind(file)))
        if group is None:
            others.append(file)
        else:
            groups[group].append(file)
    top = [file for file in others if not _folder(file)]
    regions, regions_twice = _single("regions", top)
    redirects, redirects_twice = _single("redirects", top)
    sources = Sources(
        config=config,
        regions=regions,
        redirects=redirects,
        others=tuple(file for file in others if file not in (regions, redirects)),
        **{group: tuple(paths) for group, paths in groups.items()},
    )
    return sources, (*regions_twice, *redirects_twice, *_others_reported(others))


def _single(stem: str, files: Iterable[str]) -> tuple[str | None, tuple[Problem, ...]]:
    """The one file of that stem, and a problem where `.yaml` and `.yml` both stand there."""
    found = sorted(file for file in files if _kind(file) == ".yaml" and _stem(file) == stem)
    if not found:
        return None, ()
    return found[0], tuple(_about(FILE_TWICE, file, file=file, other=found[0]) for file in found[1:])


def _others_reported(others: list[str]) -> Iterator[Problem]:
    strange: dict[str, list[str]] = {}
    for file in others:
        folder = _folder(file)
        if folder and folder not in _FOLDERS:
            strange.setdefault(folder, []).append(file)
        elif found := _why_not_read(file, folder):
            yield found
    for folder, files in strange.items():
        records = [file for file in files if _kind(file) or _better_name(file)]
        if records:
            meant = f"{_CONTENT}/{_likely_folder(folder, records[0])}"
            yield _about(FOLDER_UNKNOWN, f"{_CONTENT}/{folder}", folder=folder, count=str(len(records)), meant=meant)


def _why_not_read(file: str, folder: str) -> Problem | None:
    """Why a file that stands in content/ itself or in a folder of its is not read; None where records may name it."""
    stem, kind = _stem(file), _kind(file)
    if _ending(file) == _SHORTCUT:
        return _about(FILE_LINKED, file, file=file)
    if better := _better_name(file):
        return _about(FILE_MISNAMED, file, file=file, meant=better)
    if not folder and kind == ".yaml":
        return _why_not_read_at_the_top(file, stem)
    if kind:
        return _about(
            FILE_MISPLACED, file, file=file, folder=_CONTENT + ("/organizations" if kind == ".yaml" else "/pages")
        )
    if folder in _FOLDERS_WITH_ATTACHMENTS or _ending(file) in _MEDIA:
        return None
    return _about(FILE_UNKNOWN, file, file=file)


def _why_not_read_at_the_top(file: str, stem: str) -> Problem | None:
    if stem in _SINGLE_FILES:
        return None
    if stem == "config":
        return _about(CONFIG_MISPLACED, file)
    if close := get_close_matches(stem, _SINGLE_FILES, 1, 0.8):
        return _about(FILE_MISNAMED, file, file=file, meant=f"{close[0]}.yaml")
    return _about(FILE_MISPLACED, file, file=file, folder=f"{_CONTENT}/organizations")


def _better_name(file: str) -> str | None:
    """The name that a file should have to be read where it stands: `a.yaml` for `a.yaml.txt`, `a.md` for `a.markdown`.

    Notices and pages are Markdown.
    """
    name, ending = file.rpartition("/")[2], _ending(file)
    bare = name[: len(name) - len(ending)]
    if _kind(file) == ".yaml" and _folder(file) in _FOLDERS_WITH_ATTACHMENTS:
        return f"{bare}.md"
    if ending in _LIKELY_ENDINGS:
        return bare + _LIKELY_ENDINGS[ending]
    return bare if ending and _kind(bare) else None


def _likely_folder(folder: str, record: str) -> str:
    for chinese, meant in _CHINESE_FOLDERS.items():
        if chinese in folder:
            return meant
    close = get_close_matches(folder.casefold(), _FOLDERS, 1, 0.6)
    return close[0] if close else "organizations" if _kind(record) != ".md" else "pages"


def _path_problems(files: list[str]) -> Iterator[Problem]:
    """Names that another computer refuses or takes for another's."""
    first: dict[str, str] = {}
    refused: set[str] = set()
    for file in files:
        alike = file if file.isascii() and file.islower() else unicodedata.normalize("NFC", file).casefold()
        if (other := first.setdefault(alike, file)) != file:
            yield _about(PATH_COLLISION, file, file=_shown(file), other=_shown(other))
        names = file.split("/")
        for depth, name in enumerate(names):
            path = "/".join(names[: depth + 1]) if _is_refused(name) else ""
            if path and path not in refused:
                refused.add(path)
                yield _about(PATH_REFUSED, path, name=_shown(name))


@lru_cache(maxsize=10_000)
def _is_refused(name: str) -> bool:
    return _REFUSED.fullmatch(name) is not None


def _about(about: Rule, path: str, /, **values: str) -> Problem:
    return Problem(about, Spot(DocumentId(_shown(path)), at=(1, 1)), tuple(values.items()), about.severity)


def _shown(path: str) -> str:
    """A path as text that can be written anywhere, also where its bytes are no text in this system's encoding."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _folder(file: str) -> str:
    """The folder of content/ that a file stands in, at whatever depth; empty for content/ itself."""
    parts = file.split("/")
    return parts[1] if len(parts) > 2 else ""


def _ending(file: str) -> str:
    dot = file.rpartition("/")[2].rfind(".")
    return file.rpartition("/")[2][dot:].casefold() if dot > 0 else ""


def _kind(file: str) -> str:
    """`.yaml`, `.md`, or nothing for what is neither."""
    return _ENDINGS.get(_ending(file), "")


def _stem(file: str) -> str:
    name = file.rpartition("/")[2].casefold()
    return name[: len(name) - len(_ending(name))]
