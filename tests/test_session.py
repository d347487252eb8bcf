"""The preview in memory: whatever is saved, and however little of it is read again, it shows what a reading of everything shows.

Nothing but what a watcher tells goes into the session, and nothing but what a browser is sent is compared.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from starcase.loading import Loaded
from starcase.model.organization import Status
from starcase.model.output import Output
from starcase.options import Options
from starcase.pages import find_page, plan_pages
from starcase.pipeline import load, make_outputs
from starcase.serve.preview import Preview
from starcase.session import Session
from starcase.sources.discover import is_leftover
from tests.edited_site import CONTENT, EditedSite, make_site, picture, run_here
from tests.edits import OF_ALL, OF_ONE
from tests.test_cli import page as served_page
from tests.test_cli import serving, until

WALKS = 2
STEPS = 30
KINDS = {
    kind: edit
    for kind, edit in {**OF_ONE, **OF_ALL}.items()
    if not kind.startswith(("day: ", "build: "))  # these change what a session is told once and for all
}
SHOUWANG, LINLI, MANY = (f"content/organizations/{name}.yaml" for name in ("shouwang", "linli", "many"))
DULI, STORY = "content/organizations/hedong/duli.yaml", "content/organizations/zhousan.md"
OF_ANOTHER = "evaluations: [{period: 2023, programme: yearly-grade, level: a, decided: 2023-12-15}]"

Tree = dict[Path, tuple[int, ...]]


@dataclass(frozen=True)
class Whole:
    """What a reading of everything found, and what it shows by address."""

    loaded: Loaded
    outputs: dict[str, Output]


def read_whole(options: Options) -> Whole:
    with closing((loaded := load(options)).store):
        return Whole(loaded, {} if loaded.stopped else {output.path: output for output in make_outputs(loaded)})


@dataclass
class Told:
    """A site, a session that reads it, and what stood in the folder when it was last told of a save."""

    site: EditedSite
    session: Session
    tree: Tree
    addresses: frozenset[str] = frozenset()

    @property
    def options(self) -> Options:
        return options_of(self.site)

    def save(self, path: str, *changes: tuple[str, str]) -> None:
        """Puts the second of two texts in the place of the first, which must be there."""
        place = self.site.root / path
        text = self.site.text(place)
        for old, new in changes:
            assert old in text, f"{old!r} is not in {path}"
            text = text.replace(old, new)
        self.site.save(place, text, in_place=False)

    def tell(self) -> Preview:
        """What the session shows once it has been told of everything that is not as it was."""
        before, self.tree = self.tree, tree_of(self.site.root)
        changed = {place for place in before.keys() | self.tree.keys() if before.get(place) != self.tree.get(place)}
        return self.session.read(changed)

    def compare(self, known: Whole | None = None) -> Preview:
        """As `tell`, and everything in it is what a reading of everything shows: `known`, where the content was once read so."""
        shown, wanted = self.tell(), known or read_whole(self.options)
        assert shown.problems == wanted.loaded.problems
        assert (shown.stopped, shown.language) == (wanted.loaded.stopped, wanted.loaded.language)
        catalogue = wanted.loaded.catalogue
        assert shown.base_url == catalogue.config.base_url
        assert drafts_in(shown) == {str(row.id) for row in catalogue.rows if row.status is Status.DRAFT}
        if not wanted.loaded.stopped:
            for address in wanted.outputs.keys() | self.addresses:
                assert shown.answer(address) == wanted.outputs.get(address), address
            self.addresses |= wanted.outputs.keys()
        return shown


def options_of(site: EditedSite) -> Options:
    return Options(root=site.root, output=site.output, as_of=date(2024, 6, 1), drafts=True, jobs=1)


def tree_of(root: Path) -> Tree:
    """All that a watcher tells of: folders only when they come and go."""
    found: Tree = {}
    for top in ("content", "templates", "config.yaml"):
        for place in (root / top, *(root / top).rglob("*")):
            if place.exists() and not is_leftover(place.name):
                about = place.stat()
                times = (about.st_size, about.st_mtime_ns, about.st_ctime_ns) if place.is_file() else ()
                found[place] = (about.st_ino, *times)
    return found


def drafts_in(shown: Preview) -> set[str]:
    return {address.split("/")[1] for address in shown.drafts if address.startswith("organizations/")}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has been read once: its templates need not be compiled for every test."""
    site = make_site(tmp_path_factory.mktemp("session"))
    Session(options_of(site)).read(None)
    return site.root


