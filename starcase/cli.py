"""The command line: calls the command that was typed, and gives the exit status."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from functools import partial
from types import FrameType, TracebackType
from typing import NoReturn

import starcase
from starcase.arguments import PROGRAM, UsageMistake, find_command, help_for, help_for_all, parse_options
from starcase.commands import COMMANDS, GROUPS
from starcase.commands.declared.common import ROOT
from starcase.commands.ending import INTERRUPTED, MACHINE_FAILED, WHOLE, WRONG_USAGE, fail
from starcase.commands.folders import CONFIGS, find_root
from starcase.language import Words, words_for
from starcase.machine import MachineError, explain
from starcase.memory import spare_memory

_LANGUAGE = re.compile(r"^(?:language|语言)[ \t]*:[ \t]*[\"']?([A-Za-z-]+)", re.MULTILINE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status. A bug is shown as it is, with a request to report it, and ends with status 3."""
    typed = sys.argv[1:] if arguments is None else arguments
    words = _glance_at_language(typed)
    sys.excepthook = partial(_show_bug, words)
    spare_memory()
    _never_fail_on_encoding()
    try:
        with _sigterm_as_ctrl_c():
            status = _run(typed, words)
            sys.stdout.flush()
            return status
    except UsageMistake as mistake:
        return fail(WRONG_USAGE, words("{mistake}\n用法说明：{program} --help", mistake=mistake.says, program=PROGRAM))
    except KeyboardInterrupt:
        return fail(INTERRUPTED, words("已停止。网站仍是完整的。"))
    except BrokenPipeError:  # whoever was reading has had enough
        _let_go_of_output()
        return MACHINE_FAILED
    except (MachineError, OSError) as error:
        _let_go_of_output()
        refusal = error if isinstance(error, MachineError) else explain(error)
        return fail(MACHINE_FAILED, "\n".join((refusal.message(words), *getattr(error, "__notes__", ()))))


def _glance_at_language(arguments: Sequence[str]) -> Words:
    """The words of the language that config.yaml names, found before anything is read; Chinese where it names none."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument(ROOT.flag)
    try:
        root = find_root(parser.parse_known_args(arguments)[0])
        config = next((place for name in CONFIGS if (place := root / name).is_file()), None)
        found = _LANGUAGE.search(config.read_text("utf-8", "replace")) if config else None
    except (argparse.ArgumentError, UsageMistake, OSError):
        return Words()
    return words_for(found[1]) if found else Words()


def _run(arguments: Sequence[str], words: Words) -> int:
    command, rest = find_command(arguments, COMMANDS)
    if "--help" in rest or "-h" in rest:
        print(help_for(command, words) if command else help_for_all(GROUPS, words))
        return WHOLE
    if "--version" in rest:
        print(f"starcase {starcase.__version__}")
        return WHOLE
    command = command or COMMANDS[0]
    return command.run(parse_options(command, rest, COMMANDS), words)


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


def _show_bug(words: Words, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> NoReturn:
    traceback.print_exception(kind, error, trace)
    print(words("这是程序的错误，不是您的错误。请把上面的内容发给维护者，谢谢。"), file=sys.stderr)
    raise SystemExit(MACHINE_FAILED)


if __name__ == "__main__":
    sys.exit(main())
