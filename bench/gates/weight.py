#!/usr/bin/env python3
"""How much a reader's phone fetches for a page: requests and bytes, as a server sends them with gzip.

python bench/gates/weight.py SITE     the largest page of each kind; ends with 1 where a body's page without photos is too heavy
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from pages import largest_pages  # noqa: E402

MOST_BYTES, MOST_REQUESTS = 30_000, 6
FETCHED = re.compile(r'<(?:link rel="(?:icon|stylesheet)"|script|img)[^>]*? (?:href|src)="([^"]+)"')


def weigh(site: Path, path: str) -> tuple[int, int]:
    """Requests, and bytes of all together; the same file is fetched once."""
    html = (site / path).read_text("utf-8")
    fetched = {path, *(normpath(join(dirname(path), href)) for href in FETCHED.findall(html))}
    return len(fetched), sum(len(gzip.compress((site / file).read_bytes(), 9, mtime=0)) for file in fetched)


def main(site: Path) -> int:
    weights = {kind: (path, *weigh(site, path)) for kind, path in largest_pages(site).items()}
    bodies = [path for path in site.glob("organizations/*/index.html") if "<picture" not in path.read_text("utf-8")]
    heaviest = max(bodies, key=lambda path: path.stat().st_size).relative_to(site).as_posix()
    weights["organization without photos"] = (heaviest, *weigh(site, heaviest))
    for kind, (path, requests, size) in weights.items():
        print(f"{requests:3} requests {size / 1000:7.1f} kB  {kind:28} {path}")
    _, requests, size = weights["organization without photos"]
    return int(requests > MOST_REQUESTS or size > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
