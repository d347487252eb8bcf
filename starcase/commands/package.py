"""`zip`: packs the site for upload."""

from __future__ import annotations

import argparse

from starcase.arguments import PROGRAM
from starcase.commands.ending import WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import find_root, output_of
from starcase.language import Words
from starcase.release_zip import zip_site


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    output = output_of(typed, find_root(typed))
    packed = zip_site(output)
    if packed is None:
        return fail(
            WRONG_USAGE, words("“{output}”里还没有生成好的网站。请先运行 {program}。", output=output, program=PROGRAM)
        )
    size = f"{packed.size / 1_000_000:.1f}"
    print(words("已打包：{path}（{n} 个文件，{size} MB）", path=packed.path, n=packed.files, size=size))
    return WHOLE
