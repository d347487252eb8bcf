"""`verify`: compares a site with its own list and with the content."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from starcase.arguments import PROGRAM
from starcase.commands.chosen import options_of
from starcase.commands.ending import DIFFERS, NOTHING_PUBLISHED, WHOLE, WRONG_USAGE, fail
from starcase.language import Words
from starcase.options import Options
from starcase.pipeline import load, make_outputs
from starcase.report import Progress, encode_json, print_lines, show_progress, write_json
from starcase.verify import Verified, compare_with, describe, verify_lines, verify_site


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    options = options_of(typed, cache=False)  # what is remembered of the content is what is to be verified
    site = Path(typed.site) if typed.site else options.output
    verified = verify_site(site)
    if verified is None:
        return fail(
            WRONG_USAGE, words("“{output}”里还没有生成好的网站。请先运行 {program}。", output=site, program=PROGRAM)
        )
    with show_progress(sys.stderr, words) as progress:
        verified = _compare_with_content(verified, options, progress)
    if typed.format == "json":
        write_json(encode_json(describe(verified)))
    else:
        print_lines(verify_lines(verified, site, words), sys.stdout)
    if verified.is_whole and verified.outdated is None:
        return NOTHING_PUBLISHED
    return DIFFERS if verified.outdated or not verified.is_whole else WHOLE


def _compare_with_content(verified: Verified, options: Options, progress: Progress) -> Verified:
    loaded = load(options, progress)
    with contextlib.closing(loaded.store):
        progress.stage("render")
        return verified if loaded.stopped else compare_with(make_outputs(loaded), verified)
