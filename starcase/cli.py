"""The command line: understands what was typed, calls the part that does it, and gives the exit status.

Every command loads what it needs by itself, so that a help text or a mistake is answered at once.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import os
import re
import signal
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

import starcase
from starcase.language import Listing, Phrase, Words, mark, phrase, words_for
from starcase.machine import MachineError, explain

if TYPE_CHECKING:
    from starcase.model.output import Output
    from starcase.model.report import Report
    from starcase.pipeline import Loaded, Options
    from starcase.report import Line

# Exit statuses (DESIGN.md section 4).
WHOLE = 0
HELD_BACK = 1
FOUND_ERRORS = 1
WRONG_USAGE = 2
MACHINE_FAILED = 3
NOTHING_PUBLISHED = 4
INTERRUPTED = 130

PROGRAM = "python3 build.py"
_CONFIGS = ("config.yaml", "config.yml")
_LANGUAGE = re.compile(r"^(?:language|语言)[ \t]*:[ \t]*[\"']?([A-Za-z-]+)", re.MULTILINE)
_NEVER_OUTPUT = ("content", "review", "templates", "starcase", ".starcase", ".git")


class UsageMistake(Exception):
    """What was typed cannot be meant; `says` is what to type."""

    def __init__(self, says: str, /, **values: object) -> None:
        self.says = phrase(says, **values)
        super().__init__(self.says)


@dataclass(frozen=True, slots=True)
class Option:
    """`takes` names the value in the help text; a switch has none. `read` gives the value its type, or UsageMistake."""

    flag: str
    says: str
    takes: str | None = None
    read: Callable[[str], Any] = str

    @property
    def name(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    says: str
    options: tuple[Option, ...]
    run: Callable[[argparse.Namespace, Words], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status. A bug is shown as it is, with a request to report it, and ends with status 3."""
    typed = sys.argv[1:] if arguments is None else arguments
    words = _glance_at_language(typed)
    sys.excepthook = partial(_show_bug, words)
    _never_fail_on_encoding()
    try:
        with _sigterm_as_ctrl_c():
            status = _run(typed, words)
            sys.stdout.flush()
            return status
    except UsageMistake as mistake:
        return _fail(WRONG_USAGE, words("{mistake}\n用法说明：{program} --help", mistake=mistake.says, program=PROGRAM))
    except KeyboardInterrupt:
        return _fail(INTERRUPTED, words("已停止。网站仍是完整的。"))
    except BrokenPipeError:  # whoever was reading has had enough
        _let_go_of_output()
        return MACHINE_FAILED
    except (MachineError, OSError) as error:
        _let_go_of_output()
        refusal = error if isinstance(error, MachineError) else explain(error)
        return _fail(MACHINE_FAILED, "\n".join((refusal.message(words), *getattr(error, "__notes__", ()))))


