"""The folders that a command works on: where the content lies, and where the site goes."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import starcase
from starcase.arguments import UsageMistake
from starcase.language import mark

CONFIGS = ("config.yaml", "config.yml")
_MANIFEST = "data/manifest.json"
REVIEWERS_MARK = "internal.txt"
"""A file of every site for reviewers, by which it is known."""
JOURNAL = Path(".starcase", "changes.journal")
"""Where `exchange/editing/applying.py` keeps changes that count and are not all carried out."""
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


def _may_be_published(place: Path, root: Path) -> bool:
    """Whether a folder is, or lies in, one that the public may be shown."""
    return any(
        folder == (root / "site").resolve() or ((folder / _MANIFEST).is_file() and not _is_reviewers(folder))
        for folder in (place, *place.parents)
    )


def _is_reviewers(place: Path) -> bool:
    """Whether a folder is, or lies in, a site for reviewers."""
    return any((folder / REVIEWERS_MARK).is_file() for folder in (place, *place.parents))


def finish_changes(root: Path) -> None:
    """Does the rest of an import that was killed; what does it is loaded only then."""
    if (root / JOURNAL).exists():
        importlib.import_module("starcase.exchange.editing.applying").finish(root)


def output_of(typed: argparse.Namespace, root: Path) -> Path:
    """`--output`; else `site` in the root, for reviewers `site-review`. Never where the content lies, nor one inside the other."""
    for_reviewers = getattr(typed, "audience", None) == "review"
    output = Path(getattr(typed, "output", None) or root / ("site-review" if for_reviewers else "site"))
    real = output.resolve()
    if for_reviewers and _may_be_published(real, root):
        says = mark("给评审人员看的网站不能生成到“{output}”：那里是公开的网站。请用 --output 另选一个文件夹。")
        raise UsageMistake(says, output=output)
    if hasattr(typed, "audience") and not for_reviewers and _is_reviewers(real):
        says = mark("“{output}”里是给评审人员看的网站，公开的网站不能生成到那里。请用 --output 另选一个文件夹。")
        raise UsageMistake(says, output=output)
    if root.is_relative_to(real) or any(real.is_relative_to(root / name) for name in _NEVER_OUTPUT):
        says = mark("网站不能生成到“{output}”：那里是资料或程序所在的文件夹。请用 --output 另选一个文件夹。")
        raise UsageMistake(says, output=output)
    return output
