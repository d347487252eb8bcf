"""Packs a built site into one file that a portal takes: the same site gives the same bytes."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from msgspec import Struct

from starcase.publish import FILE_MODE, site_files, whole_site

_UNIX = 3  # the system that is said to have made it: only for this one are modes unpacked


class Packed(Struct, frozen=True):
    """`size` in bytes."""

    path: Path
    files: int
    size: int


def zip_site(output: Path) -> Packed | None:
    """Writes `<output>.zip` beside the output, whole or not at all; None where no site has been built."""
    path = output.with_name(output.name + ".zip")
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with whole_site(output) as site:
            if site is None:
                return None
            files = site_files(site)
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
                for file in files:
                    packed.writestr(_entry(file), (site / file).read_bytes())
            unfinished.chmod(FILE_MODE)
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Packed(path, len(files), path.stat().st_size)


def _entry(file: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(file)  # dated 1980-01-01, the earliest day that the format can hold
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = (stat.S_IFREG | FILE_MODE) << 16
    return entry