@pytest.fixture(scope="module")
def at_first(first: Path) -> Whole:
    return read_whole(options_of(EditedSite(first, first.with_name("site"))))


@pytest.fixture
def told(tmp_path: Path, first: Path) -> Told:
    site = EditedSite(shutil.copytree(first, tmp_path / "root"), tmp_path / "site")
    told = Told(site, Session(options_of(site)), tree_of(site.root))
    told.session.read(None)
    return told


def body(told: Told, name: str = "shouwang") -> str:
    """A body's page as it is shown now."""
    output = told.tell().answer(f"organizations/{name}/index.html")
    return output.content.decode() if output else ""


# ── The same as reading everything ──


@pytest.mark.parametrize("walk", range(WALKS))
def test_after_any_series_of_edits_the_preview_is_that_of_a_fresh_reading(told: Told, walk: int) -> None:
    site, done = told.site, []
    draw = Random(f"{os.environ.get('STARCASE_SEED', '')} {walk}")
    for kind in drawn(draw, STEPS):
        if says := KINDS[kind](site, draw):
            done.append(f"{kind}: {says}")
            try:
                told.compare()
            except AssertionError as error:
                raise AssertionError("\n".join((*done, str(error)))) from error
            for mend in site.mends:
                mend()
            site.mends.clear()


def drawn(draw: Random, count: int) -> Iterator[str]:
    """Kinds of edits, those of records and stories as often as all others together."""
    of_records = [kind for kind in KINDS if kind.startswith(("record: ", "story: "))]
    others = [kind for kind in KINDS if kind not in of_records]
    for number in range(count):
        kinds = of_records if number % 2 else others
        yield draw.choice(kinds)


