"""What reviewers work with."""

from __future__ import annotations

from starcase.arguments import Command, Option, read_day, whole_number, words_between_commas
from starcase.commands.declared.common import AS_OF, JOBS, NO_CACHE, ROOT, run_in

CHECKLIST_FILE = Option("--to", "清单写成哪个文件（默认：核查清单.xlsx）", "文件")
DISTRICT = Option("--district", "只要哪个区县的，写名称或编号", "区县")
PILE = Option("--pile", "只要哪一堆：must 必须处理，look 需要核对，sample 抽查", "哪一堆")
ALL = Option("--all", "已经核查过的也列出来")
SETTLED = Option("--settled", "商量好了：和已经记下的不同的，以这次收的为准")
CHECKLIST_ACTION = Option("action", "做什么：export 导出，collect 收回", "做什么")
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
TEXT = Option("--text", "异议的内容", "内容")
ANSWER = Option("--answer", "对异议的答复", "答复")
NUMBER = Option("--number", "答复第几件异议", "第几件", whole_number(1, 9999))
RETURNED = Option("files", "收回来的文件或文件夹", "文件", repeats=True)
ROUND_ACTION = Option(
    "action",
    "open 开批，sheet 发表，collect 收表，status 进度，decide 审定，publicity 公示，objection 异议，publish 公布",
    "做什么",
)
OBJECTED = Option("--organization", "异议说的是哪个组织（默认：整份名单）", "组织")

COMMANDS = (
    Command(
        "checklist",
        "核查清单：导出给评审人员，再收回来",
        (ROOT, CHECKLIST_FILE, DISTRICT, PILE, ALL, SETTLED, AS_OF, JOBS),
        run_in("checklist"),
        operands=(CHECKLIST_ACTION, RETURNED),
    ),
    Command(
        "round",
        "评定：开批、发表、收表、审定、公示、公布",
        (
            *(ROOT, AS_OF, JOBS, NO_CACHE, ROUND_TO, GROUP, REGION, GROUPS, RUBRIC, OPENS, DECIDED, CHOOSE),
            *(OBJECTED, TEXT, ANSWER, NUMBER),
        ),
        run_in("round"),
        operands=(ROUND_ACTION, ROUND),
    ),
)
