"""The house keeps its order: imports go one way, stand at the top, and pull in nothing that they need not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From left to right; a module imports only from its own floor or from one to its left (docs/architecture.md).
FLOORS = (
    ("", "language", "clock"),
    ("problems", "machine", "memory", "arguments"),
    ("model",),
    ("sources", "pinyin", "pinyin_words", "folding"),
    ("privacy",),
    ("read", "settings"),
    ("rating",),
    ("catalogue",),
    ("checks",),
    ("found", "fingerprint", "copies", "pool"),
    ("reading", "places", "echoes", "stamps", "reviewing", "wording"),
    ("views",),
    ("pages", "parcels", "media", "search", "keys"),
    ("render", "manifest", "gathering", "desk"),
    ("cache_folder", "options", "signing", "store", "kept_regions", "stopwatch", "release_tree"),
    ("changed",),
    ("loading",),
    ("remembered",),
    ("publish", "exchange", "consents", "inspection", "report", "release_zip", "serve", "doctor", "unchanged"),
    ("writing",),
    ("intake",),
    ("standing", "long_files"),
    ("pipeline", "session", "verify", "comparing"),
    ("checking",),
    ("commands",),
    ("rulebook", "cli"),
)
HEIGHT = {name: height for height, names in enumerate(FLOORS) for name in names}

# Modules that load others by name for a fast start.
MAY_IMPORT_INSIDE = {
    "starcase/commands/build.py",
    "starcase/report.py",
    "starcase/language.py",
    "starcase/pinyin.py",
    "starcase/search/__init__.py",
    "starcase/render/workbook.py",
    "starcase/exchange/tables/old_workbook.py",
    "starcase/privacy/pdf_text.py",
}


def _modules() -> list[Path]:
    return sorted((ROOT / "starcase").rglob("*.py"))


def _imports(tree: ast.AST) -> Iterator[tuple[int, str, bool]]:
    """Line, imported starcase module, and whether it stands inside a function."""
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module, id(node) in inside
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name, id(node) in inside


def _floor(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_to_its_left(path: Path) -> None:
    name = path.relative_to(ROOT)
    own = name.parts[1].removesuffix(".py").replace("__init__", "")
    assert own in HEIGHT, f"{name}: give this module a floor in {Path(__file__).name}"
    for line, module, _ in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        if module.split(".")[0] == "starcase":
            assert HEIGHT[_floor(module)] <= HEIGHT[own], f"{name}:{line} imports {module}, which stands to its right"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_stand_at_the_top(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    if name in MAY_IMPORT_INSIDE:
        return
    hidden = [line for line, _, inside in _imports(ast.parse(path.read_text(encoding="utf-8"))) if inside]
    assert not hidden, f"{name}:{hidden[0]} imports inside a function"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_its_one_idea_first(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path.relative_to(ROOT)} has no docstring"


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pattern_has_a_possessive_group(path: Path) -> None:
    """Python before 3.11.5, which Debian 12 has, matches `(…)*+` wrongly where the group can give back (gh-106052)."""
    found = re.search(r"\)[*+?}]\+", path.read_text(encoding="utf-8"))
    assert found is None, f"{path.relative_to(ROOT)} holds {found[0]!r}"
