"""Compares a site with its own list of files, and with what the present content would give."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starcase.arguments import PROGRAM
from starcase.language import Words, mark
from starcase.manifest import make_manifest, read_manifest
from starcase.model.output import Output
from starcase.publish import site_files, undisturbed
from starcase.report import Line, visible
from starcase.views import urls

_MOST_NAMED = 10
_SAYS = {
    "missing": mark("缺少 {n} 个文件："),
    "changed": mark("有 {n} 个文件的内容变了："),
    "additional": mark("多出 {n} 个文件："),
    "outdated": mark("有 {n} 个网页和文件与现在的资料不一致："),
}


class Verified(Struct, frozen=True):
    """What was found in a site.

    `missing`, `changed` and `additional` are paths by the site's own list. `outdated` is what a build of the present content would
    make otherwise, make besides, or not make; None where that is not known. `released` are the digests of what was published.
    """

    released: Mapping[str, str]
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    additional: tuple[str, ...] = ()
    outdated: tuple[str, ...] | None = None

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.changed or self.additional)


def verify_site(site: Path) -> Verified | None:
    """Compares every file of a site with the site's own list; None where there is no site."""
    with undisturbed(site) as folder:
        found = {path: _digest(folder / path) for path in site_files(folder)}
        content = (folder / urls.MANIFEST).read_bytes() if urls.MANIFEST in found else None
    if content is None and urls.HOME not in found:
        return None
    listing = found.pop(urls.MANIFEST, None)
    listed = _read(content)
    if listed is None:  # nothing tells what was published, but for what is there
        return Verified(found, **{"missing" if listing is None else "changed": (urls.MANIFEST,)})
    return Verified(
        listed,
        missing=tuple(sorted(listed.keys() - found.keys())),
        changed=tuple(sorted(path for path in listed.keys() & found.keys() if listed[path] != found[path])),
        additional=tuple(sorted(found.keys() - listed.keys())),
    )


def _digest(file: Path) -> str:
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _read(content: bytes | None) -> dict[str, str] | None:
    """The digests of a list; None where there is none, or it is not as starcase writes it."""
    try:
        listed = read_manifest(content) if content is not None else None
    except ValueError:
        return None
    return listed if listed is not None and make_manifest(listed).content == content else None


def compare_with(made: Iterable[Output], verified: Verified) -> Verified:
    """Says, too, how what was published differs from what is made now."""
    now = {output.path: hashlib.sha256(output.content).hexdigest() for output in made}
    paths = verified.released.keys() | now.keys()
    return replace(
        verified, outdated=tuple(sorted(path for path in paths if verified.released.get(path) != now.get(path)))
    )


# ── What is said ──


def verify_lines(verified: Verified, site: Path, words: Words) -> Iterator[Line]:
    """For people: what is wrong with the site itself, then whether it is up to date."""
    for name in ("missing", "changed", "additional"):
        yield from _named(name, getattr(verified, name), words)
    if verified.is_whole:
        whole = mark("“{site}”是完整的：{n} 个文件都和它自己的清单（{list}）一致。")
        yield words(whole, site=site, n=len(verified.released), list=urls.MANIFEST), "green"
    else:
        yield words("“{site}”不完整，或者被改动过。请重新生成网站，或重新上传。", site=site), "red"
    if verified.outdated is None:
        says = mark("资料里有错误，现在不能生成网站，所以没有和资料核对。请运行 {program} check 查看。")
        yield words(says, program=PROGRAM), "yellow"
    elif verified.outdated:
        yield from _named("outdated", verified.outdated, words)
        yield words("请重新生成网站。"), "yellow"
    else:
        yield words("它和现在的资料一致。"), "green"


def _named(name: str, paths: tuple[str, ...], words: Words) -> Iterator[Line]:
    if paths:
        yield words(_SAYS[name], n=len(paths)), "bold red"
    yield from ((f"  {visible(path)}", "") for path in paths[:_MOST_NAMED])
    if len(paths) > _MOST_NAMED:
        yield words("  另有 {n} 个", n=len(paths) - _MOST_NAMED), ""


def describe(verified: Verified) -> dict[str, object]:
    """For programs: `outdated` is null where the content has errors that let nothing be built."""
    return {
        "whole": verified.is_whole,
        "missing": verified.missing,
        "changed": verified.changed,
        "additional": verified.additional,
        "outdated": verified.outdated,
    }
