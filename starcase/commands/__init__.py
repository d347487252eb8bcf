"""The commands, each with the options that it understands; a command's own module is loaded when it is called for."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable

from starcase.arguments import Command, Option, one_of, read_day, whole_number
from starcase.language import Words


def _run_in(module: str) -> Callable[[argparse.Namespace, Words], int]:
    def run(typed: argparse.Namespace, words: Words) -> int:
        status: int = importlib.import_module(f"{__name__}.{module}").run(typed, words)
        return status

    return run


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
SELF_CHECK = Option("--self-check", "把自查结果写成一张表，例如 自查表.xlsx", "文件")
ACTION = Option(
    "action",
    "list 列出登记，add 登记同意，withdraw 撤回同意，form 写出同意书",
    "做什么",
    one_of("list", "add", "withdraw", "form"),
)
PERSON = Option("person", "姓名", "姓名")
ORGANIZATION = Option("--organization", "只管一个组织：编号或名称", "组织")
SCOPE = Option("--scope", "同意公开什么，例如 姓名、照片", "范围")
FORM = Option("--to", "同意书写到哪个文件（默认：同意书.docx）", "文件")

COMMANDS = (
    Command(
        "build",
        "生成网站；不写命令时就是它",
        (ROOT, OUTPUT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT),
        _run_in("build"),
    ),
    Command(
        "serve", "在本机预览，保存后自动刷新，不改动 site", (ROOT, AUDIENCE, AS_OF, PORT, HOST, OPEN), _run_in("serve")
    ),
    Command(
        "check",
        "只检查，不发布",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT, SELF_CHECK),
        _run_in("check"),
    ),
    Command("zip", "把生成好的网站打成一个压缩包，供上传", (ROOT, OUTPUT), _run_in("package")),
    Command(
        "verify",
        "核对网站：文件是不是完整，和现在的资料是不是一致",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, FORMAT),
        _run_in("verify"),
        operands=(SITE_FOLDER,),
    ),
    Command(
        "consent",
        "个人同意公开的登记：撤回时，把姓名和照片从资料里去掉",
        (ROOT, ORGANIZATION, SCOPE, FORM),
        _run_in("consent"),
        operands=(ACTION, PERSON),
    ),
    Command("rollback", "退回上一次生成的网站", (ROOT, OUTPUT), _run_in("rollback")),
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), _run_in("schema")),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), _run_in("clean")),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), _run_in("doctor")),
)
