"""Makes the search of a root, and one bare page that loads it: all that is measured, without the pages of a whole site.

python3 bench/search/search_only.py ROOT [--most-whole 20000]
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(PROGRAM)]

from starcase.options import Options  # noqa: E402
from starcase.pipeline import load  # noqa: E402
from starcase.search.index import MOST_WHOLE, make_index  # noqa: E402

LOADER = "static/js/search-loader.js"
PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>示例</title><script src="loader.js"></script></html>\n'
MIB_IN_KIB = 1024


def main() -> None:
    """Write ROOT/site, and say what the index took by itself."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument(
        "--most-whole", type=int, default=MOST_WHOLE, help="up to so many documents all names are in one file"
    )
    given = parser.parse_args()
    loaded = load(Options(root=given.root, output=given.root / "site", as_of=given.as_of))
    if loaded.stopped:
        raise SystemExit("\n".join(map(str, loaded.problems[:10])))
    folder = given.root / "site"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "index.html").write_text(PAGE, "utf-8")
    (folder / "loader.js").write_bytes((PROGRAM / "templates" / LOADER).read_bytes())
    begun, before = time.process_time(), _peak()
    with closing(loaded.store):
        words = loaded.store.words()
        for script in make_index(loaded.catalogue, loaded.context.shared, words, loaded.folders, given.most_whole):
            path = folder / script.url
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(script.make())
    took = time.process_time() - begun
    print(f"index: CPU {took:.1f} s; peak memory {_peak():.0f} MiB, of which reading the records {before:.0f} MiB")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB_IN_KIB


if __name__ == "__main__":
    main()
