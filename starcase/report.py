"""Says how a run went: to people at a terminal or in a file, and to programs."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from starcase.language import Words, mark, say_day, words_for
from starcase.model.report import Report
from starcase.problems import Place, PlacedProblem, Severity

if TYPE_CHECKING:
    from rich.live import Live

_MOST_NAMED = 20
_MOST_ALIKE = 5
_STEPS_A_REFRESH = 25
_WORTH_TELLING = 0.05  # seconds
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
SEVERITIES = {Severity.ERROR: mark("必须改"), Severity.WARNING: mark("建议看"), Severity.HINT: mark("建议看")}
"""What a reader is to do about a problem: there are only two words for it."""
_COUNTED = (
    (mark("必须改 {n} 处"), (Severity.ERROR,)),
    (mark("建议看 {n} 处"), (Severity.WARNING, Severity.HINT)),
)
_STAGES = {
    "discover": mark("正在查找资料"),
    "read": mark("正在读取资料"),
    "tables": mark("正在读表"),
    "match": mark("正在核对每一行"),
    "levels": mark("正在算等级"),
    "papers": mark("正在写会议材料"),
    "edit": mark("正在写进每一份资料"),
    "again": mark("正在照检查网站的规则再读一遍"),
    "catalogue": mark("正在汇总"),
    "place": mark("正在整理问题"),
    "render": mark("正在生成网页"),
    "audit": mark("正在检查网页"),
    "search": mark("正在编制搜索"),
    "publish": mark("正在生成网站"),
}

_TOOK = {
    "discover": mark("查找"),
    "read": mark("读取"),
    "catalogue": mark("汇总"),
    "place": mark("整理问题"),
    "render": mark("制作网页"),
    "search": mark("编制搜索"),
    "publish": mark("发布"),
    "unchanged": mark("核对"),
}

Line = tuple[str, str]
"""A line of text and its colour, empty for none."""


def tell(report: Report, form: str | None, lines: Callable[..., Iterator[Line]]) -> None:
    """A report on standard output: for people, or as one JSON object."""
    if form == "json":
        write_json(as_json(report))
    else:
        print_lines(lines(report, on_terminal=sys.stdout.isatty()), sys.stdout)


# ── For people ──


def build_lines(report: Report, *, on_terminal: bool = False) -> Iterator[Line]:
    """What a build has to say, in the site's language: problems, errors first; then whether there is a new site."""
    words = words_for(report.language)
    yield from _problem_lines(report, words, on_terminal, _MOST_ALIKE)
    if report.held_back:
        yield _held_back(report.held_back, words), "yellow"
    output = _shown(report.output or Path("site"))
    if not report.published:
        yield words("没有发布：请先改正上面的错误。{site} 保持原样。", site=output), "red"
        return
    if report.weaker_promise:
        yield words(report.weaker_promise), "yellow"
    made = mark("已生成 {n} 个网页和文件，{changed} 个有变化。用浏览器打开 {page}")
    page = _shown(Path(output) / "index.html")
    yield words(made, n=report.outputs, changed=report.changed, page=page), "green"
    yield from _rebuild_line(report, words)
    yield _work_done(report, words), ""


