"""`build`: makes the site."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from starcase.commands.chosen import options_of
from starcase.commands.ending import HELD_BACK, NOTHING_PUBLISHED, WHOLE
from starcase.language import Words
from starcase.machine import MachineError
from starcase.report import build_lines, show_progress, tell
from starcase.unchanged import Look, look

if TYPE_CHECKING:
    from starcase.model.report import Report
    from starcase.options import Options


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    options = options_of(typed)
    try:
        seen = look(options)
        report = seen.report or _build_anew(options, seen, words)
    except (MachineError, OSError) as error:
        error.add_note(words("没有生成成功，原来的网站没有改动。"))
        raise
    tell(report, typed.format, build_lines)
    if not report.published:
        return NOTHING_PUBLISHED
    return HELD_BACK if report.held_back else WHOLE


def _build_anew(options: Options, seen: Look, words: Words) -> Report:
    from starcase.pipeline import build

    with show_progress(sys.stderr, words) as progress:
        return build(options, progress, seen)
