"""`doctor`: tells how this machine stands."""

from __future__ import annotations

import argparse

from starcase.commands.ending import WHOLE
from starcase.commands.folders import find_root, output_of
from starcase.doctor import examine
from starcase.language import Words


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    root = find_root(typed)
    for looked_at, found in examine(root, output_of(typed, root), words):
        print(words("{name}：{guidance}", name=looked_at, guidance=found))
    return WHOLE
