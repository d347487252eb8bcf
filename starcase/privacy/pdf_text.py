"""Reads the text of a PDF, in a process of its own: a damaged one can make the library go on for ever, or eat all memory."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import msgspec
from msgspec import Struct

_SECONDS = 60
_MEMORY = 2_000_000_000
_LARGEST = 60_000_000
_MOST_PAGES = 500


class Pdf(Struct, frozen=True):
    """The text of each page, and who is said to have written it; `is_whole`: no page is a picture only, and none was left out."""

    pages: tuple[str, ...]
    authors: tuple[str, ...]
    is_whole: bool


def read_pdf(content: bytes) -> Pdf | None:
    """What can be read in a PDF; None for one that is locked, damaged, or too large."""
    if len(content) > _LARGEST:
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        )
    except subprocess.TimeoutExpired:
        return None
    return msgspec.msgpack.decode(done.stdout, type=Pdf) if done.returncode == 0 else None


def _read(content: bytes) -> Pdf:
    from pypdf import PageObject, PdfReader

    def is_read(page: PageObject, text: str) -> bool:
        """Whether a page says anything, or shows nothing."""
        resources = page.get("/Resources")
        return bool(text.strip()) or not (resources and resources.get_object().get("/XObject"))

    reader = PdfReader(BytesIO(content))
    pages = reader.pages[:_MOST_PAGES]
    texts = tuple(page.extract_text() for page in pages)
    about, more = reader.metadata, reader.xmp_metadata
    authors = [*([about.author] if about and about.author else []), *((more.dc_creator or []) if more else [])]
    is_whole = len(pages) == len(reader.pages) and all(map(is_read, pages, texts))
    return Pdf(texts, tuple(dict.fromkeys(map(str, authors))), is_whole)


def _main() -> None:
    """A PDF that cannot be read ends the process in whichever way; the one that asked takes it for unread."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(msgspec.msgpack.encode(_read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    _main()
