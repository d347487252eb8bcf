"""What a build kept is believed only while it is whole, its own, and of the present: else it is made anew, and the site comes out right."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.compared import Tree, clean_build, different_trees, different_words, tree_of
from tests.edited_site import (
    REPOSITORY,
    Done,
    copy_content,
    keep_time,
    make_site,
    picture,
    run_apart,
    run_here,
)
from tests.sites import write_site

ON_WINDOWS = sys.platform == "win32"
SETTLED = 2.05
"""Seconds after which files are old enough for their stamps to be relied on."""
STATES = {
    "summary: 调解邻里纠纷。": "summary: 调解家庭纠纷。",
    "晚上有人等": "夜里有人等",
    "title: 关于本站": "title: 这个网站",
}


class Kept:
    """A site that has been built and left alone for a while, with what a clean build makes of each of its two states."""

    def __init__(self, folder: Path) -> None:
        self.site = make_site(folder)
        self.wanted: dict[bool, tuple[Done, Tree]] = {}
        self.is_other = False
        for _ in STATES, STATES:
            self.wanted[self.is_other] = clean_build(self.site, folder / "clean")
            self.edit()
        assert self.wanted[False][1] != self.wanted[True][1]
        time.sleep(SETTLED)
        self.build()

    @property
    def folder(self) -> Path:
        return self.site.root / ".starcase" / "public"

    @property
    def store(self) -> Path:
        return self.folder / "documents.sqlite"

    @property
    def beside(self) -> Path:
        return self.site.output.with_name(f".{self.site.output.name}.starcase")

    @property
    def files(self) -> list[Path]:
        """Every file in which a build keeps what the next one may believe."""
        return [*sorted(self.folder.iterdir()), *sorted(self.beside.glob("files-*"))]

    def edit(self) -> None:
        """Makes the content the other of its two states: a record, a story and a page change."""
        for place in self.site.files(
            "content/organizations/linli.yaml", "content/**/gushi.md", "content/pages/about.md"
        ):
            text = place.read_text("utf-8")
            for one, other in STATES.items():
                text = text.replace(one, "|").replace(other, one).replace("|", other)
            place.write_text(text, "utf-8")
        self.is_other = not self.is_other

    def forget_site(self) -> None:
        """Leaves nothing of the output, so that every page has to be made of what is kept."""
        shutil.rmtree(self.site.output)
        shutil.rmtree(self.beside)

    def build(self) -> None:
        """Builds, and compares what it says and leaves with a clean build."""
        wanted, tree = self.wanted[self.is_other]
        done = self.site.build()
        assert different_words(done, wanted) is None
        assert different_trees(tree_of(self.site.output), tree) is None


@pytest.fixture(scope="module")
def old_enough(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def kept(old_enough: Kept) -> Kept:
    """A site that is built as it should be, whatever the test before did to it."""
    shutil.rmtree(old_enough.folder, ignore_errors=True)
    old_enough.build()
    return old_enough


# ── Damage ──


def _damaged(content: bytes, draw: Random) -> Iterator[bytes]:
    """One byte after another, a bit of it, a block that never reached the disk, what a full disk or another program leaves."""
    for part in range(6):
        at = draw.randrange(len(content) * part // 6, len(content) * (part + 1) // 6)
        yield content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
    for _ in range(3):
        at = draw.randrange(len(content))
        yield content[:at]
        block = at - at % 512
        yield content[:block] + bytes(len(content[block : block + 512])) + content[block + 512 :]
    yield b""
    yield content[1:]
    yield content + content
    yield draw.randbytes(len(content))


def test_a_file_that_is_damaged_anywhere_is_noticed_and_made_anew(kept: Kept) -> None:
    draw, damages = Random(3), 0
    for name in [place.name for place in kept.files if not place.name.startswith("files-")]:
        for content in _damaged((kept.folder / name).read_bytes(), draw):
            (kept.folder / name).write_bytes(content)
            damages += 1
            if damages % 3:
                kept.forget_site()
            if damages % 2:
                kept.edit()
            kept.build()
    assert damages >= 3 * 16, "the store, the templates and the last report"


def test_a_damaged_list_of_a_release_is_noticed_and_made_anew(kept: Kept) -> None:
    draw = Random(4)
    for number in range(16):
        places = sorted(place for place in kept.beside.glob("files-*") if place.stat().st_size)
        assert places
        place = draw.choice(places)
        place.write_bytes(list(_damaged(place.read_bytes(), draw))[number])
        if number % 2:
            kept.edit()
        kept.build()


def test_a_damaged_report_of_the_last_build_is_not_given_again(kept: Kept) -> None:
    place, draw = kept.folder / "last.json", Random(5)
    time.sleep(SETTLED)
    kept.build()
    for content in (*_damaged(place.read_bytes(), draw), place.read_bytes().replace(b"cuowu", b"linli")):
        assert place.is_file()
        place.write_bytes(content)
        kept.build()


def test_what_lies_beside_the_site_is_published_only_as_it_was_made(kept: Kept) -> None:
    kept.edit()
    kept.build()
    for number in range(4):
        for place in [place for place in kept.beside.rglob("*.html") if place.parent != kept.beside]:
            keep_time(place, lambda: place.write_bytes(place.read_bytes()[::-1]))  # noqa: B023 - called at once
        if number < 2:
            kept.edit()
        else:
            kept.forget_site()
        kept.build()


def test_a_file_of_the_index_that_was_changed_by_hand_is_made_anew(kept: Kept) -> None:
    for is_edited in (False, True):
        place = next(kept.site.output.glob("search/cards/*.js"))
        keep_time(place, lambda: place.write_bytes(place.read_bytes()[::-1]))  # noqa: B023 - called at once
        if is_edited:
            kept.edit()
        kept.build()


@pytest.mark.skipif(ON_WINDOWS or (os.name == "posix" and os.geteuid() == 0), reason="who may read everything")
def test_what_may_not_be_read_is_done_without(kept: Kept) -> None:
    for place in (*kept.files, kept.folder):
        mode = place.stat().st_mode
        place.chmod(0)
        kept.edit()
        kept.build()
        if place.exists():
            place.chmod(mode)
        kept.build()


def _folder_instead(place: Path) -> None:
    place.unlink()
    (place / "ganz").mkdir(parents=True)


def _link_to_itself(place: Path) -> None:
    place.unlink()
    place.symlink_to(place)


@pytest.mark.parametrize("harm", [Path.unlink, _folder_instead, _link_to_itself])
def test_a_file_that_is_no_file_any_more_is_done_without(kept: Kept, harm: Callable[[Path], None]) -> None:
    for place in kept.files:
        if place.is_file():
            harm(place)
        kept.edit()
        kept.build()
        kept.build()


@pytest.mark.parametrize("which", [".starcase", ".starcase/public"])
def test_a_folder_of_caches_that_became_a_file_is_done_without(kept: Kept, which: str) -> None:
    place = kept.site.root / which
    shutil.rmtree(place)
    place.write_text("just a file", "utf-8")
    kept.edit()
    kept.build()
    assert place.read_text("utf-8") == "just a file"
    place.unlink()
    kept.edit()
    kept.build()
    kept.build()


# ── Whole, but not to be believed ──


_WRONG_ENTRIES = (
    "UPDATE document SET row = (SELECT row FROM document WHERE file LIKE '%wanqing.yaml') WHERE file LIKE '%linli.yaml'",
    "UPDATE document SET until = 999999, made = 1",
    "UPDATE document SET rest = (SELECT rest FROM document WHERE file LIKE '%many.yaml' AND number = 4)",
    "UPDATE document SET kind = 'story' WHERE file LIKE '%.md'",
    "UPDATE document SET seal = (SELECT seal FROM document LIMIT 1)",
    "UPDATE document SET file = 'content/organizations/anders.yaml' WHERE file LIKE '%linli.yaml'",
    "DELETE FROM document WHERE file LIKE '%many.yaml' AND number = 1",
    "INSERT INTO document SELECT file, 1, kind, text, made, until, row, rest, seal FROM document WHERE file LIKE '%linli.yaml'",
    "DELETE FROM document",
    "UPDATE record SET content = (SELECT content FROM record WHERE file LIKE '%shouwang.yaml')",
    "UPDATE record SET content = replace(content, '邻里', '别处') WHERE file LIKE '%linli.yaml'",
    "DELETE FROM record WHERE file LIKE '%linli.yaml'",
    "UPDATE words SET content = CAST(replace(hex(content), '6600', '7700') AS BLOB)",
    "DELETE FROM words",
    "UPDATE file SET until = 999999, made = 1",
    "UPDATE file SET documents = x'00'",
    "DELETE FROM file WHERE path LIKE '%many.yaml'",
    "UPDATE about SET seal = x'00'",
    "UPDATE about SET context = 'another'",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 7",
    "DROP TABLE record",
    "DROP TABLE words",
    "ALTER TABLE document DROP COLUMN rest",
    "CREATE TABLE anders (of TEXT)",
)


def _changed_in_store(kept: Kept, *commands: str) -> None:
    with closing(sqlite3.connect(kept.store, isolation_level=None)) as store:
        for command in commands:
            store.execute(command)


def test_an_entry_that_is_not_as_it_was_put_in_is_not_believed(kept: Kept) -> None:
    for command in _WRONG_ENTRIES:
        print(command)
        _changed_in_store(kept, command)
        kept.forget_site()
        kept.build()
        if not kept.store.exists():
            kept.build()


def test_entries_of_an_older_build_are_not_believed_where_some_of_a_newer_one_are_lost(kept: Kept) -> None:
    """As after a power cut: of the last changes of the store some have reached the disk, and others have not."""
    older = kept.store.with_name("older")
    shutil.copyfile(kept.store, older)
    kept.edit()
    time.sleep(SETTLED)
    kept.build()
    newer = kept.store.read_bytes()
    for table in ("document", "record", "file"):
        kept.store.write_bytes(newer)
        _changed_in_store(kept, f"ATTACH '{older}' AS older", f"REPLACE INTO {table} SELECT * FROM older.{table}")
        kept.forget_site()
        kept.build()
    kept.build()


def test_a_database_of_another_program_is_made_anew(kept: Kept) -> None:
    kept.store.unlink()
    _changed_in_store(
        kept, "CREATE TABLE document (title TEXT)", "CREATE TABLE about (context, seal)", "PRAGMA user_version = 1"
    )
    kept.edit()
    kept.build()
    kept.build()


def test_two_sites_whose_caches_were_exchanged_come_out_as_themselves(quick_disk: Path) -> None:
    one, other = Kept(quick_disk / "one"), Kept(quick_disk / "other")
    place = other.site.root / "content/programmes/example-stars.yaml"
    place.write_text(place.read_text("utf-8").replace("五星级", "5星级"), "utf-8")
    for state in (True, False):
        other.edit()
        other.wanted[state] = clean_build(other.site, quick_disk / "clean")
    for site in (one, other):
        site.build()
    pairs = [(one.site.root / ".starcase", other.site.root / ".starcase"), (one.beside, other.beside)]
    for here, there in pairs:
        here.rename(quick_disk / "aside")
        there.rename(here)
        (quick_disk / "aside").rename(there)
        for place in sorted(here.glob("files-*")):
            place.rename(here / f"files-{one.site.output.stat().st_ino}.list")
    for site in (one, other):
        site.build()
        site.edit()
        site.build()


def test_a_cache_of_another_version_of_the_program_is_made_anew(kept: Kept, tmp_path: Path) -> None:
    for name in ("starcase", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(REPOSITORY / "build.py", tmp_path / "build.py")
    changed = [place for place in (tmp_path / "starcase").rglob("*.py") if "资料核对中" in place.read_text("utf-8")]
    for place in changed:
        place.write_text(place.read_text("utf-8").replace("资料核对中", "正在核对资料"), "utf-8")
    kept.build()
    arguments = ["build", "--format", "json", *kept.site.arguments(), "--root"]
    run_apart([*arguments, str(kept.site.root), "--output", str(kept.site.output)], program=tmp_path)
    new = copy_content(kept.site.root, tmp_path / "root")
    run_apart([*arguments, str(new), "--output", str(tmp_path / "site")], program=tmp_path)
    there, wanted = tree_of(kept.site.output), tree_of(tmp_path / "site")
    assert changed and wanted != kept.wanted[kept.is_other][1]
    assert different_trees(there, wanted) is None
    kept.build()


_BUILD_READ_ONLY = """
import sys
from pathlib import Path
from tests.mounts import mount_read_only, own_mounts
from tests.edited_site import run_here
root, *arguments = sys.argv[1:]
own_mounts()
mount_read_only(Path(root))
first, second = [run_here(["build", "--root", root, *arguments]) for _ in range(2)]
sys.stdout.buffer.write(second.said)
sys.exit(first.status)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk of its own")
def test_where_the_root_cannot_be_written_the_cache_of_the_user_serves(kept: Kept, tmp_path: Path) -> None:
    root, output = str(kept.site.root), str(kept.site.output)
    shutil.rmtree(kept.site.root / ".starcase")
    time.sleep(SETTLED)
    command = [sys.executable, "-c", _BUILD_READ_ONLY, root, "--output", output, "--format", "json"]
    known = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "caches"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*command, *kept.site.arguments()], cwd=REPOSITORY, env=known, capture_output=True, encoding="utf-8"
    )
    wanted, tree = kept.wanted[kept.is_other]
    assert done.returncode == wanted.status, done.stderr
    assert '"unchanged":' in done.stdout
    assert different_trees(tree_of(kept.site.output), tree) is None
    assert list((tmp_path / "caches").rglob("documents.sqlite")) and not (kept.site.root / ".starcase").exists()