def _glance_at_language(arguments: Sequence[str]) -> Words:
    """The words of the language that config.yaml names, found before anything is read; Chinese where it names none."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument(ROOT.flag)
    try:
        root = _root(parser.parse_known_args(arguments)[0])
        config = next((place for name in _CONFIGS if (place := root / name).is_file()), None)
        found = _LANGUAGE.search(config.read_text("utf-8", "replace")) if config else None
    except (argparse.ArgumentError, UsageMistake, OSError):
        return Words()
    return words_for(found[1]) if found else Words()


def _run(arguments: Sequence[str], words: Words) -> int:
    command, rest = _find_command(arguments)
    if "--help" in rest or "-h" in rest:
        print(_help_for(command, words) if command else _help(words))
        return WHOLE
    if "--version" in rest:
        print(f"starcase {starcase.__version__}")
        return WHOLE
    command = command or COMMANDS[0]
    return command.run(_parse(command, rest), words)


# ── What was typed ──


def _find_command(arguments: Sequence[str]) -> tuple[Command | None, list[str]]:
    """The command, which may stand anywhere among the options, and the rest; None where none was typed."""
    takes_value = {option.flag for command in COMMANDS for option in command.options if option.takes}
    before = ""
    for position, word in enumerate(arguments):
        if not word.startswith("-") and before not in takes_value:
            rest = [*arguments[:position], *arguments[position + 1 :]]
            return (None, ["--help"]) if word == "help" else (_command_called(word), rest)
        before = word
    return None, list(arguments)


def _command_called(word: str) -> Command:
    names = {command.name: command for command in COMMANDS}
    if word not in names:
        raise UsageMistake("没有“{word}”这个命令。{suggestion}", word=word, suggestion=_suggest(word, names))
    return names[word]


def _parse(command: Command, arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in command.options:
        if option.takes:
            parser.add_argument(option.flag, dest=option.name)
        else:
            parser.add_argument(option.flag, dest=option.name, action="store_true")
    try:
        parsed, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as error:
        raise _wrong_value(command, error.argument_name or "") from error
    if unknown:
        raise _unknown_option(command, unknown[0])
    for option in command.options:
        typed = getattr(parsed, option.name)
        if option.takes and typed is not None:
            setattr(parsed, option.name, option.read(typed))
    return parsed


def _wrong_value(command: Command, flag: str) -> UsageMistake:
    takes = next((option.takes for option in command.options if option.flag == flag), None)
    if takes is None:
        return UsageMistake("{flag} 后面不用写内容。", flag=flag)
    return UsageMistake("{flag} 后面要写{takes}。", flag=flag, takes=Phrase(takes))


def _unknown_option(command: Command, word: str) -> UsageMistake:
    if not word.startswith("-"):
        return UsageMistake("“{word}”是多写的，{command} 后面不需要它。", word=word, command=command.name)
    flag = word.partition("=")[0]
    others = tuple(other.name for other in COMMANDS if any(option.flag == flag for option in other.options))
    if others:
        says = mark("{command} 不能用 {flag}，它是 {others} 的选项。")
        return UsageMistake(says, command=command.name, flag=flag, others=Listing(others, is_quoted=False))
    suggestion = _suggest(flag, [option.flag for option in command.options])
    return UsageMistake("没有“{flag}”这个选项。{suggestion}", flag=flag, suggestion=suggestion)


def _suggest(word: str, known: Iterable[str]) -> Phrase:
    names = tuple(known)
    near = difflib.get_close_matches(word.lower(), names, n=1)
    if near:
        return phrase("是不是想写 {near}？", near=near[0])
    return phrase("可以写：{known}。", known=Listing(names, is_quoted=False))


def _day(text: str) -> date:
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?", plain)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(plain)
    except ValueError as error:
        raise UsageMistake("“{text}”不是日期。请写成 2026-11-22 或 2026年11月22日。", text=text) from error


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        raise UsageMistake("“{text}”不行，请写 {least} 到 {most} 的整数。", text=text, least=least, most=most)

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text in choices:
            return text
        raise UsageMistake("“{text}”不行，可以写：{known}。", text=text, known=Listing(choices, is_quoted=False))

    return read


# ── Folders and days ──


def _root(typed: argparse.Namespace) -> Path:
    """`--root`; else the folder of build.py, or the current one where starcase is installed elsewhere."""
    if typed.root is None:
        beside = Path(starcase.__file__).resolve().parents[1]
        return beside if (beside / "config.yaml").is_file() else Path.cwd()
    root = Path(typed.root)
    if not root.is_dir():
        raise UsageMistake("没有“{root}”这个文件夹。请检查 --root 后面写的位置。", root=typed.root)
    return root.resolve()


def _content_root(typed: argparse.Namespace) -> Path:
    """As `_root`, for a command that reads the content."""
    root = _root(typed)
    if not any((root / name).exists() for name in (*_CONFIGS, "content")):
        says = mark("“{root}”里没有 config.yaml，也没有 content 文件夹。请用 --root 指出资料所在的文件夹。")
        raise UsageMistake(says, root=root)
    return root


def _output(typed: argparse.Namespace, root: Path) -> Path:
    """`--output`; else `site` in the root (`site-review` for reviewers). Never where the content lies."""
    audience = getattr(typed, "audience", None) or "public"
    chosen = getattr(typed, "output", None)
    output = Path(chosen or root / ("site" if audience == "public" else "site-review"))
    real = output.resolve()
    if root.is_relative_to(real) or any(real.is_relative_to(root / name) for name in _NEVER_OUTPUT):
        says = mark("网站不能生成到“{output}”：那里是资料或程序所在的文件夹。请用 --output 另选一个文件夹。")
        raise UsageMistake(says, output=output)
    return output


def _check_fixed_day() -> None:
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed and not fixed.isdecimal():
        says = mark("环境变量 SOURCE_DATE_EPOCH 是“{fixed}”，应当是 1970 年以来的秒数。请改正或删去它。")
        raise UsageMistake(says, fixed=fixed)


def _options(typed: argparse.Namespace, **given: Any) -> Options:
    from starcase.pipeline import Options

    _check_fixed_day()
    root = _content_root(typed)
    chosen = {
        "audience": getattr(typed, "audience", None) or "public",
        "as_of": typed.as_of,
        "jobs": getattr(typed, "jobs", None),
        "drafts": getattr(typed, "drafts", False),
        "strict": getattr(typed, "strict", False),
        "cache": not getattr(typed, "no_cache", False),
    }
    return Options(root=root, output=_output(typed, root), **(chosen | given))


# ── The commands ──


def _build(typed: argparse.Namespace, words: Words) -> int:
    from starcase.pipeline import build
    from starcase.report import build_lines, show_progress

    options = _options(typed)
    try:
        with show_progress(sys.stderr, words) as progress:
            report = build(options, progress)
    except (MachineError, OSError) as error:
        error.add_note(words("没有生成成功，原来的网站没有改动。"))
        raise
    _tell(report, typed.format, build_lines)
    if not report.published:
        return NOTHING_PUBLISHED
    return HELD_BACK if report.held_back else WHOLE


def _check(typed: argparse.Namespace, words: Words) -> int:
    from starcase.pipeline import check
    from starcase.report import check_lines, show_progress

    options = _options(typed)
    with show_progress(sys.stderr, words) as progress:
        report = check(options, progress)
    _tell(report, typed.format, check_lines)
    return FOUND_ERRORS if report.stopped or report.has_errors else WHOLE


def _tell(report: Report, form: str | None, lines: Callable[..., Iterator[Line]]) -> None:
    from starcase.report import print_lines, write_json

    if form == "json":
        write_json(report)
    else:
        print_lines(lines(report, on_terminal=sys.stdout.isatty()), sys.stdout)


def _serve(typed: argparse.Namespace, words: Words) -> int:
    from starcase.pipeline import load
    from starcase.serve.preview import Preview, draft_urls
    from starcase.serve.server import serve

    options = _options(typed, drafts=True, jobs=1)

    def read() -> Preview:
        loaded = load(options)
        return Preview(
            answer=partial(_answer, loaded),
            problems=loaded.problems,
            stopped=loaded.stopped,
            drafts=draft_urls(loaded.catalogue),
            base_url=loaded.catalogue.config.base_url,
            language=loaded.language,
        )

    serve(
        read,
        options.root,
        host=typed.host or "127.0.0.1",
        port=8000 if typed.port is None else typed.port,
        open_browser=typed.open,
        say=partial(print, flush=True),
        words=words,
    )
    return WHOLE


def _answer(loaded: Loaded, url: str) -> Output | None:
    """The file at an address of the output: a page, or what pages are shown with."""
    from starcase.pipeline import find_page, render_one, static_output

    page = find_page(loaded, url)
    return render_one(loaded, page) if page else static_output(loaded, url)


def _zip(typed: argparse.Namespace, words: Words) -> int:
    from starcase.release_zip import zip_site

    output = _output(typed, _root(typed))
    packed = zip_site(output)
    if packed is None:
        return _fail(WRONG_USAGE, words("“{output}”里还没有生成好的网站。请先运行 {program}。", output=output, program=PROGRAM))
    size = f"{packed.size / 1_000_000:.1f}"
    print(words("已打包：{path}（{n} 个文件，{size} MB）", path=packed.path, n=packed.files, size=size))
    return WHOLE


def _rollback(typed: argparse.Namespace, words: Words) -> int:
    from starcase.publish import rollback

    output = _output(typed, _root(typed))
    if not rollback(output):
        return _fail(WRONG_USAGE, words("“{output}”没有上一次的网站，不能退回。", output=output))
    print(words("已退回上一次的网站：{page}  （再运行一次 rollback 可以换回来）", page=output / "index.html"))
    return WHOLE


def _schema(typed: argparse.Namespace, words: Words) -> int:
    import json

    from starcase.exchange.json_schema import json_schema, kinds

    folder = Path(typed.to) if typed.to else _root(typed) / ".starcase" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        written = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
        (folder / f"{kind}.json").write_text(written, "utf-8", newline="\n")
        print(folder / f"{kind}.json")
    says = mark("在资料文件的第一行写上（以组织为例）：# yaml-language-server: $schema={schema}")
    print(words(says, schema=folder / "organization.json"))
    return WHOLE


def _clean(typed: argparse.Namespace, words: Words) -> int:
    import shutil

    from starcase.publish import remove_leftovers, remove_site

    root = _root(typed)
    output = _output(typed, root)
    for entry in sorted((root / ".starcase").glob("*")):
        if entry.is_dir() and entry.name != "schema":
            shutil.rmtree(entry)
    if typed.site:
        remove_site(output)
    else:
        remove_leftovers(output)
    print(words("已清理缓存和网站。") if typed.site else words("已清理缓存，网站没有改动。"))
    return WHOLE


def _doctor(typed: argparse.Namespace, words: Words) -> int:
    from starcase.doctor import examine

    root = _root(typed)
    for looked_at, found in examine(root, _output(typed, root), words):
        print(words("{name}：{guidance}", name=looked_at, guidance=found))
    return WHOLE


ROOT = Option("--root", "config.yaml 和 content 所在的文件夹（默认：build.py 所在的文件夹）", "文件夹")
OUTPUT = Option("--output", "网站生成到哪里（默认：site）", "文件夹")
AUDIENCE = Option("--audience", "给谁看：public 公众，review 评审（默认：public）", "对象", _one_of("public", "review"))
AS_OF = Option("--as-of", "按哪一天的情况生成，例如 2026-11-22（默认：今天）", "日期", _day)
JOBS = Option("--jobs", "同时用几个处理器（默认：全部）", "个数", _whole_number(1, 1024))
DRAFTS = Option("--drafts", "连草稿一起生成")
STRICT = Option("--strict", "有一处错误就不发布")
NO_CACHE = Option("--no-cache", "不用上次的缓存，全部重新生成")
FORMAT = Option("--format", "text 给人看，json 给程序用（默认：text）", "格式", _one_of("text", "json"))
PORT = Option("--port", "端口（默认：8000；被占用时用下一个）", "端口号", _whole_number(0, 65535))
HOST = Option("--host", "网络地址（默认：127.0.0.1，只有本机能看）", "网络地址")
OPEN = Option("--open", "同时打开浏览器")
TO = Option("--to", "写到哪个文件夹（默认：.starcase/schema）", "文件夹")
SITE = Option("--site", "连生成的网站和上一次的网站一起删除")

COMMANDS = (
    Command(
        "build",
        "生成网站；不写命令时就是它",
        (ROOT, OUTPUT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT),
        _build,
    ),
    Command("serve", "在本机预览，保存后自动刷新，不改动 site", (ROOT, AUDIENCE, AS_OF, PORT, HOST, OPEN), _serve),
    Command("check", "只检查，不发布", (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT), _check),
    Command("zip", "把生成好的网站打成一个压缩包，供上传", (ROOT, OUTPUT), _zip),
    Command("rollback", "退回上一次生成的网站", (ROOT, OUTPUT), _rollback),
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), _schema),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), _clean),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), _doctor),
)


# ── Help ──


def _help(words: Words) -> str:
    return "\n".join(
        (
            words("用法：{program} [命令] [选项]", program=PROGRAM),
            "",
            words("命令："),
            *_columns([(command.name, words(command.says)) for command in COMMANDS]),
            "",
            words("每个命令的选项：{program} 命令 --help", program=PROGRAM),
            words("结束状态：0 全部发布，1 有资料暂不公布，2 用法不对，3 电脑出了问题，4 有错误没有发布，130 被停止"),
        )
    )


def _help_for(command: Command, words: Words) -> str:
    options = [(_say_option(option, words), words(option.says)) for option in command.options]
    usage = words("用法：{program} {command} [选项]", program=PROGRAM, command=command.name)
    return "\n".join((usage, words(command.says), "", words("选项："), *_columns(options)))


def _say_option(option: Option, words: Words) -> str:
    return f"{option.flag} {words(option.takes)}" if option.takes else option.flag


def _columns(rows: list[tuple[str, str]]) -> list[str]:
    widest = max(_width(name) for name, _ in rows)
    return [f"  {name}{' ' * (widest - _width(name))}  {says}" for name, says in rows]


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


# ── The terminal and the system ──


def _never_fail_on_encoding() -> None:
    """A character that the console does not have (GBK has no check mark) is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextlib.contextmanager
def _sigterm_as_ctrl_c() -> Iterator[None]:
    """A polite request to end is treated as Ctrl-C: nothing is left half done."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _let_go_of_output() -> None:
    """What could not be written to standard output is not tried once more when Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(status: int, says: str) -> int:
    print(says, file=sys.stderr)
    return status


def _show_bug(words: Words, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
    traceback.print_exception(kind, error, trace)
    print(words("这是程序的错误，不是您的错误。请把上面的内容发给维护者，谢谢。"), file=sys.stderr)
    raise SystemExit(MACHINE_FAILED)


if __name__ == "__main__":
    sys.exit(main())
