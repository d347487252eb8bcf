"""Packs a built site into one file that a portal takes: the same site gives the same bytes."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from starcase.manifest import read_manifest
from starcase.publish import FILE_MODE, site_files, whole_site
from starcase.views import urls

DELETIONS = "删除清单.txt"
"""In a package of changes: the files that are on the server and not in the site any more."""
_UNIX = 3  # the system that is said to have made it: only for this one are modes unpacked


class Packed(Struct, frozen=True):
    """`size` in bytes; `deleted` counts the files that the list of deletions names."""

    path: Path
    files: int
    size: int
    deleted: int = 0


class NothingChanged(Exception):
    """The site is what was uploaded, so there is nothing to pack."""


def zip_site(output: Path, since: Mapping[str, str] | None = None) -> Packed | None:
    """Writes `<output>.zip` beside the output, whole or not at all; None where no site has been built.

    With `since`, the SHA-256 of what was uploaded by path, it is `<output>-changes.zip`: what is new or another, and a list of what is to
    be deleted. Raises NothingChanged where that would be nothing.
    """
    path = output.with_name(f"{output.name}.zip" if since is None else f"{output.name}-changes.zip")
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with whole_site(output) as site:
            if site is None:
                return None
            files = site_files(site)
            deleted = [] if since is None else sorted(since.keys() - {*files})
            changed = files if since is None else list(_changed(site, files, since))
            if since is not None and not deleted and not changed:
                raise NothingChanged
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
                if deleted:
                    packed.writestr(_entry(DELETIONS), _list_deleted(deleted))
                for file in changed:
                    packed.writestr(_entry(file), (site / file).read_bytes())
            unfinished.chmod(FILE_MODE)
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Packed(path, len(changed), path.stat().st_size, len(deleted))


def read_uploaded(place: Path) -> dict[str, str] | None:
    """The SHA-256 by path of the site that a list (`data/manifest.json`), a folder or an earlier package holds; None where none does.

    Its own list, which is in no list, is told by its bytes.
    """
    try:
        content = _read_list(place)
        return {**read_manifest(content), urls.MANIFEST: hashlib.sha256(content).hexdigest()}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _read_list(place: Path) -> bytes:
    if place.is_dir():
        return (place / urls.MANIFEST).read_bytes()
    if zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as package:
            return package.read(urls.MANIFEST)
    return place.read_bytes()


def _changed(site: Path, files: Iterable[str], since: Mapping[str, str]) -> Iterator[str]:
    for file in files:
        with open(site / file, "rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != since.get(file):
                yield file


def _list_deleted(files: Iterable[str]) -> bytes:
    """One path a line, as the Notepad of any Windows shows it."""
    return "".join(f"{file}\r\n" for file in files).encode("utf-8-sig")


def _entry(file: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(file)  # dated 1980-01-01, the earliest day that the format can hold
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = (stat.S_IFREG | FILE_MODE) << 16
    return entry
