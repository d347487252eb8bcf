"""The commands, each with the options that it understands; a command's own module is loaded when it is called for."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable

from starcase.arguments import Command, Option, one_of, read_day, whole_number, words_between_commas
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
DRAFTS = Option("--drafts", "连草稿、没到日子和过了日子的一起生成")
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
STEP = Option("step", "签哪一道：first（初审）、second（复审）、final（终审）", "哪一道")
OLD = Option("old", "旧的：config.yaml 和 content 所在的文件夹，或者生成好的网站", "旧文件夹")
NEW = Option("new", "新的，和旧的是同一种", "新文件夹")
LOG = Option("--log", "再起草一份更正记录，写到这个文件，例如 content/notices/gengzheng.md", "文件")
CHECKLIST_FILE = Option("--to", "清单写成哪个文件（默认：核查清单.xlsx）", "文件")
DISTRICT = Option("--district", "只要哪个区县的，写名称或编号", "区县")
PILE = Option("--pile", "只要哪一堆：must 必须处理，look 需要核对，sample 抽查", "哪一堆")
ALL = Option("--all", "已经核查过的也列出来")
SETTLED = Option("--settled", "商量好了：和已经记下的不同的，以这次收的为准")
CHECKLIST_ACTION = Option("action", "做什么：export 导出，collect 收回", "做什么")
FILES = Option("files", "收回来的文件或文件夹", "文件", repeats=True)
SITE_FOLDER = Option("site", "要核对的网站文件夹（默认：site）", "网站文件夹")
SINCE = Option(
    "--since", "只打包比上次多出和改动的文件；写上次的 data/manifest.json，或上次的网站文件夹、压缩包", "上次的清单"
)
SITE = Option("--site", "连生成的网站和上一次的网站一起删除")
SELF_CHECK = Option("--self-check", "把自查结果写成一张表，例如 自查表.xlsx", "文件")
ACTION = Option(
    "action",
    "open 开批，sheet 发表，collect 收表，status 进度，decide 审定，publicity 公示，objection 异议，publish 公布",
    "做什么",
)
ROUND = Option(
    "words",
    "项目和期次，例如 example-stars 2026；collect 后面是收到的文件或文件夹，decide 后面还可以写审定表",
    "哪一批",
    repeats=True,
)
GROUP = Option("--group", "哪个评审组（sheet 默认：轮到的那一组）", "评审组")
REGION = Option("--region", "哪个地区（默认：全部）", "地区")
GROUPS = Option("--groups", "开批时有哪些评审组，例如 self,street,district,city", "评审组", words_between_commas)
RUBRIC = Option("--rubric", "用哪个评分标准（默认：项目只有的那一个）", "评分标准")
OPENS = Option("--opens", "open：哪天开始；publicity：哪天开始公示（默认：今天）", "日期", read_day)
DECIDED = Option("--decided", "评定日期，等级从哪天算起（默认：第一次起草的那天）", "日期", read_day)
CHOOSE = Option("--choose", "几份里用哪一份（默认：最后保存的一份）", "文件名")
ROUND_TO = Option("--to", "评分表、审定表和名单写到哪个文件夹；collect：要改的副本写到哪里", "文件夹")
ORGANIZATION = Option("--organization", "异议说的是哪个组织（默认：整份名单）", "组织")
TEXT = Option("--text", "异议的内容", "内容")
ANSWER = Option("--answer", "对异议的答复", "答复")
NUMBER = Option("--number", "答复第几件异议", "第几件", whole_number(1, 9999))

NEW_KIND = Option("kind", "新建什么：organization（组织）、story（故事）、programme（项目）、notice（公告）", "种类")
FROM_FILE = Option("--from", "从这个 Word 文件（.docx）写一篇故事", "文件")
CONSENT_ACTION = Option(
    "action",
    "list 列出登记，add 登记同意，withdraw 撤回同意，form 写出同意书",
    "做什么",
    one_of("list", "add", "withdraw", "form"),
)
PERSON = Option("person", "姓名", "姓名")
CONSENT_ORGANIZATION = Option("--organization", "只管一个组织：编号或名称", "组织")
SCOPE = Option("--scope", "同意公开什么，例如 姓名、照片", "范围")
FORM = Option("--to", "同意书写到哪个文件（默认：同意书.docx）", "文件")

FILES = Option("files", "要整理的文件（默认：全部资料）", "文件", repeats=True)
ONLY_CHECK = Option("--check", "只看哪些文件可以整理，不改动")

COMMANDS = (
    Command(
        "build",
        "生成网站；不写命令时就是它",
        (ROOT, OUTPUT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT),
        _run_in("build"),
    ),
    Command("serve", "在本机预览，保存后自动刷新，不改动 site", (ROOT, AS_OF, PORT, HOST, OPEN), _run_in("serve")),
    Command(
        "check",
        "只检查，不发布",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT, SELF_CHECK),
        _run_in("check"),
    ),
    Command("new", "新建一份资料：用中文提问，写出文件供填写", (ROOT, FROM_FILE), _run_in("new"), operands=(NEW_KIND,)),
    Command("fmt", "整理资料文件的写法，不改变内容和注释", (ROOT, ONLY_CHECK), _run_in("fmt"), operands=(FILES,)),
    Command("zip", "把生成好的网站打成一个压缩包，供上传", (ROOT, OUTPUT, SINCE), _run_in("package")),
    Command(
        "verify",
        "核对网站：文件是不是完整，和现在的资料是不是一致",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, FORMAT),
        _run_in("verify"),
        operands=(SITE_FOLDER,),
    ),
    Command(
        "round",
        "评定：开批、发表、收表、审定、公示、公布",
        (
            *(ROOT, AS_OF, JOBS, NO_CACHE, ROUND_TO, GROUP, REGION, GROUPS, RUBRIC, OPENS, DECIDED, CHOOSE),
            *(ORGANIZATION, TEXT, ANSWER, NUMBER),
        ),
        _run_in("round"),
        operands=(ACTION, ROUND),
    ),
    Command(
        "diff",
        "看两份资料或两个网站之间改了什么：哪个组织、哪一项、原来和现在",
        (LOG, AS_OF, DRAFTS, FORMAT),
        _run_in("diff"),
        operands=(OLD, NEW),
    ),
    Command(
        "consent",
        "个人同意公开的登记：撤回时，把姓名和照片从资料里去掉",
        (ROOT, CONSENT_ORGANIZATION, SCOPE, FORM),
        _run_in("consent"),
        operands=(CONSENT_ACTION, PERSON),
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
    Command(
        "sign", "审签：核对以后签字，config.yaml 要求时签齐了才能发布", (ROOT, AS_OF), _run_in("sign"), operands=(STEP,)
    ),
    Command(
        "checklist",
        "核查清单：导出给评审人员，再收回来",
        (ROOT, CHECKLIST_FILE, DISTRICT, PILE, ALL, SETTLED, AS_OF, JOBS),
        _run_in("checklist"),
        operands=(CHECKLIST_ACTION, FILES),
    ),
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), _run_in("schema")),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), _run_in("clean")),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), _run_in("doctor")),
)
