"""The site is replaced as a whole or not at all, whatever happens to the build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from starcase.language import words_for
from starcase.machine import MachineError
from starcase.model.output import Output
from starcase.publish import (
    Published,
    open_release,
    publish_outputs,
    remove_site,
    rollback,
    site_files,
    whole_site,
)
from starcase.publish.house import house_of
from starcase.release_tree import Glances, Tree, glance_at, home_of

ROOT = Path(__file__).resolve().parent.parent
ON_WINDOWS = sys.platform == "win32"

PICTURE = Output("media/a.jpg", b"picture")
OLD = (Output("index.html", b"old home"), Output("organizations/a/index.html", b"old a"), PICTURE)
NEW = (Output("index.html", b"new home"), Output("organizations/b/index.html", b"new b"), PICTURE)
NONE: Glances = {}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "project" / "site"


def contents(site: Path) -> dict[str, bytes]:
    return {path: (site / path).read_bytes() for path in site_files(site)} if site.exists() else {}


def wanted(outputs: tuple[Output, ...]) -> dict[str, bytes]:
    return {output.path: output.content for output in outputs}


def beside(site: Path) -> set[str]:
    """What lies beside a site; the list of each release's files is called after the release."""
    home = site.parent / f".{site.name}.starcase"
    lists = {
        f"files-{folder.stat().st_ino}.list": f"list of {folder.name}"
        for folder in (site, home / "previous", home / "spare")
        if folder.is_dir()
    }
    return {lists.get(entry.name, entry.name) for entry in home.iterdir()}


def make_release(outputs: tuple[Output, ...], site: Path, glances: Glances = NONE) -> tuple[Published, list[str]]:
    """Publishes as a build does: what stands already under the same key is taken over. Says what had to be made."""
    made = []
    with open_release(site, glances) as release:
        for output in outputs:
            key = f"{output.path} {output.content!r}"
            if not release.take(output.path, key):
                release.add(output, key)
                made.append(output.path)
        return release.publish(), made


