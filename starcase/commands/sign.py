"""`sign`: signs the content as it is, one step of those that config.yaml demands."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.clock import today
from starcase.commands.ending import NOTHING_PUBLISHED, WHOLE, fail
from starcase.commands.folders import content_root
from starcase.exchange.editing.applying import apply_all
from starcase.language import Listing, Words
from starcase.loading import read_text
from starcase.model.config import SignOffStep
from starcase.read.scalars import Fault, Understood
from starcase.read.shapes import parse_choice
from starcase.settings import read_settings
from starcase.signing import FILE, read_signed, with_signature
from starcase.sources.discover import discover_sources


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status. The steps before must be signed, for the same content."""
    root = content_root(typed)
    settings, _ = read_settings(discover_sources(root)[0], partial(read_text, root))
    steps = settings.config.sign_off
    step = _step(typed.step, steps)
    signed = read_signed(root)
    if any(found.is_error for found in signed.problems):
        return fail(NOTHING_PUBLISHED, words("“{file}”里有错误，没有签。请先运行 check，改好以后再签。", file=FILE))
    before = [one for one in steps[: steps.index(step)] if not signed.holds(one)]
    if before:
        names = Listing(tuple(one.label for one in before), is_quoted=False)
        return fail(NOTHING_PUBLISHED, words("要先签{names}：资料签过以后改动的，也要从头签。", names=names))
    day = typed.as_of or today(settings.config.time_zone)
    apply_all(root, {Path(FILE): with_signature(signed, step, day)})
    left = [one for one in steps[steps.index(step) + 1 :] if not signed.holds(one)]
    print(words("已签{step}，资料指纹 {digest}。", step=step.label, digest=signed.digest[:12]))
    print(words("接下来请签{step}。", step=left[0].label) if left else words("审签齐了，可以发布。"))
    return WHOLE


def _step(typed: str | None, steps: tuple[SignOffStep, ...]) -> SignOffStep:
    if not steps:
        raise UsageMistake("config.yaml 里没有写 sign_off（审签），不用签。")
    parsed = parse_choice(SignOffStep, typed) if typed else None
    step = parsed.value if isinstance(parsed, Understood) else parsed
    if isinstance(step, Fault) or step is None or step not in steps:
        known = Listing(tuple(f"{one.value}（{one.zh[0]}）" for one in steps), is_quoted=False)
        raise UsageMistake("请写明签哪一道：{known}。", known=known)
    assert isinstance(step, SignOffStep)
    return step
