"""`import`: takes tables in, whole or in part, and gives back what has to be mended."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.commands.ending import FOUND_ERRORS, WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import content_root
from starcase.commands.programmes import chosen_programme
from starcase.exchange.applying import apply_all
from starcase.exchange.given import Tables
from starcase.exchange.import_report import import_lines
from starcase.exchange.importing import Plan, plan_import
from starcase.exchange.shelf import Shelf, expected_of, read_shelf
from starcase.exchange.tables import read_tables
from starcase.language import Words
from starcase.report import Progress, print_lines, show_progress


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status: 0 where every row went in, 1 where some wait."""
    root = content_root(typed)
    paths = _given(typed)
    with show_progress(sys.stderr, words) as progress:
        progress.stage("read")
        shelf = read_shelf(root, typed.as_of)
        if shelf.unread:
            return fail(
                WRONG_USAGE, words("设置、项目或地区的文件有错，什么都没有导入。请先运行 check，改好以后再导入。")
            )
        _tables, plan = _plan(paths, typed, shelf, progress)
    if not typed.dry_run:
        apply_all(root, plan.writes)
    print_lines(import_lines(plan, words, is_trial=typed.dry_run), sys.stdout)
    return FOUND_ERRORS if any(one.must for one in plan.complaints) else WHOLE


def _given(typed: argparse.Namespace) -> list[Path]:
    if not typed.given:
        raise UsageMistake("请写出要导入的文件，例如：import 名单.xlsx")
    for path in map(Path, typed.given):
        if not path.exists():
            raise UsageMistake("没有“{path}”这个文件。请检查名字和位置；也可以把文件拖到窗口里。", path=path)
    return [Path(path) for path in typed.given]


def _plan(paths: list[Path], typed: argparse.Namespace, shelf: Shelf, progress: Progress) -> tuple[Tables, Plan]:
    programme = chosen_programme(typed.programme, shelf)
    progress.stage("tables")
    tables = read_tables(paths, expected_of(shelf, programme), progress.step)
    progress.stage("match")
    total = len(tables.entries)
    plan = plan_import(tables.entries, tables.complaints, shelf, programme, lambda done: progress.step(done, total))
    return tables, plan
