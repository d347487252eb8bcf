"""The folders that a command works on: where the content lies, and where the site goes."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import starcase
from starcase.arguments import UsageMistake
from starcase.language import mark

CONFIGS = ("config.yaml", "config.yml")
JOURNAL = Path(".starcase", "changes.journal")
"""Where `exchange/applying.py` keeps changes that count and are not all carried out."""
_NEVER_OUTPUT = ("content", "review", "templates", "starcase", ".starcase", ".git")


def find_root(typed: argparse.Namespace) -> Path:
    """`--root`; else the folder of build.py, or the current one where starcase is installed elsewhere."""
    if typed.root is None:
        beside = Path(starcase.__file__).resolve().parents[1]
        return beside if (beside / "config.yaml").is_file() else Path.cwd()
    root = Path(typed.root)
    if not root.is_dir():
        raise UsageMistake("没有“{root}”这个文件夹。请检查 --root 后面写的位置。", root=typed.root)
    return root.resolve()


def content_root(typed: argparse.Namespace) -> Path:
    """As `find_root`, for a command that reads the content: what a killed import left is finished first."""
    root = find_root(typed)
    finish_changes(root)
    if not any((root / name).exists() for name in (*CONFIGS, "content")):
        says = mark("“{root}”里没有 config.yaml，也没有 content 文件夹。请用 --root 指出资料所在的文件夹。")
        raise UsageMistake(says, root=root)
    return root


def finish_changes(root: Path) -> None:
    """Does the rest of an import that was killed; what does it is loaded only then."""
    if (root / JOURNAL).exists():
        importlib.import_module("starcase.exchange.applying").settle(root)


def output_of(typed: argparse.Namespace, root: Path) -> Path:
    """`--output`; else `site` in the root. Never where the content lies."""
    output = Path(getattr(typed, "output", None) or root / "site")
    real = output.resolve()
    if root.is_relative_to(real) or any(real.is_relative_to(root / name) for name in _NEVER_OUTPUT):
        says = mark("网站不能生成到“{output}”：那里是资料或程序所在的文件夹。请用 --output 另选一个文件夹。")
        raise UsageMistake(says, output=output)
    return output
