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
HOST = Option("--host", "网络地址（默认：127.0.0.1，只有本机能看；写 0.0.0.0，同一个网络里的手机也能看）", "网络地址")
OPEN = Option("--open", "同时打开浏览器")
TO = Option("--to", "写到哪个文件夹（默认：.starcase/schema）", "文件夹")
GIVEN = Option("given", "Excel、CSV 表格，或者装着表格、Word 和照片的文件夹、压缩包", "文件", repeats=True)
DRY_RUN = Option("--dry-run", "只看会新增、改动什么，什么都不写")
MARKED_TO = Option("--to", "标出问题的表写到哪个文件夹（默认：原表旁边）", "文件夹")
SIGN_OFF = Option("--sign-off", "另写一份审签单（Word），列出新增和改动", "文件名")
SENDER = Option("--from", "是谁交来的，例如街道的名称；记在 review/received.yaml 里", "名称")
TO_FILE = Option("--to", "写成哪个文件（默认：写在当前文件夹）", "文件")
PROGRAMME = Option("--programme", "哪个项目，写编号或名称（只有一个项目时不用写）", "项目")
PERIOD = Option("--period", "哪几期的服务数据，例如 2025 或 2025-Q1,2025-Q2（默认：今年，上半年时是去年）", "期次")
SITE_FOLDER = Option("site", "要核对的网站文件夹（默认：site）", "网站文件夹")
SITE = Option("--site", "连生成的网站和上一次的网站一起删除")

NEW_KIND = Option("kind", "新建什么：organization（组织）、story（故事）、programme（项目）、notice（公告）", "种类")
FROM_FILE = Option("--from", "从这个 Word 文件（.docx）写一篇故事", "文件")

FILES = Option("files", "要整理的文件（默认：全部资料）", "文件", repeats=True)
ONLY_CHECK = Option("--check", "只看哪些文件可以整理，不改动")

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
        "check", "只检查，不发布", (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT), _run_in("check")
    ),
    Command("new", "新建一份资料：用中文提问，写出文件供填写", (ROOT, FROM_FILE), _run_in("new"), operands=(NEW_KIND,)),
    Command("fmt", "整理资料文件的写法，不改变内容和注释", (ROOT, ONLY_CHECK), _run_in("fmt"), operands=(FILES,)),
    Command("zip", "把生成好的网站打成一个压缩包，供上传", (ROOT, OUTPUT), _run_in("package")),
    Command(
        "verify",
        "核对网站：文件是不是完整，和现在的资料是不是一致",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, FORMAT),
        _run_in("verify"),
        operands=(SITE_FOLDER,),
    ),
    Command("rollback", "退回上一次生成的网站", (ROOT, OUTPUT), _run_in("rollback")),
    Command(
        "template",
        "写一份 Excel 填报表，供各街道、社区填写",
        (ROOT, PROGRAMME, PERIOD, TO_FILE, AS_OF),
        _run_in("template"),
    ),
    Command(
        "import",
        "把表格里的资料导入：改动、新增记录，不合格的行标出来退回",
        (ROOT, AS_OF, PROGRAMME, DRY_RUN, MARKED_TO, SIGN_OFF, SENDER),
        _run_in("import_"),
        operands=(GIVEN,),
    ),
    Command(
        "export",
        "把组织资料导出成一张 Excel 表，改好了可以再导入",
        (ROOT, AS_OF, PROGRAMME, TO_FILE),
        _run_in("export"),
    ),
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), _run_in("schema")),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), _run_in("clean")),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), _run_in("doctor")),
)
