"""Times builds of starcase on a corpus: with nothing to go by, with nothing changed, with one record edited.

    python3 bench/run.py [--orgs 7356] [--per-file 1] [--stories 1.0] [--jobs N] [--repeats 3] [--folder FOLDER] [--build build.py]

Every run is a process of its own. Memory is looked at in runs of their own, which are not timed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from corpus import CITY, write_corpus
from measure import Run, run, written

HERE = Path(__file__).resolve().parent
WORK = HERE / ".work"
DAY = "2026-01-15"  # every star of the corpus is valid on it
FRESH = 2.1  # seconds in which starcase does not rely on a file's stamp, and a little more
COLD, UNCHANGED, EDITED = KINDS = ("cold", "nothing changed", "one record edited")
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Subject:
    """A generator together with its copy of the content; `made` is what a cold run must not find."""

    name: str
    command: Sequence[str | Path]
    output: Path
    record: Path
    made: Sequence[Path] = ()
    cwd: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def corpus_folder(work: Path, orgs: int, per_file: int = 1, stories: float = 1.0) -> Path:
    """The folder of a corpus, written where it does not stand already; none of its files is too fresh to be relied on."""
    folder = work / f"corpus-{orgs}-{per_file}-{stories:g}"
    if not folder.is_dir():
        half_made = folder.with_suffix(".part")
        shutil.rmtree(half_made, ignore_errors=True)
        write_corpus(half_made, orgs, per_file, stories)
        half_made.rename(folder)
        time.sleep(FRESH)
    return folder


def starcase(corpus: Path, build: Path, jobs: int | None = None) -> Subject:
    """starcase on a corpus, ready to run (its environment is made here, where it makes its own)."""
    run([sys.executable, build, "build", "--help"])
    options = ["--root", str(corpus), "--as-of", DAY, "--format", "json", *(["--jobs", str(jobs)] if jobs else [])]
    records = sorted(corpus.glob("content/organizations/**/*.yaml"))
    made = (corpus / ".starcase", corpus / ".site.starcase")
    command: list[str | Path] = [sys.executable, build, "build", *options]
    return Subject("starcase", command, corpus / "site", records[len(records) // 2], made)


def each_kind(subject: Subject, number: int, memory: bool = False) -> dict[str, Run]:
    """One run of each kind, one after the other."""
    clear(subject)
    runs = {kind: settled(subject, memory) for kind in (COLD, UNCHANGED)}
    with edited(subject.record, number):
        runs[EDITED] = settled(subject, memory)
    return runs


def settled(subject: Subject, memory: bool = False) -> Run:
    """A run that does not pay for what the runs before it left to be written to the disk."""
    os.sync()
    return run(subject.command, subject.cwd, subject.env, memory)


def clear(subject: Subject) -> None:
    """Take away all that the subject made."""
    for folder in (subject.output, *subject.made):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def edited(record: Path, number: int) -> Iterator[None]:
    """The file with another summary in its first record (lists show it too), and afterwards as it was.

    It ends when the restored file's stamp is old enough to be relied on: else the next runs would have one doubtful file to read.
    """
    before = record.read_bytes()
    text = before.decode()
    record.write_text(re.sub(r"^(summary: .*)$", rf"\1第{number}次改。", text, count=1, flags=re.M), "utf-8")
    try:
        yield
    finally:
        record.write_bytes(before)
        time.sleep(FRESH)


def stages(runs: Sequence[Run]) -> dict[str, float]:
    """The median seconds of each stage that starcase tells of."""
    told = [json.loads(one.said)["timings"] for one in runs]
    return {stage: median(one.get(stage, 0.0) for one in told) for stage in told[0]}


def span(values: Sequence[float]) -> str:
    """The median, and between which values it lies."""
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def main() -> None:
    """Measure as asked and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orgs", type=int, default=CITY)
    parser.add_argument("--per-file", type=int, default=1, help="records in a file")
    parser.add_argument("--stories", type=float, default=1.0, help="share of organizations with a story")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=WORK, help="where corpora are kept and sites written")
    parser.add_argument("--build", type=Path, default=HERE.parent / "build.py", help="the build.py to run")
    given = parser.parse_args()
    corpus = corpus_folder(given.folder.resolve(), given.orgs, given.per_file, given.stories)
    subject = starcase(corpus, given.build.resolve(), given.jobs)
    rounds = [each_kind(subject, number) for number in range(1, given.repeats + 1)]
    peaks = each_kind(subject, 0, memory=True)
    print(f"{given.orgs} organizations, {given.repeats} repeats: medians (least–most)")
    for kind in KINDS:
        runs = [one[kind] for one in rounds]
        told = json.loads(runs[-1].said)
        print(f"\n{kind}: {told['outputs']} outputs, {told['changed']} changed")
        print(f"  wall {span([one.wall for one in runs])} s, CPU {span([one.cpu for one in runs])} s", end="")
        print(f", peak memory {peaks[kind].peak / MEBIBYTE:.0f} MiB (PSS of all processes, every 50 ms, not timed)")
        print("  " + "  ".join(f"{stage} {seconds:.3f}" for stage, seconds in stages(runs).items()))
    site = written(subject.output)
    print(f"\n{len(site.sizes)} files, {site.size / MEBIBYTE:.0f} MiB")


if __name__ == "__main__":
    main()
