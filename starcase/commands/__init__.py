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
OUTPUT = Option("--output", "网站生成到哪里（默认：site；给评审人员看的是 site-review）", "文件夹")
AUDIENCE = Option(
    "--audience",
    "给谁看：public 公众，review 评审人员（内部资料，生成到 site-review）",
    "对象",
    one_of("public", "review"),
)
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
TO_FILE = Option("--to", "写成哪个文件（默认：写在当前文件夹）", "文件")
PROGRAMME = Option("--programme", "哪个项目，写编号或名称（只有一个项目时不用写）", "项目")
PERIOD = Option("--period", "哪几期的服务数据，例如 2025 或 2025-Q1,2025-Q2（默认：今年，上半年时是去年）", "期次")
CHECKLIST_FILE = Option("--to", "清单写成哪个文件（默认：核查清单.xlsx）", "文件")
DISTRICT = Option("--district", "只要哪个区县的，写名称或编号", "区县")
PILE = Option("--pile", "只要哪一堆：must 必须处理，look 需要核对，sample 抽查", "哪一堆")
ALL = Option("--all", "已经核查过的也列出来")
SETTLED = Option("--settled", "商量好了：和已经记下的不同的，以这次收的为准")
ACTION = Option("action", "做什么：export 导出，collect 收回", "做什么")
FILES = Option("files", "收回来的文件或文件夹", "文件", repeats=True)
SITE_FOLDER = Option("site", "要核对的网站文件夹（默认：site）", "网站文件夹")
SITE = Option("--site", "连生成的网站和上一次的网站一起删除")

COMMANDS = (
    Command(
        "build",
        "生成网站；不写命令时就是它",
        (ROOT, OUTPUT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT),
        _run_in("build"),
    ),
    Command("serve", "在本机预览，保存后自动刷新，不改动 site", (ROOT, AS_OF, PORT, HOST, OPEN), _run_in("serve")),
    Command(
        "check", "只检查，不发布", (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT), _run_in("check")
    ),
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
        "checklist",
        "核查清单：导出给评审人员，再收回来",
        (ROOT, CHECKLIST_FILE, DISTRICT, PILE, ALL, SETTLED, AS_OF, JOBS),
        _run_in("checklist"),
        operands=(ACTION, FILES),
    ),
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), _run_in("schema")),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), _run_in("clean")),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), _run_in("doctor")),
)
