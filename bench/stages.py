"""Times the stages of a build by themselves, in one process: milliseconds of CPU an organization, beside the budget of each.

    python3 bench/stages.py [--orgs 1000] [--folder FOLDER]

Every stage runs over the whole corpus (a record and a story an organization), three times; the least time counts. What starting processes,
handing work to them, and keeping what was found cost, is in none of them: `run.py` times that together with the rest.
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from run import DAY, WORK, corpus_folder  # noqa: E402

from starcase.changed import kinds_of  # noqa: E402
from starcase.found import Kind  # noqa: E402
from starcase.language import words_for  # noqa: E402
from starcase.loading import look_around  # noqa: E402
from starcase.options import Options  # noqa: E402
from starcase.pages import plan_pages  # noqa: E402
from starcase.parcels import pack_pages  # noqa: E402
from starcase.pipeline import load  # noqa: E402
from starcase.problems import DocumentId  # noqa: E402
from starcase.publish import publish_outputs  # noqa: E402
from starcase.read.organization import read_organization  # noqa: E402
from starcase.read.story import read_story  # noqa: E402
from starcase.reading import Task, read_batch, stem_of  # noqa: E402
from starcase.render.page import render_batch  # noqa: E402
from starcase.sources.documents import RawDocument  # noqa: E402
from starcase.sources.files import read_steadily  # noqa: E402
from starcase.sources.front_matter import split_front_matter  # noqa: E402
from starcase.sources.markdown import to_html  # noqa: E402
from starcase.sources.markdown_parser import convert  # noqa: E402
from starcase.sources.yamltree import parse_document  # noqa: E402

ROUNDS = 3
BUDGETS = {"read": 0.05, "YAML": 0.35, "validate": 0.1, "Markdown": 0.8, "sanitize": 0.05, "render": 0.5, "write": 0.2}
"""Milliseconds of CPU an organization."""


def least(run: Callable[[], object]) -> float:
    """The least CPU time of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.process_time()
        run()
        times.append(time.process_time() - before)
    return min(times)


def each(work: Callable[..., object], over: Iterable[tuple[object, ...]]) -> Callable[[], object]:
    things = list(over)
    return lambda: [work(*thing) for thing in things]


def time_stages(corpus: Path) -> dict[str, float]:
    """Seconds of CPU of every stage over the whole corpus."""
    options = Options(root=corpus, output=corpus / "site", as_of=date.fromisoformat(DAY), cache=False, jobs=1)
    around = look_around(options)
    kinds = kinds_of(around.sources)
    texts = {path: read_steadily(os.path.join(corpus, path)).decode() for path in kinds}
    records = [RawDocument(DocumentId(path, 0), texts[path], 1) for path in kinds if kinds[path] is Kind.ORGANIZATION]
    fronts = [
        front
        for path, kind in kinds.items()
        if kind is Kind.STORY and (front := split_front_matter(texts[path], path)[0])
    ]
    raws = [*records, *(front.raw for front in fronts)]
    context, words = around.context, words_for("zh-CN")
    bodies = [(parse_document(raw)[0], raw.id, stem_of(raw.id), context.programmes, context.regions) for raw in records]
    heads = [(parse_document(front.raw)[0], front.raw.id, stem_of(front.raw.id)) for front in fronts]
    tasks = tuple(Task(kind, DocumentId(path, 0), texts[path]) for path, kind in kinds.items())
    sealed = pickle.dumps(context)
    took = {
        "read": least(each(read_steadily, ((os.path.join(corpus, path),) for path in kinds))),
        "YAML": least(each(parse_document, ((raw,) for raw in raws))),
        "validate": least(each(read_organization, bodies)) + least(each(read_story, heads)),
        "Markdown": least(each(convert, ((front.body, "{}") for front in fronts))),
    }
    html = least(lambda: [to_html(front.body, words, prefix="x") for front in fronts])
    took["sanitize"] = html - took["Markdown"]
    took["check, score, pack"] = least(lambda: read_batch(sealed, tasks)) - sum(took.values()) + took["read"]
    loaded = load(options)
    with closing(loaded.store):
        shared = pickle.dumps(loaded.context)
        took["plan"] = least(lambda: list(plan_pages(loaded.catalogue)))
        parcels = list(pack_pages(plan_pages(loaded.catalogue), loaded.store.record))
        took["render"] = least(lambda: [render_batch(shared, parcel) for parcel in parcels])
        made = [output for parcel in parcels for output in render_batch(shared, parcel)]
    with TemporaryDirectory(dir=corpus.parent) as folder:
        names = iter(range(ROUNDS))
        took["write"] = least(lambda: publish_outputs(made, Path(folder) / f"site{next(names)}"))
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--orgs", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=WORK)
    given = parser.parse_args()
    took = time_stages(corpus_folder(given.folder.resolve(), given.orgs))
    print(f"{given.orgs} organizations, one process: ms of CPU an organization")
    for stage, seconds in took.items():
        budget = f"(budget {BUDGETS[stage]:g})" if stage in BUDGETS else ""
        print(f"{stage:20}{1000 * seconds / given.orgs:8.3f} {budget}")
    print(f"{'together':20}{1000 * sum(took.values()) / given.orgs:8.3f} (budget {sum(BUDGETS.values()):g})")


if __name__ == "__main__":
    main()
