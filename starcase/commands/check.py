"""`check`: finds what is wrong, and publishes nothing."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from starcase.checking import check_with_catalogue
from starcase.commands.chosen import options_of
from starcase.commands.ending import FOUND_ERRORS, WHOLE
from starcase.inspection.answers import Inspected, Verdict, inspect
from starcase.inspection.sheet import self_check_sheet
from starcase.language import Words
from starcase.report import check_lines, show_progress, tell


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    options = options_of(typed)
    with show_progress(sys.stderr, words) as progress:
        report, catalogue = check_with_catalogue(options, progress)
    tell(report, typed.format, check_lines)
    if typed.self_check:
        _write_self_check(Path(typed.self_check), Inspected(options.root, report, catalogue), words)
    return FOUND_ERRORS if report.stopped or report.has_errors else WHOLE


def _write_self_check(target: Path, site: Inspected, words: Words) -> None:
    """The sheet, and in short what it says; on standard error, so that JSON on standard output stays whole."""
    answers, catalogue = inspect(site), site.catalogue
    problems = site.report.problems
    target.write_bytes(self_check_sheet(catalogue.config.title, catalogue.as_of, answers, problems, words))
    counts = Counter(answer.verdict for answer in answers)
    told = words("，").join(words("{verdict} {n} 项", verdict=words(one.value), n=counts[one]) for one in Verdict)
    print(words("自查表写在 {file}：{told}。", file=target, told=told), file=sys.stderr)
    for answer in answers:
        if answer.verdict is Verdict.BAD:
            print(
                "  " + words("{verdict}　{title}", verdict=words(answer.verdict.value), title=words(answer.title)),
                file=sys.stderr,
            )
