"""`import`: takes tables and parcels in, whole or in part, and gives back what has to be mended."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.clock import now
from starcase.commands.ending import FOUND_ERRORS, WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import content_root
from starcase.commands.programmes import chosen_programme
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.records.shelf import Shelf, expected_of, read_shelf
from starcase.exchange.tables.archives import marked_name
from starcase.exchange.tables.fill_in import write_photo_list
from starcase.exchange.tables.given import Complaint, Source, Tables
from starcase.exchange.tables.marked import write_marked
from starcase.exchange.tables.photo_lists import is_photo_text
from starcase.exchange.tables.reading import read_tables
from starcase.intake.parcels import PHOTO_LIST
from starcase.intake.sign_off_sheet import sign_off_sheet
from starcase.intake.taking_in import Given, TakenIn, take_in
from starcase.intake.telling import import_lines
from starcase.language import Words
from starcase.report import Progress, print_lines, show_progress


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status: 0 where everything went in, 1 where something waits."""
    root = content_root(typed)
    paths = _given(typed)
    with show_progress(sys.stderr, words) as progress:
        progress.stage("read")
        shelf = read_shelf(root, typed.as_of)
        if shelf.unread:
            says = words("设置、项目或地区的文件有错，什么都没有导入。请先运行 check，改好以后再导入。")
            return fail(WRONG_USAGE, says)
        tables, taken = _take_in(paths, typed, shelf, words, progress)
        if not typed.dry_run:
            apply_all(root, taken.writes)
    print_lines(import_lines(taken, words, is_trial=typed.dry_run), sys.stdout)
    for path in _papers(typed, shelf, tables, taken, words):
        print(path)
    return FOUND_ERRORS if any(one.must for one in taken.plan.complaints) else WHOLE


def _given(typed: argparse.Namespace) -> tuple[Path, ...]:
    if not typed.given:
        raise UsageMistake("请写出要导入的文件，例如：import 名单.xlsx")
    for path in map(Path, typed.given):
        if not path.exists():
            raise UsageMistake("没有“{path}”这个文件。请检查名字和位置；也可以把文件拖到窗口里。", path=path)
    return tuple(dict.fromkeys(Path(path) for path in typed.given))


def _take_in(
    paths: tuple[Path, ...], typed: argparse.Namespace, shelf: Shelf, words: Words, progress: Progress
) -> tuple[Tables, TakenIn]:
    programme = chosen_programme(typed.programme, shelf)
    given = Given(paths, typed.from_, now(shelf.settings.config.time_zone), programme)
    progress.stage("tables")
    tables = read_tables(paths, expected_of(shelf, programme), progress.step)
    progress.stage("match")
    total = len(tables.entries)
    return tables, take_in(given, tables, shelf, words, lambda done: progress.step(done, total))


def _papers(typed: argparse.Namespace, shelf: Shelf, tables: Tables, taken: TakenIn, words: Words) -> Iterator[str]:
    """Writes the marked tables and, where asked for, the sheet to sign; says where they are."""
    marked = {one.spot.file for one in taken.plan.complaints}
    for source in tables.sources:
        if source.file in marked and not is_photo_text(source.name):
            folder = _folder_for(source, typed.to)
            folder.mkdir(parents=True, exist_ok=True)
            yield _mark(source, taken.plan.complaints, folder / marked_name(source), words)
    if not typed.dry_run:
        yield from _photo_lists(typed, taken, words)
    if typed.sign_off:
        path = Path(typed.sign_off)
        owner = shelf.settings.config.identity.owner or shelf.settings.config.title
        path.write_bytes(sign_off_sheet(taken.plan, shelf.settings.regions, shelf.as_of, owner, words))
        yield words("审签单：{path}", path=path)


def _photo_lists(typed: argparse.Namespace, taken: TakenIn, words: Words) -> Iterator[str]:
    """Writes, for each parcel, the list of its photos of which nobody has said yet what they show; those that are there stay."""
    for parcel in _given(typed):
        photos = [one for one in taken.others.undescribed if parcel in (one.source.path, *one.source.path.parents)]
        folder = Path(typed.to) if typed.to else parcel if parcel.is_dir() else parcel.parent
        stem = PHOTO_LIST if parcel.is_dir() and not typed.to else f"{PHOTO_LIST}-{parcel.stem}"
        if photos:
            folder.mkdir(parents=True, exist_ok=True)
            names = (f"{stem}.xlsx", *(f"{stem}-{number}.xlsx" for number in range(2, 1000)))
            path = next(folder / name for name in names if not (folder / name).exists())
            rows = [(one.body.id, one.body.name, one.source.name) for one in photos]
            path.write_bytes(write_photo_list(rows, words))
            yield words("照片的说明和同意，请填在：{path}", path=path)


def _folder_for(source: Source, chosen: str | None) -> Path:
    """Beside the table, or beside the zip that holds it; in the chosen folder, each parcel has one of its own."""
    if source.inside is None and chosen is None:
        return source.path.parent
    inside = Path(*(part.removesuffix(".zip") for part in Path(source.file).parts[:-1]))
    return Path(chosen or source.path.parent) / inside


def _mark(source: Source, complaints: tuple[Complaint, ...], target: Path, words: Words) -> str:
    try:
        is_there = write_marked(source, complaints, target, words)
    except PermissionError:
        return words("“{path}”写不进去，多半正在 Excel 或 WPS 里打开着。请关闭它，再导入一次。", path=target)
    return (
        words("要改的地方标在：{path}", path=target)
        if is_there
        else words("《{file}》读不出来，没有标。", file=source.file)
    )
