"""Writes docs/rules/<id>.md for every rule, from the rule itself and its example; run it after adding or changing a rule."""

from __future__ import annotations

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1]))

from starcase.problems import Rule  # noqa: E402
from starcase.rulebook import all_rules  # noqa: E402
from tests.sites import split_files  # noqa: E402

_SEVERITY = {"error": "必须改", "warning": "建议看", "hint": "建议看"}
_LANGUAGES = {"md": "markdown", "yaml": "yaml", "yml": "yaml"}
_CIRCUMSTANCES = {
    "delete": "（没有 {}。）",
    "encoding": "（文件保存成了 {} 编码。）",
    "strict": "（生成时写了 --strict。）",
    "audience": "（检查时写了 --audience {}。）",
}


def rule_page(rule: Rule, example: str) -> str:
    """One rule's page: what it says, how to mend it, a bad and a good example."""
    parts = split_files(example)
    effect = "出现时什么也不发布。" if rule.stops_site else ""
    return "\n".join(
        [
            f"# {rule.id}",
            "",
            f"**{_SEVERITY[rule.severity]}**　{effect}".rstrip("　"),
            "",
            f"- 提示：{_shown(rule.says)}",
            f"- 怎么改：{_shown(rule.mend)}",
            "",
            *(_examples(parts) if parts else ()),
            "<!-- 由 docs/rules/generate.py 生成，请勿手改 -->",
            "",
        ]
    )


def index_page(rules: tuple[Rule, ...]) -> str:
    lines = ["# 规则", "", "检查内容时可能看到的每一条提示。", "", "| 规则 | 程度 | 说什么 |", "|---|---|---|"]
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {_SEVERITY[rule.severity]} | {_shown(rule.says).replace('|', '｜')} |"
        for rule in rules
    ]
    return "\n".join([*lines, *rows, "", "<!-- 由 docs/rules/generate.py 生成，请勿手改 -->", ""])


def _shown(text: str) -> str:
    """A rule's words, with dots where a message names what was written."""
    return re.sub(r"\{\w+\}", "……", text)


def _examples(parts: dict[str, str]) -> list[str]:
    bad = ("## 不对的写法", "", *_circumstances(parts.get("options", "")), *_files(parts, "bad/"))
    return [*bad, "## 对的写法", "", *_files(parts, "good/")]


def _circumstances(options: str) -> list[str]:
    """What does not show in the bad example's files themselves."""
    lines = (line.partition(": ") for line in options.splitlines() if line)
    return [line for name, _, value in lines for line in (_CIRCUMSTANCES[name].format(value), "")]


def _files(parts: dict[str, str], prefix: str) -> list[str]:
    lines: list[str] = []
    for name, text in parts.items():
        if name.startswith(prefix):
            language = _LANGUAGES.get(name.rpartition(".")[2], "text")
            lines += [f"`{name.removeprefix(prefix)}`", "", f"````{language}", text.rstrip("\n"), "````", ""]
    return lines or ["（不需要）", ""]


def pages() -> dict[str, str]:
    """Every page by file name."""
    rules = all_rules()
    made = {"README.md": index_page(rules)}
    for rule in rules:
        example = FOLDER / "examples" / f"{rule.id}.txt"
        made[f"{rule.id}.md"] = rule_page(rule, example.read_text(encoding="utf-8") if example.is_file() else "")
    return made


if __name__ == "__main__":
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
