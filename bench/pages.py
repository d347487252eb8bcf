"""Compares what the generators wrote: each kind of page side by side, and which files only some of them wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from measure import Written

PAGES = (
    ("records", r"organizations/o\d+/index\.html"),
    ("certificates", r"organizations/o\d+/plaque/.*"),
    ("stories", r"stories/t\d+/.*"),
    ("lists for old people", r"elder/.*"),
    ("rosters to print", r"print/.*\.html"),
    ("changes", r"changes/.*\.html"),
    ("regions", r"regions/.*"),
    ("other lists", r"(?:organizations|programmes/stars|stories)/(?:.+/)?index\.html"),
    ("other pages", r"(?!data/).*\.html"),
)
"""Kinds of pages with the addresses that each has: the first that fits is that of a page."""
ALONE = {
    "starcase": r"data/.*|print/.*\.docx|search/.*\.js",
    "Hugo": r"codes/.*\.png",
}
"""The files that one of them rightly writes alone; README.md says why."""


def side_by_side(sites: Mapping[str, Written]) -> list[tuple[str, list[str]]]:
    """A row for each kind of page: how many each of the sites has, and KiB of one on the average."""
    sums = {name: _sum(site) for name, site in sites.items()}
    return [(kind, [_say(sums[name].get(kind, [])) for name in sites]) for kind, _ in PAGES]


def _sum(site: Written) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for path, size in site.sizes.items():
        kind = next((name for name, address in PAGES if re.fullmatch(address, path)), None)
        if kind:
            found.setdefault(kind, []).append(size)
    return found


def _say(sizes: Sequence[int]) -> str:
    return f"{len(sizes)} × {sum(sizes) / len(sizes) / 1024:.1f}" if sizes else "none"


def differences(sites: Mapping[str, Written]) -> Iterator[str]:
    """What one wrote alone, as it may; then what else differs, with an example."""
    for name, alone in ALONE.items():
        allowed = [path for path in sites[name].sizes if re.fullmatch(alone, path)]
        yield f"only {name} writes, as README.md says: {_count(allowed)}"
    lists = {
        name: {path for path in site.sizes if not re.fullmatch(ALONE.get(name, ""), path)}
        for name, site in sites.items()
    }
    told = [
        f"{other} does not write {len(lacking)} of {name}'s files ({_count(lacking)}), such as {lacking[0]}"
        for name, paths in lists.items()
        for other, theirs in lists.items()
        if (lacking := sorted(paths - theirs))
    ]
    yield from told or ["besides, all wrote the same list of files"]


def _count(paths: Sequence[str]) -> str:
    """How many there are in each folder."""
    folders = Counter(path.partition("/")[0] for path in paths)
    return ", ".join(f"{folder}: {count}" for folder, count in folders.most_common()) or "nothing"
