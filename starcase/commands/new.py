"""`new`: asks a few questions, and writes a file to go on with."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.clock import today
from starcase.commands.ending import INTERRUPTED, WHOLE, fail
from starcase.commands.folders import content_root
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.word.package import Refused, Remark
from starcase.exchange.word.story import read_story
from starcase.language import Words, phrase
from starcase.writing.asking import Asker, NoAnswer
from starcase.writing.known import Known, look_around
from starcase.writing.new_files import KINDS, Files, ask_word_story


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status; nothing is written before the last question is answered."""
    kind = next((one for one in KINDS if one.name == typed.kind), None)
    if kind is None:
        raise UsageMistake("请写出要新建什么：{kinds}。", kinds="、".join(one.name for one in KINDS))
    root = content_root(typed)
    known = look_around(root)
    ask = Asker(partial(print, end="", flush=True), _listen, words)
    try:
        if typed.from_:
            files, remarks = _from_word(Path(typed.from_), kind.name, ask, known)
        else:
            files, remarks = kind.ask(ask, known, today(known.settings.config.time_zone)), ()
    except (NoAnswer, KeyboardInterrupt):
        return fail(INTERRUPTED, "\n" + words("没有写完，什么也没有写入。"))
    _write(root, files)
    _tell(files, remarks, words)
    return WHOLE


def _listen() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    if not sys.stdin.isatty():
        print(line, end="")  # so that what was asked and answered can be read
    return line


def _from_word(path: Path, kind: str, ask: Asker, known: Known) -> tuple[Files, tuple[Remark, ...]]:
    if kind != "story":
        raise UsageMistake("--from 只和 story 一起用：从 Word 文件写一篇故事。")
    if not path.is_file():
        raise UsageMistake("没有“{path}”这个文件。请检查 --from 后面写的文件名。", path=path)
    try:
        story = read_story(path)
        return ask_word_story(ask, known, story, partial(read_story, path)), story.remarks
    except Refused as refused:
        raise UsageMistake("{says}{mend}", says=refused.says, mend=refused.mend) from refused


def _write(root: Path, files: Files) -> None:
    """All of them or none; what is there already is not touched."""
    for path in files:
        if (root / path).exists():
            raise UsageMistake("“{path}”已经有了，没有改动它。请换一个编号再试。", path=path)
    apply_all(root, {Path(path): content for path, content in files.items()})


def _tell(files: Files, remarks: tuple[Remark, ...], words: Words) -> None:
    *pictures, main = files
    print(words("写好了：{path}", path=main))
    if pictures:
        print(words("图片 {n} 张，放在它旁边。请给每一张填上图片说明，本人同意后写 true。", n=len(pictures)))
    for remark in remarks:
        near = phrase("（在“{text}”附近）", text=remark.near) if remark.near else ""
        print(words("  请看：{says}{near}", says=remark.says, near=near))
    print(words("下一步：用记事本打开它填写；行首有“# ”的是还没有启用的项目，要用时删去“# ”。"))
    print(words("再运行 python3 build.py serve，在浏览器里看效果。"))
