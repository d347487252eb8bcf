"""`zip`: packs the site for upload, or what changed in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from starcase.arguments import PROGRAM, UsageMistake
from starcase.commands.ending import WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import find_root, output_of
from starcase.language import Words, mark
from starcase.release_zip import DELETIONS, NothingChanged, Packed, read_uploaded, zip_site


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    output = output_of(typed, find_root(typed))
    since = None if typed.since is None else _read_since(typed.since)
    try:
        packed = zip_site(output, since)
    except NothingChanged:
        print(words("和上次上传的一样，没有要上传的文件。"))
        return WHOLE
    if packed is None:
        return fail(
            WRONG_USAGE, words("“{output}”里还没有生成好的网站。请先运行 {program}。", output=output, program=PROGRAM)
        )
    _tell(packed, since is not None, words)
    return WHOLE


def _read_since(place: str) -> dict[str, str]:
    uploaded = read_uploaded(Path(place))
    if uploaded is None:
        says = mark(
            "“{place}”里找不到上次上传的文件清单。请在 --since 后面写上次的 data/manifest.json，或上次的网站文件夹、压缩包。"
        )
        raise UsageMistake(says, place=place)
    return uploaded


def _tell(packed: Packed, only_changes: bool, words: Words) -> None:
    size = f"{packed.size / 1_000_000:.1f}"
    if not only_changes:
        print(words("已打包：{path}（{n} 个文件，{size} MB）", path=packed.path, n=packed.files, size=size))
        return
    print(words("已打包有变化的文件：{path}（{n} 个，{size} MB）", path=packed.path, n=packed.files, size=size))
    if packed.deleted:
        print(words("还有 {n} 个旧文件要从服务器上删去，名单在压缩包里的“{list}”。", n=packed.deleted, list=DELETIONS))
