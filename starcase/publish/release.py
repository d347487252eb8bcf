"""A new release of a site: what it takes over from those before it, what is made new, and its publication as a whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from starcase.copies import begun_in_copy, can_copy
from starcase.language import Listing, mark
from starcase.machine import MachineError
from starcase.model.output import Output
from starcase.publish.house import House, files_in, house_of, locked_house, note_made, refuse_foreign, remove
from starcase.publish.paths import Claims
from starcase.publish.staging import Staging, lay_spare, may_reuse, origin_of, stage_previous, unfinished_spare
from starcase.publish.switch import settle, switch, sync, take_away
from starcase.release_tree import (
    Entry,
    Glance,
    Glances,
    Notes,
    Stamp,
    Tree,
    forget_lists,
    glance_at,
    home_of,
    is_large,
    let_settle,
    save_entries,
    stamps,
)

_NO_NOTES = Notes()
_NONE: Glances = MappingProxyType({})
_WAIT_SECONDS = 60.0
_MANY = 1_000
"""So many files at once are worth a moment's wait: else the next build would have to read those that were written last."""


class Published(Struct, frozen=True):
    """`count` files stand in the output; `changed` are new, different or gone.

    `weaker` says which promise this system cannot keep; None where it keeps all.
    """

    count: int
    changed: int
    weaker: str | None = None


