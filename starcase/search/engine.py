"""The engine: what answers a query in the browser, its files joined in a visible order."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from starcase.search.scripts import Script, name_by_digest

# Names relative to the templates folder.
ENGINE_SCRIPTS: tuple[str, ...] = (
    "static/js/search/fold.js",
    "static/js/search/numbers.js",
    "static/js/search/spelling.js",
    "static/js/search/lists.js",
    "static/js/search/turns.js",
    "static/js/search/files.js",
    "static/js/search/places.js",
    "static/js/search/columns.js",
    "static/js/search/pinyin.js",
    "static/js/search/near.js",
    "static/js/search/query.js",
    "static/js/search/words.js",
    "static/js/search/whole-names.js",
    "static/js/search/syllables.js",
    "static/js/search/slot-tokens.js",
    "static/js/search/slot-near.js",
    "static/js/search/slot-names.js",
    "static/js/search/ranking.js",
    "static/js/search/facets.js",
    "static/js/search/marks.js",
    "static/js/search/hits.js",
    "static/js/search/ways.js",
    "static/js/search/telling.js",
    "static/js/search/engine.js",
)
OF_SMALL_SITES = ("static/js/search/whole-names.js",)
OF_LARGE_SITES = tuple(name for name in ENGINE_SCRIPTS if "/slot-" in name)


_COMMENT = re.compile(rb"^[ \t]*//[^\n]*\n|[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*\n?", re.MULTILINE)
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)


def make_engine(folders: tuple[Path, ...], *, is_small: bool) -> Script:
    """The engine's files as one script, from the first folder that has each, without its comments and indents."""
    needless = OF_LARGE_SITES if is_small else OF_SMALL_SITES
    written = b"\n".join(_find(folders, name).read_bytes() for name in ENGINE_SCRIPTS if name not in needless)
    content = _INDENT.sub(b"", _COMMENT.sub(b"", written.replace(b"\r\n", b"\n")))
    return name_by_digest("engine", hashlib.blake2b(content).digest(), lambda name: content)


def _find(folders: tuple[Path, ...], name: str) -> Path:
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)
