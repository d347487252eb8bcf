"""`export`: writes the records as one table, which `import` reads again."""

from __future__ import annotations

import argparse
from pathlib import Path

from starcase.commands.ending import WHOLE
from starcase.commands.folders import content_root
from starcase.commands.programmes import chosen_programme
from starcase.exchange.records.exporting import export_table
from starcase.exchange.records.shelf import read_shelf
from starcase.exchange.tables.fill_in import write_fill_in
from starcase.language import Words

_NAME = "组织名单.xlsx"


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    root = content_root(typed)
    shelf = read_shelf(root, typed.as_of)
    table = export_table(shelf, chosen_programme(typed.programme, shelf))
    path = Path(typed.to or _NAME)
    path = path / _NAME if path.is_dir() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_fill_in(table, words))
    print(words("已导出 {n} 个组织：{path}", n=len(table.rows), path=path))
    unread = sum(record.tree is None for record in shelf.records)
    if unread:
        print(words("还有 {n} 份资料有错，读不出来，没有导出。请运行 check 查看。", n=unread))
    return WHOLE