class Release:
    """The release that is being made; nothing of it is seen before `publish`."""

    def __init__(self, house: House, glances: Glances) -> None:
        self._house = house
        self._glances = glances
        self._site = Tree(house.output, house.home, glances)
        refuse_foreign(house, self._site.found)
        self._is_first = not self._site.found
        self._origin = origin_of(house, stands=not self._is_first)
        self._claims: Claims | None = None
        self._entries: dict[str, Entry] = {}
        self._written: set[str] = set()
        self._changed = 0
        self._staging: Staging | None = None

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of every file so far, by path."""
        return {path: entry.sha256 for path, entry in self._entries.items()}

    def take(self, path: str, key: str) -> bool:
        """Takes over the file that the standing release, or the one before it, has for this key; False where neither has."""
        standing = self._site.entry(path)
        known = standing if standing and standing.key == key else self._old_entry(path, key)
        if known is None:
            return False
        self._claim(path)
        if known is standing:
            self._entries[path] = known
        else:
            self._put(path, key, known.sha256)
        return True

    @property
    def notes(self) -> Notes:
        """Those of the build that made the standing release."""
        return self._site.notes

    def take_all(self, paths: tuple[str, ...]) -> bool:
        """Takes over files of the standing release as they were made; none where one of them is not any more."""
        entries = self._site.entries(paths)
        if entries is None:
            return False
        if self._claims is not None or not self._entries.keys().isdisjoint(paths):
            for path in paths:
                self._claim(path)
        self._entries.update(zip(paths, entries, strict=True))
        return True

    def keys_below(self, folder: str) -> Mapping[str, str]:
        """The files below a folder of the standing release that are as they were made, with their keys."""
        found = ((path, self._site.entry(path)) for path in self._site.known_below(folder))
        return {path: entry.key for path, entry in found if entry}

    def take_scripts(self, folder: str, last: str, key: str) -> bool:
        """Takes over all scripts in a folder of the standing release, if they are whole and the last one made of them has this key."""
        sign = self._site.entry(last)
        if sign is None or sign.key != key:
            return False
        paths = [path for path in self._site.known_below(folder) if path.endswith(".js")]
        entries = {path: entry for path in paths if (entry := self._site.entry(path))}
        if len(entries) < len(paths):
            return False
        for path, entry in entries.items():
            self._claim(path)
            self._entries[path] = entry
        return True

    def add(self, made: Output, key: str = "") -> None:
        """Puts a file in that was made; MachineError where its path cannot stand in a site."""
        self._claim(made.path)
        if not self._put(made.path, key, hashlib.sha256(made.content).hexdigest()):
            self._written.add(made.path)
            self._open_staging().write(made.path, made.content)

    def _claim(self, path: str) -> None:
        """Keeps a path for one file. Those of the standing release were found to go together when it was made."""
        if self._claims is None:
            if path in self._site.found and path not in self._entries:
                return
            self._claims = Claims()
            self._claims.trust(self._entries)
        self._claims.claim(path)

    def _put(self, path: str, key: str, sha256: str) -> bool:
        """Notes what is to stand at a path; whether the standing release has it already."""
        standing = self._site.look(path)
        stands = standing is not None and standing.sha256 == sha256
        if standing is None or not stands:
            self._entries[path] = Entry(key, sha256)
        else:
            self._entries[path] = standing if standing.key == key else replace(standing, key=key)
        self._changed += not stands
        return stands

    def publish(self, notes: Notes = _NO_NOTES) -> Published:
        """Puts the release in the place of the old one. A site that would come out the same stays as it is; `notes` are for the next build."""
        gone = [path for path in self._site.found if path not in self._entries]
        count, changed = len(self._entries), self._changed + len(gone)
        if not changed and self._house.output.is_dir():
            self._site.tidy_folders(self._entries)
            self._save(self._site.lasting_folders(), notes)
            return Published(count, 0)
        staging = self._open_staging()
        self._complete(staging)
        staging.close()
        older = staging.older | files_in(self._house.previous)
        note_made(self._house, self._entries.keys() | self._site.found.keys() | older)
        self._sync()
        folders = self._look_again(staging)
        weaker = switch(self._house)
        self._save(folders, notes)
        return Published(count, changed, weaker)

    def close(self) -> None:
        if self._staging:
            self._staging.close()

    def _old_entry(self, path: str, key: str) -> Entry | None:
        if self._staging is None and self._origin is None:
            return None
        entry = self._open_staging().entry(path)
        return entry if entry and entry.key == key else None

    def _open_staging(self) -> Staging:
        if self._staging is None:
            self._staging = Staging(self._house, self._origin, self._glances)
        return self._staging

    def _complete(self, staging: Staging) -> None:
        """Everything that was taken over is there, and nothing else."""
        for path, entry in self._entries.items():
            if path in self._written:
                continue
            held = staging.entry(path)
            if held and held.sha256 == entry.sha256:
                self._entries[path] = held if held.key == entry.key else replace(held, key=entry.key)
            else:
                staging.take_over(self._house.output, path)
                self._written.add(path)
        staging.keep_only(self._entries)

    def _sync(self) -> None:
        """The release is on the disk; meanwhile, at the first one, the next is prepared."""
        house = self._house
        lays_spare = self._is_first and may_reuse(house)
        laying = threading.Thread(target=lay_spare, args=(house, house.staging)) if lays_spare else None
        if laying:
            laying.start()
        try:
            sync(house.staging)
        finally:
            if laying:
                laying.join()
        if unfinished_spare(house).is_dir():
            unfinished_spare(house).rename(house.spare)

    def _look_again(self, staging: Staging) -> dict[str, Stamp]:
        """Notes the stamps of what was written, while nobody else sees it, and gives those of the folders."""
        if self._is_first and len(self._entries) > _MANY:
            let_settle(self._house.home)
        for path, stamp in stamps(staging.folder, self._house.home, self._entries if self._is_first else self._written):
            self._entries[path] = replace(self._entries[path], stamp=stamp)
        return staging.folder_stamps()

    def _save(self, folders: Mapping[str, Stamp], notes: Notes) -> None:
        """What is known of the releases, for the next run; losing it costs time only."""
        house = self._house
        with contextlib.suppress(OSError):
            save_entries(house.output, house.home, self._entries, folders, notes)
            if self._is_first and house.spare.is_dir():
                of_spare = dict(stamps(house.spare, house.home, folders))
                save_entries(house.spare, house.home, self._entries, of_spare, notes)


@contextlib.contextmanager
def begun_to_glance(output: Path) -> Iterator[Callable[[], Glances]]:
    """Begins to look at a large output and at the release before it, beside what comes next; what is handed over waits for what was seen.

    Nothing is locked meanwhile: if another build comes between, what is known of the releases is another thing, and has another mark.
    """
    house = house_of(output)
    folders = (house.output, house.previous, house.spare)
    if not can_copy() or not is_large(house.output, house.home):
        yield dict
        return
    with begun_in_copy(lambda: msgspec.msgpack.encode(dict(glance_at(folders, house.home)))) as wait:
        yield lambda: msgspec.msgpack.decode(wait() or b"\x80", type=dict[str, Glance])


@contextlib.contextmanager
def open_release(output: Path, glances: Glances = _NONE, *, wait: float = _WAIT_SECONDS) -> Iterator[Release]:
    """A release that is to be put at `output`; a link is followed to the folder that it names. `glances` are what `begun_to_glance` saw.

    Waits up to `wait` seconds for another build to end. Raises MachineError, with the output as it was, where the folder
    holds somebody's own files, or the system refuses.
    """
    with held(output, wait) as house:
        release = Release(house, glances)
        try:
            yield release
        finally:
            release.close()


def publish_outputs(outputs: Iterable[Output], output: Path, *, wait: float = _WAIT_SECONDS) -> Published:
    """Publishes a release in which every file is made new."""
    with open_release(output, wait=wait) as release:
        for made in outputs:
            release.add(made)
        return release.publish()


def rollback(output: Path, *, wait: float = _WAIT_SECONDS) -> bool:
    """Puts the previous release back, and keeps the present one as the previous; False where there is none."""
    with held(output, wait) as house:
        if not house.previous.is_dir():
            return False
        refuse_foreign(house, files_in(house.output))
        _refuse_broken(Tree(house.previous, house.home))
        stage_previous(house)
        sync(house.staging)
        switch(house)
        return True


def _refuse_broken(tree: Tree) -> None:
    """MachineError where a release is known not to be whole any more."""
    if broken := tree.broken():
        raise MachineError(
            mark("上一次的网站不完整（{files}），没有换回去。请重新生成网站。"),
            files=Listing(tuple(broken[:3]), is_quoted=False, is_cut=len(broken) > 3),
        )


@contextlib.contextmanager
def undisturbed(output: Path, *, wait: float = _WAIT_SECONDS) -> Iterator[Path]:
    """The folder of a site, which no build replaces meanwhile; it may hold none."""
    output = output.resolve()
    may_be_replaced = os.access(home_of(output), os.W_OK)  # else it was copied here, or can only be read
    with held(output, wait) if may_be_replaced else contextlib.nullcontext():
        yield output


@contextlib.contextmanager
def whole_site(output: Path, *, wait: float = _WAIT_SECONDS) -> Iterator[Path | None]:
    """As `undisturbed`; None where no site has been built."""
    with undisturbed(output, wait=wait) as folder:
        yield folder if (folder / "index.html").is_file() else None


def site_files(site: Path) -> list[str]:
    """The files of a site, as sorted paths relative to it with `/`, without what file managers leave behind."""
    return sorted(files_in(site))


def remove_leftovers(output: Path) -> None:
    """Removes what killed builds left beside the output; the site and its previous release stay."""
    if home_of(output.resolve()).is_dir():
        with held(output, _WAIT_SECONDS):
            pass


def remove_site(output: Path) -> None:
    """Removes the site, its previous release and what lies beside them; MachineError where a file is somebody's own."""
    with held(output, _WAIT_SECONDS) as house:
        refuse_foreign(house, files_in(house.output))
        take_away(house)
    remove(house.home)


@contextlib.contextmanager
def held(output: Path, wait: float) -> Iterator[House]:
    """The output's house, locked; settled after whatever was killed in it, and left without anything unfinished."""
    with locked_house(output, wait) as house:
        _tidy(house)
        try:
            yield house
        finally:
            with contextlib.suppress(OSError):  # the next run does it
                _tidy(house)


def _tidy(house: House) -> None:
    settle(house)
    house.unfinished_made.unlink(missing_ok=True)
    forget_lists(house.home, (house.output, house.spare, house.previous))