BEFORE = """
import os, sys
from pathlib import Path
import starcase.publish.switch
from starcase.machine import MachineError
from starcase.model.output import Output
from starcase.publish import *
from tests.test_publish import *
"""


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs Python code in a process of its own, where it may die or lack something."""
    command = [sys.executable, "-c", BEFORE + textwrap.dedent(program), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


# ── What is published ──


def test_the_first_release_makes_the_folder(site: Path) -> None:
    assert publish_outputs(OLD, site) == Published(count=3, changed=3)
    assert contents(site) == wanted(OLD)


def test_a_new_release_replaces_the_old_one_and_drops_what_was_removed(site: Path) -> None:
    publish_outputs(OLD, site)
    published = publish_outputs(NEW, site)
    assert contents(site) == wanted(NEW)
    assert not (site / "organizations" / "a").exists()
    assert published == Published(count=3, changed=3), "home is different, b is new, a is gone; the picture is the same"


def test_a_release_that_would_come_out_the_same_leaves_the_site_and_the_previous_release_alone(site: Path) -> None:
    publish_outputs(OLD, site)
    publish_outputs(NEW, site)
    before = site.stat().st_ino
    assert publish_outputs(NEW, site) == Published(count=3, changed=0)
    assert site.stat().st_ino == before
    assert rollback(site) and contents(site) == wanted(OLD)


FIRST = {"lock", "made.txt", "list of site", "spare", "list of spare"}
LATER = {"lock", "made.txt", "list of site", "previous", "list of previous"}


def test_nothing_but_the_lock_the_lists_and_one_other_release_stays_beside_the_site(site: Path) -> None:
    publish_outputs(OLD, site)
    assert beside(site) == FIRST
    publish_outputs(OLD, site)
    assert beside(site) == FIRST
    publish_outputs(NEW, site)
    assert beside(site) == LATER
    publish_outputs(OLD, site)
    assert beside(site) == LATER
    rollback(site)
    assert beside(site) == LATER


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has no such modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_and_folders_have_the_same_modes_under_every_umask(site: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish_outputs(OLD, site)
    finally:
        os.umask(before)
    modes = {path.relative_to(site).as_posix(): path.stat().st_mode & 0o777 for path in [site, *site.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.endswith((".html", ".jpg"))} == {0o644}
    assert {mode for path, mode in modes.items() if not path.endswith((".html", ".jpg"))} == {0o755}


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has no such modes")
def test_a_file_whose_mode_was_changed_by_hand_is_published_again(site: Path) -> None:
    publish_outputs(OLD, site)
    (site / "index.html").chmod(0o600)
    assert publish_outputs(OLD, site).changed == 1
    assert (site / "index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has no such modes")
def test_a_folder_whose_mode_was_changed_by_hand_does_not_come_into_a_later_release(site: Path) -> None:
    publish_outputs(OLD, site)
    for folder in (site, site / "media"):
        folder.chmod(0o700)
    publish_outputs(NEW, site)
    publish_outputs(OLD, site)  # made of the first release
    assert {path.stat().st_mode & 0o777 for path in (site, site / "media")} == {0o755}


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has no time of the last change of any kind")
def test_a_folder_in_which_nothing_changes_is_left_alone(site: Path) -> None:
    touched = set()
    for number in range(8):
        publish_outputs((Output("index.html", f"{number}".encode()), *OLD[1:]), site)
        if number >= 3:
            touched.add((site / "media").stat().st_ctime_ns)
    assert len(touched) == 2, "two releases take turns, and neither of these folders was touched again"


def test_what_file_managers_leave_in_a_release_does_not_come_into_a_later_one(site: Path) -> None:
    publish_outputs(OLD, site)
    (site / "organizations" / "a" / ".DS_Store").write_bytes(b"litter")
    (site / "media" / "Thumbs.db").write_bytes(b"litter")
    publish_outputs(NEW, site)
    publish_outputs((*NEW, Output("organizations/a", b"a file")), site)
    assert not [path for path in site.rglob("*") if path.name in (".DS_Store", "Thumbs.db")]


@pytest.mark.skipif(ON_WINDOWS, reason="making links needs a right on Windows")
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "disk" / "www", tmp_path / "site"
    real.parent.mkdir()
    link.symlink_to(real, target_is_directory=True)
    publish_outputs(OLD, link)
    publish_outputs(NEW, link)
    assert link.is_symlink() and contents(real) == wanted(NEW)
    assert (real.parent / ".www.starcase").is_dir(), "what is staged lies on the file system of the real folder"


# ── What is taken over ──


def test_only_what_neither_of_the_last_two_releases_has_is_made(site: Path) -> None:
    assert make_release(STANDING, site)[1] == [output.path for output in STANDING]
    assert make_release(NEXT, site)[1] == [output.path for output in NEXT if output not in STANDING]
    assert make_release(STANDING, site) == (Published(count=6, changed=10), [])
    assert contents(site) == wanted(STANDING)


def test_a_page_under_a_new_key_that_comes_out_the_same_is_no_change(site: Path) -> None:
    for key in ("as it was", "otherwise", "as it was"):
        with open_release(site) as release:
            if not release.take("index.html", key):
                release.add(Output("index.html", b"the same"), key)
            published = release.publish()
    assert published == Published(count=1, changed=0)
    assert not rollback(site), "nothing was replaced"


def test_a_file_changed_by_hand_is_noticed_even_with_its_old_size_and_time(site: Path) -> None:
    make_release(OLD, site)
    for name in ("in the site", "in the links of the spare release"):
        time.sleep(0.1)  # so that the stamp is relied on
        assert make_release(OLD, site)[0].changed == 0
        page = site / "index.html"
        about = page.stat()
        page.write_bytes(b"bad home")
        os.utime(page, ns=(about.st_atime_ns, about.st_mtime_ns))
        assert make_release(OLD, site)[0].changed == 1, name
        assert contents(site) == wanted(OLD)


def test_what_is_known_of_folders_hides_nothing_that_came_into_them(site: Path) -> None:
    def page(number: int) -> Output:
        return Output("organizations/a/deep/index.html", f"{number}".encode())

    for number in (0, 0, 1, 1, 2, 2, 0):
        make_release((*OLD, page(number)), site)
        assert make_release((*OLD, page(number)), site)[0].changed == 0, (
            "also what came into a folder a moment ago is known"
        )
        assert contents(site) == wanted((*OLD, page(number)))
        time.sleep(0.1)  # so that the stamps are relied on
    (site / "organizations" / "a" / "deep" / "mine.txt").write_text("mine")
    with pytest.raises(MachineError, match=r"mine\.txt"):
        make_release((*OLD, page(3)), site)


@pytest.mark.skipif(ON_WINDOWS, reason="making links needs a right on Windows")
def test_a_site_that_is_looked_at_in_two_processes_is_found_as_it_is(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        make_release((*OLD, *(Output(f"{name}/index.html", b"") for name in ("b", "c", "d/e", "f"))), site)
        time.sleep(0.1)  # so that the stamps are relied on
        harms: tuple[Callable[[], object], ...] = (
            lambda: None,
            lambda: shutil.rmtree(site / "b"),
            lambda: (site / "c" / "Thumbs.db").write_bytes(b"litter"),
            lambda: (site / "d").rename(site.parent / "d") and (site / "d").symlink_to(site.parent / "d"),
            lambda: (site / "f").chmod(0o700),
            lambda: shutil.rmtree(site / "f") or (site / "f").write_bytes(b""),
        )
        harms[number]()
        found = []
        for worth in (1, 1_000_000):
            monkeypatch.setattr("starcase.release_tree.WORTH_A_COPY", worth)
            tree = Tree(site, home_of(site))
            found.append((tree.found, tree.folders, tree.litter, tree.is_untouched()))
        seen = Tree(site, home_of(site), dict(glance_at([site], home_of(site))))
        found.append((seen.found, seen.folders, seen.litter, seen.is_untouched()))
        assert found[0] == found[1] == found[2]
        assert found[0][-1] == (number in (0, 2)), "nothing but litter is no change"
        assert "d/e" not in found[0][1] or number != 3
        shutil.rmtree(site.parent)


@pytest.mark.parametrize("between", ["nothing", "another build", "a rollback", "a killed build"])
def test_what_was_seen_of_a_site_before_it_was_locked_is_not_believed_too_long(site: Path, between: str) -> None:
    for outputs in (OLD, NEW, OLD, NEW):
        make_release(outputs, site)
        time.sleep(0.06)  # so that the stamps are relied on
    (site / "organizations/b/index.html").write_bytes(b"by hand")
    house = house_of(site)
    seen = dict(glance_at([site, house.previous, house.spare], house.home))
    assert len(seen) == 2 and any("organizations/b/index.html" in one.files for one in seen.values())
    if between == "another build":
        make_release((*OLD, Output("more.html", b"more")), site)
    elif between == "a rollback":
        rollback(site)
    elif between == "a killed build":
        with open_release(site) as release:
            release.add(Output("index.html", b"never seen"))
    make_release((*NEW, Output("index2.html", b"two")), site, seen)
    assert contents(site) == {**wanted(NEW), "index2.html": b"two"}


@pytest.mark.skipif(ON_WINDOWS, reason="making links needs a right on Windows")
def test_a_link_in_the_place_of_a_folder_is_not_taken_for_what_it_leads_to(site: Path) -> None:
    make_release(OLD, site)
    time.sleep(0.1)  # so that the stamps are relied on
    make_release(OLD, site)
    moved = (site / "organizations").rename(site.parent / "moved")
    (site / "organizations").symlink_to(moved, target_is_directory=True)
    with pytest.raises(MachineError, match="organizations"):
        make_release(OLD, site)
    (site / "organizations").unlink()
    assert make_release(OLD, site)[0].changed == 1, "what the link led to is no part of the site"
    assert contents(site) == wanted(OLD)


@pytest.mark.parametrize("damage", ["cut off", "of another release", "no list", "gone"])
def test_a_list_that_does_not_fit_its_release_is_not_believed(site: Path, damage: str) -> None:
    make_release(OLD, site)
    make_release(NEW, site)
    home = site.parent / ".site.starcase"
    standing, previous = (home / f"files-{folder.stat().st_ino}.list" for folder in (site, home / "previous"))
    content = {
        "cut off": standing.read_bytes()[:-9],
        "of another release": previous.read_bytes(),
        "no list": b"\x00" * 40,
        "gone": b"",
    }[damage]
    standing.write_bytes(content)
    assert make_release(NEW, site)[0] == Published(count=3, changed=0)
    standing.write_bytes(content)
    make_release((*NEW, Output("more.html", b"more")), site)
    assert contents(site) == {**wanted(NEW), "more.html": b"more"}
    assert rollback(site) and contents(site) == wanted(NEW)


def test_a_release_is_whole_on_a_disk_that_knows_no_links(site: Path) -> None:
    done = run(
        """
        def refuse(event, arguments):
            if event == "os.link":
                raise PermissionError(1, "Operation not permitted", str(arguments[1]))
        sys.addaudithook(refuse)
        for outputs in (STANDING, NEXT, STANDING):
            make_release(outputs, Path(sys.argv[1]))
            assert contents(Path(sys.argv[1])) == wanted(outputs)
        """,
        site,
    )
    assert done.returncode == 0, done.stderr
    assert beside(site) == LATER
    assert rollback(site) and contents(site) == wanted(NEXT)


def test_where_a_is_taken_for_A_every_release_is_put_together_anew(site: Path) -> None:
    """Such a file system has the file `lock` under the name LOCK as well; here, it is put there."""
    home = site.parent / ".site.starcase"
    home.mkdir(parents=True)
    (home / "LOCK").touch()
    for outputs in (BEFORE_THAT, STANDING, NEXT):
        assert make_release(outputs, site)[0].count == len(outputs)
        assert contents(site) == wanted(outputs)
    assert beside(site) <= {"LOCK", *LATER}
    assert rollback(site) and contents(site) == wanted(STANDING)
    assert make_release(STANDING, site)[0].changed == 0


# ── Paths that no site may have ──


@pytest.mark.parametrize(
    "path",
    [
        "../outside.html",
        "a/../../outside.html",
        "/etc/outside.html",
        "a//b.html",
        "./a.html",
        "a\\b.html",
        "c:/a.html",
        "a/nul",
        "con.html",
        "a/LPT1.txt",
        "a./index.html",
        "a /index.html",
        "what?.html",
        "a\x00.html",
        "a\nb.html",
        "",
        "organizations/" + "a" * 200 + "/index.html",
        "字" * 90,
    ],
)
def test_a_path_that_leaves_the_site_or_that_some_system_cannot_hold_is_refused(site: Path, path: str) -> None:
    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match="不能作为网站里的文件名"):
        publish_outputs((*NEW, Output(path, b"")), site)
    assert contents(site) == wanted(OLD)
    assert not (site.parent.parent / "outside.html").exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/index.html", "A/index.html"),
        ("a/index.html", "a/index.html"),
        ("a", "a/index.html"),
        ("a/b/index.html", "A/B"),
        ("photos/é.jpg", "photos/e\u0301.jpg"),
    ],
)
def test_two_files_that_some_system_would_lay_over_each_other_are_refused(site: Path, first: str, second: str) -> None:
    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match="会互相覆盖"):
        publish_outputs((*NEW, Output(first, b"1"), Output(second, b"2")), site)
    assert contents(site) == wanted(OLD)


def test_two_files_at_a_path_that_the_standing_release_has_are_refused_as_well(site: Path) -> None:
    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match="会互相覆盖"):
        publish_outputs((*OLD, Output("index.html", b"another home")), site)
    assert contents(site) == wanted(OLD)


# ── Somebody's own folder ──


def test_a_folder_with_files_of_its_own_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    (documents / "work").mkdir(parents=True)
    (documents / "work" / "letter.txt").write_text("mine")
    with pytest.raises(MachineError, match=r"work/letter\.txt"):
        publish_outputs(NEW, documents)
    assert (documents / "work" / "letter.txt").read_text() == "mine"
    assert [entry.name for entry in tmp_path.iterdir()] == ["Documents"]


def test_a_file_that_somebody_put_into_the_site_is_never_lost(site: Path) -> None:
    publish_outputs(OLD, site)
    (site / "MP_verify.txt").write_text("mine")
    for _ in range(2):
        with pytest.raises(MachineError, match=r"MP_verify\.txt"):
            publish_outputs(NEW, site)
    assert (site / "MP_verify.txt").read_text() == "mine"


def test_an_empty_folder_and_what_file_managers_leave_in_it_may_be_replaced(site: Path) -> None:
    site.mkdir(parents=True)
    (site / ".DS_Store").write_bytes(b"litter")
    publish_outputs(OLD, site)
    assert contents(site) == wanted(OLD)


def test_a_file_in_the_place_of_the_folder_is_refused(site: Path) -> None:
    site.parent.mkdir()
    site.write_text("mine")
    with pytest.raises(MachineError, match="是一个文件"):
        publish_outputs(OLD, site)
    assert site.read_text() == "mine"


# ── Going back ──


def test_rollback_returns_to_the_previous_release_and_a_second_one_comes_back(site: Path) -> None:
    publish_outputs(OLD, site)
    publish_outputs(NEW, site)
    assert rollback(site) and contents(site) == wanted(OLD)
    assert rollback(site) and contents(site) == wanted(NEW)
    publish_outputs(OLD, site)
    assert contents(site) == wanted(OLD)


def test_rollback_says_so_where_there_is_no_previous_release(site: Path) -> None:
    publish_outputs(OLD, site)
    assert rollback(site) is False
    assert contents(site) == wanted(OLD)


@pytest.mark.parametrize("harm", ["missing", "changed", "added"])
def test_a_previous_release_that_is_no_longer_whole_is_not_put_back(site: Path, harm: str) -> None:
    publish_outputs(OLD, site)
    publish_outputs(NEW, site)
    page = site.parent / ".site.starcase" / "previous" / ("added.html" if harm == "added" else "index.html")
    page.unlink() if harm == "missing" else page.write_bytes(b"something else")
    with pytest.raises(MachineError, match=rf"不完整（{page.name}）"):
        rollback(site)
    assert contents(site) == wanted(NEW)
    publish_outputs(OLD, site)
    assert contents(site) == wanted(OLD)


def test_a_folder_without_a_site_is_no_release_to_go_back_to(site: Path) -> None:
    site.mkdir(parents=True)
    (site / ".DS_Store").write_bytes(b"litter")
    publish_outputs(OLD, site)
    assert beside(site) == FIRST
    assert rollback(site) is False and contents(site) == wanted(OLD)


@pytest.mark.parametrize("emptied", [False, True])
def test_after_the_site_was_deleted_by_hand_the_release_before_it_is_still_there(site: Path, emptied: bool) -> None:
    publish_outputs(OLD, site)
    publish_outputs(NEW, site)
    shutil.rmtree(site)
    if emptied:
        site.mkdir()
    publish_outputs(NEW, site)
    assert rollback(site) and contents(site) == wanted(OLD)
    publish_outputs(NEW, site)
    assert contents(site) == wanted(NEW), "what was put back is known as our own"


# ── A build that fails, is killed, or is not alone ──


def test_a_build_that_fails_half_way_leaves_the_site_and_nothing_half_written(site: Path) -> None:
    def failing() -> Iterator[Output]:
        yield NEW[0]
        raise PermissionError(13, "Permission denied", "content/photo.jpg")

    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match=r"没有权限读写“content/photo\.jpg”"):
        publish_outputs(failing(), site)
    assert contents(site) == wanted(OLD)
    assert beside(site) == FIRST


@pytest.mark.skipif(ON_WINDOWS, reason="the limit exists on POSIX only")
def test_a_disk_that_takes_no_more_leaves_the_site_as_it_was(site: Path) -> None:
    publish_outputs(OLD, site)
    done = run(
        """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            publish_outputs((*NEW, Output("big.bin", b"x" * 100_000)), Path(sys.argv[1]))
        except MachineError as error:
            sys.exit(0 if "不允许写入" in str(error) else str(error))
        """,
        site,
    )
    assert done.returncode == 0, done.stderr
    assert contents(site) == wanted(OLD)
    assert beside(site) == FIRST


def test_a_second_build_waits_for_the_first_and_says_so_when_it_takes_too_long(site: Path) -> None:
    publish_outputs(OLD, site)

    def second_build_comes() -> Iterator[Output]:
        done = run("publish_outputs(OLD, Path(sys.argv[1]), wait=0.1)", site)
        assert "另一次生成正在写" in done.stderr
        yield from NEW

    publish_outputs(second_build_comes(), site)
    assert contents(site) == wanted(NEW)


def outputs_of(**files: str) -> tuple[Output, ...]:
    """Files by path, with `__` for `/` and `_` for `.`."""
    return tuple(Output(path.replace("__", "/").replace("_", "."), text.encode()) for path, text in files.items())


# From the second and from the third to the first: a file becomes a folder (a), a folder a file (b); pages stay, come back, go.
NEXT = outputs_of(
    index_html="next", a__x_html="x", a__deep__y_html="y", b="b", kept__k_html="k", back_html="back", n_html="n"
)
STANDING = outputs_of(
    index_html="standing", a="a", b__x_html="b/x", b__deep__y_html="b/y", kept__k_html="k", s_html="s"
)
BEFORE_THAT = outputs_of(
    index_html="older", a="older a", b__deep__z_html="b/z", kept__k_html="k", back_html="back", o_html="o"
)

RUNS = {"build": partial(make_release, NEXT), "rollback": rollback, "remove": remove_site}

KILLED_AT_EVERY_STEP = """
    import json, signal

    CHANGES = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "os.link", "ctypes.dlsym"}

    def is_step(event, arguments):
        return event in CHANGES or event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)

    def die_at(number):
        seen = 0
        def hook(event, arguments):
            nonlocal seen
            if is_step(event, arguments):
                seen += 1
                if seen == number:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)

    def killed(step, number):
        child = os.fork()
        if child == 0:
            die_at(number)
            step()
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0

    def site_of(folder):
        return {path: (folder / path).read_text() for path in site_files(folder)} if folder.exists() else {}

    folder, way, before, run, then = sys.argv[1:]
    if way == "two renames":
        starcase.publish.switch.exchange = lambda one, other: False   # as on a system that has no such call

    found = []
    for number in range(1, 1000):
        site = Path(folder) / str(number) / "site"
        for name in before.split():
            make_release(globals()[name], site)
        was_killed = killed(lambda: RUNS[run](site), number)
        left = site_of(site)
        if number % 2:
            killed(lambda: remove_leftovers(site), number // 2 % 20 + 1)   # whoever tidies up may be killed as well
        if then == "build":
            make_release(NEXT, site)
        after = site_of(site)
        try:
            went_back = rollback(site)
        except MachineError as error:
            went_back = str(error)
        found.append({"left": left, "after": after, "went_back": went_back, "back": site_of(site)})
        tidy = beside(site) <= FIRST | LATER
        make_release(NEXT, site)
        found[-1] |= {"tidy": tidy, "last": site_of(site), "beside": sorted(beside(site))}
        if not was_killed:
            break
    json.dump(found, sys.stdout)
"""


def killed_at_every_step(folder: Path, *, way: str, before: str, run_: str, then: str) -> list[dict[str, Any]]:
    """What was found after a run that was killed before its first step, before its second, and so on to the last."""
    done = run(KILLED_AT_EVERY_STEP, folder, way, before, run_, then)
    assert done.returncode == 0, done.stderr
    runs: list[dict[str, Any]] = json.loads(done.stdout)
    assert all(one["tidy"] and one["last"] == text(NEXT) for one in runs)
    assert all(one["left"] == one["after"] or then == "build" or one["left"] == {} for one in runs)
    return runs


def text(outputs: tuple[Output, ...]) -> dict[str, str]:
    return {output.path: output.content.decode() for output in outputs}


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_a_first_build_killed_before_any_of_its_steps_leaves_no_site_or_the_whole_one(quick_disk: Path) -> None:
    runs = killed_at_every_step(quick_disk, way="exchange", before="", run_="build", then="rollback")
    assert len(runs) > 40, "the steps of a build were met"
    for number, one in enumerate(runs, start=1):
        assert one["left"] in ({}, text(NEXT)), f"step {number}"
        assert one["went_back"] is False and one["back"] == one["left"], f"step {number}"
        assert {"lock", "made.txt", "spare", "list of site"} <= set(one["beside"]) <= FIRST, f"step {number}"
    assert [one["left"] for one in runs].count(text(NEXT)) > 5, "some were killed after the switch"


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
@pytest.mark.parametrize("then", ["build", "rollback"])
@pytest.mark.parametrize(
    ("way", "before"),
    [("exchange", "STANDING"), ("exchange", "BEFORE_THAT STANDING"), ("two renames", "BEFORE_THAT STANDING")],
)
def test_a_build_killed_before_any_of_its_steps_leaves_a_whole_site_and_a_way_back(
    quick_disk: Path, way: str, before: str, then: str
) -> None:
    """A second release is made of the spare one, a third of the previous one."""
    runs = killed_at_every_step(quick_disk, way=way, before=before, run_="build", then=then)
    older = text(BEFORE_THAT) if "BEFORE_THAT" in before else None
    old, new = text(STANDING), text(NEXT)
    assert len(runs) > 40, "the steps of a build were met"
    for number, one in enumerate(runs, start=1):
        whole = (old, new) if way == "exchange" else (old, new, {})  # between two renames there is no site at all
        assert one["left"] in whole, f"step {number}"
        target = old if then == "build" or one["left"] == new else older
        assert one["went_back"] is (target is not None), f"step {number}"
        assert one["back"] == (target or old), f"step {number}"
        assert {"lock", "made.txt", "previous", "list of site"} <= set(one["beside"]) <= LATER, f"step {number}"
    assert [one["left"] for one in runs].count(new) > 5, "some were killed after the switch"


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_a_rollback_killed_before_any_of_its_steps_loses_neither_release(quick_disk: Path, way: str) -> None:
    runs = killed_at_every_step(quick_disk, way=way, before="BEFORE_THAT STANDING", run_="rollback", then="rollback")
    one, other = text(BEFORE_THAT), text(STANDING)
    assert len(runs) > 10, "the steps of a rollback were met"
    for number, run_ in enumerate(runs, start=1):
        whole = (one, other) if way == "exchange" else (one, other, {})
        assert run_["left"] in whole, f"step {number}"
        assert run_["went_back"], f"step {number}"
        assert run_["back"] == (other if run_["left"] == one else one), f"step {number}"
    assert {len(run_["left"]) for run_ in runs} >= {len(one), len(other)}


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_a_site_that_is_being_removed_is_there_or_gone_as_a_whole(quick_disk: Path) -> None:
    runs = killed_at_every_step(quick_disk, way="exchange", before="BEFORE_THAT STANDING", run_="remove", then="build")
    assert len(runs) > 10
    assert {len(one["left"]) for one in runs} == {0, len(STANDING)}


def test_a_system_without_exchange_still_replaces_the_site_and_says_which_promise_is_weaker(site: Path) -> None:
    publish_outputs(OLD, site)
    done = run(
        """
        starcase.publish.switch.exchange = lambda one, other: False
        print(publish_outputs(NEW, Path(sys.argv[1])).weaker)
        """,
        site,
    )
    assert "不能一步替换" in done.stdout, done.stderr
    assert contents(site) == wanted(NEW)
    assert rollback(site) and contents(site) == wanted(OLD)


def test_a_folder_that_is_in_use_is_given_its_old_site_back(site: Path) -> None:
    publish_outputs(OLD, site)
    done = run(
        """
        starcase.publish.switch.exchange = lambda one, other: False
        site = Path(sys.argv[1]).resolve()
        def refuse(event, arguments):   # as Windows does while a program has the folder open
            if event == "os.rename" and "ready-" in str(arguments[0]) and str(arguments[1]) == str(site):
                raise PermissionError(13, "Access is denied", str(site))
        sys.addaudithook(refuse)
        try:
            publish_outputs(NEW, site)
        except MachineError as error:
            print(error)
        """,
        site,
    )
    assert "正被别的程序打开" in done.stdout, done.stderr
    assert contents(site) == wanted(OLD)


@pytest.mark.skipif(sys.platform != "linux", reason="the call exists on Linux only")
def test_the_new_release_is_on_the_disk_before_it_is_called_ready(site: Path) -> None:
    done = run(
        """
        def show(event, arguments):
            if event == "ctypes.dlsym":
                print(arguments[1])
            if event == "os.rename":
                print(Path(arguments[0]).name, "becomes", Path(arguments[1]).name.partition("-")[0])
        publish_outputs(OLD, Path(sys.argv[1]))
        sys.addaudithook(show)
        publish_outputs(NEW, Path(sys.argv[1]))
        """,
        site,
    )
    steps = done.stdout.splitlines()
    last = ["made.new becomes made.txt", "syncfs", "staging becomes ready", "renameat2"]
    assert steps[0] == "spare becomes staging" and steps[steps.index(last[0]) :][:4] == last, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system of its own, in a name space of its own")
def test_a_mount_point_is_replaced_entry_by_entry_and_says_which_promise_is_weaker(tmp_path: Path) -> None:
    done = run(
        """
        from tests.mounts import mount_memory, own_mounts
        site = Path(sys.argv[1]) / "site"
        own_mounts()
        mount_memory(site, "size=1m")
        publish_outputs((*OLD, Output("gone/index.html", b""), Output("gone.html", b"")), site)
        print(publish_outputs(NEW, site).weaker)
        assert site_files(site) == sorted(made.path for made in NEW)
        assert all((site / made.path).read_bytes() == made.content for made in NEW)
        assert sorted(entry.name for entry in site.iterdir()) == ["index.html", "media", "organizations"]
        assert not rollback(site)
        remove_site(site)
        assert list(site.iterdir()) == []
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "挂载点" in done.stdout


def test_no_build_replaces_a_site_that_is_being_read(site: Path) -> None:
    publish_outputs(OLD, site)
    with whole_site(site) as folder:
        assert folder
        done = run("publish_outputs(NEW, Path(sys.argv[1]), wait=0.1)", site)
        assert "另一次生成正在写" in done.stderr
        assert contents(folder) == wanted(OLD)


def test_what_the_machine_refused_is_said_in_the_words_of_the_site() -> None:
    said = MachineError("没有找到“{path}”。请检查它是不是被移走或改名了。", path="site").message(words_for("zh-CN"))
    assert said == "没有找到“site”。请检查它是不是被移走或改名了。"
