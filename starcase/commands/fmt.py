"""`fmt`: tidies the files that people write, without changing what they say."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.commands.ending import DIFFERS, WHOLE
from starcase.commands.folders import content_root
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.editing.kinds import Kind
from starcase.language import Words
from starcase.loading import read_text
from starcase.model.config import Config
from starcase.model.notice import Notice
from starcase.model.organization import Organization
from starcase.model.page import ContentPage
from starcase.model.programme import Programme
from starcase.model.redirect import Redirect
from starcase.model.region import Region
from starcase.model.story import Story
from starcase.sources.discover import Sources, discover_sources
from starcase.writing.tidying import Tidied, tidy_front_matter, tidy_yaml

Tidy = Callable[[str], Tidied]


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status; with `--check` 1 where anything could be tidied."""
    root = content_root(typed)
    known = dict(_tidies(discover_sources(root)[0]))
    chosen = [_name_of(root, Path(one), known) for one in typed.files] or list(known)
    changed: dict[Path, bytes] = {}
    for file in chosen:
        before = read_text(root, file)[0]
        if before is None:
            continue
        tidied = known[file](before)
        _complain(file, tidied, words)
        if tidied.text != before:
            changed[root / file] = tidied.text.encode()
            print(file)
    if not typed.check:
        apply_all(root, changed)
    told = (
        words("可以整理 {n} 个文件。", n=len(changed)) if typed.check else words("整理了 {n} 个文件。", n=len(changed))
    )
    print(told if changed else words("都是整齐的，没有改动。"))
    return DIFFERS if typed.check and changed else WHOLE


def _tidies(sources: Sources) -> Iterator[tuple[str, Tidy]]:
    """Each file that people write, with what tidies it."""
    yaml: tuple[tuple[tuple[str | None, ...], Kind], ...] = (
        ((sources.config,), Config),
        (sources.programmes, Programme),
        ((sources.regions,), Region),
        (sources.organizations, Organization),
        ((sources.redirects,), Redirect),
    )
    markdown: tuple[tuple[tuple[str, ...], Kind], ...] = (
        (sources.stories, Story),
        (sources.notices, Notice),
        (sources.pages, ContentPage),
    )
    for files, kind in yaml:
        yield from ((file, partial(tidy_yaml, file=file, kind=kind)) for file in files if file)
    for texts, kind in markdown:
        yield from ((file, partial(tidy_front_matter, file=file, kind=kind)) for file in texts)


def _name_of(root: Path, path: Path, known: dict[str, Tidy]) -> str:
    place = (
        path if path.is_absolute() else next((one for one in (Path.cwd() / path, root / path) if one.exists()), path)
    )
    name = place.resolve().relative_to(root).as_posix() if place.resolve().is_relative_to(root) else ""
    if name not in known:
        raise UsageMistake("“{path}”不是这个网站的资料文件。请写 content 里的 .yaml 或 .md 文件。", path=path)
    return name


def _complain(file: str, tidied: Tidied, words: Words) -> None:
    for met in tidied.problems:
        line = met.spot.at[0] if met.spot.at else 1
        told = words(
            "{file} 第{line}行：{wrong}{mend}", file=file, line=line, wrong=met.message(words), mend=met.mend(words)
        )
        print(told)
    if tidied.problems:
        print(words("{file} 没有整理：请先改好上面的错误。", file=file))
    if tidied.is_strange:
        print(words("{file} 没有整理：它的写法少见，为了不改错，保持原样。", file=file))
