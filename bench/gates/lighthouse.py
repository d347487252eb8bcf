#!/usr/bin/env python3
"""Runs Lighthouse on the largest page of each kind. It needs Node, `npm install lighthouse`, and the tests' Chromium.

    python bench/gates/lighthouse.py SITE --lighthouse node_modules/.bin/lighthouse [--only organization,story]

The site is served with gzip, as a server on the network would send it. Each line has the four categories, from 0 to 1, and below it what
cost points. It ends with 1 where any is below 0.99. The figures for speed are of the machine, too: run it on one that is at rest.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tornado.web import Application, StaticFileHandler

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

from pages import largest_pages  # noqa: E402

from tests.chromium import ready_chromium  # noqa: E402

WANTED = 0.99
NOT_FOR_ENGINES = frozenset({"plaque", "region_roster", "level_roster"})
"""They say so themselves, which the category “seo” cannot forgive."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the site on a server of this machine that compresses what it sends."""
    loop, port = asyncio.new_event_loop(), []
    ready = threading.Event()

    async def serve() -> None:
        files = [(r"/(.*)", StaticFileHandler, {"path": str(site), "default_filename": "index.html"})]
        server = Application(files, compress_response=True).listen(0, "127.0.0.1")
        port.append(next(iter(server._sockets.values())).getsockname()[1])
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(serve())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    ready.wait()
    yield f"http://127.0.0.1:{port[0]}/"
    loop.call_soon_threadsafe(loop.stop)


def look_at(address: str, lighthouse: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [lighthouse, address, "--quiet", f"--chrome-flags={FLAGS}", "--output=json", f"--output-path={told}"]
        environment = {**os.environ, "CHROME_PATH": ready_chromium()}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        report: dict[str, Any] = json.loads(told.read_bytes())
        return report


def lost(report: dict[str, Any]) -> Iterator[str]:
    """The audits that count and were not passed."""
    for category in report["categories"].values():
        for audit in category["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < WANTED:
                yield f"{found['score']:.2f} {found['title']}: {found.get('displayValue', '')}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--lighthouse", required=True)
    parser.add_argument("--only", default="")
    typed = parser.parse_args()
    wanted = set(filter(None, typed.only.split(",")))
    worst = 1.0
    with served(typed.site) as address:
        for kind, path in largest_pages(typed.site).items():
            if kind in NOT_FOR_ENGINES or (wanted and kind not in wanted):
                continue
            report = look_at(address + path, typed.lighthouse)
            scores = {name: category["score"] for name, category in report["categories"].items()}
            worst = min(worst, *(score for score in scores.values() if score is not None))
            print(f"{kind:20} " + "  ".join(f"{name} {score}" for name, score in scores.items()), flush=True)
            for line in lost(report):
                print(f"    {line}", flush=True)
    return int(worst < WANTED)


if __name__ == "__main__":
    sys.exit(main())
