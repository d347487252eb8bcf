"""After any series of edits, a build leaves what a clean build of the same content leaves (DESIGN.md section 2, rules 1 and 5).

Nothing here knows how a build spares itself work: content is edited, the command line runs, and its output, byte for byte, and what
it says are compared with those of a build that has nothing but the content. A walk is drawn from its seed; to walk others, set
STARCASE_SEED to any number. `pytest -rP tests/test_exact.py` shows how often each kind of edit was drawn.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.compared import Tree, clean_build, different_trees, different_words, tree_of
from tests.edited_site import FIXED_CLOCK, Done, EditedSite, make_site, write_content
from tests.edits import OF_ALL, OF_NONE, OF_ONE

WALKS = 4
TIMES = 20
"""Every kind of edit is made at least so often in all walks together."""
EDITS_AT_ONCE = (1, 2, 4, 8, 16, 16)
"""How many edits of a deck come between two builds: often so few that none hides another, sometimes so many that the walk ends in time."""
IN_VAIN = 50
"""So many edits in a row for which there is nothing to do, and the walk is at its end."""
SHORTENING = 120.0
"""Seconds that may go into finding fewer edits that fail as well."""

BUILD = "build, and compare"
EDITS = {**OF_ONE, **OF_ALL, **OF_NONE}
Script = tuple[tuple[str, int], ...]
"""Kinds of edits, each with the seed that it was drawn with, and builds."""

NOTHING_PUBLISHED = 4
MACHINE_FAILED = 3


@dataclass
class Walk:
    """A site on its way through edits and builds; `clean` are the clean builds of the contents met so far."""

    site: EditedSite
    folder: Path
    clean: dict[str, tuple[Done, Tree]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    stopped: bool = False

    def take(self, kind: str, seed: int) -> bool:
        """One edit; False where there was nothing for it to do."""
        says = EDITS[kind](self.site, Random(seed))
        self.told += [f"{kind}: {says}"] if says else []
        return says is not None

    def build(self) -> str | None:
        """Builds, and says what differs from a clean build; None where nothing does."""
        wanted, tree = self._clean_build()
        self.stopped = wanted.status == NOTHING_PUBLISHED
        return self._build_over_foreign() or self._compare(wanted, tree)

    def build_only(self) -> None:
        """Builds as `build` does, and looks at nothing but the status."""
        self._build_over_foreign()
        self.stopped = self._build().status == NOTHING_PUBLISHED

    def go_on(self) -> None:
        """After a build: what was for that build alone is put right, and so is what stops the site."""
        for mend in self.site.mends:
            mend()
        if self.stopped and not self.site.mends:
            write_content(self.site.root)
            self.told.append("all content as it was at first")
        self.site.mends.clear()

    def _build(self) -> Done:
        self.told.append(f"-- build {' '.join(self.site.arguments())}")
        return self.site.build_as_asked()

    def _build_over_foreign(self) -> str | None:
        """A build over somebody's own file is refused, and loses nothing; after that the file is taken away."""
        foreign, self.site.foreign = self.site.foreign, None
        if foreign is None or not foreign.exists():
            return None
        before = tree_of(self.site.output)
        done = self._build()
        lost = different_trees(tree_of(self.site.output), before)
        foreign.unlink()
        if done.status not in (NOTHING_PUBLISHED, MACHINE_FAILED) or lost:
            return f"status {done.status} over somebody's own file\n{lost}"
        return None

    def _compare(self, wanted: Done, tree: Tree) -> str | None:
        if self.stopped:
            tree = tree_of(self.site.output)
        return different_words(self._build(), wanted) or different_trees(tree_of(self.site.output), tree)

    def _clean_build(self) -> tuple[Done, Tree]:
        site = self.site
        trees = [tree_of(site.root / name) for name in ("content", "templates")]
        known = (site.day, site.drafts, site.strict, (site.root / "config.yaml").read_bytes(), trees)
        content = hashlib.sha256(repr(known).encode()).hexdigest()
        if content not in self.clean:
            self.clean[content] = clean_build(site, self.folder / "clean")
        return self.clean[content]


# ── Drawing, walking, shortening ──


def _deck(draw: Random, kinds: Iterable[str]) -> list[str]:
    deck = [kind for kind in kinds for _ in range(-(-TIMES // WALKS))]
    draw.shuffle(deck)
    return deck


def _groups(draw: Random) -> Iterator[list[list[str]]]:
    """The decks from which the edits between two builds are drawn: some from one, and now and then one from any other."""
    decks = [_deck(draw, kinds) for kinds in (OF_ONE, OF_ALL, OF_NONE)]
    while any(decks):
        (deck,) = draw.choices(decks, [len(deck) for deck in decks])
        others = draw.choices(decks, k=draw.choice((0, 0, 1, 2)))
        yield [deck] * draw.choice(EDITS_AT_ONCE) + others


def walk(folder: Path, draw: Random) -> tuple[Walk, Script, str | None]:
    """Walks until both decks are used up or a build differs: the walk, what was done, and what differed."""
    way, script = Walk(make_site(folder / "walk"), folder / "walk"), [(BUILD, 0)]
    differs = way.build()
    in_vain = 0
    for decks in _groups(draw):
        if differs or in_vain > IN_VAIN:
            break
        way.go_on()
        for deck in filter(None, decks):
            kind, seed = deck.pop(), draw.randrange(1 << 32)
            if way.take(kind, seed):
                script.append((kind, seed))
                in_vain = 0
            else:
                deck.insert(draw.randrange(len(deck) + 1), kind)
                in_vain += 1
        script.append((BUILD, 0))
        differs = way.build()
    return way, tuple(script), differs


def replay(folder: Path, script: Script) -> tuple[list[str], str | None]:
    """Does all of it once more, and compares the last build only."""
    shutil.rmtree(folder, ignore_errors=True)
    way = Walk(make_site(folder), folder)
    for kind, seed in script[:-1]:
        if kind == BUILD:
            way.build_only()
            way.go_on()
        else:
            way.take(kind, seed)
    return way.told, way.build()


def shorten(script: Script, fails: Callable[[Script], bool]) -> Script:
    """Fewer steps that fail as well; as few as can be found in the time."""
    until, size = time.monotonic() + SHORTENING, len(script) // 2
    while size and time.monotonic() < until:
        shorter = (script[:at] + script[at + size :] for at in range(0, len(script) - size, size))
        found = next((one for one in shorter if time.monotonic() < until and fails(one)), None)
        script, size = (script, size // 2) if found is None else (found, min(size, len(found) // 2))
    return script


def _tell_failure(folder: Path, way: Walk, script: Script, differs: str) -> str:
    shortest = shorten(script, lambda one: replay(folder / "again", one)[1] is not None)
    told, still = replay(folder / "again", shortest)
    if still is None:
        return "\n".join(["(did not happen again)", *way.told, differs])
    return "\n".join([*told, still])


@pytest.mark.parametrize("number", range(WALKS))
def test_a_build_after_any_edits_leaves_and_says_what_a_clean_build_does(
    number: int, quick_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", FIXED_CLOCK)
    seed = int(os.environ.get("STARCASE_SEED", "0")) * WALKS + number
    print(f"seed {seed}")
    way, script, differs = walk(quick_disk, Random(seed))
    counts = Counter(kind for kind, _ in script)
    print(*(f"{count:4} {kind}" for kind, count in sorted(counts.items())), sep="\n")
    assert differs is None, f"seed {seed}\n{_tell_failure(quick_disk, way, script, differs)}"
    assert all(counts[kind] * WALKS >= TIMES for kind in EDITS)
