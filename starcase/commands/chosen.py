"""The options of a run, from what was typed."""

from __future__ import annotations

import argparse
import os
from typing import Any

from starcase.arguments import UsageMistake
from starcase.commands.folders import content_root, output_of
from starcase.language import mark
from starcase.options import Options


def options_of(typed: argparse.Namespace, **given: Any) -> Options:
    """What `build` and its kin are asked; `given` overrides what was typed. UsageMistake says what cannot be meant."""
    _check_fixed_day()
    root = content_root(typed)
    chosen = {
        "audience": getattr(typed, "audience", None) or "public",
        "as_of": typed.as_of,
        "jobs": getattr(typed, "jobs", None),
        "drafts": getattr(typed, "drafts", False),
        "strict": getattr(typed, "strict", False),
        "cache": not getattr(typed, "no_cache", False),
    }
    return Options(root=root, output=output_of(typed, root), **(chosen | given))


def _check_fixed_day() -> None:
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed and not fixed.isdecimal():
        says = mark("环境变量 SOURCE_DATE_EPOCH 是“{fixed}”，应当是 1970 年以来的秒数。请改正或删去它。")
        raise UsageMistake(says, fixed=fixed)
