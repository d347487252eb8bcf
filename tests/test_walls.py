"""What reviewers write never reaches the public: not by opening, importing, typing, or any byte of the public site."""

from __future__ import annotations

import ast
import contextlib
import io
import pkgutil
import subprocess
import sys
import typing
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PIL import Image

import starcase
from starcase.cli import main
from starcase.machine import MachineError
from starcase.options import Options
from starcase.pages import PAGES
from starcase.serve.watch import PUBLIC_FOLDERS
from starcase.session import Session
from tests.compared import tree_of
from tests.desks import CANARY, DAY, REVIEW, ROUND, build_desk, desk_text
from tests.sites import BASE, build_site, rebuild, write_site

ROOT = Path(__file__).resolve().parents[1]
INSIDE = (
    "model.review",
    "model.rounds",
    "model.desk",
    "desk",
    "reviewing",
    "views.reviewer",
    "pages.reviewer",
    "read.round",
)
MAY_IMPORT = (*INSIDE, "exchange", "commands")
"""Those who work for reviewers; of exchange and commands none is loaded by a build."""

# A process of its own: an audit hook cannot be taken away again. It ends the process at the first touch of review/.
WATCHED = """
import os, sys
inside = sys.argv.pop(1)
def look(event, arguments):
    for value in arguments[:2]:
        if isinstance(value, (str, bytes, os.PathLike)) and (os.fsdecode(value) + "/").startswith(inside + "/"):
            os.write(2, f"{event} {value}".encode())
            os._exit(99)
sys.addaudithook(look)
from starcase.cli import main
status = main(sys.argv[1:])
loaded = [name for name in sys.modules if name.startswith(tuple(f"starcase.{one}" for one in INSIDE))]
print("loaded", loaded)
sys.exit(status)
""".replace("INSIDE", repr(INSIDE))


def _public_root(folder: Path) -> Path:
    return write_site(folder, desk_text(fine=REVIEW) + ROUND, BASE)


