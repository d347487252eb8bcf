"""Every kind of edit that is made to a site between two builds: each does one thing, and says what it did.

An edit returns None where there is nothing for it to do now, and has then changed nothing.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from starcase.render.folders import bundled_templates
from tests.edited_site import (
    NOTICES,
    PAGES,
    RECORDS,
    STORIES,
    EditedSite,
    join_documents,
    keep_time,
    other_digit,
    picture,
    run_here,
    split_documents,
    with_value,
)

Edit = Callable[[EditedSite, Random], str | None]

_LONG_ENOUGH = 2.05  # seconds: from then on a file's stamp is relied on, whatever the clock of its file system
_BROKEN = " # 坏\n"
_BODIES = ("shouwang", "wanqing", "linli", "xinya", "nuanyang", "juwu", "bingru", "cuowu", "nobody")
_FOLDERS = (
    "content/organizations",
    "content/organizations/hedong",
    "content/organizations/hedong/li",
    "content/organizations/xi",
)


def _after(first: Edit, then: Edit) -> Edit:
    """An edit that needs another one, and a build, before it."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        before = first(site, draw)
        if before is None:
            return None
        site.build()
        return f"{before}; built; {then(site, draw)}"

    return edit


# ── What stands in a record ──


def _in_record(name: str, *values: str) -> Edit:
    """Another value of a key of one document of a file of records."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        places = site.files(RECORDS)
        if not places:
            return None
        place = draw.choice(places)
        documents = split_documents(site.text(place))
        number, value = draw.randrange(len(documents)), draw.choice(values)
        documents[number] = with_value(documents[number], name, value)
        site.save(place, join_documents(documents), in_place=draw.random() < 0.5)
        return f"{site.named(place)} document {number}: {name}: {value}"

    return edit


def _in_front_matter(pattern: str, **values: tuple[str, ...]) -> Edit:
    """Another value of one of some keys above a text."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        places = [place for place in site.files(pattern) if site.text(place).count("---\n") >= 2]
        if not places:
            return None
        place, name = draw.choice(places), draw.choice(sorted(values))
        before, front, body = site.text(place).split("---\n", 2)
        value = draw.choice(values[name])
        site.save(place, "---\n".join((before, with_value(front, name, value), body)), in_place=draw.random() < 0.5)
        return f"{site.named(place)}: {name}: {value}"

    return edit


