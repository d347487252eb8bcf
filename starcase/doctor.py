"""Looks at the machine: what somebody who helps needs to know."""

from __future__ import annotations

import locale
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import starcase
from starcase.language import Words, mark
from starcase.publish.switch import exchange

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")

Finding = tuple[str, str]
"""What was looked at, and what was found."""


def examine(root: Path, output: Path, words: Words) -> Iterator[Finding]:
    """Everything worth knowing when something does not work."""
    yield "starcase", _with(starcase.__version__, Path(starcase.__file__).parent, words)
    yield "Python", _with(platform.python_version(), sys.executable, words)
    yield words("系统"), f"{platform.system()} {platform.release()} {platform.machine()}"
    encodings = {"terminal": sys.stdout.encoding, "files": sys.getfilesystemencoding(), "system": locale.getencoding()}
    yield words("编码"), words("终端 {terminal}，文件 {files}，系统 {system}", **encodings)
    yield words("组件"), words("，").join(_packages(words))
    yield words("资料文件夹"), _with(root, _what_is_there(root, words), words)
    there = words("已有网站") if (output / "index.html").is_file() else words("还没有网站")
    yield words("输出文件夹"), _with(output, there, words)
    yield from _file_system(output.resolve().parent, words)
    chromium = shutil.which(next(filter(shutil.which, _CHROMIUMS), ""))
    yield words("浏览器"), chromium or words("没有找到 Chromium（只有测试需要）")


def _with(found: object, more: object, words: Words) -> str:
    return words("{found}（{more}）", found=found, more=more)


def _packages(words: Words) -> Iterator[str]:
    """What starcase declares that it needs, with the versions that are here; without a distribution, what it imports."""
    for name in _needed():
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield words("{name} 没有安装", name=name)


def _needed() -> list[str]:
    lock = Path(starcase.__file__).parents[1] / "requirements.txt"
    if lock.is_file():
        return re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)
    return [re.split(r"[^\w.-]", needed)[0] for needed in metadata.requires("starcase") or ()]


def _what_is_there(root: Path, words: Words) -> str:
    names = ("config.yaml", "content", "templates", "review")
    there, missing = mark("{name} 有"), mark("{name} 没有")
    return words("，").join(words(there if (root / name).exists() else missing, name=name) for name in names)


def _file_system(folder: Path, words: Words) -> Iterator[Finding]:
    """Which promises can be kept in the folder that holds the output."""
    try:
        with tempfile.TemporaryDirectory(prefix=".starcase-", dir=folder) as made:
            one, other = Path(made, "one"), Path(made, "other")
            one.mkdir()
            other.mkdir()
            in_one_step = mark("可以") if exchange(one, other) else mark("不可以：替换的一瞬间访问者可能打不开页面")
            yield words("一步替换网站"), words(in_one_step)
            yield words("区分大小写"), words("不区分") if Path(made, "ONE").exists() else words("区分")
    except OSError as error:
        yield words("写入输出位置"), words("不可以（{reason}）", reason=error.strerror)
