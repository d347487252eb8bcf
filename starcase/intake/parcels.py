"""What lies beside the tables of a parcel: Word files become drafts of stories, photos are laid beside the records."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from starcase.exchange.records.importing import Body
from starcase.exchange.tables.archives import UnreadableFile, read_source
from starcase.exchange.tables.given import Complaint, Source, Spot
from starcase.exchange.word.package import Refused
from starcase.exchange.word.story import WordStory, read_story
from starcase.intake.received import digest_of
from starcase.language import Phrase, Words, phrase
from starcase.media.pictures import format_of
from starcase.read.words import folded, is_chinese
from starcase.writing.story_file import story_files

_WORD, _OLD_WORD = ".docx", (".doc", ".wps", ".docm", ".rtf")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".heic", ".heif", ".tif", ".tiff", ".avif")
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "BMP": ".bmp"}
_STORIES = "content/organizations"
_SHORTEST_NAME = 3
"""Of a body whose name in a text tells whom it is about."""


class Others(Struct, frozen=True):
    """What becomes of the documents and photos; `stories` and `photos` are the files that were taken in."""

    writes: Mapping[Path, bytes]
    complaints: tuple[Complaint, ...]
    stories: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()


def take_others(
    sources: Iterable[Source], bodies: Collection[Body], root: Path, received: Collection[str], words: Words
) -> Others:
    """Takes in what is no table. A file that was received before, by the digest of its bytes, is passed over."""
    taking = _Taking(bodies, root, words)
    for source in sources:
        try:
            content = read_source(source)
        except UnreadableFile as unreadable:
            taking.complaints.append(unreadable.complaint)
            continue
        if digest_of(content) not in received:
            taking.take(source, content)
    return Others(taking.writes, tuple(taking.complaints), tuple(taking.stories), tuple(taking.photos))


class _Taking:
    """Takes one file after the other."""

    def __init__(self, bodies: Collection[Body], root: Path, words: Words) -> None:
        self.writes: dict[Path, bytes] = {}
        self.complaints: list[Complaint] = []
        self.stories: list[str] = []
        self.photos: list[str] = []
        self._root = root
        self._words = words
        self._bodies = bodies
        self._named: dict[str, list[Body]] = {}
        for body in bodies:
            for word in {folded(body.name), body.id}:
                self._named.setdefault(word, []).append(body)

    def take(self, source: Source, content: bytes) -> None:
        ending = PurePosixPath(source.name).suffix.casefold()
        if ending == _WORD:
            self._take_story(source, content)
        elif ending in _OLD_WORD:
            self._say(
                source, phrase("旧格式的 Word 文件没有读"), phrase("请用 Word 或 WPS 打开，另存为 .docx，再导入。")
            )
        elif ending in _PICTURES:
            self._take_photo(source, content)
        else:
            self._say(
                source,
                phrase("这种文件没有读"),
                phrase("要公布的附件，请放进 content 文件夹，在记录里写上它的文件名。"),
            )

    # ── Photos ──

    def _take_photo(self, source: Source, content: bytes) -> None:
        body = self._in_folders(source)
        found = format_of(content)
        if isinstance(body, Phrase):
            self._say(source, body, phrase("请放进“照片/组织名称”文件夹，文件夹的名字和表里的组织名称一样。"))
        elif found not in _ENDINGS:
            self._say(source, phrase("不是能用的图片"), phrase("请另存为 JPG 或 PNG，再导入。"))
        elif not self._lies_there(content, body):
            path = self._free_path(body, _ENDINGS[found])
            self.writes[path] = content
            self.photos.append(source.file)
            wrong = phrase("照片已经放到“{path}”，还不会显示：没有图片说明，也没有写明已获同意", path=path.as_posix())
            entry = f"photos: [{{file: {path.name}, alt: {_alt_of(source)}, consent: true}}]"
            mend = phrase("本人同意后，在“{name}”的资料里写上：{entry}", name=body.name, entry=entry)
            self._say(source, wrong, mend)

    def _in_folders(self, source: Source) -> Body | Phrase:
        """The body after which one of the folders is called, or why there is none."""
        for part in reversed(PurePosixPath(source.file).parts[:-1]):
            known = self._named.get(folded(part), [])
            if len(known) == 1:
                return known[0]
            if known:
                return phrase("叫“{name}”的组织不止一个，看不出是哪一个的照片", name=part)
        return phrase("看不出是哪个组织的照片")

    def _lies_there(self, content: bytes, body: Body) -> bool:
        there = (self._root / body.folder).glob(f"{body.id}-*")
        kept = (path.read_bytes() for path in there if path.is_file() and path.stat().st_size == len(content))
        written = (one for path, one in self.writes.items() if path.parent.as_posix() == body.folder)
        return any(content == one for one in (*kept, *written))

    def _free_path(self, body: Body, ending: str) -> Path:
        names = {path.stem for path in (self._root / body.folder).glob(f"{body.id}-*")}
        names |= {path.stem for path in self.writes if path.parent.as_posix() == body.folder}
        number = next(number for number in range(1, len(names) + 2) if f"{body.id}-{number}" not in names)
        return Path(body.folder, f"{body.id}-{number}{ending}")

    # ── Stories ──

    def _take_story(self, source: Source, content: bytes) -> None:
        try:
            story = _read(content, source.name)
        except Refused as refused:
            self._say(source, refused.says, refused.mend, must=True)
            return
        about = self._about(source, story)
        folder = about[0].folder if about else _STORIES
        files = {
            Path(path): text
            for path, text in story_files(story, folder, self._words, [one.id for one in about]).items()
        }
        if any((self._root / path).exists() or path in self.writes for path in files):
            wrong = phrase("已经有同名的故事“{name}”，没有改动它", name=f"{folder}/{story.stem}.md")
            self._say(source, wrong, phrase("要换掉的话，请先删去原来的文件，再导入；是另一篇的，请改一个标题。"))
            return
        self.writes |= files
        self.stories.append(source.file)
        wrong = phrase("已写成故事草稿“{name}”，还没有发布", name=f"{folder}/{story.stem}.md")
        mend = phrase("请打开它核对，填好照片说明，再删去 draft: true 那一行。")
        self._say(source, wrong, mend)
        if not about:
            wrong = phrase("看不出故事说的是哪个组织")
            self._say(source, wrong, phrase("请在故事开头的“相关组织”里写上编号。"))
        for remark in story.remarks:
            near = phrase("《{title}》里，“{text}”附近", title=story.title, text=remark.near or story.title)
            self._say(source, near, remark.says)

    def _about(self, source: Source, story: WordStory) -> list[Body]:
        """The body that a folder, the file, the title or else the text names; none where that leaves a doubt."""
        body = self._in_folders(source)
        if isinstance(body, Body):
            return [body]
        names = [one for one in self._bodies if len(one.name) >= _SHORTEST_NAME]
        for text in (source.name, story.title, story.markdown):
            if found := [one for one in names if one.name in text]:
                longest = [
                    one
                    for one in found
                    if not any(one.name != other.name and one.name in other.name for other in found)
                ]
                return longest if len(longest) == 1 else []
        return []

    def _say(self, source: Source, wrong: Phrase, mend: Phrase, *, must: bool = False) -> None:
        self.complaints.append(Complaint(Spot(source.file), "", "", wrong, mend, must))


def _alt_of(source: Source) -> str:
    """What the photo shows, where its file is called so; cameras call it a number."""
    stem = PurePosixPath(source.name).stem
    return stem if is_chinese(stem) and not any(sign.isdigit() for sign in stem) else "图片说明"


def _read(content: bytes, name: str) -> WordStory:
    """The story of a document that may lie in a zip: it is read from a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_story(path)
