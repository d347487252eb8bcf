"""Where a site's caches lie: in its own folder, or in the user's where that cannot be written."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path


def cache_folder(root: Path, audience: str) -> Path:
    """`<root>/.starcase/<audience>`, or a folder of its own among the user's caches. What lies there may be deleted at any time."""
    if os.access(root, os.W_OK):
        return root / ".starcase" / audience
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return _users_caches() / "starcase" / name / audience


def _users_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
