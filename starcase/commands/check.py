"""`check`: finds what is wrong, and publishes nothing."""

from __future__ import annotations

import argparse
import sys

from starcase.commands.chosen import options_of
from starcase.commands.ending import FOUND_ERRORS, WHOLE
from starcase.language import Words
from starcase.pipeline import check
from starcase.report import check_lines, show_progress, tell


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    options = options_of(typed)
    with show_progress(sys.stderr, words) as progress:
        report = check(options, progress)
    tell(report, typed.format, check_lines)
    return FOUND_ERRORS if report.stopped or report.has_errors else WHOLE
