"""`serve`: shows the site as it is being written."""

from __future__ import annotations

import argparse
from functools import partial

from starcase.commands.chosen import options_of
from starcase.commands.ending import WHOLE
from starcase.language import Words
from starcase.serve.server import serve
from starcase.session import Session


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    options = options_of(typed, drafts=True, jobs=1)
    serve(
        Session(options).read,
        options.root,
        host=typed.host or "127.0.0.1",
        port=8000 if typed.port is None else typed.port,
        open_browser=typed.open,
        say=partial(print, flush=True),
        words=words,
    )
    return WHOLE
