"""`serve`: shows the site as it is being written."""

from __future__ import annotations

import argparse
from functools import partial

from starcase.arguments import UsageMistake
from starcase.commands.chosen import options_of
from starcase.commands.ending import WHOLE
from starcase.language import Words
from starcase.pages.audiences import PUBLIC
from starcase.serve.server import serve
from starcase.serve.watch import PUBLIC_FOLDERS
from starcase.session import Session


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    audience = typed.audience or PUBLIC
    if audience != PUBLIC and typed.host not in (None, "127.0.0.1", "localhost"):
        raise UsageMistake("评审人员的网站是内部资料，只能在本机看。请去掉 --host。")
    options = options_of(typed, drafts=audience == PUBLIC, jobs=1)
    serve(
        Session(options).read,
        options.root,
        host=typed.host or "127.0.0.1",
        port=8000 if typed.port is None else typed.port,
        open_browser=typed.open,
        say=partial(print, flush=True),
        words=words,
        folders=PUBLIC_FOLDERS if audience == PUBLIC else (*PUBLIC_FOLDERS, "review"),
    )
    return WHOLE
