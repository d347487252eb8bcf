"""Makes what is published of the files that records name, in workers where there is much of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from starcase.language import mark
from starcase.machine import MachineError
from starcase.media.addresses import recipe
from starcase.media.encoding import encode_picture
from starcase.model.media import Medium, NamedFile, Rendition
from starcase.model.output import Output
from starcase.model.packing import pack, unpack
from starcase.pool import Workers

_CHANGED = mark("生成网站时，文件“{path}”又被改动了。请等它保存好，再运行一次。")

Task = tuple[bytes, bytes]
"""The content of a file, and what is to be made of it."""


def list_media(named: Iterable[Iterable[NamedFile]]) -> tuple[Medium, ...]:
    """What is to be made of all the files that are named, each address once."""
    found: dict[str, tuple[str, dict[str, Rendition]]] = {}
    for files in named:
        for file in files:
            _, renditions = found.setdefault(file.digest, (file.path, {}))
            renditions.update((one.url, one) for one in file.renditions)
    return tuple(Medium(path, digest, tuple(some.values())) for digest, (path, some) in found.items())


def find_medium(named: Iterable[Iterable[NamedFile]], url: str) -> Medium | None:
    """What is published at an address, and nothing else of the same file."""
    every = ((file, one) for files in named for file in files for one in file.renditions)
    return next((Medium(file.path, file.digest, (one,)) for file, one in every if one.url == url), None)


def media_key(medium: Medium, rendition: Rendition) -> str:
    """What a published file depends on: the content of its original, its size, and how it is made."""
    return f"{recipe()} {medium.digest} {rendition.url} {rendition.width} {rendition.height}"


def make_media(root: Path, media: Iterable[Medium], workers: Workers) -> Iterator[Output]:
    """Every file of the output: first those that are published as they are, then pictures.

    Raises MachineError where a file is not any more what was found.
    """
    pictures: list[Medium] = []
    for medium in media:
        if _is_picture(medium):
            pictures.append(medium)
        else:
            yield from make_medium(root, medium)
    yield from workers.map(_encode_batch, b"", ((_read(root, medium), pack(medium.renditions)) for medium in pictures))


def make_medium(root: Path, medium: Medium) -> list[Output]:
    """The files that are published of one."""
    content = _read(root, medium)
    if _is_picture(medium):
        return encode_picture(content, medium.renditions)
    return [Output(one.url, content) for one in medium.renditions]


def _is_picture(medium: Medium) -> bool:
    return medium.renditions[0].width is not None


def _read(root: Path, medium: Medium) -> bytes:
    content = (root / medium.path).read_bytes()
    if hashlib.sha256(content).hexdigest() != medium.digest:
        raise MachineError(_CHANGED, path=medium.path)
    return content


def _encode_batch(_: bytes, task: Task) -> list[Output]:
    """Encodes one picture. Runs in workers."""
    content, renditions = task
    return encode_picture(content, unpack(tuple[Rendition, ...], renditions))
