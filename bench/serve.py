"""Times the live preview: from saving a record until Chromium shows its page again.

    python3 bench/serve.py [--orgs 7356] [--per-file 1] [--edits 20] [--folder FOLDER] [--build build.py]

`build.py serve` runs as a person would start it, and Chromium is told of the save by livereload's own script. What is timed ends with the
browser's first paint of the page that holds the new text. Afterwards the same edits are read and made in this process, to say what they
cost in CPU. Chromium and playwright are those of the tests.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from corpus import CITY  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from run import DAY, WORK, corpus_folder  # noqa: E402

from starcase.options import Options  # noqa: E402
from starcase.session import Session  # noqa: E402
from tests.chromium import ready_chromium  # noqa: E402

PAUSE = 0.5
"""Seconds between edits, so that each is a burst of its own and the browser is at rest."""
PAINTED = """
new Promise(done => {
  const found = performance.getEntriesByName("first-contentful-paint");
  const tell = entry => done(performance.timeOrigin + entry.startTime);
  if (found.length) tell(found[0]);
  else new PerformanceObserver(list => list.getEntriesByName("first-contentful-paint").forEach(tell)).observe({type: "paint"});
})
"""

T = TypeVar("T")


def record_of(corpus: Path) -> Path:
    """A record in the middle of all."""
    records = sorted(corpus.glob("content/organizations/**/*.yaml"))
    return records[len(records) // 2]


def url_of(record: Path) -> str:
    """Where the page of the first body of a file is."""
    found = re.search(r"^id: (\S+)", record.read_text("utf-8"), re.M)
    return f"organizations/{found[1] if found else record.stem}/index.html"


def edits(record: Path, count: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """What the page will show, and the save that makes it so; afterwards the record is as it was."""
    before = record.read_bytes()
    try:
        for number in range(1, count + 1):
            shown = f"第{number}次改"
            text = re.sub(r"^(summary: .*)$", rf"\1{shown}。", before.decode(), count=1, flags=re.M).encode()
            yield shown, lambda text=text: replace(record, text)  # type: ignore[misc]
    finally:
        record.write_bytes(before)


def replace(record: Path, content: bytes) -> None:
    """Saves as most editors do: the new file takes the place of the old one."""
    unfinished = record.with_name(f".{record.name}.new")
    unfinished.write_bytes(content)
    unfinished.replace(record)


@contextmanager
def serving(build: Path, corpus: Path) -> Iterator[str]:
    """The address of a preview that has read everything."""
    command: list[str | Path] = [sys.executable, build, "serve", "--root", corpus, "--as-of", DAY, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=quiet()) as process:
        assert process.stdout
        try:
            said = next(line for line in process.stdout if "http://" in line)
            next(line for line in process.stdout if "资料" in line)
            found = re.search(r"http://\S+", said)
            assert found
            yield found[0]
        finally:
            process.terminate()
            process.stdout.read()


def quiet() -> dict[str, str]:
    return {**os.environ, "STARCASE_NO_VENV": "1", "PYTHONUNBUFFERED": "1"}


def time_in_browser(page: Page, record: Path, count: int) -> list[float]:
    """Milliseconds from each save to the paint of the page that shows it."""
    taken = []
    for shown, save in edits(record, count):
        time.sleep(PAUSE)
        save()
        saved = time.time() * 1000
        page.wait_for_selector(f"text={shown}", state="attached")
        taken.append(page.evaluate(PAINTED) - saved)
    return taken


def time_in_process(corpus: Path, record: Path, count: int) -> dict[str, list[float]]:
    """Milliseconds of CPU for each edit: to read it, and to make the page."""
    options = Options(root=corpus, output=corpus / "site", as_of=date.fromisoformat(DAY), drafts=True, jobs=1)
    session, url = Session(options), url_of(record)
    session.read(None)
    taken: dict[str, list[float]] = {"read": [], "page": []}
    for _, save in edits(record, count):
        save()
        preview, spent = cpu(lambda: session.read([record]))
        taken["read"].append(spent)
        taken["page"].append(cpu(lambda preview=preview: preview.answer(url))[1])  # type: ignore[misc]
    return taken


def cpu(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.process_time()
    result = work()
    return result, 1000 * (time.process_time() - begun)


def span(values: Sequence[float]) -> str:
    return f"median {median(values):.0f} ms ({min(values):.0f}–{max(values):.0f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orgs", type=int, default=CITY)
    parser.add_argument("--per-file", type=int, default=1, help="records in a file")
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=WORK, help="where corpora are kept")
    parser.add_argument("--build", type=Path, default=HERE.parent / "build.py", help="the build.py to run")
    given = parser.parse_args()
    corpus = corpus_folder(given.folder.resolve(), given.orgs, given.per_file)
    record = record_of(corpus)
    with serving(given.build.resolve(), corpus) as address, sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=ready_chromium()).new_page()
        page.goto(address + url_of(record))
        taken = time_in_browser(page, record, given.edits)
    print(f"{given.orgs} organizations, {given.edits} edits of {record.relative_to(corpus)}")
    print(f"saved to painted in Chromium: {span(taken)}")
    for stage, spent in time_in_process(corpus, record, given.edits).items():
        print(f"CPU, {stage}: {span(spent)}")


if __name__ == "__main__":
    main()