# ── Nothing changed ──

TWO = """
-- content/organizations/wanqing.yaml --
name: 晚晴社
programme: example-stars
region: anju
summary: 陪伴失能老人。
photos: [{file: wanqing.png, alt: 合影, consent: true}]
-- content/organizations/linli.yaml --
name: 邻里队
programme: example-stars
evaluations: [{period: 2022, level: star9, decided: 2022-11-30}]
-- templates/components/level/level.css --
.level { color: red }
"""
DAY = ("--as-of", "2024-06-01")


def _replace(file: str, old: str, new: str) -> Callable[[Path], object]:
    """An edit that keeps the size and the time of the last change."""

    def edit(root: Path) -> None:
        place = root / file
        content = place.read_bytes()
        assert content.count(old.encode())
        keep_time(place, lambda: place.write_bytes(content.replace(old.encode(), new.encode(), 1)))

    return edit


def _write(file: str, content: str) -> Callable[[Path], object]:
    def edit(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(content, "utf-8")

    return edit


def _link_elsewhere(root: Path) -> None:
    (root / "elsewhere.css").write_text("p { color: red }", "utf-8")
    (root / "templates/static/css").mkdir(parents=True)
    (root / "templates/static/css/print.css").symlink_to(root / "elsewhere.css")


def _link_to_folder(root: Path) -> None:
    _write("theme/css/print.css", "p { color: red }")(root)
    (root / "templates/static").symlink_to(root / "theme")


BEFORE: dict[str, Callable[[Path], object]] = {
    "a template behind a link": _link_elsewhere,
    "a folder of templates behind a link": _link_to_folder,
    "settings in capitals": lambda root: (root / "config.yaml").rename(root / "Config.YAML"),
}
"""What a site has to have before the first build, for some of the changes."""
PAGE = "site/organizations/wanqing/index.html"
CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": _replace("content/organizations/wanqing.yaml", "陪伴", "帮助"),
    "a programme": _replace("content/programmes/example-stars.yaml", "五星级", "伍星级"),
    "regions": _replace("content/regions.yaml", "安居", "安家"),
    "settings": _replace("config.yaml", "示例站", "某个站"),
    "settings in capitals": _replace("Config.YAML", "示例站", "某个站"),
    "a second file of settings": _write("config.yml", "title: 站\n"),
    "a second file of settings in capitals": _write("CONFIG.yml", "title: 站\n"),
    "a photo": lambda root: keep_time(
        root / "content/organizations/wanqing.png",
        lambda: (root / "content/organizations/wanqing.png").write_bytes(picture("blue")),
    ),
    "a new file": _write("content/pages/neu.md", "---\ntitle: 新\n---\n新\n"),
    "a file less": lambda root: (root / "content/organizations/linli.yaml").unlink(),
    "another name": lambda root: (root / "content/organizations/wanqing.yaml").rename(
        root / "content/organizations/xi.yaml"
    ),
    "an older file": lambda root: shutil.copy2(
        root / "content/regions.yaml", root / "content/organizations/linli.yaml"
    ),
    "a template": _replace("templates/components/level/level.css", "red", "tan"),
    "a template more": _write("templates/static/css/print.css", "p { color: red }"),
    "a template less": lambda root: (root / "templates/components/level/level.css").unlink(),
    "a template behind a link": _replace("elsewhere.css", "red", "tan"),
    "a folder of templates behind a link": _replace("theme/css/print.css", "red", "tan"),
    "a page": _replace(PAGE, "陪伴", "帮助"),
    "a page less": lambda root: (root / PAGE).unlink(),
    "a page's mode": lambda root: (root / PAGE).chmod(0o600),
    "a page's folder's mode": lambda root: (root / PAGE).parent.chmod(0o700),
    "an empty folder": lambda root: (root / "site/leer").mkdir(),
    "a file of somebody's own": _write("site/brief.docx", "eigen"),
    "the list of all files": _replace("site/data/manifest.json", "0", "1"),
    "the site": lambda root: shutil.rmtree(root / "site"),
    "the report of the last build": _replace(".starcase/public/last.json", "true", "TRUE"),
}
ASKED: dict[str, tuple[str, ...]] = {
    "another day": ("--as-of", "2024-06-02"),
    "drafts": (*DAY, "--drafts"),
    "errors stop it": (*DAY, "--strict"),
    "another output": (*DAY, "--output", "other"),
    "no cache": (*DAY, "--no-cache"),
}


