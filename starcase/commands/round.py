"""`round`: a reviewing round from start to end; each action is loaded when it is called for."""

from __future__ import annotations

import argparse
import importlib

from starcase.arguments import UsageMistake
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.language import Listing, Words, mark

ACTIONS = ("open", "sheet", "collect", "status", "decide", "publicity", "objection", "publish")
_CHINESE = {
    "开批": "open",
    "发表": "sheet",
    "收表": "collect",
    "进度": "status",
    "审定": "decide",
    "公示": "publicity",
    "异议": "objection",
    "公布": "publish",
}


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    action = _CHINESE.get(typed.action, typed.action)
    if action not in ACTIONS:
        says = mark("round 后面要写做什么：{known}。")
        raise UsageMistake(says, known=Listing(ACTIONS, is_quoted=False))
    try:
        status: int = importlib.import_module(f"starcase.commands.rounds.{action}").run(typed, words)
    except CannotEdit as error:
        raise UsageMistake("这一批的文件写法特别，不能自动改。请照程序原来写出的样子写，再来一次。") from error
    return status
