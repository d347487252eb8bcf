"""Measures the search of a built site in Chromium: what it finds, what it costs.

    python3 bench/search/run.py [--orgs 7356] [--corpus streets|villages] [--seed 1] [--queries 20] [--throttle 4]
                                [--transport http|file|both] [--folder FOLDER] [--keep] [--show 3] [--only CLASS] [--quick]
                                [--search-only] [--sharded]

Both the corpus and the queries are drawn from the seed; `--corpus-seed` gives the corpus one of its own. `--keep` takes the site that stands,
`--show` prints so many bad answers of each class, `--only` asks one class, `--quick` leaves out what it costs. `--search-only` makes no pages
but one that loads the search; `--sharded` makes that as for a large site. Chromium and playwright are those of the tests.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TESTS = ROOT / ".venv-tests" / "bin" / "python"
if "STARCASE_BENCH" not in os.environ and TESTS.is_file():
    os.execve(TESTS, [str(TESTS), *sys.argv], {**os.environ, "STARCASE_BENCH": "1", "STARCASE_NO_VENV": "1"})
sys.path[:0] = [str(HERE.parent), str(ROOT)]

import streets  # noqa: E402
import villages  # noqa: E402
from driver import Answer, Site, opened, served, visiting  # noqa: E402
from marks import Mark, mark, rows  # noqa: E402
from measure import run, written  # noqa: E402
from oracle import Oracle  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from queries import Query, make_queries  # noqa: E402
from shape import Corpus, write_root  # noqa: E402

from tests.chromium import ready_chromium  # noqa: E402
from tests.conftest import QUIET  # noqa: E402

CORPORA: dict[str, Callable[[int, int], Corpus]] = {"streets": streets.make_corpus, "villages": villages.make_corpus}
DAY = "2026-01-15"
VISITS, IN_A_VISIT = 12, 10
KIB, MIB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a visit's first query and its later ones cost, and the long tasks in milliseconds."""

    first: list[Answer]
    later: list[Answer]
    long_tasks: list[float]


def corpus_root(corpus: Corpus, folder: Path) -> Path:
    """The folder of a corpus, written where it does not stand already."""
    if not folder.is_dir():
        half_made = folder.with_suffix(".part")
        shutil.rmtree(half_made, ignore_errors=True)
        write_root(corpus, half_made)
        half_made.rename(folder)
    return folder


def build(root: Path, build_py: Path, memory: bool) -> Path:
    """The site, made from nothing, and what making it took."""
    command: list[str | Path] = [
        sys.executable,
        build_py,
        "build",
        "--root",
        str(root),
        "--as-of",
        DAY,
        "--format",
        "json",
    ]
    for look in (False, True) if memory else (False,):
        for made in (root / "site", root / ".starcase", root / ".site.starcase"):
            shutil.rmtree(made, ignore_errors=True)
        done = run(command, memory=look)
        if look:
            print(f"peak memory of the build: {done.peak / MIB:.0f} MiB (PSS of all processes, in a run of its own)")
        else:
            told = json.loads(done.said)["timings"]
            print(
                f"build: {done.wall:.1f} s, CPU {done.cpu:.1f} s; "
                + ", ".join(f"{stage} {took:.2f}" for stage, took in told.items())
            )
    return root / "site"


def make_search_only(root: Path, sharded: bool) -> Path:
    """The search alone, as that of a large site where `sharded`, and what making it took."""
    command = [
        sys.executable,
        HERE / "search_only.py",
        root,
        "--as-of",
        DAY,
        *(["--most-whole", "0"] if sharded else []),
    ]
    done = run(command)
    print(f"{done.said.strip()}; with reading the records {done.wall:.1f} s, CPU {done.cpu:.1f} s")
    return root / "site"


def ask_all(browser: Browser, site: Site, queries: Sequence[Query], oracle: Oracle) -> list[Mark]:
    """All queries, one after the other, in one visit."""
    with visiting(browser, site) as visit:
        return [mark(query, visit.ask(query.text), oracle) for query in queries]


def cost_of(browser: Browser, site: Site, queries: Sequence[Query], slowed: int) -> Cost:
    """Visits of some queries each, every one with an empty cache."""
    cost = Cost([], [], [])
    asked = Random("visits").sample(list(queries), min(len(queries), VISITS * IN_A_VISIT))
    for start in range(0, len(asked), IN_A_VISIT):
        with visiting(browser, site, slowed) as visit:
            first, *later = (visit.ask(query.text) for query in asked[start : start + IN_A_VISIT])
            cost.first.append(first)
            cost.later.extend(later)
            cost.long_tasks.extend(visit.long_tasks())
    return cost


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that so large a share of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def spread(values: Sequence[float], unit: str) -> str:
    return f"p50 {percentile(values, 0.5):.0f}, p95 {percentile(values, 0.95):.0f}, most {max(values):.0f} {unit}"


def tell_cost(site: Site, cost: Cost, slowed: int) -> None:
    """A few lines about one way to reach the site."""
    how = f"{'http' if site.compressed else 'file'}, CPU 1/{slowed}"
    needed = [site.weight(one.needed) / KIB for one in cost.first]
    first = [site.weight(one.files) / KIB for one in cost.first]
    later = [site.weight(one.files) / KIB for one in cost.later]
    requests = [float(len(one.files)) for one in cost.later]
    print(f"\n{how}: {len(cost.first)} visits of {IN_A_VISIT} queries")
    unit = "KiB gzip" if site.compressed else "KiB plain"
    print(
        f"  first result: {spread(needed, unit)}; whole first answer {spread(first, unit)}, {max(len(one.files) for one in cost.first)} requests"
    )
    print(f"  later query:  {spread(later, 'KiB')}; requests {spread(requests, '')}")
    print(
        f"  first answer: first query {spread([one.first for one in cost.first], 'ms')}; later {spread([one.first for one in cost.later], 'ms')}"
    )
    print(
        f"  whole answer: first query {spread([one.whole for one in cost.first], 'ms')}; later {spread([one.whole for one in cost.later], 'ms')}"
    )
    print(
        f"  tasks over 50 ms: {len(cost.long_tasks)}"
        + (f", longest {max(cost.long_tasks):.0f} ms" if cost.long_tasks else "")
    )