def _in_body(pattern: str) -> Edit:
    """One more paragraph at the end of a text, or one less."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        places = site.files(pattern)
        if not places:
            return None
        place = draw.choice(places)
        text = site.text(place)
        added = draw.choice(("又及。", "**要紧**的话 & <b>", "![图](x.png)", "- 一\n- 二", "# 标题"))
        text = text.removesuffix(f"\n{added}\n") if text.endswith(f"\n{added}\n") else f"{text}\n{added}\n"
        site.save(place, text, in_place=draw.random() < 0.5)
        return f"{site.named(place)}: {added!r} at its end, or no more"

    return edit


def _insert(at: str) -> Edit:
    """A document put into a file of records at its beginning, in its middle or at its end; many of them are taken out again later."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        places = site.files(RECORDS)
        if not places:
            return None
        place = draw.choice(places)
        documents = split_documents(site.text(place))
        number = {"beginning": 0, "middle": len(documents) // 2, "end": len(documents)}[at]
        name = f"xin{draw.randrange(1_000)}"
        documents.insert(number, f"id: {name}\nname: 新队{name[3:]}\nprogramme: example-stars\nregion: heyan\n")
        site.save(place, join_documents(documents))
        return f"{site.named(place)}: {name} put in as document {number}"

    return edit


def _take_document_out(site: EditedSite, draw: Random) -> str | None:
    many = [place for place in site.files(RECORDS) if len(split_documents(site.text(place))) > 1]
    if not many:
        return None
    place = draw.choice(many)
    documents = split_documents(site.text(place))
    number = draw.randrange(len(documents))
    del documents[number]
    site.save(place, join_documents(documents))
    return f"{site.named(place)}: document {number} taken out"


def _exchange_documents(site: EditedSite, draw: Random) -> str | None:
    many = [place for place in site.files(RECORDS) if len(split_documents(site.text(place))) > 1]
    if not many:
        return None
    place = draw.choice(many)
    documents = split_documents(site.text(place))
    one, other = draw.sample(range(len(documents)), 2)
    documents[one], documents[other] = documents[other], documents[one]
    keep_time(place, lambda: site.save(place, join_documents(documents)))
    return f"{site.named(place)}: documents {one} and {other} exchanged, its time kept"


def _break(site: EditedSite, draw: Random) -> str | None:
    places = site.files(RECORDS, STORIES)
    if not places:
        return None
    place = draw.choice(places)
    text = site.text(place)
    wrong = draw.choice(
        ("nonsense: 1", "level: [", '"half', "level： star5", "level: star9", "\udcff", "\u200b", "\t x")
    )
    start = text.find("\n") + 1
    site.save(place, text[:start] + wrong + _BROKEN + text[start:])
    return f"{site.named(place)}: {wrong!r} in its second line"


def _mend(site: EditedSite, draw: Random) -> str | None:
    broken = [place for place in site.files(RECORDS, STORIES) if _BROKEN in site.text(place)]
    if not broken:
        return _after(_break, _mend)(site, draw)
    place = draw.choice(broken)
    lines = site.text(place).splitlines(keepends=True)
    site.save(place, "".join(line for line in lines if not line.endswith(_BROKEN)))
    return f"{site.named(place)}: mended"


def _same_id_twice(site: EditedSite, draw: Random) -> str | None:
    place = site.root / f"content/organizations/zwilling{draw.randrange(1_000)}.yaml"
    known = draw.choice([body for body in _BODIES if body != "nobody"])
    site.save(place, f"id: {known}\nname: 另一支队\nprogramme: example-stars\nregion: anju\n")
    site.mends.append(lambda: place.unlink(missing_ok=True))
    return f"{site.named(place)}: another {known}, until after the next build"


# ── Files ──


def _add_file(site: EditedSite, draw: Random) -> str | None:
    name = f"neu{draw.randrange(10_000)}"
    place, text = draw.choice(
        (
            (
                f"{draw.choice(_FOLDERS)}/{name}.yaml",
                f"name: 新来的{name[3:]}\nprogramme: example-stars\nregion: leye\n",
            ),
            (f"{draw.choice(_FOLDERS)}/{name}.md", "---\ntitle: 新的故事\norganizations: [linli]\n---\n很好。\n"),
            (f"content/notices/{name}.md", "---\ntitle: 新的通知\ndate: 2024-05-30\nkind: 通知\n---\n请看。\n"),
            (f"content/pages/{name}.md", "---\ntitle: 新的一页\nmenu: 新\n---\n说明。\n"),
            (f"content/organizations/{name}.yaml.txt", "name: 看不见的\n"),
        )
    )
    site.save(site.root / place, text)
    return f"{place} added"


def _remove_file(site: EditedSite, draw: Random) -> str | None:
    places = site.files(RECORDS, STORIES, NOTICES, PAGES, "content/**/*.txt")
    if len(places) < 8:
        return None
    place = draw.choice(places)
    site.older.append((place, place.read_bytes(), place.stat().st_mtime_ns))
    place.unlink()
    if (
        draw.random() < 0.5
        and place.parent.name not in ("organizations", "notices", "pages")
        and not any(place.parent.iterdir())
    ):
        place.parent.rmdir()
    return f"{site.named(place)} removed"


def _move_file(site: EditedSite, draw: Random) -> str | None:
    places = site.files(RECORDS, STORIES)
    target = site.root / draw.choice(_FOLDERS)
    free = [place for place in places if place.parent != target and not (target / place.name).exists()]
    if not free:
        return None
    place = draw.choice(free)
    target.mkdir(parents=True, exist_ok=True)
    place.rename(target / place.name)
    return f"{site.named(place)} moved to {site.named(target)}"


def _rename_file(site: EditedSite, draw: Random) -> str | None:
    places = site.files(RECORDS, STORIES, NOTICES, PAGES)
    if not places:
        return None
    place = draw.choice(places)
    target = place.with_stem(f"{place.stem[:8]}{draw.randrange(10)}")
    if target.exists():
        return None
    place.rename(target)
    return f"{site.named(place)} renamed to {target.name}"


def _swap_files(site: EditedSite, draw: Random) -> str | None:
    places = site.files(draw.choice((RECORDS, STORIES, NOTICES, PAGES)))
    if len(places) < 2:
        return None
    one, other = draw.sample(places, 2)
    aside = one.with_name(".aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    return f"{site.named(one)} and {site.named(other)} exchanged"


def _restore(site: EditedSite, draw: Random) -> str | None:
    if not site.older:
        return None
    place, content, told = draw.choice(site.older[-40:])
    if place.is_dir() or not place.parent.is_dir():
        return None
    place.write_bytes(content)
    os.utime(place, ns=(told, told))
    return f"{site.named(place)} as it once was, with its time of then"


def _same_size_and_time(site: EditedSite, draw: Random) -> str | None:
    """An edit of which neither the size nor the time of the last change tells anything."""
    places = site.files(RECORDS, STORIES, NOTICES, PAGES, "config.yaml", "content/regions.yaml", "templates/**/*.html")
    place = draw.choice(places)
    text = site.text(place)
    changed = other_digit(text, draw)
    if place.name in ("config.yaml", "regions.yaml") or place.suffix == ".html":
        changed = text.replace("示", "亦") if "示" in text else text.replace("亦", "示")
    keep_time(place, lambda: place.write_bytes(changed.encode("utf-8", "surrogateescape")))
    return f"{site.named(place)} with another character, its size and time kept"


def _saved_again(site: EditedSite, draw: Random) -> str | None:
    """A file that is saved right before a build and, with the same size and time, right after it."""
    places = site.files(RECORDS, STORIES, NOTICES, PAGES)
    if not places:
        return None
    place = draw.choice(places)
    text = site.text(place)
    site.save(place, other_digit(text, draw))
    site.build()
    keep_time(place, lambda: place.write_bytes(other_digit(text, draw).encode("utf-8", "surrogateescape")))
    return f"{site.named(place)} saved, built, and saved again with the same size and time"


def _touch(site: EditedSite, draw: Random) -> str | None:
    place = draw.choice(site.files(RECORDS, STORIES, NOTICES, PAGES, "config.yaml", "content/*.yaml"))
    moment = draw.choice((1_500_000_000_000_000_000, time.time_ns(), time.time_ns() + 10**15))
    os.utime(place, ns=(moment, moment))
    return f"{site.named(place)} has another time, and nothing else"


def _file_becomes_folder(site: EditedSite, draw: Random) -> str | None:
    places = site.files(RECORDS, STORIES)
    if not places:
        return None
    place = draw.choice(places)
    content = place.read_bytes()
    place.unlink()
    place.mkdir()
    (place / place.name).write_bytes(content)
    return f"{site.named(place)} became a folder that holds it"


def _folder_becomes_file(site: EditedSite, draw: Random) -> str | None:
    folders = sorted(place for place in site.root.glob("content/organizations/**/*.*") if place.is_dir())
    lone = [place for place in folders if len(list(place.iterdir())) == 1 and (place / place.name).is_file()]
    if not lone:
        return _after(_file_becomes_folder, _folder_becomes_file)(site, draw)
    place = draw.choice(lone)
    content = (place / place.name).read_bytes()
    shutil.rmtree(place)
    place.write_bytes(content)
    return f"{site.named(place)} became the file that was in it"


# ── Photos and attachments ──


def _photo(how: str) -> Edit:
    def edit(site: EditedSite, draw: Random) -> str | None:
        place = site.root / "content/organizations/shouwang.png"
        if how == "replaced":
            site.save(place, picture(f"#{draw.randrange(1 << 24):06x}", draw.choice((8, 9))))
        elif not place.is_file():
            return _after(_photo("replaced"), edit)(site, draw)
        elif how == "broken":
            site.save(place, place.read_bytes()[: draw.randrange(40)])
        else:
            site.older.append((place, place.read_bytes(), place.stat().st_mtime_ns))
            place.unlink()
        return f"{site.named(place)} {how}"

    return edit


def _attachment(site: EditedSite, draw: Random) -> str | None:
    place = site.root / draw.choice(("content/notices/mingdan.docx", "content/organizations/tongzhi.pdf"))
    if place.is_file() and draw.random() < 0.3:
        place.unlink()
        return f"{site.named(place)} removed"
    site.save(place, b"PK %d" % draw.randrange(3))
    return f"{site.named(place)} replaced"


# ── What all pages depend on ──


def _in_config(name: str, *values: str) -> Edit:
    def edit(site: EditedSite, draw: Random) -> str | None:
        place = site.root / "config.yaml"
        text, value = site.text(place), draw.choice(values)
        site.save(place, with_value(text, name, value), in_place=draw.random() < 0.5)
        return f"config.yaml: {name}: {value}"

    return edit


def _toggle(file: str, *pairs: tuple[str, str]) -> Edit:
    """One of some pairs of words exchanged for each other where either stands in the file."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        place = site.root / file
        text = site.text(place)
        known = [(old, new) for pair in pairs for old, new in (pair, pair[::-1]) if old in text]
        if not known:
            return None
        old, new = draw.choice(known)
        site.save(place, text.replace(old, new), in_place=draw.random() < 0.5)
        return f"{file}: {new} for {old}"

    return edit


def _stop(site: EditedSite, draw: Random) -> str | None:
    """A mistake that lets nothing be published, until after the next build."""
    wrong = (
        ("config.yaml", "title: 示例站", "title: [示例站"),
        ("config.yaml", "hold_back: {percent: 100, at_least: 20}", "hold_back: {percent: 0, at_least: 0}"),
        ("content/programmes/example-stars.yaml", "months: 24", "months: viele"),
        ("content/regions.yaml", "tier: street", "tier: strasse"),
    )
    there = [(file, old, new) for file, old, new in wrong if old in site.text(site.root / file)]
    if not there:
        return None
    file, old, new = draw.choice(there)
    place = site.root / file
    before = site.text(place)
    site.save(place, before.replace(old, new, 1))
    site.mends.append(lambda: site.save(place, site.text(place).replace(new, old, 1)))
    return f"{file}: {new}, until after the next build"


def _move_region(site: EditedSite, draw: Random) -> str | None:
    """A community moves to another street, or changes places with its neighbour."""
    place = site.root / "content/regions.yaml"
    lines = site.text(place).splitlines(keepends=True)
    communities = [number for number, line in enumerate(lines) if line.startswith("      - {")]
    if len(communities) < 2:
        return None
    line = lines.pop(draw.choice(communities))
    after = [number for number, other in enumerate(lines) if other.startswith(("      - {", "      children:"))]
    lines.insert(draw.choice(after) + 1, line)
    site.save(place, "".join(lines))
    return f"{site.named(place)}: {line.split(',')[0].strip()} moved"


def _redirects(site: EditedSite, draw: Random) -> str | None:
    place = site.root / "content/redirects.yaml"
    lines = (
        "- {from: old/shouwang, to: organizations/shouwang}\n",
        "- {from: old/gone, gone: 已经停办}\n",
        "- {from: old/gone, gone: 已经合并}\n",
        "- {from: old/stories, to: stories}\n",
        "- {from: lianxi, to: about}\n",
    )
    site.save(place, "".join(draw.sample(lines, draw.randrange(1, 3))))
    return f"{site.named(place)}: {site.text(place)}"


def _template(change: Callable[[str, int], str], *patterns: str) -> Edit:
    """A template of the site's own that is added, edited, or removed again."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        bundled = bundled_templates()
        there = site.files(*(f"templates/{pattern}" for pattern in patterns))
        if there and draw.random() < 0.4:
            place = draw.choice(there)
            place.unlink()
            return f"{site.named(place)} removed"
        known = sorted(place for pattern in patterns for place in bundled.glob(pattern))
        source = draw.choice(
            [place for place in known if change(place.read_text("utf-8"), 0) != place.read_text("utf-8")]
        )
        place, number = site.root / "templates" / source.relative_to(bundled), draw.randrange(1_000)
        site.save(place, change(source.read_text("utf-8"), number), in_place=draw.random() < 0.5)
        return f"{site.named(place)} with a {number} in it"

    return edit


def _mark_html(text: str, number: int) -> str:
    return text.replace(' class="', f' data-n="{number}" class="', 1)


def _mark_style(text: str, number: int) -> str:
    return f"{text}/* {number} */\n"


# ── How it is built ──


_DAYS = (
    *(
        "2022-12-01",
        "2023-05-31",
        "2023-12-15",
        "2024-05-27",
        "2024-05-28",
        "2024-06-01",
        "2024-06-02",
        "2024-06-03",
        "2024-06-05",
    ),
    *(
        "2024-06-06",
        "2024-06-10",
        "2024-06-19",
        "2024-06-20",
        "2024-07-01",
        "2024-07-14",
        "2024-07-15",
        "2024-11-29",
        "2024-11-30",
    ),
    *("2024-12-01", "2024-12-15", "2025-11-30"),
)


def _another_day(which: Callable[[str, str], bool]) -> Edit:
    def edit(site: EditedSite, draw: Random) -> str | None:
        days = [day for day in _DAYS if which(day, site.day or "2024-06-02")]
        if not days:
            return _after(_clock, edit)(site, draw)
        site.day = draw.choice(days)
        return f"the day is {site.day}"

    return edit


def _next_day(site: EditedSite, draw: Random) -> str | None:
    """From the last day of something to the first day without it, and back."""
    ends = (
        ("2024-06-01", "2024-06-02"),
        ("2024-06-02", "2024-06-03"),
        ("2024-06-05", "2024-06-06"),
        ("2024-06-19", "2024-06-20"),
    )
    one, other = draw.choice((*ends, ("2024-07-14", "2024-07-15"), ("2024-11-29", "2024-11-30")))
    site.day = other if site.day == one else one
    site.build()
    site.day = other if site.day == one else one
    return f"built for the day before or after {site.day}, now {site.day}"


def _clock(site: EditedSite, draw: Random) -> str | None:
    site.day = None
    return "the day is what the clock says"


def _switch(name: str, *values: object) -> Edit:
    def edit(site: EditedSite, draw: Random) -> str | None:
        others = [value for value in values if value != getattr(site, name)]
        setattr(site, name, draw.choice(others))
        return f"{name} is {getattr(site, name)}"

    return edit


def _once(name: str, value: object) -> Edit:
    """An option for the next build alone."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        before = getattr(site, name)
        if before == value:
            return None
        setattr(site, name, value)
        site.mends.append(lambda: setattr(site, name, before))
        return f"{name} is {value}, for the next build"

    return edit


def _command(command: str) -> Edit:
    """Another command between two builds; whatever it says."""

    def edit(site: EditedSite, draw: Random) -> str | None:
        given = site.arguments() if command == "check" else ["--output", str(site.output)]
        run_here([command, "--root", str(site.root), *given])
        return f"the command {command}"

    return edit


def _wait(site: EditedSite, draw: Random) -> str | None:
    """A change that only a file's stamp can tell, and time enough for the stamp to be relied on; the build after it is repeated."""
    site.build()
    says = _same_size_and_time(site, draw)
    time.sleep(_LONG_ENOUGH)
    site.build()
    return f"built; {says}; two seconds passed; built"


def _build_twice(site: EditedSite, draw: Random) -> str | None:
    site.build()
    return "built once more"


# ── What happens to the output ──


def _pages(site: EditedSite) -> list[Path]:
    """The files of the output; where there are none it is built."""
    if not (site.output / "index.html").is_file():
        site.build()
    return sorted(place for place in site.output.rglob("*") if place.is_file() and not place.is_symlink())


def _on_page(change: Callable[[Path], object], says: str) -> Edit:
    def edit(site: EditedSite, draw: Random) -> str | None:
        pages = _pages(site)
        if not pages:
            return None
        place = draw.choice(pages)
        change(place)
        return f"in the output: {place.relative_to(site.output)} {says}"

    return edit


def _tamper(place: Path) -> None:
    """Edits a file in place; its size and its time stay."""
    content = place.read_bytes()
    changed = content.translate(bytes.maketrans(b"0e", b"1a"))
    keep_time(place, lambda: place.write_bytes(changed if changed != content else content[::-1]))


def _turn_into_folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def _turn_into_link(site: EditedSite, draw: Random) -> str | None:
    """A link to a file with the very same bytes takes the place of a page."""
    pages = _pages(site)
    if not pages:
        return None
    place, aside = draw.choice(pages), site.output.with_name("aside.html")
    aside.write_bytes(place.read_bytes())
    place.unlink()
    place.symlink_to(aside)
    return f"in the output: {place.relative_to(site.output)} became a link"


def _tamper_at_once(site: EditedSite, draw: Random) -> str | None:
    """Edits a page in the very moment in which a build that had to write it has ended."""
    places = site.files(RECORDS)
    if not places:
        return None
    place = draw.choice(places)
    site.save(place, site.text(place).replace("name: ", "name: 新", 1))
    before = {page: page.stat().st_mtime_ns for page in _pages(site)}
    site.build()
    written = [page for page in _pages(site) if before.get(page) != page.stat().st_mtime_ns]
    if written:
        _tamper(draw.choice(written))
    return f"{site.named(place)} edited, built, and a page that was written edited in place"


def _in_folder(change: Callable[[Path], object], says: str) -> Edit:
    def edit(site: EditedSite, draw: Random) -> str | None:
        folders = sorted({place.parent for place in _pages(site)} - {site.output})
        if not folders:
            return None
        place = draw.choice(folders)
        change(place)
        return f"in the output: {place.relative_to(site.output)} {says}"

    return edit


def _make_empty_folder(place: Path) -> None:
    (place / "leer" / "ganz").mkdir(parents=True, exist_ok=True)


def _put_foreign(site: EditedSite, draw: Random) -> str | None:
    if not _pages(site) or site.foreign:
        return None
    site.foreign = site.output / draw.choice(("brief.docx", "organizations/brief.html", "eigen/brief.html"))
    site.foreign.parent.mkdir(parents=True, exist_ok=True)
    site.foreign.write_bytes(b"somebody's own")
    return f"in the output: {site.foreign.relative_to(site.output)} is somebody's own"


def _delete_output(site: EditedSite, draw: Random) -> str | None:
    if not _pages(site):
        return None
    if draw.random() < 0.3:
        for entry in site.output.iterdir():
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        return "the output emptied"
    shutil.rmtree(site.output)
    return "the output deleted"


def _chmod(mode: int) -> Callable[[Path], object]:
    return lambda place: place.chmod(mode)


# ── All of them ──

OF_ONE = {
    "record: summary": _in_record(
        "summary", "每周三上门理发。", "教邻居写字。", "全角１２３ & <b>", "低龄老人结对照看高龄独居老人。"
    ),
    "record: name": _in_record("name", "守望队", "和风书画社", "阿福调解队", "周三理发队", "晚晴社"),
    "record: level": _in_record("level", "star4", "star3", "gold", "star9"),
    "record: evaluations": _in_record(
        "evaluations",
        "[{period: 2022, level: star4, decided: 2022-06-02}]",
        "[{period: 2023, level: star5, decided: 2023-11-30}]",
        "[{period: 2024, level: gold, decided: 2024-06-10}]",
        "[{period: 2023, outcome: suspended, decided: 2023-11-30, reason: {text: 核实}}]",
        "[{period: 2022, level: star3, decided: 2022-11-30, valid_until: 2024-06-05}, {period: 2023, programme: yearly-grade, level: b, decided: 2023-12-15}]",
    ),
    "record: region": _in_record("region", "anju", "乐业社区", "[anju, heyan]", "东湖区", "shanqian", "不知道"),
    "record: offers": _in_record("offers", "[上门探访, 代买代办]", "[理发]", "[读书, 理发]", "[]"),
    "record: relations": _in_record(
        "relations",
        *(f"{{{how}: [{body}]}}" for how in ("partners", "paired_with", "succeeds") for body in _BODIES),
        "{part_of: wanqing}",
    ),
    "record: phone": _in_record(
        "contact",
        "{phone: 0000-7654321}",
        "{address: 幸福路1号, phone: 0000-1112223}",
        '{phone: "13800000000"}',
        "{how_to_join: 来就行}",
    ),
    "record: status": _in_record("status", "active", "draft", "paused", "dissolved"),
    "record: founded": _in_record("founded", "2018-03", "2024-06-10", "2024-07", "２０２０年"),
    "record: services": _in_record(
        "services", "{2022: {hours: 5}}", "{2023: {hours: 7.25}, 2022: {hours: 约5}}", "{2022: {visits: 9}}"
    ),
    "record: photo": _in_record(
        "photos",
        "[{file: shouwang.png, alt: 合影, consent: true}]",
        "[{file: weg.png, alt: 没有, consent: true}]",
        "[]",
    ),
    "story: text": _in_body(STORIES),
    "story: what stands above it": _in_front_matter(
        STORIES,
        title=("一盏灯", "两盏灯"),
        organizations=("[shouwang]", "[linli, wanqing]", "[]", "[nobody]"),
        date=("2024-05-01", "2024-06-01", "2023"),
        publish_on=("2024-06-20", "2024-05-01"),
        expires_on=("2024-07-15", "2024-06-02"),
        draft=("true", "false"),
    ),
    "notice: text": _in_body(NOTICES),
    "notice: what stands above it": _in_front_matter(
        NOTICES,
        title=("公示", "公告"),
        opens=("2024-05-28", "2024-06-02"),
        closes=("2024-06-02", "2024-06-19"),
        publish_on=("2024-06-01", "2024-06-20"),
        expires_on=("2024-07-15", "2024-06-02"),
        list=(
            "[{id: linli, level: star3}]",
            "[{id: shouwang, level: star4}, {id: cuowu, level: star3}]",
            "[{id: nobody}]",
        ),
    ),
    "page: text": _in_body(PAGES),
    "page: what stands above it": _in_front_matter(
        PAGES, title=("关于", "帮助"), menu=("关于", "帮助"), order=("1", "3"), draft=("true", "false")
    ),
    "many records: one at the beginning": _insert("beginning"),
    "many records: one in the middle": _insert("middle"),
    "many records: one at the end": _insert("end"),
    "many records: one taken out": _take_document_out,
    "many records: two exchanged": _exchange_documents,
    "record: made broken": _break,
    "record: mended": _mend,
    "record: an id twice": _same_id_twice,
    "file: added": _add_file,
    "file: removed": _remove_file,
    "file: moved": _move_file,
    "file: renamed": _rename_file,
    "file: two exchanged": _swap_files,
    "file: restored with its old time": _restore,
    "file: same size and time": _same_size_and_time,
    "file: saved again right after a build": _saved_again,
    "file: becomes a folder": _file_becomes_folder,
    "folder: becomes a file": _folder_becomes_file,
    "photo: replaced": _photo("replaced"),
    "photo: removed": _photo("removed"),
    "photo: broken": _photo("broken"),
    "attachment: replaced or removed": _attachment,
    "day: forward": _another_day(lambda day, now: day > now),
    "day: back": _another_day(lambda day, now: day < now),
    "day: over an end": _next_day,
    "day: of the clock": _clock,
    "build: with drafts or without": _switch("drafts", True, False),
    "build: strict": _once("strict", True),
    "build: a mistake that stops it": _stop,
}
"""Edits that change some of the content, or the day: most pages stay as they were."""

OF_NONE = {
    "file: another time only": _touch,
    "build: in one process or two": _switch("jobs", 1, 2),
    "build: without a cache": _once("cache", False),
    "build: in a process of its own": _once("apart", True),
    "build: nothing changed": _build_twice,
    "build: after a pause": _wait,
    "check": _command("check"),
    "clean": _command("clean"),
    "rollback": _command("rollback"),
    "output: edited, same size and time": _on_page(_tamper, "edited, its size and time kept"),
    "output: edited right after a build": _tamper_at_once,
    "output: page deleted": _on_page(Path.unlink, "deleted"),
    "output: page's mode": _on_page(_chmod(0o600), "has another mode"),
    "output: folder's mode": _in_folder(_chmod(0o700), "has another mode"),
    "output: page becomes a folder": _on_page(_turn_into_folder, "became a folder"),
    "output: page becomes a link": _turn_into_link,
    "output: empty folder": _in_folder(_make_empty_folder, "has empty folders in it"),
    "output: folder deleted": _in_folder(shutil.rmtree, "deleted"),
    "output: somebody's own file": _put_foreign,
    "output: all deleted": _delete_output,
}
"""What changes nothing that pages are made of: how it is built, and what happens to the output."""

OF_ALL = {
    "config: title": _in_config("title", "示例站", "另一个站"),
    "config: depth of the scores": _in_config(
        "publish", *(f"{{scores: {depth}}}" for depth in ("items", "aspects", "total", "level"))
    ),
    "config: language": _in_config("language", "en", "zh-CN"),
    "config: time zone": _in_config("time_zone", "Asia/Shanghai", "America/New_York"),
    "config: hold back": _in_config("hold_back", "{percent: 100, at_least: 20}", "{percent: 90}"),
    "config: tiers": _in_config("tiers", "{street: 镇街}", "{street: 街镇, community: 村居}"),
    "config: menu": _in_config("menu", "[organizations, regions, stories]", "[organizations, how, about]"),
    "programme": _toggle(
        "content/programmes/example-stars.yaml",
        ("五星级", "5星级"),
        ("months: 24", "months: 18"),
        ("{days: 5}", "{days: 22}"),
        ("weight: 1,", "weight: 1.0,"),
        ("上门服务", "入户服务"),
        ("value: 374", "value: 375"),
        ("measure_word: 支", "measure_word: 个"),
        ("total: 60", "total: 85"),
    ),
    "programme: built from another": _toggle(
        "content/programmes/others.yaml", ("甲等", "优等"), ("months: 12", "months: 6"), ("id: b,", "id: c,")
    ),
    "region: name": _toggle(
        "content/regions.yaml", ("安居社区", "安居里社区"), ("河东街道", "河东镇"), ("乐业社区", "乐业里社区")
    ),
    "region: moved": _move_region,
    "region: contact": _toggle(
        "content/regions.yaml", ("0000-2222222", "0000-2222223"), ("0000-1234567", "0000-1234568")
    ),
    "redirects": _redirects,
    "template: component": _template(_mark_html, "components/*/*.html"),
    "template: page": _template(_mark_html, "pages/public/*.html", "layouts/*.html"),
    "template: style or script": _template(_mark_style, "static/css/*.css", "components/*/*.css", "static/js/*.js"),
}
"""Edits that may change every page."""
