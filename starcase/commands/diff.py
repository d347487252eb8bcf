"""`diff`: says what changed between two states of the content, or between two releases."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.clock import today
from starcase.commands.ending import WHOLE
from starcase.commands.folders import CONFIGS
from starcase.comparing.changes import Comparison, compare
from starcase.comparing.correction_log import draft_log
from starcase.comparing.facts import State
from starcase.comparing.published import read_published
from starcase.comparing.telling import describe, tell_changes
from starcase.comparing.written import read_written
from starcase.language import Words, mark
from starcase.options import Options
from starcase.pipeline import load
from starcase.report import encode_json, print_lines, write_json
from starcase.views import urls


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    if typed.old is None or typed.new is None:
        raise UsageMistake("请在 diff 后面写两个文件夹：先写旧的，再写新的。")
    old, new = Path(typed.old), Path(typed.new)
    log = Path(typed.log) if typed.log else None
    if log and log.exists():
        raise UsageMistake("“{file}”已经有了，没有改动它。请在 --log 后面换一个文件名。", file=log)
    comparison = _compare(old, new, typed, words)
    if typed.format == "json":
        write_json(encode_json({"old": str(old), "new": str(new), **describe(comparison, words)}))
    else:
        print_lines(tell_changes(comparison, words), sys.stdout)
    if log:
        _write_log(comparison, log, typed, words)
    return WHOLE


def _compare(old: Path, new: Path, typed: argparse.Namespace, words: Words) -> Comparison:
    are_releases = [_is_release(place) for place in (old, new)]
    if are_releases[0] != are_releases[1]:
        raise UsageMistake("一边是生成好的网站，另一边是资料，不能比较。请写两份资料，或两个网站。")
    with contextlib.ExitStack() as opened:
        if are_releases[0]:
            states = [_read_release(place, words) for place in (old, new)]
        else:
            states = [opened.enter_context(_opened_content(place, typed, words)) for place in (old, new)]
        return compare(*states)


def _is_release(place: Path) -> bool:
    """Whether a folder holds a site, not content; UsageMistake where it holds neither."""
    if (place / urls.DICTIONARY_DATA).is_file():
        return True
    if any((place / name).exists() for name in (*CONFIGS, "content")):
        return False
    says = mark("“{place}”里没有资料（config.yaml 和 content），也没有生成好的网站。请检查写的位置；压缩包请先解开。")
    raise UsageMistake(says, place=place)


def _read_release(place: Path, words: Words) -> State:
    try:
        return read_published(place, words)
    except (OSError, ValueError, KeyError) as error:
        says = mark("“{place}”里的开放数据不完整（{error}）。请换一份完整的网站，或先用 verify 核对。")
        raise UsageMistake(says, place=place, error=error) from error


@contextlib.contextmanager
def _opened_content(place: Path, typed: argparse.Namespace, words: Words) -> Iterator[State]:
    """The content of a folder, in which nothing is written; records can be read as long as it is open."""
    root = place.resolve()
    loaded = load(Options(root, root / "site", as_of=typed.as_of, drafts=typed.drafts, cache=False))
    with contextlib.closing(loaded.store):
        if loaded.stopped:
            says = mark("“{place}”里有让整个网站不能发布的错误，下面的比较可能不全。")
            print(words(says, place=place), file=sys.stderr)
        yield read_written(loaded, words)


def _write_log(comparison: Comparison, log: Path, typed: argparse.Namespace, words: Words) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    day = typed.as_of or today("Asia/Shanghai")
    log.write_text(draft_log(comparison, day, words), "utf-8", newline="\n")
    print(words("更正记录的草稿写在 {file}，请打开它写完。", file=log), file=sys.stderr)