def check_lines(report: Report, *, on_terminal: bool = False) -> Iterator[Line]:
    """What a check has to say: as a build's, with what the problems mean for publishing."""
    words = words_for(report.language)
    yield from _problem_lines(report, words, on_terminal, None)
    if report.held_back:
        yield _held_back(report.held_back, words), "yellow"
    if report.stopped:
        yield words("检查完毕：上面的错误改正之前，整个网站都不能发布。"), "red"
    elif report.has_errors:
        yield words("检查完毕：有错误的资料暂不公布，其余可以发布。"), "yellow"
    else:
        yield words("检查完毕：没有错误，可以发布。"), "green"
    yield from _rebuild_line(report, words)


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Prints plain text; on a terminal in colours, unless NO_COLOR is set."""
    if not stream.isatty():
        stream.writelines(f"{text}\n" for text, _ in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for text, colour in lines:
        console.print(Text(text, style=colour))


def count_problems(problems: tuple[PlacedProblem, ...], words: Words) -> str:
    """`必须改 3 处，建议看 1 处`; empty where there are none."""
    counts = ((says, sum(found.severity in severities for found in problems)) for says, severities in _COUNTED)
    return words("，").join(words(says, n=count) for says, count in counts if count)


def _problem_lines(report: Report, words: Words, on_terminal: bool, most_alike: int | None) -> Iterator[Line]:
    """`file:line:column  what is wrong  how to mend it`, one a line; a terminal shows the mending on a line of its own.

    Of hints by one rule only `most_alike` are told, and how many more there are; of all else everything.
    """
    between = "\n    " if on_terminal else "  "
    for says, severities in _COUNTED:
        found = [one for severity in severities for one in report.problems if one.severity is severity]
        if found:
            yield words("{counted}：", counted=words(says, n=len(found))), f"bold {_COLOURS[severities[0]]}"
        told = found if most_alike is None else _first_of_each_hint(found, most_alike)
        for problem in told:
            parts = (f"{_place(problem.place)}  {problem.message}", problem.mend, *_related(problem, words))
            yield between.join(visible(part) for part in parts), ""
        if left := len(found) - len(told):
            yield words("还有 {n} 处与上面同类的提示，check 命令会全部列出。", n=left), ""


def _first_of_each_hint(found: list[PlacedProblem], most: int) -> list[PlacedProblem]:
    """All but hints; of these the first few of each rule, in their order."""
    counts: Counter[str] = Counter()
    told = []
    for problem in found:
        counts[problem.rule] += problem.severity is Severity.HINT
        if counts[problem.rule] <= most:
            told.append(problem)
    return told


def _related(problem: PlacedProblem, words: Words) -> tuple[str, ...]:
    others = words("、").join(_place(place) for place in problem.related)
    return (words("另见 {places}", places=others),) if others else ()


def _place(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def visible(text: str) -> str:
    """The text without characters that would steer a terminal or turn its lines around."""
    return "".join(
        repr(character)[1:-1] if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
        for character in text
    )


def _held_back(ids: tuple[str, ...], words: Words) -> str:
    named = words("、").join(ids[:_MOST_NAMED]) + (words(" 等") if len(ids) > _MOST_NAMED else "")
    return words("有错误、暂不公布的资料 {n} 份：{names}", n=len(ids), names=visible(named))


def _work_done(report: Report, words: Words) -> str:
    """`新制作 18 页，沿用 225 页；用时 0.9 秒（读取 0.3，制作网页 0.4，发布 0.2）。`; stages of no length to speak of are left out."""
    seconds = sum(taken for _, taken in report.timings)
    long = ((stage, f"{taken:.1f}") for stage, taken in report.timings if taken >= _WORTH_TELLING)
    stages = words("，").join(
        words("{stage} {seconds}", stage=words(_TOOK[stage]), seconds=taken) for stage, taken in long
    )
    told = words(
        "新制作 {made} 页，沿用 {kept} 页；用时 {seconds} 秒",
        made=report.rendered,
        kept=report.reused,
        seconds=f"{seconds:.1f}",
    )
    return words("{told}（{stages}）。", told=told, stages=stages) if stages else words("{told}。", told=told)


def _rebuild_line(report: Report, words: Words) -> Iterator[Line]:
    if report.next_rebuild:
        day, reason = say_day(report.next_rebuild, words), visible(report.next_rebuild_reason or "")
        yield words("请在 {day} 再生成一次网站。{reason}", day=day, reason=reason), ""


def _shown(path: Path) -> str:
    """The path as it is shortest to read: from the current folder where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


# ── For programs ──


def as_json(report: Report) -> bytes:
    """One object (DESIGN.md section 4)."""
    described = {
        "published": report.published,
        "held_back": list(report.held_back),
        "problems": [_described(problem) for problem in report.problems],
        "outputs": report.outputs,
        "changed": report.changed,
        "rendered": report.rendered,
        "reused": report.reused,
        "next_rebuild": report.next_rebuild.isoformat() if report.next_rebuild else None,
        "timings": {stage: round(seconds, 3) for stage, seconds in report.timings},
    }
    return encode_json(described)


def encode_json(described: Mapping[str, object]) -> bytes:
    """An object in UTF-8, whatever the console's encoding is."""
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")  # a lone half of a surrogate pair becomes JSON's own escape


def _described(problem: PlacedProblem) -> dict[str, object]:
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        **_described_place(problem.place),
        "sheet": None,
        "message": problem.message,
        "mend": problem.mend,
        "related": [_described_place(place) for place in problem.related],
    }


def _described_place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}


def write_json(content: bytes) -> None:
    """Writes an object to standard output, as bytes."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


# ── While it runs ──


class Progress(Protocol):
    def stage(self, name: str) -> None: ...

    def step(self, done: int, total: int) -> None: ...


class _Quiet:
    def stage(self, name: str) -> None: ...

    def step(self, done: int, total: int) -> None: ...


class _OnTerminal:
    """One line that changes. It has no thread of its own, so that worker processes may be forked."""

    def __init__(self, live: Live, words: Words) -> None:
        self._live = live
        self._words = words
        self._stage = ""

    def stage(self, name: str) -> None:
        self._stage = self._words(_STAGES.get(name, name))
        self._live.update(self._words("{row}……", row=self._stage), refresh=True)

    def step(self, done: int, total: int) -> None:
        """`total` is 0 where it is not known."""
        if done % _STEPS_A_REFRESH == 0:
            so_far = f"{done}/{total}" if total else str(done)
            self._live.update(f"{self._stage} {so_far}", refresh=True)


@contextmanager
def show_progress(stream: TextIO, words: Words) -> Iterator[Progress]:
    """Shows on a terminal what is being done, and leaves nothing behind; says nothing anywhere else."""
    if not stream.isatty():
        yield _Quiet()
        return
    from rich.console import Console
    from rich.live import Live

    with Live(console=Console(file=stream, highlight=False), auto_refresh=False, transient=True) as live:
        yield _OnTerminal(live, words)
