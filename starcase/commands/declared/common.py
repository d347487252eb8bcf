"""Options that several commands understand, and how a command finds the module in which it runs."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable

from starcase.arguments import Option, one_of, read_day, whole_number
from starcase.language import Words


def run_in(module: str) -> Callable[[argparse.Namespace, Words], int]:
    """The `run` of a module of starcase.commands, which is loaded when it is called for."""

    def run(typed: argparse.Namespace, words: Words) -> int:
        status: int = importlib.import_module(f"starcase.commands.{module}").run(typed, words)
        return status

    return run


ROOT = Option("--root", "config.yaml 和 content 所在的文件夹（默认：build.py 所在的文件夹）", "文件夹")
OUTPUT = Option("--output", "网站生成到哪里（默认：site；给评审人员看的是 site-review）", "文件夹")
AS_OF = Option("--as-of", "按哪一天的情况生成，例如 2026-11-22（默认：今天）", "日期", read_day)
JOBS = Option("--jobs", "同时用几个处理器（默认：全部）", "个数", whole_number(1, 1024))
DRAFTS = Option("--drafts", "连草稿、没到日子和过了日子的一起生成")
NO_CACHE = Option("--no-cache", "不用上次的缓存，全部重新生成")
FORMAT = Option("--format", "text 给人看，json 给程序用（默认：text）", "格式", one_of("text", "json"))
