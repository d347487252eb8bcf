"""Answers a build at once where nothing has changed since the last one: neither what is read nor what was made.

It compares the stamps of every file below content/ and templates/ (for reviewers also review/), of config.yaml and of the program with those of the build before,
and the site with what publishing noted of it. A stamp that is too fresh to rely on, another day or another option, and the site is built
as ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from starcase.clock import today
from starcase.fingerprint import program_digest
from starcase.model.report import Report
from starcase.options import Options
from starcase.release_tree import is_untouched, mark_of_site
from starcase.render.folders import template_folders
from starcase.stamps import COARSE, Stamped, stamp_trees

_NAME = "last.json"
_CONFIGS = ("config.yaml", "config.yml")


class _Last(Struct, frozen=True):
    """A build that published the site: what it was asked, what it read, which site it left (its mark), what it said."""

    asked: str
    inputs: str
    site: str
    time_zone: str
    as_of: date
    report: Report


class Look(Struct, frozen=True):
    """What was seen before a build: the stamps of what it reads, and what the last build said if this one could say nothing else."""

    inputs: Stamped | None
    report: Report | None = None


def look(options: Options) -> Look:
    """To be asked before anything is read, so that a change during the build is not taken for read."""
    started = time.perf_counter()
    inputs = _settled_inputs(options)
    last = _load(options) if inputs else None
    if inputs is None or last is None or (last.asked, last.inputs) != (_asked(options), inputs.digest):
        return Look(inputs)
    if last.as_of != (options.as_of or today(last.time_zone)) or not is_untouched(options.output, last.site):
        return Look(inputs)
    timings = (("unchanged", time.perf_counter() - started),)
    said = last.report
    reused = said.rendered + said.reused
    return Look(inputs, replace(said, changed=0, rendered=0, reused=reused, weaker_promise=None, timings=timings))


def remember(options: Options, seen: Look, report: Report, time_zone: str, as_of: date) -> None:
    """Keeps what the next build can be compared with; while no other build may write the site. Not being able to costs time only."""
    folder = options.cache_folder
    if folder is None or seen.inputs is None:
        return
    with contextlib.suppress(OSError):
        last = _Last(_asked(options), seen.inputs.digest, mark_of_site(options.output), time_zone, as_of, report)
        content = msgspec.json.encode(last, enc_hook=str)
        unfinished = folder / f"{_NAME}.new"
        unfinished.write_bytes(_seal(content) + content)
        unfinished.replace(folder / _NAME)


def _settled_inputs(options: Options) -> Stamped | None:
    """The stamps of everything that a build reads; None where one is too fresh to be relied on."""
    configs = sorted(name for name in os.listdir(options.root) if name.casefold() in _CONFIGS)
    folders = ("content", "review") if options.is_for_reviewers else ("content",)
    stamped = stamp_trees([*(options.root / name for name in (*configs, *folders)), *template_folders(options.root)])
    return stamped if stamped and stamped.newest < time.time_ns() - COARSE else None


def _load(options: Options) -> _Last | None:
    if options.cache_folder is None:
        return None
    with contextlib.suppress(OSError, msgspec.DecodeError):
        content = (options.cache_folder / _NAME).read_bytes()
        if content[:64] == _seal(content[64:]):
            return msgspec.json.decode(content[64:], type=_Last, dec_hook=lambda shape, value: shape(value))
    return None


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=32).hexdigest().encode()


def _asked(options: Options) -> str:
    """What the build depends on besides files and the day."""
    asked = (options.root.resolve(), options.output.resolve(), options.audience, options.drafts, options.strict)
    return f"{program_digest().hex()} {asked!r}"