def _make_root(folder: Path, change: str) -> Path:
    root = write_site(folder, TWO)
    (root / "content/organizations/wanqing.png").write_bytes(picture("red"))
    if change in BEFORE:
        BEFORE[change](root)
    return root


def _was_unchanged(root: Path, asked: tuple[str, ...] = DAY) -> bool:
    arguments = [str(root / word) if word == "other" else word for word in asked]
    done = run_here(["build", "--root", str(root), "--format", "json", *arguments])
    return b'"unchanged":' in done.said


def test_nothing_is_taken_for_unchanged_when_anything_changed(quick_disk: Path) -> None:
    """Each change by itself, to a site that a moment before was found unchanged."""
    roots = {change: _make_root(quick_disk / str(number), change) for number, change in enumerate((*CHANGES, *ASKED))}
    time.sleep(SETTLED)
    for root in roots.values():
        assert not _was_unchanged(root)
    unmoved = {change for change, root in roots.items() if _was_unchanged(root)}
    assert unmoved == roots.keys() - {"a folder of templates behind a link"}, "there it is not looked for"
    for change, edit in CHANGES.items():
        edit(roots[change])
    time.sleep(SETTLED)
    believed = [change for change in CHANGES if _was_unchanged(roots[change])]
    assert believed == []
    assert "帮助失能老人" in (roots["a record"] / PAGE).read_text("utf-8")
    assert [change for change, asked in ASKED.items() if _was_unchanged(roots[change], asked)] == []


