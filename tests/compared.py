"""What builds leave and say, and how that of one differs from that of another."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import stat
from pathlib import Path

from tests.edited_site import Done, EditedSite, copy_content

Tree = dict[str, tuple[int, bytes | None]]
_HOW = ("timings", "changed", "rendered", "reused")


def clean_build(site: EditedSite, folder: Path) -> tuple[Done, Tree]:
    """What a build says and leaves that has nothing but the site's content; in a folder that is there only meanwhile."""
    new = EditedSite(copy_content(site.root, folder / "root"), folder / "site", day=site.day)
    new.drafts, new.strict = site.drafts, site.strict
    done, tree = new.build(), tree_of(new.output)
    shutil.rmtree(folder)
    return done, tree


def tree_of(folder: Path) -> Tree:
    """Every file, link and folder below a folder with its mode; the bytes of files, and where links lead."""
    found = folder.rglob("*")
    return {place.relative_to(folder).as_posix(): (os.lstat(place).st_mode, _content_of(place)) for place in found}


def _content_of(place: Path) -> bytes | None:
    if place.is_symlink():
        return os.fsencode(os.readlink(place))
    return place.read_bytes() if place.is_file() else None


def different_words(done: Done, wanted: Done) -> str | None:
    """How what a build says differs from what another says, but for how they went about it."""
    if done.status != wanted.status:
        return f"status {done.status} instead of {wanted.status}\n{done.complained}{wanted.complained}"
    return "\n".join(difflib.unified_diff(_lines(wanted), _lines(done), "wanted", "there", lineterm="", n=1)) or None


def _lines(done: Done) -> list[str]:
    told = {name: value for name, value in json.loads(done.said).items() if name not in _HOW}
    return json.dumps(told, ensure_ascii=False, indent=1).splitlines()


def different_trees(there: Tree, wanted: Tree) -> str | None:
    """The first few paths at which two trees differ, and how; None where they do not."""
    paths = sorted(path for path in there.keys() | wanted.keys() if there.get(path) != wanted.get(path))
    said = [f"{path}: {_difference(there.get(path), wanted.get(path))}" for path in paths[:5]]
    return "\n".join([*said, f"… {len(paths)} in all"]) if paths else None


def _difference(there: tuple[int, bytes | None] | None, wanted: tuple[int, bytes | None] | None) -> str:
    if there is None or wanted is None:
        return "missing" if there is None else "should not be there"
    if there[0] != wanted[0]:
        return f"is {stat.filemode(there[0])} instead of {stat.filemode(wanted[0])}"
    one, other = there[1] or b"", wanted[1] or b""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    shown = (content[max(0, at - 60) : at + 60].decode("utf-8", "replace") for content in (one, other))
    return " instead of ".join(map(repr, shown))
