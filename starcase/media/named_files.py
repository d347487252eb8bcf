"""Finds the files that records name, measures pictures, and gives each an address made from its bytes."""

from __future__ import annotations

import hashlib
import posixpath
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from starcase.model.media import NamedFile
from starcase.model.output import Output
from starcase.problems import DocumentId, Problem, problem, rule
from starcase.problems import Path as ProblemPath

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
    says="图片“{file}”的尺寸太大（宽 {width}、高 {height} 像素）。",
    mend="请缩小到长边不超过 10000 像素再放进来。",
)

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_WIDEST = 1600
_LARGEST_SIDE = 10000


def find_file(
    root: Path, document: DocumentId, written: str, path: ProblemPath
) -> tuple[NamedFile | None, tuple[Problem, ...]]:
    """The file that a document names, relative to the document's own folder.

    Reports: ``file-missing``, ``picture-unreadable``, ``picture-too-large``.
    """
    relative = posixpath.normpath(posixpath.join(posixpath.dirname(document.file), written))
    place = root / relative
    inside = relative.startswith("content/") and place.resolve().is_relative_to((root / "content").resolve())
    if not inside or not place.is_file():
        return None, (problem(FILE_MISSING, document, path, file=written),)
    content = place.read_bytes()
    suffix = place.suffix.lower()
    url = f"media/{hashlib.sha256(content).hexdigest()[:16]}{'.jpg' if suffix in PICTURES else suffix}"
    if suffix not in PICTURES:
        return NamedFile(written, relative, url, len(content)), ()
    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = _turned(picture)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None, (problem(PICTURE_UNREADABLE, document, path, file=written),)
    if max(width, height) > _LARGEST_SIDE:
        return None, (problem(PICTURE_TOO_LARGE, document, path, file=written, width=width, height=height),)
    shown = min(width, _WIDEST)
    return NamedFile(written, relative, url, len(content), shown, max(1, round(height * shown / width))), ()


def make_file(root: Path, file: NamedFile) -> Output:
    """The file as it is published: a picture as JPEG without its metadata, anything else as it is."""
    content = (root / file.path).read_bytes()
    return Output(file.url, content if file.width is None else _encode(content, file))


def _turned(picture: Image.Image) -> tuple[int, int]:
    """Width and height as people see it: a camera may say that its picture lies on its side."""
    lies = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (picture.height, picture.width) if lies else (picture.width, picture.height)


def _encode(content: bytes, file: NamedFile) -> bytes:
    with Image.open(BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    ground = Image.new("RGBA", upright.size, "white")
    ground.alpha_composite(upright)
    sized = ground.convert("RGB").resize((file.width or 1, file.height or 1), Image.Resampling.LANCZOS)
    written = BytesIO()
    sized.save(written, "JPEG", quality=82, optimize=True, progressive=True)
    return written.getvalue()
