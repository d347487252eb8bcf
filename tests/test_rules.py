"""Every rule has its page, and the page's examples are true."""

from __future__ import annotations

import importlib.util
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from starcase.checking import check
from starcase.model.report import Report
from starcase.options import Options
from starcase.rulebook import all_rules
from tests.sites import BASE, split_files, write_site

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"
RULES = all_rules()

# Content hardly leads here; test_checks.py makes them happen. anchor-twice is a mistake of templates. Before outputs-collide come id-twice,
# path-collision and redirect-over-page. What stands in an Office document test_personal_files.py makes.
# A public check never opens what reviewers write; test_round_rules.py makes those of a round happen.
WITHOUT_EXAMPLE = {
    *("anchor-twice", "outputs-collide", "attachment-author", "attachment-hidden-content"),
    *("round-score", "round-score-column", "round-score-nobody"),
}

_MANY = re.compile(r"（共 (\d+) 个“([^”]+)”）")
_PICTURE = re.compile(r"（图片：宽 (\d+)、高 (\d+) 像素）")
_CODE = re.compile(r"（U\+([0-9A-F]{4})）")


def _check(folder: Path, files: dict[str, str], options: dict[str, object]) -> Report:
    """`delete: path` in the example's options takes a file of the base away; bytes are written with `encoding`.

    A file that holds `（图片：宽 800、高 600 像素）` is a picture of that size.
    """
    files = {name: _spell_out(content) for name, content in files.items()}
    text = "".join(f"-- {name} --\n{content}" for name, content in files.items())
    root = write_site(folder, text, BASE)
    for path in str(options.get("delete", "")).split():
        target = root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    encoding = options.get("encoding")
    for name, content in files.items():
        if drawn := _PICTURE.match(content):
            Image.new("RGB", (int(drawn[1]), int(drawn[2]))).save(root / name)
        elif encoding:
            (root / name).write_bytes(content.encode(str(encoding)))
    audience, strict = str(options.get("audience", "public")), bool(options.get("strict"))
    day = _day("2024-06-01")
    return check(Options(root=root, output=root / "site", audience=audience, as_of=day, jobs=1, strict=strict))


def _spell_out(text: str) -> str:
    """What would not be readable in an example: `（共 600 个“=”）` is that many signs, `（U+200B）` the character of that number."""
    text = _MANY.sub(lambda many: many[2] * int(many[1]), text)
    return _CODE.sub(lambda code: chr(int(code[1], 16)), text)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _example(rule: str) -> dict[str, str]:
    return split_files((FOLDER / "examples" / f"{rule}.txt").read_text(encoding="utf-8"))


def _part(example: dict[str, str], name: str) -> dict[str, str]:
    return {path.removeprefix(f"{name}/"): text for path, text in example.items() if path.startswith(f"{name}/")}


def _options(example: dict[str, str]) -> dict[str, object]:
    return dict(line.split(": ", 1) for line in example.get("options", "").splitlines() if line)


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id not in WITHOUT_EXAMPLE])
def test_the_bad_example_is_reported_at_its_place(rule: str, tmp_path: Path) -> None:
    example = _example(rule)
    report = _check(tmp_path, _part(example, "bad"), _options(example))
    said = [f"{p.place.file}:{p.place.line}:{p.place.column}" for p in report.problems if p.rule == rule]
    assert said == example["expect"].split(), [(p.place, p.rule, p.message) for p in report.problems]
    others = sorted({p.rule for p in report.problems} - {rule})
    assert others == example.get("also", "").split(), "one mistake is one message"


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id not in WITHOUT_EXAMPLE])
def test_the_good_example_is_clean(rule: str, tmp_path: Path) -> None:
    report = _check(tmp_path, _part(_example(rule), "good"), {})
    assert not report.problems, [(p.place, p.rule, p.message) for p in report.problems]


def test_no_two_examples_differ_only_in_a_name() -> None:
    shapes: dict[str, str] = {}
    for rule in RULES:
        if rule.id in WITHOUT_EXAMPLE:
            continue
        bad = "\n".join(_part(_example(rule.id), "bad").values())
        shape = re.sub(r"[^\W_]+", "x", bad)
        assert shape not in shapes, f"{rule.id} and {shapes[shape]} have the same example"
        shapes[shape] = rule.id


def test_every_rule_page_is_up_to_date() -> None:
    specification = importlib.util.spec_from_file_location("generate", FOLDER / "generate.py")
    assert specification and specification.loader
    generate = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(generate)
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert written == generate.pages(), "run: python3 docs/rules/generate.py"


def test_nothing_that_is_said_uses_words_of_programmers() -> None:
    """Neither the rules nor any other text of the program: en.po lists them all."""
    texts = re.findall(
        r'^msgid "(.*)"$', (FOLDER.parents[1] / "starcase/locale/en.po").read_text("utf-8"), re.MULTILINE
    )
    assert len(texts) > 900
    for text in (*texts, *(rule.says + rule.mend for rule in RULES)):
        found = re.search(r"非法|无效|异常|null|None|(?<![\w{])id(?![\w}])", text)
        assert found is None, f"“{text}” says {found[0] if found else ''}"


def test_every_rule_says_what_to_do_in_a_sentence() -> None:
    for rule in RULES:
        assert rule.says.endswith(("。", "：", "}", "？", "”")) and rule.mend.endswith("。"), rule.id
