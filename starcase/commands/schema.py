"""`schema`: writes the format as JSON Schema, for editors."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from starcase.commands.ending import WHOLE
from starcase.commands.folders import find_root
from starcase.exchange.json_schema import json_schema, kinds
from starcase.language import Words, mark


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    folder = Path(typed.to) if typed.to else find_root(typed) / ".starcase" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        written = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
        (folder / f"{kind}.json").write_text(written, "utf-8", newline="\n")
        print(folder / f"{kind}.json")
    says = mark("在资料文件的第一行写上（以组织为例）：# yaml-language-server: $schema={schema}")
    print(words(says, schema=folder / "organization.json"))
    return WHOLE