EDITS = {
    "a summary": (SHOUWANG, ("低龄老人", "年轻老人")),
    "a level": (SHOUWANG, ("level: star4", "level: star5")),
    "a decision": (SHOUWANG, ("kind: resumed", "kind: withdrawn")),
    "an evaluation of another programme": (DULI, ("services:", f"{OF_ANOTHER}\nservices:")),
    "a name": (SHOUWANG, ("name: 守望邻里", "name: 阿望邻里")),
    "a region": (SHOUWANG, ("region: anju", "region: shanqian")),
    "a partner": (SHOUWANG, ("partners: [wanqing]", "partners: [duli]")),
    "a partner that there is not": (SHOUWANG, ("partners: [wanqing]", "partners: [nobody]")),
    "a photo that there is not": (SHOUWANG, ("file: shouwang.png", "file: weg.png")),
    "a name that another body has": (SHOUWANG, ("守望邻里志愿服务队", "邻里调解队")),
    "the id of another body": (SHOUWANG, ("id: shouwang", "id: linli")),
    "another id": (SHOUWANG, ("id: shouwang", "id: wangwang")),
    "a draft": (SHOUWANG, ("founded:", "status: draft\nfounded:")),
    "a body that is gone": (SHOUWANG, ("founded:", "status: dissolved\nfounded:")),
    "a hint": (SHOUWANG, ("decided: 2022-11-30", "decided: 2025-11-30")),
    "a broken record": (SHOUWANG, ("summary: 低", "summary: [低")),
    "a wrong level": (SHOUWANG, ("level: star4", "level: star9")),
    "an empty file": (SHOUWANG, (CONTENT.partition(f"-- {SHOUWANG} --\n")[2].partition("\n-- ")[0], "")),
    "a story's text": (STORY, ("第一段。", "头一段。")),
    "a story's organization": (STORY, ("[shouwang, xinya]", "[linli]")),
    "a story's unknown organization": (STORY, ("[shouwang, xinya]", "[nobody]")),
    "a story's date": (STORY, ("2024-05-01", "2024-05-31")),
    "a story of the folder": ("content/organizations/wanqing/gushi.md", ("一盏灯", "一盏路灯")),
    "a notice": ("content/notices/gongshi.md", ("请来电", "请来信")),
    "a page": ("content/pages/about.md", ("说明。", "更多说明。")),
    "one of many documents": (MANY, ("新芽课堂", "新芽学堂")),
    "the last of many documents": (MANY, ("level: star9", "level: star3")),
    "another document before the others": (MANY, ("id: xinya", "id: lianxin\nname: 连心队\nprogramme: teams\n---\nid: xinya")),
    "another document after the others": (MANY, ("0000-9999999}", "0000-9999999}\n---\nid: lianxin\nname: 连心队\nprogramme: teams")),
    "a document less": (MANY, ("---\nid: loumen", "id: loumen")),
    "config": ("config.yaml", ("title: 示例站", "title: 另一个站")),
    "a programme": ("content/programmes/example-stars.yaml", ("五星级", "5星级")),
    "a region's name": ("content/regions.yaml", ("安居社区", "安居里社区")),
    "redirects": ("content/redirects.yaml", ("已经停办", "已经合并")),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_and_its_undoing_show_what_a_fresh_reading_shows(told: Told, what: str, at_first: Whole) -> None:
    path, (old, new) = EDITS[what]
    before = told.site.text(told.site.root / path)
    told.save(path, (old, new))
    told.compare()
    text = told.site.text(told.site.root / path)
    added = "\n又及。\n" if path.endswith(".md") else "\n# 又及。\n"
    told.site.save(told.site.root / path, text.replace("低龄老人", "年轻老人") + added)  # what was wrong still is
    told.compare()
    told.site.save(told.site.root / path, before)
    told.compare(at_first)


def test_what_stands_below_an_added_line_is_told_at_its_new_line(told: Told) -> None:
    def lines() -> list[int]:
        return [found.place.line for found in told.compare().problems if found.place.file == MANY]

    told.save(MANY, ("level: star9", "level: [star9"))
    before = lines()
    told.save(MANY, ("name: 新芽课堂", "name: 新芽课堂\nsummary: 给孩子们。"))
    assert before and lines() == [line + 1 for line in before]


def test_an_edited_template_shows(told: Told) -> None:
    place = told.site.root / "templates" / "pages" / "public" / "organization.html"
    bundled = Path(__file__).resolve().parents[1] / "templates" / "pages" / "public" / "organization.html"
    told.site.save(place, bundled.read_text("utf-8").replace("{% block", "<!-- own -->{% block", 1))
    told.compare()
    told.site.save(place, bundled.read_text("utf-8"))
    told.compare()


def test_a_photo_that_is_put_in_later_shows(told: Told) -> None:
    told.save(SHOUWANG, ("file: shouwang.png", "file: weg.png"))
    assert "photo" not in body(told)
    told.site.save(told.site.root / "content/organizations/weg.png", picture("blue"))
    told.compare()
    told.site.save(told.site.root / "content/organizations/weg.png", picture("green"))
    told.compare()
    (told.site.root / "content/organizations/weg.png").unlink()
    told.compare()


def test_a_body_that_comes_to_be_held_back_counts_at_once(told: Told) -> None:
    held = len(load(told.options).held_back)
    told.save(
        "config.yaml", ("hold_back: {percent: 100, at_least: 20}", f"hold_back: {{percent: 0, at_least: {held}}}")
    )
    assert not told.compare().stopped
    told.save(LINLI, ("level: star3", "level: star9"))
    assert told.compare().stopped
    told.save(LINLI, ("level: star9", "level: star3"))
    assert not told.compare().stopped


def test_every_page_is_found_by_its_address_and_no_other_address_has_one(told: Told) -> None:
    told.save(
        "content/organizations/many.yaml", ("level: star9", "level: star8")
    )  # a body that is held back has a page, too
    catalogue = load(told.options).catalogue
    planned = list(plan_pages(catalogue))
    assert [find_page(catalogue, page.url) for page in planned] == planned
    for page in planned:
        assert find_page(catalogue, f"x/{page.url}") is None
        assert find_page(catalogue, page.url.replace("index.html", "x/index.html")) in (None, *planned)


# ── No more than was saved is read ──


def test_only_what_was_saved_is_read(told: Told) -> None:
    told.save(LINLI, ("邻里调解队", "没有说过的名字"))
    told.tree = tree_of(told.site.root)  # nobody tells of it
    told.save(SHOUWANG, ("低龄老人", "年轻老人"))
    shown = body(told)
    assert "年轻老人" in shown and "没有说过的名字" not in shown
    told.save("config.yaml", ("title: 示例站", "title: 另一个站"))
    assert "没有说过的名字" in body(told), "with the settings everything is read"


def test_what_an_editor_writes_for_a_moment_is_no_reason_to_read_everything(told: Told) -> None:
    told.save(LINLI, ("邻里调解队", "没有说过的名字"))
    told.tree = tree_of(told.site.root)
    told.save(SHOUWANG, ("低龄老人", "年轻老人"))
    aside = told.site.root / "content" / "organizations" / "4913"
    shown = told.session.read({aside, told.site.root / SHOUWANG}).answer("organizations/shouwang/index.html")
    assert shown and "年轻老人" in shown.content.decode() and "没有说过的名字" not in shown.content.decode()
    aside.mkdir()
    assert "没有说过的名字" in body(told), "one that stays is looked at"


@pytest.mark.parametrize("how", ["a link", "a second name"])
def test_what_is_one_file_under_two_names_is_edited_under_both(told: Told, how: str) -> None:
    original, other = (told.site.root / "content" / "organizations" / name for name in ("linli.yaml", "other.yaml"))
    original.write_text("name: 一样的队\nprogramme: example-stars\n", "utf-8")
    if how == "a link":
        other.symlink_to(original)
    else:
        other.hardlink_to(original)
    told.compare()
    with original.open("a", encoding="utf-8") as file:
        file.write("summary: 一样的话。\n")
    shown = told.session.read({original})
    for name in ("linli", "other"):
        output = shown.answer(f"organizations/{name}/index.html")
        assert output and "一样的话" in output.content.decode()


def test_after_a_reading_that_failed_everything_is_read(told: Told) -> None:
    root, away = told.site.root, told.site.root.with_name("away")
    told.save(LINLI, ("邻里调解队", "没有说过的名字"))
    root.rename(away)
    with pytest.raises(FileNotFoundError):
        told.session.read({root / SHOUWANG})
    away.rename(root)
    shown = told.session.read({root / SHOUWANG}).answer("organizations/linli/index.html")
    assert shown and "没有说过的名字" in shown.content.decode()


def test_very_many_saves_at_once_are_read_whole_since_the_system_may_not_have_told_all(told: Told) -> None:
    told.save(LINLI, ("邻里调解队", "没有说过的名字"))
    records = told.site.root / "content" / "organizations"
    many = {records / f"{number}.yaml" for number in range(200)}  # come and gone
    shown = told.session.read({told.site.root / SHOUWANG, *many}).answer("organizations/linli/index.html")
    assert shown and "没有说过的名字" in shown.content.decode()


# ── Beside a build ──


def test_a_build_beside_the_preview_finds_the_store_free(told: Told) -> None:
    told.save(SHOUWANG, ("低龄老人", "年轻老人"))
    told.tell()
    store = told.options.cache_folder
    assert store is not None
    with sqlite3.connect(store / "documents.sqlite", timeout=0, isolation_level=None) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert "年轻老人" in body(told), "and the preview needs nothing of it"
        told.save(LINLI, ("调解邻里纠纷", "调解各种纠纷"))
        assert "调解各种纠纷" in body(told, "linli")
        database.execute("ROLLBACK")


def test_a_build_of_other_content_does_not_reach_into_the_preview(told: Told) -> None:
    told.save("content/programmes/example-stars.yaml", ("五星级", "5星级"))
    run_here(["build", "--root", str(told.site.root), "--output", str(told.site.output), "--as-of", "2024-06-01"])
    told.save("content/programmes/example-stars.yaml", ("5星级", "五星级"))
    told.tree = tree_of(told.site.root)
    told.save(SHOUWANG, ("低龄老人", "年轻老人"))
    assert "年轻老人" in body(told)
    assert re.search("晚晴社", body(told, "wanqing"))


# ── In the preview itself ──


def test_saves_that_come_while_others_are_read_all_show(tmp_path: Path) -> None:
    root = make_site(tmp_path).root
    names = [f"neu{number}" for number in range(12)]
    places = [root / "content" / "organizations" / f"{name}.yaml" for name in names]

    def save_all(said: str, pause: float) -> None:
        for place in places:
            place.write_text(f"name: 新队\nprogramme: example-stars\nsummary: {said}。\n", "utf-8")
            time.sleep(pause)

    save_all("还没有改", 0)
    with serving(root, "--as-of", "2024-06-01") as (_, said):
        for turn in range(4):
            save_all(f"第{turn}次改", 0.015)
        until(lambda: all("第3次改" in served_page(said, f"organizations/{name}/index.html") for name in names))
