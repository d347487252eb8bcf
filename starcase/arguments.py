"""Understands what was typed: commands, options and their values, suggestions for slips, help texts."""

from __future__ import annotations

import argparse
import difflib
import keyword
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from starcase.language import Listing, Phrase, Words, mark, phrase

PROGRAM = "python3 build.py"


class UsageMistake(Exception):
    """What was typed cannot be meant; `says` is what to type."""

    def __init__(self, says: str, /, **values: object) -> None:
        self.says = phrase(says, **values)
        super().__init__(self.says)


class Option(Struct, frozen=True):
    """`takes` names the value in the help text; a switch has none. `read` gives the value its type, or UsageMistake.

    An operand has no dashes in its `flag`; of one that `repeats` any number may be typed.
    """

    flag: str
    says: str
    takes: str | None = None
    read: Callable[[str], Any] = str
    repeats: bool = False

    @property
    def name(self) -> str:
        plain = self.flag.removeprefix("--").replace("-", "_")
        return f"{plain}_" if keyword.iskeyword(plain) else plain


class Command(Struct, frozen=True):
    """`operands` are what may be typed behind the command without a flag, in this order; the last one may repeat."""

    name: str
    says: str
    options: tuple[Option, ...]
    run: Callable[[argparse.Namespace, Words], int]
    operands: tuple[Option, ...] = ()


Commands = tuple[Command, ...]


def find_command(arguments: Sequence[str], commands: Commands) -> tuple[Command | None, list[str]]:
    """The command, which may stand anywhere among the options, and the rest; None where none was typed."""
    takes_value = {option.flag for command in commands for option in command.options if option.takes}
    before = ""
    for position, word in enumerate(arguments):
        if not word.startswith("-") and before not in takes_value:
            rest = [*arguments[:position], *arguments[position + 1 :]]
            return (None, ["--help"]) if word == "help" else (_command_called(word, commands), rest)
        before = word
    return None, list(arguments)


def _command_called(word: str, commands: Commands) -> Command:
    names = {command.name: command for command in commands}
    if word not in names:
        raise UsageMistake("没有“{word}”这个命令。{suggestion}", word=word, suggestion=_suggest(word, names))
    return names[word]


def parse_options(command: Command, arguments: list[str], commands: Commands) -> argparse.Namespace:
    """The options' values by name, each with its type; None for one that was not typed. UsageMistake says what cannot be meant."""
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
    unknown = _take_operands(command, parsed, unknown)
    if unknown:
        raise _unknown_option(command, unknown[0], commands)
    for option in command.options:
        typed = getattr(parsed, option.name)
        if option.takes and typed is not None:
            setattr(parsed, option.name, option.read(typed))
    return parsed


def _take_operands(command: Command, parsed: argparse.Namespace, words: list[str]) -> list[str]:
    """Gives operands their values: None, or a list without entries, where none was typed. The words that are left."""
    typed = [word for word in words if not word.startswith("-")]
    for operand in command.operands:
        taken = typed if operand.repeats else typed[:1]
        typed = typed[len(taken) :]
        values = [operand.read(word) for word in taken]
        setattr(parsed, operand.name, values if operand.repeats else next(iter(values), None))
    return [word for word in words if word.startswith("-")] + typed


def _wrong_value(command: Command, flag: str) -> UsageMistake:
    takes = next((option.takes for option in command.options if option.flag == flag), None)
    if takes is None:
        return UsageMistake("{flag} 后面不用写内容。", flag=flag)
    return UsageMistake("{flag} 后面要写{takes}。", flag=flag, takes=Phrase(takes))


def _unknown_option(command: Command, word: str, commands: Commands) -> UsageMistake:
    if not word.startswith("-"):
        return UsageMistake("“{word}”是多写的，{command} 后面不需要它。", word=word, command=command.name)
    flag = word.partition("=")[0]
    others = tuple(other.name for other in commands if any(option.flag == flag for option in other.options))
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


def read_day(text: str) -> date:
    """A day as `2026-11-22` or as it is written in Chinese."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.fullmatch(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?", plain)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(plain)
    except ValueError as error:
        raise UsageMistake("“{text}”不是日期。请写成 2026-11-22 或 2026年11月22日。", text=text) from error


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two bounds, both allowed."""

    def read(text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        raise UsageMistake("“{text}”不行，请写 {least} 到 {most} 的整数。", text=text, least=least, most=most)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Reads one of a few fixed words."""

    def read(text: str) -> str:
        if text in choices:
            return text
        raise UsageMistake("“{text}”不行，可以写：{known}。", text=text, known=Listing(choices, is_quoted=False))

    return read


def words_between_commas(text: str) -> list[str]:
    """Several words in one value: `self,district`."""
    return [word for word in re.split(r"[,，、\s]+", text) if word]


def help_for_all(commands: Commands, words: Words) -> str:
    """What can be typed at all."""
    return "\n".join(
        (
            words("用法：{program} [命令] [选项]", program=PROGRAM),
            "",
            words("命令："),
            *_columns([(command.name, words(command.says)) for command in commands]),
            "",
            words("每个命令的选项：{program} 命令 --help", program=PROGRAM),
            words("结束状态：0 全部发布，1 有资料暂不公布，2 用法不对，3 电脑出了问题，4 有错误没有发布，130 被停止"),
        )
    )


def help_for(command: Command, words: Words) -> str:
    """What can be typed with one command."""
    options = [(_say_option(option, words), words(option.says)) for option in (*command.operands, *command.options)]
    typed = " ".join((command.name, *(_say_option(operand, words) for operand in command.operands)))
    usage = words("用法：{program} {command} [选项]", program=PROGRAM, command=typed)
    return "\n".join((usage, words(command.says), "", words("选项："), *_columns(options)))


def _say_option(option: Option, words: Words) -> str:
    if not option.flag.startswith("--"):
        return f"[{words(option.takes or option.flag)}]" + ("…" if option.repeats else "")
    return f"{option.flag} {words(option.takes)}" if option.takes else option.flag


def _columns(rows: list[tuple[str, str]]) -> list[str]:
    widest = max(_width(name) for name, _ in rows)
    return [f"  {name}{' ' * (widest - _width(name))}  {says}" for name, says in rows]


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
