"""What lies beside the tables of a parcel: Word files become drafts of stories, photos are laid beside the records."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from starcase.exchange.records.importing import Body
from starcase.exchange.records.photo_entries import Noted
from starcase.exchange.tables.archives import UnreadableFile, read_source
from starcase.exchange.tables.given import Complaint, PhotoNote, Source, Spot
from starcase.exchange.tables.photo_lists import complain_of
from starcase.exchange.word.package import Refused
from starcase.exchange.word.story import WordStory, read_story
from starcase.intake.received import digest_of
from starcase.language import Phrase, Words, phrase
from starcase.media.pictures import format_of
from starcase.read.words import folded
from starcase.writing.story_file import story_files

_WORD, _OLD_WORD = ".docx", (".doc", ".wps", ".docm", ".rtf")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".heic", ".heif", ".tif", ".tiff", ".avif")
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "BMP": ".bmp"}
_STORIES = "content/organizations"
PHOTO_LIST = "照片说明"
"""What the list is called in which people say what photos show."""
_SHORTEST_NAME = 3
"""Of a body whose name in a text tells whom it is about."""


class Others(Struct, frozen=True):
    """What becomes of the documents and photos; `stories` and `photos` are the files that were taken in."""

    writes: Mapping[Path, bytes]
    complaints: tuple[Complaint, ...]
    stories: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    noted: tuple[Noted, ...] = ()
    undescribed: tuple[Undescribed, ...] = ()


class Undescribed(Struct, frozen=True):
    """A photo that was taken in, of which nobody has said yet what it shows."""

    source: Source
    body: Body


def take_others(
    sources: Iterable[Source],
    bodies: Collection[Body],
    root: Path,
    received: Mapping[str, str],
    words: Words,
    notes: Sequence[PhotoNote] = (),
    *,
    rows_wait: bool = False,
) -> Others:
    """Takes in what is no table. A file that was received before, by the digest of its bytes, is passed over; `received` is what each was called.

    `notes` are what lists say of the photos: of those that come along, and of those that records have already. While `rows_wait`, bodies
    may still be missing: what belongs to none is left for the next time.
    """
    taking = _Taking(bodies, root, words, notes, received, rows_wait=rows_wait)
    for source in sources:
        try:
            content = read_source(source)
        except UnreadableFile as unreadable:
            taking.complaints.append(unreadable.complaint)
            continue
        if is_picture(source):
            taking.take_photo(source, content, is_known=digest_of(content) in received)
        elif digest_of(content) not in received:
            taking.take(source, content)
    taking.tell_strangers()
    noted = tuple(one for note in notes if (one := taking.noted(note)) is not None)
    return Others(
        taking.writes,
        tuple(taking.complaints),
        tuple(taking.stories),
        tuple(taking.photos),
        noted,
        tuple(taking.undescribed),
    )


def is_picture(source: Source) -> bool:
    """Whether a file is called as a picture is."""
    return PurePosixPath(source.name).suffix.casefold() in _PICTURES


class _Taking:
    """Takes one file after the other."""

    def __init__(
        self,
        bodies: Collection[Body],
        root: Path,
        words: Words,
        notes: Sequence[PhotoNote],
        received: Mapping[str, str],
        *,
        rows_wait: bool,
    ) -> None:
        self.writes: dict[Path, bytes] = {}
        self.complaints: list[Complaint] = []
        self.stories: list[str] = []
        self.photos: list[str] = []
        self.undescribed: list[Undescribed] = []
        self._notes: dict[str, list[PhotoNote]] = {}
        for note in notes:
            self._notes.setdefault(folded(note.file), []).append(note)
        self._received: dict[str, set[str]] = {}
        for digest, name in received.items():
            for word in _words_of(name):
                self._received.setdefault(word, set()).add(digest)
        self._rows_wait = rows_wait
        self._strangers: dict[tuple[str, Phrase], list[Source]] = {}
        self._placed: dict[str, list[_Placed]] = {}
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
        else:
            self._say(
                source,
                phrase("这种文件没有读"),
                phrase("要公布的附件，请放进 content 文件夹，在记录里写上它的文件名。"),
            )

    # ── Photos ──

    def take_photo(self, source: Source, content: bytes, *, is_known: bool) -> None:
        """Lays a photo beside the record of its body, which a folder or a list names; one that is known is only found again."""
        body = self._whose(source)
        found = format_of(content)
        if isinstance(body, Phrase):
            self._strangers.setdefault((_folder(source.file), body), []).append(source)
        elif found not in _ENDINGS:
            self._say(source, phrase("不是能用的图片"), phrase("请另存为 JPG 或 PNG，再导入。"))
        elif (there := self._lies_there(content, body)) is not None:
            self._place(_Placed(source, body, there))
        elif not is_known:
            path = self._free_path(body, _ENDINGS[found])
            self.writes[path] = content
            self.photos.append(source.file)
            self._place(_Placed(source, body, path.name))
            if any(word in self._notes for word in _words_of(source.file)):
                return
            self.undescribed.append(Undescribed(source, body))
            wrong = phrase("照片收下了，还不会显示：没有图片说明，也没有写明已获同意")
            self._say(source, wrong, phrase("请填好《照片说明》表，再导入它。"))

    def _place(self, placed: _Placed) -> None:
        for word in _words_of(placed.source.file):
            self._placed.setdefault(word, []).append(placed)

    def tell_strangers(self) -> None:
        """Says of each folder whose photos they are not."""
        for (_, wrong), sources in self._strangers.items():
            mend = phrase("请放进“照片/组织名称”文件夹，文件夹的名字和表里的组织名称一样。")
            if self._rows_wait:
                mend = phrase("如果它在表里那一行还没有改好，请改好再导入；不然，请核对文件夹的名字。")
            if len(sources) > 1:
                wrong = phrase("{wrong}（这个文件夹里共{count}张，都没有收）", wrong=wrong, count=len(sources))
            self._say(sources[0], wrong, mend)

    def noted(self, note: PhotoNote) -> Noted | None:
        """The photo that a list means: one that came along, else one of the body that the list names; None, with a complaint, for none."""
        found = self._meant(note)
        if isinstance(found, Noted):
            return found
        mend = phrase("请核对文件名和组织名称，把照片放进“照片/组织名称”文件夹，和表一起交。")
        self.complaints.append(complain_of(note, found, mend, must=True))
        return None

    def _meant(self, note: PhotoNote) -> Noted | Phrase:
        if not note.file:
            return phrase("没有写是哪一张照片")
        if note.body and folded(note.body) not in self._named:
            return phrase("没有“{name}”这个组织", name=note.body)
        came = [one for one in self._placed.get(folded(note.file), ()) if self._agrees(note, one.body)]
        beside = [one for one in came if _folder(one.source.file) == _folder(note.spot.file)]
        found = {(one.body.id, one.file): Noted(one.body, one.file, note) for one in beside or came}
        if not found:
            named = self._named.get(folded(note.body), ()) if note.body else ()
            found = {(body.id, note.file): Noted(body, self._kept_as(note, body), note) for body in named}
        if len(found) == 1:
            return next(iter(found.values()))
        return phrase("叫这个名字的照片不止一张，看不出是哪个组织的") if found else phrase("没有收到这张照片")

    def _kept_as(self, note: PhotoNote, body: Body) -> str:
        """What a photo is called beside the record that came before, under the name in the list; else that name."""
        digests = self._received.get(folded(note.file), set())
        there = sorted((self._root / body.folder).glob(f"{body.id}-*")) if digests else []
        return next(
            (path.name for path in there if path.is_file() and digest_of(path.read_bytes()) in digests), note.file
        )

    def _agrees(self, note: PhotoNote, body: Body) -> bool:
        return not note.body or folded(note.body) in (folded(body.name), body.id)

    def _whose(self, source: Source) -> Body | Phrase:
        """The body after which a folder is called, else the one that a list names for this file."""
        body = self._in_folders(source)
        if isinstance(body, Body):
            return body
        notes = [note for word in _words_of(source.file) for note in self._notes.get(word, ())]
        named = {folded(note.body) for note in notes if note.body}
        known = self._named.get(named.pop(), []) if len(named) == 1 else []
        return known[0] if len(known) == 1 else body

    def _in_folders(self, source: Source) -> Body | Phrase:
        """The body after which one of the folders is called, or why there is none."""
        for part in reversed(PurePosixPath(source.file).parts[:-1]):
            known = self._named.get(folded(part), [])
            if len(known) == 1:
                return known[0]
            if known:
                return phrase("叫“{name}”的组织不止一个，看不出是哪一个的照片", name=part)
        return phrase("看不出是哪个组织的照片")

    def _lies_there(self, content: bytes, body: Body) -> str | None:
        """The name under which a photo lies beside the record already."""
        there = sorted((self._root / body.folder).glob(f"{body.id}-*"))
        kept = ((path, path.read_bytes()) for path in there if path.is_file() and path.stat().st_size == len(content))
        written = ((path, one) for path, one in self.writes.items() if path.parent.as_posix() == body.folder)
        return next((path.name for path, one in (*kept, *written) if content == one), None)

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
        if not about and self._rows_wait:
            wrong = phrase("看不出故事说的是哪个组织，先没有收")
            self._say(source, wrong, phrase("请先改好表里等修改的行，再导入一次。"))
            return
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
        mend = phrase("请打开它核对，填好照片说明，再删去“草稿: true”那一行。")
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


class _Placed(Struct, frozen=True):
    """A photo that came along, its body, and the name under which it lies beside the record."""

    source: Source
    body: Body
    file: str


def _words_of(file: str) -> frozenset[str]:
    """What a list may call a file: its name, with its ending or without."""
    path = PurePosixPath(file)
    return frozenset((folded(path.name), folded(path.stem)))


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _read(content: bytes, name: str) -> WordStory:
    """The story of a document that may lie in a zip: it is read from a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_story(path)
