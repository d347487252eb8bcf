"""Finds the files that records name, and says what is wrong with those that cannot be published."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from starcase.language import phrase
from starcase.media.addresses import name_document, name_picture
from starcase.media.attachments import check_attachment
from starcase.media.known import Known, keep_known, load_known
from starcase.media.looking import Flaw, Looked, look_at, look_at_batch
from starcase.media.pictures import LARGEST_SIDE, MOST_PIXELS, format_of
from starcase.model.media import NamedFile
from starcase.pool import Workers
from starcase.privacy.guard import Guard
from starcase.problems import DocumentId, Problem, problem, rule
from starcase.problems import Path as ProblemPath
from starcase.sources.files import read_steadily
from starcase.stamps import stamp_of

FILE_MISSING = rule(
    "file-missing",
    says="找不到文件“{file}”。",
    mend="请核对文件名和所在文件夹；路径从写它的这份资料算起，须在 content/ 之内。",
)
PICTURE_UNREADABLE = rule(
    "picture-unreadable",
    says="图片“{file}”打不开，不是能显示的图片。",
    mend="请用看图软件打开后另存为 JPG 或 PNG，再替换这个文件。",
)
PICTURE_TOO_LARGE = rule(
    "picture-too-large",
    says="图片“{file}”的尺寸太大{measures}。",
    mend="请缩小到长边不超过 {side} 像素、一共不超过 {pixels} 万像素，再放进来。",
)
PICTURE_FORMAT = rule(
    "picture-format",
    says="图片“{file}”是{what}，网站上不能显示。",
    mend="请另存（导出）为 JPG，再替换这个文件，并改正这里的文件名。",
)

_PHOTOS = ("photos", "photo")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")
_OTHERS = {".heic": "HEIC", ".heif": "HEIC", ".avif": "AVIF", ".tif": "TIFF", ".tiff": "TIFF", ".svg": "SVG"}
_NO_PICTURES = {
    **dict.fromkeys((".pdf", ".ofd"), phrase("一份文件")),
    **dict.fromkeys((".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx"), phrase("一份文件")),
    **dict.fromkeys((".mp4", ".mov", ".webm", ".avi"), phrase("一段视频")),
}
_TEN_THOUSAND = 10_000

FindFile = Callable[[DocumentId, str, ProblemPath], tuple[NamedFile | None, tuple[Problem, ...]]]


class NamedFiles:
    """The files of a root that records name; each is looked at once.

    What was seen of them is kept in `folder`, from one run to the next; None where nothing is to be kept.
    """

    def __init__(self, root: Path, workers: Workers, folder: Path | None, guard: Guard) -> None:
        self._root = root
        self._guard = guard
        self._workers = workers
        self._folder = folder
        self._known = load_known(folder)
        self._looked: dict[str, Looked | None] = {}
        self._inside: dict[str, bool] = {}

    def look_ahead(self, named: Iterable[tuple[DocumentId, str]]) -> FindFile:
        """Looks at all the files that are named at once, in workers where they are many, and keeps what was seen of them; gives `find`."""
        paths = dict.fromkeys(_path_of(document, written) for document, written in named)
        stamps = {path: stamp_of(self._root / path) for path in paths if self._is_there(path)}
        self._looked = {path: self._known.at(path, stamps.get(path, "")) for path in paths}
        sent: list[str] = []
        unknown = self._read_unknown([path for path in stamps if self._looked[path] is None], sent)
        looked = self._workers.map(look_at_batch, b"", unknown)
        self._looked.update((path, seen) for seen, path in zip(looked, sent, strict=False))  # `sent` grows meanwhile
        self._keep(stamps)
        return self.find

    def find(
        self, document: DocumentId, written: str, path: ProblemPath
    ) -> tuple[NamedFile | None, tuple[Problem, ...]]:
        """The file that a document names, relative to the document's own folder.

        Reports: ``file-missing``, ``picture-unreadable``, ``picture-too-large``, ``picture-format``, and what `check_attachment` does.
        """
        place = _path_of(document, written)
        if place not in self._looked:
            self._looked[place] = look_at(self._read(place)) if self._is_there(place) else None
        seen = self._looked[place]
        if seen is None:
            return None, (problem(FILE_MISSING, document, path, file=written),)
        return _view(seen, place, document, written, path, self._guard)

    def _is_there(self, path: str) -> bool:
        """Whether it is a file, and below content/, wherever links lead."""
        if not path.startswith("content/"):
            return False
        place, folder = os.path.join(self._root, path), posixpath.dirname(path)
        if os.path.islink(place):
            return self._is_below(place) and os.path.isfile(place)
        if folder not in self._inside:
            self._inside[folder] = self._is_below(os.path.join(self._root, folder))
        return self._inside[folder] and os.path.isfile(place)

    def _is_below(self, place: str) -> bool:
        content = os.path.realpath(os.path.join(self._root, "content"))
        return Path(os.path.realpath(place)).is_relative_to(content)

    def _read(self, path: str) -> bytes:
        return read_steadily(os.path.join(self._root, path))

    def _read_unknown(self, paths: Iterable[str], sent: list[str]) -> Iterator[tuple[bytes]]:
        """The pictures that nobody has looked at yet, for the workers, noted in `sent`; what is known by its content, or no picture, is told at once."""
        for path in paths:
            content = self._read(path)
            seen = self._known.seen.get(hashlib.sha256(content).hexdigest())
            if seen is None and format_of(content) is not None:
                sent.append(path)
                yield (content,)
            else:
                self._looked[path] = seen or look_at(content)

    def _keep(self, stamps: Mapping[str, str]) -> None:
        seen = {path: looked for path, looked in self._looked.items() if looked}
        files = {path: (stamps[path], looked.digest) for path, looked in seen.items() if stamps[path]}
        known = Known({looked.digest: looked for looked in seen.values()}, files)
        if known != self._known:
            keep_known(self._folder, known)


def _path_of(document: DocumentId, written: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.file), written))


def _view(
    seen: Looked, place: str, document: DocumentId, written: str, path: ProblemPath, guard: Guard
) -> tuple[NamedFile | None, tuple[Problem, ...]]:
    """What is published of a file, or why nothing is."""
    suffix, is_photo = posixpath.splitext(place)[1].lower(), path[0] in _PHOTOS
    is_picture = seen.format or is_photo or suffix in _PICTURES or suffix in _OTHERS
    if not is_picture:
        found = tuple(check_attachment(seen, document, written, path, guard))
        return None if any(one.is_error for one in found) else name_document(written, place, seen, suffix), found
    if seen.format and seen.flaw is None:
        return name_picture(written, place, seen, is_photo=is_photo), ()
    return None, (_complain(seen, suffix, document, written, path),)


def _complain(seen: Looked, suffix: str, document: DocumentId, written: str, path: ProblemPath) -> Problem:
    if seen.flaw is Flaw.TOO_LARGE:
        measures = (
            phrase("（宽 {width}、高 {height} 像素）", width=seen.width, height=seen.height) if seen.width else ""
        )
        side, pixels = LARGEST_SIDE, MOST_PIXELS // _TEN_THOUSAND
        return problem(PICTURE_TOO_LARGE, document, path, file=written, measures=measures, side=side, pixels=pixels)
    if seen.flaw is Flaw.MOVES:
        return problem(PICTURE_FORMAT, document, path, file=written, what=phrase("会动的图"))
    if other := seen.format if seen.flaw is Flaw.OTHER_FORMAT else _OTHERS.get(suffix):
        return problem(PICTURE_FORMAT, document, path, file=written, what=phrase("{format} 格式", format=other))
    if seen.format is None and suffix in _NO_PICTURES:
        return problem(PICTURE_FORMAT, document, path, file=written, what=_NO_PICTURES[suffix])
    return problem(PICTURE_UNREADABLE, document, path, file=written)
