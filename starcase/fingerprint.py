"""What the program itself is, as a digest: another version of it, or of what it is built on, makes everything anew."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

_BUILT_ON = ("jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pillow", "pydantic-core", "pypinyin", "pyyaml")
_ENDINGS = (".py", ".po")


@cache
def program_digest() -> bytes:
    """A digest of the program's own files, of Python, and of the packages whose version can show in what is made."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(sys.version.encode())
    for package in _BUILT_ON:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    _add(resources.files("starcase"), "", digest)
    return digest.digest()


def _add(folder: Traversable, path: str, digest: hashlib.blake2b) -> None:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            _add(entry, f"{path}{entry.name}/", digest)
        elif entry.name.endswith(_ENDINGS):
            content = entry.read_bytes()
            digest.update(f"{path}{entry.name} {len(content)}\n".encode())
            digest.update(content)
