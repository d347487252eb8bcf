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
from starcase.publish import exchange

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")

Finding = tuple[str, str]
"""What was looked at, and what was found."""


def examine(root: Path, output: Path) -> Iterator[Finding]:
    """Everything worth knowing when something does not work, in Chinese."""
    yield "starcase", f"{starcase.__version__}（{Path(starcase.__file__).parent}）"
    yield "Python", f"{platform.python_version()}（{sys.executable}）"
    yield "系统", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "编码", f"终端 {sys.stdout.encoding}，文件 {sys.getfilesystemencoding()}，系统 {locale.getencoding()}"
    yield "组件", "，".join(_packages())
    yield "资料文件夹", f"{root}（{_what_is_there(root)}）"
    yield "输出文件夹", f"{output}（{'已有网站' if (output / 'index.html').is_file() else '还没有网站'}）"
    yield from _file_system(output.resolve().parent)
    yield "浏览器", shutil.which(next(filter(shutil.which, _CHROMIUMS), "")) or "没有找到 Chromium（只有测试需要）"


def _packages() -> Iterator[str]:
    """What starcase declares that it needs, with the versions that are here; without a distribution, what it imports."""
    for name in _needed():
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} 没有安装"


def _needed() -> list[str]:
    lock = Path(starcase.__file__).parents[1] / "requirements.txt"
    if lock.is_file():
        return re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)
    return [re.split(r"[^\w.-]", needed)[0] for needed in metadata.requires("starcase") or ()]


def _what_is_there(root: Path) -> str:
    names = ("config.yaml", "content", "templates", "review")
    return "，".join(f"{name} {'有' if (root / name).exists() else '没有'}" for name in names)


def _file_system(folder: Path) -> Iterator[Finding]:
    """Which promises can be kept in the folder that holds the output."""
    try:
        with tempfile.TemporaryDirectory(prefix=".starcase-", dir=folder) as made:
            one, other = Path(made, "one"), Path(made, "other")
            one.mkdir()
            other.mkdir()
            yield "一步替换网站", "可以" if exchange(one, other) else "不可以：替换的一瞬间访问者可能打不开页面"
            yield "区分大小写", "区分" if not Path(made, "ONE").exists() else "不区分"
    except OSError as error:
        yield "写入输出位置", f"不可以（{error.strerror}）"
