"""Templates as Python code, compiled once and kept from one build to the next."""

from __future__ import annotations

import contextlib
import hashlib
import marshal
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from starcase.fingerprint import program_digest
from starcase.model.packing import pack, unpack

Templates = tuple[tuple[str, str], ...]
"""The names and texts of templates, as they travel to workers."""
Codes = tuple[tuple[str, bytes], ...]
"""Compiled templates by Jinja's key for each; they are good for these templates, this language and this program alone."""

_NAME = "templates-{language}.bin"
_SEAL = 32


class KnownCodes(BytecodeCache):
    """What was compiled before; what is compiled besides is put to it."""

    def __init__(self, codes: Codes = ()) -> None:
        self._codes = dict(codes)

    @property
    def codes(self) -> Codes:
        return tuple(sorted(self._codes.items()))

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.code = marshal.loads(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = marshal.dumps(bucket.code)


def load_codes(folder: Path, templates: Templates, language: str) -> Codes | None:
    """The codes of these templates as they were kept; None where they are not, or not whole."""
    with contextlib.suppress(OSError, ValueError):
        content = (folder / _NAME.format(language=language)).read_bytes()
        if content[:_SEAL] == _seal(content[_SEAL:], templates, language):
            return unpack(Codes, content[_SEAL:])
    return None


def keep_codes(folder: Path, templates: Templates, language: str, codes: Codes) -> None:
    """Not being able to keep them costs time only."""
    content, name = pack(codes), _NAME.format(language=language)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{name}.new"
        unfinished.write_bytes(_seal(content, templates, language) + content)
        unfinished.replace(folder / name)


def _seal(content: bytes, templates: Templates, language: str) -> bytes:
    """Stands for the codes and for all that they were compiled from."""
    return hashlib.blake2b(pack((program_digest(), language, templates)) + content, digest_size=_SEAL).digest()
