"""The files of the index: each a script that hands one value over, under a name that tells its content from every other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec
from msgspec import Struct

from starcase.fingerprint import program_digest
from starcase.views import urls

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 5
_LAYOUT = b"2"
"""To be raised when the same content is written in another form."""
_ESCAPED = {"\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What ends a line in the middle of a string, for older browsers."""


class Script(Struct, frozen=True):
    """A file of the index. `key` stands for all that it is made of, empty where that is the whole index; `make` gives its content."""

    name: str
    key: str
    make: Callable[[], bytes]

    @property
    def url(self) -> str:
        return urls.search_url(self.name)


def name_by_digest(kind: str, digest: bytes, make: Callable[[str], bytes]) -> Script:
    """A script that need not be made while the digest of what it is made of is the same; `make` is told its name."""
    whole = hashlib.blake2b(_LAYOUT + digest, digest_size=16).digest()
    name = f"{kind}-{_spell(whole)}"
    return Script(name, f"{program_digest().hex()} {whole.hex()}", lambda: make(name))


def name_by_value(kind: str, value: object) -> Script:
    """A script whose value is at hand."""
    content = encode(value)
    return name_by_digest(kind, hashlib.blake2b(content).digest(), lambda name: put(name, content))


def encode(value: object) -> bytes:
    """A value as a script writes it."""
    text = msgspec.json.encode(value).decode()
    for character, escaped in _ESCAPED.items():
        text = text.replace(character, escaped)
    return text.encode()


def put(name: str, value: bytes) -> bytes:
    """The script that hands over an encoded value."""
    return b'starcaseSearch.put("%b",%b);\n' % (name.encode(), value)


def _spell(digest: bytes) -> str:
    number = int.from_bytes(digest[:8], "big")
    return "".join(_DIGITS[number >> 5 * place & 31] for place in range(_LENGTH))
