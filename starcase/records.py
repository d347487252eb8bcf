"""Keeps each record's bytes out of the way, on disk once there are many, until its page is made."""

from __future__ import annotations

import weakref
from tempfile import SpooledTemporaryFile

from starcase.problems import DocumentId

_IN_MEMORY = 64 * 1024 * 1024


class Records:
    """Bytes by document, written once and read in any order."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as the object
        weakref.finalize(self, self._file.close)
        self._spans: dict[DocumentId, tuple[int, int]] = {}
        self._end = 0

    def keep(self, document: DocumentId, content: bytes) -> None:
        self._file.seek(self._end)
        self._file.write(content)
        self._spans[document] = (self._end, len(content))
        self._end += len(content)

    def of(self, document: DocumentId) -> bytes:
        start, length = self._spans[document]
        self._file.seek(start)
        return self._file.read(length)

    def close(self) -> None:
        """Gives the bytes up; none can be read after it."""
        self._file.close()
