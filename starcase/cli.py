"""The command line: calls the part that does what was typed, and gives the exit status.

Every command loads what it needs by itself, so that a help text or a mistake is answered at once.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, NoReturn

import starcase
from starcase.arguments import (
    PROGRAM,
    Command,
    Option,
    UsageMistake,
    find_command,
    help_for,
    help_for_all,
    one_of,
    parse_options,
    read_day,
    whole_number,
)
from starcase.language import Words, mark, words_for
from starcase.machine import MachineError, explain

if TYPE_CHECKING:
    from starcase.model.report import Report
    from starcase.options import Options
    from starcase.report import Line, Progress
    from starcase.unchanged import Look
    from starcase.verify import Verified

# Exit statuses (DESIGN.md section 4).
WHOLE = 0
HELD_BACK = 1
FOUND_ERRORS = 1
DIFFERS = 1
WRONG_USAGE = 2
MACHINE_FAILED = 3
NOTHING_PUBLISHED = 4
INTERRUPTED = 130

_RARELY = (1_000_000, 50, 100)
"""How seldom Python looks for circles in memory: hardly anything here makes any."""
_CONFIGS = ("config.yaml", "config.yml")
_LANGUAGE = re.compile(r"^(?:language|语言)[ \t]*:[ \t]*[\"']?([A-Za-z-]+)", re.MULTILINE)
_NEVER_OUTPUT = ("content", "review", "templates", "starcase", ".starcase", ".git")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status. A bug is shown as it is, with a request to report it, and ends with status 3."""
    typed = sys.argv[1:] if arguments is None else arguments
    words = _glance_at_language(typed)
    sys.excepthook = partial(_show_bug, words)
    gc.set_threshold(*_RARELY)
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
    command, rest = find_command(arguments, COMMANDS)
    if "--help" in rest or "-h" in rest:
        print(help_for(command, words) if command else help_for_all(COMMANDS, words))
        return WHOLE
    if "--version" in rest:
        print(f"starcase {starcase.__version__}")
        return WHOLE
    command = command or COMMANDS[0]
    return command.run(parse_options(command, rest, COMMANDS), words)


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
    """`--output`; else `site` in the root. Never where the content lies."""
    output = Path(getattr(typed, "output", None) or root / "site")
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
    from starcase.options import Options

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
    from starcase.report import build_lines
    from starcase.unchanged import look

    options = _options(typed)
    try:
        seen = look(options)
        report = seen.report or _build_anew(options, seen, words)
    except (MachineError, OSError) as error:
        error.add_note(words("没有生成成功，原来的网站没有改动。"))
        raise
    _tell(report, typed.format, build_lines)
    if not report.published:
        return NOTHING_PUBLISHED
    return HELD_BACK if report.held_back else WHOLE


def _build_anew(options: Options, seen: Look, words: Words) -> Report:
    from starcase.pipeline import build
    from starcase.report import show_progress

    with show_progress(sys.stderr, words) as progress:
        return build(options, progress, seen)


def _check(typed: argparse.Namespace, words: Words) -> int:
    from starcase.pipeline import check
    from starcase.report import check_lines, show_progress

    options = _options(typed)
    with show_progress(sys.stderr, words) as progress:
        report = check(options, progress)
    _tell(report, typed.format, check_lines)
    return FOUND_ERRORS if report.stopped or report.has_errors else WHOLE


def _tell(report: Report, form: str | None, lines: Callable[..., Iterator[Line]]) -> None:
    from starcase.report import as_json, print_lines, write_json

    if form == "json":
        write_json(as_json(report))
    else:
        print_lines(lines(report, on_terminal=sys.stdout.isatty()), sys.stdout)


def _serve(typed: argparse.Namespace, words: Words) -> int:
    from starcase.serve.server import serve
    from starcase.session import Session

    options = _options(typed, drafts=True, jobs=1)
    serve(
        Session(options).read,
        options.root,
        host=typed.host or "127.0.0.1",
        port=8000 if typed.port is None else typed.port,
        open_browser=typed.open,
        say=partial(print, flush=True),
        words=words,
    )
    return WHOLE


def _zip(typed: argparse.Namespace, words: Words) -> int:
    from starcase.release_zip import zip_site

    output = _output(typed, _root(typed))
    packed = zip_site(output)
    if packed is None:
        return _fail(
            WRONG_USAGE, words("“{output}”里还没有生成好的网站。请先运行 {program}。", output=output, program=PROGRAM)
        )
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


def _verify(typed: argparse.Namespace, words: Words) -> int:
    from starcase.report import encode_json, print_lines, show_progress, write_json
    from starcase.verify import describe, verify_lines, verify_site

    options = _options(typed, cache=False)  # what is remembered of the content is what is to be verified
    site = Path(typed.site) if typed.site else options.output
    verified = verify_site(site)
    if verified is None:
        return _fail(
            WRONG_USAGE, words("“{output}”里还没有生成好的网站。请先运行 {program}。", output=site, program=PROGRAM)
        )
    with show_progress(sys.stderr, words) as progress:
        verified = _compare_with_content(verified, options, progress)
    if typed.format == "json":
        write_json(encode_json(describe(verified)))
    else:
        print_lines(verify_lines(verified, site, words), sys.stdout)
    if verified.is_whole and verified.outdated is None:
        return NOTHING_PUBLISHED
    return DIFFERS if verified.outdated or not verified.is_whole else WHOLE


def _compare_with_content(verified: Verified, options: Options, progress: Progress) -> Verified:
    from starcase.pipeline import load, make_outputs
    from starcase.verify import compare_with

    loaded = load(options, progress)
    with contextlib.closing(loaded.store):
        progress.stage("render")
        return verified if loaded.stopped else compare_with(make_outputs(loaded), verified)


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
AUDIENCE = Option("--audience", "给谁看：目前只有 public（公众）", "对象", one_of("public"))
AS_OF = Option("--as-of", "按哪一天的情况生成，例如 2026-11-22（默认：今天）", "日期", read_day)
JOBS = Option("--jobs", "同时用几个处理器（默认：全部）", "个数", whole_number(1, 1024))
DRAFTS = Option("--drafts", "连草稿一起生成")
STRICT = Option("--strict", "有一处错误就不发布")
NO_CACHE = Option("--no-cache", "不用上次的缓存，全部重新生成")
FORMAT = Option("--format", "text 给人看，json 给程序用（默认：text）", "格式", one_of("text", "json"))
PORT = Option("--port", "端口（默认：8000；被占用时用下一个）", "端口号", whole_number(0, 65535))
HOST = Option("--host", "网络地址（默认：127.0.0.1，只有本机能看）", "网络地址")
OPEN = Option("--open", "同时打开浏览器")
TO = Option("--to", "写到哪个文件夹（默认：.starcase/schema）", "文件夹")
SITE_FOLDER = Option("site", "要核对的网站文件夹（默认：site）", "网站文件夹")
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
    Command(
        "verify",
        "核对网站：文件是不是完整，和现在的资料是不是一致",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, FORMAT),
        _verify,
        operand=SITE_FOLDER,
    ),
    Command("rollback", "退回上一次生成的网站", (ROOT, OUTPUT), _rollback),
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), _schema),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), _clean),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), _doctor),
)


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