def _run_watched(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WATCHED, str(root / "review"), *arguments, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.mark.parametrize("arguments", [["build", "--as-of", "2024-06-01"], ["check", "--as-of", "2024-06-01"]])
def test_a_public_run_opens_nothing_in_review_and_loads_none_of_its_code(tmp_path: Path, arguments: list[str]) -> None:
    done = _run_watched(_public_root(tmp_path), *arguments)
    assert done.returncode in (0, 1), done.stderr
    assert "loaded []" in done.stdout


def test_the_watch_would_notice(tmp_path: Path) -> None:
    done = _run_watched(_public_root(tmp_path), "build", "--audience", "review", "--as-of", "2024-06-01")
    assert done.returncode == 99, done.stdout


def test_a_public_build_does_not_mind_a_review_folder_that_cannot_be_read(tmp_path: Path) -> None:
    root = write_site(tmp_path, desk_text(), BASE)
    (root / "review").symlink_to(root / "nowhere")
    assert rebuild(root).report.published


def test_sites_of_different_reviews_are_the_same_to_the_byte(tmp_path: Path) -> None:
    plain = build_site(tmp_path / "plain", desk_text())
    full = build_site(tmp_path / "full", desk_text(fine=REVIEW, wrong=REVIEW.replace(CANARY, "别的")) + ROUND)
    build_desk(tmp_path / "full", "")
    assert tree_of(plain.output) == tree_of(full.output) == tree_of(rebuild(full.root).output)


def test_no_byte_of_the_public_site_holds_what_reviewers_wrote(tmp_path: Path) -> None:
    site = build_site(tmp_path, desk_text(fine=REVIEW) + ROUND)
    signs = [CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    signs += [b"canary7391", "canary7391".encode("utf-16-le"), b"7391yranac"]
    for file in site.output.rglob("*"):
        if file.is_file():
            for part, content in _unpacked(file.name, file.read_bytes()):
                assert not any(sign in content for sign in signs), f"{file}: {part}"
    inside = build_desk(tmp_path, "")
    assert signs[0] in (inside.output / "bodies" / "fine" / "index.html").read_bytes()
    parts = [
        content for file in inside.output.rglob("*.xlsx") for _, content in _unpacked(file.name, file.read_bytes())
    ]
    assert any(signs[0] in content for content in parts), "what is packed is looked into"


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and all that is packed in it: the parts of workbooks and documents, what a picture says of itself."""
    yield name, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.namelist():
                yield from _unpacked(f"{name}/{entry}", packed.read(entry))
    elif name.endswith((".jpg", ".png", ".webp")):
        yield name, repr(Image.open(io.BytesIO(content)).info).encode()


# ── By import and by type ──


def _modules() -> list[str]:
    return [module.name.removeprefix("starcase.") for module in pkgutil.walk_packages(starcase.__path__, "starcase.")]


def _is_inside(module: str, some: tuple[str, ...]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in some)


@pytest.mark.parametrize("module", [name for name in _modules() if not _is_inside(name, MAY_IMPORT)])
def test_a_public_module_imports_nothing_of_the_reviewers(module: str) -> None:
    place = ROOT / "starcase" / module.replace(".", "/")
    source = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
    imported = _imported(ast.parse(source.read_text("utf-8")))
    assert not [one for one in imported if _is_inside(one.removeprefix("starcase."), INSIDE)]


def _imported(tree: ast.Module) -> Iterator[str]:
    """What a module imports when it runs: what only a type checker sees is left out."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_no_type_of_the_reviewers_can_be_reached_from_a_public_view(kind: object) -> None:
    hints = typing.get_type_hints(kind.project)  # type: ignore[attr-defined]
    seen: set[object] = set()
    for hint in hints.values():
        _reach(hint, seen)
    modules = {one.__module__.removeprefix("starcase.") for one in seen if isinstance(one, type)}
    assert modules and not [one for one in modules if _is_inside(one, INSIDE)]


def _reach(hint: object, seen: set[object]) -> None:
    """Every class that a value of a type can hold."""
    for inner in typing.get_args(hint):
        _reach(inner, seen)
    if isinstance(hint, type) and hint not in seen and hint.__module__.startswith("starcase"):
        seen.add(hint)
        fields = (
            typing.get_type_hints(hint) if issubclass(hint, msgspec.Struct) or hasattr(hint, "model_fields") else {}
        )
        for inner in fields.values():
            _reach(inner, seen)


# ── By template ──


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{{ view.inside }}", AttributeError),
        ("{{ view.work }}", AttributeError),
        ('{% include "pages/table.html" %}', MachineError),
        ('{% extends "pages/layout.html" %}', MachineError),
    ],
)
def test_a_public_template_that_names_what_reviewers_see_fails(
    tmp_path: Path, template: str, error: type[Exception]
) -> None:
    text = f"-- templates/pages/public/organization.html --\n{template}\n" + desk_text(fine=REVIEW)
    with pytest.raises(error):
        build_site(tmp_path, text)


# ── By folder ──


def _status(*arguments: str) -> tuple[int, str]:
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        return main(list(arguments)), said.getvalue()


@pytest.mark.parametrize("output", ["site", "site/inside"])
def test_the_reviewers_site_is_never_made_inside_the_public_one(tmp_path: Path, output: str) -> None:
    root = write_site(tmp_path, desk_text(), BASE)
    status, said = _status("--audience", "review", "--root", str(root), "--output", str(root / output))
    assert status == 2 and "那里是公开的网站" in said and not (root / output).exists()


def test_neither_site_is_made_where_the_other_stands(tmp_path: Path) -> None:
    public = build_site(tmp_path / "a", desk_text())
    elsewhere = public.output.rename(tmp_path / "elsewhere")
    desk = build_desk(tmp_path / "b", desk_text())
    status, said = _status("--audience", "review", "--root", str(desk.root), "--output", str(elsewhere / "x"))
    assert status == 2 and "那里是公开的网站" in said
    status, said = _status("--root", str(public.root), "--output", str(desk.output))
    assert status == 2 and "给评审人员看的网站" in said


def test_the_desk_has_a_cache_of_its_own(tmp_path: Path) -> None:
    root = _public_root(tmp_path)
    build_desk(root, "")
    assert (root / ".starcase" / "review").is_dir() and not (root / ".starcase" / "public").exists()


def test_the_preview_shows_the_public_nothing_of_the_desk_and_does_not_look_into_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, desk_text(fine=REVIEW), BASE)
    shown = Session(Options(root, tmp_path / "out", as_of=DAY, jobs=1)).read(None)
    home = shown.answer("index.html")
    assert home is not None and "内部资料" not in home.content.decode()
    assert shown.answer("checklist/must/index.html") is None and shown.answer("bodies/fine/index.html") is None
    assert PUBLIC_FOLDERS == ("content", "templates")
