"""`data/manifest.json`: the SHA-256 of every file of a site, by which anybody can check a copy of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec

from starcase.model.output import Output
from starcase.views import urls


def make_manifest(digests: Mapping[str, str]) -> Output:
    """The list of all files with their SHA-256, sorted by path; but for the list itself."""
    listed = msgspec.json.encode({"sha256": digests}, order="sorted")
    return Output(urls.MANIFEST, msgspec.json.format(listed, indent=1) + b"\n")


def read_manifest(content: bytes) -> dict[str, str]:
    """The digests by path; raises ValueError where the bytes are no such list."""
    listed = json.loads(content)
    digests = listed.get("sha256") if isinstance(listed, dict) else None
    if not isinstance(digests, dict) or not all(isinstance(one, str) for one in digests.values()):
        raise ValueError(urls.MANIFEST)
    return digests
