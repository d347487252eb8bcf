"""`clean`: takes away caches and what was left unfinished."""

from __future__ import annotations

import argparse
import shutil

from starcase.commands.ending import WHOLE
from starcase.commands.folders import find_root, finish_changes, output_of
from starcase.language import Words
from starcase.publish import remove_leftovers, remove_site


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    root = find_root(typed)
    output = output_of(typed, root)
    finish_changes(root)
    for entry in sorted((root / ".starcase").glob("*")):
        if entry.is_dir() and entry.name != "schema":
            shutil.rmtree(entry)
    if typed.site:
        remove_site(output)
    else:
        remove_leftovers(output)
    print(words("已清理缓存和网站。") if typed.site else words("已清理缓存，网站没有改动。"))
    return WHOLE
