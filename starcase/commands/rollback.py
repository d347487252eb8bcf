"""`rollback`: puts the release before back."""

from __future__ import annotations

import argparse

from starcase.commands.ending import WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import find_root, output_of
from starcase.language import Words
from starcase.publish import rollback


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    output = output_of(typed, find_root(typed))
    if not rollback(output):
        return fail(WRONG_USAGE, words("“{output}”没有上一次的网站，不能退回。", output=output))
    print(words("已退回上一次的网站：{page}  （再运行一次 rollback 可以换回来）", page=output / "index.html"))
    return WHOLE