_WITH_ANOTHER_BEFORE_ITS_END = """
import subprocess, sys
from starcase.cli import main

root, program = sys.argv[1:]
others = []

def start_other(event, given):
    if event == "open" and str(given[0]).endswith("public/last.json.new") and not others:
        others.append(subprocess.Popen([sys.executable, program, "build", "--root", root, "--as-of", "2024-06-01"]))
        try:
            others[0].wait(timeout=2)
        except subprocess.TimeoutExpired:
            pass

sys.addaudithook(start_other)
main(["build", "--root", root, "--as-of", "2024-06-01", "--drafts"])
assert others and others[0].wait() == 1
"""


@pytest.mark.skipif(ON_WINDOWS, reason="nothing is taken for unchanged there")
def test_a_build_does_not_take_another_one_s_site_for_its_own(tmp_path: Path) -> None:
    """The other, without drafts, begins when this one has published and is about to note what now stands there."""
    root = _make_root(tmp_path / "root", "")
    (root / "content/pages").mkdir()
    (root / "content/pages/neu.md").write_text("---\ntitle: 新\ndraft: true\n---\n新\n", "utf-8")
    time.sleep(SETTLED)
    command = [sys.executable, "-c", _WITH_ANOTHER_BEFORE_ITS_END, str(root), str(REPOSITORY / "build.py")]
    known = {**os.environ, "STARCASE_NO_VENV": "1"}
    done = subprocess.run(command, cwd=REPOSITORY, env=known, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stderr
    assert not (root / "site/neu").exists()
    assert not _was_unchanged(root, (*DAY, "--drafts"))
    assert (root / "site/neu/index.html").is_file()


def test_a_site_in_which_a_file_manager_left_something_is_still_found_unchanged(quick_disk: Path) -> None:
    root = _make_root(quick_disk / "root", "")
    time.sleep(SETTLED)
    assert not _was_unchanged(root)
    (root / "site/organizations/.DS_Store").write_bytes(b"\x00")
    assert _was_unchanged(root)