def tell_files(site: Path) -> None:
    """How much there is of the index."""
    folder = site / "search"
    index = written(folder)
    sizes = {
        one: len(gzip.compress((folder / one).read_bytes(), 6, mtime=0)) for one in index.sizes if one.endswith(".js")
    }
    print(f"search/: {len(index.sizes)} files, {index.size / MIB:.2f} MiB, {sum(sizes.values()) / MIB:.2f} MiB gzip")
    kinds: dict[str, list[int]] = {}
    for one, size in sizes.items():
        kinds.setdefault(one.partition("/")[0] if "/" in one else one.partition("-")[0], []).append(size)
    print(
        "  gzip KiB: "
        + ", ".join(f"{kind} {len(all_)}x, most {max(all_) / KIB:.1f}" for kind, all_ in sorted(kinds.items()))
    )


def tell_marks(marks: Sequence[Mark], show: int) -> None:
    """The table, then bad answers."""
    print(
        f"\n{'class':22}{'queries':>8}{'recall@10':>11}{'precision':>11}{'gold first':>12}{'exact first':>13}{'mean ms':>9}"
    )
    for row in rows(marks):
        said = ["–" if cell is None else f"{cell:.3f}" for cell in row.cells]
        print(
            f"{row.kind:22}{row.count:>8}{said[0]:>11}{said[1]:>11}{said[2]:>12}{said[3]:>13}{row.milliseconds:>9.0f}"
        )
    unfinished = [one.query.text for one in marks if not one.answer.finished]
    if unfinished:
        print(f"never finished: {unfinished[:10]}")
    for row in rows(marks)[:-1]:
        for one in [one for one in marks if one.query.kind == row.kind and one.failed][:show]:
            tell_failure(one)


def tell_failure(one: Mark) -> None:
    """A bad answer beside what was right."""
    figures = ", ".join(
        f"{name} {value:g}"
        for name, value in (
            ("recall", one.recall),
            ("precision", one.precision),
            ("gold", one.gold_first),
            ("order", one.order),
        )
        if value is not None and value < 1
    )
    print(f"\n[{one.query.kind}] {one.query.text!r}: {figures}")
    print(f"  expected {len(one.query.right)}: {sorted(one.query.right)[:10]}")
    print(f"  got {one.answer.total}: {[f'{found} {tier}{field[0]}' for found, tier, field in one.answer.found[:10]]}")


def main() -> None:
    """Measure as asked and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orgs", type=int, default=7356)
    parser.add_argument("--corpus", choices=CORPORA, default="streets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus-seed", type=int)
    parser.add_argument("--queries", type=int, default=20, help="of each class")
    parser.add_argument("--throttle", type=int, default=4, help="how many times slower a phone is")
    parser.add_argument("--transport", choices=("http", "file", "both"), default="both")
    parser.add_argument("--folder", type=Path, default=HERE.parent / ".work", help="where corpora are kept")
    parser.add_argument("--build", type=Path, default=ROOT / "build.py", help="the build.py to run")
    parser.add_argument("--keep", action="store_true", help="take the site that stands")
    parser.add_argument("--memory", action="store_true", help="build once more and look at memory")
    parser.add_argument("--search-only", action="store_true", help="make no pages but one that loads the search")
    parser.add_argument("--sharded", action="store_true", help="with --search-only: the search of a large site")
    parser.add_argument("--only", help="one class of queries")
    parser.add_argument("--quick", action="store_true", help="only what is found, not what it costs")
    parser.add_argument("--show", type=int, default=0, help="bad answers of each class to print")
    given = parser.parse_args()
    corpus_seed = given.seed if given.corpus_seed is None else given.corpus_seed
    corpus = CORPORA[given.corpus](given.orgs, corpus_seed)
    root = corpus_root(corpus, given.folder.resolve() / f"search-{given.corpus}-{given.orgs}-{corpus_seed}")
    print(
        f"{given.corpus}: {given.orgs} organizations, {len(corpus.places)} places, {len(corpus.stories)} stories, seed {given.seed}"
    )
    if given.keep:
        folder = root / "site"
    elif given.search_only:
        folder = make_search_only(root, given.sharded)
    else:
        folder = build(root, given.build.resolve(), given.memory)
    tell_files(folder)
    oracle = Oracle(corpus)
    queries = [one for one in make_queries(oracle, given.seed, given.queries) if given.only in (None, one.kind)]
    with ExitStack() as stack:
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=ready_chromium(), args=QUIET)
        sites = []
        if given.transport != "file":
            sites.append(stack.enter_context(served(folder)))
        if given.transport != "http":
            sites.append(opened(folder))
        tell_marks(ask_all(browser, sites[0], queries, oracle), given.show)
        for site in [] if given.quick else sites:
            for slowed in sorted({1, given.throttle}):
                tell_cost(site, cost_of(browser, site, queries, slowed), slowed)


if __name__ == "__main__":
    main()
